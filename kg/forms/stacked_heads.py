"""Heads of lists in several rows (基本情况 | 绩效目标 | 设立依据 over 资金 | 产出 | 效益 over 项目名称 | 年度预算 | 数量指标): laid flat, so that
the readers of lists meet one row of labels and at most one of levels below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.forms.entries import is_sum
from kg.forms.grids import GridCell, Line, Row
from kg.forms.headers import find_among
from kg.forms.labels import find_label
from kg.forms.levels import find_level, find_level2, level_over
from kg.forms.segments import Segment
from kg.forms.words import normalise

#: A head has no more rows, and no word of it is longer.
DEEPEST = 4
LONGEST = 14
#: So many columns side by side make a list.
ENOUGH = 3
#: Kinds of label that words over several columns may be: what else is a label stands in front of its value.
OVER = frozenset({"section", "text", "column", "note"})
NO_WORD = frozenset("：:，。；《〔0123456789≥≤%")


def unstacked(segment: Segment) -> Segment:
    """A segment whose list has a head of several rows with that head laid flat; any other as it is."""
    rows = segment.rows
    at = next((at for at, row in enumerate(rows) if row.line.labels and len(row.line.cells) >= ENOUGH and _names_projects(row)), None)
    if at is None:
        return segment
    leaves = {cell.column for cell in rows[at].line.cells}
    begin, end = at, at + 1
    while begin > 0 and end - begin < DEEPEST and _stands_over(rows[begin - 1], leaves):
        begin -= 1
    while end < len(rows) and end - begin < DEEPEST and rows[end].in_table and all(_is_known(cell) or is_sum(cell) for cell in rows[end].line.cells):
        end += 1
    # The readers know heads of two rows whose upper one names the projects.
    if begin == at and end - begin < ENOUGH:
        return segment
    return replace(segment, rows=(*rows[:begin], *_flat(rows[begin:end]), *rows[end:]))


def _names_projects(row: Row) -> bool:
    """Whether a row is that of a list's head with the column of projects."""
    cells = row.line.cells
    if not row.in_table or "project" not in [label.role for label in row.line.labels]:
        return False
    return all(_is_word(cell) for cell in cells) and sum(_is_known(cell) for cell in cells) >= ENOUGH


def _stands_over(row: Row, leaves: set[int]) -> bool:
    """Whether a row stands over the columns of a list's head: its words hold for several of them, or go down beside them."""
    cells = row.line.cells
    if not row.in_table or len(cells) < 2 or row.line.titles or not all(_is_word(cell) for cell in cells):
        return False
    labels = [(cell, find_label(cell.text)) for cell in cells]
    if any(label is not None and label.kind not in OVER and cell.column in leaves for cell, label in labels):
        return False
    return any((label is not None and label.kind in OVER) or level_over(cell.text) for cell, label in labels)


def _is_word(cell: GridCell) -> bool:
    word = normalise(cell.text).removeprefix("其中:").split("(")[0]
    return len(word) <= LONGEST and not NO_WORD & set(word)


def _is_known(cell: GridCell) -> bool:
    return find_label(cell.text) is not None or _is_level(cell) or find_among(cell.text) is not None


def _is_level(cell: GridCell) -> bool:
    return find_level(cell.text, None) is not None or find_level2(cell.text, None) is not None


def _flat(rows: Sequence[Row]) -> list[Row]:
    """The head as one row, or as two where levels 1 stand over levels 2: the lowest word of each column is what it holds."""
    columns: dict[int, list[GridCell]] = {}
    for row in rows:
        for cell in row.cells:
            columns.setdefault(cell.column, []).append(cell)
    top: list[GridCell] = []
    below: list[GridCell] = []
    for _, column in sorted(columns.items()):
        # 预算金额 over 合计: the sum's word says no more.
        cells = column[:-1] if len(column) > 1 and is_sum(column[-1]) else column
        over = [cell for cell in cells[:-1] if level_over(cell.text) is not None]
        if over and _is_level(cells[-1]):
            top.append(over[-1])
            below.append(cells[-1])
        elif find_level2(cells[-1].text, None) is not None and top and len(cells) == 1 and below and cells[0].begin >= rows[-1].begin:
            # 数量指标 | 质量指标 below one 产出
            below.append(cells[-1])
        else:
            top.append(cells[-1])
    return [_row(part, rows) for part in (top, below) if part]


def _row(cells: Sequence[GridCell], rows: Sequence[Row]) -> Row:
    begin = rows[0].begin
    return rows[0]._replace(end=rows[-1].end, line=Line(tuple(cell._replace(begin=cell.begin - begin) for cell in cells), len(cells)))
