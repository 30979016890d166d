"""Sheets printed over several pages because they are too wide, or too wide and too long, are read as one."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pytest

from kg.documents import read_data
from kg.documents.pdf_characters import Glyph
from kg.documents.pdf_marks import PageMarks, Ruling
from kg.documents.pdf_wide_sheets import Part, SheetPage, WideSheets, part_at
from tests.documents.printing import Content, Printed, Sheet, word
from tests.documents.test_matrix import LONG, printed
from tests.documents.test_parity import filings
from tests.forms import sheets

MARGIN, SIZE, LEADING, PAD = 54.0, 9, 12.0, 3.0


def wrapped(text: str, width: float) -> list[str]:
    """A text in lines that fit; the font's digits and Latin letters are half as wide as the others."""
    lines = []
    for paragraph in text.split("\n"):
        line, left = "", width - 2 * PAD
        for sign in paragraph:
            wide = SIZE / 2 if sign.isascii() else SIZE
            if wide > left and line:
                lines.append(line)
                line, left = "", width - 2 * PAD
            line, left = line + sign, left - wide
        lines.append(line)
    return lines


def sheet_pdf(content: Content, *, across: list[int], down: list[int], over_first: bool = False, width: float = 110.0) -> bytes:
    """A workbook's sheet as programs of sheets print it: `across` are the first columns of the pages side by side, `down` the first rows of those
    below each other. Each page draws the cells that reach into it, whole, and cuts them off at its edge."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    table = next(part for part in content if isinstance(part, Sheet))
    titles = [part for part in content if isinstance(part, str)]
    cells = [Printed(at, 0, title, 1, table.columns) for at, title in enumerate(titles)]
    cells += [Printed(c.row + len(titles), c.column, c.text, c.row_span, c.column_span) for c in table.cells]
    rows = table.rows + len(titles)
    heights = [LEADING + 2 * PAD] * rows
    for cell in cells:
        lines = len(wrapped(cell.text, width * cell.column_span))
        heights[cell.row] = max(heights[cell.row], (lines * LEADING + 2 * PAD) / cell.row_span)
    tops = [sum(heights[:at]) for at in range(rows + 1)]
    bands = list(pairwise([*down, rows]))
    columns = list(pairwise([*across, table.columns]))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for band, (first, last) in [(b, c) for b in bands for c in columns] if over_first else [(b, c) for c in columns for b in bands]:
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(MARGIN - 1, 842 - MARGIN - (tops[band[1]] - tops[band[0]]) - 1, (last - first) * width + 2, tops[band[1]] - tops[band[0]] + 2)
        canvas.clipPath(clip, stroke=0)
        for cell in cells:
            if cell.row < band[1] and cell.row + cell.row_span > band[0] and cell.column < last and cell.column + cell.column_span > first:
                if cell.row >= len(titles):
                    rule(canvas, cell, (first, last), band, width, tops)
                draw(canvas, cell, first, width, [top - tops[band[0]] for top in tops])
        canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def rule(canvas: Any, cell: Printed, columns: tuple[int, int], band: tuple[int, int], width: float, tops: list[float]) -> None:
    """The lines around a cell, as far as they stand on a page."""
    rows = (max(cell.row, band[0]), min(cell.row + cell.row_span, band[1]))
    left, right = (MARGIN + (max(min(at, columns[1]), columns[0]) - columns[0]) * width for at in (cell.column, cell.column + cell.column_span))
    top, bottom = (842 - MARGIN - (tops[row] - tops[band[0]]) for row in rows)
    if cell.row == rows[0]:
        canvas.line(left, top, right, top)
    if cell.row + cell.row_span == rows[1]:
        canvas.line(left, bottom, right, bottom)
    if cell.column >= columns[0]:
        canvas.line(left, top, left, bottom)
    if cell.column + cell.column_span <= columns[1]:
        canvas.line(right, top, right, bottom)


def draw(canvas: Any, cell: Printed, first: int, width: float, tops: list[float]) -> None:
    left, right = MARGIN + (cell.column - first) * width, MARGIN + (cell.column + cell.column_span - first) * width
    top, bottom = 842 - MARGIN - tops[cell.row], 842 - MARGIN - tops[cell.row + cell.row_span]
    canvas.setFont("STSong-Light", SIZE)
    lines = wrapped(cell.text, right - left)
    start = (top + bottom) / 2 + len(lines) * LEADING / 2 - SIZE
    for at, line in enumerate(lines):
        canvas.drawCentredString((left + right) / 2, start - at * LEADING, line)


@pytest.mark.parametrize("form", [sheets.Form(), LONG], ids=["short", "long"])
@pytest.mark.parametrize("across", [[0, 3], [0, 2], [0, 2, 4]], ids=str)
@pytest.mark.parametrize("layout", sheets.LAYOUTS)
def test_a_form_cut_between_columns_is_the_same(layout: str, across: list[int], form: sheets.Form) -> None:
    content = printed(form, layout)
    columns = next(part.columns for part in content if isinstance(part, Sheet))
    across = [column for column in across if column < columns]
    assert filings(sheet_pdf(content, across=across, down=[0]), "a.pdf") == filings(word(content), "a.docx")


def listed(projects: int) -> Content:
    """A list of projects with a row for each indicator, the project's cells merged."""
    sheet = Sheet(rows=1 + 3 * projects, columns=7)
    sheet.cells = [
        Printed(0, at, text) for at, text in enumerate(["单位名称", "项目名称", "预算金额（万元）", "一级指标", "二级指标", "三级指标", "指标值"])
    ]
    for project in range(projects):
        row = 1 + 3 * project
        sheet.cells += [
            Printed(row, at, text, 3) for at, text in enumerate(["云江市监管局", f"{'甲乙丙丁戊己庚辛壬癸'[project]}类设备巡检", f"{project + 10}.5"])
        ]
        for at, cells in enumerate((["产出指标", "数量指标", "巡检次数", f"≥{project + 4}次"], ["产出指标", "质量指标", "合格率", "≥98%"],
                                    ["满意度指标", "服务对象满意度指标", "企业满意度", "≥90%"])):  # fmt: skip
            sheet.cells += [Printed(row + at, 3 + column, text) for column, text in enumerate(cells)]
    return ["2025年部门预算项目绩效目标表", sheet]


