"""The forms stage: the blocks of a document to filings.

Layouts, labels and level names are data (`layouts.yaml`, `labels.yaml`, `headers.yaml`, `boilerplate.yaml`, `figures.yaml`); a form that no
layout knows is read by its labels alone, as `unknown`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.documents import Document
from kg.filings import Filing, Unmapped
from kg.forms.blanks import is_template, left_of
from kg.forms.boilerplate import find_boilerplate
from kg.forms.broken_labels import with_whole_labels
from kg.forms.dates import parse_years
from kg.forms.document_parts import parted_tails, with_page_numbers, without_page_numbers
from kg.forms.flats import lay_out
from kg.forms.grids import Row, read_rows
from kg.forms.layouts import PROJECT_NARRATIVE, REPORT, STATEMENT
from kg.forms.lists import joined_headers, read_list
from kg.forms.narratives import read_narrative
from kg.forms.pairs import pair
from kg.forms.plain_lists import find_plain_header, read_plain_list
from kg.forms.readers import is_heading, read_form
from kg.forms.reports import parted_report, read_report
from kg.forms.run_on_rows import with_single_rows
from kg.forms.segments import Segment, find_segments
from kg.forms.side_by_side import parted
from kg.forms.site_feet import parted_foot
from kg.forms.stacked_heads import unstacked
from kg.forms.statements import read_statement, share_department
from kg.forms.unit_rows import with_units_above
from kg.forms.units import units_above, with_units
from kg.forms.unwrapped import unwrapped
from kg.forms.wide_lists import find_wide_header, read_wide_list

__all__ = ["Reading", "read_filings"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The filings of a document, and its text outside any of them that no boilerplate rule accounts for."""

    filings: tuple[Filing, ...]
    unmapped: tuple[Unmapped, ...]


def cover_year(outside: Sequence[Row]) -> int | None:
    """The year that the headings outside all filings print, where they print one only (2023年度项目申报表 above 项目绩效目标表)."""
    years = {parse_years(row.line.cells[0].text)[0] for row in outside if is_heading(row) and any(word in row.line.cells[0].text for word in COVER)}
    years.discard(None)
    return years.pop() if len(years) == 1 else None


#: What a heading speaks of whose year is that of the forms below it.
COVER = ("绩效", "预算", "项目", "申报", "专项")


def read_filings(document: Document) -> Reading:
    """All filings of a document, in order; never raises for what a document holds."""
    view = unwrapped(document)
    if view is None:
        return _read(document)
    reading = _read(view.document)
    return Reading(tuple(view.restored(filing) for filing in reading.filings), view.unmapped(reading.unmapped))


def numbers_columns(row: Row) -> bool:
    """Whether a row of a table numbers its columns (1 | 2 | 3 | 4): lists print one below their header."""
    cells = row.line.cells
    if not row.in_table or len(cells) < NUMBERED or not cells[-1].text.strip().isdigit() or not all(cell.text.strip().isdigit() for cell in cells):
        return False
    figures = [int(cell.text) for cell in cells]
    return figures[0] < NUMBERED and sum(b == a + 1 for a, b in pairwise(figures)) * 3 >= (len(figures) - 1) * 2


#: So many columns are numbered at least.
NUMBERED = 4


def _read(document: Document) -> Reading:
    kept, foot = parted_foot(read_rows(document))
    kept, tails = parted_tails(with_single_rows(with_whole_labels(with_units_above(with_page_numbers(kept)))))
    rows = lay_out([row for row in kept if len(row.line.cells) < NUMBERED or not numbers_columns(row)], document.text)
    rows = without_page_numbers(rows)
    segments, outside = find_segments(rows)
    filings: list[Filing] = []
    templates: list[Unmapped] = []
    told: set[int] = set()
    for segment in (part for whole in segments for part in (parted_report(whole) if is_report(whole) else parted(whole))):
        for filing in _filings_of(document, segment, len(filings)):
            if is_template(filing):
                templates += left_of(filing)
            else:
                if tells_of_project(segment):
                    told.add(len(filings))
                filings.append(filing if filing.index == len(filings) else renumbered(filing, len(filings)))
    filings = with_units(document, filings, units_above(segments, outside))
    year = cover_year(outside)
    if year is not None:
        filings = [replace(filing, fiscal_year=year) if filing.fiscal_year is None else filing for filing in filings]
    left = [cell for row in (*outside, *tails, *foot) if row.line.rule is None for cell in row.cells if find_boilerplate(cell.text) is None]
    unmapped = (*(Unmapped(cell.text.strip(), cell.begin) for cell in left), *templates)
    return Reading(tuple(pair(share_department(filings), told)), unmapped)


def is_report(segment: Segment) -> bool:
    """Whether a segment is a report in prose."""
    return any(layout.narrative == REPORT for layout in segment.titles)


def tells_of_project(segment: Segment) -> bool:
    """Whether a segment is a narrative of one project."""
    return bool(segment.titles) and all(layout.narrative == PROJECT_NARRATIVE for layout in segment.titles)


def _filings_of(document: Document, segment: Segment, index: int) -> list[Filing]:
    """The filings of a segment, the first with the given index."""
    if is_report(segment):
        return [read_report(document, segment, index)]
    if any(layout.narrative == STATEMENT for layout in segment.titles):
        return [read_statement(document, segment, index)]
    if tells_of_project(segment):
        return [read_narrative(document, segment, index)]
    segment = unstacked(segment)
    if (wide := find_wide_header(segment.rows)) is not None:
        return read_wide_list(document, segment, wide, index)
    if (plain := find_plain_header(segment)) is not None:
        return read_plain_list(document, segment, plain, index)
    if (listed := joined_headers(segment)) is not None:
        return read_list(document, listed, index)
    return [read_form(document, segment, index)]


def renumbered(filing: Filing, index: int) -> Filing:
    """A filing at another place of its document: a template before it is none."""
    return replace(filing, index=index, findings=tuple(replace(finding, index=index) for finding in filing.findings))
