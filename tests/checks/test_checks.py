"""The whole check of a store."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.builds import build
from kg.checks import CheckResult, check_store
from kg.settings import Settings
from kg.store import open_store
from tests.checks.stores import Memory

DAMAGE = (Path(__file__).parent / "breaks" / "citation_outside_its_field-violation.ru").read_text(encoding="utf-8")
BLANK = "DELETE WHERE { GRAPH ?g { ?filing <https://w3id.org/budget-kg#form> ?form } }"


def names(results: list[CheckResult]) -> list[tuple[str, str]]:
    return [(result.severity, result.check) for result in results]


def test_the_sound_world_has_no_breach() -> None:
    assert list(check_store(Memory())) == []


def test_a_shape_and_a_rule_are_told_with_their_place() -> None:
    found = list(check_store(Memory(updates=(DAMAGE, BLANK))))
    assert names(found) == [("violation", "Filing-form"), ("violation", "citation_outside_its_field")]
    assert [(r.source, r.index, r.place, r.offset) for r in found] == [
        ("2021/water.txt", 0, "", None),
        ("2021/water.txt", 0, "立项依据 [1:13]", 102),
    ]
    assert found[0].messages["zh"].startswith("申报件须有且仅有一个")


def test_other_processes_find_the_same() -> None:
    store = Memory(updates=(DAMAGE, BLANK))
    assert list(check_store(store, workers=2)) == list(check_store(store))


@pytest.mark.slow
def test_the_samples_break_nothing(tmp_path: Path) -> None:
    """Violations are faults of ours: what a form says may be doubtful, but the graph of it is whole."""
    build([Path(__file__).parent.parent.parent / "kg" / "samples"], store=tmp_path / "store", settings=Settings())
    found = list(check_store(open_store(tmp_path / "store")))
    assert [r for r in found if r.severity == "violation"] == []


@pytest.mark.slow
@pytest.mark.shared
def test_the_seeds_break_nothing(tmp_path: Path, shared: Path) -> None:
    build([shared / "seeds"], store=tmp_path / "store", settings=Settings())
    found = list(check_store(open_store(tmp_path / "store")))
    assert [r for r in found if r.severity == "violation"] == []
