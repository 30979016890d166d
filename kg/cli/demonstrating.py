"""`kg demo`."""

from __future__ import annotations

import tempfile
from importlib.resources import as_file, files
from pathlib import Path

import click
from click.core import ParameterSource

from kg.builds import build
from kg.catalogue import find_query, run_query
from kg.cli.options import end_progress, progress_lines, quiet_option
from kg.cli.serving import host_option, port_option, serve
from kg.cli.tables import print_table
from kg.store import open_store

#: The questions that the demonstration asks, with their examples.
QUESTIONS = ("regulations_by_use", "projects_citing_regulation", "indicators_of_project")

ROWS = 12


@click.command("demo", short_help="build, ask and serve the bundled samples")
@click.option("--check", "checked", is_flag=True, help="ask and stop, with exit code 1 where a question has no answer")
@host_option
@port_option
@quiet_option
@click.pass_context
def demo_command(ctx: click.Context, checked: bool, host: str, port: int, quiet: bool) -> int:
    """Build the bundled sample filings into a temporary store, answer three questions of the catalogue, and serve it."""
    with tempfile.TemporaryDirectory(prefix="kg-demo-") as folder, as_file(files("kg") / "samples") as samples:
        report = build([samples], store=Path(folder) / "store", progress=progress_lines(quiet))
        end_progress(quiet)
        click.echo(f"{report.store['filings']} filings of {report.store['documents']} sample files: {report.quads:,} quads\n")
        store = open_store(Path(folder) / "store")
        counts = []
        for name in QUESTIONS:
            query = find_query(name)
            title = f"{query.title['en']}  (kg query {' '.join([name, *(f'{k}={v}' for k, v in query.example.items())])})"
            counts.append(print_table(run_query(store, name, query.example), base=store.base, title=title, brief=ROWS))
            click.echo()
        store.close()
        if checked:
            if not all(counts):
                click.echo("kg: a question of the demonstration has no answer", err=True)
            return 0 if all(counts) else 1
        anywhere = ctx.get_parameter_source("port") is ParameterSource.DEFAULT
        serve(str(Path(folder) / "store"), host=host, port=port, quiet=True, or_any=anywhere)
    return 0