@pytest.mark.parametrize("over_first", [False, True], ids=["down then over", "over then down"])
@pytest.mark.parametrize("across", [[0, 4], [0, 2, 5]], ids=str)
def test_a_list_cut_between_columns_and_rows_is_the_same(across: list[int], over_first: bool) -> None:
    content = listed(9)
    data = sheet_pdf(content, across=across, down=[0, 11, 20], over_first=over_first, width=100)
    assert filings(data, "a.pdf") == filings(word(content), "a.docx")


def test_what_is_read_side_by_side_is_said_and_stands_on_its_own_page() -> None:
    document = read_data(sheet_pdf(printed(sheets.Form(), "mof-project"), across=[0, 3], down=[0]), source="a.pdf")
    assert "pages 1, 2 show parts of one sheet; they are read side by side" in document.notes
    for text, page in (("项目名称", 1), ("运行监测站点数量", 2), ("≥48个", 2)):
        at = document.text.index(text)
        place = next(document.locate(at, at + len(text)))
        assert place.locator.page == page
        assert place.locator.box is not None
        assert MARGIN - 2 < place.locator.box[0] < place.locator.box[2] < 595


@pytest.mark.parametrize("layouts", [("mof-project", "mof-project"), ("mof-project", "self-evaluation"), ("self-evaluation", "mof-project")])
def test_forms_on_pages_of_their_own_stay_apart(layouts: tuple[str, str]) -> None:
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    contents = [printed(sheets.Form(project=project), layout) for project, layout in zip(("巡查", "清淤"), layouts, strict=True)]
    for content in contents:
        whole.import_pages(pypdfium2.PdfDocument(sheet_pdf(content, across=[0], down=[0], width=60)))
    stream = io.BytesIO()
    whole.save(stream)
    found = filings(stream.getvalue(), "a.pdf")
    assert [filing["project"] for filing in found] == ["巡查", "清淤"]
    assert [filing["indicators"] for filing in found] == [filings(word(content), "a.docx")[0]["indicators"] for content in contents]


# -- by marks alone


