"""Rows that run on: a text with a cell a line whose rows nothing divides, so that a form's whole head (or all of it) reads as one row.

A row of a form holds a few labels, each with its value behind it. One that holds many labels with their values, a text among them, is several:
it is cut in front of each label that stands behind a value, and its indicators by the width of their header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.forms.grids import GridCell, Line, Row, find_columns
from kg.forms.headers import find_among
from kg.forms.labels import Label, find_label
from kg.forms.levels import find_level, find_level2
from kg.forms.words import normalise

#: A row with fewer cells is one; so many labels behind values, or one behind the value of a text, make it several.
ENOUGH_CELLS = 6
ENOUGH_VALUES = 4
ENOUGH_AFTER_TEXT = 2
#: So many words of a header stand side by side at least, and so many labels of money in the head of a grid.
ENOUGH_HEADERS = 3
ENOUGH_GRID = 3
#: So many texts stand side by side below their labels.
ENOUGH_BESIDE = 2
FIGURES = frozenset({"amount", "rate", "column"})
#: The head of a column of numbers, and how many of a head's columns a row below it fills.
NUMBERS = frozenset({"序号", "编号", "项目序号"})
ENOUGH_FILLED = 0.5
#: So many rows below a head are looked at.
REACH = 4


def with_single_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows of a document, those that are several rows in one cut into them."""
    out: list[Row] = []
    for at, row in enumerate(rows):
        long = row.in_table and len(row.line.cells) >= ENOUGH_CELLS and len(row.line.labels) >= ENOUGH_AFTER_TEXT
        if long and _runs_on(row.line) and not _heads_list(row, rows[at + 1 : at + 1 + REACH]):
            out += _cut(row)
        else:
            out.append(row)
    return out


def _heads_list(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row heads columns: it begins with one for numbers, or a row right below fills its columns with what is no label. Rows that do not
    (合计, one with empty cells) may stand in between, as far as they hold no labels either."""
    if normalise(row.line.cells[0].text) in NUMBERS:
        return True
    columns = {cell.column for cell in row.line.cells}
    for at, one in enumerate(below):
        line = one.line
        if not one.in_table or one.gap or len(line.labels) > (0 if at else len(row.line.labels) // 2):
            return False
        if at and (line.titles or line.columns is not None or find_level(line.cells[0].text, None) is not None):
            return False
        filled = sum(cell.column in columns for cell in line.cells)
        if filled >= ENOUGH_FILLED * len(columns) and len(line.cells) <= len(columns):
            return True
        if line.labels or line.columns is not None or find_level(line.cells[0].text, None) is not None:
            return False
    return False


def _runs_on(line: Line) -> bool:
    """Whether a row holds labels behind the values of others, and not only labels side by side as the head of a list does."""
    behind = texts = adjacent = 0
    before: Label | None = None
    value_of: Label | None = None
    head = _header(line.cells) if line.columns else None
    for cell in line.cells[: head[0] if head is not None else None]:
        label = find_label(cell.text)
        if label is None:
            value_of = before or value_of
        elif before is not None:
            adjacent += 1
        elif value_of is not None:
            behind += 1
            texts += value_of.kind == "text"
        before = label
    return behind > adjacent // 2 and (behind >= ENOUGH_VALUES or (texts >= 1 and behind >= ENOUGH_AFTER_TEXT))


def _cut(row: Row) -> Iterator[Row]:
    """The rows of a row that runs on."""
    cells = row.line.cells
    head = _header(cells)
    gap = row.gap
    begin = 0
    stop = len(cells) if head is None else head[0]
    while begin < stop:
        end = _end_of_entry(cells, begin, stop)
        values = _side_by_side(cells[begin:end])
        yield _row(row, cells[begin : end - values], gap, lead=_lead(cells[begin:end]))
        if values:
            yield _row(row, cells[end - values : end], False, lead=end - begin - 2 * values)
        gap, begin = False, end
    if head is not None:
        first, last = head
        yield _row(row, cells[first:last], gap)
        yield from _indicators(row, cells[last:], cells[first:last])


def _end_of_entry(cells: Sequence[GridCell], begin: int, stop: int) -> int:
    """Where the row that begins with a label ends: in front of the next label behind a value. An empty cell is a value."""
    labels = 0
    valued = False
    for at in range(begin, stop):
        label = find_label(cells[at].text)
        if at > begin and cells[at].column > cells[at - 1].column + 1:
            valued = True
        if label is None:
            valued = True
            continue
        grid = label.kind == "amount" and labels >= ENOUGH_GRID and not valued and at + 1 < stop and find_label(cells[at + 1].text) is None
        if labels and (valued or grid):
            return at
        labels += label.kind in FIGURES or not labels
    return stop


def _side_by_side(cells: Sequence[GridCell]) -> int:
    """How many texts stand side by side below their labels (预期目标 | 实际完成情况 | … | …); 0 where each stands beside its own."""
    labels = [find_label(cell.text) for cell in cells]
    texts = [label.kind == "text" for label in labels if label is not None]
    values = len(cells) - len(texts)
    return values if ENOUGH_BESIDE <= values <= len(texts) and all(texts[-values:]) else 0


def _lead(cells: Sequence[GridCell]) -> int:
    """The column that a row's first cell stands in: behind a heading as the labels of money below it do."""
    label = find_label(cells[0].text)
    return 1 if label is not None and label.kind in FIGURES else 0


def _row(row: Row, cells: Sequence[GridCell], gap: bool, *, lead: int = 0) -> Row:
    begin = cells[0].begin
    first = cells[0].column - lead
    made = tuple([cell._replace(column=cell.column - first, begin=cell.begin - begin) for cell in cells])
    last = made[-1]
    return Row(row.begin + begin, row.begin + begin + last.begin + len(last.text), Line(made, last.column + 1), True, gap)


def _header(cells: Sequence[GridCell]) -> tuple[int, int] | None:
    """(begin, end) of the cells that head the indicators; None where none do. The heading 绩效指标 in front of them is none of theirs."""
    begin = None
    for at, cell in enumerate((*cells, None)):
        if cell is not None and find_among(cell.text) is not None:
            begin = at if begin is None else begin
        elif begin is not None and at - begin >= ENOUGH_HEADERS and find_columns(cells[begin:at]) is not None:
            return begin, at
        else:
            begin = None
    return None


def _indicators(row: Row, cells: Sequence[GridCell], header: Sequence[GridCell]) -> Iterator[Row]:
    """The rows of indicators: each begins with a level behind a value, or where the columns behind the levels are full."""
    if not cells:
        return
    columns = find_columns(header) or {}
    wide = sum(kind not in {"level1", "level2"} for kind in columns.values())
    lead = len(columns) - wide
    begin = 0
    while begin < len(cells):
        levels = 0
        while begin + levels < len(cells) and levels < lead and _is_level(cells[begin + levels].text, levels):
            levels += 1
        first = begin + levels
        end = first
        while end < len(cells) and end - first < wide and not (end > first and _is_level(cells[end].text, 0) and _is_level(cells[end].text, 1)):
            end += 1
        end = max(end, begin + 1)
        begin_column = lead - levels
        part = cells[begin:end]
        placed = [cell._replace(column=begin_column + at) for at, cell in enumerate(part)]
        yield _row(row, placed, False, lead=begin_column)
        begin = end


def _is_level(text: str, rank: int) -> bool:
    return find_level2(text, None) is not None or (rank == 0 and find_level(text, None) is not None)
