"""The indicator table: rows whose level cells may have shifted, got lost, or stand on lines of their own.

A row is read by what its cells are, not by where they stand: level labels first (at most one of each rank), then the indicator's name, then
its target. Where the header prints more columns than these (a self-evaluation), the columns decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.forms.grids import GridCell, Line, Row
from kg.forms.labels import find_label, is_furniture, normalise
from kg.forms.layouts import Layout
from kg.forms.levels import RESIDUE, Level, belongs, find_level, find_level2, level1_of

#: Header columns that only a table read by its columns can hold.
EXTRA = ("actual", "weight", "score", "reason", "note")


@dataclass(slots=True)
class TableRow:
    """An indicator row while the table is read; cells are kept raw, so that their places are."""

    level1: str | None
    level2: str | None
    name: GridCell | None
    target: GridCell | None
    extra: dict[str, GridCell] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """What a table gave: its rows in order, and the cells that no rule accounts for."""

    rows: list[TableRow]
    unmapped: list[GridCell]


def read_table(rows: Sequence[Row], columns: Mapping[int, str], layout: Layout | None) -> Reading:
    """The indicator rows of a table's body, in order, with their levels as far as the table tells them."""
    reader = TableReader(layout, columns)
    for row in rows:
        reader.read(row)
    return reader.finish()


class TableReader:
    """Reads a table's body row by row; the state is the levels in force and the rows that wait for a label printed below them."""

    def __init__(self, layout: Layout | None, columns: Mapping[int, str]) -> None:
        self.form = layout.form if layout else None
        self.levels = layout.levels if layout else {}
        self.columns = columns
        self.key = tuple(columns.items())
        self.has_name = "name" in columns.values()
        self.wanted = 2 if self.has_name else 1
        self.by_columns = any(kind in EXTRA for kind in columns.values())
        self.rows: list[TableRow] = []
        self.unmapped: list[GridCell] = []
        self.level1: str | None = None
        self.level2: str | None = None
        self.seen: list[str] = []
        #: rows from here on wait for a level-2 label that stands further down in their merged cell
        self.waiting: int | None = 0

    def read(self, row: Row) -> None:
        """One row of the body."""
        line, begin = row.line, row.begin
        if line.plain and len(line.cells) == self.wanted and not self.by_columns:
            name, target = line.cells[0], line.cells[-1]
            self._add([GridCell(name.column, name.text, begin + name.begin), GridCell(target.column, target.text, begin + target.begin)])
            return
        levels, cells, stray = split_levels(line, self.form, self.key)
        if levels:
            self._enter(levels)
        for cell in stray:
            self.unmapped.append(GridCell(cell.column, cell.text, begin + cell.begin))
        if cells:
            rest = [GridCell(cell.column, cell.text, begin + cell.begin) for cell in cells]
            if self.by_columns:
                self._add_by_columns(rest)
            else:
                self._add(rest)

    def finish(self) -> Reading:
        """The table as read; rows that still wait take the level in force, and a lost level 1 follows from its level 2."""
        seen = tuple(self.seen)
        known: dict[tuple[str | None, str], str | None] = {}
        for row in self.rows:
            level1, level2 = row.level1, row.level2
            if level2:
                if (level1, level2) not in known:
                    holds = level1 is not None and belongs(level2, level1, self.levels)
                    known[level1, level2] = level1 if holds else level1_of(level2, seen, self.levels) or level1
                row.level1 = known[level1, level2]
        return Reading(self.rows, self.unmapped)

    def _enter(self, levels: Sequence[Level]) -> None:
        """Take new levels into force."""
        for level in levels:
            if level.rank == 1:
                if level.name not in self.seen:
                    self.seen.append(level.name)
                if self.level1 not in {None, level.name}:
                    # Rows that wait for a level 2 belong to the level 1 above them, not to this one.
                    self.waiting = None
                # A level 1 printed without its level 2 starts a page or a block whose level 2 stands further down.
                if len(levels) == 1:
                    self._await(level.name)
                self.level1 = level.name
            else:
                self._enter_level2(level.name)

    def _await(self, level1: str) -> None:
        if self.level2 is not None and not (self.level1 == level1 and belongs(self.level2, level1, self.levels)):
            self.level2 = None
        self.waiting = len(self.rows)

    def _enter_level2(self, level2: str) -> None:
        if self.level1 is not None and not belongs(level2, self.level1, self.levels):
            self.level1 = level1_of(level2, tuple(self.seen), self.levels)
        if self.waiting is not None:
            for row in self.rows[self.waiting :]:
                row.level2 = level2
                row.level1 = self.level1 or row.level1
            self.waiting = None
        self.level2 = level2

    def _add(self, rest: list[GridCell]) -> None:
        wanted = self.wanted
        name = rest[0] if self.has_name else None
        target = rest[wanted - 1] if len(rest) >= wanted else None
        self.rows.append(TableRow(self.level1, self.level2, name, target))
        if len(rest) > wanted:
            self.unmapped += rest[wanted:]

    def _add_by_columns(self, rest: list[GridCell]) -> None:
        row = TableRow(self.level1, self.level2, None, None)
        for cell in rest:
            kind = self._column_of(cell)
            if kind in {"name", "content"} and row.name is None:
                row.name = cell
            elif kind == "target" and row.target is None:
                row.target = cell
            elif kind in EXTRA and kind not in row.extra:
                row.extra[kind] = cell
            else:
                self.unmapped.append(cell)
        self.rows.append(row)

    def _column_of(self, cell: GridCell) -> str | None:
        """The meaning of the nearest header column at or left of a cell."""
        at_left = [column for column in self.columns if column <= cell.column]
        return self.columns[max(at_left)] if at_left else None


