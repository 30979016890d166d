"""What a form says of a body beside its name (用款单位性质：行政) is no name of it, and ends the name in front of it."""

from __future__ import annotations

import pytest

from tests.forms.contents import read

END = "年度目标：修复古籍。\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 修复古籍 12册\n"


@pytest.mark.parametrize("between", ["：", "\t", " "])
@pytest.mark.parametrize("label", ["用款单位性质", "预算单位级次", "实施单位类型", "主管部门类别", "项目单位隶属关系"])
def test_a_word_about_a_body(label: str, between: str) -> None:
    rows = [("项目名称", "古籍修复"), ("主管部门", "某市文化广电旅游局所属图书馆"), (label, "公益一类"), ("项目单位", "某市图书馆")]
    (filing,) = read("某市项目支出绩效目标表\n（2022年度）\n" + "".join(f"{name}{between}{value}\n" for name, value in rows) + END)
    assert (filing.project, filing.supervisor, filing.department) == ("古籍修复", "某市文化广电旅游局所属图书馆", "某市图书馆")


def test_a_label_that_no_data_knows_begins_with_one_that_it_knows() -> None:
    text = "项目名称：古籍修复\n项目单位公章号：甲12\n项目单位：某市图书馆\n主管部门所在地：某区\n主管部门：某市文旅局\n"
    (filing,) = read("某市项目支出绩效目标表\n（2022年度）\n" + text + END)
    assert (filing.supervisor, filing.department) == ("某市文旅局", "某市图书馆")


@pytest.mark.parametrize("between", ["：", "\t"])
def test_a_label_that_no_data_knows_ends_a_name(between: str) -> None:
    text = f"项目名称{between}古籍修复\n主管部门{between}某市文化广电旅游局所属图书馆\n实施单位经费来源{between}财政\n项目单位{between}某市图书馆\n"
    (filing,) = read("某市项目支出绩效目标表\n（2022年度）\n" + text + END)
    assert (filing.supervisor, filing.department) == ("某市文化广电旅游局所属图书馆", "某市图书馆")


def test_a_value_right_behind_its_label() -> None:
    (filing,) = read("某市项目支出绩效目标表\n（2022年度）\n项目名称：古籍修复\n主管部门某市文旅局\n项目单位某市图书馆\n" + END)
    assert (filing.supervisor, filing.department) == ("某市文旅局", "某市图书馆")
