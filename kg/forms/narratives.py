"""Narratives of one project: numbered sections (一、项目概述 … 七、绩效目标; (1)项目概述 … (7)绩效目标) whose headings are labels, money in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.documents import Document
from kg.filings import Amounts, Filing
from kg.forms.bare_narratives import is_name_above
from kg.forms.boilerplate import find_boilerplate
from kg.forms.carriers import carrier_of
from kg.forms.cleaning import clean, join, runs_on
from kg.forms.dates import parse_years
from kg.forms.drafts import NOTHING, Draft, Text
from kg.forms.grids import GridCell, Row
from kg.forms.headings import NUMBERED, SENTENCE_END, is_heading, numbers_sections
from kg.forms.labels import Label, find_label, split_inline
from kg.forms.layouts import PROJECT_NARRATIVE, titles_of
from kg.forms.narrative_names import TitleNames, is_application, name_of_line, names_of_title
from kg.forms.running_text import is_plain_title
from kg.forms.scalars import bare_name
from kg.forms.segments import Segment
from kg.forms.told_amounts import CITED, WHOLE, add_amounts
from kg.forms.untitled import HEAD
from kg.forms.words import NUMBERING, normalise

NUMBER = re.compile(r"^(?:第?[一二三四五六七八九十\d]{1,3}[、.．:：]|[（(][一二三四五六七八九十\d]{1,3}[）)])")
#: Roles whose value is a body, which a narrative may tell in a sentence.
BODIES = frozenset({"department", "supervisor"})


def read_narrative(document: Document, segment: Segment, index: int) -> Filing:
    """The filing of a segment that is a project's narrative."""
    draft = Draft(document, index)
    layout = next(layout for layout in segment.titles if layout.narrative == PROJECT_NARRATIVE)
    title = ""
    names = TitleNames(None, None)
    heading: tuple[Label, GridCell] | None = None
    text: Text = NOTHING
    # The name above sections that count on their own may have a number too: （二）农村改厕 over 1.项目概述.
    named = segment.rows[0].begin if is_name_above(segment.rows) else -1
    numbered = numbers_sections(
        cell.text for cell in _cells(segment.rows) if cell.begin != named and not titles_of(cell.text) and (is_heading(cell.text) or heading_of(cell))
    )
    for cell in _cells(segment.rows):
        if not title and heading is None and (titles_of(cell.text) or is_other_title(cell)):
            title = normalise(cell.text)
            draft.add_years(title)
            names = names_of_title(title, titles_of(cell.text))
            continue
        found = (heading_of(cell) if not numbered or NUMBERED.match(cell.text) else None) or _own_heading(cell)
        if cell.begin == named:
            found = None
        if found is not None:
            _close(draft, heading, text)
            label, value = found
            heading = (label, cell)
            text = clean(value.text, value.begin) if value else NOTHING
        elif heading is None:
            _name_line(draft, cell)
        elif find_boilerplate(cell.text) is None or (heading[0].kind == "period" and not text[0]):  # 2022年1月-12月 may head a page too
            more = clean(cell.text, cell.begin)
            _take_name(draft, cell)
            text = join(text, more, "" if runs_on(text[0], more[0]) else "\n")
    _close(draft, heading, text)
    for role, name in (("project", names.project), ("department", names.department)):
        if name:
            draft.scalars.setdefault(role, name)
    year = draft.years[0] or draft.weak_year or _year_of(draft)
    if "project" not in draft.scalars:
        draft.find("no_project", "the narrative names no project", segment.rows[0].begin)
    return Filing(
        document.source, index, layout.form, segment.rows[0].begin, segment.rows[-1].end, fiscal_year=year, fiscal_year_end=draft.years[1],
        department=draft.scalars.get("department"), supervisor=draft.scalars.get("supervisor"), project=draft.scalars.get("project"),
        start_date=draft.dates.get("start_date"), end_date=draft.dates.get("end_date"), fields=tuple(draft.fields),
        amounts=Amounts(draft.amounts.values()), findings=tuple(draft.findings), unmapped=tuple(draft.unmapped),
    )  # fmt: skip


def _cells(rows: Sequence[Row]) -> Iterator[GridCell]:
    for row in rows:
        yield from row.cells


