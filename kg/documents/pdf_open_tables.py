"""Tables without lines: their cells are read from the white space alone.

Columns start where texts start again and again behind a gap. In each column, lines that stand close together are one cell. Cells whose heights
overlap are one row; a label that stands in the middle of several rows (a merged cell, whose text is centred) goes to the first of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.documents.building import nearest
from kg.documents.pdf_lines import NO_START, Line, is_wrap, make_line
from kg.documents.pdf_marks import Glyph
from kg.documents.pdf_tables import distinct

#: A gap of so many ems divides cells; Chinese forms rarely set less than two between columns.
CELL_GAP = 1.5
#: Cells that start within so many points of each other stand in one column.
SAME_START = 3.0
#: The space that a table keeps between the texts of neighbouring columns: bounds of what is believed where no cell is full.
PADDING = (4.0, 11.5)
MOST_COLUMNS = 30


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
class Block:
    """A cell: its column and its lines from top to bottom."""

    column: int
    lines: list[Line]

    @property
    def top(self) -> float:
        """Where its first line begins."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """Where its last line ends."""
        return self.lines[-1].bottom

    @property
    def middle(self) -> float:
        """The middle of its height."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Band:
    """A row: where it begins and ends, and its cells by column."""

    top: float
    bottom: float
    cells: dict[int, Block]


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


def find_open_tables(lines: Sequence[Line], right: float) -> list[Line | OpenTable]:
    """Lines in their order, with runs of lines that are rows of a table without rulings put together; `right` is where the text ends."""
    starts = column_starts(lines)
    segments = [cut(line, starts) for line in lines]
    found: list[Line | OpenTable] = []
    at = 0
    for first, last in find_runs(segments, starts):
        found += lines[at:first]
        found += as_table(segments[first:last], right)
        at = last
    return [*found, *lines[at:]]


def column_starts(lines: Sequence[Line], *, first: int = 1) -> list[float]:
    """Where columns start: places behind a wide gap at which two lines or more go on. `first` 0: also those at which lines start."""
    places = sorted(part.x0 for line in lines for part in cut(line).parts[first:])
    clusters: list[list[float]] = []
    for place in places:
        if clusters and place - clusters[-1][-1] < SAME_START:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    return [cluster[0] for cluster in clusters if len(cluster) > 1]


