"""The forms stage: the blocks of a document to filings.

Layouts, labels and level names are data (`layouts.yaml`, `labels.yaml`, `headers.yaml`, `boilerplate.yaml`, `figures.yaml`); a form that no
layout knows is read by its labels alone, as `unknown`.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.documents import Document
from kg.filings import Filing, Unmapped
from kg.forms.boilerplate import find_boilerplate
from kg.forms.flats import lay_out
from kg.forms.grids import read_rows
from kg.forms.layouts import PROJECT_NARRATIVE
from kg.forms.lists import list_header, read_list
from kg.forms.narratives import pair, read_narrative
from kg.forms.readers import read_form
from kg.forms.segments import find_segments
from kg.forms.statements import read_statement, share_department

__all__ = ["Reading", "read_filings"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The filings of a document, and its text outside any of them that no boilerplate rule accounts for."""

    filings: tuple[Filing, ...]
    unmapped: tuple[Unmapped, ...]


def read_filings(document: Document) -> Reading:
    """All filings of a document, in order; never raises for what a document holds."""
    rows = lay_out(read_rows(document), document.text)
    segments, outside = find_segments(rows)
    filings: list[Filing] = []
    for segment in segments:
        index = len(filings)
        if any(layout.narrative == "statement" for layout in segment.titles):
            filings.append(read_statement(document, segment, index))
        elif segment.titles and all(layout.narrative == PROJECT_NARRATIVE for layout in segment.titles):
            filings.append(read_narrative(document, segment, index))
        elif any(row.line.columns and list_header(row) for row in segment.rows):
            filings += read_list(document, segment, index)
        else:
            filings.append(read_form(document, segment, index))
    left = [cell for row in outside if row.line.rule is None for cell in row.cells if find_boilerplate(cell.text) is None]
    unmapped = tuple(Unmapped(cell.text.strip(), cell.begin) for cell in left)
    return Reading(tuple(pair(share_department(filings))), unmapped)
