"""`kg network`."""

from __future__ import annotations

from pathlib import Path

import click

import viz
from kg.cli.options import store_option
from kg.errors import UnknownName, UnreadableInput
from kg.store import open_store
from viz.drawings import caption
from viz.exports import FORMATS, format_of


@click.command("network")
@store_option
@click.option("--focus", metavar="IRI|NUMBER|NAME", help="what stands in the middle; without it, the overview of departments and instruments")
@click.option("--depth", type=click.IntRange(min=1), default=1, show_default=True, help="steps from the focus")
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True, help="nodes shown at most, the most important first")
@click.option("--lang", type=click.Choice(("zh", "en")), default="zh", show_default=True, help="language of legend and captions")
@click.option(
    "-o",
    "--output",
    "target",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"file that ends with .{', .'.join(FORMATS)}",
)
def network_command(store: str, focus: str | None, depth: int, limit: int, lang: str, target: Path) -> None:
    """The network of departments, projects and instruments as a page that stands alone, or as a file for other tools."""
    try:
        format_of(target)
    except UnknownName as fault:
        raise click.UsageError(str(fault)) from fault
    opened = open_store(store)
    graph = viz.network(opened, focus, depth=depth, limit=limit)
    opened.close()
    try:
        viz.write(graph, target, lang=lang)
    except OSError as fault:
        raise UnreadableInput(str(target), f"cannot be written: {fault.strerror}") from fault
    click.echo(f"{target}: {caption(graph, lang='en').lower()}", err=True)
