"""Every layout in every way of writing it, whole and damaged: no field is lost that a reader could still see."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import read_data
from kg.filings import Filing, money
from kg.forms import read_filings
from tests.forms.sheets import LAYOUTS, WAYS, Cell, Form, Sheet, printed, tabs

NAMES = [
    "完成培训期数", "设备购置数量", "项目验收情况", "资金支付进度", "管护责任落实情况", "事故发生次数", "受益人口", "宣传活动场次", "绿化面积",
    "档案整理数量",
]  # fmt: skip
TARGETS = [
    "≥95%", "=12次", "100%", "<5个", "≤30.00元/月/平米", "±3%以内", "每月一次", "<=4小时", "及时", "8月和次年1月", "80%合格", "=2.00(个)", "提升",
    "12月底前",
]  # fmt: skip
REACHED = ["100%", "12次", "达成", "96.5%"]
LEVELS = [
    ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("产出指标", "成本指标"), ("效益指标", "经济效益指标"),
    ("效益指标", "社会效益指标"), ("效益指标", "生态效益指标"), ("效益指标", "可持续影响指标"), ("满意度指标", "服务对象满意度指标"),
]  # fmt: skip


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Forms with indicators drawn from lists, levels in the form's order."""
    chosen = sorted(draw(st.sets(st.integers(0, len(LEVELS) - 1), min_size=2)))
    names = iter(draw(st.permutations(NAMES)))
    rows = []
    for at in chosen:
        for _ in range(draw(st.integers(1, 2))):
            name = next(names, None)
            if name:
                rows.append((*LEVELS[at], name, draw(st.sampled_from(TARGETS)), draw(st.sampled_from(REACHED)), "10", "9.5"))
    whole = draw(st.integers(2, 99_999))
    amounts = {"current_year": f"{whole}.50", "fiscal_appropriation": f"{whole}.00", "other_funds": "0.50"}
    return replace(Form(), indicators=tuple(rows), amounts=amounts, year=draw(st.integers(2016, 2026)))


def read_one(text: str) -> Filing:
    filings = read_filings(read_data(text.encode(), source="a.txt")).filings
    assert len(filings) == 1, [f.project for f in filings]
    return filings[0]


