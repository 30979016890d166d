"""PDF files. The font of the tests is one that every PDF reader brings along, so that no font file is needed."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from kg.documents import Document, Limits, Paragraph, read_data
from kg.documents.pdfs import read_pdf
from kg.errors import UnreadableInput
from tests.documents.laws import check, rows_of, spans_of
from tests.documents.printing import Printed, Sheet, content_of, pdf

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
PAGE = (595.0, 842.0)
FORM = (
    "项目名称\t既有建筑玻璃幕墙安全巡查与整改督促\t项目类别\t经常性\n"
    "立项依据\t一、《上海市建筑玻璃幕墙管理办法》（市政府令第77号）；二、依照GB/T 22239-2019。\n"
)


def read(data: bytes, limits: Limits | None = None) -> Document:
    """In this process, so that a failure shows where it is."""
    found = read_pdf(data, source="a.pdf", limits=limits or Limits())
    check(found)
    return found


def drawn(draw: Callable[[Any], None], pages: int = 1, size: tuple[float, float] = PAGE) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=1)
    for _ in range(pages):
        canvas.setFont("STSong-Light", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_merged_cells_and_their_places() -> None:
    sheet = Sheet([Printed(0, 0, "产出", 2, 1), Printed(0, 1, "数量", 1, 2), Printed(1, 1, "甲"), Printed(1, 2, "≥95%")], 2, 3)
    found = read(pdf([sheet]))
    assert spans_of(found) == {"产出": (0, 0, 2, 1), "数量": (0, 1, 1, 2), "甲": (1, 1, 1, 1), "≥95%": (1, 2, 1, 1)}
    table = found.blocks[0]
    assert not isinstance(table, Paragraph)
    cell = table.rows[1][1]
    assert cell.locator is not None
    assert cell.locator.page == 1
    assert cell.locator.box is not None
    (line,) = found.locate(cell.begin, cell.end)
    assert line.locator.box is not None
    x0, top, x1, bottom = line.locator.box
    assert cell.locator.box[0] < x0 < x1 < cell.locator.box[2]
    assert cell.locator.box[1] < top < bottom < cell.locator.box[3]


def test_wraps_in_cells_are_undone() -> None:
    found = read(pdf(content_of(FORM), size=17))
    assert rows_of(found) == [line.rstrip().split("\t") for line in FORM.splitlines()]
    title = found.text.index("《上海市建筑玻璃幕墙管理办法》")
    assert len(list(found.locate(title, title + 24))) > 1, "the citation is printed on more than one line"


HAN = st.text("上海市建筑玻璃幕墙管理办法项目绩效目标", min_size=1, max_size=120)


@settings(max_examples=30, deadline=None)
@given(HAN, st.integers(7, 14))
def test_a_wrapped_text_of_any_length_comes_back_whole(text: str, size: int) -> None:
    sheet = Sheet([Printed(0, 0, "目标"), Printed(0, 1, text), Printed(1, 0, "尾"), Printed(1, 1, "末")], 2, 2)
    assert rows_of(read(pdf([sheet], size=size))) == [["目标", text], ["尾", "末"]]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["annual", "budget", "Project", "GB/T", "22239-2019", "95%", "3,120,000.00"]), min_size=1, max_size=40))
def test_wrapped_latin_words_keep_one_space_between_them(words: list[str]) -> None:
    text = " ".join(words)
    sheet = Sheet([Printed(0, 0, "目标"), Printed(0, 1, text)], 1, 2)
    assert rows_of(read(pdf([sheet]))) == [["目标", text]]


@pytest.mark.parametrize(
    ("first", "second", "unit", "between"),
    [
        ("施工依据JGJ 102-", "2003、GB 50210-2018", "2003、", ""),
        ("施工按照规定沪府办", "〔2015〕87号文件", "〔2015〕", ""),
        ("处置时限不超过24小", "时/次，不少于十次", "时", ""),
        ("市民拨打热线12345", "热线反映有关问题", "", ""),
        ("执行国家标准GB/T", "22239-2019有关规定", "", " "),
        ("完成以下标准编制。", "1、GB 50210修订", "1、", "\n"),
        ("实施期限为2023年1月-", "2023年12月", "", ""),
        ("采用国家标准GB-", "50210修订稿", "", ""),
    ],
)
def test_wraps_at_figures_and_latin_are_undone(first: str, second: str, unit: str, between: str) -> None:
    """`unit` alone would have fitted on the first line, but some programs keep it with what follows."""
    width = pdfmetrics.stringWidth(first + unit, "STSong-Light", 10) + 13

    def draw(canvas: Any) -> None:
        for at, text in enumerate((first, second)):
            canvas.drawString(145, 700 - 14 * at, text)
        canvas.drawString(85, 700, "立项依据")
        canvas.grid([80, 140, 140 + width], [715, 675])

    assert rows_of(read(drawn(draw))) == [["立项依据", first + between + second]]


def test_paragraphs_of_a_cell_are_kept_apart() -> None:
    text = "一、开展巡查。\n二、整改。\n三、本项目委托专业机构分批巡查全市既有玻璃幕墙建筑，对存在隐患的楼宇发出整改提示。"
    sheet = Sheet([Printed(0, 0, "内容"), Printed(0, 1, text)], 1, 2)
    assert rows_of(read(pdf([sheet]))) == [["内容", text]]


def test_the_order_in_the_file_does_not_matter() -> None:
    lines = ["财政项目支出绩效目标表", "（二〇二〇年度）", "申报单位名称：某局", "项目名称：巡查"]
    glyphs = [(80 + 10 * column, 700 - 30 * row, sign) for row, line in enumerate(lines) for column, sign in enumerate(line)]
    random.Random(1).shuffle(glyphs)

    def draw(canvas: Any) -> None:
        for x, y, sign in glyphs:
            canvas.drawString(x, y, sign)

    assert read(drawn(draw)).text == "\n".join(lines)


def test_text_in_columns_is_read_column_by_column() -> None:
    left = [f"左栏第{n:02}行文字填满整栏的宽度末" for n in range(10)]
    right = [f"右栏第{n:02}行文字填满整栏的宽度末" for n in range(10)]

    def draw(canvas: Any) -> None:
        for row, (a, b) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(60, 700 - 15 * row, a)
            canvas.drawString(320, 700 - 15 * row, b)

    text = "".join(read(drawn(draw)).text.split())
    assert text == "".join(left) + "".join(right)


def test_a_table_without_rulings_is_read_by_its_columns() -> None:
    rows = [
        ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "数量指标", "巡查楼宇", "≥1800幢"),
        ("", "质量指标", "整改率", "≥95%"),
        ("效益指标", "社会效益", "投诉下降", "≥10%"),
    ]

    def draw(canvas: Any) -> None:
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                canvas.drawString(60 + 120 * column, 700 - 20 * row, text)

    found = read(drawn(draw))
    assert rows_of(found) == [list(row) for row in rows]
    assert isinstance(found.blocks[0], tuple)
    assert found.blocks[0].spans_known is False  # type: ignore[union-attr]


def centred(canvas: Any, rows: list[tuple[str, ...]], pitch: float = 20, ruled: bool = False) -> None:
    """A table whose cells of several rows stand in their middle; "" is a cell that the one above it covers."""
    for column in range(len(rows[0])):
        at = 0
        while at < len(rows):
            last = at
            while last + 1 < len(rows) and not rows[last + 1][column]:
                last += 1
            canvas.drawString(60 + 120 * column, 700 - pitch * (at + last) / 2, rows[at][column])
            if ruled:
                canvas.line(54 + 120 * column, 713 - pitch * at, 174 + 120 * column, 713 - pitch * at)
            at = last + 1
    if ruled:
        canvas.line(54, 713 - pitch * len(rows), 54 + 120 * len(rows[0]), 713 - pitch * len(rows))


LEVELS = [
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "巡查楼宇", "≥1800幢"),
    ("", "", "复查楼宇", "≥320幢"),
    ("", "质量指标", "整改率", "≥95%"),
    ("效益指标", "社会效益", "投诉下降", "≥10%"),
    ("", "", "隐患下降", "≥5%"),
    ("", "", "伤人事故", "0起"),
]


@pytest.mark.parametrize("ruled", [False, True], ids=["no lines", "lines between rows"])
def test_a_label_in_the_middle_of_its_rows_goes_to_the_first(ruled: bool) -> None:
    found = rows_of(read(drawn(lambda canvas: centred(canvas, LEVELS, ruled=ruled))))
    shown = [[cell for cell in row if cell] for row in LEVELS]
    assert [[cell for cell in row if cell] for row in found] == shown


def test_rows_set_as_close_as_lines_start_where_no_text_runs_on() -> None:
    """As word processors print a table without borders: cells start at the top of their row, and no space stands between rows."""
    lines = [("数量指标", "运行监测站点", "48个"), ("", "数量", ""), ("", "开展巡检", "12次"), ("质量指标", "数据上报完整", "95%"), ("", "率", "")]

    def draw(canvas: Any) -> None:
        for at, cells in enumerate(lines):
            for column, text in enumerate(cells):
                canvas.drawString(60 + 75 * column, 700 - 12.5 * at, text)

    found = [[cell for cell in row if cell] for row in rows_of(read(drawn(draw)))]
    rows = [["数量指标", "运行监测站点数量", "48个"], ["开展巡检", "12次"], ["质量指标", "数据上报完整率", "95%"]]
    assert found == rows


TIGHT = {
    "names that fill their column": (
        ["一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|巡查楼宇数|≥200(栋)", "||隐患整改完成|≥95.00(%)", "|质量指标|资料齐全率|达标"],
        ["一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|巡查楼宇数|≥200(栋)", "||隐患整改完成|≥95.00(%)", "|质量指标|资料齐全率|达标"],
    ),
    "amounts below a label that fills its column": (
        ["资金申请总额|30.00|财政拨款|20.00", "其他资金|10.00||", "项目负责人|张某|联系人|李某"],
        ["资金申请总额|30.00|财政拨款|20.00", "其他资金|10.00||", "项目负责人|张某|联系人|李某"],
    ),
    "a heading alone in its line": (
        ["项目名称|路灯养护|项目类别|经常性", "二〇二四年度||||", "一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|养护盏数|≥20"],
        ["项目名称|路灯养护|项目类别|经常性", "二〇二四年度|||", "一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|养护盏数|≥20"],
    ),
    "a merged label whose rest stands beside the next row": (
        ["一级指标|二级指标|三级指标|指标值", "服务对象满意|满意程度|居民满意度|≥90", "度情况||商户满意度|≥85", "效益指标|社会效益|事故下降率|≥5"],
        ["一级指标|二级指标|三级指标|指标值", "服务对象满意度情况|满意程度|居民满意度|≥90", "||商户满意度|≥85", "效益指标|社会效益|事故下降率|≥5"],
    ),
    "a name that wraps in the last column": (
        ["主管部门|某局|实施单位|城市管理服务", "|||中心", "项目类别|经常性|项目性质|延续", "开始日期|一月|完成日期|十二月"],
        ["主管部门|某局|实施单位|城市管理服务中心", "项目类别|经常性|项目性质|延续", "开始日期|一月|完成日期|十二月"],
    ),
}


@pytest.mark.parametrize("name", TIGHT)
@pytest.mark.parametrize("walls", [False, True])
def test_rows_set_as_close_as_lines_are_told_apart(name: str, walls: bool) -> None:
    lines, rows = TIGHT[name]
    places = (80, 150, 220, 290)

    def draw(canvas: Any) -> None:
        for at, line in enumerate(lines):
            for x, text in zip(places, line.split("|"), strict=False):
                canvas.drawString(x, 700 - 13 * at, text)
        for x in [x - 5 for x in places] + [355]:
            if walls:
                canvas.line(x, 712, x, 696 - 13 * (len(lines) - 1))

    # The page ends where its tables do.
    found = read(drawn(draw, size=(435.0, 842.0)))
    assert rows_of(found) == [row.split("|") for row in rows]


def test_columns_of_centred_texts_are_found() -> None:
    rows = [
        ("项目名称", "既有建筑玻璃幕墙安全巡查", "类别", "经常性"),
        ("主管部门及代码", "住建委", "实施单位", "质量安全监督总站"),
        ("年度", "2024", "金额", "12.50"),
    ]

    def draw(canvas: Any) -> None:
        for at, cells in enumerate(rows):
            for column, text in enumerate(cells):
                canvas.drawCentredString(95 + 130 * column, 700 - 22 * at, text)

    assert rows_of(read(drawn(draw))) == [list(row) for row in rows]


def test_a_table_without_lines_goes_on_after_a_page_break() -> None:
    content = content_of("一级指标\t二级指标\t三级指标\t指标值\n" + long_form(60), merged=False)
    found = read(pdf(content, rules="none"))
    assert len(found.blocks) == 1
    assert [row[3] for row in rows_of(found)] == ["指标值", *(f"≥{n}次" for n in range(60))]


def test_three_lines_do_not_make_three_rows() -> None:
    """A table with lines only above and below its head, and at its foot."""

    def draw(canvas: Any) -> None:
        centred(canvas, LEVELS)
        for y in (714, 694, 570):
            canvas.line(54, y, 540, y)

    assert [[cell for cell in row if cell] for row in rows_of(read(drawn(draw)))] == [[cell for cell in row if cell] for row in LEVELS]


def test_a_table_with_open_sides_is_read() -> None:
    def draw(canvas: Any) -> None:
        for y in (720, 690, 660):
            canvas.line(60, y, 460, y)
        canvas.line(260, 720, 260, 660)
        for x, y, text in ((70, 700, "项目名称"), (270, 700, "巡查"), (70, 670, "年度"), (270, 670, "2020")):
            canvas.drawString(x, y, text)

    assert rows_of(read(drawn(draw))) == [["项目名称", "巡查"], ["年度", "2020"]]


def test_rulings_may_be_thin_rectangles_and_dashes() -> None:
    def draw(canvas: Any) -> None:
        for y in (720, 690, 660):
            canvas.rect(60, y, 400, 0.5, stroke=0, fill=1)
        for x in (60, 260, 460):
            for y in range(660, 720, 6):
                canvas.line(x, y, x, y + 5)
        for x, y, text in ((70, 700, "项目名称"), (270, 700, "巡查"), (70, 670, "年度"), (270, 670, "2020")):
            canvas.drawString(x, y, text)

    assert rows_of(read(drawn(draw))) == [["项目名称", "巡查"], ["年度", "2020"]]


def long_form(rows: int) -> str:
    return "".join(f"产出指标\t数量指标\t巡查第{n}片区\t≥{n}次\n" for n in range(rows))


def test_a_table_over_pages_is_one_table_and_its_repeated_header_stands_once() -> None:
    content = content_of("一级指标\t二级指标\t三级指标\t指标值\n" + long_form(90), merged=False)
    found = read(pdf(content, repeat=1))
    assert len(found.blocks) == 1
    assert [row[3] for row in rows_of(found)] == ["指标值", *(f"≥{n}次" for n in range(90))]
    assert {place.locator.page for place in found.places} >= {1, 2, 3}
    assert found.notes[0] == "the header of a table, repeated on page 2, is left out"


def test_two_forms_of_one_layout_on_two_pages_stay_two() -> None:
    form = "绩效目标表\t\n项目名称\t{}\n" + "指标\t值\n" * 30
    found = read(pdf([*content_of(form.format("甲"), merged=False), *content_of(form.format("乙"), merged=False)]))
    assert [row[1] for row in rows_of(found) if row[0] == "项目名称"] == ["甲", "乙"]
    assert [row[0] for row in rows_of(found)].count("绩效目标表") == 2


def test_a_cell_cut_by_a_page_break_is_joined() -> None:
    text = "".join(f"本项目第{n}年委托专业机构分批巡查全市既有玻璃幕墙建筑并提出整改建议" for n in range(120)) + "。"
    found = read(pdf([Sheet([Printed(0, 0, "概况"), Printed(0, 1, text)], 1, 2)]))
    assert rows_of(found) == [["概况", text]]
    pages = [place.locator.page for place in found.places]
    assert pages == sorted(pages)
    assert len(set(pages)) > 1


def test_a_merged_cell_that_a_page_break_left_open_is_one() -> None:
    """As browsers print it: the label stands in the middle of its cell, on one of the pages; no line is drawn where the page cut it."""
    pages = iter((("甲", "乙", ""), ("丙", "丁", "产出")))

    def draw(canvas: Any) -> None:
        first, second, label = next(pages)
        top = 100 if first == "甲" else 800
        closed = [(160, 300)] * 2 if first == "甲" else [(60, 300)]
        ys = [top, top - 30, top - 60] if first == "甲" else [top - 30, top - 60]
        for y, (x0, x1) in zip(ys, [(60, 300), *closed] if first == "甲" else [(160, 300), (60, 300)], strict=True):
            canvas.line(x0, y, x1, y)
        for x in (60, 160, 300):
            canvas.line(x, top, x, top - 60)
        canvas.drawString(165, top - 20, first)
        canvas.drawString(165, top - 50, second)
        if label:
            canvas.drawString(65, top - 20, label)

    found = read(drawn(draw, pages=2))
    assert spans_of(found) == {"产出": (0, 0, 4, 1), "甲": (0, 1, 1, 1), "乙": (1, 1, 1, 1), "丙": (2, 1, 1, 1), "丁": (3, 1, 1, 1)}


def test_a_row_that_a_page_break_left_open_is_one() -> None:
    pages = iter((("目标", "第一段。", 100, 60), ("", "第二段", 800, 770)))

    def draw(canvas: Any) -> None:
        label, text, top, bottom = next(pages)
        canvas.line(60, top if label else bottom, 300, top if label else bottom)
        for x in (60, 160, 300):
            canvas.line(x, top, x, bottom)
        canvas.drawString(65, top - 20, label)
        canvas.drawString(165, top - 20, text)

    assert rows_of(read(drawn(draw, pages=2))) == [["目标", "第一段。\n第二段"]]


def opened(canvas: Any, top: float, bottom: float, texts: list[str], *, head: bool) -> None:
    """A row of two cells of 60 points that is closed on one side only."""
    canvas.line(60, top if head else bottom, 190, top if head else bottom)
    for x in (60, 125, 190):
        canvas.line(x, top, x, bottom)
    for x, text in zip((64, 129), texts, strict=True):
        canvas.drawString(x, top - 20, text)


@pytest.mark.parametrize(
    ("first", "second"),
    [(["可持续影响", "有办法"], ["服务对象满意", "满意度≥85%"]), (["数量", "巡查楼宇"], ["质量", "整改率"])],
    ids=["full label", "short texts"],
)
def test_a_row_below_a_page_break_without_a_line_is_a_row_where_texts_had_ended(first: list[str], second: list[str]) -> None:
    pages = iter(((first, 100, 60, True), (second, 800, 770, False)))

    def draw(canvas: Any) -> None:
        texts, top, bottom, head = next(pages)
        opened(canvas, top, bottom, texts, head=head)

    assert rows_of(read(drawn(draw, pages=2))) == [first, second]


@pytest.mark.parametrize("below", [1, 3])
def test_text_that_hangs_below_the_lines_of_an_open_cell_belongs_to_it(below: int) -> None:
    """As browsers print a merged cell at the end of a page: its text is longer than the rows beside it."""
    label = ["服务对象", *("满意度指", "标的名称", "和内容")[:below]]

    def draw(canvas: Any) -> None:
        canvas.line(60, 120, 200, 120)
        canvas.line(110, 100, 200, 100)
        for x in (60, 110, 200):
            canvas.line(x, 120, x, 100)
        canvas.drawString(114, 106, "街道满意度")
        for at, line in enumerate(label):
            canvas.drawString(64, 106 - 13 * at, line)

    assert rows_of(read(drawn(draw))) == [["".join(label), "街道满意度"]]


def test_figures_set_closer_than_chinese_lines_do_not_part_a_paragraph() -> None:
    """Chromium sets lines of Latin signs closer than Chinese ones: what is between Chinese lines is no space between paragraphs then."""

    def draw(canvas: Any) -> None:
        canvas.rect(60, 600, 250, 100)
        canvas.line(120, 600, 120, 700)
        canvas.setFont("Helvetica", 10)
        for y, line in ((680, "2024-"), (669, "01-01")):
            canvas.drawString(64, y, line)
        canvas.setFont("STSong-Light", 10)
        for y, line in ((680, "完成站点更新，汛期二十四小时值守；"), (664, "政务数据开放")):
            canvas.drawString(134, y, line)

    assert rows_of(read(drawn(draw)))[0][1] == "完成站点更新，汛期二十四小时值守；政务数据开放"


def test_text_may_be_set_in_size_one_and_enlarged() -> None:
    text = "上海市建筑玻璃幕墙管理办法规定的既有玻璃幕墙安全巡查"

    def draw(canvas: Any) -> None:
        canvas.rect(60, 600, 200, 100)
        canvas.line(110, 600, 110, 700)
        for x, y, line in ((64, 680, "项目"), (114, 680, text[:14]), (114, 664, text[14:])):
            written = canvas.beginText()
            written.setTextTransform(10, 0, 0, 10, x, y)
            written.setFont("STSong-Light", 1)
            written.textLine(line)
            canvas.drawText(written)

    assert rows_of(read(drawn(draw))) == [["项目", text]]


def test_space_between_paragraphs_tells_them_apart() -> None:
    """The last line of a paragraph fills its cell, and ends no sentence."""
    text = "巡查" * 7

    def draw(canvas: Any) -> None:
        canvas.rect(60, 600, 200, 100)
        canvas.line(110, 600, 110, 700)
        for x, y, line in ((64, 680, "项目"), (114, 680, text), (114, 666, text), (114, 642, text), (114, 628, "整改")):
            canvas.drawString(x, y, line)

    assert rows_of(read(drawn(draw))) == [["项目", f"{text}{text}\n{text}整改"]]


def test_text_cut_off_at_its_cell_belongs_to_that_cell() -> None:
    """A printed sheet whose rows are too low for their text."""

    def draw(canvas: Any) -> None:
        for y in (720, 700, 680, 660):
            canvas.line(60, y, 260, y)
        for x in (60, 160, 260):
            canvas.line(x, 720, x, 660)
        for y, text in ((705, "项目名称"), (685, "年度目标"), (665, "实施单位")):
            canvas.drawString(65, y, text)
        canvas.drawString(165, 705, "巡查")
        canvas.drawString(165, 665, "某中心")
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(160, 680, 100, 20)
        canvas.clipPath(clip, stroke=0)
        for at, text in enumerate(("监测站点全年稳定运", "行预警信息及时发布", "保障防汛调度工作。")):
            canvas.drawString(165, 698 - 12 * at, text)
        canvas.restoreState()

    assert rows_of(read(drawn(draw))) == [
        ["项目名称", "巡查"],
        ["年度目标", "监测站点全年稳定运行预警信息及时发布保障防汛调度工作。"],
        ["实施单位", "某中心"],
    ]


def test_page_numbers_are_left_out() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(80, 700, "正文")
        canvas.drawString(280, 30, "第 1 页 共 2 页")

    assert read(drawn(draw, pages=2)).text == "正文\n\n正文"


def test_a_scanned_page_is_said_and_a_file_of_them_refused() -> None:
    image = ImageReader(Image.new("L", (100, 140), 200))

    def scan(canvas: Any) -> None:
        canvas.drawImage(image, 0, 0, *PAGE)

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=PAGE)
    canvas.setFont("STSong-Light", 10)
    canvas.drawString(80, 700, "正文")
    canvas.showPage()
    scan(canvas)
    canvas.showPage()
    canvas.save()
    found = read(stream.getvalue())
    assert (found.text, found.notes) == ("正文", ("page 2 is a scanned image without text: only text recognition could read that",))
    with pytest.raises(UnreadableInput, match=r"a.pdf: the file holds no text; all 3 pages are scanned images without text"):
        read(drawn(scan, pages=3))


def test_a_watermark_is_left_out_and_said() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(80, 700, "正文")
        canvas.saveState()
        canvas.translate(300, 400)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料")
        canvas.restoreState()

    found = read(drawn(draw))
    assert (found.text, found.notes) == ("正文", ("watermark left out: 内部资料",))


@pytest.mark.parametrize(("mark", "size", "alpha", "grey"), [("样本", 90, 1.0, 0.85), ("内部资料", 60, 0.2, 0.0)])
def test_an_upright_watermark_behind_a_table_stands_in_no_cell(mark: str, size: int, alpha: float, grey: float) -> None:
    def draw(canvas: Any) -> None:
        canvas.saveState()
        canvas.setFillGray(grey)
        canvas.setFillAlpha(alpha)
        canvas.setFont("STSong-Light", size)
        canvas.drawString(120, 600, mark)
        canvas.restoreState()
        canvas.setFont("STSong-Light", 10)
        for row in range(8):
            canvas.drawString(85, 705 - 20 * row, f"指标{row}")
            canvas.drawString(305, 705 - 20 * row, f"不少于{row}次")
        canvas.grid([80, 300, 500], [720 - 20 * row for row in range(9)])

    found = read(drawn(draw))
    assert rows_of(found) == [[f"指标{row}", f"不少于{row}次"] for row in range(8)]
    assert found.notes == (f"watermark left out: {mark}",)


@pytest.mark.parametrize(("grey", "size"), [(0.0, 30), (0.8, 22)])
def test_a_title_that_is_large_or_light_is_no_watermark(grey: float, size: int) -> None:
    def draw(canvas: Any) -> None:
        canvas.saveState()
        canvas.setFillGray(grey)
        canvas.setFont("STSong-Light", size)
        canvas.drawString(120, 760, "绩效目标表")
        canvas.restoreState()
        canvas.setFont("STSong-Light", 10)
        for row in range(3):
            canvas.drawString(80, 700 - 30 * row, f"第{row}段说明文字写在题目下面，共有若干字。")

    assert read(drawn(draw)).text.startswith("绩效目标表")


def test_text_printed_twice_to_look_bold_stands_once() -> None:
    def draw(canvas: Any) -> None:
        for shift in (0, 0.4):
            canvas.drawString(80 + shift, 700, "绩效目标表")

    assert read(drawn(draw)).text == "绩效目标表"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(turn: int) -> None:
    def draw(canvas: Any) -> None:
        canvas.setPageRotation(turn)
        width, height = PAGE
        canvas.translate(*{90: (width, 0), 180: (width, height), 270: (0, height)}[turn])
        canvas.rotate(turn)
        canvas.line(60, 500, 400, 500)
        canvas.line(60, 470, 400, 470)
        for x in (60, 200, 400):
            canvas.line(x, 470, x, 500)
        canvas.drawString(70, 480, "项目名称")
        canvas.drawString(210, 480, "巡查")
        canvas.drawString(70, 440, "下一行")

    found = read(drawn(draw))
    assert rows_of(found) == [["项目名称", "巡查"], ["下一行"]]
    assert found.notes == ()


def test_what_was_typed_into_a_form_is_read() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(80, 700, "项目名称")
        canvas.acroForm.textfield(name="a", value="ABC 123", x=200, y=695, width=100, height=20, borderWidth=0)

    assert rows_of(read(drawn(draw))) == [["项目名称", "ABC 123"]]


def test_a_password_is_said() -> None:
    with pytest.raises(UnreadableInput, match=r"a.pdf: the file is protected by a password; save it without one"):
        read(pdf(["正文"], password="x"))


def test_a_broken_cross_reference_table_is_repaired() -> None:
    data = pdf(["正文"])
    at = data.rindex(b"xref")
    assert read(data[:at] + b"xref\n0 1\njunk junk" + b"\n%%EOF").text == "正文"
    assert read(data[: data.rindex(b"startxref")] + b"startxref\n99999999\n%%EOF").text == "正文"


def test_a_file_that_is_no_pdf_after_its_head_is_refused() -> None:
    for data in (b"%PDF-1.4\n", b"%PDF-1.4\n" + bytes(1000), pdf(["正文"])[:300]):
        with pytest.raises(UnreadableInput, match=r"a.pdf: the file (?:is damaged|holds no)"):
            read_data(data, source="a.pdf")


def test_too_many_pages_are_refused_before_they_are_read() -> None:
    count = 10_000
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b" ".join(b"%d 0 R" % (n + 3) for n in range(count)))]
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * count
    data = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (at + 1, thing) for at, thing in enumerate(objects)) + b"trailer<</Root 1 0 R>>"
    with pytest.raises(UnreadableInput, match=r"a.pdf: holds 10,000 pages, more than the 2,000 allowed \(KG_MAX_PAGES\)"):
        read(data)


def test_a_page_full_of_lines_is_a_drawing() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(80, 700, "正文")
        path = canvas.beginPath()
        for n in range(25_000):
            path.moveTo(n % 500, n / 40)
            path.lineTo(n % 500 + 5, n / 40)
            path.moveTo(n % 500, n / 40)
            path.lineTo(n % 500, n / 40 + 5)
        canvas.drawPath(path)

    found = read(drawn(draw))
    assert found.text == "正文"
    assert found.notes == ("page 1 holds a drawing with very many lines; it is read without tables",)


def turned_text(canvas: Any, turn: int) -> None:
    """A ruled form whose text runs upward (90), downward (270) or upside down (180) on a page that does not turn it back."""
    width, height = PAGE
    canvas.translate(*{90: (width, 0), 180: (width, height), 270: (0, height)}[turn])
    canvas.rotate(turn)
    for y in (500, 470):
        canvas.line(60, y, 400, y)
    for x in (60, 200, 400):
        canvas.line(x, 470, x, 500)
    canvas.drawString(70, 480, "项目名称")
    canvas.drawString(210, 480, "河道巡查")
    canvas.drawString(70, 440, "（2024年度）")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_that_is_drawn_turned_is_read_upright_and_said(turn: int) -> None:
    found = read(drawn(lambda canvas: turned_text(canvas, turn)))
    assert rows_of(found) == [["项目名称", "河道巡查"], ["（2024年度）"]]
    assert found.notes == ("the text of page 1 stands turned; it is read upright",)
    # Places are those of the page as shown: the text stands at its foot, on its left side and so on.
    (place,) = list(found.locate(0, 4))
    assert place.locator.box is not None
    x0, top, x1, bottom = place.locator.box
    width, height = PAGE
    at = {90: (width - 490, height - 110), 180: (width - 110, 470), 270: (470, 70)}[turn]
    assert at[0] - 5 < x0 < x1 < at[0] + 60
    assert at[1] - 5 < top < bottom < at[1] + 60


@pytest.mark.parametrize("turn", [90, 270])
def test_an_upright_form_on_a_page_that_is_shown_turned_is_read(turn: int) -> None:
    def draw(canvas: Any) -> None:
        canvas.setPageRotation(turn)
        canvas.drawString(80, 700, "项目名称：河道巡查")
        canvas.drawString(80, 680, "（2024年度）")

    found = read(drawn(draw))
    assert found.text == "项目名称：河道巡查\n（2024年度）"
    assert found.notes == ("the text of page 1 stands turned; it is read upright",)


def test_characters_that_a_page_does_not_show_are_left_out() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(80, 700, "项目名称：河道巡查")
        hidden = canvas.beginText(80, 640)
        hidden.setTextRenderMode(3)
        hidden.textOut("旧稿")
        canvas.drawText(hidden)

    found = read(drawn(draw))
    assert (found.text, found.notes) == ("项目名称：河道巡查", ("2 characters that page 1 does not show are left out",))


def test_what_text_recognition_laid_under_a_scanned_page_is_read() -> None:
    def draw(canvas: Any) -> None:
        hidden = canvas.beginText(80, 700)
        hidden.setTextRenderMode(3)
        hidden.textOut("项目名称：河道巡查")
        canvas.drawText(hidden)

    assert read(drawn(draw)).text == "项目名称：河道巡查"


@pytest.mark.parametrize(
    ("head", "foot"), [("江川区水务局2024年部门预算", "— {} —"), ("", "第{}页 共3页"), ("预算公开", "江川区水务局2024年部门预算  第{}页")]
)
def test_headers_and_footers_do_not_part_a_table(head: str, foot: str) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=PAGE, invariant=1)
    for page in range(3):
        canvas.setFont("STSong-Light", 8)
        canvas.drawString(200, PAGE[1] - 40, head)
        canvas.drawString(260, 30, foot.format(page + 1))
        canvas.setFont("STSong-Light", 10)
        for row in range(20):
            y = 760 - 34 * row
            canvas.line(60, y, 500, y)
            canvas.drawString(70, y - 20, f"第{20 * page + row}片区")
            canvas.drawString(310, y - 20, f"≥{20 * page + row}次")
        for x in (60, 300, 500):
            canvas.line(x, 760, x, 760 - 34 * 20)
        canvas.line(60, 760 - 34 * 20, 500, 760 - 34 * 20)
        canvas.showPage()
    canvas.save()
    found = read(stream.getvalue())
    assert len(found.blocks) == 1
    assert rows_of(found) == [[f"第{row}片区", f"≥{row}次"] for row in range(60)]


def test_titles_at_the_head_of_each_page_are_no_headers() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(80, PAGE[1] - 40, "项目支出绩效目标表")
        canvas.drawString(80, 700, "项目名称：河道巡查")

    assert read(drawn(draw, pages=2)).text.count("项目支出绩效目标表") == 2


def test_the_text_of_a_merged_cell_that_is_printed_on_each_page_stands_once() -> None:
    """Office programs print a merged cell on both pages over which it reaches, and cut off what does not fit."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=PAGE, invariant=1)
    for page, names in enumerate((("放映场次", "观影人次"), ("群众满意度", "放映达标率"))):
        top = 150 if page == 0 else 780
        canvas.setFont("STSong-Light", 10)
        for row in range(3):
            canvas.line(60 if row == (2 if page else 0) or (page and row == 0) else 200, top - 40 * row, 500, top - 40 * row)
        for x in (60, 200, 500):
            canvas.line(x, top, x, top - 80)
        for row, name in enumerate(names):
            canvas.drawString(210, top - 40 * row - 25, name)
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(60, top - 80, 440, 80)
        canvas.clipPath(clip, stroke=0)
        canvas.drawString(70, top - 90 if page == 0 else top + 5, "农村电影放映")
        canvas.restoreState()
        canvas.showPage()
    canvas.save()
    found = read(stream.getvalue())
    assert [[cell for cell in row if cell] for row in rows_of(found)] == [["农村电影放映", "放映场次"], ["观影人次"], ["群众满意度"], ["放映达标率"]]


