"""Text that stands at a right angle to the rest of its page, as labels at the left of merged cells do: it is read as one upright line.

Each block of such text is squeezed into a line across its own middle, so that it stays in its cell whatever the lines around it are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from kg.documents.pdf_characters import Glyph

#: Radians from a quarter turn within which a character counts as turned by it.
NEAR = math.radians(5)
#: Characters of a line stand so many times their size from each other at most, and lines of a block from the line before.
NEXT, LINE = 1.8, 2.0


def is_turned(angle: float) -> bool:
    """Whether a character at this angle, from upright text, is turned by a quarter to either side."""
    return abs(math.cos(angle)) < math.sin(NEAR)


def with_turned_upright(glyphs: Sequence[Glyph], turned: Sequence[bool]) -> list[Glyph]:
    """The characters of a page, in the order of its file; those in `turned` as upright lines, one for each block."""
    found: list[Glyph] = []
    block: list[Glyph] = []
    for glyph, is_so in zip(glyphs, turned, strict=True):
        if block and not (is_so and follows(block, glyph)):
            found += upright(block)
            block = []
        if is_so:
            block.append(glyph)
        else:
            found.append(glyph)
    return found + upright(block)


def follows(block: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether a character goes on with a block: in its last line, or as the first of a line beside it."""
    last = block[-1]
    size = max(last.size, glyph.size)
    apart = aside_of(last, glyph)
    if apart == 0:
        return abs(middle(last)[1] - middle(glyph)[1]) < NEXT * size
    top, bottom = min(g.top for g in block), max(g.bottom for g in block)
    return apart < LINE * size and top - size < middle(glyph)[1] < bottom + size


def aside_of(one: Glyph, other: Glyph) -> float:
    """How far a turned character stands aside from another's line; 0 on it."""
    aside = abs(middle(one)[0] - middle(other)[0])
    return 0.0 if aside < 0.5 * max(one.size, other.size) else aside


def middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2


def upright(block: Sequence[Glyph]) -> list[Glyph]:
    """A block's characters from left to right across its middle; a single character stays where it is. Lines of text turned to the left (which
    runs up) follow each other from left to right, those of text turned to the right from right to left."""
    if len(block) < 2:
        return list(block)
    lines: list[list[Glyph]] = []
    for glyph in block:
        if lines and aside_of(lines[-1][-1], glyph) == 0:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    up = sum(middle(line[0])[1] - middle(line[-1])[1] for line in lines) > 0
    lines.sort(key=lambda line: middle(line[0])[0], reverse=not up)
    block = [glyph for line in lines for glyph in line]
    left, right = min(g.x0 for g in block), max(g.x1 for g in block)
    centre = (min(g.top for g in block) + max(g.bottom for g in block)) / 2
    wide = (right - left) / len(block)
    return [
        glyph._replace(x0=left + at * wide, x1=left + (at + 1) * wide, top=centre - wide / 2, bottom=centre + wide / 2, size=wide)
        for at, glyph in enumerate(block)
    ]
