"""Indicators printed as an outline, without a table: the levels on lines of their own, below them a line for each indicator and its target.

（一）产出指标 over 1.数量指标 over 补贴机具数量：≥600台; also 数量指标：补贴机具数量≥600台；受益农户≥450户 on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.forms.combined_cells import split_cell
from kg.forms.grids import GridCell, Line, Row
from kg.forms.levels import find_level, find_level2

#: So many indicators make an outline.
ENOUGH = 2
#: No heading of both levels is longer, and no line of an outline.
LONGEST_HEADING = 32
LONGEST = 200
#: A label of a level and what follows its colon.
HEADED = re.compile(r"\s*(?P<level>[^:：\n]{2,20}?)\s*[:：]\s*(?P<rest>\S.*)")
#: Behind the label of a level: a name and a figure right behind it (理赔结案率100%).
FIGURE = re.compile(r"\s*(?P<name>[^\d:：。，,]{2,30}?)(?P<target>\d[\d.,]*\s?[^\d\s，。]{0,6})[。]?\s*")
ITEM = re.compile(r"[^；;\n]+")
#: Both levels in one heading, and the indicators below it with their targets in brackets: 【产出指标-数量指标】 over 指标1：巡护里程（≥40公里）.
BOTH = re.compile(r"\s*[【\[［(（]?(?P<first>[^-—－–:：\n]{2,10}(?:指标|目标))\s*[-—－–]+\s*(?P<second>[^-—－–:：\n]{2,12}?)[】\]］)）]?\s*[:：]?\s*")
NUMBERED = re.compile(
    r"\s*(?:指标\s*\d{0,2}\s*[:：.、]|\d{1,2}[.、．](?!\d))?\s*(?P<name>[^:：()（），。]{2,36})[(（](?P<target>[^()（）]{1,24})[)）][；;。]?\s*"
)


@dataclass(slots=True)
class Outline:
    """The indicators found so far: the level labels that wait for theirs, and the rows."""

    rows: list[Row] = field(default_factory=list)
    first: GridCell | None = None
    second: GridCell | None = None
    #: whether the last heading named both levels
    both: bool = False
    #: whether any level 1 and any level 2 were seen
    seen: set[int] = field(default_factory=set)

    def add(self, name: GridCell, target: GridCell) -> None:
        """An indicator, with the levels that wait."""
        leads = [cell for cell in (self.first, self.second) if cell is not None]
        cells = [*(cell._replace(column=rank) for rank, cell in zip((0, 1) if len(leads) == 2 else (1,), leads, strict=False))]
        cells += [name._replace(column=2), target._replace(column=3)]
        begin = cells[0].begin
        line = Line(tuple(cell._replace(begin=cell.begin - begin) for cell in cells), 4)
        self.rows.append(Row(begin, target.begin + len(target.text), line, True, False))
        self.first = self.second = None


def with_outlines(rows: Sequence[Row]) -> list[Row]:
    """The rows of a document, those that are the lines of an outline replaced by rows of a table."""
    out: list[Row] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        found = _outline(rows, at) if not row.in_table and (_level(row, 1) is not None or _both(row)) else None
        if found is None:
            out.append(row)
            at += 1
            continue
        outline, at = found
        out += outline
    return out


def _level(row: Row, rank: int) -> GridCell | None:
    """The label of a level that a line is, None for any other."""
    if row.in_table or len(row.line.cells) != 1 or row.end - row.begin > 24:
        return None
    text = row.line.cells[0].text.strip().rstrip(":：")
    level = find_level(text, None) if rank == 1 else find_level2(text, None)
    if level is None or level.rank != rank or not text.endswith(("指标", "目标", "）", ")")):
        return None
    return GridCell(0, text, row.begin + row.line.cells[0].text.index(text))


def _both(row: Row) -> tuple[GridCell, GridCell] | None:
    """The labels of both levels where a line is a heading of the two."""
    text = row.line.cells[0].text
    match = BOTH.fullmatch(text) if not row.in_table and len(text) <= LONGEST_HEADING else None
    if match is None or (first := find_level(match["first"], None)) is None or first.rank != 1 or find_level2(match["second"], None) is None:
        return None
    return GridCell(0, match["first"], row.begin + match.start("first")), GridCell(1, match["second"], row.begin + match.start("second"))


def _outline(rows: Sequence[Row], at: int) -> tuple[list[Row], int] | None:
    """(its rows, the row behind it) of the outline that begins with a level 1; None where none does."""
    outline = Outline()
    last = at
    while last < len(rows) and not rows[last].in_table and rows[last].end - rows[last].begin <= LONGEST:
        row = rows[last]
        if (both := _both(row)) is not None:
            outline.first, outline.second = both
            outline.both, outline.seen = True, {1, 2}
            last += 1
            continue
        first = _level(row, 1)
        second = _level(row, 2) if first is None or (outline.first is not None and outline.second is None) else None
        outline.both = outline.both and first is None and second is None
        if second is not None:
            outline.second = second
            outline.seen.add(2)
        elif first is not None:
            outline.first, outline.second = first, None
            outline.seen.add(1)
        elif pairs := list(_pairs(row, outline)):
            if not outline.rows and (outline.first is None or outline.second is None):
                return None
            for name, target in pairs:
                outline.add(name, target)
        else:
            break
        last += 1
    # Levels without indicators behind the last one belong to what follows.
    return (outline.rows, last) if len(outline.rows) >= ENOUGH and outline.seen == {1, 2} else None


def _pairs(row: Row, outline: Outline) -> Iterator[tuple[GridCell, GridCell]]:
    """The indicators of a line; the level 2 in front of them is taken into the outline."""
    text, begin = row.line.cells[0].text, 0
    if outline.both and (match := NUMBERED.fullmatch(text)) is not None:
        yield GridCell(0, match["name"], row.begin + match.start("name")), GridCell(1, match["target"], row.begin + match.start("target"))
        return
    headed = HEADED.fullmatch(text)
    if headed is not None and (find_level2(headed["level"], None)) is not None:
        outline.second = GridCell(1, headed["level"], row.begin + headed.start("level"))
        outline.seen.add(2)
        begin = headed.start("rest")
    for item in ITEM.finditer(text, begin):
        cell = GridCell(0, item.group(), row.begin + item.start())
        found = split_cell(cell)
        if len(found) == 1:
            yield found[0]
        elif begin and (figure := FIGURE.fullmatch(cell.text)) is not None:
            yield tuple(cell._replace(text=figure[part], begin=cell.begin + figure.start(part)) for part in ("name", "target"))  # type: ignore[misc]
        else:
            return
