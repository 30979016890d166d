"""Terms as bytes are read back by a parser as what they were."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.graph import nquads
from kg.terms import XSD

NODE = "http" + "://example.org/a"
#: Any text that a decoder can give.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


def read_object(value: bytes) -> object:
    line = nquads.subject(NODE) + nquads.subject(NODE) + value + nquads.tail(NODE)
    (quad,) = parse(line, format=RdfFormat.N_QUADS)
    assert quad.graph_name == NamedNode(NODE)
    return quad.object


@given(TEXTS)
def test_a_literal_is_read_back(text: str) -> None:
    assert read_object(nquads.literal(text)) == Literal(text)
    assert nquads.literal(text) == nquads.literal(text)
    assert b"\n" not in nquads.literal(text)


def test_a_recurring_literal_survives_when_the_memory_starts_anew() -> None:
    before = nquads.literal("产出目标")
    for number in range(nquads.REMEMBERED + 1):
        nquads.literal(f"x{number}")
    assert nquads.literal("产出目标") == before


@given(st.integers(0, 10**12))
def test_an_integer_is_read_back(number: int) -> None:
    assert read_object(nquads.integer(number)) == Literal(str(number), datatype=NamedNode(XSD.integer))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e15"), max_value=Decimal("1e15"), places=8))
def test_decimals_have_no_exponent(number: Decimal) -> None:
    for value in (nquads.decimal(number), nquads.yuan(number)):
        found = read_object(value)
        assert isinstance(found, Literal)
        assert "E" not in found.value.upper()
        assert Decimal(found.value) == number
