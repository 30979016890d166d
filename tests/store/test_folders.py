"""The embedded store as a reader sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from kg.errors import QueryError, StoreError, UnknownName
from kg.store import open_store, text_of
from kg.store.generations import folder_of, is_leased
from tests.store.stores import BASE, line, publish_graph

ALL = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s ?o"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    publish_graph(tmp_path / "s", line("a", '"甲"') + line("b", f"<{BASE}a>", "h"))
    return tmp_path / "s"


def test_the_default_graph_is_the_union(root: Path) -> None:
    rows = list(open_store(root).query(ALL).values())
    assert rows == [(f"{BASE}a", "甲"), (f"{BASE}b", f"{BASE}a")]


def test_a_query_may_name_its_own_data_set(root: Path) -> None:
    rows = list(open_store(root).query(f"SELECT ?s FROM <{BASE}h> {{ ?s ?p ?o }}").values())
    assert rows == [(f"{BASE}b",)]


def test_parameters_are_bound_as_terms(root: Path) -> None:
    store = open_store(root)
    assert list(store.query(ALL, substitutions={"o": Literal("甲")}).values()) == [(f"{BASE}a", "甲")]
    injected = 'x" } ; DROP ALL #'
    assert list(store.query(ALL, substitutions={"o": Literal(injected)}).values()) == []
    with pytest.raises(QueryError, match="nope"):
        store.query(ALL, substitutions={"nope": Literal("x")})


@pytest.mark.parametrize("query", ["INSERT DATA { <urn:a> <urn:b> <urn:c> }", "DROP ALL", "LOAD <file:///etc/passwd>", "SELEKT"])
def test_updates_and_nonsense_are_refused(root: Path, query: str) -> None:
    with pytest.raises(QueryError):
        open_store(root).query(query)


def test_the_three_kinds_of_answer(root: Path) -> None:
    store = open_store(root)
    assert bool(store.query("ASK { ?s ?p ?o }")) is True
    answer = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert answer.kind == "construct"
    assert {text_of(t.subject) for t in answer.triples()} == {f"{BASE}a", f"{BASE}b"}
    assert store.query(ALL).columns == ("s", "o")


@pytest.mark.parametrize(
    ("query", "format_", "expected"),
    [
        (ALL, "csv", "s,o\r\n"),
        (ALL, "tsv", "?s\t?o"),
        (ALL, "json", '{"head":{"vars":["s","o"]}'),
        (ALL, "xml", "<sparql"),
        ("ASK { ?s ?p ?o }", "json", '"boolean":true'),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "nt", f"<{BASE}a> <{BASE}p>"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "ttl", "@prefix bkg:"),
        ("DESCRIBE ?s { ?s ?p ?o }", "jsonld", '"@id"'),
    ],
)
def test_answers_are_written_in_their_formats(root: Path, query: str, format_: str, expected: str) -> None:
    assert expected in open_store(root).query(query).serialize(format_).decode()


def test_a_format_of_the_other_kind_is_unknown_and_the_known_are_listed(root: Path) -> None:
    with pytest.raises(UnknownName, match="csv, json, tsv, xml"):
        open_store(root).query(ALL).serialize("ttl")


def test_a_reader_moves_on_when_the_pointer_does(root: Path) -> None:
    store = open_store(root)
    version = store.version
    assert store.refresh() is False
    rows = store.query(ALL).rows()
    publish_graph(root, line("c", '"乙"'))
    assert store.version == version
    assert store.refresh() is True
    assert store.version != version
    assert [text_of(term) for row in rows for term in row if term][:1] == [f"{BASE}a"], "an answer under way is read to its end"
    assert list(store.query(ALL).values()) == [(f"{BASE}c", "乙")]
    assert list(store.graphs()) == [f"{BASE}g"]


def test_a_reader_gives_up_the_generation_before_the_last(root: Path) -> None:
    store = open_store(root)
    folders = [folder_of(root, 1)]
    for number in (2, 3):
        publish_graph(root, line("c", f'"{number}"'))
        folders.append(folder_of(root, number))
        assert store.refresh() is True
    assert [is_leased(folder) for folder in folders] == [False, True, True], "an answer from the one before may still be read"


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        open_store(tmp_path / "nowhere")
    with pytest.raises(StoreError, match="no SPARQL endpoint answers there"):
        open_store("http" + "://localhost:8890/sparql")
