"""Narrative budget statements (部门预算情况说明): headings to fields, and the figures in their text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.documents import Document
from kg.filings import Figures, Filing, Piece
from kg.forms.boilerplate import find_boilerplate
from kg.forms.cleaning import clean, join
from kg.forms.dates import parse_years
from kg.forms.drafts import NOTHING, Draft, Text
from kg.forms.figures import find_figures, find_main_projects
from kg.forms.headings import is_heading
from kg.forms.layouts import titles_of
from kg.forms.segments import Segment

FORM = "beijing-2019-statement"
#: A public body, from its first letter to the last of its kind's name.
BODY = r"[\u4e00-\u9fff（）()·]{2,40}?(?:局|委员会|办公室|办事处|厅|院|中心|处|所|站|队|馆|会|部|社|校|学校|学院|医院|公司|法院|检察院|政府)"
ABOUT = re.compile(
    rf"(?:^|\n)(?:[（(]?[一二三四五六七八九十\d][）)、.．])?(?P<body>{BODY})(?:[（(][^（）()]{{1,20}}[）)])?(?:是|为|负责|主要|成立|的主要|行政编制|（以下|\(以下|机关|部门)"
)
UNITS = re.compile(rf"[，,]即(?P<body>{BODY})(?=[。；，,]|$)")
TITLED = re.compile(rf"(?P<body>{BODY})(?:\d{{4}}年)?(?:度)?(?:部门|单位|本级)(?:综合|年初|收支)?预算")

#: The upper line of a title over two: a body alone. Of a government's own name it is not known whether it is the publisher's.
ALONE = re.compile(rf"(?!.*(?:人民政府|[，。：；、])){BODY}")


def read_statement(document: Document, segment: Segment, index: int) -> Filing:
    """The filing of a segment that is a narrative statement."""
    draft = Draft(document, index)
    title = ""
    label = ""
    text: Text = NOTHING
    started = False
    for row in segment.rows:
        for cell in row.cells:
            cleaned = clean(cell.text, cell.begin)
            if not started and titles_of(cell.text):
                title, started = cleaned[0], True
                draft.add_years(title)
            elif find_boilerplate(cell.text):
                continue
            elif is_heading(cleaned[0]):
                _close(draft, label, text)
                label, text = cleaned[0], NOTHING
            else:
                text = join(text, cleaned, "\n")
    _close(draft, label, text)
    year = draft.years[0] or _year_of(draft)
    if year is None:
        draft.find("no_fiscal_year", "the statement names no year", segment.rows[0].begin)
    department = find_department(title, [field.text for field in draft.fields], above=_line_above(document, segment.rows[0].begin))
    figures = find_figures(draft.fields, year) if year else ()
    projects = tuple(find_main_projects(draft.fields))
    return Filing(
        document.source, index, FORM, segment.rows[0].begin, segment.rows[-1].end, fiscal_year=year, department=department,
        fields=tuple(draft.fields), statement=Figures(figures), main_projects=projects, findings=tuple(draft.findings),
        unmapped=tuple(draft.unmapped),
    )  # fmt: skip


def _close(draft: Draft, label: str, text: tuple[str, tuple[Piece, ...]]) -> None:
    if label or text[0]:
        draft.add_field(label, "heading", text)


def _year_of(draft: Draft) -> int | None:
    return next((year for field in draft.fields if (year := parse_years(field.text)[0])), None)


def _line_above(document: Document, begin: int) -> str:
    return document.text[max(0, begin - 200) : begin].rstrip().rpartition("\n")[2].strip()


def find_department(title: str, texts: Sequence[str], *, above: str = "") -> str | None:
    """The body that a statement is about: named in its title or by the whole line above it, as the unit whose money it tells of, or as the subject
    of its first section."""
    titled = TITLED.match("".join(title.split()))
    if titled:
        return titled["body"]
    if ALONE.fullmatch(above):
        return above
    for pattern in (UNITS, ABOUT):
        for text in texts:
            match = pattern.search(text)
            if match:
                return match["body"]
    return None


def share_department(filings: Sequence[Filing]) -> list[Filing]:
    """A statement that names no body of its own takes the one that the forms of its document name, where they agree."""
    named = {filing.department for filing in filings if filing.department and filing.form != FORM}
    if len(named) != 1:
        return list(filings)
    (only,) = named
    return [replace(f, department=only) if f.form == FORM and f.department is None else f for f in filings]
