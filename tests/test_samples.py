"""The bundled samples, read by the pipeline, against what a person reads in them (golden/expected_samples.yaml)."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.extraction import Extraction, extract_data
from kg.filings import Filing, to_json
from kg.registry import registry_mentions, resolve

EXPECTED: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "golden" / "expected_samples.yaml").read_text(encoding="utf-8"))
SAMPLES = files("kg") / "samples"
SOURCES = sorted({row["source"] for row in EXPECTED})
IDS = [f"{row['source']}-{row['index']}" for row in EXPECTED]

HEAD = (
    "form",
    "fiscal_year",
    "department",
    "supervisor",
    "project",
    "category",
    "nature",
    "performance_type",
    "start_date",
    "end_date",
    "government_purchase",
)


@cache
def extraction(source: str) -> Extraction:
    return extract_data((SAMPLES / source).read_bytes(), source=source)


def filing(row: dict[str, Any]) -> Filing:
    return extraction(row["source"]).filings[row["index"]]


def test_every_sample_is_expected() -> None:
    assert sorted(file.name for file in SAMPLES.iterdir() if file.name.endswith(".txt")) == SOURCES


@pytest.mark.parametrize("source", SOURCES)
def test_the_filings_of_a_file_are_counted(source: str) -> None:
    assert [f.index for f in extraction(source).filings] == [row["index"] for row in EXPECTED if row["source"] == source]


@pytest.mark.parametrize("row", EXPECTED, ids=IDS)
def test_head(row: dict[str, Any]) -> None:
    found = to_json(filing(row))
    assert {key: found[key] for key in HEAD} == {key: row[key] for key in HEAD}


@pytest.mark.parametrize("row", EXPECTED, ids=IDS)
def test_amounts(row: dict[str, Any]) -> None:
    assert to_json(filing(row))["amounts"] == row["amounts"]


@pytest.mark.parametrize("row", EXPECTED, ids=IDS)
def test_indicators(row: dict[str, Any]) -> None:
    assert [[i.level1, i.level2, i.name, i.target] for i in filing(row).indicators] == row["indicators"]


@pytest.mark.parametrize("row", [row for row in EXPECTED if "statement" in row], ids=lambda row: row["source"])
def test_statement(row: dict[str, Any]) -> None:
    found = to_json(filing(row))["statement"]
    assert {key: found.get(key) for key in row["statement"]} == row["statement"]


@pytest.mark.parametrize("row", [row for row in EXPECTED if "joined" in row], ids=lambda row: row["source"])
def test_text_cut_by_a_page_break_is_joined(row: dict[str, Any]) -> None:
    assert {f.label: f.text for f in filing(row).fields if f.label in row["joined"]} == row["joined"]


@pytest.mark.parametrize("row", EXPECTED, ids=IDS)
def test_citations(row: dict[str, Any]) -> None:
    keys = ("surface", "title", "number", "article")
    found = sorted(tuple(str(c[key]) for key in keys) for c in to_json(filing(row))["citations"])
    assert found == sorted(tuple(str(c[key]) for key in keys) for c in row["citations"])


@pytest.mark.parametrize("row", EXPECTED, ids=IDS)
def test_fields_and_roles_of_citations(row: dict[str, Any]) -> None:
    found = {(c.surface, c.field): c.role for c in filing(row).citations}
    for expected in row["citations"]:
        if expected["field"] is not None:
            assert (expected["surface"], expected["field"]) in found
            assert found[expected["surface"], expected["field"]] == expected.get("role", found[expected["surface"], expected["field"]])


@pytest.mark.parametrize("source", SOURCES)
def test_nothing_of_a_sample_is_unmapped(source: str) -> None:
    read = extraction(source)
    assert [u.text for u in read.unmapped] == []
    assert [u.text for f in read.filings for u in f.unmapped] == []


def test_instruments_are_shared_across_departments_years_and_wordings() -> None:
    """What makes the samples a network: hubs cited by several departments, and several ways of writing one instrument."""
    departments, surfaces = defaultdict(set), defaultdict(set)
    for row in EXPECTED:
        for citation in row["citations"]:
            departments[citation["regulation"]].add(row["department"])
            surfaces[citation["regulation"]].add(citation["surface"])
    assert sum(len(found) >= 3 for found in departments.values()) >= 5
    assert sum(len(found) >= 3 for found in surfaces.values()) >= 5
    assert len({row["fiscal_year"] for row in EXPECTED}) >= 5
    assert len({row["department"] for row in EXPECTED} - {None}) >= 8


@pytest.mark.parametrize("row", [row for row in EXPECTED if "bounds" in row], ids=lambda row: f"{row['source']}-{row['index']}")
def test_targets_in_full_width_digits_and_formulas_are_parsed(row: dict[str, Any]) -> None:
    found = {i["name"]: [i["comparator"], i["lower"], i["upper"], i["unit"]] for i in to_json(filing(row))["indicators"]}
    assert {name: found[name] for name in row["bounds"]} == row["bounds"]


def test_mentions_of_one_instrument_resolve_to_one_whatever_their_wording() -> None:
    """The partition of all mentions by instrument is the expected one."""
    found, expected = defaultdict(set), defaultdict(set)
    filings = [filing(row) for row in EXPECTED]
    mentions = {(row["source"], row["index"]): registry_mentions(f) for row, f in zip(EXPECTED, filings, strict=True)}
    registry = resolve(mention for group in mentions.values() for mention in group)
    for row, f in zip(EXPECTED, filings, strict=True):
        wanted = {(c["surface"]): c["regulation"] for c in row["citations"]}
        for citation, mention in zip(f.citations, mentions[row["source"], row["index"]], strict=True):
            if citation.surface in wanted:
                found[registry.resolution(mention).key].add(citation.surface)
                expected[wanted[citation.surface]].add(citation.surface)
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, expected.values()))
