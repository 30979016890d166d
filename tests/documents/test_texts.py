"""Plain text to blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import Paragraph, Table, TextTable, read_data
from kg.documents.texts import find_blocks, read_text
from kg.errors import UnreadableInput

ROWS = "标题\n\n项目名称：\t路灯\t项目类别：\t其他\n\t\t预算执行率\t≥95%\n\n尾注"
CELLS = "标题\n\t部门（单位）名称\n\t某某局\n\n\t职能概述\n\t1、管理。\n2、执法。\n\n\t\n\t备注\n\t\n\n尾注\n"


def cells_of(text: str) -> list[list[str]]:
    return [[text[c.begin : c.end] for c in row] for block in find_blocks(text) if not isinstance(block, Paragraph) for row in block.rows]


def test_rows_divided_by_tabs() -> None:
    assert cells_of(ROWS) == [["项目名称：", "路灯", "项目类别：", "其他"], ["", "", "预算执行率", "≥95%"]]
    assert [type(b) for b in find_blocks(ROWS)] == [Paragraph, TextTable, Paragraph]


def test_a_cell_a_line_with_paragraphs_inside() -> None:
    assert cells_of(CELLS) == [["部门（单位）名称", "某某局"], ["职能概述", "1、管理。\n2、执法。"], ["", "备注", ""]]
    assert isinstance(find_blocks(CELLS)[1], Table)


def test_a_row_without_its_line_feed_at_the_end_of_the_file() -> None:
    assert cells_of("甲\t乙\n丙\t丁") == [["甲", "乙"], ["丙", "丁"]]


@pytest.mark.parametrize("data", [b"", b" \n\t\n", "\ufeff".encode()])
def test_a_file_without_text_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"empty|white space"):
        read_text(data, source="a.txt")


def test_an_unknown_ending_names_the_known_ones() -> None:
    with pytest.raises(UnreadableInput, match=r"no reader for files that end with \.xyz .*\.txt"):
        read_data(b"x", source="a.xyz")


@given(st.text(alphabet="甲乙 \t\n一。", max_size=200))
def test_blocks_cover_all_text_in_order_and_without_overlap(text: str) -> None:
    at = 0
    for block in find_blocks(text):
        assert not text[at : block.begin].strip()
        assert at <= block.begin <= block.end <= len(text)
        at = block.end
    assert not text[at:].strip()


@given(st.text(alphabet="甲乙 \t\n一。", max_size=200))
def test_cells_cover_all_text_of_a_table(text: str) -> None:
    for block in find_blocks(text):
        if not isinstance(block, Paragraph):
            printed = "".join(text[c.begin : c.end] for row in block.rows for c in row)
            assert "".join(printed.split()) == "".join(text[block.begin : block.end].split())


def test_tabs_behind_the_only_text_of_lines_make_no_table() -> None:
    text = "路灯养护项目经费情况说明\t\t\t\n一、项目概述\t\t\n养护路灯三百盏。\n二、立项依据\t\n"
    found = [text[block.begin : block.end] for block in find_blocks(text)]
    assert found == ["路灯养护项目经费情况说明", "一、项目概述", "养护路灯三百盏。", "二、立项依据"]
    assert all(isinstance(block, Paragraph) for block in find_blocks(text))


def test_a_row_with_its_last_cells_empty_stays_a_row_of_its_table() -> None:
    assert cells_of("项目名称\t路灯\t\n项目概况\t\t\n\t养护\t") == [["项目名称", "路灯", ""], ["项目概况", "", ""], ["", "养护", ""]]
