"""Markdown, and tables of bars in text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import Document, Paragraph, read_data
from kg.documents.pipes import cell_bounds
from tests.documents.laws import check, rows_of


def markdown(text: str) -> Document:
    found = read_data(text.encode(), source="a.md")
    check(found)
    return found


def text(content: str) -> Document:
    return read_data(content.encode(), source="a.txt")


def test_marks_are_taken_away_and_text_stays() -> None:
    found = markdown("# 绩效 **目标**表\n\n> 引用 `x`\n- 项\n1. 一\n见[办法](x.html)\n---\n2020\\*年")
    assert found.text == "绩效 目标表\n引用 x\n项\n1. 一\n见办法\n2020*年"


@pytest.mark.parametrize(("line", "text"), [("- 17 -", "- 17 -"), ("* 3 *", "* 3 *"), ("- 17 个项目", "17 个项目"), ("- 2023", "2023")])
def test_a_printed_page_number_is_no_bullet(line: str, text: str) -> None:
    assert read_data(f"一、说明\n\n{line}\n".encode(), source="a.md").text.splitlines()[-1] == text


def test_pipe_tables_with_and_without_ends() -> None:
    found = markdown("| 名称 | **巡查** |\n|:--|--:|\n| 依据 | 一、甲<br>二、乙 |\n\n表\n\n甲 | 乙\n--- | ---\n1 | a\\|b\n")
    assert rows_of(found) == [["名称", "巡查"], ["依据", "一、甲\n二、乙"], ["表"], ["甲", "乙"], ["1", "a|b"]]


def test_tables_left_in_html() -> None:
    found = markdown("# 表\n<table><tr><td colspan=2>甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>\n后")
    assert rows_of(found) == [["表"], ["甲"], ["乙", "丙"], ["后"]]


def test_a_text_file_with_bars_keeps_its_text_and_gets_a_table() -> None:
    content = "财政项目支出绩效目标表\n| 项目名称 | 巡查 |\n|----------|------|\n| 年度     | 2020 |\n单独一行 | 不是表\n"
    found = text(content)
    assert found.text == content
    assert rows_of(found) == [["财政项目支出绩效目标表"], ["项目名称", "巡查"], ["年度", "2020"], ["单独一行 | 不是表"]]


def test_frames_of_plus_signs() -> None:
    found = text("+----+----+\n| 甲 | 乙 |\n+----+----+\n| 1  | 2  |\n+----+----+\n")
    assert rows_of(found) == [["甲", "乙"], ["1", "2"]]


def test_one_line_with_bars_is_no_table() -> None:
    for line in ("a | b", "| a | b |", "----|----", "全文 | 首页 | 尾页\n"):
        assert all(isinstance(block, Paragraph) for block in text(line).blocks)


CELLS = st.text("项目 1a-:", max_size=6)


@given(st.lists(CELLS, min_size=1, max_size=5))
def test_a_row_gives_back_its_cells(cells: list[str]) -> None:
    line = "|" + "|".join(cells) + "|"
    assert [line[begin:end] for begin, end in cell_bounds(line)] == [cell.strip() for cell in cells]


@given(st.text("|-: \n\t甲1+\\", max_size=60))
def test_blocks_stay_in_order_whatever_the_bars(content: str) -> None:
    if not content.strip():
        return
    found = text(content)
    last = 0
    for block in found.blocks:
        assert last <= block.begin <= block.end
        last = block.end
    inside = "".join("".join(row) for row in rows_of(found))
    assert sorted(sign for sign in inside if sign in "甲1") == sorted(sign for sign in content if sign in "甲1")
