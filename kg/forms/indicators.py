"""The indicator table: rows whose level cells may have shifted, got lost, or stand on lines of their own.

A row is read by what its cells are, not by where they stand: level labels first (at most one of each rank), then the indicator's name, then
its target. Where the header prints more columns than these (a self-evaluation), the columns decide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from kg.forms.alignments import Laid, Piece, align
from kg.forms.combined_cells import split_cell
from kg.forms.grids import GridCell, Line, Row, make_cell
from kg.forms.headers import ELSE, find_header
from kg.forms.layouts import Layout
from kg.forms.levels import Level, belongs, family_of, find_level, find_level2, level1_family, level1_of
from kg.forms.natures import settle_target
from kg.forms.row_levels import REMARKS, split_levels
from kg.forms.table_columns import table_columns
from kg.forms.words import normalise

#: A row of totals is no indicator; its figures are the form's own score.
TOTAL_STARTS = frozenset("总合小自 ")
TOTAL = re.compile(r"(?:总分|合计|总计|小计|总得分|自评总分)(?:\(\d+分?\))?")


def is_total(line: Line) -> bool:
    """Whether a row sums the table up."""
    return bool(line.cells) and line.cells[0].text[0] in TOTAL_STARTS and TOTAL.fullmatch(normalise(line.cells[0].text)) is not None


def heads_on(line: Line) -> bool:
    """Whether a row is the lower one of a head whose merged cells the file lost (经费保障 | 制度保障 | 其他 | 确定能 | 有可能)."""
    known = [find_header(cell.text) in REMARKS_OF_HEADS for cell in line.cells]
    return sum(known) >= LOWER and all(k or normalise(cell.text) in ELSE for k, cell in zip(known, line.cells, strict=True))


#: Columns that the lower row of a head tells apart, and how many make one.
REMARKS_OF_HEADS, LOWER = frozenset({"note", "reason"}), 4


@dataclass(slots=True)
class TableRow:
    """An indicator row while the table is read; cells are kept raw, so that their places are."""

    level1: str | None
    level2: str | None
    name: GridCell | None
    target: GridCell | None
    extra: dict[str, GridCell] = field(default_factory=dict)
    remarks: list[GridCell] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """What a table gave: its rows in order, the rows of totals, and the cells that no rule accounts for."""

    rows: list[TableRow]
    unmapped: list[GridCell]
    totals: list[tuple[GridCell, ...]] = field(default_factory=list)


def read_table(rows: Sequence[Row], columns: Mapping[int, str], layout: Layout | None, *, whole: bool = False) -> Reading:
    """The indicator rows of a table's body, in order, with their levels as far as the table tells them; `whole` says that the format loses no
    cells."""
    reader = TableReader(layout, columns)
    reader.whole = whole
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
        self.has_name, self.wanted, combined, self.levels_behind, self.by_columns, self.kinds, self.places, self.second = table_columns(self.key)
        # Beijing's forms print there what is aimed at.
        self.combined = combined and not (layout and layout.fixed_by)
        #: whether no cells can be lost, so that a level 1 holds until the next
        self.whole = False
        self.totals: list[tuple[GridCell, ...]] = []
        #: the reader of the second group of columns
        self.twin: TableReader | None = None
        #: whether both groups stand beside one column of levels 2
        self.shares_level2 = False
        if self.second is not None:
            self.shares_level2 = not any(kind == "level2" and column >= self.second for column, kind in columns.items())
            both = {"level1", "level2"} if self.shares_level2 else {"level1"}
            self.twin = TableReader(layout, {column: kind for column, kind in columns.items() if column >= self.second or kind in both})
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
        if self.levels_behind:
            printed = row.line.cells
            ahead = [cell for column in self.levels_behind for cell in printed if cell.column == column]
            row = row._replace(line=Line((*ahead, *(cell for cell in printed if cell not in ahead)), row.line.width))
        line, begin = row.line, row.begin
        if is_total(line):
            self.totals.append(row.cells)
            return
        if not line.plain and heads_on(line):
            return
        if line.plain and len(line.cells) == self.wanted and not self.by_columns:
            self._add([make_cell((column, text, begin + at, 1)) for column, text, at, _ in line.cells])
            return
        levels, cells, stray = split_levels(line, self.form, self.key)
        if levels:
            self._enter(levels)
        for cell in stray:
            self.unmapped.append(GridCell(cell.column, cell.text, begin + cell.begin))
        if cells:
            rest = [make_cell((column, text, begin + at, 1)) for column, text, at, _ in cells]
            if self.by_columns:
                self._add_by_columns(rest)
            else:
                self._add(rest)

    def _read_second(self, row: Row, twin: TableReader) -> Row:
        """Reads the cells of a row that stand in the second group of columns, and gives the row without them."""
        assert self.second is not None
        cells = row.line.cells
        cut = next((at for at, cell in enumerate(cells) if cell.column >= self.second), len(cells))
        # Where cells shifted, the second level 2 of a row begins the second group.
        level2 = [at for at, cell in enumerate(cells) if find_level2(cell.text, self.form)]
        if len(level2) >= 2 and normalise(cells[level2[0]].text) == normalise(cells[level2[-1]].text) and level2[-1] - level2[0] > 1:
            cut = level2[-1]
        if self.shares_level2:
            levels = tuple(takewhile(lambda cell: find_level(cell.text, self.form) is not None, cells))
            if len(cells) - len(levels) == 2 * self.wanted and cells[len(levels)].column < min(self.places):
                # Cells shifted: the values of each group are half of the row's.
                cut = len(cells) - self.wanted
            if levels or cut < len(cells):
                twin.read(row._replace(line=Line((*levels, *cells[cut:]), row.line.width)))
        elif cut < len(cells):
            twin.level1 = next((level.name for cell in cells[:cut] if (level := find_level(cell.text, self.form)) and level.rank == 1), self.level1)
            twin.read(row._replace(line=Line(cells[cut:], row.line.width)))
        return row._replace(line=Line(cells[:cut], row.line.width))

    def finish(self) -> Reading:
        """The table as read; rows that still wait take the level in force, and a lost level 1 follows from its level 2."""
        seen = tuple(self.seen)
        known: dict[tuple[str | None, str], str | None] = {}
        for row in self.rows:
            settle_target(row)
            level1, level2 = row.level1, row.level2
            if level2:
                if (level1, level2) not in known:
                    holds = level1 is not None and (belongs(level2, level1, self.levels) or self._may_stay(level2, level1))
                    known[level1, level2] = level1 if holds else level1_of(level2, seen, self.levels) or level1
                row.level1 = known[level1, level2]
        if self.twin is not None:
            other = self.twin.finish()
            return Reading(self.rows + other.rows, self.unmapped + other.unmapped, self.totals)
        return Reading(self.rows, self.unmapped, self.totals)

    def _may_stay(self, level2: str, level1: str) -> bool:
        """Whether a satisfaction stands below 效益指标, as older forms have it: the form prints no level 1 of its own for it."""
        if not self.whole or (family_of(level2), level1_family(level1)) != ("satisfaction", "benefit"):
            return False
        return not any(level1_family(seen) == "satisfaction" for seen in self.seen)

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
        if self.level1 is not None and not belongs(level2, self.level1, self.levels) and not self._may_stay(level2, self.level1):
            self.level1 = level1_of(level2, tuple(self.seen), self.levels)
        if self.waiting is not None:
            for row in self.rows[self.waiting :]:
                row.level2 = level2
                row.level1 = self.level1 or row.level1
            self.waiting = None
        self.level2 = level2

    def _add(self, rest: list[GridCell]) -> None:
        wanted = self.wanted
        if self.combined and len(rest) == 1 and (pairs := split_cell(rest[0])):
            self.rows += [TableRow(self.level1, self.level2, name, target) for name, target in pairs]
            return
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
            laid: list[Laid] = [{}]
            for cell in rest:
                laid[0].setdefault(known[cell.column], []).append(cell)
        elif len(rest) == 1 and self.rows and rest[0].column in known and known[rest[0].column] in {"reason", "note"}:
            # A reason merged over several rows, or printed on a line of its own.
            if known[rest[0].column] == "note" or "reason" in self.rows[-1].extra:
                self.rows[-1].remarks.append(rest[0])
            else:
                self.rows[-1].extra["reason"] = rest[0]
            return
        else:
            laid, stray = align([Piece(cell, 6) for cell in rest], self.kinds, self.places)
            self.unmapped += stray
        for parts in laid:
            row = TableRow(self.level1, self.level2, None, None)
            for kind, cells in parts.items():
                if kind in {"name", "content"} and self.combined and (pairs := split_cell(cells[0])) and len(pairs) == 1:
                    row.name, row.target = pairs[0]
                    continue
                # Pieces of one cell that a border divides: only the first can be shown in its column.
                cell = cells[0]
                if kind not in REMARKS:
                    self.unmapped += cells[1:]
                if kind == "name":
                    row.name = cell
                elif kind == "target":
                    row.target = cell
                elif kind == "other":
                    self.unmapped += cells
                elif kind in REMARKS or kind == "rate":
                    row.remarks += cells
                else:
                    row.extra[kind] = cell
            self.rows.append(row)
