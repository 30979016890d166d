"""Figures of a grid are told by their first sign: the quick look gives what reading the whole cell gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.forms.money import BLANKS, HALF_WIDTH
from kg.forms.moneygrids import is_figure

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
