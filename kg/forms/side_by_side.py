"""Forms beside each other in one table: the labels of the left one come again in the same rows, and so does its header of indicators."""

from __future__ import annotations

from collections.abc import Sequence

from kg.forms.grids import GridCell, Line, Row
from kg.forms.labels import find_label
from kg.forms.layouts import Layout
from kg.forms.segments import Segment

#: So great a share of the rows have cells on both sides of the edge between the forms, and none a cell that reaches over it.
ENOUGH = 0.6
#: Where more seem to stand beside each other, the labels are no forms'.
MOST = 48


def parted(segment: Segment) -> list[Segment]:
    """The forms of a segment: itself, where no other stands beside it."""
    found: list[Segment] = []
    rest = segment
    while len(found) < MOST:
        rows = rest.rows
        cut = next((cut for row in rows if len(row.line.labels) > 1 and (cut := _second_project(row)) is not None), None)
        if cut is None or not _is_wall(rows, cut):
            return [*found, rest]
        left = tuple(part for row in rows if (part := _part(row, 0, cut)) is not None)
        right = tuple(part for row in rows if (part := _part(row, cut, None) or (row if _is_above(row) else None)) is not None)
        first, rest = (Segment(part, _titles(part) or rest.titles, rest.titled) for part in (left, right))
        found.append(first)
    return [segment]


def _titles(rows: Sequence[Row]) -> tuple[Layout, ...]:
    """The layouts whose title the rows of a form print."""
    return next((row.line.titles for row in rows if row.line.titles), ())


def _second_project(row: Row) -> int | None:
    """The column of the second label of a project in a row, where both are the same word and name different projects."""
    cells = row.line.cells
    if not row.in_table or len(cells) < 4:
        return None
    found = [(at, label) for at, cell in enumerate(cells) if (label := find_label(cell.text)) is not None and label.role == "project"]
    if len(found) < 2 or found[0][1].word != found[1][1].word or found[1][0] < 2 or found[1][0] + 1 >= len(cells):
        return None
    first, second = cells[found[0][0] + 1].text, cells[found[1][0] + 1].text
    return cells[found[1][0]].column if "".join(first.split()) != "".join(second.split()) else None


def _is_above(row: Row) -> bool:
    """Whether a row holds for both forms: a title, a year, a unit of money."""
    return bool(row.line.titles) or row.line.rule is not None


def _is_wall(rows: Sequence[Row], cut: int) -> bool:
    inner = [row for row in rows if row.in_table and len(row.line.cells) > 1]
    if any(cell.column < cut < cell.column + cell.span for row in inner for cell in row.line.cells):
        return False
    beside = sum(row.line.cells[0].column < cut <= row.line.cells[-1].column for row in inner)
    return beside >= ENOUGH * len(inner)


def _part(row: Row, begin: int, end: int | None) -> Row | None:
    """The cells of a row from one column to another, as a row whose columns count from the first; None where there are none."""
    cells = [cell for cell in row.line.cells if begin <= cell.column and (end is None or cell.column < end)]
    if not cells:
        return None
    first, last = row.begin + cells[0].begin, row.begin + cells[-1].begin + len(cells[-1].text)
    moved = tuple(GridCell(cell.column - begin, cell.text, cell.begin - cells[0].begin, cell.span) for cell in cells)
    return Row(first, last, Line(moved, (end or row.line.width) - begin), row.in_table, row.gap)
