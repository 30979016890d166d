"""RTF files."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import Document, read_data
from kg.errors import UnreadableInput
from tests.documents.laws import check, rows_of, spans_of


def read(body: str, head: str = "\\ansicpg936\\uc1") -> Document:
    found = read_data(f"{{\\rtf1\\ansi{head} {body}}}".encode("gb18030"), source="a.rtf")
    check(found)
    return found


def test_bytes_and_code_points_are_text() -> None:
    assert read("\\'bc\\'a8\\'d0\\'a7\\u30446?\\u26631 ?表\\par 二\\line 三\\~\\_\\{\\}").text == "绩效目标表\n二\n三 -{}"


def test_fonts_say_which_bytes_they_set() -> None:
    head = "\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset134 SimSun;}}"
    assert read("\\f0 caf\\'e9 \\f1 \\'bc\\'a8\\'d0\\'a7", head).text == "café 绩效"


def test_groups_that_are_not_printed_are_left_out() -> None:
    body = "{\\*\\generator x;}{\\info{\\title 题}}文{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt 链}}"
    body += "{\\v 藏}{\\deleted 删}{\\pict 0102}{\\header 眉}{\\*\\shptxt 框}"
    assert read(body).text == "文链框"


def test_characters_beyond_the_first_plane() -> None:
    assert read("\\u-10176?\\u-8896?").text == "𠅀"


ROW = "\\trowd{}\\pard\\intbl {}\\row "


def test_tables_with_merged_cells() -> None:
    found = read(
        ROW.format("\\clvmgf\\cellx1000\\clmgf\\cellx2000\\clmrg\\cellx3000", "产出\\cell 数量\\cell\\cell")
        + ROW.format("\\clvmrg\\cellx1000\\cellx2000\\cellx3000", "\\cell 甲\\par 乙\\cell ≥95%\\cell")
        + "\\pard 后\\par"
    )
    assert spans_of(found) == {"产出": (0, 0, 2, 1), "数量": (0, 1, 1, 2), "甲\n乙": (1, 1, 1, 1), "≥95%": (1, 2, 1, 1)}
    assert rows_of(found)[-1] == ["后"]


def test_rows_of_other_widths_share_a_grid() -> None:
    found = read(
        ROW.format("\\cellx1000\\cellx4000", "名\\cell 长\\cell") + ROW.format("\\cellx1000\\cellx2000\\cellx4000", "甲\\cell 乙\\cell 丙\\cell")
    )
    assert spans_of(found)["长"] == (0, 1, 1, 2)


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="holds no text"):
        read("{\\info x}")


@given(st.text("\\{}'*abcdu0123-甲; \n", max_size=80))
def test_no_markup_fails(body: str) -> None:
    with suppress(UnreadableInput):
        check(read_data(b"{\\rtf1" + body.encode("gb18030"), source="a.rtf"))
