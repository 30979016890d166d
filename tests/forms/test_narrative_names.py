"""The project and the body that the title of a narrative names."""

from __future__ import annotations

import pytest

from kg.forms.layouts import titles_of
from kg.forms.narrative_names import is_application, name_of_line, names_of_title


@pytest.mark.parametrize(
    ("title", "department", "project"),
    [
        ("一、“农村供水”项目及绩效目标情况", None, "农村供水"),
        ('（二）"农村改厕"项目支出及其绩效目标情况', None, "农村改厕"),
        ("3.「古桥修缮」项目绩效目标情况", None, "古桥修缮"),
        ("项目一：《非遗传承人补助》项目及绩效目标情况", None, "非遗传承人补助"),
        ("一是【危桥改造】项目及绩效目标情况", None, "危桥改造"),
        ("关于“城乡公交”项目及绩效目标情况的说明", None, "城乡公交"),
        ("生活垃圾分类专项经费项目及绩效目标情况", None, "生活垃圾分类专项经费"),
        ("“一减三提”行动项目及绩效目标情况", None, "“一减三提”行动"),
        ("某县教育局2023年校舍维修改造项目及绩效目标情况", "某县教育局", "校舍维修改造"),
        ("某大学2022年“双一流”建设专项项目及绩效目标情况", "某大学", "“双一流”建设专项"),
        ("项目及绩效目标情况（校舍维修改造）", None, "校舍维修改造"),
        ("项目及绩效目标情况（2023年度）", None, None),
        ("某省水利厅项目及绩效目标情况", "某省水利厅", None),
        ("2023年度部门重点项目及绩效目标情况", None, None),
        ("2023年古树名木养护项目经费情况说明", None, "古树名木养护"),
    ],
)
def test_what_a_title_names(title: str, department: str | None, project: str | None) -> None:
    layouts = titles_of(title)
    assert layouts
    assert names_of_title(title, layouts) == (department, project)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("1.“农村公路修复”项目", "农村公路修复"),
        ("（二）「校园食堂」专项项目：", "校园食堂"),
        ("治超站点运行", "治超站点运行"),
        ("本年安排三个项目，情况如下。", None),
    ],
)
def test_what_a_line_in_front_of_the_sections_names(line: str, name: str | None) -> None:
    assert name_of_line(line) == name


@pytest.mark.parametrize("line", ["填写日期：2023年9月", "编制单位名：青溪县教育局", "密级：内部"])
def test_a_value_behind_its_name_is_no_project(line: str) -> None:
    assert name_of_line(line) is None


@pytest.mark.parametrize(
    ("title", "department", "project"),
    [
        ("青溪县教育局2023年校园安防改造项目申报书", "青溪县教育局", "校园安防改造"),
        ("青溪县2023年茶园提升项目可行性研究报告（摘要）", None, "茶园提升"),
        ("古渡口护岸项目建议书", None, "古渡口护岸"),
    ],
)
def test_what_the_title_of_an_application_names(title: str, department: str | None, project: str | None) -> None:
    assert is_application(title)
    assert names_of_title(title, ()) == (department, project)
