"""`kg export`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import output_path, store_option
from kg.cli.outputs import output
from kg.errors import UnknownName
from kg.store import export, format_of, open_store


@click.command("export", short_help="write a store as RDF")
@store_option
@click.option("-o", "--output", "target", required=True, metavar="FILE", type=output_path, help="file that ends with .nq, .trig, .ttl or .jsonld")
def export_command(store: str, target: Path) -> None:
    """Write the whole store into one file: the same bytes for the same content. Turtle (.ttl) holds the union of the graphs."""
    try:
        format_ = format_of(target)
    except UnknownName as fault:
        raise click.UsageError(str(fault)) from fault
    opened = open_store(store)
    with output(target) as stream:
        export(opened, stream, format_)
