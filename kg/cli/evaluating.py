"""`kg evaluate`: how good the citations are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from kg.builds.extracts import extract
from kg.cli.inputs import read_text
from kg.cli.options import input_path
from kg.errors import InvalidData
from kg.filings import to_json


@click.command("evaluate", short_help="measure found citations against labelled ones")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...", type=input_path)
@click.option("--predicted", metavar="FILE", type=input_path, help="filings as JSON lines, as `kg extract` writes them")
@click.option("--input", "inputs", multiple=True, type=input_path, help="files or folders to extract now instead")
@click.option("--before", metavar="FILE", type=input_path, help="an earlier run's filings: gains and losses against it")
@click.option(
    "--errors", type=click.IntRange(min=0), default=0, show_default=True, help="how many missing, extra and wrongly read citations are printed"
)
@click.option("--json", "as_json", is_flag=True, help="one JSON object")
def evaluate_command(
    gold: tuple[Path, ...], predicted: Path | None, inputs: tuple[Path, ...], before: Path | None, errors: int, as_json: bool
) -> int:
    """Precision, recall and F1 (0 to 1) of found citations by kind, and of the numbers, titles and articles read in them, against the labelled ones
    of GOLD, filings as JSON lines.

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
        measures, values = (
            {k: {"precision": m.precision, "recall": m.recall, "f1": m.f1, "gold": m.gold, "predicted": m.predicted} for k, m in group.items()}
            for group in (found.measures, found.values)
        )
        told = {"measures": measures, "values": values, "wrong": found.wrong, "gains": gains, "losses": losses}
        click.echo(json.dumps(told, ensure_ascii=False))
        return 0
    for kind, m in (*found.measures.items(), *found.values.items()):
        if kind != "all" and not (m.gold or m.predicted):
            continue
        click.echo(f"{kind:12} f1 {m.f1:.4f}  precision {m.precision:.4f}  recall {m.recall:.4f}  gold {m.gold}  predicted {m.predicted}")
    for name, rows in (("missing", found.missing), ("extra", found.extra), ("wrong", found.wrong)):
        for filing, field, surface in rows[:errors]:
            click.echo(f"{name}: {filing} {field}: {surface}")
    if earlier:
        was, now = earlier.measures["all"].f1, found.measures["all"].f1
        click.echo(f"against {before}: f1 {was:.4f} -> {now:.4f}, gained {len(gains)}, lost {len(losses)}")
    for name, rows in (("gained", gains), ("lost", losses)):
        for filing, field, surface in rows:
            click.echo(f"{name}: {filing} {field}: {surface}")
    return 0


def read_lines(path: Path) -> list[dict[str, Any]]:
    """JSON lines of a file; raises InvalidData with the line. Other line ends (U+2028) may stand inside a line."""
    found = []
    for number, line in enumerate(read_text(str(path)).split("\n"), start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except json.JSONDecodeError as fault:
                raise InvalidData(f"{path}, line {number}: not JSON: {fault}") from fault
            if not isinstance(row, dict) or not isinstance(row.get("source"), str) or not isinstance(row.get("index"), int):
                raise InvalidData(f"{path}, line {number}: no filing: expected a JSON object with source and index, as `kg extract` writes them")
            for citation in [*(row.get("citations") or ()), *(row.get("not_citations") or ())]:
                if not isinstance(citation, dict) or not all(isinstance(citation.get(key), str) for key in ("surface", "field")):
                    raise InvalidData(f"{path}, line {number}: a citation without its surface or its field")
                if not all(isinstance(citation.get(key), str | None) for key in ("number", "title", "article")):
                    raise InvalidData(f"{path}, line {number}: the number, title or article of a citation is no text")
            found.append(row)
    return found
