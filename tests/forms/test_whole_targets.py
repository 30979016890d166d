"""Targets whose sign and unit stand in columns of their own."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.forms import read_filings
from tests.documents.printing import content_of, page, pdf, workbook
from tests.forms.sheets import WAYS, Sheet, tabs

HEAD: Sheet = [["项目名称", "农技推广"], ["主管部门", "云江市农业局", "实施单位", "云江市农技站"], ["年度目标", "推广良种。"]]
ROWS: Sheet = [
    ["产出指标", "数量指标", "推广良种面积", "≥", "300", "亩"],
    [None, "质量指标", "良种覆盖率", "=", "95", "%"],
    [None, "质量指标", "示范片等级", "≥", "良好", ""],
    ["效益指标", "社会效益指标", "农业技术水平", "=", "逐步提升", ""],
    [None, "生态效益指标", "土壤质量", "定性", "有所改善", "无"],
    [None, "可持续影响指标", "推广体系", "≥", "持续完善", "/"],
    ["满意度指标", "服务对象满意度指标", "农户满意度", "≥", "90", "%"],
]
TARGETS = ["≥300亩", "=95%", "≥良好", "逐步提升", "有所改善", "持续完善", "≥90%"]
HEADERS = {
    "in front": ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
    "signs": ["一级指标", "二级指标", "三级指标", "计算符号", "指标值", "计量单位"],
    "behind": ["一级指标", "二级指标", "三级指标", "指标值", "计量单位", "指标方向性"],
}


def sheet_of(header: str) -> Sheet:
    rows = [[*row[:3], row[4], row[5], row[3]] if header == "behind" else row for row in ROWS]
    return [*HEAD, [*HEADERS[header]], *rows]


@pytest.mark.parametrize("way", [way for way in WAYS if way != "one line"])
@pytest.mark.parametrize("header", HEADERS)
def test_a_sign_belongs_to_a_figure_or_a_grade(header: str, way: str) -> None:
    text = f"项目支出绩效目标表\n（2023年度）\n{WAYS[way](sheet_of(header))}\n"
    (filing,) = read_filings(read_data(text.encode(), source="a.txt")).filings
    assert [indicator.target for indicator in filing.indicators] == TARGETS
    assert not filing.unmapped


@pytest.mark.parametrize("kind", ["html", "pdf", "xlsx"])
@pytest.mark.parametrize("header", HEADERS)
def test_a_sign_belongs_to_a_figure_or_a_grade_in_files(header: str, kind: str) -> None:
    make = {"html": page, "pdf": pdf, "xlsx": workbook}[kind]
    content = content_of(f"项目支出绩效目标表\n（2023年度）\n{tabs(sheet_of(header))}\n")
    (filing,) = read_filings(read_data(make(content), source=f"a.{kind}")).filings
    assert [indicator.target for indicator in filing.indicators] == TARGETS
