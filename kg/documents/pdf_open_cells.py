"""The cells of a table that no lines divide: which texts below each other are one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.documents.pdf_gaps import SAME_START, Columns, Part
from kg.documents.pdf_lines import Line, body, is_wrap, space_between

#: Lines of one cell stand so many ems apart at most, where rows do not stand further apart than lines.
NEAR_LINES = 0.75
#: A figure to be reached: below it another one, or any text if its unit is closed by one of these signs, starts the next cell.
CLOSED = frozenset("%％)）")
COMPARED = re.compile(r"[≥≤≧≦＞＜＝=<>≈±]{1,2}\s*\d")


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


def is_near(block: Block, part: Part) -> bool:
    """Whether a part stands directly below a cell."""
    return space_between(block.lines[-1], part.line) < NEAR_LINES * part.line.size


def goes_on(block: Block, part: Part, columns: Columns, *, unsure: float = 0.0) -> bool:
    """Whether a part is the next line of a cell, whose last line does not end a text; the column may end `unsure` ems before."""
    if not stands_below(block, part) or not is_near(block, part):
        return False
    if COMPARED.match(block.lines[0].text) and (COMPARED.match(part.line.text) or block.lines[-1].text[-1] in CLOSED):
        return False
    if not part.line.text.strip("…."):
        # Forms leave a row for more with dots alone.
        return False
    reach = max(block.last, part.last)
    return is_wrap(block.lines[-1], part.line, columns.ends[reach] - unsure * part.line.size, columns.begins[block.column])


def stands_below(block: Block, part: Part) -> bool:
    """Whether a part stands in the columns of a cell: it starts where the cell does, or in its middle where that spans columns."""
    if part.column == block.column:
        return True
    widest = max(block.lines, key=lambda line: line.x1 - line.x0)
    middle = (widest.x0 + widest.x1) / 2
    return block.column < part.column and part.last <= block.last and abs((part.line.x0 + part.line.x1) / 2 - middle) < SAME_START
