"""The unit of money above all forms of a file: when it holds, and when it does not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.documents import read_data
from kg.filings import Filing
from kg.forms import read_filings

FORM = """项目支出绩效目标表
（2024年度）
项目名称\t{name}
实施单位\t某县林业局
{money}
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t造林面积\t≥800亩
满意度指标\t服务对象满意度指标\t群众满意度\t≥90%
"""
PLAIN = FORM.format(name="封山育林", money="年度资金总额\t48.6\n其中：财政拨款\t48.6")
OTHER = FORM.format(name="古树保护", money="年度资金总额\t12\n其中：财政拨款\t12")
OWN = FORM.format(name="苗圃更新", money="年度资金总额（元）\t350000\n其中：财政拨款\t350000")
IN_TEN_THOUSANDS = FORM.format(name="苗圃更新", money="年度资金总额（万元）\t35\n其中：财政拨款\t35")
BELOW_TITLE = PLAIN.replace("（2024年度）\n", "（2024年度）\n单位：万元\n")
TABLES = ("收入\t预算数\t上年数\n一般公共预算\t900\t880\n事业收入\t20\t18\n", "科目\t甲数\t乙数\n行政运行\t900\t12\n机构运行\t88\t4\n")


def read(text: str) -> tuple[Filing, ...]:
    return read_filings(read_data(text.encode(), source="a.txt")).filings


def yuan(text: str) -> list[Decimal | None]:
    return [filing.amounts.current_year for filing in read(text)]


@pytest.mark.parametrize(
    "cover",
    [
        "某县林业局2024年部门预算项目支出绩效目标表\n单位：万元\n\n",
        "单位：万元\n",
        "附件3\n某县林业局　　金额单位：人民币万元\n",
        "填报单位：某县林业局\t单位：万元\n\n",
        "某县林业局项目支出绩效目标公开表（单位：万元）\n",
    ],
)
def test_a_unit_on_the_cover_holds_for_the_forms_that_declare_none(cover: str) -> None:
    assert yuan(cover + PLAIN + "\n" + OTHER) == [Decimal("486000.00"), Decimal("120000.00")]
    assert not [finding for filing in read(cover + PLAIN + "\n" + OTHER) for finding in filing.findings if finding.code == "undeclared_unit"]


def test_forms_that_declare_the_same_unit_change_nothing() -> None:
    assert yuan("单位：万元\n" + PLAIN + "\n" + IN_TEN_THOUSANDS) == [Decimal("486000.00"), Decimal("350000.00")]


def test_a_unit_does_not_hold_where_a_form_below_declares_another() -> None:
    assert yuan("单位：万元\n\n" + PLAIN + "\n" + OWN + "\n" + OTHER)[1:] == [Decimal("350000.00"), None]


@pytest.mark.parametrize("table", TABLES)
def test_the_unit_of_a_table_that_is_no_form_is_not_that_of_the_forms_below(table: str) -> None:
    assert yuan("某县林业局收支总表\n单位：万元\n" + table + "\n" + PLAIN)[-1] is None


def test_the_unit_below_a_title_is_that_of_its_form_alone() -> None:
    assert yuan(BELOW_TITLE + "\n" + OTHER) == [Decimal("486000.00"), None]


def test_a_unit_right_above_a_later_title_is_that_of_its_form() -> None:
    assert yuan(PLAIN + "\n单位：万元\n" + OTHER) == [None, Decimal("120000.00")]


def test_no_unit_is_guessed() -> None:
    filings = read(PLAIN)
    assert filings[0].amounts.current_year is None
    assert [finding.code for finding in filings[0].findings] == ["undeclared_unit", "undeclared_unit"]


def test_sums_are_checked_once_the_unit_is_known() -> None:
    (filing,) = read("单位：万元\n" + PLAIN.replace("财政拨款\t48.6", "财政拨款\t40"))
    assert "amounts_do_not_add_up" in {finding.code for finding in filing.findings}
