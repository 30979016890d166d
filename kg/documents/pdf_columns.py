"""Text outside ruled tables: tables without lines, text set in columns, and paragraphs.

All of them are read from the white space: cells of a table without lines start (or end) at the same place in row after row; columns of text are
divided by a gutter that stays white from the first line to the last, with full lines on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.documents.pdf_lines import Line, is_wrap, make_line
from kg.documents.pdf_marks import Glyph

#: A gap of so many ems divides cells; Chinese forms rarely set less than two between columns.
CELL_GAP = 1.5
#: Columns of text: so many lines on each side, most of which fill their column by that share.
COLUMN_LINES, COLUMN_FILL = 6, 0.75


@dataclass(slots=True)
class Segments:
    """A printed line cut at its wide gaps."""

    line: Line
    parts: list[Line]


@dataclass(slots=True)
class OpenTable:
    """A table without lines: for each row and column the lines of the cell, and the bounds of each column."""

    rows: list[list[list[Line]]]
    bounds: list[tuple[float, float]]

    @property
    def top(self) -> float:
        """Where the table starts on the page."""
        return min(line.top for row in self.rows for cell in row for line in cell)


def cut(line: Line) -> Segments:
    """A line cut at its wide gaps."""
    groups: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in line.glyphs:
        if glyph.text.isspace():
            if groups:
                groups[-1].append(glyph)
            continue
        if last is None or glyph.x0 - last.x1 > CELL_GAP * max(min(last.size, glyph.size), 1.0):
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


def find_open_tables(lines: Sequence[Line]) -> list[Line | OpenTable]:
    """Lines in their order, with runs of lines that are rows of a table without rulings put together."""
    found: list[Line | OpenTable] = []
    run: list[Segments] = []
    for line in lines:
        segments = cut(line)
        if len(segments.parts) >= 2 or (run and belongs(segments, run)):
            run.append(segments)
            continue
        found += close(run)
        run = []
        found.append(line)
    return found + close(run)


def belongs(segments: Segments, run: Sequence[Segments]) -> bool:
    """Whether a line of one piece goes on with the rows above it: it stands right below them, in a column of theirs but the first."""
    part, above = segments.parts[0], run[-1]
    if part.top - above.line.bottom > 1.2 * part.size:
        return False
    starts = [other.x0 for row in run[-3:] for other in row.parts[1:]]
    return any(abs(part.x0 - start) < part.size for start in starts)


def close(run: list[Segments]) -> list[Line | OpenTable]:
    """A run of rows as a table, where its columns line up; else as the lines that they are."""
    while run and len(run[-1].parts) < 2:
        run = run[:-1]
    if len(run) < 2:
        return [segments.line for segments in run]
    bounds = columns_of([part for segments in run for part in segments.parts])
    if len(bounds) < 2:
        return [segments.line for segments in run]
    rows: list[list[list[Line]]] = []
    previous: list[list[Line]] | None = None
    for segments in run:
        row: list[list[Line]] = [[] for _ in bounds]
        for part in segments.parts:
            row[column_at(bounds, part)].append(part)
        if previous is not None and continues(previous, row, bounds):
            for above, below in zip(previous, row, strict=True):
                above += below
            continue
        rows.append(row)
        previous = row
    return [OpenTable(rows, bounds)]


def columns_of(parts: Sequence[Line]) -> list[tuple[float, float]]:
    """The bounds of the columns: pieces that overlap from left to right stand in one column."""
    bounds: list[tuple[float, float]] = []
    for part in sorted(parts, key=lambda p: p.x0):
        if bounds and part.x0 < bounds[-1][1] - 0.3 * part.size:
            # A piece that reaches over several columns (a long value, a heading) must not join them.
            if part.x1 > bounds[-1][1] and any(other.x0 >= bounds[-1][1] and other.x0 < part.x1 and other is not part for other in parts):
                continue
            bounds[-1] = (bounds[-1][0], max(bounds[-1][1], part.x1))
        else:
            bounds.append((part.x0, part.x1))
    return bounds


def column_at(bounds: Sequence[tuple[float, float]], part: Line) -> int:
    """The column in which a piece stands: the last one that starts left of it."""
    return max((at for at, (begin, _) in enumerate(bounds) if begin <= part.x0 + 0.5 * part.size), default=0)


def continues(above: Sequence[Sequence[Line]], row: Sequence[Sequence[Line]], bounds: Sequence[tuple[float, float]]) -> bool:
    """Whether a row is the second line of cells that wrapped: it leaves the first column empty, and each of its pieces goes on from a full
    line above it."""
    if row[0] or not any(row):
        return False
    for at, (before, after) in enumerate(zip(above, row, strict=True)):
        if not after:
            continue
        right = max(bounds[at][1], before[-1].x1 if before else 0.0)
        if not before or after[0].top - before[-1].bottom > 0.8 * after[0].size or not is_wrap(before[-1], after[0], right, bounds[at][0]):
            return False
    return True
