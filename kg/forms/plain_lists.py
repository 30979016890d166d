"""Tables with a project a row and no indicators: 项目名称 | 项目单位 | 预算金额 | 立项依据 | 绩效目标 over one row for each project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.documents import Document
from kg.filings import Filing
from kg.forms.above import open_below, own_unit, read_above
from kg.forms.cleaning import clean
from kg.forms.drafts import Draft
from kg.forms.grids import BELOW, Row
from kg.forms.guesses import guess_label
from kg.forms.labels import Label, find_label
from kg.forms.layouts import choose_layout
from kg.forms.lists import head_label
from kg.forms.readers import WHOLE, finish, words_of
from kg.forms.segments import Segment
from kg.forms.wide_lists import is_sum

#: So many labels side by side head a list, and so many projects make one.
ENOUGH_LABELS = 3
ENOUGH_PROJECTS = 2
#: Kinds of label that may stand above a list: what holds for all its projects.
ABOVE = frozenset({"note", "section", "contact", "year"})


@dataclass(frozen=True, slots=True)
class PlainHeader:
    """The header of such a list: its row, its labels by column, and the project's column."""

    at: int
    labels: Mapping[int, Label]
    project: int


def find_plain_header(segment: Segment) -> PlainHeader | None:
    """The header of a list of projects among the rows of a segment, None where there is none."""
    rows = segment.rows
    if any(row.line.columns for row in rows) or any(row.line.titles and WHOLE in row.line.cells[0].text for row in rows):
        return None
    for at, row in enumerate(rows):
        labels = {cell.column: label for cell in row.line.cells if (label := head_label(cell.text)) is not None}
        project = next((column for column, label in labels.items() if label.role == "project"), None)
        if project is None or not row.in_table or len(labels) < ENOUGH_LABELS:
            if any(label.kind not in ABOVE and label.role not in {"department", "supervisor", "other"} for label in row.line.labels):
                return None
            continue
        header = PlainHeader(at, _all_labels(rows, at, labels), project)
        return header if _projects_below(rows, header) >= ENOUGH_PROJECTS else None
    return None


def _all_labels(rows: Sequence[Row], at: int, known: Mapping[int, Label]) -> dict[int, Label]:
    """The labels of a header's columns: those that no data knows by what stands below them."""
    labels = dict(known)
    for cell in rows[at].line.cells:
        if cell.column not in labels:
            below = next((c.text for row in rows[at + 1 :] for c in row.line.cells if c.column == cell.column), "")
            guessed = guess_label(cell.text, below)
            if guessed is not None:
                labels[cell.column] = guessed
    return labels


def _projects_below(rows: Sequence[Row], header: PlainHeader) -> int:
    """How many rows below a header name a project and no label, up to the first that does not hold a list's cells."""
    count = 0
    for row in rows[header.at + 1 :]:
        if is_sum(row) or row.line.rule is not None:
            continue
        cells = {cell.column: cell for cell in row.line.cells}
        project = cells.get(header.project)
        if not row.in_table or project is None or len(cells) < 2 or find_label(project.text) is not None or project.text.strip().isdigit():
            break
        count += any(column in header.labels for column in cells if column != header.project)
    return count


def read_plain_list(document: Document, segment: Segment, header: PlainHeader, index: int) -> list[Filing]:
    """The filings of a list, one a project, the first with the given index; what stands above the header holds for all of them."""
    above = read_above(Draft(document, index), segment.rows[: header.at])
    layout, confidence = choose_layout(segment.titles, words_of(segment.rows))
    filings: list[Filing] = []
    draft: Draft | None = None
    held: list[Row] = []

    def close() -> None:
        if draft is not None:
            filings.append(finish(draft, Segment(tuple(held), segment.titles, True), layout, confidence, []))

    for row in segment.rows[header.at + 1 :]:
        cells = {cell.column: cell for cell in row.cells}
        project = cells.get(header.project)
        if row.line.rule in BELOW:
            continue
        if project is None or not row.in_table or is_sum(row) or len(cells) < 2:
            if draft is not None and row.line.rule is None:
                for cell in row.cells:
                    draft.leave(cell)
            continue
        close()
        draft, held = Draft(document, index + len(filings), unit=above.unit), [row]
        open_below(draft, above)
        own_unit(draft, [(header.labels[column], cell) for column, cell in cells.items() if column in header.labels])
        for column, cell in cells.items():
            label = header.labels.get(column)
            if label is None:
                if not cell.text.strip().isdigit():
                    draft.leave(cell)
            elif label.kind == "text":
                draft.add_field(label.printed, label.role, clean(cell.text, cell.begin))
            else:
                draft.add_value(label, cell, cell.begin)
    close()
    return filings
