"""Rows that run on: a form whose rows nothing divides is read as the same form with its rows, and rows that are rows stay."""

from __future__ import annotations

import pytest

from kg.filings import Filing
from tests.forms.contents import read, rows_of

HEAD = [
    ["项目支出名称", "河道保洁"], ["主管部门及代码", "[217]某市水利局"], ["实施单位", "某市河道管理处"], ["项目期限", "3年"],
    ["项目资金（万元）", "年度资金总额：", "120.00"], ["", "其中：财政拨款", "100.00"], ["", "其他资金", "20.00"],
    ["立项依据", "《中华人民共和国水法》\n某水发〔2020〕5号"], ["年度总体目标", "保洁河道30条。"],
]  # fmt: skip
HEADER = ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"]
TABLE = [
    ["产出指标", "数量指标", "保洁河道", "≥30条"],
    ["", "", "清运垃圾", "≥200吨"],
    ["", "质量指标", "水面洁净率", "≥95%"],
    ["效益指标", "社会效益指标", "投诉量", "下降"],
]
EXPECTED = [
    ("产出指标", "数量指标", "保洁河道", "≥30条"),
    ("产出指标", "数量指标", "清运垃圾", "≥200吨"),
    ("产出指标", "质量指标", "水面洁净率", "≥95%"),
    ("效益指标", "社会效益指标", "投诉量", "下降"),
]
TITLE = "项目支出绩效目标表\n（2021年度）\n"


def cells(rows: list[list[str]], *, empty: bool) -> str:
    """A cell a line, nothing between the rows."""
    return "".join(f"\t{cell}\n" for row in rows for cell in row if cell or empty)


def is_whole(filing: Filing) -> None:
    assert (filing.project, filing.supervisor, filing.department, filing.fiscal_year) == ("河道保洁", "某市水利局", "某市河道管理处", 2021)
    amounts = {amount.kind: str(amount.yuan) for amount in filing.amounts}
    assert amounts == {"current_year": "1200000.00", "fiscal_appropriation": "1000000.00", "other_funds": "200000.00"}
    texts = {field.label: field.text for field in filing.fields}
    assert texts["立项依据"] == "《中华人民共和国水法》\n某水发〔2020〕5号"
    assert texts["年度总体目标"] == "保洁河道30条。"
    assert rows_of(filing) == EXPECTED


@pytest.mark.parametrize("empty", [True, False])
def test_no_row_is_divided(empty: bool) -> None:
    table = [["", *row] for row in TABLE] if empty else TABLE
    (filing,) = read(TITLE + cells([*HEAD, HEADER, *table], empty=empty))
    is_whole(filing)


def test_only_the_indicators_are_divided() -> None:
    table = "".join("\n" + "".join(f"\t{cell}\n" for cell in row) for row in TABLE)
    forms = read(2 * (TITLE + cells([*HEAD, HEADER], empty=False) + table + "\n"))
    assert len(forms) == 2
    for filing in forms:
        is_whole(filing)


def test_a_form_on_one_line() -> None:
    line = "\t".join(cell.replace("\n", "") for row in [*HEAD, HEADER, *TABLE] for cell in row if cell)
    (filing,) = read(f"{TITLE}{line}\n")
    assert rows_of(filing) == EXPECTED
    assert (filing.project, filing.department) == ("河道保洁", "某市河道管理处")


def test_a_grid_of_money_and_texts_side_by_side() -> None:
    rows = [
        ["项目名称", "城墙修缮"], ["主管部门", "某市文物局"], ["实施单位", "某市文保中心"],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", "300.00", "290.00", "285.00", "10", "98%", "9.8"],
        ["年度总体目标", "预期目标", "实际完成情况"], ["修缮城墙2处", "已修缮城墙2处"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "修缮处数", "2处", "2处", "20", "20"],
        ["效益指标", "社会效益指标", "参观人数", "≥5万人", "4.8万人", "30", "28"],
    ]  # fmt: skip
    (filing,) = read("项目支出绩效自评表\n（2022年度）\n" + cells(rows, empty=True))
    amounts = {amount.kind: str(amount.yuan) for amount in filing.amounts}
    assert amounts == {"current_year": "3000000.00", "adjusted_budget": "2900000.00", "executed": "2850000.00"}
    texts = {field.label: field.text for field in filing.fields}
    assert (texts["预期目标"], texts["实际完成情况"]) == ("修缮城墙2处", "已修缮城墙2处")
    assert [(found.name, found.target, found.actual, found.weight, found.score) for found in filing.indicators] == [
        ("修缮处数", "2处", "2处", "20", "20"),
        ("参观人数", "≥5万人", "4.8万人", "30", "28"),
    ]


def test_the_head_of_a_list_is_one_row() -> None:
    text = (
        "项目绩效目标汇总表\n项目名称\t主管部门\t实施单位\t预算金额（万元）\t立项依据\t年度目标\n"
        "河道保洁\t某市水利局\t某市河道处\t120\t某水发〔2020〕5号\t保洁河道30条\n水库管护\t某市水利局\t某市水库处\t80\t某水发〔2020〕6号\t管护水库2座\n"
    )
    forms = read(text)
    assert [filing.project for filing in forms] == ["河道保洁", "水库管护"]


@pytest.mark.parametrize("lead", ["", "类别"])
def test_the_head_of_a_list_above_sums_and_gaps(lead: str) -> None:
    rows = [
        ["项目名称", "建设地点", "建设内容", "进展情况", "总投资", "实施单位"],
        ["合计", "", "", "", "900", ""],
        ["水利小计", "", "", "", "900", ""],
        ["河道保洁", "城北", "保洁河道30条", "在建", "600", "某市河道处"],
        ["水库管护", "城南", "管护水库2座", "在建", "300", "某市水库处"],
    ]
    if lead:
        rows = [[lead if not at else "水利" if at > 2 else "", *row] for at, row in enumerate(rows)]
    text = "项目绩效目标汇总表\n" + "".join("\t".join(row) + "\n" for row in rows)
    projects = [filing.project for filing in read(text)]
    assert projects[-2:] == ["河道保洁", "水库管护"]
    assert "建设地点" not in projects
