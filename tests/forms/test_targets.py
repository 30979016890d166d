"""Targets of indicators."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.forms.targets import COMPARATORS, parse_target

D = Decimal


@pytest.mark.parametrize(
    ("text", "kind", "comparator", "lower", "upper", "unit", "direction"),
    [
        ("≥95%", "percentage", ">=", D(95), None, "%", "up"),
        (">=95%", "percentage", ">=", D(95), None, "%", "up"),
        ("=100(%)", "percentage", "=", D(100), D(100), "%", None),
        ("=2.00(个)", "quantity", "=", D("2.00"), D("2.00"), "个", None),
        (">85.00(百分比)", "percentage", ">", D("85.00"), None, "%", "up"),
        ("<5个", "quantity", "<", None, D(5), "个", "down"),
        ("≤30.00元/月/平米", "quantity", "<=", None, D("30.00"), "元/月/平米", "down"),
        ("±3%以内", "percentage", "~", D(-3), D(3), "%", None),
        ("100%达到验收标准", "percentage", None, D(100), D(100), "%", None),
        ("80%合格", "percentage", None, D(80), D(80), "%", None),
        ("<=4小时", "quantity", "<=", None, D(4), "小时", "down"),
        ("大于90%", "percentage", ">", D(90), None, "%", "up"),
        ("不少于10000次", "quantity", ">=", D(10000), None, "次", "up"),
        ("每月用户有效投诉≤5", "quantity", "<=", None, D(5), None, "down"),
        (">=26.4万", "quantity", ">=", D("26.4"), None, "万", "up"),
        ("80-90分", "quantity", None, D(80), D(90), "分", None),
        ("95%以上", "percentage", ">=", D(95), None, "%", "up"),
        ("3天以内", "quantity", "<=", None, D(3), "天", "down"),
        ("1,200件", "quantity", None, D(1200), D(1200), "件", None),
        ("135000人", "quantity", None, D(135000), D(135000), "人", None),
        ("=49.00(人/次/天)", "quantity", "=", D("49.00"), D("49.00"), "人/次/天", None),
    ],
)
def test_figures(
    text: str, kind: str, comparator: str | None, lower: Decimal | None, upper: Decimal | None, unit: str | None, direction: str | None
) -> None:
    target = parse_target(text)
    assert (target.kind, target.comparator, target.lower, target.upper, target.unit, target.direction) == (
        kind, comparator, lower, upper, unit, direction,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["11月份", "8月和次年1月", "第二季度、第四季度开展", "3-11月开展", "12月中旬", "9月前完成", "2019年12月31日前完成", "十一月", "年底前"]
)
def test_points_of_the_calendar(text: str) -> None:
    assert parse_target(text).kind == "date"


@pytest.mark.parametrize("text", ["及时", "健全", "每月一次", "", "符合文明工地要求", "≤中介评估价", "若干", "上下半年各一次"])
def test_words_stay_words(text: str) -> None:
    target = parse_target(text)
    assert (target.kind, target.lower, target.upper) == ("qualitative", None, None)


def test_fewer_complaints_are_better() -> None:
    assert parse_target("=0件", "市民有责投诉发生数").direction == "down"


@pytest.mark.parametrize("name", ["故障及时修复率", "投诉处置率", "成本节约率", "事故隐患整改率"])
def test_a_remedy_of_what_should_be_rare_is_not_fewer_the_better(name: str) -> None:
    assert parse_target("=100%", name).direction is None


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from(sorted(COMPARATORS)), st.sampled_from(["%", "个", "次", "万元"]))
def test_a_figure_with_a_comparator_is_always_read_exactly(value: Decimal, sign: str, unit: str) -> None:
    target = parse_target(f"{sign}{value:f}{unit}")
    assert target.comparator == COMPARATORS[sign]
    assert value in {target.lower, target.upper}
    assert target.unit == unit


@given(st.text(max_size=60))
def test_any_text_has_a_reading(text: str) -> None:
    assert parse_target(text).kind in {"quantity", "percentage", "date", "qualitative"}
