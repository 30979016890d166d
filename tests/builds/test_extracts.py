"""Filings as values, with the names of what they cite."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.builds.extracts import with_regulations
from kg.errors import UnreadableInput
from tests.graph.filings_by_hand import filing

SAMPLES = Path(__file__).parents[2] / "kg" / "samples"


def test_one_instrument_has_one_name_however_it_is_cited() -> None:
    one, other = filing(), filing(source="b.txt")
    named = list(with_regulations([(one,), (other,)]))
    assert [f.source for f in named] == ["a.txt", "b.txt"]
    assert [c.regulation for c in named[0].citations] == [c.regulation for c in named[1].citations]
    assert len({c.regulation for c in named[0].citations}) == 2
    assert named[0].fields == one.fields


def test_the_public_verb_gives_filings_in_order() -> None:
    found = list(kg.extract(SAMPLES))
    assert [(f.source, f.index) for f in found] == sorted((f.source, f.index) for f in found)
    assert len({f.source for f in found}) == len(list(SAMPLES.glob("*.txt")))


def test_what_cannot_be_read_ends_it_unless_somebody_takes_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.txt").write_bytes((SAMPLES / "shanghai-damaged-2020.txt").read_bytes())
    with pytest.raises(UnreadableInput, match=r"a\.txt"):
        list(kg.extract(tmp_path))
    faults: list[UnreadableInput] = []
    assert {f.source for f in kg.extract(tmp_path, on_failure=faults.append)} == {"b.txt"}
    assert [fault.source for fault in faults] == ["a.txt"]


def test_the_verbs_of_the_package_are_told() -> None:
    assert {"build", "extract", "find_citations", "open"} <= set(dir(kg))
    assert callable(kg.find_citations)
    with pytest.raises(AttributeError, match="its verbs: build, extract, find_citations, open"):
        kg.nope  # noqa: B018
