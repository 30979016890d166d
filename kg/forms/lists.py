"""Tables that list the indicators of several projects: one header with the project's columns and the indicators', a filing for each project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.documents import Document
from kg.filings import Filing
from kg.forms.above import open_below, own_unit, read_above
from kg.forms.cleaning import clean
from kg.forms.drafts import Draft
from kg.forms.grids import BELOW, CORE, GridCell, Line, Row
from kg.forms.guesses import guess_label
from kg.forms.indicators import TableReader
from kg.forms.labels import Label, beside_figure, body_label, find_label
from kg.forms.layouts import Layout, choose_layout
from kg.forms.levels import find_level
from kg.forms.money import parse_money
from kg.forms.readers import add_indicators, finish, retold, words_of
from kg.forms.segments import Segment
from kg.forms.targets import parse_target
from kg.forms.words import normalise


def joined_headers(segment: Segment) -> Segment | None:
    """A segment that is a list, None for any other; the two rows of a header are joined (项目名称 | 绩效指标 over 一级指标 | 二级指标)."""
    rows = segment.rows
    if any(row.line.columns and list_header(row) for row in rows):
        return segment
    for at, (row, below) in enumerate(pairwise(rows)):
        columns = below.line.columns
        if columns is None or row.line.columns or len(row.line.labels) < ENOUGH or not any(label.role == "project" for label in row.line.labels):
            continue
        front = [cell for cell in row.cells if cell.column < min(columns)]
        if sum(find_label(cell.text) is not None for cell in front) >= ENOUGH:
            cells = tuple(cell._replace(begin=cell.begin - row.begin) for cell in (*front, *below.cells))
            joined = row._replace(end=below.end, line=Line(cells, len(cells)))
            return replace(segment, rows=(*rows[:at], joined, *rows[at + 2 :]))
    return None


#: Words of a row that sums the projects up.
SUMS = frozenset({"合计", "总计", "小计", "共计"})
#: So many labels side by side head a list.
ENOUGH = 3


def head_label(text: str) -> Label | None:
    """The label that heads a column of a list: 单位 is the body's."""
    label = find_label(text)
    if label is None or label.kind != "section":
        return label
    return body_label(text) if label.word in {"单位", "部门"} else beside_figure(label)


def list_header(row: Row) -> bool:
    """Whether a row heads a list: the column of projects stands beside those of the indicators."""
    return row.line.columns is not None and any(label.role == "project" for label in row.line.labels)


def read_list(document: Document, segment: Segment, index: int) -> list[Filing]:
    """The filings of a segment that is a list, the first with the given index."""
    at = next(n for n, row in enumerate(segment.rows) if list_header(row))
    body = segment.rows[at + 1 :]
    return ListReader(document, segment, segment.rows[at], body, index).read(segment.rows[:at], body)


def _first_below(body: Sequence[Row], column: int) -> str:
    """The first text below a header's cell, which tells what an unknown word of the header means."""
    return next((cell.text for row in body for cell in row.line.cells if cell.column == column), "")