def heading_of(cell: GridCell) -> tuple[Label, GridCell | None] | None:
    """(label, its text where that stands behind a colon) of a numbered heading; None for any other line."""
    text = cell.text.strip()
    if not NUMBERING.match(normalise(text[:12])):
        return None
    label = find_label(text)
    if label is not None:
        return label, None
    inline = split_inline(cell.text) or _split_goal(cell.text)
    if inline is None:
        return None
    return inline[0], GridCell(cell.column, cell.text[inline[1] :], cell.begin + inline[1])


def _split_goal(text: str) -> tuple[Label, int] | None:
    """(label, offset of the text) of a heading of indicators that tells of them behind its mark: `7.绩效目标和指标。设备运行率…`."""
    match = GOAL.match(text)
    label = find_label(match[1]) if match else None
    return (label, match.end()) if match and label is not None and label.role == "section_indicators" else None


GOAL = re.compile(r"\s*([^。:：\n]{4,24})[。:：]\s*(?=\S)")


def is_other_title(cell: GridCell) -> bool:
    """Whether a line is a title that no layout knows, and not the heading of the first section (1.项目概述)."""
    return (is_plain_title(cell.text) or is_application(cell.text)) and heading_of(cell) is None


def _own_heading(cell: GridCell) -> tuple[Label, None] | None:
    """A heading that no label knows: `八、项目实施成效` behind `七、项目实施计划`."""
    if not is_heading(cell.text):
        return None
    return Label("other", "text", printed=cell.text.strip().rstrip("：:"), word=normalise(cell.text)), None


def _name_line(draft: Draft, cell: GridCell) -> None:
    """A line in front of the first section: the project's name, as in `1.“农村改厕”项目`."""
    inline = split_inline(cell.text)
    if inline is not None and inline[0].kind == "name":
        label, begin = inline
        draft.add_value(label, GridCell(cell.column, cell.text[begin:], cell.begin + begin), cell.begin)
        return
    if find_boilerplate(cell.text) == "year_line":
        draft.add_years(cell.text)
        return
    name = name_of_line(cell.text)
    if name and find_boilerplate(cell.text) is None:
        if not any(field.role == "project" and field.label for field in draft.fields):
            draft.scalars["project"] = name
        draft.add_field("", "project", clean(cell.text, cell.begin))
    elif SENTENCE_END.search(cell.text):
        draft.add_field("", "unlabelled", clean(cell.text, cell.begin))
    else:
        draft.leave(cell)


def _take_name(draft: Draft, cell: GridCell) -> None:
    """A name or a period that a line of a section gives behind its label (项目名称：…); the line stays where it is."""
    printed = cell.text
    inline = split_inline(printed) if len(printed) <= LONGEST_NAME else None
    if inline is not None and inline[0].kind == "period" and not draft.dates:
        draft.add_period_text(inline[0], printed[inline[1] :].strip(), cell.begin)
    if inline is None or inline[0].role not in HEAD:
        return
    name = bare_name(printed[inline[1] :].strip()).rstrip("。；;")
    if name and not any(mark in name for mark in "。；，"):
        draft.scalars.setdefault(inline[0].role, name)


#: No line with a name is longer.
LONGEST_NAME = 80
#: Headings under which the whole money of a project is told, whatever else their labels are.
COSTS = re.compile(r"投资|估算|概算|资金|预算")


def _close(draft: Draft, heading: tuple[Label, GridCell] | None, text: Text) -> None:
    if heading is None:
        return
    label, cell = heading
    if label.kind == "text" or label.kind == "section":
        # A heading of indicators has a text here, which tells of the goal.
        index = draft.add_field(label.printed, "goal" if label.role == "section_indicators" else label.role, text)
        if label.role == "estimate":
            add_amounts(draft, index)
        elif COSTS.search(label.printed):
            add_amounts(draft, index, kinds=WHOLE)
        return
    index = draft.add_field(label.printed, label.role, text)
    if label.kind == "period":
        draft.add_period_text(label, text[0], cell.begin)
    elif label.kind == "name" and (name := carrier_of(text[0]) if label.role in BODIES else bare_name(text[0]).rstrip("。；;")) and len(name) <= 60:
        draft.scalars.setdefault(label.role, name)
    elif label.kind == "amount":
        add_amounts(draft, index)


def _year_of(draft: Draft) -> int | None:
    start, end = draft.dates.get("start_date"), draft.dates.get("end_date")
    if start and end and start[:4] == end[:4]:
        return int(start[:4])
    return next(
        (year for field in draft.fields if field.role in {"period", "estimate"} and (year := parse_years(CITED.sub("", field.text))[0])), None
    )
