"""Tables with a project a row: the levels stand side by side in the header, each over its indicators and their targets (产出指标 over 三级指标 |
指标值, 效益指标 over 三级指标 | 指标值), or right over what is aimed at (数量指标 | 质量指标 | 满意度指标)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.documents import Document
from kg.filings import Filing
from kg.forms.above import open_below, own_unit, read_above
from kg.forms.cleaning import clean
from kg.forms.drafts import Draft
from kg.forms.grids import BELOW, GridCell, Row
from kg.forms.guesses import guess_label
from kg.forms.headers import find_header
from kg.forms.indicators import Reading, TableRow
from kg.forms.labels import Label, beside_figure, find_label
from kg.forms.layouts import choose_layout
from kg.forms.levels import Level, find_level2, level_over
from kg.forms.readers import add_indicators, finish, words_of
from kg.forms.segments import Segment
from kg.forms.words import UNIT, normalise

#: So many levels side by side make a wide table.
ENOUGH = 2
#: Words of a row that sums the projects up.
SUMS = frozenset({"合计", "总计", "小计", "共计"})
#: So many rows a header has at most.
DEEPEST = 3


def is_sum(row: Row) -> bool:
    """Whether a row sums the projects up."""
    return any(normalise(cell.text) in SUMS for cell in row.line.cells[:2])


@dataclass(frozen=True, slots=True)
class Pair:
    """The columns of an indicator (None where its level alone names it) and of its target, and the levels they stand under."""

    name: int | None
    target: int
    level1: str | None
    level2: str | None


@dataclass(frozen=True, slots=True)
class WideHeader:
    """The header of a wide table: the rows it takes, its columns of labels, its pairs, and the money unit it declares."""

    begin: int
    end: int
    labels: Mapping[int, Label]
    pairs: tuple[Pair, ...]
    unit: str | None


def find_wide_header(rows: Sequence[Row]) -> WideHeader | None:
    """The header of a wide table among the rows of a segment, None where there is none."""
    for at, row in enumerate(rows):
        # Cheap first: a project's column and levels beside it.
        line = row.line
        if line.labels and len(line.cells) > ENOUGH and "project" in [label.role for label in line.labels] and (found := _read_header(rows, at)):
            return found
    return None


def _read_header(rows: Sequence[Row], at: int) -> WideHeader | None:
    top = rows[at].line.cells
    levels = {cell.column: level for cell in top if find_label(cell.text) is None and (level := level_over(cell.text)) is not None}
    if len(levels) < ENOUGH:
        return None
    first = min(levels)
    for end in range(at + 1, min(at + DEEPEST, len(rows))):
        below = rows[end].line.cells
        kinds = {cell.column: kind for cell in below if cell.column >= first and (kind := find_header(cell.text)) in {"name", "target"}}
        if list(kinds.values()).count("target") < ENOUGH:
            continue
        between = {cell.column: level for row in rows[at + 1 : end] for cell in row.line.cells if (level := find_level2(cell.text, None)) is not None}
        return _header(rows, at, end + 1, first, tuple(_pairs(kinds, levels, between)))
    return _read_bare_header(rows, at, levels)


def _header(rows: Sequence[Row], at: int, end: int, first: int, pairs: tuple[Pair, ...]) -> WideHeader:
    """The header of these rows, whose pairs begin in the column `first`: labels of other columns by their words, or by what stands below."""
    labels: dict[int, Label] = {}
    used = {column for pair in pairs for column in (pair.name, pair.target)}
    for cell in (*rows[at].line.cells, *(rows[end - 1].line.cells if end - 1 > at else ())):
        known = find_label(cell.text)
        if known is None and cell.column not in used:
            below = next((c.text for row in rows[end:] for c in row.line.cells if c.column == cell.column), "")
            known = guess_label(cell.text, below)
        if known is not None and cell.column not in used and (cell.column < first or known.kind == "text"):
            labels[cell.column] = beside_figure(known)
    units = [match[1] or match[2] for cell in rows[at].line.cells if cell.column < first and (match := UNIT.search(normalise(cell.text)))]
    return WideHeader(at, end, labels, pairs, units[0] if units else None)


def _read_bare_header(rows: Sequence[Row], at: int, levels: Mapping[int, Level]) -> WideHeader | None:
    """The header whose levels stand right over the targets, in one row or in two (产出指标 over 数量指标 | 质量指标)."""
    below = {cell.column: level for cell in rows[at + 1].line.cells if (level := find_level2(cell.text, None))} if at + 1 < len(rows) else {}
    first = min(levels)
    if len(below) >= ENOUGH and len(below) == len(rows[at + 1].line.cells):
        end = at + 2
        over = {column: [level for start, level in sorted(levels.items()) if start <= column] for column in below}
        pairs = [Pair(None, column, over[column][-1].name if over[column] else None, level.name) for column, level in sorted(below.items())]
        # 满意度指标 beside them has no level 2.
        bounds = [*sorted(levels), max(*below, *levels) + 1]
        alone = [start for start, stop in pairwise(bounds) if not any(start <= column < stop for column in below)]
        pairs = sorted([*pairs, *(Pair(None, start, levels[start].name, None) for start in alone)], key=lambda pair: pair.target)
    else:
        end = at + 1
        lower = any(level.rank == 2 for level in levels.values())
        cells = {cell.column: cell.text for cell in rows[at].line.cells}
        pairs = []
        for column, level in sorted(levels.items()):
            second = find_level2(cells[column], None) if lower else None
            pairs.append(Pair(None, column, None, second.name) if second else Pair(None, column, level.name, None))
    project = next((cell.column for cell in rows[at].line.cells if (label := find_label(cell.text)) is not None and label.role == "project"), None)
    first_row = next((row for row in rows[end : end + DEEPEST] if not is_sum(row)), None)
    told = {cell.column for cell in first_row.line.cells} if first_row is not None and not first_row.line.labels else set()
    if project not in told or not any(pair.target in told for pair in pairs):
        return None
    return _header(rows, at, end, first, tuple(pairs))


def _pairs(kinds: Mapping[int, str], levels: Mapping[int, Level], between: Mapping[int, Level]) -> list[Pair]:
    pairs = []
    name: int | None = None
    for column in sorted(kinds):
        if kinds[column] == "name":
            name = column
        elif name is not None:
            over = [level for start, level in sorted(levels.items()) if start <= name]
            under = [level for start, level in sorted(between.items()) if start <= name]
            level = over[-1] if over else None
            level2 = level.name if level is not None and level.rank == 2 else under[-1].name if under else None
            pairs.append(Pair(name, column, level.name if level is not None and level.rank == 1 else None, level2))
            name = None
    return pairs


def read_wide_list(document: Document, segment: Segment, header: WideHeader, index: int) -> list[Filing]:
    """The filings of a wide table, one a project, the first with the given index."""
    above = read_above(Draft(document, index), segment.rows[: header.begin])
    above.unit = header.unit or above.unit
    reader = WideReader(document, segment, header, index, above)
    for row in segment.rows[header.end :]:
        reader.read(row)
    return reader.finish()


class WideReader:
    """Reads the rows of a wide table. The state: the project in hand with its indicators, pair by pair, and the unit whose projects follow."""

    def __init__(self, document: Document, segment: Segment, header: WideHeader, index: int, above: Draft) -> None:
        self.document = document
        self.segment = segment
        self.header = header
        self.in_table = segment.rows[header.begin].in_table
        self.index = index
        self.above = above
        self.layout, self.confidence = choose_layout(segment.titles, words_of(segment.rows))
        self.draft: Draft | None = None
        self.found: dict[Pair, list[TableRow]] = {}
        self.rows: list[Row] = []
        self.unit: tuple[Label, GridCell] | None = None
        self.unit_used = False
        #: units above the one whose projects follow
        self.superior: list[GridCell] = []
        self.filings: list[Filing] = []

    def read(self, row: Row) -> None:
        """One row below the header."""
        cells = {cell.column: cell for cell in row.cells}
        below = self.in_table and not row.in_table
        if row.line.rule in BELOW or below or is_sum(row):
            if self.draft is not None and row.line.rule not in BELOW:
                for cell in row.cells:
                    self.draft.leave(cell)
            return
        first = self.header.pairs[0].target if self.header.pairs[0].name is None else self.header.pairs[0].name
        head = [(label, cells[column]) for column, label in sorted(self.header.labels.items()) if column in cells]
        project = next(((label, cell) for label, cell in head if label.role == "project"), None)
        told = any(column >= first for column in cells)
        if project is not None and not told and "单位" in project[0].word:
            # 项目单位(项目名称): a row without indicators names the unit whose projects follow.
            if self.unit is not None and not self.unit_used:
                self.superior.append(self.unit[1])
            self.unit, self.unit_used = (replace(project[0], role="department"), project[1]), False
            return
        if project is not None and (self.draft is None or clean(project[1].text, 0)[0] != self.draft.printed_project):
            self._open(head, clean(project[1].text, 0)[0])
        if self.draft is None:
            return
        self.rows.append(row)
        used = {column for column in self.header.labels if column in cells}
        for pair in self.header.pairs:
            name, target = cells.get(-1 if pair.name is None else pair.name), cells.get(pair.target)
            used |= {pair.target} if pair.name is None else {pair.name, pair.target}
            if name is not None or target is not None:
                self.found.setdefault(pair, []).append(TableRow(pair.level1, pair.level2, name, target))
        for column, cell in cells.items():
            if column not in used:
                self.draft.leave(cell)

    def _open(self, head: Sequence[tuple[Label, GridCell]], name: str) -> None:
        """A new project: what stands above the table and its unit hold for it."""
        self._close()
        self.draft = Draft(self.document, self.index + len(self.filings), unit=self.above.unit)
        self.draft.printed_project = name
        open_below(self.draft, self.above)
        own_unit(self.draft, [*([self.unit] if self.unit is not None else []), *head])
        for cell in self.superior:
            self.draft.leave(cell)
        self.superior, self.unit_used = [], True
        if self.unit is not None:
            self.draft.add_value(*self.unit, self.unit[1].begin)
        for label, cell in head:
            if label.kind == "text":
                self.draft.add_field(label.printed, label.role, clean(cell.text, cell.begin))
            else:
                self.draft.add_value(label, cell, cell.begin)

    def _close(self) -> None:
        if self.draft is None:
            return
        reading = Reading([row for pair in self.header.pairs for row in self.found.get(pair, ())], [])
        indicators = add_indicators(self.draft, reading)
        segment = Segment(tuple(self.rows), self.segment.titles, True)
        self.filings.append(finish(self.draft, segment, self.layout, self.confidence, indicators))
        self.draft, self.found, self.rows = None, {}, []

    def finish(self) -> list[Filing]:
        """The filings of all rows read."""
        self._close()
        return self.filings
