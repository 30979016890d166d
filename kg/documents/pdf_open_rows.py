"""The rows of a table that no lines divide: texts below each other that are one cell, and cells beside each other that are one row.

In each column, lines that stand close together, or run on, are one cell. Cells whose heights overlap are one row; a label that stands in the
middle of several rows (a merged cell, whose text is centred) goes to the first of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.documents.pdf_gaps import Columns, Segments
from kg.documents.pdf_lines import Line, body, is_wide, space_between
from kg.documents.pdf_open_cells import NEAR_LINES, Band, Block, goes_on, stands_below
from kg.documents.pdf_top_rows import end_of_last, rows_from_top

#: The middle of a centred cell lies so many ems beside the middle of its rows at most.
CENTRED = 0.12
#: Places that differ by less points are the same.
EXACT = 0.45


def find_rows(run: Sequence[Segments], columns: Columns) -> list[Band]:
    """The rows of a table."""
    size = max(part.line.size for segments in run for part in segments.parts)
    stacks = stacked(run, columns)
    least = min((space_between(above, below) for stack in stacks for above, below in pairwise(stack)), default=0.0)
    spaces = spaces_between_rows(run)
    # Rows of one text each, as where a page break leaves few, show the space between their lines only.
    near = spaces or sorted(space_between(above.line, below.line) for above, below in pairwise(run))
    usual = near[len(near) // 2] if near else None
    # Where most rows stand further apart than lines, those that stand closest show the least space between rows; a few stand there by chance.
    apart = [space for space in spaces if space > least + 0.3 * size]
    between = apart[len(apart) // 4] if 2 * len(apart) > len(spaces) else None
    if between is None and usual is not None and usual < NEAR_LINES * size and on_one_grid(run):
        return rows_from_top(run, replace(columns, ends=(*columns.ends[:-1], end_of_last(run, columns))))
    tight = min(least + 0.3 * size, 0.75 * size) if between is None else between - 0.12 * size
    return find_bands(find_blocks(run, columns, tight, spaced=between is not None))


def stacked(run: Sequence[Segments], columns: Columns) -> list[list[Line]]:
    """The lines of each column from top to bottom."""
    stacks: list[list[Line]] = [[] for _ in columns.begins]
    for part in (part for segments in run for part in segments.parts):
        stacks[part.column].append(part.line)
    for stack in stacks:
        stack.sort(key=lambda line: line.top)
    return stacks


def spaces_between_rows(run: Sequence[Segments]) -> list[float]:
    """The spaces between rows in order: those between lines which both hold several cells, in the same columns."""
    return sorted(
        space_between(above.line, below.line)
        for above, below in pairwise(run)
        if len({part.column for part in above.parts} & {part.column for part in below.parts}) > 1
    )


def on_one_grid(run: Sequence[Segments]) -> bool:
    """Whether the cells of a row all start at its top: no lines of neighbouring cells stand beside each other in part."""
    middles = sorted(sum(body(segments.line)) / 2 for segments in run)
    size = max(segments.line.size for segments in run)
    return all(below - above > 1.02 * size for above, below in pairwise(middles))


# -- rows whose cells may stand in their middle


def find_blocks(run: Sequence[Segments], columns: Columns, tight: float, *, spaced: bool) -> list[Block]:
    """The cells of a table: lines below each other with no more than `tight` between them; where rows are not `spaced`, they must run on too."""
    blocks: list[Block] = []
    for part in sorted((part for segments in run for part in segments.parts), key=lambda part: body(part.line)[0]):
        above = next((block for block in reversed(blocks) if stands_below(block, part)), None)
        if above is not None and space_between(above.lines[-1], part.line) <= tight and (spaced or goes_on(above, part, columns)):
            above.lines.append(part.line)
            above.last = max(above.last, part.last)
        else:
            blocks.append(Block(part.column, part.last, [part.line]))
    return blocks


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


def raised(bands: list[Band], *, exact: bool = False) -> list[Band]:
    """The rows with each centred label of several rows in the first of them; `exact`: lines show where the rows begin and end."""
    for column in sorted({column for band in bands for column in band.cells}, reverse=True):
        done = -1
        for at, band in enumerate(bands):
            block = band.cells.get(column)
            if block is None or at <= done:
                continue
            first, done = rows_of(bands, at, column, block, done + 1, exact=exact)
            if first != at:
                bands[first].cells[column] = band.cells.pop(column)
        bands = [band for band in bands if band.cells]
    return bands


def rows_of(bands: Sequence[Band], at: int, column: int, block: Block, begin: int, *, exact: bool = False) -> tuple[int, int]:
    """(first, last) of the rows, from `begin` on, over which a cell is centred: those that lie free around it and whose middle is nearest to
    its own; its own row where that is all."""
    rows = [at] if len(bands[at].cells) > 1 else []
    for step in (-1, 1):
        near = at + step
        while begin <= near < len(bands) and is_free(bands[near], column):
            # A row with nothing behind this column is a label that floats between two rows itself.
            if any(other > column for other in bands[near].cells):
                rows.append(near)
            near += step
    rows.sort()
    # Of several choices, the rows that follow on those of the label above are the likeliest, then the most.
    found = []
    for first, last in ((first, last) for first in rows if first <= at for last in rows if last >= max(at, first)):
        top, bottom = (bands[first].top, bands[last].bottom) if exact else (extent(bands[first], column)[0], extent(bands[last], column)[1])
        off = abs((top + bottom) / 2 - block.middle)
        if off <= CENTRED * block.lines[0].size:
            found.append((round(off / EXACT), first != begin, first - last, first))
    if not found:
        return at, at
    _, _, length, first = min(found)
    return first, first - length


def extent(band: Band, column: int) -> tuple[float, float]:
    """(top, bottom) of a row by the texts behind a column: by the Chinese ones, whose boxes are all alike, where there are any."""
    behind = [block for at, block in band.cells.items() if at > column] or list(band.cells.values())
    blocks = [block for block in behind if band.top - 1 <= block.middle <= band.bottom + 1]
    chinese = [block for block in blocks if all(any(map(is_wide, line.text)) for line in (block.lines[0], block.lines[-1]))]
    return min((block.top for block in chinese), default=band.top), max((block.bottom for block in chinese), default=band.bottom)


def is_free(band: Band, column: int) -> bool:
    """Whether no cell of a row covers a column."""
    return all(not cell.column <= column <= cell.last for cell in band.cells.values())
