"""Text at a right angle to its page is read upright, in its own cell."""

from __future__ import annotations

import io
import math

import pytest

from kg.documents import Document, read_data
from kg.documents.pdf_characters import Glyph
from kg.documents.pdf_turned_text import is_turned, with_turned_upright
from tests.documents.laws import check, rows_of

LABELS = {"项目资金（万元）": ["项目资金", "（万元）"], "绩效指标": ["绩效指标"], "年度目标目标值": ["年度目标目标值"]}


def printed(turn: int, *, ruled: bool = True, margin: str = "") -> Document:
    """A table of three rows whose first cells hold labels turned by so many degrees, to the left as positive."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("STSong-Light", 10)
    canvas.drawString(60, 760, "项目支出绩效目标表的说明文字")
    for row, lines in enumerate(LABELS.values()):
        top = 740 - 90 * row
        if ruled:
            canvas.rect(60, top - 90, 40, 90)
            canvas.rect(100, top - 90, 300, 90)
        for at, line in enumerate(lines):
            canvas.saveState()
            # Lines of text turned to the left follow from left to right, of text turned to the right from right to left.
            x = 80 + (14 * (at - (len(lines) - 1) / 2) + 4) * (1 if turn > 0 else -1)
            canvas.translate(x, top - 45 - 5 * len(line) * (1 if turn > 0 else -1))
            canvas.rotate(turn)
            canvas.drawString(0, 0, line)
            canvas.restoreState()
        for at in range(3):
            canvas.drawString(110, top - 20 - 25 * at, f"第{'一二三'[row]}行的{'甲乙丙'[at]}项内容在这里写明")
    if margin:
        canvas.saveState()
        canvas.translate(575, 400)
        canvas.rotate(turn)
        canvas.drawString(0, 0, margin)
        canvas.restoreState()
    canvas.save()
    found = read_data(stream.getvalue(), source="a.pdf")
    check(found)
    return found


@pytest.mark.parametrize("turn", [90, -90])
def test_labels_of_one_line_or_two_are_read_in_their_cells(turn: int) -> None:
    found = printed(turn)
    rows = [row for row in rows_of(found) if len(row) == 2]
    assert [row[0] for row in rows] == list(LABELS)
    assert [row[1].split("\n")[0] for row in rows] == [f"第{n}行的甲项内容在这里写明" for n in "一二三"]
    at = found.text.index("绩效指标")
    box = next(found.locate(at, at + 4)).locator.box
    assert box is not None
    assert 60 < box[0] < box[2] < 100
    assert 192 < box[1] < box[3] < 282, "within its own row"


@pytest.mark.parametrize("turn", [90, -90])
def test_a_remark_in_the_margin_is_one_text_beside_the_table(turn: int) -> None:
    found = printed(turn, margin="预算一体化系统打印 20250101")
    assert [row[0] for row in rows_of(found) if len(row) == 2] == list(LABELS)
    assert "预算一体化系统打印 20250101" in found.text


@pytest.mark.parametrize(("degrees", "so"), [(0, False), (90, True), (270, True), (180, False), (93, True), (45, False), (-90, True), (80, False)])
def test_a_quarter_turn_to_either_side_counts(degrees: float, so: bool) -> None:
    assert is_turned(math.radians(degrees)) is so


def glyphs(text: str, x: float, top: float, step: float) -> list[Glyph]:
    return [Glyph(sign, x, top + at * step, x + 10, top + at * step + 10, 10) for at, sign in enumerate(text)]


def test_blocks_apart_stay_apart_and_a_single_character_where_it_is() -> None:
    page = [*glyphs("绩效", 60, 200, -10), *glyphs("产出", 60, 400, -10), *glyphs("甲乙", 200, 200, 12), *glyphs("√", 300, 200, 0)]
    found = with_turned_upright(page, [True] * 4 + [False] * 2 + [True])
    assert [(g.text, g.x0, g.x1) for g in found[:4]] == [("绩", 60, 65), ("效", 65, 70), ("产", 60, 65), ("出", 65, 70)]
    assert found[4:] == page[4:]
    assert {(g.top + g.bottom) / 2 for g in found[:2]} == {200.0}
