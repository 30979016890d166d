"""The yuan of an answer."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.filings import Amount, Amounts, Filing

TOTAL = Amount("total", Decimal("900.00"), "900", "元", 0)
YEAR = Amount("current_year", Decimal("300.00"), "300", "元", 1)


@pytest.mark.parametrize(
    ("year", "last_year", "amounts", "yuan"),
    [
        (2024, None, (TOTAL,), Decimal("900.00")),
        (2024, 2024, (TOTAL,), Decimal("900.00")),
        (2024, 2026, (TOTAL,), None),
        (None, 2026, (TOTAL,), None),
        (2024, 2026, (TOTAL, YEAR), Decimal("300.00")),
        (2024, None, (TOTAL, YEAR), Decimal("300.00")),
        (None, None, (), None),
    ],
)
def test_the_total_of_several_years_is_no_answer(year: int | None, last_year: int | None, amounts: tuple[Amount, ...], yuan: Decimal | None) -> None:
    filing = Filing("a.txt", 0, "unknown", fiscal_year=year, fiscal_year_end=last_year, amounts=Amounts(amounts))
    assert filing.yuan == yuan
