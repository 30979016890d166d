"""Views of text files whose cells line ends cut: what they put together, and that every place leads back to the file."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.forms import read_filings
from kg.forms.unwrapped import joint, unwrapped

TEXT = """\
               项目支出绩效自评表
项目名称      应急物资储备        主管部门      湖滨县应急管理
                                                局
实施单位      湖滨县应急物资      项目负责人    某甲
              保障中心
项目资金      年初预算数    全年预算数    全年执行数    分值    执行率    得分
年度资金      1000.00       1200.00       1180.00       10      98.33%    9.8
总额
（万元）
其中：财      1000.00       1200.00       1180.00       -       98.33%    -
政拨款
一级指标    二级指标    三级指标          指标值
产出指标    数量指标    采购 ISO 9001     ≥200套
                        认证装备数
            质量指标    合格率            100%
效益指标    社会效益    应急响应能力      提升
            指标
"""


def test_labels_names_and_units_of_a_head_go_on_below() -> None:
    document = read_data(TEXT.encode(), source="form.txt")
    (filing,) = read_filings(document).filings
    assert (filing.supervisor, filing.department) == ("湖滨县应急管理局", "湖滨县应急物资保障中心")
    assert [(a.kind, a.yuan and int(a.yuan)) for a in filing.amounts] == [
        ("current_year", 10_000_000),
        ("fiscal_appropriation", 10_000_000),
        ("adjusted_budget", 12_000_000),
        ("executed", 11_800_000),
    ]
    assert [i.name for i in filing.indicators] == ["采购 ISO 9001认证装备数", "合格率", "应急响应能力"]


def test_places_are_those_of_the_file() -> None:
    document = read_data((TEXT + "无人认领的一行\n").encode(), source="form.txt")
    reading = read_filings(document)
    for filing in reading.filings:
        assert document.text[filing.begin : filing.end].lstrip().startswith("项目支出绩效自评表")
        for value in (*filing.fields, *filing.contacts):
            for piece in value.pieces:
                assert value.text[piece.begin : piece.begin + piece.length] == document.text[piece.source : piece.source + piece.length]
        for left in filing.unmapped:
            assert document.text[left.source : left.source + len(left.text)] == left.text
        for finding in filing.findings:
            assert finding.source is not None
            assert finding.place == f"line {document.line_of(finding.source)}"


@pytest.mark.parametrize(
    "text",
    ["项目名称\t管护\n主管部门\t某局\n", "项目名称  管护  主管部门  某局\n一级指标  二级指标  三级指标  指标值\n产出指标  数量指标  次数  5次\n"],
)
def test_what_no_line_end_cuts_has_no_view(text: str) -> None:
    assert unwrapped(read_data(text.encode(), source="form.txt")) is None


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [("城区", "停车", ""), ("WiFi", "6", " "), ("GB/T", "22239", " "), ("12", "34", ""), ("ISO", "认证", ""), ("", "x", ""), ("well", "known", " ")],
)
def test_words_of_a_latin_script_keep_a_space(before: str, after: str, between: str) -> None:
    assert joint(before, after) == between
