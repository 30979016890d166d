"""Years, dates and periods as printed."""

from __future__ import annotations

import pytest

from kg.forms.dates import parse_date, parse_period, parse_years


@pytest.mark.parametrize(
    ("raw", "years"),
    [
        ("（2020年度）", (2020, None)),
        ("(20 17 年度)", (2017, None)),
        ("2020年度)", (2020, None)),
        ("(2022-2024年度)", (2022, 2024)),
        ("2023年项目支出绩效目标申报表", (2023, None)),
        ("（２０２１年度）", (2021, None)),
        ("绩效目标表", (None, None)),
        ("12019", (None, None)),
    ],
)
def test_years(raw: str, years: tuple[int | None, int | None]) -> None:
    assert parse_years(raw) == years


@pytest.mark.parametrize(
    ("raw", "date"),
    [
        ("2020-01-01", "2020-01-01"),
        ("2026/1/1", "2026-01-01"),
        ("2019年12月31日", "2019-12-31"),
        ("2020.3.5", "2020-03-05"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_dates(raw: str, date: str) -> None:
    assert parse_date(raw) == (date, True)


@pytest.mark.parametrize("raw", ["2020-02-30", "2019-13-01", "2023-02-29", "20200101"])
def test_a_date_that_no_calendar_has_is_said(raw: str) -> None:
    assert parse_date(raw) == (None, False)


@pytest.mark.parametrize(
    ("raw", "period"),
    [
        ("2022.1—2022.12", ("2022-01-01", "2022-12-31")),
        ("2017年1月至2017年12月", ("2017-01-01", "2017-12-31")),
        ("2020-01-01至2020-12-31", ("2020-01-01", "2020-12-31")),
        ("2021年3月-11月", ("2021-03-01", "2021-11-30")),
        ("2021年3月至11月", ("2021-03-01", "2021-11-30")),
        ("2024年1月1日至2024年12月31日。", ("2024-01-01", "2024-12-31")),
        ("2023年全年", ("2023-01-01", "2023-12-31")),
        ("2024年度全年。", ("2024-01-01", "2024-12-31")),
        ("3年", (None, None)),
        ("全年", (None, None)),
    ],
)
def test_periods(raw: str, period: tuple[str | None, str | None]) -> None:
    assert parse_period(raw)[:2] == period