def test_a_table_between_whose_rows_alone_lines_stand_has_the_columns_at_which_they_end() -> None:
    """Lines drawn cell by cell: a merged label that fills its cell, one set in the middle of its rows, and a text over several columns."""

    def draw(canvas: Any) -> None:
        for row, columns in enumerate([(0, 1, 2), (0, 1, 2), (1, 2), (0, 1, 2), (0, 1, 2)]):
            for column in columns:
                canvas.line(60 + 62 * column, 720 - 30 * row, 122 + 62 * column if column < 2 else 440, 720 - 30 * row)
        canvas.drawString(61, 701, "项目名称")
        canvas.drawString(123, 701, "江川区河道巡查和保洁养护经费")
        canvas.drawString(61, 656, "资金（万元）")
        canvas.drawString(123, 671, "财政拨款")
        canvas.drawString(185, 671, "120.00")
        canvas.drawString(123, 641, "其他资金")
        canvas.drawString(185, 641, "6.50")
        canvas.drawString(61, 611, "立项依据")
        canvas.drawString(123, 611, "《江川区河道管理办法》（江府〔2021〕9号）")

    assert [[cell for cell in row if cell] for row in rows_of(read(drawn(draw)))] == [
        ["项目名称", "江川区河道巡查和保洁养护经费"],
        ["资金（万元）", "财政拨款", "120.00"],
        ["其他资金", "6.50"],
        ["立项依据", "《江川区河道管理办法》（江府〔2021〕9号）"],
    ]


def raw_page(content: bytes, to_unicode: bytes) -> bytes:
    """A page in a font whose table of signs is the one given."""
    table = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange " + to_unicode + b" endcmap end"
    things = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 6 0 R >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(table), table),
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, thing in enumerate(things, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    table_at = len(data)
    data += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % table_at


@pytest.mark.parametrize("sign", ["0002", "0001"])
def test_a_sign_without_a_meaning_is_no_hyphen(sign: str) -> None:
    signs = f"3 beginbfchar <41> <{sign}> <42> <0042> <43> <0043> endbfchar".encode()
    found = read(raw_page(b"BT /F 20 Tf 20 100 Td (BCACB) Tj ET", signs))
    assert "-" not in found.text
    assert found.text.replace(" ", "") == "BCCB"
    hyphen = b"2 beginbfchar <42> <0042> <43> <0043> endbfchar"
    assert read(raw_page(b"BT /F 20 Tf 20 100 Td (BC-CB) Tj ET", hyphen)).text == "BC-CB"
