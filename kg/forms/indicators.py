"""The indicator table: rows whose level cells may have shifted, got lost, or stand on lines of their own.

A row is read by what its cells are, not by where they stand: level labels first (at most one of each rank), then the indicator's name, then
its target. Where the header prints more columns than these (a self-evaluation), the columns decide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.forms.alignments import Piece, align
from kg.forms.boilerplate import is_furniture
from kg.forms.grids import GridCell, Line, Row
from kg.forms.headers import is_parallel
from kg.forms.labels import find_label
from kg.forms.layouts import Layout
from kg.forms.levels import RESIDUE, Level, bare_level, belongs, find_level, find_level2, level1_of
from kg.forms.words import normalise

#: Header columns that only a table read by its columns can hold.
EXTRA = ("actual", "weight", "score", "reason", "note", "sign", "unit", "rate", "other")
#: Kinds of column that may stand more than once.
REMARKS = frozenset({"note", "other"})
LEVELS = ("level1", "level2")
#: A row of totals is no indicator; its figures are the form's own score.
TOTAL_STARTS = frozenset("总合小自 ")
TOTAL = re.compile(r"(?:总分|合计|总计|小计|总得分|自评总分)(?:\(\d+分?\))?")


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
    """What a table gave: its rows in order, the rows of totals, and the cells that no rule accounts for."""

    rows: list[TableRow]
    unmapped: list[GridCell]
    totals: list[tuple[GridCell, ...]] = field(default_factory=list)


def read_table(rows: Sequence[Row], columns: Mapping[int, str], layout: Layout | None) -> Reading:
    """The indicator rows of a table's body, in order, with their levels as far as the table tells them."""
    reader = TableReader(layout, columns)
    for row in rows:
        reader.read(row)
    return reader.finish()


class TableReader:
    """Reads a table's body row by row; the state is the levels in force and the rows that wait for a label printed below them."""

    def __init__(self, layout: Layout | None, columns: Mapping[int, str]) -> None:
        self.form = layout.form if layout and (layout.fixed_by is None or layout.fixed_by in columns.values()) else None
        self.levels = layout.levels if layout else {}
        self.columns = columns
        self.key = tuple(columns.items())
        self.has_name = "name" in columns.values()
        self.wanted = 2 if self.has_name else 1
        self.by_columns = any(kind in EXTRA for kind in columns.values())
        #: the columns of values, each kind but remarks once, and where they stand
        self.kinds: tuple[str, ...] = ()
        self.places: tuple[int, ...] = ()
        self._find_value_columns()
        self.totals: list[tuple[GridCell, ...]] = []
        #: where the second group of columns begins (中期 | 年度 side by side), and its reader
        self.second = second_group(columns)
        self.twin: TableReader | None = None
        if self.second is not None:
            self.twin = TableReader(layout, {column: kind for column, kind in columns.items() if column >= self.second or kind == "level1"})
            left = {column: kind for column, kind in columns.items() if column < self.second}
            self.columns, self.key = left, tuple(left.items())
        self.rows: list[TableRow] = []
        self.unmapped: list[GridCell] = []
        self.level1: str | None = None
        self.level2: str | None = None
        self.seen: list[str] = []
        #: rows from here on wait for a level-2 label that stands further down in their merged cell
        self.waiting: int | None = 0

    def read(self, row: Row) -> None:
        """One row of the body."""
        if self.twin is not None:
            row = self._read_second(row, self.twin)
        line, begin = row.line, row.begin
        if line.cells and line.cells[0].text[0] in TOTAL_STARTS and TOTAL.fullmatch(normalise(line.cells[0].text)):
            self.totals.append(row.cells)
            return
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

    def _find_value_columns(self) -> None:
        found: list[tuple[str, int]] = []
        for column, kind in self.columns.items():
            meaning = "name" if kind == "content" else kind
            if kind not in LEVELS and (kind in REMARKS or meaning not in {known for known, _ in found}):
                found.append((meaning, column))
        self.kinds = tuple(kind for kind, _ in found)
        self.places = tuple(column for _, column in found)

    def _read_second(self, row: Row, twin: TableReader) -> Row:
        """Reads the cells of a row that stand in the second group of columns, and gives the row without them."""
        assert self.second is not None
        cells = row.line.cells
        cut = next((at for at, cell in enumerate(cells) if cell.column >= self.second), len(cells))
        # Where cells shifted, the second level 2 of a row begins the second group.
        level2 = [at for at, cell in enumerate(cells) if find_level2(cell.text, self.form)]
        if len(level2) >= 2 and normalise(cells[level2[0]].text) == normalise(cells[level2[-1]].text) and level2[-1] - level2[0] > 1:
            cut = level2[-1]
        if cut < len(cells):
            twin.level1 = next((level.name for cell in cells[:cut] if (level := find_level(cell.text, self.form)) and level.rank == 1), self.level1)
            twin.read(row._replace(line=Line(cells[cut:], row.line.width)))
        return row._replace(line=Line(cells[:cut], row.line.width))

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
        if self.twin is not None:
            other = self.twin.finish()
            return Reading(self.rows + other.rows, self.unmapped + other.unmapped, self.totals)
        return Reading(self.rows, self.unmapped, self.totals)

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
        """Cells by the columns they stand in; where those are none of the header's, by what the cells are."""
        known = dict(zip(self.places, self.kinds, strict=True))
        straight = all(cell.column in known for cell in rest) and any(known[cell.column] == "name" for cell in rest)
        if straight and len({cell.column for cell in rest}) == len(rest):
            laid = [{known[cell.column]: [cell] for cell in rest}]
        elif len(rest) == 1 and self.rows and rest[0].column in known and known[rest[0].column] in {"reason", "note"}:
            # A reason merged over several rows, or printed on a line of its own.
            self.rows[-1].extra.setdefault(known[rest[0].column], rest[0])
            return
        else:
            laid, stray = align([Piece(cell, 4) for cell in rest], self.kinds, self.places)
            self.unmapped += stray
        for parts in laid:
            row = TableRow(self.level1, self.level2, None, None)
            for kind, cells in parts.items():
                cell = cells[0] if len(cells) == 1 else _joined(cells)
                if kind == "name":
                    row.name = cell
                elif kind == "target":
                    row.target = cell
                elif kind == "other":
                    self.unmapped += cells
                else:
                    row.extra[kind] = cell
            self.rows.append(row)


