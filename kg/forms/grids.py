"""A document as rows of cells: what the readers of forms walk over, whatever format the rows came from.

What a row *is* (a title, a header of indicators, a row of labels) depends on its cells alone, and forms repeat their rows: the judgement is
made once for each different row and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from kg.documents import Document, Paragraph, TextTable
from kg.forms.boilerplate import find_boilerplate, may_be_year_line
from kg.forms.guesses import guess_header
from kg.forms.headers import find_among, find_header, settle_columns, settle_described
from kg.forms.labels import Label, find_label, inline_of
from kg.forms.layouts import Layout, may_be_title, titles_of
from kg.forms.voices import speaking
from kg.forms.words import LONGEST

#: So many forms stand beside each other at most; the titles in front of the last have so many characters.
MOST_BESIDE, LONGEST_TITLES = 4, 160
#: Longer rows are running text, which does not repeat: their judgement is not kept.
KEPT = 160


class GridCell(NamedTuple):
    """A cell that is not empty: its column, its raw text, and where that begins in the document's text (in a `Line`: in the line).
    `span` is how many columns it takes, 1 where the format lost that."""

    column: int
    text: str
    begin: int
    span: int = 1


#: A cell from its four parts: half of what calling the class costs, for the places that make one of every cell.
make_cell: Callable[[tuple[int, str, int, int]], GridCell] = partial(tuple.__new__, GridCell)


class Line:
    """The judgement of a row by its cells alone.

    `cells` are those that are not empty, `width` counts the empty ones too. `labels` are the labels that cells hold, alone or in front of
    a colon. `titles` are the layouts whose title the row prints, `columns` the meaning of its columns where it heads an indicator table,
    `rule` the boilerplate rule of a row of one cell. `plain` says that no cell can be a label, a header, a level or furniture.
    """

    __slots__ = ("cells", "columns", "labels", "plain", "rule", "titles", "width")
    labels: tuple[Label, ...]
    titles: tuple[Layout, ...]
    rule: str | None
    columns: Mapping[int, str] | None

    def __init__(self, cells: tuple[GridCell, ...], width: int) -> None:
        self.cells = cells
        self.width = width
        if len(cells) == 1:
            text = cells[0].text
            label = label_of(text)
            self.plain, self.columns = False, None
            self.labels, self.titles, self.rule = (label,) if label else (), titles_of(text), find_boilerplate(text)
            return
        spoken = speaking([cell[1] for cell in cells])
        self.plain, self.titles, self.rule = bool(cells) and not spoken, (), None
        if 1 < len(cells) <= MOST_BESIDE and cells[-1].begin <= LONGEST_TITLES:
            # Forms beside each other, each with its title and its year above it.
            last = cells[-1].text
            if may_be_title(last) and all(titles_of(cell.text) for cell in cells):
                self.titles = tuple({id(layout): layout for cell in cells for layout in titles_of(cell.text)}.values())
            elif may_be_year_line(last) and all(find_boilerplate(cell.text) == "year_line" for cell in cells):
                self.rule = "year_line"
        self.labels = tuple([label for text in spoken if (label := _kept_label(text) if len(text) <= LONGEST else label_of(text))]) if spoken else ()
        self.columns = find_columns(cells) if len(spoken) > 1 else None


def label_of(text: str) -> Label | None:
    """The label that a cell holds, alone or in front of a colon."""
    label = find_label(text)
    if label is None and (inline := inline_of(text)):
        return inline[0]
    return label


_kept_label = lru_cache(maxsize=1 << 14)(label_of)

CORE = frozenset({"level1", "level2", "name", "target", "content"})


def find_columns(cells: Sequence[GridCell]) -> dict[int, str] | None:
    """column → its meaning, for cells that head an indicator table; None for any others. A column whose word no data knows is `other`."""
    found: dict[int, str] = {}
    for cell in cells:
        header = find_among(cell.text)
        if header:
            found[cell.column] = header
    if not found:
        return None
    if (heading := _names_heading(cells, found)) is not None:
        found[heading] = "name"
    settle_described(found)
    if not CORE & set(found.values()) or (len(CORE & set(found.values())) < 2 and len(found) < 3):
        return None
    first = min(column for column, kind in found.items() if kind in CORE)
    for cell in cells:
        if cell.column not in found and (cell.column > first or (len(CORE & set(found.values())) < 2 and cell.column == first - 1)):
            label = find_label(cell.text)
            goal = label is not None and label.role == "goal" and "target" not in found.values()
            found[cell.column] = "target" if goal else guess_header(cell.text) or "other"
    if len(CORE & set(found.values())) < 2:
        return None
    columns = sorted(found)
    return dict(zip(columns, settle_columns([found[column] for column in columns]), strict=True))


def _names_heading(cells: Sequence[GridCell], found: Mapping[int, str]) -> int | None:
    """The column of 绩效指标 right in front of a target's, where no other column holds names (… | 绩效指标 | 指标值): it heads them, and no block."""
    if "target" not in found.values() or {"name", "content"} & set(found.values()):
        return None
    for cell, after in pairwise(cells):
        label = find_label(cell.text) if found.get(after.column) == "target" and cell.column not in found else None
        if label is not None and label.role == "section_indicators":
            return cell.column
    return None


