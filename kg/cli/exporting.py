"""`kg export`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.extracting import output
from kg.cli.options import store_option
from kg.errors import UnknownName
from kg.store import export, format_of, open_store


@click.command("export")
@store_option
@click.option("-o", "--output", "target", required=True, type=click.Path(path_type=Path), help="file that ends with .nq, .trig, .ttl or .jsonld")
def export_command(store: str, target: Path) -> None:
    """The whole store as one file: the same bytes for the same content. Turtle holds the union of the graphs."""
    try:
        format_ = format_of(target)
    except UnknownName as fault:
        raise click.UsageError(str(fault)) from fault
    opened = open_store(store)
    with output(target) as stream:
        export(opened, stream, format_)
