"""The graph is the truth: for every entity, the index answers what the catalogue answers from the graph."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kg.catalogue import find_query
from kg.identifiers import sixteen
from kg.store import FolderStore, open_store
from kg.store.index import INDEX, Index, key_of
from kg.store.index.departments import department_card, list_departments
from kg.store.index.folding import fold
from kg.store.index.indicators import IndicatorFilter, list_indicators
from kg.store.index.networks import counts, neighbourhood
from kg.store.index.projects import ProjectFilter, list_projects, project_card
from kg.store.index.regulations import RegulationFilter, cited_together, common_regulations, list_regulations, regulation_card
from tests.built import sample_store, seed_store

__all__ = ["sample_store", "seed_store"]


@pytest.fixture(scope="session", params=["samples", pytest.param("seeds", marks=pytest.mark.shared)])
def store(request: pytest.FixtureRequest) -> FolderStore:
    folder: Path = request.getfixturevalue("sample_store" if request.param == "samples" else "seed_store")
    opened = open_store(folder)
    assert isinstance(opened, FolderStore)
    return opened


@pytest.fixture(scope="session")
def index(store: FolderStore) -> Index:
    return Index(store.folder / INDEX)


def table(store: FolderStore, name: str) -> list[dict[str, str | None]]:
    answer = store.query(find_query(name).text)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.values()]


def everything(page: Any) -> list[dict[str, Any]]:
    """The items of a list that fits on one page."""
    items: list[dict[str, Any]] = json.loads(page.items)
    assert len(items) == page.total
    assert page.next is None
    return items


def yuan(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def test_projects_citing_each_regulation(store: FolderStore, index: Index) -> None:
    expected = defaultdict(set)
    for row in table(store, "projects_citing_regulation"):
        facts = (row["project_year"], row["name"], row["project"], row["department_name"], row["fiscal_year"] or None, yuan(row["yuan"]), row["role"])
        expected[row["regulation"]].add(facts)
    assert expected
    for regulation, rows in expected.items():
        assert regulation is not None
        items = everything(list_projects(index, ProjectFilter(cites=key_of(regulation)), limit=1000))
        facts = [
            (
                *(item["iri"], item["name"], item["project"], item["department"]),
                *(item["fiscal_year"] and str(item["fiscal_year"]), yuan(item["yuan"]), item["role"]),
            )
            for item in items
        ]
        assert set(facts) == rows
        assert len(facts) == len(rows)
        for role in ("basis", "mention"):
            narrowed = everything(list_projects(index, ProjectFilter(cites=key_of(regulation), role=role), limit=1000))
            assert {item["iri"] for item in narrowed} == {row[0] for row in rows if row[-1] == role}


def test_evidence_of_each_citation(store: FolderStore, index: Index) -> None:
    columns = ("citation", "surface", "field", "begin", "end", "role", "status", "regulation", "source", "project_year")
    expected = {tuple(row[column] for column in columns) for row in table(store, "citations_with_evidence")}
    found = {
        (c["iri"], c["surface"], c["field"], str(c["begin"]), str(c["end"]), c["role"], c["status"], c["regulation"], c["source"], item["iri"])
        for item in everything(list_projects(index, ProjectFilter(), limit=100_000))
        for c in item["citations"]
        if c["regulation"]
    }
    assert found == expected


def test_regulations_by_use(store: FolderStore, index: Index) -> None:
    items = {item["iri"]: item for item in everything(list_regulations(index, RegulationFilter(), limit=100_000))}
    rows = table(store, "regulations_by_use")
    for row in rows:
        item = items[row["regulation"] or ""]
        assert (item["number"], item["title"]) == (row["number"], row["title"])
        for key in ("projects", "departments", "project_years", "basis_project_years", "without_amount"):
            assert item[key] == int(row[key] or 0), (key, item)
        assert yuan(item["yuan"]) == yuan(row["yuan"])
    assert {iri for iri, item in items.items() if item["project_years"]} == {row["regulation"] for row in rows}


def test_departments_by_regulation(store: FolderStore, index: Index) -> None:
    expected = defaultdict(set)
    for row in table(store, "departments_by_regulation"):
        numbers = (int(row["project_years"] or 0), int(row["without_amount"] or 0), yuan(row["yuan"]))
        expected[row["regulation"]].add((row["department"], *numbers, row["first_year"], row["last_year"]))
    for regulation, rows in expected.items():
        assert regulation is not None
        card = regulation_card(index, key_of(regulation), limit=1000)
        assert card is not None
        found = {
            (
                *(d["iri"], d["project_years"], d["without_amount"], yuan(d["yuan"])),
                *(d["first_year"] and str(d["first_year"]), d["last_year"] and str(d["last_year"])),
            )
            for d in card["cited_by_departments"]
        }
        assert found == rows


def test_regulations_cited_together(store: FolderStore, index: Index) -> None:
    expected = defaultdict(dict)
    for row in table(store, "regulations_cited_together"):
        expected[row["regulation"]][row["other"]] = int(row["project_years"] or 0)
    for regulation, others in expected.items():
        assert regulation is not None
        assert {item["iri"]: item["together"] for item in cited_together(index, key_of(regulation), limit=1000)} == others


def test_budget_by_department_and_year(store: FolderStore, index: Index) -> None:
    expected = {
        (row["department"], row["fiscal_year"]): (int(row["project_years"] or 0), int(row["without_amount"] or 0), yuan(row["yuan"]))
        for row in table(store, "budget_by_department_and_year")
    }
    found = {}
    for item in everything(list_departments(index, limit=100_000)):
        card = department_card(index, key_of(item["iri"]))
        assert card is not None
        for row in card["budgets"]:
            found[item["iri"], str(row["fiscal_year"])] = (row["project_years"], row["without_amount"], yuan(row["yuan"]))
    assert found == expected


def test_indicators_of_each_project_year_and_compared(store: FolderStore, index: Index) -> None:
    columns = ("name", "target", "kind", "comparator", "lower", "upper", "unit", "actual", "weight", "score", "reason")
    expected = {(row["indicator"], *(row[c] or None for c in columns)) for row in table(store, "indicator_targets_compared")}
    items = everything(list_indicators(index, IndicatorFilter(), limit=1_000_000))
    # The catalogue compares targets; the index also tells the rows whose target the form leaves empty.
    assert {(item["iri"], *(item[c] for c in columns)) for item in items if item["target"] is not None} == expected
    of_projects = defaultdict(list)
    for row in table(store, "indicators_of_project"):
        of_projects[row["project"], row["fiscal_year"]].append((row["indicator"], row["level1"], row["level2"], row["name"], row["target"]))
    for item in everything(list_projects(index, ProjectFilter(), limit=100_000)):
        if item["project"]:
            card = project_card(index, key_of(item["iri"]))
            assert card is not None
            rows = [(i["iri"], i["level1"], i["level2"], i["name"], i["target"]) for i in card["indicators"] if i["target"] is not None]
            assert sorted(rows, key=repr) == sorted(of_projects.get((item["project"], str(item["fiscal_year"] or "")), []), key=repr)


def test_common_instruments_of_departments(store: FolderStore, index: Index) -> None:
    expected = defaultdict(set)
    for row in table(store, "path_between_departments"):
        if row["steps"] == "2":
            expected[row["department"], row["other"]].add(row["regulation"])
    for (one, other), regulations in expected.items():
        assert {item["iri"] for item in common_regulations(index, key_of(one or ""), key_of(other or ""))} == regulations


def test_neighbours_are_the_statements_of_the_graph(store: FolderStore, index: Index) -> None:
    """The neighbourhood of an instrument at one step: the projects that cite it, and who issued it."""
    rows = store.query(
        "PREFIX bkg: <https" + ":" + "//w3id.org/budget-kg#> PREFIX dcterms: <http" + ":" + "//purl.org/dc/terms/> "
        "SELECT ?i (COALESCE(?p, ?y) AS ?whole) { ?y bkg:cites ?i ; a bkg:ProjectYear OPTIONAL { ?y dcterms:isVersionOf ?p } }"
    ).values()
    expected = defaultdict(set)
    for instrument, whole in rows:
        expected[instrument].add(whole)
    for instrument, wholes in expected.items():
        assert instrument is not None
        network = neighbourhood(index, [key_of(instrument)], relations=("basis", "mention"), limit=10_000)
        nodes = {node["iri"] for node in json.loads(network.nodes)}
        assert nodes == {instrument} | wholes
        assert network.total == network.shown == len(nodes)
        assert sum(row["count"] for row in counts(index, key_of(instrument)) if row["relation"] != "issued") == len(wholes)


@pytest.mark.parametrize("word", ["照明", "审计", "安全", "水", "管理", "2020", "信息系统"])
def test_search_finds_what_contains_finds(store: FolderStore, index: Index, word: str) -> None:
    rows = store.query(
        "PREFIX bkg: <https" + ":" + "//w3id.org/budget-kg#> PREFIX skos: <http" + ":" + "//www.w3.org/2004/02/skos/core#> "
        "SELECT ?y ?n ?d { ?y a bkg:ProjectYear OPTIONAL { ?y bkg:name ?n } OPTIONAL { ?y bkg:department/skos:prefLabel ?d } }"
    ).values()
    expected = {iri for iri, name, department in rows if fold(word) in fold(name or "") or fold(word) in fold(department or "")}
    items = everything(list_projects(index, ProjectFilter(text=word), limit=100_000))
    assert {item["iri"] for item in items} == expected
    for item in items:
        assert fold(word) in fold(item["match"]["text"])


def test_ids_are_the_first_digits_of_the_hash_of_the_iri(index: Index) -> None:
    for item in everything(list_projects(index, ProjectFilter(), limit=100_000)):
        assert item["id"] == sixteen(item["iri"])
