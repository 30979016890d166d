"""Text outside ruled tables: tables without lines, text set in columns, and paragraphs.

All of them are read from the white space: cells of a table without lines start (or end) at the same place in row after row; columns of text are
divided by a gutter that stays white from the first line to the last, with full lines on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.documents.building import nearest
from kg.documents.pdf_lines import ITEM, NO_START, SENTENCE_END, Line, is_wrap, make_line
from kg.documents.pdf_marks import Glyph
from kg.documents.pdf_tables import distinct

#: A gap of so many ems divides cells; Chinese forms rarely set less than two between columns.
CELL_GAP = 1.5
#: Cells that start within so many points of each other stand in one column.
SAME_START = 3.0
#: The space that a table keeps between the texts of neighbouring columns: bounds of what is believed where no cell is full.
PADDING = (4.0, 11.5)
MOST_COLUMNS = 30
#: Columns of text: so many lines on each side, most of which fill their column by that share.
COLUMN_LINES, COLUMN_FILL = 6, 0.75


@dataclass(slots=True)
class Segments:
    """A printed line cut at its wide gaps."""

    line: Line
    parts: list[Line]


@dataclass(frozen=True, slots=True)
class Ends:
    """Where cells without borders end: so much before the next column, or where the text of the page ends."""

    starts: tuple[float, ...]
    padding: float
    right: float

    def of(self, reach: float) -> float:
        """The end of the cell of a text that reaches so far."""
        return min((start - self.padding for start in self.starts if start > reach + 1), default=self.right)


@dataclass(slots=True)
class OpenTable:
    """A table without lines: the lines of each cell, row by row, and where its columns start."""

    rows: list[list[list[Line]]]
    ends: Ends

    def limit(self, lines: Sequence[Line]) -> float:
        """How far the lines of a cell may reach."""
        return self.ends.of(max(line.x1 for line in lines))


def cut(line: Line, starts: Sequence[float] = ()) -> Segments:
    """A line cut at its wide gaps, and at narrower ones where a column is known to start."""
    groups: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in line.glyphs:
        if glyph.text.isspace():
            if groups:
                groups[-1].append(glyph)
            continue
        gap = 0.0 if last is None else glyph.x0 - last.x1
        size = max(glyph.size, 1.0)
        if last is None or gap > CELL_GAP * size or (gap > 0.5 * size and any(abs(start - glyph.x0) < SAME_START for start in starts)):
            groups.append([])
        groups[-1].append(glyph)
        last = glyph
    parts = [part for part in (make_line(group) for group in groups) if part is not None]
    return Segments(line, parts)


def in_reading_order(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in runs that are read one after the other: one run, or the columns of a page set in columns."""
    pieces = [part for line in lines for part in cut(line).parts]
    gutter = find_gutter(pieces)
    if gutter is None:
        return [list(lines)]
    crossing = [line for line in pieces if line.x0 < gutter < line.x1]
    first = min(line.top for line in pieces if line not in crossing)
    head = [line for line in crossing if line.bottom <= first + 1]
    foot = [line for line in crossing if line not in head]
    left = [line for line in pieces if line.x1 <= gutter]
    right = [line for line in pieces if line.x0 >= gutter]
    return [run for run in (head, left, right, foot) if run]


def find_gutter(pieces: Sequence[Line]) -> float | None:
    """The middle of the white strip between two columns of text; None where there is none."""
    if len(pieces) < 2 * COLUMN_LINES:
        return None
    begin, end = min(line.x0 for line in pieces), max(line.x1 for line in pieces)
    for middle in sorted(
        {round((begin + end) / 2 + step * (end - begin) / 40, 1) for step in range(-6, 7)}, key=lambda x: abs(x - (begin + end) / 2)
    ):
        left = [line for line in pieces if line.x1 <= middle]
        right = [line for line in pieces if line.x0 >= middle]
        crossing = len(pieces) - len(left) - len(right)
        if crossing > 2 or min(len(left), len(right)) < COLUMN_LINES:
            continue
        if all(is_full_column(side) for side in (left, right)):
            return middle
    return None


def is_full_column(side: Sequence[Line]) -> bool:
    """Whether most lines fill their column: cells of a table do not."""
    begin, end = min(line.x0 for line in side), max(line.x1 for line in side)
    full = sum(line.x1 - line.x0 >= 0.85 * (end - begin) for line in side)
    return full >= COLUMN_FILL * len(side) and end - begin > 8 * max(line.size for line in side)


def find_open_tables(lines: Sequence[Line], right: float) -> list[Line | OpenTable]:
    """Lines in their order, with runs of lines that are rows of a table without rulings put together; `right` is where the text ends."""
    found: list[Line | OpenTable] = []
    run: list[Segments] = []
    starts = column_starts(lines)
    for line in lines:
        segments = cut(line, starts)
        if len(segments.parts) >= 2 or (run and belongs(segments, run)):
            run.append(segments)
            continue
        found += close(run, right)
        run = []
        found.append(line)
    return found + close(run, right)


