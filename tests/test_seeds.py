"""The seed documents, scored against their labels as a user would: `kg extract`, then the scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.shared

#: The least that each figure may be on the labelled part.
BARS = {
    "filings": 1.0, "counts": 1.0, "fields": 1.0, "indicators": 1.0, "statement": 1.0, "offsets": 1.0,
    "spans": 0.99, "overlap": 0.99, "numbers": 0.99, "titles": 0.99, "articles": 0.99, "clusters": 0.98,
}  # fmt: skip


@pytest.fixture(scope="module")
def extracted(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("seeds") / "filings.jsonl"
    subprocess.run([sys.executable, "-m", "kg.cli", "extract", str(shared / "seeds"), "-o", str(out)], check=True)
    return out


def test_the_labelled_part_scores(shared: Path, extracted: Path) -> None:
    gold = sorted((shared / "gold").glob("*.jsonl"))
    bars = [argument for name, bar in BARS.items() for argument in ("--min", f"{name}={bar}")]
    scored = subprocess.run(
        [sys.executable, str(shared / "gold" / "score.py"), str(extracted), *map(str, gold), "--errors", "20", *bars],
        capture_output=True,
        text=True,
        check=False,
    )
    assert scored.returncode == 0, scored.stdout + scored.stderr


def test_nothing_of_the_seeds_is_unmapped(extracted: Path) -> None:
    filings: list[dict[str, Any]] = [json.loads(line) for line in extracted.read_text(encoding="utf-8").splitlines()]
    assert len(filings) == 57
    assert [f["unmapped"] for f in filings if f["unmapped"]] == []


def test_every_piece_points_at_its_letters(shared: Path, extracted: Path) -> None:
    texts = {p.name: p.read_text(encoding="utf-8") for p in (shared / "seeds").glob("*.txt")}
    for line in extracted.read_text(encoding="utf-8").splitlines():
        filing = json.loads(line)
        text = texts[filing["source"]]
        for field in filing["fields"]:
            for begin, source, length in field["pieces"]:
                assert field["text"][begin : begin + length] == text[source : source + length]
        for citation in filing["citations"]:
            assert filing["fields"][citation["field_index"]]["text"][citation["begin"] : citation["end"]] == citation["surface"]
