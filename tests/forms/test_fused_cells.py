"""Forms whose cells ran together: labels are none within titles, and figures that became one are no money."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.filings import Filing
from kg.forms import read_filings


def read(text: str) -> Filing:
    (filing,) = read_filings(read_data(text.encode(), source="a.txt")).filings
    return filing


@pytest.mark.parametrize(
    "basis",
    [
        "《某省人民政府办公厅关于印发某省河道整治行动实施方案的通知》；《某市河道专项资金管理办法》",
        "《某县乡村道路年度工作计划》和《某县农村公路项目管理制度（试行）》，某交发〔2021〕3号",
    ],
)
def test_a_word_of_a_title_is_no_label(basis: str) -> None:
    filing = read(
        f"""项目支出绩效目标表
项目名称河道整治主管部门某市水利局实施单位某县水利局政策依据{basis}年度目标完成整治一级指标二级指标三级指标指标值产出指标数量指标整治河道12公里
"""
    )
    assert [field.text for field in filing.fields if field.role == "legal_basis"] == [basis]
    assert [field.text for field in filing.fields if field.role == "goal"] == ["完成整治"]


@pytest.mark.parametrize("figure", ["120012001200", "3650.53650.53650.5"])
def test_figures_that_became_one_are_no_money(figure: str) -> None:
    filing = read(f"项目支出绩效目标表\n项目名称\t河道整治\n实施单位\t某县水利局\n年度资金总额（万元）\t{figure}\n年度目标\t完成整治\n")
    assert [amount.yuan for amount in filing.amounts] == [None]
    assert "unreadable_amount" in {finding.code for finding in filing.findings}


def test_the_money_of_a_province_is_money() -> None:
    filing = read("项目支出绩效目标表\n项目名称\t某专项\n实施单位\t某省财政厅\n年度资金总额（万元）\t12,345,678.90\n年度目标\t完成\n")
    assert [str(amount.yuan) for amount in filing.amounts] == ["123456789000.00"]
