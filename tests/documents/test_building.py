"""Blocks to a document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import Limits, Locator
from kg.documents.building import CellText, DocumentBuilder, plain_text
from kg.errors import UnreadableInput
from tests.documents.laws import check, rows_of

TEXTS = st.text("项目名称 \n元1a", max_size=12)
ROWS = st.lists(st.lists(TEXTS, max_size=4).map(lambda texts: [CellText(at, text) for at, text in enumerate(texts)]), max_size=4)


def builder(limits: Limits | None = None) -> DocumentBuilder:
    return DocumentBuilder("a", b"", "text/x", limits or Limits())


@given(st.lists(TEXTS | ROWS, max_size=6))
def test_blocks_bound_their_text_and_cover_all_of_it(blocks: list[object]) -> None:
    made = builder()
    given_text = ""
    for block in blocks:
        if isinstance(block, str):
            made.paragraph(block)
            given_text += block
        elif isinstance(block, list):
            made.table(block)
            given_text += "".join(cell.text for row in block for cell in row)
    if not given_text.strip():
        with pytest.raises(UnreadableInput, match="holds no text"):
            made.document()
        return
    document = made.document()
    check(document)
    assert "".join(document.text.split()) == "".join(given_text.split())
    assert "".join("".join(cell.split()) for row in rows_of(document) for cell in row) == "".join(given_text.split())


def test_places_follow_their_text_when_white_space_in_front_of_it_is_dropped() -> None:
    made = builder()
    first, second = Locator(page=1, box=(0, 0, 9, 9)), Locator(page=2, box=(0, 0, 9, 9))
    made.paragraph("前")
    made.paragraph("  甲乙丙丁 ", places=[(0, 4, first), (4, 7, second)])
    document = made.document()
    assert [(document.text[p.begin : p.end], p.locator.page) for p in document.places] == [("甲乙", 1), ("丙丁", 2)]
    assert [(document.text[p.begin : p.end], p.locator.page) for p in document.locate(3, 5)] == [("乙", 1), ("丙", 2)]
    assert document.place_of(4) == "page 2"
    assert document.place_of(0) == "line 1"


def test_a_page_ends_with_an_empty_line() -> None:
    made = builder()
    made.page_break()
    made.paragraph("一")
    made.page_break()
    made.paragraph("二")
    assert made.document().text == "一\n\n二"


def test_text_and_cells_are_bounded() -> None:
    made = builder(Limits(max_text_characters=5))
    with pytest.raises(UnreadableInput, match=r"a: holds 6 characters of text, more than the 5 allowed \(KG_MAX_TEXT_CHARACTERS\)"):
        made.paragraph("123456")
    made = builder(Limits(max_cells=1))
    with pytest.raises(UnreadableInput, match="KG_MAX_CELLS"):
        made.table([[CellText(0, "a"), CellText(1, "b")]])


def test_office_text_loses_controls_only() -> None:
    assert plain_text("甲\r\n乙\x0b\t丙\u200b") == "甲\n乙 丙"
