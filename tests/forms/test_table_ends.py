"""What stands below an indicator table: fields of the form are none of its rows."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.filings import Filing
from kg.forms import read_filings

HEAD = "<p>项目支出绩效目标表</p><table><tr><td colspan=2>项目名称</td><td colspan=3>渡口维护</td></tr>"
BLOCK = """<tr><td rowspan=3>绩效指标</td><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>维护渡口</td><td>6个</td></tr>
<tr><td>满意度指标</td><td>服务对象满意度指标</td><td>管理制度</td><td>健全</td></tr>"""
BARE = BLOCK.replace("<td rowspan=3>绩效指标</td>", "").replace("<td>指标值", "<td colspan=2>指标值").replace("<td>6个", "<td colspan=2>6个")


def read(text: str, name: str = "a.html") -> Filing:
    (filing,) = read_filings(read_data(text.encode(), source=name)).filings
    return filing


def rows(filing: Filing) -> list[tuple[str, str]]:
    return [(row.name, row.target) for row in filing.indicators]


@pytest.mark.parametrize("table", [BLOCK, BARE], ids=["block", "bare"])
@pytest.mark.parametrize("label", ["保障绩效目标实现措施", "其他需要说明的问题", "审核意见", "实施方案", "项目管理制度"])
def test_a_label_in_front_of_the_levels_columns_ends_the_table(table: str, label: str) -> None:
    filing = read(f"{HEAD}{table}<tr><td>{label}</td><td colspan=4>按《某省航道条例》执行</td></tr></table>")
    assert rows(filing) == [("维护渡口", "6个"), ("管理制度", "健全")]
    assert [field.text for field in filing.fields if field.label == label] == ["按《某省航道条例》执行"]


def test_a_label_before_a_sentence_ends_a_table_whose_cells_may_be_lost() -> None:
    text = """项目支出绩效目标表
项目名称\t渡口维护
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t维护渡口\t6个
\t\t管理制度\t健全
保障措施\t按某省航道条例和本单位的财务制度执行。
"""
    filing = read(text, "a.txt")
    assert rows(filing) == [("维护渡口", "6个"), ("管理制度", "健全")]
    assert [field.text for field in filing.fields if field.role == "measures"] == ["按某省航道条例和本单位的财务制度执行。"]


@pytest.mark.parametrize("divider", ["\t", "    ", "\u3000", " | "])
@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("保障绩效目标实现措施", "按《某市渡口养护考核细则》对养护公司进行月度考核，考核结果与养护\n费挂钩。"),
        ("其他需要说明的问题", "《某省航道条例》正在修订，\n修订以后另行调整"),
    ],
)
def test_a_text_of_two_lines_below_the_last_row(divider: str, label: str, text: str) -> None:
    head = "项目支出绩效目标表\n项目名称\t渡口维护\n主管部门\t某市交通局\n一级指标\t二级指标\t三级指标\t指标值\n"
    table = "产出指标\t数量指标\t维护渡口\t6个\n产出指标\t质量指标\t管理制度\t健全\n"
    filing = read(f"{head}{table}{label}\t{text}\n主管部门审核意见\t\n".replace("\t", divider), "a.txt")
    assert rows(filing) == [("维护渡口", "6个"), ("管理制度", "健全")]
    assert [field.text for field in filing.fields if field.label == label] == [text.replace("\n", "")]


TWIN = """<table><tr><td colspan=2>项目名称</td><td colspan=4>古寨修缮</td></tr>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td><td>三级指标</td><td>指标值</td></tr>
<tr><td rowspan=3>产出指标</td><td rowspan=2>数量指标</td><td>修缮民居</td><td>180栋</td><td>修缮民居</td><td>60栋</td></tr>
<tr><td>改造管网</td><td>14公里</td><td>改造管网</td><td>5公里</td></tr>
<tr><td>质量指标</td><td>验收合格率</td><td>100%</td><td>验收合格率</td><td>98%</td></tr></table>"""
TWIN_TABS = """项目支出绩效目标申报表
项目名称\t古寨修缮
一级指标\t二级指标\t三级指标\t指标值\t三级指标\t指标值
产出指标\t数量指标\t修缮民居\t180栋\t修缮民居\t60栋
改造管网\t14公里\t改造管网\t5公里
质量指标\t验收合格率\t100%\t验收合格率\t98%
"""


@pytest.mark.parametrize(("text", "name"), [(f"<p>项目支出绩效目标申报表</p>{TWIN}", "a.html"), (TWIN_TABS, "a.txt")])
def test_two_groups_beside_one_column_of_levels_share_it(text: str, name: str) -> None:
    assert [(row.level1, row.level2, row.name, row.target) for row in read(text, name).indicators] == [
        ("产出指标", "数量指标", "修缮民居", "180栋"),
        ("产出指标", "数量指标", "改造管网", "14公里"),
        ("产出指标", "质量指标", "验收合格率", "100%"),
        ("产出指标", "数量指标", "修缮民居", "60栋"),
        ("产出指标", "数量指标", "改造管网", "5公里"),
        ("产出指标", "质量指标", "验收合格率", "98%"),
    ]


@pytest.mark.parametrize(
    ("label", "text"), [("项目概况", "对全市渡口进行维护，包括两处码头，"), ("服务内容", "完成《渡口规划》的编制，通过评审并备案")]
)
def test_a_label_before_a_sentence_above_further_levels_ends_no_table(label: str, text: str) -> None:
    head = "项目支出绩效目标表\n项目名称\t渡口维护\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t维护渡口\t6个\n"
    below = "质量指标\t合格率\t90%\n效益指标\t社会效益指标\t通行\t便利\n"
    found = rows(read(f"{head}{label}\t{text}\n{below}", "a.txt"))
    assert [row for row in found if row[0] != label] == [("维护渡口", "6个"), ("合格率", "90%"), ("通行", "便利")]