def _joined(cells: Sequence[GridCell]) -> GridCell:
    """Pieces of one cell as one; they stand side by side, so that only the first can be shown where a border divides them."""
    return cells[0]


def second_group(columns: Mapping[int, str]) -> int | None:
    """The column where a second group of the same columns begins (二级指标 | 三级指标 | 指标值 twice), None where there is one group."""
    if not is_parallel(tuple(columns.values())):
        return None
    for lead in ("level2", "name"):
        places = [column for column, kind in columns.items() if kind == lead]
        if len(places) == 2:
            return places[1]
    return None


@lru_cache(maxsize=1 << 15)
def split_levels(
    line: Line, form: str | None, key: tuple[tuple[int, str], ...]
) -> tuple[tuple[Level, ...], tuple[GridCell, ...], tuple[GridCell, ...]]:
    """(the level labels that lead a row, the cells that follow them, cells in front that are neither); `key` are the header's columns."""
    columns = dict(key)
    has_name = "name" in columns.values()
    by_columns = any(kind in EXTRA for kind in columns.values())
    first = min((column for column, kind in key if kind in {"name", "content"}), default=0)
    # A weight beside a level is the level's own.
    cells = [cell for cell in line.cells if not is_no_content(cell) and not (cell.column < first and columns.get(cell.column) in REMARKS)]
    levels: list[Level] = []
    at = 0
    straight = straight_levels(cells, columns, form)
    for cell in [] if straight else cells:
        if normalise(cell.text) in RESIDUE and at < len(cells) - 1:
            at += 1
            continue
        level = _level(cells, at, levels, form, columns)
        if level is None:
            break
        levels.append(level)
        at += 1
    if straight:
        levels, at = straight, len(straight)
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


def straight_levels(cells: Sequence[GridCell], columns: Mapping[int, str], form: str | None) -> list[Level]:
    """The level labels of a row that stands as the header says, though no data knows them (产出 | 数量目标 | …): it has a name and a target in
    their columns, and no level that is known in the other level's column. Empty for a row that may have shifted."""
    kinds = [columns.get(cell.column) for cell in cells]
    if None in kinds or "name" not in kinds or "target" not in kinds or len({cell.column for cell in cells}) < len(cells):
        return []
    whole = "level1" in kinds and "level2" in kinds
    found: list[Level] = []
    for cell, kind in zip(cells, kinds, strict=True):
        if kind not in LEVELS:
            break
        rank = 1 if kind == "level1" else 2
        known = find_level(cell.text, form) if rank == 1 else find_level2(cell.text, form) or find_level(cell.text, form)
        residue = normalise(cell.text) in RESIDUE and not (rank == 1 and normalise(cell.text) == "效益")
        if residue or (known is not None and known.rank != rank and not whole):
            return []
        found.append(known if known is not None and known.rank == rank else Level(bare_level(cell.text), rank))
    return found


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
    if level and level.rank == 1 and (second := find_level2(cell.text, form)):
        # 成本指标 is a level 1 of its own in newer forms and a level 2 of 产出指标 in older ones: a level 2 behind it tells, else its column,
        # as far as the cell behind it shows that columns hold.
        after = cells[at + 1] if at + 1 < len(cells) else None
        if after is not None and (find_level2(after.text, form) or normalise(after.text) in RESIDUE):
            return level
        shifted = after is not None and columns.get(after.column) == "level2"
        if columns.get(cell.column) == "level2" or shifted or (after is not None and columns.get(cell.column) != "level1"):
            return second
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
