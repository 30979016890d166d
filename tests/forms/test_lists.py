"""Lists: a filing for each project of one table, whatever rows its head takes and whichever words stand over its columns."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.filings import Filing
from kg.forms import read_filings
from tests.forms.test_cases import FOLDER

TWO_LINES = """<p>项目支出绩效目标表</p><p>2023年度</p><p>单位：万元</p>
<table><tr><td rowspan="2">单位编码</td><td rowspan="2">单位（专项）名称</td><td rowspan="2">资金总额</td><td rowspan="2">实施期绩效目标</td>
<td colspan="6">绩效指标</td></tr>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td><td>指标值内容</td><td>度量单位</td></tr>
<tr><td>306</td><td>某县林草局</td><td>46</td><td></td><td></td><td></td><td></td><td></td><td></td><td></td></tr>
<tr><td rowspan="2">306001</td><td rowspan="2">苗圃改建</td><td rowspan="2">36</td><td rowspan="2">改建苗圃两处</td>
<td>产出指标</td><td>数量指标</td><td>改建苗圃</td><td>2</td><td>完成改建</td><td>处</td></tr>
<tr><td>满意度指标</td><td>服务对象满意度指标</td><td>林农满意度</td><td>≥91</td><td>问卷</td><td>%</td></tr>
<tr><td>306001</td><td>虫害防治</td><td>10</td><td>防治虫害</td>
<td>产出指标</td><td>数量指标</td><td>防治面积</td><td>800</td><td>实际防治</td><td>亩</td></tr></table>"""
NO_LEVELS = """<p>2024年项目支出绩效目标表</p><p>单位：万元</p>
<table><tr><td rowspan="2">项目名称</td><td colspan="2">资金情况</td><td rowspan="2">绩效目标</td><td colspan="2">绩效指标</td></tr>
<tr><td>总额</td><td>其中：财政拨款</td><td>指标名称</td><td>内容</td></tr>
<tr><td rowspan="2">渡口维护</td><td rowspan="2">120</td><td rowspan="2">100</td><td rowspan="2">渡口安全</td><td>维护渡口</td><td>6个</td></tr>
<tr><td>安全事故</td><td>不发生</td></tr>
<tr><td>航标更换</td><td>80.5</td><td>80.5</td><td>更换航标</td><td>航标正常率</td><td>≥98%</td></tr></table>"""
REPEATED = """2024年项目支出绩效目标表
预算单位\t项目名称\t本年预算（元）\t立项依据\t指标类型\t指标名称\t指标内容\t指标值
某县文旅局\t老剧场修缮\t1200000\t某文旅发〔2022〕3号\t产出指标\t数量指标\t修缮剧场\t1座
某县文旅局\t老剧场修缮\t1200000\t某文旅发〔2022〕3号\t产出指标\t质量指标\t验收合格率\t100%
某县文旅局\t送戏下乡\t805000\t某文旅发〔2023〕9号\t产出指标\t数量指标\t演出\t60场
某县文旅局\t送戏下乡\t805000\t某文旅发〔2023〕9号\t满意度指标\t服务对象满意度\t村民满意度\t≥90%
"""


def read(text: str, name: str = "a.html") -> tuple[Filing, ...]:
    return read_filings(read_data(text.encode(), source=name)).filings


def rows(filing: Filing) -> list[tuple[str | None, str | None, str, str]]:
    return [(row.level1, row.level2, row.name, row.target) for row in filing.indicators]


def yuan(filing: Filing, kind: str) -> str:
    return str(next(amount.yuan for amount in filing.amounts if amount.kind == kind))


def test_a_head_of_two_lines_below_which_units_stand_with_their_codes_and_sums() -> None:
    first, second = read(TWO_LINES)
    assert [(one.project, one.department, yuan(one, "total")) for one in (first, second)] == [
        ("苗圃改建", "某县林草局", "360000"),
        ("虫害防治", "某县林草局", "100000"),
    ]
    assert rows(first) == [("产出指标", "数量指标", "改建苗圃", "2处"), ("满意度指标", "服务对象满意度指标", "林农满意度", "≥91%")]
    assert rows(second) == [("产出指标", "数量指标", "防治面积", "800亩")]


def test_a_head_of_two_lines_without_levels_and_with_targets_below_a_word_that_says_no_more() -> None:
    first, second = read(NO_LEVELS)
    assert (first.project, yuan(first, "total"), yuan(first, "fiscal_appropriation")) == ("渡口维护", "1200000", "1000000")
    assert rows(first) == [(None, None, "维护渡口", "6个"), (None, None, "安全事故", "不发生")]
    assert (second.project, rows(second)) == ("航标更换", [(None, None, "航标正常率", "≥98%")])


def test_a_unit_repeated_with_each_row_and_levels_below_the_word_for_names() -> None:
    first, second = read(REPEATED, "a.txt")
    assert [(one.project, one.department, one.unmapped) for one in (first, second)] == [
        ("老剧场修缮", "某县文旅局", ()),
        ("送戏下乡", "某县文旅局", ()),
    ]
    assert rows(first) == [("产出指标", "数量指标", "修缮剧场", "1座"), ("产出指标", "质量指标", "验收合格率", "100%")]
    assert rows(second)[1] == ("满意度指标", "服务对象满意度", "村民满意度", "≥90%")


@pytest.mark.parametrize(
    ("head", "row", "target"),
    [
        ("一级指标\t二级指标\t三级指标\t运算符号\t内容\t度量单位", "产出指标\t数量指标\t救助人数\t>=\t1800\t人", ">=1800人"),
        ("一级指标\t二级指标\t三级指标\t要求", "产出指标\t质量指标\t路面\t平整", "平整"),
        ("一级指标\t二级指标\t三级指标\t指标值\t指标值内容\t单位", "产出指标\t数量指标\t救助人数\t1800\t救助的人数\t人", "1800人"),
        ("一级指标\t二级指标\t三级指标\t指标值内容\t指标值\t单位", "产出指标\t数量指标\t救助人数\t救助的人数\t1800\t人", "1800人"),
    ],
)
def test_a_word_that_says_no_more_heads_the_targets_where_no_other_does(head: str, row: str, target: str) -> None:
    (filing,) = read(f"项目支出绩效目标表\n项目名称\t某项目\n实施单位\t某市残联\n{head}\n{row}\n", "a.txt")
    assert [one.target for one in filing.indicators] == [target]


@pytest.mark.parametrize("name", ["sichuan-list-tabs", "plain-list-tabs", "list-level2-columns-tabs"])
@pytest.mark.parametrize("title", ["", "甲县2025年部门预算项目绩效目标汇总表\n"])
def test_no_project_of_a_list_counts_as_one_whose_head_is_cut_off(name: str, title: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    table = text[text.index("\n") + 1 :] if "\t" not in text.split("\n")[0].strip() else text
    filings = read(title + table, "a.txt")
    assert len(filings) > 1
    assert not {finding.code for filing in filings for finding in filing.findings} & {"head_cut_off"}
