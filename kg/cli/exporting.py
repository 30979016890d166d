"""`kg export`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import output_path, store_option
from kg.cli.outputs import output
from kg.errors import UnknownName
from kg.store import export, format_of, open_store
from kg.store.exports import FORMATS

DEFAULT = "nq"


@click.command("export", short_help="write a store as RDF")
@store_option
@click.option(
    "-o", "--output", "target", metavar="FILE", type=output_path, help="file that ends with .nq, .trig, .ttl or .jsonld; standard output without"
)
@click.option("--format", "format_", type=click.Choice(tuple(FORMATS)), help="instead of the file's ending; nq on standard output")
def export_command(store: str, target: Path | None, format_: str | None) -> None:
    """Write the whole store: the same bytes for the same content. Turtle (ttl) holds the union of the graphs."""
    if format_ is None:
        try:
            format_ = DEFAULT if target is None else format_of(target)
        except UnknownName as fault:
            raise click.UsageError(str(fault)) from fault
    opened = open_store(store)
    with output(target) as stream:
        export(opened, stream, format_)