def find_subcolumns(cells: Sequence[GridCell], columns: Mapping[int, str]) -> dict[int, str] | None:
    """The columns of a header whose second row tells them apart (指标值 over 前年 | 上年 | 预计当年实现); None for a row that is none such."""
    below = {cell.column: kind for cell in cells if (kind := find_among(cell.text)) is not None}
    if len(below) < max(2, len(cells)):
        return None
    first = min(below)
    if first < min(columns) or (first == min(columns) and columns[first] != "name"):
        return None
    if columns.get(first) == "name" and not _stands_below(below, columns) and any(columns.get(column, "name") != "name" for column in below):
        # 指标名称 stands over 二级指标 | 三级指标, and the format lost over how many columns.
        columns = {column + (len(below) - 1 if column > first else 0): kind for column, kind in columns.items()}
    found = {**columns, **below}
    settle_described(found)
    kept = sorted(found)
    return dict(zip(kept, settle_columns([found[column] for column in kept]), strict=True))


#: A lower row that says all of what an indicator is, below one that only heads its blocks.
WHOLE = frozenset({"level1", "name", "target"})


def _stands_below(below: Mapping[int, str], columns: Mapping[int, str]) -> bool:
    """Whether a lower row of levels, names and targets stands in its columns: 绩效指标 over the levels and names, 年度指标值 over the targets."""
    if not set(below.values()) >= WHOLE:
        return False
    places = [column for column, kind in columns.items() if kind == "target"]
    return bool(places) and min(column for column, kind in below.items() if kind in {"sign", "target"}) == places[0]


def is_lower(line: Line, columns: Mapping[int, str]) -> bool:
    """Whether a row is the lower one of a head whose upper one names neither levels nor names, though it has as many cells."""
    return line.columns is not None and "level1" not in columns.values() and _stands_below(line.columns, columns)


def find_parts(cells: Sequence[GridCell], header: Sequence[GridCell], columns: Mapping[int, str]) -> dict[int, str] | None:
    """The columns of a header whose second row divides some of its columns (偏差原因分析 over 经费保障 | 原因说明, 完成可能性 over 确定能 | 有可能);
    None for a row that does not."""
    whole = dict(columns)
    left = list(cells)
    for over, after in zip(header, (*header[1:], None), strict=True):
        end = over.column + over.span if over.span > 1 else after.column if after is not None else cells[-1].column + 1
        parts = [cell for cell in left if over.column <= cell.column < end]
        if not parts:
            continue
        kind = columns.get(over.column)
        if kind not in PARTED or len(parts) < ENOUGH_PARTS or any(len(cell.text) > LONGEST_PART for cell in parts):
            return None
        told = {cell.column: kind if (find_header(cell.text) or guess_header(cell.text)) == kind else "note" for cell in parts}
        if kind not in told.values():
            told[max(told)] = kind
        whole = {column: known for column, known in whole.items() if column not in range(over.column, end)} | told
        left = [cell for cell in left if cell not in parts]
    if left or not cells:
        return None
    kept = sorted(whole)
    return dict(zip(kept, settle_columns([whole[column] for column in kept]), strict=True))


