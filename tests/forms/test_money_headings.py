"""Headings of blocks of money: their unit, the text below their figures, tables in the cell of a text."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.filings import Filing
from kg.forms import read_filings


def read(rows: str) -> Filing:
    (filing,) = read_filings(read_data(f"<p>项目支出绩效目标表</p><table>{rows}</table>".encode(), source="a.html")).filings
    return filing


@pytest.mark.parametrize("heading", ["部门整体支出（万元）", "年度收入（单位：万元）", "财政拨款安排\n(万元)"])
def test_the_unit_of_a_heading_holds_for_the_figures_beside_it(heading: str) -> None:
    filing = read(
        f"""<tr><td colspan=2>部门名称</td><td colspan=3>某县档案馆</td></tr>
<tr><td rowspan=3 colspan=1>{heading}</td><td></td><td>年初预算数</td><td>全年执行数</td><td>执行率</td></tr>
<tr><td>资金总额</td><td>126.4</td><td>120</td><td>95%</td></tr><tr><td>基本支出</td><td>100</td><td>98</td><td>98%</td></tr>"""
    )
    assert {amount.kind: str(amount.yuan) for amount in filing.amounts if amount.kind != "execution_rate"} == {
        "current_year": "1264000.0",
        "executed": "1200000",
        "basic_expenditure": "1000000",
    }


@pytest.mark.parametrize("heading", ["预算规模及资金用途", "项目资金情况"])
def test_a_text_below_the_figures_of_a_block_is_the_blocks_own(heading: str) -> None:
    filing = read(
        f"""<tr><td>项目名称</td><td colspan=4>防火</td></tr>
<tr><td rowspan=2>{heading}</td><td>预算数</td><td>180</td><td>其他资金</td><td>0</td></tr>
<tr><td colspan=4>用于防火队伍建设，依据《森林防火条例》</td></tr><tr><td>绩效目标</td><td colspan=4>防火</td></tr>"""
    )
    assert [(f.label, f.text) for f in filing.fields if f.role == "section_money"] == [(heading, "用于防火队伍建设，依据《森林防火条例》")]
    assert filing.unmapped == ()


@pytest.mark.parametrize(
    ("rows", "label", "text"),
    [
        (
            """<tr><td rowspan=3>项目预算</td><td>成本构成</td><td>金额（万元）</td><td>测算依据</td></tr>
<tr><td>设备租赁</td><td>21.6</td><td>120台</td></tr><tr><td>监管经费</td><td>48</td><td>320人</td></tr>""",
            "测算依据",
            "120台\n320人",
        ),
        (
            "<tr><td rowspan=2>资金支出计划（%）</td><td>3月底</td><td>6月底</td><td>12月底</td></tr><tr><td>25%</td><td>50%</td><td>100%</td></tr>",
            "资金支出计划（%）",
            "3月底\n6月底\n12月底\n25%\n50%\n100%",
        ),
    ],
)
def test_rows_of_a_table_in_the_cell_of_a_text_are_lines(rows: str, label: str, text: str) -> None:
    filing = read(f"<tr><td>项目名称</td><td colspan=3>某项目</td></tr>{rows}<tr><td>绩效目标</td><td colspan=3>完成</td></tr>")
    assert text in {field.text for field in filing.fields}
