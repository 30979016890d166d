"""Answers on the screen."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from shutil import get_terminal_size

import click
from pyoxigraph import Literal, NamedNode
from rich import box
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

from kg.cli.options import output_path
from kg.cli.outputs import output
from kg.errors import UnknownName
from kg.store import GRAPH_FORMATS, TABLE_FORMATS, Answer, Term, text_of
from kg.terms import PREFIXES, XSD

TABLE = "table"
FORMATS = (TABLE, *TABLE_FORMATS, *GRAPH_FORMATS)
#: Width of a table that nobody watches, and of a cell in a brief one.
UNBROKEN, BRIEF_WIDTH = 10_000, 40
NUMBERS = {XSD.integer, XSD.decimal}

format_option = click.option("--format", "format_", type=click.Choice(FORMATS), default=TABLE, show_default=True, help="how the answer is written")


target_option = click.option(
    "-o", "--output", "target", metavar="FILE", type=output_path, help="file to write; its ending is the format where none is given"
)


def write_answer(answer: Answer, format_: str, *, base: str, target: Path | None = None) -> None:
    """Writes an answer to standard output, or to a file; a table shows IRIs below the store's base from their slash on."""
    if target is not None:
        write_file(answer, target.suffix[1:] if format_ == TABLE else format_, target)
    elif format_ == TABLE and answer.kind == "select":
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


def write_file(answer: Answer, format_: str, target: Path) -> None:
    """Writes an answer to a file. A CSV begins with the mark by which Excel sees that it is UTF-8; piped to a program it would be a part of the
    first column's name."""
    if format_ not in answer.formats():
        raise click.UsageError(f"{target}: expected a file that ends with one of {', '.join(f'.{name}' for name in answer.formats())}, or --format")
    with output(target) as stream:
        if format_ == "csv":
            stream.write(BOM_UTF8)
        answer.write(stream, format_)


def print_table(answer: Answer, *, base: str, title: str | None = None, brief: int | None = None) -> int:
    """Prints the rows of a SELECT and gives their number. Chinese characters are two columns wide.

    A table that does not fit the terminal is printed as records: broken or cut, a figure would be read as another one. `brief` is for a first
    look: so many rows at most (of records a quarter), no columns of IRIs, long texts cut.
    """
    rows = list(answer.rows())
    chosen = [n for n in range(len(answer.columns)) if brief is None or not any(isinstance(row[n], NamedNode) for row in rows)]
    columns = [answer.columns[n] for n in chosen]
    cells = [["" if term is None else shown(term, base) for term in (row[n] for n in chosen)] for row in rows[:brief]]
    right = [are_figures([term for row in rows if (term := row[n]) is not None]) for n in chosen]
    # Where nobody watches, no line is broken. Rich believes a width for certain only with a height.
    width, height = get_terminal_size()
    console = Console(file=sys.stdout, width=width if sys.stdout.isatty() else UNBROKEN, height=height, markup=False, highlight=False, emoji=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column, is_right in zip(columns, right, strict=True):
        limit = None if brief is None else BRIEF_WIDTH
        table.add_column(column, justify="right" if is_right else "left", overflow="ellipsis", no_wrap=True, max_width=limit)
    for texts in cells:
        table.add_row(*texts)
    if title is not None:
        click.echo(title)
    if Measurement.get(console, console.options.update(max_width=UNBROKEN), table).maximum > console.width:
        cells = cells[: brief and brief // 4]
        text = records(columns, cells)
    else:
        with console.capture() as captured:
            console.print(table)
        text = captured.get()
    # Not printed by rich, which ends the program where the reader (`| head`) has gone.
    for line in text.splitlines():
        click.echo(line.rstrip())
    count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    click.echo(count if len(cells) == len(rows) else f"{count}, the first {len(cells)} shown")
    return len(rows)


def are_figures(terms: Sequence[Term]) -> bool:
    """Whether a column holds numbers only."""
    return bool(terms) and all(isinstance(term, Literal) and term.datatype.value in NUMBERS for term in terms)


def records(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows below each other, a line a value; empty values are left out."""
    width = max(map(len, columns), default=0)
    blocks = ("".join(f"{column:{width}}  {value}\n" for column, value in zip(columns, row, strict=True) if value) for row in rows)
    return "\n" + "".join(f"{block}\n" for block in blocks)


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
