"""Rows of an indicator table that a line's end inside a cell cut in two: the row above is too short, the one below begins in its middle.

Converters write a row as a line, cells divided by tabs, and keep the line ends of a cell: `产出指标⇥可持` over `续影响指标⇥机制健全性⇥健全`. Together
the two have as many columns as the rows around them.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.forms.grids import GridCell, Line, Row
from kg.forms.levels import find_level, find_level2
from kg.forms.row_levels import LEVEL_ENDS
from kg.forms.targets import parse_target


def mended(rows: Sequence[Row], document: str) -> tuple[Sequence[Row], frozenset[int]]:
    """(the rows with those joined that were one, where the cells begin that a line's end stands in)."""
    target: int | None = None
    widths: set[int] = set()
    out: list[Row] = []
    cuts: set[int] = set()
    if not any(row.line.columns for row in rows):
        return rows, frozenset()
    for row in rows:
        if row.line.columns:
            target = max((column for column, kind in row.line.columns.items() if kind == "target"), default=None)
            widths = {row.line.width}
        elif target is not None and row.in_table:
            if out and out[-1].line.cells[-1].column < target and (joined := _joined(out[-1], row, target, widths, document)) is not None:
                cuts.add(joined.begin + joined.line.cells[len(out[-1].line.cells) - 1].begin)
                out[-1] = joined
                continue
            if row.line.cells[-1].column >= target:
                widths.add(row.line.width)
        out.append(row)
    return (out, frozenset(cuts)) if cuts else (rows, frozenset())


def _is_level(text: str) -> bool:
    return find_level2(text, None) is not None or find_level(text, None) is not None


def _joined(above: Row, below: Row, target: int, widths: set[int], document: str) -> Row | None:
    """The row that two lines are, None where they are two."""
    last, first = above.line.cells[-1], below.line.cells[0]
    short = above.in_table and last.column < target and last.column == above.line.width - 1
    if not short or first.column != 0 or below.gap or below.begin != above.end + 1 or above.line.columns or below.line.labels:
        return None
    if below.line.cells[-1].column + last.column < target or below.line.width + last.column not in widths:
        return None
    whole = document[above.begin + last.begin : below.begin + first.begin + len(first.text)]
    # A label cut in two is known when it is whole; of a name the first part is no label and no target, and the second no whole label.
    whole_label = _is_level(first.text) and (last.column == 0 or first.text.rstrip().endswith(LEVEL_ENDS))
    if not _is_level(whole) and (_is_level(last.text) or whole_label or parse_target(last.text).kind != "qualitative"):
        return None
    cell = GridCell(last.column, whole, last.begin)
    shift = below.begin - above.begin
    rest = [GridCell(c.column + last.column, c.text, c.begin + shift, c.span) for c in below.line.cells[1:]]
    return Row(above.begin, below.end, Line((*above.line.cells[:-1], cell, *rest), below.line.width + last.column), True, above.gap)
