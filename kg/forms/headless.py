"""Blocks of indicators without the head 一级指标 | 二级指标 | 三级指标 | 指标值: their level labels alone say that they begin.

In a text that lost its cells both ranks of levels stand as cells of their own, a name and a target behind them; level words in running text
do not.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.forms.compact_tables import match_level
from kg.forms.compacts import LINE, SPACE, Compact, match_label
from kg.forms.grids import Line, Row
from kg.forms.labels import find_label
from kg.forms.levels import find_level, find_level2
from kg.forms.targets import parse_target
from kg.forms.words import normalise

#: The columns of an indicator table that prints no head.
COLUMNS = ("level1", "level2", "name", "target")
#: What no name and no target of an indicator holds.
SENTENCE = frozenset("。；;!?！？:")
LONGEST = 60


def leads_block(c: Compact, i: int, document: str) -> bool:
    """Whether a block of indicators begins at `i`: a level 1 and a level 2 as cells of their own, a name and a target behind them."""
    if c.before[i] < LINE or (first := _level_cell(c, i)) is None or (second := _level_cell(c, first)) is None:
        return False
    level1, level2 = c.text[i:first], c.text[first:second]
    level = find_level(level1, None)
    if level is None or level.rank != 1 or not _is_whole(level1) or find_level2(level2, None) is None:
        return False
    divided = min(c.before[first], c.before[second])
    # Words of a line that single spaces divide are running text as often as cells.
    if divided <= SPACE:
        return False
    name = _end_of_cell(c, second, min(divided, LINE))
    target = _end_of_cell(c, name, min(divided, LINE)) if name < len(c.text) else name
    cells = [(second, name), (name, target)]
    return all(0 < b - a <= LONGEST and not SENTENCE & set(c.text[a:b]) and match_label(c, a, document, fused=False) is None for a, b in cells)


def _is_whole(level1: str) -> bool:
    """Whether a level 1 has its last word: 效益 and 产出 alone are words of texts too."""
    word = normalise(level1)
    return "指标" in word or "目标" in word


def _level_cell(c: Compact, i: int) -> int | None:
    """The end of the level label that is the whole cell at `i`."""
    end = match_level(c, i, fused=False) if i < len(c.text) else None
    return end if end is not None and end < len(c.text) and c.before[end] else None


def _end_of_cell(c: Compact, i: int, strength: int) -> int:
    stop = min(len(c.text), i + LONGEST + 1)
    return next((k for k in range(i + 1, stop) if c.before[k] >= strength), stop)


def implied_columns(row: Row) -> dict[int, str] | None:
    """The columns of an indicator table that has no header, from its first row: a level 1, a level 2, a name and a target, or all but the
    level 2 where the target is a figure; None for any other row."""
    cells = row.line.cells
    if not len(COLUMNS) - 1 <= len(cells) <= len(COLUMNS) + 1:
        return None
    heading = find_label(cells[0].text)
    if heading is not None and (heading.role == "section_indicators" or (heading.role == "goal" and len(cells) > len(COLUMNS))):
        # 绩效指标, or 年度绩效目标, merged down the whole block
        cells = cells[1:]
    if len(cells) not in {len(COLUMNS) - 1, len(COLUMNS)} or find_label(cells[0].text) is not None:
        return None
    first, second = find_level(cells[0].text, None), find_level2(cells[1].text, None)
    if first is None or first.rank != 1 or not _is_whole(cells[0].text):
        return None
    if len(cells) == len(COLUMNS):
        return dict(zip([cell.column for cell in cells], COLUMNS, strict=True)) if second is not None else None
    if second is not None or parse_target(cells[2].text).kind not in {"quantity", "percentage"}:
        return None
    return {cells[0].column: "level1", cells[1].column: "level2", cells[2].column: "name", cells[2].column + 1: "target"}


def behind_heading(row: Row, columns: Mapping[int, str]) -> Row:
    """The first row of a block without the cell that heads it all (绩效目标), which spells a level 2 of some forms."""
    cells = tuple(cell for cell in row.line.cells if cell.column >= min(columns))
    return row if len(cells) == len(row.line.cells) else row._replace(line=Line(cells, row.line.width))
