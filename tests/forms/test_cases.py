"""Invented forms of many layouts and serialisations (cases/*.txt) against what a person reads in them (cases/*.yaml).

An expectation names any keys of the contract; what it does not name is not compared. Indicators are [level 1, level 2, name, target] and,
for self-evaluations, the parts that the row adds.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.documents import read_data
from kg.filings import Filing, to_json
from kg.forms import read_filings

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(path.stem for path in FOLDER.glob("*.txt"))
EXTRA = ("actual", "weight", "score", "reason")


def read_case(name: str) -> tuple[tuple[Filing, ...], list[dict[str, Any]]]:
    data = (FOLDER / f"{name}.txt").read_bytes()
    expected: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return read_filings(read_data(data, source=f"{name}.txt")).filings, expected


def indicator_of(row: dict[str, Any]) -> list[Any]:
    extra = {key: row[key] for key in EXTRA if row.get(key)}
    return [row["level1"], row["level2"], row["name"], row["target"], *([extra] if extra else [])]


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_read_as_a_person_reads_it(name: str) -> None:
    filings, expected = read_case(name)
    assert len(filings) == len(expected), [f.project for f in filings]
    for filing, want in zip(filings, expected, strict=True):
        found = to_json(filing)
        unordered = want.pop("unordered", False)
        for key, value in want.items():
            if key == "fields":
                texts = {f.label: "".join(f.text.split()) for f in filing.fields}
                assert {label: texts.get(label) for label in value} == {label: "".join(text.split()) for label, text in value.items()}
            elif key == "indicators":
                rows = [indicator_of(row) for row in found["indicators"]]
                assert (sorted(rows, key=str) if unordered else rows) == (sorted(value, key=str) if unordered else value)
            else:
                assert found[key] == value, key


@pytest.mark.parametrize("name", CASES)
def test_pieces_of_a_case_are_its_text(name: str) -> None:
    text = read_data((FOLDER / f"{name}.txt").read_bytes(), source="a.txt").text
    for filing in read_case(name)[0]:
        for field in filing.fields:
            for piece in field.pieces:
                assert field.text[piece.begin : piece.begin + piece.length] == text[piece.source : piece.source + piece.length]
