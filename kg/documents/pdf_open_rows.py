"""The rows of a table that no lines divide: texts below each other that are one cell, and cells beside each other that are one row.

In each column, lines that stand close together, or run on, are one cell. Cells whose heights overlap are one row; a label that stands in the
middle of several rows (a merged cell, whose text is centred) goes to the first of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.documents.pdf_gaps import SAME_START, Columns, Part, Segments
from kg.documents.pdf_lines import Line, body, is_wide, is_wrap, space_between

#: A text of so many lines may go on with a new paragraph.
LONG = 3
#: Lines of one cell stand so many ems apart at most, where rows do not stand further apart than lines.
NEAR_LINES = 0.75
#: The middle of a centred cell lies so many ems beside the middle of its rows at most.
CENTRED = 0.12
#: Places that differ by less points are the same.
EXACT = 0.45


@dataclass(slots=True)
class Block:
    """A cell: the columns from which and up to which it reaches, and its lines from top to bottom."""

    column: int
    last: int
    lines: list[Line]

    @property
    def top(self) -> float:
        """Where its first line begins."""
        return body(self.lines[0])[0]

    @property
    def bottom(self) -> float:
        """Where its last line ends."""
        return body(self.lines[-1])[1]

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


def find_rows(run: Sequence[Segments], columns: Columns) -> list[Band]:
    """The rows of a table."""
    size = max(part.line.size for segments in run for part in segments.parts)
    stacks = stacked(run, columns)
    least = min((space_between(above, below) for stack in stacks for above, below in pairwise(stack)), default=0.0)
    spaces = spaces_between_rows(run)
    usual = spaces[len(spaces) // 2] if spaces else None
    # Where most rows stand further apart than lines, those that stand closest show the least space between rows; a few stand there by chance.
    apart = [space for space in spaces if space > least + 0.3 * size]
    between = apart[len(apart) // 4] if 2 * len(apart) > len(spaces) else None
    if between is None and usual is not None and usual < NEAR_LINES * size and on_one_grid(run):
        # How far the texts of the last column reach does not say where it ends.
        return rows_from_top(run, replace(columns, ends=(*columns.ends[:-1], columns.right)))
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
    return all(below - above > 1.1 * size for above, below in pairwise(middles))


# -- rows whose cells start at their top


def rows_from_top(run: Sequence[Segments], columns: Columns) -> list[Band]:
    """The rows of a table without more space between rows than between lines: a row starts where a text does not run on."""
    bands: list[Band] = []
    open_blocks: list[Block] = []
    for segments in run:
        owners: list[Block | None] = []
        for part in segments.parts:
            # What stands behind a text that starts a row starts it too.
            known = open_blocks if None not in owners else []
            owners.append(next((block for block in reversed(known) if goes_on(block, part, columns)), None))
        if None in owners:
            # Beside the start of a row, only the rest of a label goes on.
            owners = [owner if owner and is_rest(owner, part) else None for owner, part in zip(owners, segments.parts, strict=True)]
        top, bottom = body(segments.line)
        fresh = [part for part, owner in zip(segments.parts, owners, strict=True) if owner is None]
        # A long text may go on with a new paragraph, beside which nothing stands.
        if len(fresh) == len(segments.parts) == 1:
            above = next((block for block in open_blocks if block.column == fresh[0].column and len(block.lines) >= LONG), None)
            if above is not None and is_near(above, fresh[0]):
                owners, fresh = [above], []
        if fresh:
            bands.append(Band(top, bottom, {}))
        stale = {part.column for part in segments.parts}
        kept = [block for block in open_blocks if block.column not in stale]
        for part, owner in zip(segments.parts, owners, strict=True):
            if owner is None:
                owner = Block(part.column, part.last, [part.line])
                bands[-1].cells[part.column] = owner
            else:
                owner.lines.append(part.line)
                owner.last = max(owner.last, part.last)
            kept.append(owner)
        bands[-1].bottom = max(bands[-1].bottom, bottom)
        open_blocks = kept
    return bands


def is_rest(block: Block, part: Part) -> bool:
    """Whether a part may be the rest of a label, shorter than its first line."""
    first = block.lines[-1]
    return part.line.x1 - part.line.x0 < first.x1 - first.x0


def is_near(block: Block, part: Part) -> bool:
    """Whether a part stands directly below a cell."""
    return space_between(block.lines[-1], part.line) < NEAR_LINES * part.line.size


def goes_on(block: Block, part: Part, columns: Columns) -> bool:
    """Whether a part is the next line of a cell, whose last line does not end a text."""
    if not stands_below(block, part) or not is_near(block, part):
        return False
    reach = max(block.last, part.last)
    return is_wrap(block.lines[-1], part.line, columns.ends[reach], columns.begins[block.column])


def stands_below(block: Block, part: Part) -> bool:
    """Whether a part stands in the columns of a cell: it starts where the cell does, or in its middle where that spans columns."""
    if part.column == block.column:
        return True
    widest = max(block.lines, key=lambda line: line.x1 - line.x0)
    middle = (widest.x0 + widest.x1) / 2
    return block.column < part.column and part.last <= block.last and abs((part.line.x0 + part.line.x1) / 2 - middle) < SAME_START


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
