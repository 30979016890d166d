"""The catalogue on the bundled samples: every example answers, and the laws of the catalogue hold on what the pipeline builds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from kg.builds import build
from kg.catalogue import Parameter, Query, load_catalogue, run_query
from kg.store import Store, open_store
from kg.terms import BKG
from tests.test_catalogue import check_laws
from tests.test_samples import EXPECTED

QUERIES = load_catalogue()
EXAMPLES = [(query, parameter) for query in QUERIES for parameter in (None, *query.parameters)]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    root = tmp_path_factory.mktemp("samples")
    with as_file(files("kg") / "samples") as folder:
        report = build([folder], store=root)
    assert not report.failures
    store = open_store(root)
    yield store
    store.close()


@pytest.mark.parametrize(
    ("query", "parameter"), EXAMPLES, ids=[f"{query.name}-{parameter.name if parameter else ''}" for query, parameter in EXAMPLES]
)
def test_every_example_answers(samples: Store, query: Query, parameter: Parameter | None) -> None:
    given = query.example | ({parameter.name: parameter.example} if parameter else {})
    assert list(run_query(samples, query.name, given).rows())


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_the_laws_of_the_catalogue_hold(samples: Store, query: Query) -> None:
    check_laws(samples, query)


def test_money_is_that_of_the_forms(samples: Store) -> None:
    """All yuan of the budget is the sum of the year's amounts as a person reads them; the statement, the department's form and the form without
    a head are no projects."""
    read = [row for row in EXPECTED if row["project"] and row["department"]]
    amounts = [row["amounts"].get("current_year") or row["amounts"]["total"] for row in read]
    rows = list(run_query(samples, "budget_by_department_and_year", {}).values())
    assert sum(Decimal(str(row[6])) for row in rows) == sum(map(Decimal, amounts))
    assert sum(int(str(row[4])) for row in rows) == len(read)


def test_the_evidence_is_complete(samples: Store) -> None:
    """Every citation of the graph shows its evidence, those of a filing without a head too."""
    rows = list(run_query(samples, "citations_with_evidence", {}).values())
    citations = samples.query("SELECT ?citation ?type { ?citation a ?type }", substitutions={"type": NamedNode(BKG.Citation)})
    assert len(rows) == sum(1 for _ in citations.rows())
    assert any(row[12] == "shanghai-damaged-2020.txt" and row[14] == "" for row in rows)


def test_the_samples_are_a_network(samples: Store) -> None:
    """Hubs, and instruments that bridge the two supervisor trees and two cities."""
    rows = [row for row in run_query(samples, "regulations_by_use", {}).values() if int(row[4] or 0) >= 3]
    assert len(rows) >= 6
    supervisors = {row[2] for row in run_query(samples, "budget_by_department_and_year", {}).values() if row[2]}
    assert {"上海市住房和城乡建设管理委员会", "上海市绿化和市容管理局", "上海市水务局", "上海市教育委员会"} <= supervisors


@pytest.mark.shared
def test_the_laws_hold_on_the_seeds(shared: Path, tmp_path: Path) -> None:
    build([shared / "seeds"], store=tmp_path)
    store = open_store(tmp_path)
    for query in QUERIES:
        check_laws(store, query)
    store.close()
