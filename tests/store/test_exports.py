"""Exports: the same content, the same bytes, and every format says the same."""

from __future__ import annotations

import io
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Dataset, RdfFormat, parse
from pyoxigraph import Store as Graph

from kg.errors import UnknownName
from kg.store import export, format_of, open_store
from kg.terms import BKG, XSD
from tests.store.stores import BASE, line, publish_graph

PARSED = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}

LINES = [
    line("a", '"甲 \\"引\\" \\\\ \\n 行"'),
    line("a", f'"2"^^<{XSD.integer}>'),
    line("a", f'"2.5"^^<{XSD.decimal}>', "h"),
    line("a/b", f"<{BASE}a>"),
    line("b", '"label"@zh', "h"),
    line("b", f'"2020-01-01"^^<{XSD.date}>', "h"),
    line("b", f'"true"^^<{XSD.boolean}>'),
    f'<{BASE}x.y> <{BKG.order}> "1"^^<{XSD.integer}> <{BASE}g> .\n',
    f"<{BASE}x> <http" + f"://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BKG.Filing}> <{BASE}g> .\n",
]


class Memory:
    """A store in memory, as an export sees it."""

    def __init__(self, nquads: str) -> None:
        self.graph = Graph()
        self.graph.bulk_load(nquads.encode(), RdfFormat.N_QUADS)

    def graphs(self):  # type: ignore[no-untyped-def]
        return iter(sorted(g.value for g in self.graph.named_graphs()))

    def write_triples(self, stream, graph):  # type: ignore[no-untyped-def]
        from pyoxigraph import NamedNode

        self.graph.dump(stream, RdfFormat.N_TRIPLES, from_graph=NamedNode(graph))


def exported(nquads: str, format_: str) -> bytes:
    stream = io.BytesIO()
    export(Memory(nquads), stream, format_)
    return stream.getvalue()


@pytest.mark.parametrize("format_", PARSED)
def test_every_format_holds_every_quad(format_: str) -> None:
    found = Dataset(parse(exported("".join(LINES), format_), format=PARSED[format_]))
    assert found == Dataset(parse("".join(LINES).encode(), format=RdfFormat.N_QUADS))


def test_turtle_holds_the_union() -> None:
    doubled = "".join(LINES) + line("a", f'"2"^^<{XSD.integer}>', "h")
    found = list(parse(exported(doubled, "ttl"), format=RdfFormat.TURTLE))
    expected = {q.triple for q in parse("".join(LINES).encode(), format=RdfFormat.N_QUADS)}
    assert {q.triple for q in found} == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize("format_", ["nq", "trig", "ttl", "jsonld"])
def test_the_order_of_loading_changes_no_byte(format_: str) -> None:
    assert len({exported("".join(order), format_) for order in list(permutations(LINES[:4]))[::5]}) == 1


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_text_survives_every_format(text: str) -> None:
    from kg.graph.nquads import literal

    nquads = line("a", literal(text).decode())
    expected = Dataset(parse(nquads.encode(), format=RdfFormat.N_QUADS))
    for format_, parsed in PARSED.items():
        assert Dataset(parse(exported(nquads, format_), format=parsed)) == expected


def test_names_are_shortened_in_turtle() -> None:
    text = exported("".join(LINES), "ttl").decode()
    assert "a bkg:Filing" in text
    assert "bkg:order 1" in text


def test_the_format_comes_from_the_ending() -> None:
    assert format_of(Path("a/b.TTL")) == "ttl"
    with pytest.raises(UnknownName, match=r"\.jsonld, \.nq, \.trig, \.ttl"):
        format_of(Path("a.docx"))


def test_a_published_store_is_exported(tmp_path: Path) -> None:
    publish_graph(tmp_path / "s", "".join(LINES))
    stream = io.BytesIO()
    export(open_store(tmp_path / "s"), stream, "nq")
    assert stream.getvalue() == exported("".join(LINES), "nq")
