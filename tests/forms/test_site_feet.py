"""What a site prints below a page is none of the form's, whatever labels it holds."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.forms import read_filings

TABLE = """<table><tr><td>项目名称</td><td>渡口维护</td><td>实施单位</td><td>某县航道所</td></tr>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>维护渡口</td><td>6个</td></tr></table>"""
FEET = [
    "<p>【打印本页】【关闭窗口】 分享到：</p><p>主办单位：某县政府　网站标识码：4300000000</p><p>湘ICP备12000000号　联系电话：0730-00</p>",
    "<p>[打印] | [收藏]</p><p>主办：某县交通局</p><p>承办单位：某县信息中心</p><p>版权所有：某县交通局 某ICP备0000号</p><p>地址：某县人民路1号</p>",
    "<p>填报人：王某</p><p>承办单位：某县信息中心</p><p>粤公网安备 44000000000000号</p>",
]


@pytest.mark.parametrize("foot", FEET)
def test_a_sites_foot_is_no_part_of_the_form(foot: str) -> None:
    (filing,) = read_filings(read_data(f"<p>项目支出绩效目标表</p>{TABLE}{foot}".encode(), source="a.html")).filings
    assert filing.department == "某县航道所"
    assert [field.label for field in filing.fields if field.role != "indicator"] == ["项目名称", "实施单位"]
    assert filing.unmapped == ()


def test_labels_of_a_form_that_sites_print_too_stand_above_its_indicators() -> None:
    text = f"<p>项目支出绩效目标表</p><p>主办单位：某县航道局</p>{TABLE.replace('实施单位', '主管部门')}"
    (filing,) = read_filings(read_data(text.encode(), source="a.html")).filings
    assert (filing.department, filing.supervisor) == ("某县航道局", "某县航道所")


def test_a_form_in_lines_keeps_its_foot() -> None:
    text = "项目支出绩效目标表\n项目名称：渡口维护\n实施单位：某县航道所\n承办单位：某县信息中心\n年度目标：维护某市门户网站\n"
    (filing,) = read_filings(read_data(text.encode(), source="a.txt")).filings
    assert [field.text for field in filing.fields if field.role == "goal"] == ["维护某市门户网站"]


NARRATIVE = """某平台运维项目经费情况说明
一、项目概述
建设平台，面向全县。
二、立项依据
《办法》（某政发〔2020〕5号）。
三、项目内容
{line}
四、年度预算安排
本年预算安排120万元。
五、绩效目标
保障平台稳定运行。
"""


@pytest.mark.parametrize("line", ["完成网站ICP备案工作，保障网站正常运行。", "湘ICP备12000000号"])
def test_sections_behind_a_line_that_speaks_of_a_site_are_read(line: str) -> None:
    (filing,) = read_filings(read_data(NARRATIVE.format(line=line).encode(), source="a.txt")).filings
    told = [field.text for field in filing.fields]
    assert "本年预算安排120万元。" in told
    assert "保障平台稳定运行。" in told


def test_what_no_rule_accounts_for_in_a_foot_is_told() -> None:
    foot = "<p>湘ICP备12000000号</p><p>联系电话：0730-00</p><p>某县人民路1号</p>"
    reading = read_filings(read_data(f"<p>项目支出绩效目标表</p>{TABLE}{foot}".encode(), source="a.html"))
    assert [left.text for left in reading.unmapped] == ["联系电话：0730-00", "某县人民路1号"]
    assert reading.filings[0].unmapped == ()