def find_runs(segments: Sequence[Segments], starts: Sequence[float]) -> list[tuple[int, int]]:
    """(first, one past the last) line of each table: lines with gaps, and the lines between and beside them that stand in their columns."""
    inside = [len(each.parts) > 1 for each in segments]
    firsts = distinct((each.parts[0].x0 for each in segments if len(each.parts) > 1), SAME_START)
    for order in (range(1, len(segments)), range(len(segments) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for at in order:
            if not inside[at] and inside[at + step]:
                around = [part.x0 for near in segments[max(at - 3, 0) : at + 4] for part in near.parts[1:]]
                inside[at] = stands_in_column(segments[at], segments[at + step], firsts, [*starts, *around])
    runs: list[tuple[int, int]] = []
    for at, in_table in enumerate(inside):
        if in_table and runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        elif in_table:
            runs.append((at, at + 1))
    return runs


def stands_in_column(segments: Segments, beside: Segments, firsts: Sequence[float], starts: Sequence[float]) -> bool:
    """Whether a line of one piece belongs to the table of the line above or below it."""
    part = segments.parts[0]
    upper, lower = sorted((segments.line, beside.line), key=lambda line: line.top)
    if lower.top - upper.bottom > 1.5 * part.size:
        return False
    # Lines that stand beside each other in part are cells of several lines, each in the middle of its row.
    if lower.top < upper.bottom - 0.2 * part.size or any(abs(part.x0 - start) < SAME_START for start in starts):
        return True
    # In the first column stand labels, which end before the next column starts.
    first = any(abs(part.x0 - start) < SAME_START for start in firsts) and any(start > part.x1 for start in starts)
    return len(part.text) <= 12 and (first or part.x1 < beside.parts[0].x0)


def ends_of(run: Sequence[Segments], right: float) -> Ends:
    """Where the cells of some rows end. The narrowest gap between two texts is that between a full cell and its neighbour."""
    gaps = [after.x0 - before.x1 for segments in run for before, after in pairwise(segments.parts)]
    padding = min(max(min(gaps, default=PADDING[1]), PADDING[0]), PADDING[1])
    # A wrapped cell in the last column shows where the text ends, to within a character.
    reached = [part.x1 + 0.5 * part.size for segments in run for part in segments.parts if part.text[-1] not in NO_START]
    right = min(right, max(reached, default=right))
    return Ends(tuple(distinct((part.x0 for segments in run for part in segments.parts), SAME_START)), padding, right)


def as_table(run: Sequence[Segments], right: float) -> list[Line | OpenTable]:
    """A run of lines as a table; as the lines that they are, where those are only set wide."""
    parts = [part for segments in run for part in segments.parts]
    ends = ends_of(run, right)
    set_wide = sum(len(part.text) for part in parts) < 2.5 * len(parts)
    if len(ends.starts) > MOST_COLUMNS or (len(run) == 1 and set_wide):
        return [segments.line for segments in run]
    blocks = find_blocks(run, ends)
    bands = find_bands(blocks)
    rows = [[band.cells[at].lines if at in band.cells else [] for at in range(len(ends.starts))] for band in bands]
    return [OpenTable(rows, ends)]


def find_blocks(run: Sequence[Segments], ends: Ends) -> list[Block]:
    """The cells of a table: in each column, the lines that belong together."""
    columns: list[list[Line]] = [[] for _ in ends.starts]
    for part in (part for segments in run for part in segments.parts):
        columns[nearest(ends.starts, part.x0)].append(part)
    size = max(line.size for column in columns for line in column)
    least = min((after.top - before.bottom for column in columns for before, after in pairwise(column)), default=0.0)
    # Rows often have more space between them than the lines of a cell: then the space tells which lines are one cell.
    between = space_between_rows(run, least + 0.3 * size)
    tight = min(least + 0.3 * size, 0.75 * size) if between is None else between - 0.12 * size
    blocks: list[Block] = []
    for at, column in enumerate(columns):
        above: Line | None = None
        for line in column:
            if above is not None and line.top - above.bottom <= tight and (between is not None or is_one_cell(above, line, ends)):
                blocks[-1].lines.append(line)
            else:
                blocks.append(Block(at, [line]))
            above = line
    return blocks


def space_between_rows(run: Sequence[Segments], least: float) -> float | None:
    """The usual space between rows, where it is more than `least`: that between lines which both hold several cells, in the same columns."""
    spaces = sorted(
        below.line.top - above.line.bottom
        for above, below in pairwise(run)
        if sum(any(abs(part.x0 - other.x0) < SAME_START for other in below.parts) for part in above.parts) > 1
    )
    if not spaces:
        return None
    usual = spaces[len(spaces) // 2]
    return usual if usual > least else None


def is_one_cell(above: Line, below: Line, ends: Ends) -> bool:
    """Whether a line below another goes on with its cell, where the space between them does not tell."""
    return is_wrap(above, below, ends.of(max(above.x1, below.x1)), above.x0)


def find_bands(blocks: Sequence[Block]) -> list[Band]:
    """The rows of a table. Those of the column with most cells come first; cells of other columns join the row that they stand in, or are
    rows of their own where they stand in none."""
    counts: dict[int, int] = {}
    for block in blocks:
        counts[block.column] = counts.get(block.column, 0) + 1
    bands: list[Band] = []
    for column in sorted(counts, key=lambda column: (-counts[column], -column)):
        for block in [block for block in blocks if block.column == column]:
            touched = [band for band in bands if shared(block, band) > 0.4]
            free = [band for band in touched if column not in band.cells]
            if len(touched) == 1 and free:
                band = touched[0]
            elif free:
                # A merged cell over several rows.
                band = free[0]
                band.cells[column] = block
                continue
            else:
                band = Band(block.top, block.bottom, {})
                bands.append(band)
                bands.sort(key=lambda each: each.top + each.bottom)
            band.cells[column] = block
            band.top, band.bottom = min(band.top, block.top), max(band.bottom, block.bottom)
    return raised(bands)


def shared(block: Block, band: Band) -> float:
    """How much of the height of a cell, or of a row if that is lower, they share."""
    height = min(block.bottom - block.top, band.bottom - band.top)
    return (min(block.bottom, band.bottom) - max(block.top, band.top)) / height if height > 0 else 0.0


def raised(bands: list[Band]) -> list[Band]:
    """The rows with each centred label of several rows in the first of them."""
    for column in sorted({column for band in bands for column in band.cells}, reverse=True):
        done = -1
        for at, band in enumerate(bands):
            block = band.cells.get(column)
            if block is None or at <= done:
                continue
            first, done = rows_of(bands, at, column, block, done + 1)
            if first != at:
                bands[first].cells[column] = band.cells.pop(column)
        bands = [band for band in bands if band.cells]
    return bands


def rows_of(bands: Sequence[Band], at: int, column: int, block: Block, begin: int) -> tuple[int, int]:
    """(first, last) of the rows, from `begin` on, over which a cell is centred: as many as lie free around it; its own row where that is all."""
    tolerance = 0.15 * block.lines[0].size
    rows = [at] if len(bands[at].cells) > 1 else []
    for step in (-1, 1):
        near = at + step
        while begin <= near < len(bands) and column not in bands[near].cells:
            # A row with nothing behind this column is a label that floats between two rows itself.
            if any(other > column for other in bands[near].cells):
                rows.append(near)
            near += step
    rows.sort()
    for first in (row for row in rows if row <= at):
        for last in (row for row in reversed(rows) if row >= at and row > first):
            if abs((bands[first].top + bands[last].bottom) / 2 - block.middle) <= tolerance:
                return first, last
    return at, at
