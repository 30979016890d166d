"""Filings as JSON: money keeps every place that the source has."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.filings.rows import money, plain
from kg.filings.values import Citation, Target


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0.00"),
        ("1E+6", "1000000.00"),
        ("12.5", "12.50"),
        ("12.50", "12.50"),
        ("1276240", "1276240.00"),
        ("0.005", "0.005"),
        ("100.000", "100.00"),
        ("-3.1", "-3.10"),
    ],
)
def test_money_has_two_places_and_more_only_where_the_source_has(value: str, text: str) -> None:
    assert money(Decimal(value)) == text


@given(st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, places=6))
def test_money_is_exact(value: Decimal) -> None:
    assert Decimal(money(value)) == value
    assert len(money(value).partition(".")[2]) >= 2


def test_values_are_told_attribute_by_attribute() -> None:
    class Named(NamedTuple):
        a: Decimal
        b: str | None

    assert plain(Named(Decimal("1"), None)) == ["1.00", None]
    assert plain(Citation) is Citation, "a class is no value"
    assert set(plain(Target("percentage"))) == set(Target.__dataclass_fields__)
