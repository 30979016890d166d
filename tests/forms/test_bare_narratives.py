"""Narratives below the bare names of their projects, in front of, between and behind forms; sections of other texts begin none."""

from __future__ import annotations

import pytest

from tests.forms.contents import read

HEADS = ["项目概述", "立项依据", "实施主体", "实施方案", "实施周期", "年度预算安排", "绩效目标和指标"]
TEXTS = [
    "该项目建设数据平台。",
    "依据《中华人民共和国数据安全法》第二十条、《“十四五”某某规划》\n（国规发〔2021〕1号）立项。",
    "某部信息中心。",
    "按照《政务信息系统管理办法》\n的要求分三步实施。",
    "2022年1月—2024年12月",
    "2022年拟安排预算350.00万元，全部为财政拨款。",
    "完成平台1个。",
]
NUMBERS = {
    "1.": "{0}.",
    "（1）": "（{0}）",
    "一、": "{1}、",
    "（一）": "（{1}）",
}


def narrative(name: str, number: str, *, inline: str = "\n", first: int = 1) -> str:
    lines = [name] if name else []
    for at, (head, text) in enumerate(zip(HEADS, TEXTS, strict=True), start=1):
        if at >= first:
            lines.append(NUMBERS[number].format(at, "一二三四五六七"[at - 1]) + head + inline + text)
    return "\n".join(lines) + "\n\n"


def form(name: str, *, between: str = "\t") -> str:
    rows = [
        ["项目名称", name], ["主管部门及代码", "[131]某部", "实施单位", "某部信息中心"], ["项目资金（万元）", "年度资金总额：", "350.00"],
        ["年度总体目标", "完成建设。"], ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "系统数", "1套"], ["效益指标", "社会效益指标", "服务能力", "提升"],
    ]  # fmt: skip
    return "项目支出绩效目标表\n（2022年度）\n" + "".join(between.join(row) + "\n" for row in rows) + "\n"


def summary(text: str) -> list[tuple[str | None, int | None, int]]:
    return [(filing.project, filing.paired_with, len(filing.indicators)) for filing in read(text)]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("inline", ["\n", "。", "："])
def test_a_form_between_two_narratives(number: str, inline: str) -> None:
    text = form("数据平台建设") + narrative("数据平台建设", number, inline=inline) + narrative("安全监测", number, inline=inline) + form("安全监测")
    assert summary(text) == [("数据平台建设", 1, 2), ("数据平台建设", 0, 0), ("安全监测", 3, 0), ("安全监测", 2, 2)]
    told = read(text)[1]
    assert [field.text for field in told.fields if field.role in {"legal_basis", "plan"}] == [
        "依据《中华人民共和国数据安全法》第二十条、《“十四五”某某规划》（国规发〔2021〕1号）立项。",
        "按照《政务信息系统管理办法》的要求分三步实施。",
    ]
    assert [field.role for field in told.fields] == ["project", "overview", "legal_basis", "department", "plan", "period", "estimate", "goal"]
    assert (str(told.amounts.current_year), told.fiscal_year, told.department) == ("3500000.00", 2022, "某部信息中心")


@pytest.mark.parametrize("number", ["1.", "（1）"])
def test_narratives_alone_below_a_cover(number: str) -> None:
    text = "某部2022年部门预算\n第四部分 项目绩效\n" + narrative("数据平台建设", number) + narrative("（二）安全监测项目", number)
    assert [(filing.project, filing.fiscal_year) for filing in read(text)] == [("数据平台建设", 2022), ("安全监测项目", 2022)]


def test_behind_a_form_whose_cells_single_spaces_divide() -> None:
    assert summary(form("数据平台建设", between=" ") + narrative("安全监测", "1.")) == [("数据平台建设", None, 2), ("安全监测", None, 0)]


def test_a_year_below_the_name_and_a_page_in_front_of_it() -> None:
    told = narrative("2.安全监测", "1.").replace("2.安全监测\n", "2.安全监测\n（2023年度）\n")
    forms = read(form("数据平台建设") + "\f" + told)
    assert [(filing.project, filing.fiscal_year) for filing in forms] == [("数据平台建设", 2022), ("安全监测", 2023)]


def test_behind_a_form_between_vertical_bars() -> None:
    piped = "".join("| " + " | ".join(line.split("\t")) + " |\n" for line in form("数据平台建设").strip().split("\n")[2:])
    assert [found[0] for found in summary(f"项目支出绩效目标表\n\n{piped}\n" + narrative("安全监测", "1."))] == ["数据平台建设", "安全监测"]


def test_one_whose_head_a_page_cut_off() -> None:
    forms = read("的监测能力。\n" + narrative("", "1.", inline="。", first=2) + form("安全监测"))
    assert [filing.project for filing in forms] == [None, "安全监测"]
    assert [field.role for field in forms[0].fields] == ["unlabelled", "legal_basis", "department", "plan", "period", "estimate", "goal"]


@pytest.mark.parametrize(
    "text",
    [
        # sections of a statement stay the statement's
        "2022年部门预算情况说明\n一、部门职责\n负责管理。\n二、预算绩效情况\n（一）数据平台\n1.项目概述\n建设平台。\n2.立项依据\n某文件。\n3.实施主体\n某中心。\n三、名词解释\n无。\n",
        # items whose words are no labels
        form("数据平台建设") + "有关要求\n1.提高认识\n各单位要重视。\n2.立项依据\n要充分。\n3.加强管理\n要规范。\n",
    ],
)
def test_no_narrative(text: str) -> None:
    assert len(read(text)) == 1


@pytest.mark.parametrize("between", ["", "申报时间：2023年9月\n", "2023年9月\n", "2024-05\n"])
def test_sections_below_a_labelled_head_are_its_own(between: str) -> None:
    head = "云江县河道整治项目申报书\n项目名称：河道整治\n申报单位：云江县水利局\n" + between
    (filing,) = read(head + "1.项目概述\n整治河道。\n2.立项依据\n《防洪法》。\n3.实施方案\n分两段施工。\n预算金额：100万元\n")
    assert (filing.project, filing.department) == ("河道整治", "云江县水利局")
    assert filing.amounts.total == 1_000_000


@pytest.mark.parametrize("between", ["\n", "\t"])
def test_the_money_of_a_form_that_a_text_states(between: str) -> None:
    text = form("数据平台建设", between=between).replace(f"年度资金总额：{between}350.00", f"年度预算安排{between}2022年拟安排预算28.5万元。")
    (filing,) = read(text.replace(f"项目资金（万元）{between}", ""))
    assert next(field.text for field in filing.fields if field.label == "年度预算安排") == "2022年拟安排预算28.5万元。"
    assert filing.amounts.current_year == 285000