def column_starts(lines: Sequence[Line]) -> list[float]:
    """Where columns start: places behind a wide gap at which two lines or more go on."""
    places = sorted(part.x0 for line in lines for part in cut(line).parts[1:])
    clusters: list[list[float]] = []
    for place in places:
        if clusters and place - clusters[-1][-1] < SAME_START:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    return [cluster[0] for cluster in clusters if len(cluster) > 1]


def belongs(segments: Segments, run: Sequence[Segments]) -> bool:
    """Whether a line of one piece goes on with the rows above it: it stands right below them, in one of their columns."""
    part, above = segments.parts[0], run[-1]
    if part.top - above.line.bottom > 1.2 * part.size:
        return False
    if any(abs(part.x0 - other.x0) < SAME_START for row in run[-4:] for other in row.parts[1:]):
        return True
    first = next((row.parts[0] for row in reversed(run) if row.parts[0].x0 < part.x0 + SAME_START), None)
    if first is None or abs(first.x0 - part.x0) > SAME_START or len(part.text) >= len(first.text):
        return False
    # In the first column stands the rest of a label for which its cell was too narrow.
    return is_wrap(first, part, ends_of(run, first.x1 + 4 * first.size).of(first.x1), first.x0)


def ends_of(run: Sequence[Segments], right: float) -> Ends:
    """Where the cells of some rows end. The narrowest gap between two texts is that between a full cell and its neighbour."""
    gaps = [after.x0 - before.x1 for segments in run for before, after in pairwise(segments.parts)]
    padding = min(max(min(gaps, default=PADDING[1]), PADDING[0]), PADDING[1])
    # A wrapped cell in the last column shows where the text ends, to within a character.
    reached = [part.x1 + 0.5 * part.size for segments in run for part in segments.parts if part.text[-1] not in NO_START]
    right = min(right, max(reached, default=right))
    return Ends(tuple(distinct((part.x0 for segments in run for part in segments.parts), SAME_START)), padding, right)


def close(run: list[Segments], right: float) -> list[Line | OpenTable]:
    """A run of rows as a table; as the lines that they are, where those are only set wide."""
    parts = [part for segments in run for part in segments.parts]
    ends = ends_of(run, right)
    starts = ends.starts
    set_wide = sum(len(part.text) for part in parts) < 2.5 * len(parts)
    if not any(len(segments.parts) > 1 for segments in run) or len(starts) > MOST_COLUMNS or (len(run) == 1 and set_wide):
        return [segments.line for segments in run]
    rows: list[list[list[Line]]] = []
    for group in spaced_groups(run):
        as_one = into_columns(group, starts)
        if len(group) == 1 or all(is_one_cell(cell, ends) for cell in as_one):
            rows.append(as_one)
            continue
        row: list[list[Line]] | None = None
        for segments in group:
            addition = into_columns([segments], starts)
            if row is not None and all(
                not new or (row[at] and is_one_cell([row[at][-1], *new], ends, lists=False)) for at, new in enumerate(addition)
            ):
                for above, below in zip(row, addition, strict=True):
                    above += below
            else:
                row = addition
                rows.append(row)
    return [OpenTable(rows, ends)]


def spaced_groups(run: Sequence[Segments]) -> list[list[Segments]]:
    """Lines that stand close together: rows of a table often have more space between them than the lines of a cell."""
    gaps = [after.line.top - before.line.bottom for before, after in pairwise(run)]
    tight = min(gaps, default=0.0) + 0.3 * run[0].line.size
    groups = [[run[0]]]
    for gap, segments in zip(gaps, run[1:], strict=True):
        if gap <= tight:
            groups[-1].append(segments)
        else:
            groups.append([segments])
    return groups


def into_columns(group: Sequence[Segments], starts: Sequence[float]) -> list[list[Line]]:
    """The pieces of some lines by the columns in which they start."""
    cells: list[list[Line]] = [[] for _ in starts]
    for segments in group:
        for part in segments.parts:
            cells[nearest(starts, part.x0)].append(part)
    return cells


def is_one_cell(lines: Sequence[Line], ends: Ends, *, lists: bool = True) -> bool:
    """Whether lines below each other are one cell: each line end is a wrap, or (`lists`) ends a sentence or an item."""
    if len(lines) < 2:
        return True
    limit = ends.of(max(line.x1 for line in lines))
    return all(
        is_wrap(before, after, limit, before.x0) or (lists and (before.text[-1] in SENTENCE_END or ITEM.match(after.text) is not None))
        for before, after in pairwise(lines)
    )
