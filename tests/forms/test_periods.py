"""Periods that sentences tell."""

from __future__ import annotations

import time

import pytest

from kg.documents import read_data
from kg.forms import read_filings
from kg.forms.periods import told_period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("本项目为经常性项目，实施周期为2024年1月至2024年12月。", ("2024-01-01", "2024-12-31")),
        ("2024.1-2024.12", ("2024-01-01", "2024-12-31")),
        ("2024年1-12月", ("2024-01-01", "2024-12-31")),
        ("为2024年3-11月，逾期不再受理", ("2024-03-01", "2024-11-30")),
        ("自2024年1月1日起至2024年12月31日止，按年度实施", ("2024-01-01", "2024-12-31")),
        ("自2024年3月起，12月底完成", ("2024-03-01", "2024-12-31")),
        ("项目2023年5月开工，2024年10月竣工", ("2023-05-01", "2024-10-31")),
        ("三年(2023-2025年)", ("2023-01-01", "2025-12-31")),
        ("三年，即2023年至2025年", ("2023-01-01", "2025-12-31")),
        ("2023年-2025年，其中2024年1月-2024年12月为第二年度", ("2023-01-01", "2025-12-31")),
        ("1年(2024年1月1日—2024年12月31日)", ("2024-01-01", "2024-12-31")),
        ("服务期：2024.03.01-2025.02.28", ("2024-03-01", "2025-02-28")),
        ("2024年2月1日至12月20日", ("2024-02-01", "2024-12-20")),
        ("2023.1.1-12.31", ("2023-01-01", "2023-12-31")),
        ("依据《某省规划(2021-2025年)》，2023年6月至2024年6月实施", ("2023-06-01", "2024-06-30")),
        ("长期实施", (None, None)),
        ("2024-1-12", (None, None)),
        ("2024年6月完成验收", (None, None)),
        ("2024年1月至3月招标，2024年4月至11月施工", (None, None)),
        ("依据财农〔2021〕23号实施", (None, None)),
        ("2025年-2023年", (None, None)),
        ("电话2024-88123456", (None, None)),
    ],
)
def test_the_period_of_a_sentence(text: str, period: tuple[str | None, str | None]) -> None:
    assert told_period(text)[:2] == period


def test_a_period_that_no_calendar_has_is_none() -> None:
    assert told_period("2024年13月至2024年15月") == (None, None, False)


def test_periods_are_looked_for_in_proportion_to_the_text() -> None:
    def seconds(count: int) -> float:
        begin = time.process_time()
        told_period("2024-01" * count + "2024年1月起" * count)
        return time.process_time() - begin

    seconds(100)
    assert seconds(8000) < 40 * max(seconds(1000), 0.001)


@pytest.mark.parametrize(
    ("printed", "dates"),
    [
        ("实施周期为2024年1月至2024年12月", ("2024-01-01", "2024-12-31")),
        ("2024年1-12月", ("2024-01-01", "2024-12-31")),
        ("三年（2023-2025年）", ("2023-01-01", "2025-12-31")),
    ],
)
def test_a_form_and_a_narrative_take_their_dates_from_it(printed: str, dates: tuple[str, str]) -> None:
    form = f"项目支出绩效目标表\n项目名称\t河道清淤\n实施单位\t云江市水务局\n项目起止时间\t{printed}\n绩效目标\t清淤10公里。\n"
    narrative = f"河道清淤项目经费情况说明\n一、项目概述\n清淤10公里。\n二、实施主体\n云江市水务局\n三、实施周期\n{printed}。\n"
    for text in (form, narrative):
        (filing,) = read_filings(read_data(text.encode(), source="a.txt")).filings
        assert (filing.start_date, filing.end_date) == dates
