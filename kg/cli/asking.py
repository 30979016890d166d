"""`kg sparql`, `kg queries`, `kg query`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.catalogue import find_query, load_catalogue, run_query
from kg.cli.inputs import read_text
from kg.cli.options import store_option
from kg.cli.tables import format_option, target_option, write_answer
from kg.errors import InvalidData, UnknownName
from kg.store import open_store


@click.command("sparql", short_help="ask a store in SPARQL")
@click.argument("query")
@store_option
@format_option
@target_option
def sparql_command(query: str, store: str, format_: str, target: Path | None) -> None:
    """Ask a SPARQL 1.1 query: the text itself, @FILE, or @- for standard input. The default graph is the union of all graphs."""
    opened = open_store(store)
    write_answer(opened.query(read_query(query)), format_, base=opened.base, target=target)


def read_query(argument: str) -> str:
    """The text of a query given as it is or as @FILE."""
    if not argument.startswith("@"):
        return argument
    name = argument[1:]
    if not name:
        raise click.UsageError("@ stands before the name of a file; @- is standard input")
    return read_text(name)


@click.command("queries", short_help="list the catalogue of questions")
@click.option("--lang", type=click.Choice(("en", "zh")), default="en", show_default=True, help="language of titles and descriptions")
def queries_command(lang: str) -> None:
    """List the questions that `kg query` knows, with their parameters and an example of each."""
    for query in load_catalogue():
        join = ". " if lang == "en" else "："
        click.echo(f"{query.name}\n    {query.title[lang]}{join}{query.description[lang]}")
        for parameter in query.parameters:
            need = "optional" if parameter.optional else "needed"
            kind = " | ".join(parameter.values) or parameter.type
            click.echo(f"    {parameter.name}={parameter.example}  ({kind}, {need}) {parameter.description[lang]}")


@click.command("query", short_help="ask a question of the catalogue")
@click.argument("name")
@click.argument("parameters", nargs=-1, metavar="[key=value ...]")
@store_option
@format_option
@target_option
def query_command(name: str, parameters: tuple[str, ...], store: str, format_: str, target: Path | None) -> None:
    """Ask a question of the catalogue, for instance: kg query projects_citing_regulation regulation=沪府办【2015】87号 --store S"""
    values = read_parameters(name, parameters)
    opened = open_store(store)
    try:
        answer = run_query(opened, name, values)
    except InvalidData as fault:
        raise click.UsageError(str(fault)) from fault
    write_answer(answer, format_, base=opened.base, target=target)


def read_parameters(name: str, given: tuple[str, ...]) -> dict[str, str]:
    """The parameters by name; wrong usage where the query or a parameter is not known, or a needed one is missing."""
    try:
        query = find_query(name)
    except UnknownName as fault:
        raise click.UsageError(str(fault)) from fault
    values: dict[str, str] = {}
    known = [parameter.name for parameter in query.parameters]
    for text in given:
        key, sign, value = text.partition("=")
        if not sign or key not in known:
            raise click.UsageError(f"{text!r}: expected key=value with one of the keys {', '.join(known)}")
        if key in values:
            raise click.UsageError(f"{key} is given twice")
        values[key] = value
    missing = [f"{p.name}={p.example}" for p in query.parameters if not p.optional and p.name not in values]
    if missing:
        raise click.UsageError(f"{name} needs {', '.join(missing)} (an example)")
    return values
