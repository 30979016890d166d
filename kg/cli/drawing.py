"""`kg network`."""

from __future__ import annotations

from pathlib import Path

import click

import viz
from kg.cli.options import output_path, quiet_option, store_option
from kg.cli.outputs import output
from kg.errors import UnknownName
from kg.store import open_store
from viz.drawings import caption
from viz.exports import FORMATS, format_of, serialize


@click.command("network", short_help="draw a network into a file")
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
    metavar="FILE",
    type=output_path,
    help=f"file that ends with .{', .'.join(FORMATS)}",
)
@quiet_option
def network_command(store: str, focus: str | None, depth: int, limit: int, lang: str, target: Path, quiet: bool) -> None:
    """Draw the network of departments, projects and instruments.

    As a page that stands alone (.html), a still picture (.svg), or a file for network programs (.gexf, .graphml, .json).
    """
    try:
        format_ = format_of(target)
    except UnknownName as fault:
        raise click.UsageError(str(fault)) from fault
    opened = open_store(store)
    graph = viz.network(opened, focus, depth=depth, limit=limit)
    opened.close()
    with output(target) as stream:
        stream.write(serialize(graph, format_, lang=lang))
    if not quiet:
        click.echo(f"{target}: {caption(graph, lang='en').lower()}", err=True)
