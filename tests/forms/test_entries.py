"""Labels with their values, row by row."""

from __future__ import annotations

import pytest

from kg.documents import read_text
from kg.filings import Filing, money
from kg.forms import read_filings


def current_year(filing: Filing) -> str | None:
    return next((money(amount.yuan) for amount in filing.amounts if amount.kind == "current_year" and amount.yuan is not None), None)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("年度预算数（万元）：\t1250.00\n", "12500000.00"),
        ("年度预算数（万元）：1250.00\n", "12500000.00"),
        ("年度资金（万元）\t36.5\n", "365000.00"),
        ("年度预算数（万元）\n年初预算\t36.5\n调整后预算数\t40\n", "365000.00"),
    ],
)
def test_a_heading_of_money_is_an_amount_right_before_a_figure(rows: str, expected: str) -> None:
    head = "项目支出绩效目标申报表\n（2024年度）\n项目名称：\t渠道修缮\n主管部门：\t某县水利局\n"
    table = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t修缮长度\t≥12公里\n"
    (filing,) = read_filings(read_text((head + rows + table).encode(), source="a.txt")).filings
    assert current_year(filing) == expected


def test_a_heading_of_money_is_an_amount_over_a_column_of_a_list() -> None:
    text = (
        "某县水利局2024年项目支出绩效目标情况表\n填报单位：某县水利局\t\t单位：万元\n"
        "项目名称\t年度预算数\t立项依据\t年度绩效目标\t数量指标\t质量指标\t时效指标\t满意度指标\n"
        "渠道修缮\t12.50\t《农田水利条例》\t渠道畅通\t修缮≥12公里\t合格率≥98%\t6月底前完成\t≥90%\n"
        "水库巡查\t8\t《水库大坝安全管理条例》\t安全度汛\t巡查≥40次\t记录完整\t12月底前完成\t≥85%\n"
    )
    found = read_filings(read_text(text.encode(), source="a.txt")).filings
    assert [current_year(filing) for filing in found] == ["125000.00", "80000.00"]
