"""Parts of a document behind its forms, and numbers of pages in the midst of a text; figures that a text counts stay."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.forms.document_parts import with_page_numbers, without_page_numbers
from kg.forms.grids import read_rows
from tests.forms.contents import read, rows_of

INDICATORS = [
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "巡查次数", "12次"),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "≥85%"),
]
GLOSSARY = (
    "1.基本支出：指为保障机构正常运转而发生的支出。\n2.项目支出：指为完成特定任务所发生的支出。\n"
    "3.其他收入：指除上述以外的收入。\n4.上年结转：指以前年度尚未完成的资金。\n"
)


def form(name: str, between: str) -> str:
    head = f"项目支出绩效目标表\n（2022年度）\n项目名称{between}{name}\n主管部门{between}某市环保局\n年度目标{between}完成巡查。\n"
    return head + "".join(between.join(row) + "\n" for row in INDICATORS)


@pytest.mark.parametrize("between", ["\t", " ", "\n"])
@pytest.mark.parametrize("heading", ["第三部分 名词解释", "四、名词解释", "（五）专业性较强的名词解释", "附件2：名词解释", "名词解释："])
def test_the_part_that_explains_words_is_none_of_the_form(between: str, heading: str) -> None:
    text = form("河道巡查", between) + f"{heading}\n{GLOSSARY}\n" + form("水质监测", between)
    forms = read(text)
    assert [filing.project for filing in forms] == ["河道巡查", "水质监测"]
    for filing in forms:
        assert rows_of(filing) == INDICATORS[1:]
        assert not filing.amounts
        assert not filing.unmapped


@pytest.mark.parametrize("heading", ["第四部分 其他公开事项", "第五部分  附表"])
def test_a_further_part_at_the_end(heading: str) -> None:
    (filing,) = read(form("河道巡查", "\t") + f"{heading}\n本部门没有其他事项。\n")
    assert rows_of(filing) == INDICATORS[1:]
    assert not filing.unmapped


def test_parts_of_a_form_and_of_a_statement_stay() -> None:
    text = (
        "项目支出绩效目标表\n（2022年度）\n第一部分 项目基本情况\n项目名称\t河道巡查\n主管部门\t某市环保局\n第二部分 绩效目标\n年度目标\t完成巡查。\n"
    )
    (filing,) = read(text + "".join("\t".join(row) + "\n" for row in INDICATORS))
    assert (filing.project, len(filing.indicators)) == ("河道巡查", 2)
    (statement,) = read("2022年部门预算情况说明\n一、部门职责\n负责环保。\n二、收支情况\n收入100万元。\n三、名词解释\n1.基本支出：指运转支出。\n")
    assert [field.label for field in statement.fields] == ["一、部门职责", "二、收支情况", "三、名词解释"]


FIRST = "依据《中华人民共和国安全生产法》，《中共某省委办公厅印发〈关于深化应急管理综合行政执法"
REST = "改革的实施意见〉的通知》（某办发电〔2021〕121号），开展执法检查。"


@pytest.mark.parametrize("number", ["14", "                14", " 3 ", "128"])
@pytest.mark.parametrize("label", ["立项依据：", "立项依据\t", "立项依据\n"])
def test_the_number_of_a_page_between_two_lines_of_a_text(number: str, label: str) -> None:
    text = form("执法检查", "\t").replace("年度目标\t", f"{label}{FIRST}\n{number}\n{REST}\n年度目标\t")
    (filing,) = read(text if label[-1] != "\n" else text.replace("\t", "\n"))
    assert next(field.text for field in filing.fields if field.label == "立项依据") == FIRST + REST
    assert rows_of(filing) == INDICATORS[1:]


def test_in_a_narrative() -> None:
    (filing,) = read(f"某某执法项目经费情况说明\n一、项目概述\n开展执法。\n二、立项依据\n{FIRST}\n14\n{REST}\n三、实施主体\n某局。\n")
    assert filing.fields[1].text == FIRST + REST


@pytest.mark.parametrize(
    ("before", "figure", "after"),
    [
        ("按照《某市城市管理条例》的要求，对城区主要道路开展保洁，全年累计出动人员和机械共", "12", "万人次，清运垃圾3000吨。"),
        ("依据《某省农村公路条例》、《某市公路养护办法》（某政办发〔2020〕", "35", "号）和某交发〔2021〕8号开展养护。"),
        ("按照合同约定分期支付工程款，其中质量保证金比例为3%，本年度安排资金为人民币", "285", "万元，其余部分由县级配套。"),
    ],
)
def test_a_figure_that_belongs_to_the_text(before: str, figure: str, after: str) -> None:
    (filing,) = read(form("道路保洁", "\t").replace("年度目标\t", f"立项依据：{before}\n{figure}\n{after}\n年度目标\t"))
    text = next(field.text for field in filing.fields if field.label == "立项依据")
    assert "".join(text.split("\n")) == before + figure + after


def test_a_target_on_a_line_of_its_own() -> None:
    text = form("企业检查", "\n").replace("巡查次数\n12次", "专家参与检查企业安全生产现场执法和复查整改情况的人次总数\n800\n检查企业数量\n12")
    (filing,) = read(text)
    assert [target for *_, target in rows_of(filing)] == ["800", "12", "≥85%"]


ROAD = "对县乡公路进行日常养护，修补坑槽，疏通边沟，清理路面和路肩杂物"
BRIDGE = "对四类、五类桥梁进行检测和加固，更换伸缩缝，修补桥面铺装"


@pytest.mark.parametrize(
    "heads",
    [
        "任务名称\n主要内容\n预算金额（万元）",
        "项目名称\n建设内容\n总投资（万元）",
        "绩效指标\n指标内容",
        "产出指标",
        "产出指标\n部门整体支出绩效目标表（续）",
    ],
)
def test_a_figure_below_any_head_of_columns(heads: str) -> None:
    rows = read_rows(read_data(f"部门整体支出绩效目标表\n{heads}\n{ROAD}\n{BRIDGE}\n120\n{ROAD}\n{BRIDGE}\n80\n{ROAD}\n".encode(), source="a.txt"))
    assert without_page_numbers(with_page_numbers(rows)) == rows


def test_the_sum_of_a_task_is_no_page() -> None:
    tasks = f"公路养护\n{ROAD}\n120\n桥梁加固、维修工程，含检测\n{BRIDGE}\n80\n"
    (filing,) = read(f"部门整体支出绩效目标表\n部门名称\n某县公路局\n任务名称\n主要内容\n预算金额（万元）\n{tasks}")
    assert [field.text for field in filing.fields if field.label == "预算金额（万元）"] == ["120", "80"]
