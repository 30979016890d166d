"""The graph cut into portions: nothing is lost, and a filing comes with what is concluded about its parts."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from kg.checks.portions import bundles, cut_portions
from kg.terms import GRAPH_CODES
from tests.checks.stores import Memory


def lines(data: bytes) -> list[str]:
    return [str(quad.triple) for quad in parse(data, format=RdfFormat.N_TRIPLES)]


def test_the_portions_are_the_graph_once() -> None:
    """Every statement stands in exactly one portion; aliases of instruments have no type, and no shape speaks of them."""
    store = Memory()
    found = [line for portion in cut_portions(store) for line in lines(portion)]
    assert sorted(found) == sorted(str(quad.triple) for graph in store.graphs() if graph != GRAPH_CODES for quad in store.quads(graph))


def test_a_filing_comes_with_what_its_citations_denote() -> None:
    first = "\n".join(lines(next(cut_portions(Memory()))))
    assert "field/0" in first
    assert "#denotes" in first
    assert "#ProjectYear" not in first


def test_conclusions_are_cut_between_subjects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.checks.portions.BUNDLE", 1)
    subjects = [{quad.subject.value for quad in parse(portion, format=RdfFormat.N_TRIPLES)} for portion in cut_portions(Memory())]  # type: ignore[union-attr]
    concluded = [names for names in subjects if any("/id/department/" in name or "/id/project/" in name or "/eli/" in name for name in names)]
    assert sorted(map(len, concluded)) == [1] * 6


def test_a_bundle_is_closed_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.checks.portions.BUNDLE", 3)
    triples = [quad.triple for quad in Memory().quads()]
    assert [len(lines(data)) for data in bundles([triples[:2], triples[2:4], triples[4:5]])] == [4, 1]
    assert list(bundles([])) == []
