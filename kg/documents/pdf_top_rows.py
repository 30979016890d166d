"""The rows of a table without lines whose cells all start at the top of their row, and whose rows stand as close as the lines in a cell: a row
starts where a text does not run on."""

from __future__ import annotations

from collections.abc import Sequence

from kg.documents.pdf_gaps import WIDE_TEXT, Columns, Part, Segments, end_by_wraps
from kg.documents.pdf_lines import body, is_wide
from kg.documents.pdf_open_cells import Band, Block, goes_on, is_near

#: A text of so many lines may go on with a new paragraph.
LONG = 3
#: Where texts are short, a column may end so many ems before the place that they show.
UNSURE = 1.5


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
        if None in owners and bands:
            owners = settled(owners, segments.parts, bands, columns)
        top, bottom = body(segments.line)
        fresh = [part for part, owner in zip(segments.parts, owners, strict=True) if owner is None]
        # A long text may go on with a new paragraph, beside which nothing stands.
        if len(fresh) == len(segments.parts) == 1:
            above = next((block for block in open_blocks if block.column == fresh[0].column and len(block.lines) >= LONG), None)
            if above is None:
                above = rest_of_label(fresh[0], bands[-1], columns) if bands else None
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


def end_of_last(run: Sequence[Segments], columns: Columns) -> float:
    """Where the last column ends: long texts that reach it show that; else it keeps the space between columns from the end of the text on the
    page, unless a text goes further."""
    parts = [part for segments in run for part in segments.parts]
    shown = end_by_wraps(parts, len(columns.walls))
    if shown is not None:
        return shown
    space = min((begin - end for end, begin in zip(columns.ends, columns.begins[1:], strict=False)), default=0.0)
    return max([columns.right - max(space, 0.0), *(part.line.x1 for part in parts if part.last == len(columns.walls))])


def settled(owners: Sequence[Block | None], parts: Sequence[Part], bands: Sequence[Band], columns: Columns) -> list[Block | None]:
    """What the parts of a line go on with, of which some do not seem to: beside the start of a row only the rest of a label goes on."""
    fresh = [part for owner, part in zip(owners, parts, strict=True) if owner is None]
    above = [block_above(part, bands[-1]) for part in fresh]
    known = [owner for owner in owners if owner is not None]
    chinese = len(fresh) == 1 and above[0] is not None and is_wide(above[0].lines[-1].text[-1]) and is_wide(fresh[0].line.text[0])
    if chinese and len(known) > 1 and above[0] is not None and goes_on(above[0], fresh[0], columns, unsure=UNSURE):
        # Where all cells but one go on, that one does too if it may.
        return [owner or above[0] for owner in owners]
    starts = any(block is None or is_short(block) for block in above)
    alone = [block for band in bands for block in band.cells.values() if len(band.cells) == 1]
    kept: list[Block | None] = []
    behind = 0
    for owner, part in reversed(list(zip(owners, parts, strict=True))):
        # A merged label stands at the head of several rows, in which several cells stand behind it.
        merged = behind > 1 and not any(owner is block for block in alone)
        kept.append(owner if owner is not None and is_rest(owner, part) and (merged or not starts) else None)
        behind += kept[-1] is None
    return kept[::-1]


def rest_of_label(part: Part, band: Band, columns: Columns) -> Block | None:
    """The label of the row above whose rest a part is that stands alone in its line: labels may break a little before their column ends."""
    block = band.cells.get(part.column)
    if block is None or len(band.cells) == 1 or part.column != part.last or not is_rest(block, part):
        return None
    return block if goes_on(block, part, columns, unsure=UNSURE) else None


def block_above(part: Part, band: Band) -> Block | None:
    """The cell of a row that stands in the columns of a part."""
    return next((block for block in band.cells.values() if block.column <= part.column <= block.last), None)


def is_short(block: Block) -> bool:
    """Whether a cell holds a label, name or figure: below one that has ended starts another."""
    return len(block.lines) == 1 and block.lines[0].x1 - block.lines[0].x0 < WIDE_TEXT * block.lines[0].size


def is_rest(block: Block, part: Part) -> bool:
    """Whether a part may be the rest of a label, shorter than its first line."""
    first = block.lines[-1]
    return part.line.x1 - part.line.x0 < first.x1 - first.x0