class ListReader:
    """Reads a list row by row. The state: the project in hand, and the unit whose projects follow."""

    def __init__(self, document: Document, segment: Segment, header: Row, body: Sequence[Row], index: int) -> None:
        self.document = document
        self.segment = segment
        self.index = index
        columns = header.line.columns or {}
        first = min((column for column, kind in columns.items() if kind in CORE), default=0)
        #: the indicators' columns; the number of a project in front of them is none
        self.columns = retold({column: kind for column, kind in columns.items() if column >= first}, body)
        #: the columns in front of the indicators': those of the unit, the project, its money and its goal
        self.head: dict[int, Label] = {
            cell.column: label
            for cell in header.line.cells
            if cell.column < first and (label := head_label(cell.text) or guess_label(cell.text, _first_below(body, cell.column))) is not None
        }
        self.in_table = header.in_table
        self.first = min(self.columns)
        self.target = next((column for column, kind in self.columns.items() if kind in {"target", "content"}), max(self.columns))
        self.layout: Layout | None
        self.layout, self.confidence = choose_layout(segment.titles, words_of(segment.rows))
        self.draft: Draft | None = None
        self.table: TableReader | None = None
        self.rows: list[Row] = []
        self.above: Draft = Draft(document, index)
        self.department: tuple[Label, GridCell] | None = None
        self.unit_used = False
        #: units above the one whose projects follow
        self.superior: list[GridCell] = []
        self.filings: list[Filing] = []

    def read(self, before: Sequence[Row], body: Sequence[Row]) -> list[Filing]:
        """The filings; what stands above the header (year, unit of money, the filing unit) holds for all of them."""
        read_above(self.above, before)
        for row in body:
            if not list_header(row):
                self._read_row(row)
        self._close()
        return self.filings

    def _read_row(self, row: Row) -> None:
        cells = row.cells
        if row.line.rule in BELOW:
            return
        if self.in_table and not row.in_table:
            # What stands below a true table is none of its rows.
            for cell in cells if row.line.rule is None else ():
                self.superior.append(cell) if self.draft is None else self.draft.leave(cell)
            return
        if any(cell.column < self.first and normalise(cell.text) in SUMS for cell in cells[:2]):
            # 合计 above the projects or below them: no project, and nobody's indicators.
            for cell in cells:
                self.superior.append(cell) if self.draft is None else self.draft.leave(cell)
            return
        level = next((at for at, cell in enumerate(cells) if find_level(cell.text, None) is not None), None)
        straight = cells[level].column >= self.first if level is not None else self.target in {cell.column for cell in cells}
        if level is None and all(cell.column < self.first for cell in cells) and not self._is_shifted(cells):
            self._add_head(cells, exact=len(cells) > 1 or cells[0].column in self.head, alone=True)
            return
        if level is None and straight:
            cut = sum(cell.column < self.first for cell in cells)
        else:
            cut = level if level is not None else sum(cell.column in self.head for cell in cells) if cells[-1].column > self.first else 0
        if cut:
            self._add_head(cells[:cut], exact=straight)
        if self.table is None:
            if row.line.rule is None and self.draft is not None:
                for cell in cells:
                    self.draft.leave(cell)
            return
        rest = cells[cut:]
        if rest:
            line = Line(tuple(cell._replace(begin=cell.begin - row.begin) for cell in rest), len(rest))
            self.table.read(row._replace(line=line))
            self.rows.append(row)

    def _is_shifted(self, cells: Sequence[GridCell]) -> bool:
        """Whether cells in the columns of the project are a name and its target, because the row lost the merged cells in front of them."""
        if self.draft is None or len(cells) != 2 or find_level(cells[0].text, None) is not None:
            return False
        target = parse_target(cells[1].text)
        return target.kind == "percentage" or (target.kind == "quantity" and (target.comparator is not None or target.unit is not None))

    def _add_head(self, cells: Sequence[GridCell], *, exact: bool, alone: bool = False) -> None:
        """The cells of a row in front of its indicator: a unit, a project, its money, its goal; `alone` says that the row has no indicator."""
        if exact and any(cell.column in self.head for cell in cells):
            for cell in cells:
                if cell.column not in self.head and self.draft is not None and not cell.text.strip().isdigit():
                    self.draft.leave(cell)
            cells = [cell for cell in cells if cell.column in self.head]
        placed = self._place(cells, exact=exact)
        named = next((item for item in placed if item[0].role == "project" and "单位" in item[0].word), None)
        if named is not None and alone and all(label.kind == "amount" or label.role in {"code", "project"} for label, _ in placed):
            # 单位名称、项目名称: a row of its own names the unit whose projects follow, with its code and the sum of their money.
            self._enter_unit((replace(named[0], role="department"), named[1]))
            self.superior += [cell for cell in cells if cell != named[1]]
            return
        unit = next((item for item in placed if item[0].role in {"department", "supervisor"}), None)
        project = next((item for item in placed if item[0].role == "project"), None)
        if unit is not None:
            self._enter_unit(unit)
        if project is None:
            return
        name = clean(project[1].text, project[1].begin)[0]
        if self.draft is not None and name == self.draft.printed_project:
            return
        self._close()
        self.draft = Draft(self.document, self.index + len(self.filings), unit=self.above.unit)
        open_below(self.draft, self.above)
        own_unit(self.draft, [*([self.department] if self.department is not None else []), *placed])
        for cell in self.superior:
            self.draft.leave(cell)
        self.superior, self.unit_used = [], True
        self.draft.printed_project = name
        self.table = TableReader(self.layout, self.columns)
        if self.department is not None:
            self.draft.add_value(*self.department, self.department[1].begin)
        for label, cell in placed:
            if self.department is not None and cell == self.department[1]:
                continue
            if label.kind == "text":
                self.draft.add_field(label.printed, label.role, clean(cell.text, cell.begin))
            else:
                self.draft.add_value(label, cell, cell.begin)

    def _enter_unit(self, unit: tuple[Label, GridCell]) -> None:
        """A unit whose projects follow; one before it without projects stands above it."""
        known = self.department
        same = known is not None and clean(known[1].text, 0)[0] == clean(unit[1].text, 0)[0]
        if known is not None and not same and not self.unit_used:
            self.superior.append(known[1])
        self.department, self.unit_used = unit, self.unit_used and same

    def _place(self, cells: Sequence[GridCell], *, exact: bool) -> list[tuple[Label, GridCell]]:
        """Each cell with the label of its column; where cells shifted because merged ones were left out, by what the cells are."""
        if exact and all(cell.column in self.head for cell in cells) and self._fits(cells):
            return [(self.head[cell.column], cell) for cell in cells]
        labels = list(self.head.values())
        placed: list[tuple[Label, GridCell]] = []
        missing = len(labels) - len(cells)
        for cell in cells:
            while labels and missing > 0 and not self._may_be(labels[0], cell):
                labels.pop(0)
                missing -= 1
            # A row that begins in the middle left out the merged cell of its unit.
            if labels and missing > 0 and labels[0].role in {"department", "supervisor"} and not cell.text.strip()[:1].isdigit():
                labels.pop(0)
                missing -= 1
            if labels:
                placed.append((labels.pop(0), cell))
        return placed

    def _fits(self, cells: Sequence[GridCell]) -> bool:
        return all(self._may_be(self.head[cell.column], cell) for cell in cells)

    @staticmethod
    def _may_be(label: Label, cell: GridCell) -> bool:
        yuan, _, readable = parse_money(cell.text, "元")
        figure = readable and yuan is not None
        if label.role == "code":
            return True
        return figure if label.kind == "amount" else not figure

    def _close(self) -> None:
        if self.draft is None or self.table is None:
            return
        indicators = add_indicators(self.draft, self.table.finish())
        rows = tuple(self.rows) or self.segment.rows
        # The head of a list is that of all its projects: whatever stands above it, none is cut off.
        self.filings.append(finish(self.draft, Segment(rows, self.segment.titles, True), self.layout, self.confidence, indicators))
        self.draft, self.table, self.rows = None, None, []
