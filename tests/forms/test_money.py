"""Money as printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.filings import money
from kg.forms.money import parse_money, parse_rate


@pytest.mark.parametrize(
    ("raw", "unit", "yuan"),
    [
        ("14,052", "元", "14052.00"),
        ("127．62", "万元", "1276200.00"),
        ("127.624万元", None, "1276240.00"),
        ("１２，３４５．６０", "元", "12345.60"),
        ("130.00 ", "万元", "1300000.00"),
        ("10606.7522万元", "元", "106067522.00"),
        ("0.00", "元", "0.00"),
        ("¥1,000元", None, "1000.00"),
        ("3.5亿", None, "350000000.00"),
        ("0.00001", "万元", "0.10"),
        ("0.0000015", "万元", "0.015"),
    ],
)
def test_figures_become_exact_yuan(raw: str, unit: str | None, yuan: str) -> None:
    found, _, readable = parse_money(raw, unit)
    assert readable
    assert found is not None
    assert money(found) == yuan


@pytest.mark.parametrize("raw", ["", "无", "/", "—", " "])
def test_blanks_are_no_money_and_no_fault(raw: str) -> None:
    assert parse_money(raw, "元") == (None, "元", True)


def test_an_undeclared_unit_is_never_guessed() -> None:
    assert parse_money("120", None) == (None, None, True)


@pytest.mark.parametrize("raw", ["约十万", "12,34", "1.2.3", "4000 40000 100%", "待定"])
def test_what_is_no_figure_is_said(raw: str) -> None:
    assert parse_money(raw, "元") == (None, "元", False)


@given(st.decimals(min_value=0, max_value=10**12, places=4), st.sampled_from(["元", "万元", "亿元"]))
def test_separators_and_width_do_not_change_a_figure(value: Decimal, unit: str) -> None:
    plain, grouped = f"{value:f}", f"{value:,f}"
    wide = plain.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    assert parse_money(plain, unit)[0] == parse_money(grouped, unit)[0] == parse_money(wide, unit)[0]


@pytest.mark.parametrize(("raw", "rate"), [("98.5%", "0.985"), ("0.98", "0.98"), ("100", "1"), ("96．2％", "0.962")])
def test_rates_are_fractions(raw: str, rate: str) -> None:
    assert parse_rate(raw) == Decimal(rate)