def agrees(filing: Filing, form: Form, layout: str, *, texts: bool = True) -> None:
    """Everything that the form says is in the filing."""
    assert filing.form == layout
    assert (filing.project, filing.supervisor, filing.department, filing.fiscal_year) == (form.project, form.supervisor, form.department, form.year)
    assert {a.kind: a.yuan for a in filing.amounts if a.kind in form.amounts} == {
        kind: pytest.approx(float(figure) * 10_000) for kind, figure in form.amounts.items()
    }, [(a.kind, a.yuan and money(a.yuan)) for a in filing.amounts]
    assert [(i.level1, i.level2, i.name, i.target) for i in filing.indicators] == [row[:4] for row in form.indicators]
    if layout == "self-evaluation":
        assert [(i.actual, i.weight, i.score) for i in filing.indicators] == [row[4:7] for row in form.indicators]
    if texts:
        found = "".join("".join(f.text.split()) for f in filing.fields)
        assert form.goal in found
        assert layout == "self-evaluation" or form.basis in {"".join(f.text.split()) for f in filing.fields if f.role == "legal_basis"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_read_in_every_way_of_writing_it(layout: str, way: str) -> None:
    filing = read_one(printed(Form(), layout, way))
    agrees(filing, Form(), layout)


@settings(max_examples=80, deadline=None)
@given(forms(), st.sampled_from(sorted(LAYOUTS)), st.sampled_from(sorted(WAYS)))
def test_whatever_the_indicators_are(form: Form, layout: str, way: str) -> None:
    agrees(read_one(printed(form, layout, way)), form, layout)


# -- damage, applied at random: what labels.md calls the damage done by conversion

AMOUNT = re.compile(r"\d{2,}\.\d\d")
LABELS = ["项目名称", "实施单位", "绩效指标", "一级指标", "二级指标", "三级指标", "年度目标", "立项依据", "其他资金"]
BROKEN_LEVELS = ["数量指标", "社会效益指标", "服务对象满意度指标", "可持续影响指标", "产出指标", "效益指标"]
LINED = {"lines", "gaps", "spaces", "one line"}
BEFORE = ["首页 > 政务公开 > 预算公开", "来源：市财政局 发布时间：2022-03-01", "打印 关闭", "全文预览已结束"]
AFTER = ["附件：", "扫一扫在手机打开当前页", "[下载] [打印] [关闭]", "相关解读"]


def spaced_labels(sheet: Sheet, way: str, data: st.DataObject) -> Sheet:
    """Letters of a label set apart: 项 目 名 称."""
    label = data.draw(st.sampled_from(LABELS))
    wide = "  ".join(label) if way not in {"spaces", "one line"} else label
    return [[wide if cell == label else cell for cell in row] for row in sheet]


def broken_levels(sheet: Sheet, way: str, data: st.DataObject) -> Sheet:
    """A level label wrapped within its cell."""
    if way not in LINED | {"cell lines"}:
        return sheet
    label = data.draw(st.sampled_from(BROKEN_LEVELS))
    cut = data.draw(st.integers(2, len(label) - 2)) if len(label) > 4 else 2
    broken = label[:cut] + ("\n" if way != "spaces" else " ") + label[cut:]
    return [[broken if cell == label else cell for cell in row] for row in sheet]


def paragraphs(sheet: Sheet, way: str, data: st.DataObject) -> Sheet:
    """Texts in the tags of their paragraphs."""
    return [[f"<p>{cell}</p>" if cell and cell.endswith(("。", "号）")) else cell for cell in row] for row in sheet]


def wide_digits(sheet: Sheet, way: str, data: st.DataObject) -> Sheet:
    """Amounts in full-width digits."""
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    return [[cell.translate(wide) if cell and AMOUNT.fullmatch(cell) else cell for cell in row] for row in sheet]


def tagged_labels(sheet: Sheet, way: str, data: st.DataObject) -> Sheet:
    """A label in the tags of its paragraph."""
    if way not in {"tabs", "pipes", "cell lines"}:
        return sheet
    label = data.draw(st.sampled_from([label for label in LABELS if label != "绩效指标"]))
    return [[f"<p>{cell}</p>" if cell == label else cell for cell in row] for row in sheet]


def formulas(sheet: Sheet, way: str, data: st.DataObject) -> Sheet:
    """Targets as the residue of formulas."""
    if way not in {"tabs", "pipes", "cell lines"}:
        return sheet
    return [[f"$\\geq {cell[1:-1]}\\%$" if cell and re.fullmatch(r"≥\d+%", cell) else cell for cell in row] for row in sheet]


def lost_tab(sheet: Sheet, way: str, data: st.DataObject) -> Sheet:
    """A row below a merged label that lost its leading tab, so that level 2 stands in the column of level 1."""
    rows = [at for at, row in enumerate(sheet) if way == "tabs" and row[0] is None and len(row) > 2 and row[1] is None and row[2] in BROKEN_LEVELS]
    if not rows:
        return sheet
    at = data.draw(st.sampled_from(rows))
    return [row[1:] if number == at else row for number, row in enumerate(sheet)]


def level_on_its_own_line(sheet: Sheet, way: str, data: st.DataObject) -> Sheet:
    """The label of a merged cell on a line above its rows."""
    rows = [at for at, row in enumerate(sheet) if way == "tabs" and row[0] is None and len(row) > 2 and row[1] in BROKEN_LEVELS]
    if not rows:
        return sheet
    at = data.draw(st.sampled_from(rows))
    alone: list[Cell] = [None, sheet[at][1]]
    return [*sheet[:at], alone, [None, None, *sheet[at][2:]], *sheet[at + 1 :]]


def fused_values(sheet: Sheet, way: str, data: st.DataObject) -> Sheet:
    """A label that runs into its value, a line of its own."""
    if way not in {"lines", "gaps"}:
        return sheet
    first: list[Cell] = [f"{sheet[0][0]}{sheet[0][1]}", *sheet[0][2:]] if sheet[0][0] == "项目名称" else list(sheet[0])
    return [first, *sheet[1:]]


def furniture(text: str, way: str, data: st.DataObject) -> str:
    """What a site prints around a form."""
    before = data.draw(st.lists(st.sampled_from(BEFORE), max_size=2))
    after = data.draw(st.lists(st.sampled_from(AFTER), max_size=2))
    return "\n".join([*before, text.rstrip("\n"), *after]) + "\n" if way != "one line" else text


def repeated_title(text: str, way: str, data: st.DataObject) -> str:
    """The name of the page in front of the form."""
    title = text.split("\n", 1)[0]
    return f"某某市水务局2022年{title}\n\n{text}" if way != "one line" else text


def lost_bracket(text: str, way: str, data: st.DataObject) -> str:
    """2020年度) without its opening bracket."""
    return text.replace("（", "", 1) if way != "one line" else text


def no_last_line_end(text: str, way: str, data: st.DataObject) -> str:
    return text.rstrip("\n")


def rulings(text: str, way: str, data: st.DataObject) -> str:
    """What is left of the lines of a table."""
    lines = text.split("\n")
    if way == "one line":
        return text
    at = data.draw(st.integers(3, max(3, len(lines) - 1)))
    ruling = {"pipes": "|----|----|----|", "tabs": "------\t-----\t-----"}.get(way, "--------")
    return "\n".join([*lines[:at], ruling, *lines[at:]])


def page_break(text: str, way: str, data: st.DataObject) -> str:
    """The header of the indicators again, behind an empty line."""
    lines = text.split("\n")
    if way not in {"tabs", "pipes", "spaces"}:
        return text
    header = next((at for at, line in enumerate(lines) if "二级指标" in line), len(lines))
    rows = [at for at in range(header + 2, len(lines)) if "指标" in lines[at].replace("绩效指标", "")]
    if not rows:
        return text
    at = data.draw(st.sampled_from(rows))
    return "\n".join([*lines[:at], "", lines[header], *lines[at:]])


CELL_DAMAGE = [
    spaced_labels, broken_levels, paragraphs, wide_digits, fused_values, tagged_labels, formulas, lost_tab, level_on_its_own_line,
]  # fmt: skip
TEXT_DAMAGE = [furniture, repeated_title, lost_bracket, no_last_line_end, rulings, page_break]


@settings(max_examples=120, deadline=None)
@given(forms(), st.sampled_from(sorted(LAYOUTS)), st.sampled_from(sorted(WAYS)), st.data())
def test_damage_loses_nothing_that_a_reader_could_still_see(form: Form, layout: str, way: str, data: st.DataObject) -> None:
    title, make = LAYOUTS[layout]
    sheet = make(form)
    for damage in data.draw(st.lists(st.sampled_from(CELL_DAMAGE), max_size=2, unique=True)):
        sheet = damage(sheet, way, data)
    body = WAYS[way](sheet)
    text = f"{title} （{form.year}年度） {body}\n" if way == "one line" else f"{title}\n（{form.year}年度）\n{body}\n"
    for change in data.draw(st.lists(st.sampled_from(TEXT_DAMAGE), max_size=2, unique=True)):
        text = change(text, way, data)
    agrees(read_one(text), form, layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_that_lost_its_leading_tab(layout: str) -> None:
    """Each row whose level 2 stands below a merged level 1, its target and what was reached in words."""
    row = ("效益指标", "社会效益指标", "事故发生次数", "提升", "100%", "10", "9.5")
    form = replace(Form(), indicators=(*Form().indicators[:4], ("效益指标", "经济效益指标", *row[2:]), row, *Form().indicators[5:]))
    title, make = LAYOUTS[layout]
    sheet = make(form)
    for at, cells in enumerate(sheet):
        if cells[:2] == [None, None] and cells[2] in {level for _, level in LEVELS}:
            text = tabs([cells[1:] if number == at else cells for number, cells in enumerate(sheet)])
            agrees(read_one(f"{title}\n（{form.year}年度）\n{text}\n"), form, layout)


@pytest.mark.parametrize("word", ["三级指标", "指标值", "二级指标"])
@pytest.mark.parametrize("way", ["lines", "gaps", "spaces"])
def test_a_header_word_that_kept_its_tags_does_no_harm(way: str, word: str) -> None:
    filing = read_one(printed(Form(), "mof-project", way).replace(word, f"<p>{word}</p>"))
    assert (filing.project, filing.department) == (Form().project, Form().department)


@settings(max_examples=60, deadline=None)
@given(forms(), st.sampled_from(["mof-project", "boxed", "approval"]), st.sampled_from(["tabs", "lines", "pipes", "cell lines"]), st.integers(0, 4))
def test_a_form_whose_head_is_cut_off_keeps_its_indicators(form: Form, layout: str, way: str, lost: int) -> None:
    sheet = LAYOUTS[layout][1](form)[lost:]
    filings = read_filings(read_data((WAYS[way](sheet) + "\n").encode(), source="a.txt")).filings
    assert len(filings) == 1
    assert [(i.level1, i.level2, i.name, i.target) for i in filings[0].indicators] == [row[:4] for row in form.indicators]


@settings(max_examples=60, deadline=None)
@given(forms(), st.sampled_from(["mof-project", "boxed", "approval"]), st.data())
def test_a_text_that_a_page_break_cut_is_whole(form: Form, layout: str, data: st.DataObject) -> None:
    """The rest of the cell follows behind an empty line, under no label."""
    title, make = LAYOUTS[layout]
    cut = data.draw(st.integers(4, len(form.goal) - 2))
    text = f"{title}\n（{form.year}年度）\n{WAYS['tabs'](make(form))}\n"
    at = text.index(form.goal) + cut
    found = read_one(f"{text[:at]}\n\n\t{text[at:]}")
    assert form.goal in {"".join(f.text.split()) for f in found.fields}


# -- tables with true spans


def page(sheet: Sheet, title: str, year: int) -> str:
    """A sheet as the table of a page, covered cells as the row spans of those above."""
    width = max(len(row) for row in sheet)
    rows = []
    for y, row in enumerate(sheet):
        cells = []
        for x, cell in enumerate(row):
            if cell is None:
                continue
            span = 1
            while y + span < len(sheet) and x < len(sheet[y + span]) and sheet[y + span][x] is None:
                span += 1
            across = width - len(row) + 1 if x == len(row) - 1 else 1
            cells.append(f'<td rowspan="{span}" colspan="{across}">{cell}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    head = '<head><meta charset="utf-8"><title>预算公开</title></head>'
    return f"<html>{head}<body><p>{title}</p><p>（{year}年度）</p><table>{''.join(rows)}</table></body></html>"


@settings(max_examples=30, deadline=None)
@given(forms(), st.sampled_from(sorted(LAYOUTS)))
def test_merged_cells_of_true_tables(form: Form, layout: str) -> None:
    title, make = LAYOUTS[layout]
    filings = read_filings(read_data(page(make(form), title, form.year).encode(), source="a.html")).filings
    assert len(filings) == 1
    agrees(filings[0], form, layout)
