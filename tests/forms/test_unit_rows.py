"""A unit of money on a line below its heading holds for the whole block, and is no label of the row it stands in."""

from __future__ import annotations

import pytest

from tests.forms.contents import read

TITLE = "项目支出绩效目标表\n（2021年度）\n项目名称\t公园养护\n主管部门\t某市园林局\n"
TABLE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t养护公园\t12个\n\t质量指标\t绿地完好率\t≥98%\n"


def amounts_of(text: str, *, bars: bool = False) -> dict[str, str]:
    lines = (TITLE + text + TABLE).split("\n")
    (filing,) = read("\n".join("| " + " | ".join(line.split("\t")) + " |" if bars and "\t" in line else line for line in lines))
    assert not [left for left in filing.unmapped if "元" in left.text]
    return {amount.kind: str(amount.yuan) for amount in filing.amounts}


@pytest.mark.parametrize(
    "text",
    [
        "项目资金\t年度资金总额：\t\t210.00\n（万元）\t其中：财政拨款\t\t200.00\n\t其他资金\t\t10.00\n",
        "预算情况\t年度资金总额\t210.00\n\t其中：财政拨款\t200.00\n（单位：万元）\t其他资金\t10.00\n",
        "项目资金\t年度资金总额：\t210.00\n(万元)\n\t其中：财政拨款\t200.00\n\t其他资金\t10.00\n",
        "项目\t年度资金总额：\t210.00\n资金\t其中：财政拨款\t200.00\n（万元）\t其他资金\t10.00\n",
    ],
    ids=["next row", "third row", "alone", "three pieces"],
)
@pytest.mark.parametrize("bars", [False, True])
def test_the_unit_holds_for_the_rows_above_it_too(text: str, bars: bool) -> None:
    assert amounts_of(text, bars=bars) == {"current_year": "2100000.00", "fiscal_appropriation": "2000000.00", "other_funds": "100000.00"}


def test_the_unit_below_the_head_of_a_grid() -> None:
    head = "项目资金\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n"
    text = head + "（万元）\t年度资金总额：\t286\t290\t275.50\t10\t95%\t9.5\n\t其中：本年财政拨款\t280\t284\t270\t—\t95%\t—\n"
    found = amounts_of(text)
    assert (found["current_year"], found["adjusted_budget"], found["executed"]) == ("2860000", "2900000", "2755000.00")
    assert found["fiscal_appropriation"] == "2800000"


def test_the_unit_below_the_label_of_one_amount() -> None:
    assert amounts_of("年度资金总额\t210.00\n（元）\t\n立项依据\t某园发〔2021〕3号\n") == {"current_year": "210.00"}


def test_no_unit_moves_over_an_empty_line_or_another_label() -> None:
    assert amounts_of("年度资金总额\t210.00\n项目期限\t一年\n（万元）\t说明\n")["current_year"] == "None"


def test_the_unit_of_a_row_of_its_own_amount_is_not_that_of_the_amount_above() -> None:
    found = amounts_of("上年结转资金\t0.00\n（元）\t年度资金总额\t42,000.00\n\t其中：当年财政拨款\t42,000.00\n")
    assert (found["current_year"], found["fiscal_appropriation"]) == ("42000.00", "42000.00")
    found = amounts_of("单位：万元\n年度资金总额\t12\n（元）\t财政拨款\t100000\n")
    assert found == {"current_year": "120000", "fiscal_appropriation": "100000"}
