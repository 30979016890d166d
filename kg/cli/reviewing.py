"""`kg review`: what a person should decide."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.builds.extracts import extract
from kg.cli.inputs import read_checked
from kg.cli.options import Place, input_path, output_path
from kg.cli.outputs import output

if TYPE_CHECKING:
    from kg.registry.review import OpenCase


@click.command("review", short_help="list citations that a person should decide")
@click.argument("paths", nargs=-1, metavar="[PATH...]", type=input_path)
@click.option(
    "--store",
    metavar="S",
    type=Place(may_be_endpoint=True),
    help="folder of a store to review, with its own instruments and decisions, or URL of a SPARQL 1.1 endpoint",
)
@click.option("--decisions", metavar="FILE", type=input_path, help="with PATH: verdicts already given (CSV)")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="how many cases")
@click.option("--csv", "as_csv", is_flag=True, help="a CSV to fill in and give to `kg build --decisions`")
@click.option("-o", "--output", "target", metavar="FILE", type=output_path, help="with --csv: file to write; standard output without")
def review_command(paths: tuple[Path, ...], store: str | None, decisions: Path | None, limit: int, as_csv: bool, target: Path | None) -> int:
    """List the citations of a store, or of files, that resolve to no numbered or known instrument, those with most money (yuan) first."""
    from kg.registry.review import decision_rows

    if (store is None) == (not paths):
        raise click.UsageError("give either PATH... or --store S")
    if store is not None and decisions is not None:
        raise click.UsageError("--decisions goes with PATH...; a store holds its own (`kg build --decisions`)")
    if store is not None:
        from kg.builds.reviews import review, review_answers
        from kg.store import is_endpoint, open_store

        cases = review_answers(open_store(store), limit=limit) if is_endpoint(store) else review(Path(store), limit=limit)
    else:
        cases = review_files(paths, decisions, limit)
    if as_csv:
        with output(target) as stream:  # a file is for Excel, which knows UTF-8 by its mark
            stream.write((b"" if target is None else BOM_UTF8) + decision_rows(cases).encode())
        return 0
    if target is not None:
        raise click.UsageError("-o goes with --csv")
    if cases:
        click.echo(f"{'yuan':>18}  {'mentions':>8}  {'status':9}  title, and the instruments that it may be, with their scores")
    for case in cases:
        click.echo(f"{case.yuan:>18,.2f}  {case.mentions:>8}  {case.status:9}  {case.title}")
        for candidate in case.candidates:
            click.echo(f"{'':41}{candidate.score:.2f}  {candidate.key}")
    return 0


def review_files(paths: tuple[Path, ...], decisions: Path | None, limit: int) -> tuple[OpenCase, ...]:
    """The open cases of files that stand in no store."""
    from kg.registry import Mention, registry_mentions, resolve
    from kg.registry.decisions import read_decisions
    from kg.registry.review import open_cases

    given = read_checked(decisions, read_decisions)[1] if decisions else ()
    citations: list[tuple[Mention, str, Any]] = []
    for filing in extract(*paths):
        citations += (
            (mention, f"{filing.source}#{filing.index}", filing.yuan) for mention in registry_mentions(filing) if mention.title or mention.number
        )
    return open_cases(resolve((mention for mention, _, _ in citations), decisions=given), citations, limit=limit)