@lru_cache(maxsize=1 << 15)
def split_levels(
    line: Line, form: str | None, key: tuple[tuple[int, str], ...]
) -> tuple[tuple[Level, ...], tuple[GridCell, ...], tuple[GridCell, ...]]:
    """(the level labels that lead a row, the cells that follow them, cells in front that are neither); `key` are the header's columns."""
    columns = dict(key)
    has_name = "name" in columns.values()
    by_columns = any(kind in EXTRA for kind in columns.values())
    cells = [cell for cell in line.cells if not is_no_content(cell)]
    levels: list[Level] = []
    at = 0
    for cell in cells:
        if normalise(cell.text) in RESIDUE and at < len(cells) - 1:
            at += 1
            continue
        level = _level(cells, at, levels, form, columns)
        if level is None:
            break
        levels.append(level)
        at += 1
    rest = cells[at:]
    wanted = 2 if has_name else 1
    stray: list[GridCell] = []
    if not by_columns and len(rest) > wanted:
        surplus = rest[: len(rest) - wanted]
        known = next((n for n, cell in enumerate(surplus) if find_level(cell.text, form)), None)
        if known is not None and not levels:
            # Something stands in front of labels that the form knows: it is no label.
            stray = surplus[:known]
            inner = _row_of(cells, at + known, line.width)
            levels_in, rest_in, stray_in = split_levels(inner, form, key)
            return levels_in, rest_in, (*stray, *stray_in)
        unknown = _unknown_levels(surplus, levels, columns)
        levels += unknown
        rest = rest[len(unknown) :]
    if not rest and len(levels) == len(cells) > 1 and levels[-1].rank == levels[-2].rank == 2 and has_name:
        # A name that repeats its level (满意度 | 满意度 | ≥90%) is still a name.
        levels, rest = levels[:-1], cells[-1:]
    return tuple(levels), tuple(rest), tuple(stray)


def _row_of(cells: list[GridCell], at: int, width: int) -> Line:
    return Line(tuple(cells[at:]), width)


def is_no_content(cell: GridCell) -> bool:
    """Whether a cell of a table's body is no content: the heading 绩效指标 beside it, a ruling, an ellipsis."""
    label = find_label(cell.text)
    return (label is not None and label.role == "section_indicators") or is_furniture(cell.text)


def _level(cells: list[GridCell], at: int, before: list[Level], form: str | None, columns: Mapping[int, str]) -> Level | None:
    """The level label in a cell, None where it holds none or none can stand there any more."""
    cell = cells[at]
    if before:
        return None if len(before) == 2 or before[-1].rank == 2 else find_level2(cell.text, form)
    level = find_level(cell.text, form)
    if level and level.rank == 1 and columns.get(cell.column) == "level2":
        # 成本指标 is a level 1 of its own in newer forms and a level 2 of 产出指标 in older ones: the column tells, unless a level 2 follows.
        after = cells[at + 1] if at + 1 < len(cells) else None
        if after is None or find_level2(after.text, form) is None:
            return find_level2(cell.text, form) or level
    return level


def _unknown_levels(surplus: list[GridCell], levels: list[Level], columns: Mapping[int, str]) -> list[Level]:
    """Cells in front of name and target that no vocabulary knows: the form's own level labels, by their number and column."""
    unknown: list[Level] = []
    for cell in surplus[: 2 - len(levels)]:
        if len(cell.text) > 20:
            break
        second = bool(levels or unknown) or (len(surplus) == 1 and columns.get(cell.column) != "level1")
        unknown.append(Level("".join(cell.text.split()), 2 if second else 1))
    return unknown
