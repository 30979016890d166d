"""Prepared lines: their marks, and what is filled into them."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, parse

from kg.filings import Field, Filing, Indicator, Piece, Target
from kg.graph import fields, filing_quads, indicators
from kg.graph.lines import DOCUMENT, END, FILING, NUMBER, lines_of, shown_fields
from kg.identifiers import FIELD, INDICATOR, PIECE, REPORT, TARGET, Identifiers
from kg.terms import BKG

SHA = "0" * 64


@settings(deadline=None)
@given(st.text())
def test_no_text_holds_a_mark(text: str) -> None:
    encoded = text.encode("utf-8", "surrogatepass")
    assert not any(mark in encoded for mark in (DOCUMENT, NUMBER, FILING, END))


def test_lines_repeat_their_subject() -> None:
    assert lines_of(b"<s>", b"<p> <o>", b"<q> <r>") == b"<s> <p> <o>" + END + b"<s> <q> <r>" + END


def test_texts_and_bases_with_signs_of_formats_stay_as_they_are() -> None:
    odd = "%d %b {} %"
    row = Indicator(odd, odd, odd, odd, Target("quantity", unit=odd), field=0, name_field=0)
    field = Field(odd, "indicator", odd, (Piece(0, 7, len(odd)),))
    value = Filing("a.txt", 3, "unknown", fields=(field, field._replace(role="plan")), indicators=(row,))
    identifiers = Identifiers("http" + "://example.org/a%20b/")
    quads = list(parse(filing_quads(value, sha256=SHA, identifiers=identifiers, run=identifiers.run(SHA)), format=RdfFormat.N_QUADS))
    said = {quad.predicate.value for quad in quads if quad.object == Literal(odd)}
    assert said == {BKG.level1, BKG.level2, BKG.name, BKG.rawText, BKG.unit, BKG.label, BKG.text}
    assert {quad.graph_name.value for quad in quads} == {identifiers.filing_graph(SHA, 3)}


def test_cells_of_the_indicator_table_are_no_fields_of_the_graph() -> None:
    field = Field("概况", "overview", "x")
    assert shown_fields(Filing("a.txt", 0, "unknown", fields=(field, field._replace(role="indicator"), field))) == {0, 2}


def test_fields_and_indicators_of_one_wording_keep_their_own_numbers() -> None:
    count = 7
    rows = tuple(
        Indicator("产出指标", "数量指标", f"路段{n}", "≥3处", Target("quantity", ">=", Decimal(3), None, "处", "up"), n) for n in range(count)
    )
    texts = tuple(Field("概况", "overview", f"第{n}段", (Piece(0, 9 * n, 3), Piece(3, 9 * n + 4, 1))) for n in range(count))
    value = Filing("a.txt", 0, "unknown", fields=texts, indicators=tuple(row._replace(actual=f"{row.name}已完成") for row in rows))
    identifiers = Identifiers("http" + "://example.org/")
    quads = list(parse(filing_quads(value, sha256=SHA, identifiers=identifiers, run=identifiers.run(SHA)), format=RdfFormat.N_QUADS))
    said = {(quad.subject.value, quad.object.value) for quad in quads if isinstance(quad.object, Literal)}
    filing = identifiers.filing(SHA, 0)
    for n in range(count):
        assert {(f"{filing}{FIELD}{n}", f"第{n}段"), (f"{filing}{FIELD}{n}{PIECE}1", f"{9 * n + 5}")} <= said
        assert {(f"{filing}{INDICATOR}{n}", f"路段{n}"), (f"{filing}{INDICATOR}{n}{TARGET}", "≥3处")} <= said
        assert (f"{filing}{INDICATOR}{n}{REPORT}", f"路段{n}已完成") in said
    assert len({(quad.subject, quad.predicate, quad.object) for quad in quads}) == len(quads)


def test_what_is_kept_of_numbered_lines_is_bounded() -> None:
    kept = [fields._head, fields._in_document, fields._piece, indicators.numbered, indicators._head, indicators._target_head]
    assert all(0 < (call.cache_info().maxsize or 0) <= 8192 for call in kept)