def marks(columns: list[float], levels: list[float], texts: list[tuple[str, float, float, bool]]) -> PageMarks:
    """A page with lines all over, and texts (signs, left, top, whether cut off)."""
    glyphs = []
    for signs, left, top, cut in texts:
        glyphs += [Glyph(s, left + 10 * n, top, left + 10 * n + 10, top + 10, 10, (left, top) if cut else None) for n, s in enumerate(signs)]
    horizontal = [Ruling(level, columns[0], columns[-1]) for level in levels]
    return PageMarks(595, 842, glyphs, horizontal, [Ruling(column, levels[0], levels[-1]) for column in columns])


LEVELS = [100.0, 120.0, 150.0, 170.0, 190.0, 230.0]
TITLE = ("绩效目标表", 60.0, 80.0, False)


def joined(*pages: PageMarks) -> list[list[int]]:
    wide = WideSheets()
    found: list[SheetPage] = []
    for number, page in enumerate(pages, 1):
        found += wide.add(page, number)
    found += wide.finish()
    assert [page.number for page in found] == sorted(page.number for page in found) or any(page.parts for page in found)
    return [[part.number for part in page.parts] or [page.number] for page in found]


LEFT = marks([54, 150, 300], LEVELS, [TITLE, ("甲", 60, 105, False)])
RIGHT = marks([54, 200], LEVELS, [("乙", 60, 105, False)])


def test_pages_with_a_title_on_the_left_one_alone_are_joined() -> None:
    assert joined(LEFT, RIGHT) == [[1, 2]]
    assert joined(LEFT, LEFT, RIGHT, RIGHT) == [[1, 3], [2, 4]]
    assert joined(RIGHT, LEFT, RIGHT) == [[1], [2, 3]]


@pytest.mark.parametrize(
    "right",
    [
        marks([54, 150, 300], LEVELS, [("乙", 60, 105, False)]),
        marks([54, 200], LEVELS, [TITLE, ("乙", 60, 105, False)]),
        marks([54, 200], [*LEVELS[:-1], 235.0], [("乙", 60, 105, False)]),
        marks([54, 200], LEVELS[:-1], [("乙", 60, 105, False)]),
        marks([54, 200], [*LEVELS[:2], 140.0, 165.0, *LEVELS[4:]], [("乙", 60, 105, False)]),
        marks([70, 200], LEVELS, [("乙", 60, 105, False)]),
    ],
    ids=["the same columns", "a title of its own", "another height", "a row less", "other rows within", "another margin"],
)
def test_pages_of_other_sheets_are_not_joined(right: PageMarks) -> None:
    assert joined(LEFT, right) == [[1], [2]]


def test_a_page_whose_cells_are_merged_over_rows_has_fewer_lines() -> None:
    fewer = [*LEVELS[:3], *LEVELS[4:]]
    assert joined(marks([54, 150, 300], fewer, [TITLE]), RIGHT) == [[1, 2]]
    assert joined(LEFT, marks([54, 200], fewer, [("乙", 60, 105, False)])) == [[1, 2]]


def test_few_rows_tell_nothing() -> None:
    short = LEVELS[:4]
    assert joined(marks([54, 300], short, [TITLE]), marks([54, 200], short, [("乙", 60, 105, False)])) == [[1], [2]]


def test_a_text_that_the_edge_cuts_joins_pages_whose_titles_it_is() -> None:
    left = marks([54, 300], LEVELS, [("绩效", 280.0, 80.0, False), ("目标表", 300.0, 80.0, True), ("河道", 290, 105, True)])
    right = marks([54, 200], LEVELS, [("绩效", 34.0, 80.0, True), ("目标表", 54.0, 80.0, False), ("河道", 44, 105, True)])
    wide = WideSheets()
    found = [*wide.add(left, 1), *wide.add(right, 2), *wide.finish()]
    assert len(found) == 1
    glyphs = sorted(found[0].marks.glyphs, key=lambda glyph: (glyph.top, glyph.x0))
    assert "".join(glyph.text for glyph in glyphs) == "绩效目标表河道"
    assert [glyph.x0 for glyph in glyphs] == [280, 290, 300, 310, 320, 290, 300]
    assert all(glyph.home is None for glyph in glyphs)


def test_a_place_belongs_to_the_page_it_stands_on() -> None:
    parts = (Part(0.0, 1, 0.0), Part(300.0, 4, 246.0), Part(500.0, 7, 446.0))
    assert [part_at(parts, x).number for x in (-3, 60, 299, 300, 499, 900)] == [1, 1, 1, 4, 4, 7]
