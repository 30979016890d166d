"""Headings of running text: one rule for statements, narratives and reports."""

from __future__ import annotations

import pytest

from kg.forms.headings import is_first_heading, is_heading, numbers_sections
from tests.forms.test_readers import read


@pytest.mark.parametrize(
    "text",
    [
        "一、部门概况", "（二）机构设置", "十一、其他需要说明的问题", "(三)资金管理情况", "第一部分 单位概况", "三．绩效完成情况",
        "二、总体要求", "三、管理要求", "（一）评价依据", "（二）部门（单位）职责，人员编制", "四、监督管理：",
    ],
)  # fmt: skip
def test_what_a_heading_is(text: str) -> None:
    assert is_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "1.主要职能", "1、项目背景", "①数量", "（一）产出。按期完成。", "（1）数量",
        "（二）依据《某省节约用水条例》", "一、资金：年初预算20万元", "二、", "本年完成三项",
        "（三）按照县政府常务会议的要求，项目由乡镇组织实施，县级验收合格后", "二、依据某财农〔2023〕5号",
    ],
)  # fmt: skip
def test_what_says_something_or_numbers_an_item_stays_text(text: str) -> None:
    assert not is_heading(text)


def test_where_a_text_begins() -> None:
    assert [is_first_heading(text) for text in ("一、概况", "（一）概况", "第一部分 概况", "二、概况", "一、概况已经完成。")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_the_first_section_says_how_sections_are_numbered() -> None:
    assert numbers_sections(["一、立项依据", "1.项目背景"])
    assert numbers_sections(["（一）立项依据"])
    assert not numbers_sections(["(1)项目概述", "（八）其他"])
    assert not numbers_sections(["1.立项依据"])


NARRATIVE = """某县山洪预警系统维护项目经费情况说明
一、项目概述
1.项目背景
全县共有站点86处，设备老化。
2.立项依据
《某省防汛条例》和某水防〔2022〕17号。
二、总体要求
按照《某县山洪灾害防御预案》做到站点全覆盖。
三、年度预算安排
2023年安排52万元。
（一）资金用途
1.设备更换30万元；
2.通信费22万元。
"""
REPORT = """某县2022年度渔业补助资金绩效自评报告
一、基本情况
（一）项目概况
1.项目背景
渔船老旧，亟需更新。
2.项目主要内容
更新渔船12艘。
（二）项目绩效目标
减少事故，渔民满意。
二、绩效评价工作开展情况
（一）评价依据
1.《项目支出绩效评价管理办法》；
2.某财绩〔2022〕3号；
"""
STATEMENT = """某县档案局2024年部门预算情况说明
一、部门职责
1.主要职能
贯彻执行档案工作方针。
二、预算安排原则
坚持厉行节约，依据《某省档案条例》安排。
（一）基本支出
人员经费300万元。
"""


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (NARRATIVE, ["一、项目概述", "二、总体要求", "三、年度预算安排", "（一）资金用途"]),
        (REPORT, ["一、基本情况", "（一）项目概况", "（二）项目绩效目标", "二、绩效评价工作开展情况", "（一）评价依据"]),
        (STATEMENT, ["一、部门职责", "二、预算安排原则", "（一）基本支出"]),
    ],
)
def test_headings_are_fields_and_items_stay_in_theirs(text: str, labels: list[str]) -> None:
    (filing,) = read(text)
    assert [field.label for field in filing.fields if field.label] == labels
    assert "1." in "".join(field.text for field in filing.fields)
    assert filing.unmapped == ()


def test_sections_with_arabic_numbers_are_labels_where_the_text_numbers_so() -> None:
    (filing,) = read("（七）项目及绩效目标情况\n(1)项目概述\n维护站点86处。\n(2)立项依据\n《某省防汛条例》。\n(3)绩效目标\n预警及时，群众满意。\n")
    assert [field.role for field in filing.fields] == ["overview", "legal_basis", "goal"]


@pytest.mark.parametrize("title", ["云溪县2023年渡口改造资金绩效评价报告", "云溪县2023年渡口改造资金使用情况说明"])
def test_chapters_are_headings_too(title: str) -> None:
    text = f"{title}\n第一章 项目概况\n改造渡口6处，安排资金82万元。\n第二章　资金使用\n一、支出情况\n已支付80万元。\n第三章 结论\n群众满意。\n"
    (filing,) = read(text)
    assert [field.label for field in filing.fields] == ["第一章 项目概况", "第二章　资金使用", "一、支出情况", "第三章 结论"]


def test_chapters_of_rules_make_no_filing() -> None:
    text = "云溪县财政资金使用情况管理说明\n第一章 总则\n第一条 为了规范资金使用，制定本说明。\n第二章 职责\n第二条 财政局负责拨付资金30万元。\n"
    assert not read(text)
