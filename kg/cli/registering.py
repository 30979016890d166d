"""`kg registry import` and `kg registry decide`: what people add to a store."""

from __future__ import annotations

from pathlib import Path

import click

from kg.builds import build
from kg.builds.reviews import idle_decisions
from kg.cli.inputs import read_checked
from kg.cli.options import input_path, quiet_option, store_folder
from kg.registry.decisions import read_decisions
from kg.registry.instruments import read_instruments
from kg.store.generations import current_of


@click.group("registry", short_help="add instruments and verdicts to a store")
def registry_command() -> None:
    """The registry of instruments: what a person adds to a store, which counts in every later build."""


@registry_command.command("import", short_help="check a CSV of instruments, and add its rows to a store")
@click.argument("file", type=input_path)
@click.option("--store", metavar="DIR", type=store_folder, help="folder of the store to add the rows to; without, FILE is only checked")
@quiet_option
def import_command(file: Path, store: Path | None, quiet: bool) -> None:
    """Check a CSV of instruments, and add its rows to a store: a row on an instrument that is there already replaces it."""
    text, rows = read_checked(file, read_instruments)
    if not quiet:
        click.echo(f"{len(rows)} instruments are valid", err=True)
    if store is not None:
        current_of(store)  # a mistyped folder is no new store
        build((), store=store, instruments=text)
        if not quiet:
            click.echo(f"{store}: conclusions are drawn anew", err=True)


@registry_command.command("decide", short_help="check a CSV of verdicts, and add its rows to a store")
@click.argument("file", type=input_path)
@click.option("--store", metavar="DIR", type=store_folder, help="folder of the store to add the verdicts to; without, FILE is only checked")
@quiet_option
def decide_command(file: Path, store: Path | None, quiet: bool) -> None:
    """Check a CSV of verdicts (`kg review --csv`, filled in), and add its rows to a store: its conclusions are drawn anew."""
    text, rows = read_checked(file, read_decisions)
    if not quiet:
        click.echo(f"{len(rows)} verdicts are valid", err=True)
    if store is not None:
        current_of(store)
        build((), store=store, decisions=text)
        if not quiet:
            click.echo(f"{store}: conclusions are drawn anew", err=True)
            for verdict in idle_decisions(store):
                named = " ".join(part for part in (verdict.title, verdict.number, verdict.context) if part)
                click.echo(f"no citation meets the verdict on {named}", err=True)
