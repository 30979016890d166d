"""Figures of a grid are told by their first sign: the quick look gives what reading the whole cell gives."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.forms.money import BLANKS, HALF_WIDTH
from kg.forms.moneygrids import is_figure
from tests.forms.contents import read

SIGNS = "0123456789.,%１２．－-—/／无不适用空元…\\ 　\t\n甲万"


@given(st.text(alphabet=SIGNS, max_size=8))
def test_the_first_sign_tells_as_much_as_the_whole_cell(text: str) -> None:
    word = "".join(text.translate(HALF_WIDTH).split())
    assert is_figure(text) == (word in BLANKS or word[:1].isdigit() or word[:1] in "-—/")


@pytest.mark.parametrize("text", ["42.50", " １２万元", "－", "不 适 用", "无", "……", "", "　\n", "/"])
def test_figures_and_marks_of_no_figure(text: str) -> None:
    assert is_figure(text)


@pytest.mark.parametrize("text", ["无偿服务", "不适用于本项目", "甲12", "空调", "…等"])
def test_words_are_no_figures(text: str) -> None:
    assert not is_figure(text)


@pytest.mark.parametrize("rate", ["预算执行率（B/A×100%）", "执行率（B/A，%）", "预算执行率(B÷A)", "执行率（B/A*100%）"])
@pytest.mark.parametrize("empty", ["| | 地方资金 | | | |\n", "| | 其他资金 | | | |\n", ""])
def test_a_rate_with_its_formula_heads_a_column_and_an_empty_row_takes_nothing(rate: str, empty: str) -> None:
    (filing,) = read(
        "转移支付区域（项目）绩效目标自评表\n（2023年度）\n| 转移支付（项目）名称 | 苗圃管护补助 |\n| 资金使用单位 | 某县林业局 |\n"
        f"| 资金投入情况（万元） | | 全年预算数（A） | 全年执行数（B） | {rate} |\n| | 年度资金总额： | 80 | 60 | 75% |\n"
        f"| | 其中：中央财政资金 | 80 | 60 | 75% |\n{empty}| 分配科学性 | 按《苗圃补助办法》分配。 |\n| 总体目标 | 管护苗圃。 |\n"
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值 |\n|---|---|---|---|---|\n| 产出指标 | 数量指标 | 管护面积 | ≥60亩 | 62亩 |\n"
    )
    yuan = {amount.kind: amount.yuan for amount in filing.amounts if amount.yuan is not None}
    assert (yuan["current_year"], yuan["executed"], filing.execution_rate) == (Decimal(800000), Decimal(600000), Decimal("0.75"))
    assert [f.text for f in filing.fields if f.label == "分配科学性"] == ["按《苗圃补助办法》分配。"]
    assert filing.unmapped == ()


@pytest.mark.parametrize("label", ["配套资金", "其他资金"])
def test_an_amount_whose_cell_is_empty_takes_no_row_of_its_own_below_it(label: str) -> None:
    (filing,) = read(
        f"项目支出绩效目标表\n项目名称\t苗圃管护\n年度资金总额（万元）\t80\n{label}（万元）\t\n分配办法说明\t按《苗圃补助办法》分配。\n总体目标\t管护苗圃。\n"
    )
    assert [f.text for f in filing.fields if f.label.startswith(label)] == [""]
