"""Tables of text drawn with the signs for boxes (┌─┬┐│├┼┤└┴┘), or with + - and |: which letters are one cell.

A rule ends the cells that it crosses; where it leaves a column open (│        ├────┤), a merged cell goes on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.forms.wrapped_rows import Run, WrappedRow, is_double

#: Signs of a vertical line, of crossings and corners, and of a horizontal line (Unicode, Box Drawing; and what stands for them in ASCII).
VERTICAL = frozenset("│┃║┆┇┊┋|")
CROSSING = frozenset("┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┠┣┤┥┨┫┬┯┰┳┴┷┸┻┼┿╂╋╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛+")
HORIZONTAL = frozenset("─━═┄┅┈┉-=")
#: A table has so many rules.
ENOUGH_RULES = 2


class Box(NamedTuple):
    """The lines from `first` up to `last` as rows; a cell that reaches over several columns or rows stands in the first of them."""

    first: int
    last: int
    rows: list[WrappedRow]


class Segment(NamedTuple):
    """What a line shows between two marks: their places, and the text, None for a rule."""

    left: int
    right: int
    run: Run | None


def find_boxes(lines: Sequence[tuple[int, str]]) -> Iterator[Box]:
    """The tables among lines (where each begins, its text) that follow one another."""
    at = 0
    while at < len(lines):
        last = at
        while last < len(lines) and is_framed(lines[last][1]):
            last += 1
        if last - at > ENOUGH_RULES and sum(is_rule(line) for _, line in lines[at:last]) >= ENOUGH_RULES:
            yield Box(at, last, rows_of(lines[at:last]))
        at = max(last, at + 1)


def is_framed(line: str) -> bool:
    """Whether a line begins and ends with a vertical line or a crossing."""
    kept = line.strip()
    return len(kept) > 1 and kept[0] in VERTICAL | CROSSING and kept[-1] in VERTICAL | CROSSING


def is_rule(line: str) -> bool:
    """Whether a line holds rules and crossings only."""
    kept = line.strip()
    return kept[:1] in CROSSING and all(sign in CROSSING or sign in HORIZONTAL or sign in VERTICAL or sign == " " for sign in kept)


def rows_of(lines: Sequence[tuple[int, str]]) -> list[WrappedRow]:
    """The rows of a table."""
    # Fonts give the signs one place or two: the right one has the crossings below each other, and the lines between them too.
    edges, width = min(((edges_of(lines, width), width) for width in (2, 1)), key=lambda found: (len(found[0]), misfit(lines, *found)))
    rows = [WrappedRow()]
    open_cells: dict[int, WrappedRow] = {}
    for at, line in lines:
        segments = segments_of(line, at, width)
        if any(segment.run is None for segment in segments) and rows[-1].cells:
            rows.append(WrappedRow())
        for segment in segments:
            first, last = nearest(edges, segment.left), nearest(edges, segment.right)
            if segment.run is None:
                open_cells = {column: row for column, row in open_cells.items() if not first <= column < last}
            elif segment.run.text:
                open_cells.setdefault(first, rows[-1]).add({first: segment.run})
            else:
                open_cells.setdefault(first, rows[-1])
    return [row for row in rows if row.cells]


def edges_of(lines: Sequence[tuple[int, str]], width: int) -> list[int]:
    """The places of the crossings in rules."""
    return sorted({place for _, line in lines if is_rule(line) for place, sign, _ in places_of(line, width) if sign in CROSSING})


def misfit(lines: Sequence[tuple[int, str]], edges: Sequence[int], width: int) -> int:
    """How far the vertical lines stand from the crossings."""
    places = (place for _, line in lines for place, sign, _ in places_of(line, width) if sign in VERTICAL)
    return sum(abs(edges[nearest(edges, place)] - place) for place in places)


def places_of(line: str, width: int) -> Iterator[tuple[int, str, int]]:
    """(place, sign, offset) of each sign of a line; those of boxes take `width` places."""
    place = 0
    for at, sign in enumerate(line):
        yield place, sign, at
        drawn = "\u2500" <= sign <= "\u257f"
        place += width if drawn else 2 if is_double(sign) else 1


def segments_of(line: str, source: int, width: int) -> list[Segment]:
    """What a line shows between its marks."""
    marks = [(place, at) for place, sign, at in places_of(line, width) if sign in VERTICAL or (sign in CROSSING and is_mark(line, at))]
    segments = []
    for (left, begin), (right, end) in pairwise(marks):
        inner = line[begin + 1 : end]
        kept = inner.strip()
        if inner and all(sign in HORIZONTAL for sign in inner):
            segments.append(Segment(left, right, None))
        else:
            start = begin + 1 + (inner.index(kept[0]) if kept else 0)
            segments.append(Segment(left, right, Run(left, right, kept, source + start)))
    return segments


def is_mark(line: str, at: int) -> bool:
    """Whether a crossing is one: + is a sign of texts too."""
    return line[at] != "+" or line[at - 1 : at] in HORIZONTAL or line[at + 1 : at + 2] in HORIZONTAL


def nearest(edges: Sequence[int], place: int) -> int:
    """The number of the edge next to a place: letters of which fonts do not tell the width move it a little."""
    at = bisect_left(edges, place)
    return min(range(max(at - 1, 0), min(at + 1, len(edges))), key=lambda n: abs(edges[n] - place))
