"""Text set in columns: they are divided by a gutter that stays white from the first line to the last, with full lines on both sides."""

from __future__ import annotations

from collections.abc import Sequence

from kg.documents.pdf_gaps import cut
from kg.documents.pdf_lines import Line

#: Columns of text: so many lines on each side, most of which fill their column by that share.
COLUMN_LINES, COLUMN_FILL = 6, 0.75


def in_reading_order(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in runs that are read one after the other: one run, or the columns of a page set in columns."""
    pieces = [part.line for line in lines for part in cut(line).parts]
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
