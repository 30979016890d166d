"""The unit of a block of money on a line below its heading, both in one merged cell: 项目资金 | 年度资金总额 | 12 over （万元） | 财政拨款 | 12."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.forms.grids import GridCell, Line, Row
from kg.forms.labels import find_label

#: A unit alone in a cell, and how many rows below the heading it may stand.
UNIT = re.compile(r"\s*[（(]\s*(?:金额)?(?:单位[:：]?)?\s*(?:人民币)?(?:万元|千元|亿元|元)\s*[)）]\s*")
NEAR = 4
LONGEST = 16


def with_units_above(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of a document, each unit that stands alone in the first column moved up to the heading it is cut from."""
    out: list[Row] = []
    changed = False
    for row in rows:
        first = row.line.cells[0]
        if first.column == 0 and "元" in first.text and len(first.text) <= LONGEST and UNIT.fullmatch(first.text) and not row.gap:
            at = _heading(out, alone=len(row.line.cells) == 1)
            if at is not None:
                out[at] = _with_unit(out[at], first.text)
                changed = True
                if len(row.line.cells) > 1:
                    out.append(_without_first(row))
                continue
        out.append(row)
    return out if changed else rows


def _heading(above: Sequence[Row], *, alone: bool) -> int | None:
    """The row of the nearest first cell above, where that heads a block of money and has no unit; below a unit that stands `alone` in its row,
    also the label of one amount."""
    for at in range(len(above) - 1, max(len(above) - 1 - NEAR, -1), -1):
        row = above[at]
        first = row.line.cells[0]
        if first.column == 0:
            label = find_label(first.text) if row.in_table and len(row.line.cells) > 1 else None
            heads = label is not None and not label.unit and (label.role == "section_money" or (alone and label.kind == "amount"))
            return at if heads else None
        if row.gap or not row.in_table:
            return None
    return None


def _with_unit(row: Row, unit: str) -> Row:
    first, *rest = row.line.cells
    return row._replace(line=Line((GridCell(0, f"{first.text.strip()}\n{unit.strip()}", first.begin, first.span), *rest), row.line.width))


def _without_first(row: Row) -> Row:
    cells = row.line.cells[1:]
    shift = cells[0].begin
    return row._replace(begin=row.begin + shift, line=Line(tuple([cell._replace(begin=cell.begin - shift) for cell in cells]), row.line.width))
