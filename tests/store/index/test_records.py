"""The records that a build keeps on its way are those that the graph gives when asked."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.builds import build
from kg.builds.staged import StagedGraph
from kg.settings import Settings
from kg.store.generations import current, folder_of, read_about
from kg.store.index import INDEX, build_index
from kg.store.index.reading import plain
from kg.store.index.records import plain_decimal, text
from kg.terms import BKG, XSD

SAMPLES = Path(__file__).parents[3] / "kg" / "samples"
CASES = Path(__file__).parents[2] / "forms" / "cases"
BASE = Settings().base_iri


@pytest.mark.parametrize("with_contacts", [False, True])
def test_the_index_of_a_first_build_is_the_one_that_the_graph_gives(tmp_path: Path, with_contacts: bool) -> None:
    folder = tmp_path / "in"
    shutil.copytree(SAMPLES, folder, ignore=shutil.ignore_patterns("*.py*", "__pycache__"))
    shutil.copy(folder / "shanghai-greening-2020.txt", folder / "copy.txt")
    for case in ("self-evaluation-tabs", "weights-in-levels-fixed", "monitoring-tabs"):
        shutil.copy(CASES / f"{case}.txt", folder)
    build([folder], store=tmp_path / "s", with_contacts=with_contacts, settings=Settings())
    generation = folder_of(tmp_path / "s", current(tmp_path / "s") or 0)
    graph = StagedGraph(generation)
    build_index(graph, tmp_path / "asked", base=BASE, version=read_about(generation).fingerprint, triples=len(graph))
    assert (tmp_path / "asked").read_bytes() == (generation / INDEX).read_bytes()
    assert not (generation / "records").exists()


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9),
)
def test_values_are_told_as_the_store_tells_them(words: str, number: Decimal) -> None:
    graph = Store()
    node = NamedNode(f"{BASE}id/filing/0000000000000000-0/indicator/0")
    graph.add(Quad(node, NamedNode(BKG.name), Literal(words), DefaultGraph()))
    graph.add(Quad(node, NamedNode(BKG.lowerBound), Literal(f"{number:f}", datatype=NamedNode(XSD.decimal)), DefaultGraph()))
    answer = {row[0].value: row[1].value for row in graph.query("SELECT ?p ?o { ?s ?p ?o }")}  # type: ignore[union-attr]
    assert plain(text(words).decode()) == answer[BKG.name]
    assert plain(plain_decimal(number).decode()) == answer[BKG.lowerBound]
