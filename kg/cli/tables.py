"""Answers on the screen."""

from __future__ import annotations

import sys
from decimal import Decimal

import click
from pyoxigraph import Literal, NamedNode
from rich import box
from rich.console import Console, OverflowMethod
from rich.table import Table

from kg.errors import UnknownName
from kg.store import GRAPH_FORMATS, TABLE_FORMATS, Answer, Term, text_of
from kg.terms import PREFIXES, XSD

TABLE = "table"
FORMATS = (TABLE, *TABLE_FORMATS, *GRAPH_FORMATS)
#: Columns of a table that nobody watches, and of a cell in a brief one.
UNBROKEN, BRIEF_WIDTH = 10_000, 40
NUMBERS = {XSD.integer, XSD.decimal}

format_option = click.option("--format", "format_", type=click.Choice(FORMATS), default=TABLE, show_default=True, help="how the answer is written")


def write_answer(answer: Answer, format_: str, *, base: str) -> None:
    """Writes an answer to standard output; a table shows IRIs below the store's base from their slash on."""
    if format_ == TABLE and answer.kind == "select":
        print_table(answer, base=base)
    elif format_ == TABLE and answer.kind == "ask":
        click.echo("yes" if answer else "no")
    else:
        try:
            data = answer.serialize("ttl" if format_ == TABLE else format_)
        except UnknownName as fault:
            raise click.UsageError(str(fault)) from fault
        stream = sys.stdout.buffer
        stream.write(data)
        if not data.endswith(b"\n"):
            stream.write(b"\n")
        stream.flush()


def print_table(answer: Answer, *, base: str, title: str | None = None, brief: int | None = None) -> int:
    """Prints the rows of a SELECT and gives their number. Chinese characters are two columns wide.

    `brief` is for a first look: so many rows at most, no columns of IRIs, long texts cut.
    """
    rows = list(answer.rows())
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    chosen = [n for n in range(len(answer.columns)) if brief is None or not any(isinstance(row[n], NamedNode) for row in rows)]
    limit = None if brief is None else BRIEF_WIDTH
    overflow: OverflowMethod = "fold" if brief is None else "ellipsis"
    for number in chosen:
        figures = [row[number] for row in rows if row[number] is not None]
        right = bool(figures) and all(isinstance(term, Literal) and term.datatype.value in NUMBERS for term in figures)
        table.add_column(answer.columns[number], justify="right" if right else "left", overflow=overflow, no_wrap=bool(limit), max_width=limit)
    for row in rows[:brief]:
        table.add_row(*("" if term is None else shown(term, base) for term in (row[n] for n in chosen)))
    # Where nobody watches, no line is broken.
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else UNBROKEN, markup=False, highlight=False, emoji=False)
    console.print(table)
    count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    console.print(count if brief is None or len(rows) <= brief else f"{count}, the first {brief} shown")
    return len(rows)


def shown(term: Term, base: str) -> str:
    """A term for reading: short IRIs, figures in groups of three."""
    if isinstance(term, NamedNode):
        if term.value.startswith(base):
            return "/" + term.value[len(base) :]
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value[len(namespace) :]}"
        return term.value
    if isinstance(term, Literal) and term.datatype.value == XSD.decimal:
        return f"{Decimal(term.value):,}"
    return text_of(term)
