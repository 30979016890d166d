"""Templates: forms that nobody filled in give no filing."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.forms import read_filings
from kg.forms.blanks import is_placeholder
from tests.forms.contents import read

TABS = """\
项目支出绩效目标申报表
（    年度）
项目名称\t\t\t\t
主管部门\t\t实施单位\t\t
项目资金（万元）\t年度资金总额：\t\t\t
\t其中：财政拨款\t\t\t
年度总体目标\t目标1：\t\t\t
\t目标2：\t\t\t
\t……\t\t\t
一级指标\t二级指标\t三级指标\t指标值\t
产出指标\t数量指标\t指标1：\t\t
\t\t指标2：\t\t
\t质量指标\t指标1：\t\t
\t\t……\t\t
"""
INLINE = """\
财政支出项目绩效目标申报表
（____年度）
项目名称：____________
项目属性：新增项目□ 延续项目□
主管部门（印章）：____________
项目单位（印章）：____________
填报日期：    年  月  日
项目概况：
立项依据：
"""
ONE_LINE = (
    "云县财政支出项目绩效目标申报表 ( 年度) 填报单位(盖章) 项目名称 项目属性 新增项目 □ 延续项目 □ 主管部门 项目实施单位 "
    "项目起止时间 项目资金申请(万元) 资金总额: 财政拨款: 其他: 项目概况 项目绩效目标 长期目标 年度目标 年度绩效指标 "
    "一级指标 二级指标 指标内容 指标值 备注 产出指标 数量指标 质量指标 … 效益指标 社会效益指标 … "
    "服务对象满意度指标 具体指标 …… 其他说明的问题 填报日期:\n"
)


@pytest.mark.parametrize("text", [TABS, INLINE, ONE_LINE])
def test_a_template_is_no_filing(text: str) -> None:
    assert not read(text)


def test_a_form_with_one_value_is_a_filing_and_its_unnamed_indicators_are_none() -> None:
    (filing,) = read(TABS.replace("项目名称\t\t", "项目名称\t河道管护\t").replace("质量指标\t指标1：\t", "质量指标\t指标1：合格率\t≥95%"))
    assert filing.project == "河道管护"
    assert [(i.level2, i.name, i.target) for i in filing.indicators] == [("质量指标", "指标1：合格率", "≥95%")]


def test_a_template_before_a_form_does_not_count() -> None:
    filings = read(TABS + TABS.replace("项目名称\t\t", "项目名称\t河道管护\t"))
    assert [(f.index, f.project) for f in filings] == [(0, "河道管护")]
    assert {finding.index for finding in filings[0].findings} == {0}


def test_what_a_template_prints_beside_its_labels_is_kept() -> None:
    reading = read_filings(read_data(INLINE.encode(), source="a.txt"))
    assert "新增项目□ 延续项目□" in [left.text for left in reading.unmapped]


@pytest.mark.parametrize(
    "text", ["", "____", "……", "目标1：", "指标2", "年 月 日", "1、 2、 3、", "新增□ 延续□", "具体指标", "20  年", "（ 年度）", "XX"]
)
def test_placeholders(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["目标1：完成", "2024年", "新增☑ 延续□", "无", "0", "指标体系", "3月", "第1期", "X射线机"])
def test_values(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize("value", ["资本总数：", "项目资金申请（万元）", "____ 编报时间"])
def test_a_label_is_no_name(value: str) -> None:
    (filing,) = read(f"项目支出绩效目标表\n项目名称\t河道管护\n主管部门\t{value}\n实施单位\t云县水利局\n")
    assert (filing.supervisor, filing.department) == (None, "云县水利局")
