"""`kg evaluate`, `kg review`, `kg annotations` and `kg registry import`: how good the citations are, and what a person should decide."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.builds.extracts import extract
from kg.cli.inputs import read_text
from kg.cli.options import Place, input_path, quiet_option, store_folder
from kg.errors import InvalidData
from kg.filings import to_json
from kg.settings import read_settings

if TYPE_CHECKING:
    from kg.registry.review import OpenCase


@click.command("evaluate", short_help="measure found citations against labelled ones")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...", type=input_path)
@click.option("--predicted", metavar="FILE", type=input_path, help="filings as JSON lines, as `kg extract` writes them")
@click.option("--input", "inputs", multiple=True, type=input_path, help="files or folders to extract now instead")
@click.option("--before", metavar="FILE", type=input_path, help="an earlier run's filings: gains and losses against it")
@click.option("--errors", type=click.IntRange(min=0), default=0, show_default=True, help="how many missing and how many extra citations are printed")
@click.option("--json", "as_json", is_flag=True, help="one JSON object")
def evaluate_command(
    gold: tuple[Path, ...], predicted: Path | None, inputs: tuple[Path, ...], before: Path | None, errors: int, as_json: bool
) -> int:
    """Precision, recall and F1 (0 to 1) of found citations by kind, against the labelled ones of GOLD, filings as JSON lines.

    What is found stands in --predicted, or is extracted now from --input; filings that GOLD does not hold do not count.
    """
    from kg.citations.evaluation import changes, evaluate

    if (predicted is None) == (not inputs):
        raise click.UsageError("give either --predicted FILE or --input PATH")
    wanted = [filing for path in gold for filing in read_lines(path)]
    labelled = {(Path(filing["source"]).name, filing["index"]) for filing in wanted}

    def measured(filings: Iterable[dict[str, Any]]) -> Any:
        return evaluate(wanted, (f for f in filings if (Path(f["source"]).name, f["index"]) in labelled))

    found = measured(read_lines(predicted) if predicted else (to_json(filing) for filing in extract(*inputs)))
    earlier = measured(read_lines(before)) if before else None
    gains, losses = changes(earlier, found) if earlier else ((), ())
    if as_json:
        measures = {
            k: {"precision": m.precision, "recall": m.recall, "f1": m.f1, "gold": m.gold, "predicted": m.predicted} for k, m in found.measures.items()
        }
        click.echo(json.dumps({"measures": measures, "gains": gains, "losses": losses}, ensure_ascii=False))
        return 0
    for kind, m in found.measures.items():
        if kind != "all" and not (m.gold or m.predicted):
            continue
        click.echo(f"{kind:12} f1 {m.f1:.4f}  precision {m.precision:.4f}  recall {m.recall:.4f}  gold {m.gold}  predicted {m.predicted}")
    for name, rows in (("missing", found.missing), ("extra", found.extra)):
        for filing, field, surface in rows[:errors]:
            click.echo(f"{name}: {filing} {field}: {surface}")
    if earlier:
        was, now = earlier.measures["all"].f1, found.measures["all"].f1
        click.echo(f"against {before}: f1 {was:.4f} -> {now:.4f}, gained {len(gains)}, lost {len(losses)}")
    for name, rows in (("gained", gains), ("lost", losses)):
        for filing, field, surface in rows:
            click.echo(f"{name}: {filing} {field}: {surface}")
    return 0


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
def review_command(paths: tuple[Path, ...], store: str | None, decisions: Path | None, limit: int, as_csv: bool) -> int:
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
        click.echo(decision_rows(cases), nl=False)
        return 0
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

    given = read_decisions(read_text(str(decisions)), source=str(decisions)) if decisions else ()
    citations: list[tuple[Mention, str, Any]] = []
    for filing in extract(*paths):
        citations += (
            (mention, f"{filing.source}#{filing.index}", filing.yuan) for mention in registry_mentions(filing) if mention.title or mention.number
        )
    return open_cases(resolve((mention for mention, _, _ in citations), decisions=given), citations, limit=limit)


@click.command("annotations", short_help="print citations as Web Annotations")
@click.argument("file", type=input_path)
def annotations_command(file: Path) -> int:
    """Print the citations of a document as Web Annotations (JSON-LD), which point into the document's own text."""
    from kg.citations import find_citations
    from kg.citations.annotations import annotation_page
    from kg.documents import Limits, SourceFile, read_document

    limits = Limits.of(read_settings(os.environ))
    document = read_document(SourceFile(file.name, file), max_bytes=limits.max_file_bytes, limits=limits)
    page = annotation_page(document.text, find_citations(document.text), source=file.name, places=document.fragments)
    click.echo(json.dumps(page, ensure_ascii=False, indent=2))
    return 0


@click.group("registry", short_help="add instruments and verdicts to a store")
def registry_command() -> None:
    """The registry of instruments: what a person adds to a store, which counts in every later build."""


@registry_command.command("import", short_help="check a CSV of instruments, and add its rows to a store")
@click.argument("file", type=input_path)
@click.option("--store", metavar="DIR", type=store_folder, help="folder of the store to add the rows to; without, FILE is only checked")
@quiet_option
def import_command(file: Path, store: Path | None, quiet: bool) -> int:
    """Check a CSV of instruments, and add its rows to a store: a row on an instrument that is there already replaces it."""
    from kg.builds import build
    from kg.registry.instruments import read_instruments

    text = read_text(str(file))
    instruments = read_instruments(text, source=str(file))
    if not quiet:
        click.echo(f"{len(instruments)} instruments are valid", err=True)
    if store is not None:
        build((), store=store, instruments=text)
    return 0


@registry_command.command("decide", short_help="check a CSV of verdicts, and add its rows to a store")
@click.argument("file", type=input_path)
@click.option("--store", metavar="DIR", type=store_folder, help="folder of the store to add the verdicts to; without, FILE is only checked")
@quiet_option
def decide_command(file: Path, store: Path | None, quiet: bool) -> int:
    """Check a CSV of verdicts (`kg review --csv`, filled in), and add its rows to a store: its conclusions are drawn anew."""
    from kg.builds import build
    from kg.registry.decisions import read_decisions

    text = read_text(str(file))
    decisions = read_decisions(text, source=str(file))
    if not quiet:
        click.echo(f"{len(decisions)} verdicts are valid", err=True)
    if store is not None:
        build((), store=store, decisions=text)
    return 0


def read_lines(path: Path) -> list[dict[str, Any]]:
    """JSON lines of a file; raises InvalidData with the line. Other line ends (U+2028) may stand inside a line."""
    found = []
    for number, line in enumerate(read_text(str(path)).split("\n"), start=1):
        if line.strip():
            try:
                found.append(json.loads(line))
            except json.JSONDecodeError as fault:
                raise InvalidData(f"{path}, line {number}: not JSON: {fault}") from fault
    return found