#: Columns that forms divide, how many parts they have at least, and how long the word of one is at most.
PARTED = frozenset({"reason", "note", "other"})
ENOUGH_PARTS = 2
LONGEST_PART = 14


class Row(NamedTuple):
    """A row of a table, or a paragraph (one cell in column 0). `gap` says that an empty line or a page's end stands before it."""

    begin: int
    end: int
    line: Line
    in_table: bool
    gap: bool

    @property
    def cells(self) -> tuple[GridCell, ...]:
        """The cells with their places in the document's text."""
        begin = self.begin
        return tuple([make_cell((column, text, begin + at, span)) for column, text, at, span in self.line.cells])


#: A row from its parts, as `make_cell`.
make_row: Callable[[tuple[int, int, Line, bool, bool]], Row] = partial(tuple.__new__, Row)


def read_rows(document: Document) -> list[Row]:
    """The rows of a document from top to bottom, those without text left out."""
    text = document.text
    rows: list[Row] = []
    add = rows.append
    last_end = 0
    for block in document.blocks:
        if isinstance(block, TextTable):
            gap = text.count("\n", last_end, block.begin) > 1
            begin = block.begin
            for raw in block.text.split("\n"):
                length = len(raw)
                line = kept_line(raw) if length <= KEPT else text_line(raw)
                if line.cells:
                    add(make_row((begin, begin + length, line, True, gap)))
                    gap = False
                else:
                    gap = True
                begin += length + 1
        elif isinstance(block, Paragraph):
            gap = text.count("\n", last_end, block.begin) > 1 or "\f" in text[last_end : block.begin]
            raw = text[block.begin : block.end]
            line = kept_paragraph(raw) if len(raw) <= KEPT else paragraph_line(raw)
            rows.append(Row(block.begin, block.end, line, False, gap))
        else:
            for cells in block.rows:
                if not cells:
                    continue
                begin, end = cells[0].begin, cells[-1].end
                gap = text.count("\n", last_end, begin) > 1
                line = Line(
                    tuple([GridCell(c.column, t, c.begin - begin, c.column_span) for c in cells if (t := text[c.begin : c.end]) and not t.isspace()]),
                    len(cells),
                )
                if line.cells:
                    if not block.spans_known and any("\n" in cell.text for cell in line.cells):
                        line, below = without_furniture(line, begin)
                        rows.append(Row(begin, end, line, True, gap))
                        rows += below
                    else:
                        rows.append(Row(begin, end, line, True, gap))
                    last_end = end
            continue
        last_end = block.end
    return rows


#: Rules for lines of a site or a converter, which stand below a form and not in its last cell.
BELOW = frozenset({"furniture", "ruling", "page_number", "footnote"})


def without_furniture(line: Line, begin: int) -> tuple[Line, list[Row]]:
    """A line whose cells took the lines of a site, or what is left of a ruling, for their own paragraphs: without them, and they as rows."""
    cells: list[GridCell] = []
    below: list[Row] = []
    for cell in line.cells:
        parts = cell.text.split("\n")
        kept = len(parts)
        while kept > 1 and (not parts[kept - 1].strip() or find_boilerplate(parts[kept - 1]) in BELOW):
            kept -= 1
        cells.append(cell if kept == len(parts) else cell._replace(text="\n".join(parts[:kept])))
        at = begin + cell.begin + sum(len(part) + 1 for part in parts[:kept])
        for part in parts[kept:]:
            if part.strip():
                below.append(Row(at, at + len(part), paragraph_line(part), False, False))
            at += len(part) + 1
    return (Line(tuple(cells), line.width), below) if below else (line, [])


def text_line(raw: str) -> Line:
    """A line whose cells are divided by tabs."""
    cells = []
    at = column = 0
    for column, cell in enumerate(raw.split("\t")):
        if cell and not cell.isspace():
            cells.append(make_cell((column, cell, at, 1)))
        at += len(cell) + 1
    return Line(tuple(cells), column + 1)


def paragraph_line(raw: str) -> Line:
    """A line that is one cell."""
    return Line((GridCell(0, raw, 0),), 1)


kept_line = lru_cache(maxsize=1 << 15)(text_line)
kept_paragraph = lru_cache(maxsize=1 << 13)(paragraph_line)
