"""The whole check of a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.builds import build
from kg.checks import CheckResult, check_store
from kg.settings import Settings
from kg.store import Store, open_store
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


#: Nodes of ours without any established type that the ontology names for their class.
BARE = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?class WHERE {
  ?node a ?class .
  FILTER EXISTS { ?class rdfs:subClassOf ?super }
  FILTER NOT EXISTS { ?class rdfs:subClassOf ?established . ?node a ?established }
}
"""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("samples") / "store"
    build([Path(__file__).parent.parent.parent / "kg" / "samples"], store=folder, settings=Settings())
    store = open_store(folder)
    yield store
    store.close()


def test_established_types_stand_beside_ours(samples: Store) -> None:
    assert list(samples.query(BARE).values()) == []
    typed = samples.query(
        BARE.replace("NOT EXISTS { ?class rdfs:subClassOf ?established . ?node a ?established }", "EXISTS { ?class rdfs:label ?l }")
    )
    assert len(list(typed.values())) > 12, "the question finds nodes of ours"


@pytest.mark.slow
def test_the_samples_break_nothing(samples: Store) -> None:
    """Violations are faults of ours: what a form says may be doubtful, but the graph of it is whole."""
    assert [r for r in check_store(samples) if r.severity == "violation"] == []


@pytest.mark.slow
@pytest.mark.shared
def test_the_seeds_break_nothing(tmp_path: Path, shared: Path) -> None:
    build([shared / "seeds"], store=tmp_path / "store", settings=Settings())
    found = list(check_store(open_store(tmp_path / "store")))
    assert [r for r in found if r.severity == "violation"] == []
