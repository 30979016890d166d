"""What a client accepts, as RFC 9110 reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.service.limits import RateLimit
from kg.service.negotiation import GRAPHS, TABLES, choose


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("text/*", "xml"),
        ("text/csv;q=0.1, */*;q=0.2", "json"),
        ("application/sparql-results+json;q=0, */*", "json"),
        ("TEXT/CSV", "csv"),
        ("text/csv; header=present", "csv"),
        ("text/csv;q=nonsense", None),
        ("image/png", None),
    ],
)
def test_tables(accept: str | None, format_: str | None) -> None:
    assert choose(accept, TABLES) == format_


@given(st.text(max_size=60))
def test_no_header_breaks_the_choice(accept: str) -> None:
    assert choose(accept, GRAPHS) in {None, *GRAPHS.values()}


@given(st.lists(st.floats(0, 30), max_size=50))
def test_no_address_gets_more_than_its_rate(gaps: list[float]) -> None:
    rate, now, allowed = RateLimit(10), 0.0, 0
    for gap in gaps:
        now += gap
        allowed += rate.wait_of("address", now) == 0
    assert allowed <= 10 + now * 10 / 60 + 1
