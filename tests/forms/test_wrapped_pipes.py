"""Rows between vertical bars that line ends cut."""

from __future__ import annotations

import pytest

from kg.forms.wrapped_pipes import CutRow, find_cut_rows
from tests.forms.contents import read, rows_of

FRAMED = """\
项目支出绩效目标申报表
（2024年度）
|项目名称|智慧停车泊位|主管部门|临湖区城管局|
|实施单位|临湖区停车管理
中心|项目属性|新增项目|
|年度资金总额（万元）|180|其中：财政拨款|180|
|年度总体目标|新建智慧泊位，缓解
中心城区停车难，按 WiFi
6 标准联网|||
|一级指标|二级指标|三级指标|指标值|
|产出指标|数量指标|新增智慧泊位
数量|≥1500个|
||质量指标|设备完好率|≥98%|
|效益指标|社会效益
指标|泊位周转率提升|≥10%|
|满意度指标|服务对象满意度
指标|车主满意度|≥
90%|
"""
OPEN = """\
部门整体支出绩效自评表 |||||
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
产出指标 | 数量指标 | 供养人数 |
≥60人 | 65人 |
产出指标 | 质量指标 | 工资发放准确率 | 100% | 100% |
效益指标 | 社会效益指标 | 保障机关运转 | 保障
有力 | 保障 |
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥95% | 96% |
"""


def test_a_row_is_read_over_its_lines() -> None:
    (filing,) = read(FRAMED)
    assert (filing.department, filing.nature) == ("临湖区停车管理中心", "新增项目")
    assert next(f.text for f in filing.fields if f.role == "goal") == "新建智慧泊位，缓解中心城区停车难，按 WiFi 6 标准联网"
    assert rows_of(filing) == [
        ("产出指标", "数量指标", "新增智慧泊位数量", "≥1500个"),
        ("产出指标", "质量指标", "设备完好率", "≥98%"),
        ("效益指标", "社会效益指标", "泊位周转率提升", "≥10%"),
        ("满意度指标", "服务对象满意度指标", "车主满意度", "≥90%"),
    ]


def test_rows_that_begin_without_a_bar() -> None:
    (filing,) = read(OPEN)
    assert rows_of(filing)[0] == ("产出指标", "数量指标", "供养人数", "≥60人")
    assert ("效益指标", "社会效益指标", "保障机关运转", "保障有力") in rows_of(filing)
    assert [i.actual for i in filing.indicators] == ["65人", "100%", "保障", "96%"]


@pytest.mark.parametrize(
    "lines",
    [
        ["a | b", "c"],
        ["|甲|乙|丙|", "|丁|戊|己|", "|庚|辛|", "|壬|癸|子|"],  # a row with fewer cells is no cut one
        ["甲 | 乙 |", "丙 |", "丁 | 戊 | 己 | 庚 |", "辛 | 壬 | 癸 | 子 | 丑 |"],  # no number of bars is common
        ["|甲|乙|丙|", "|丁|戊|己|", "|庚|辛", "壬", "|癸|子|丑|", "|寅|卯|辰|"],  # what would complete the row is another
    ],
)
def test_rows_of_other_lengths_are_left(lines: list[str]) -> None:
    assert not list(find_cut_rows(lines))


def test_lines_are_counted() -> None:
    assert list(find_cut_rows(["|甲|乙|丙|", "|丁|戊", "己|庚|", "|辛|壬|癸|", "|子|丑|寅|"])) == [CutRow(1, 3)]
