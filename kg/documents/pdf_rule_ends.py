"""Where the rulings of a table start and end. Many programs draw the border of each cell by itself, and all of them leave out a line inside a
merged cell: so the lines between rows tell columns too, and upright lines tell rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from kg.documents.pdf_marks import Ruling
from kg.documents.pdf_tables import NEAR, distinct

#: A border of one cell is at least so long; shorter ones are dashes.
CELL = 14.0
#: A line that is drawn cell by cell shows so many cells at least.
SEVERAL = 2
#: Lines drawn by the columns of their table agree about so many of its walls.
MOST = 0.8


def ends_of(drawn: Iterable[Ruling], begin: float, end: float) -> tuple[float, ...]:
    """The places between `begin` and `end` at which lines start or end, in order. `drawn` are the lines as the file has them."""
    long = [line for line in drawn if line.end - line.begin >= CELL]
    return tuple(place for place in distinct(side for line in long for side in (line.begin, line.end)) if begin + NEAR < place < end - NEAR)


def is_drawn_by_cells(drawn: Sequence[Ruling], begin: float, end: float) -> bool:
    """Whether a line that reaches from `begin` to `end` is drawn in parts, so that it shows all cells."""
    by_place: dict[int, list[Ruling]] = {}
    for line in drawn:
        if line.end - line.begin >= CELL:
            by_place.setdefault(round(line.at), []).append(line)
    for lines in by_place.values():
        lines.sort(key=lambda line: line.begin)
        touching = all(abs(before.end - after.begin) < 1.0 for before, after in pairwise(lines))
        if len(lines) >= SEVERAL and touching and lines[0].begin < begin + NEAR and lines[-1].end > end - NEAR:
            return True
    return False


def local_walls(ys: Sequence[float], drawn: Sequence[Ruling], walls: Sequence[float]) -> list[list[float]]:
    """The walls of each row between the lines at `ys`. Two tables may touch, and programs that draw each cell by itself leave out the walls of
    merged ones: where most lines show the same walls, those of a row are shown by the next line above it and by the next below."""
    shown = [[shows(line_at(drawn, y), wall) for wall in walls] for y in ys]
    pairs = [pair for above, below in pairwise(shown) for pair in zip(above, below, strict=True) if None not in pair]
    agree = sum(a == b for a, b in pairs) >= MOST * len(pairs)
    found = []
    for row in range(len(ys) - 1):
        places = []
        for at, wall in enumerate(walls):
            above = next((line[at] for line in reversed(shown[: row + 1]) if line[at] is not None), None)
            below = next((line[at] for line in shown[row + 1 :] if line[at] is not None), None)
            told = [each for each in (above, below) if each is not None]
            if (all(told) if agree else any(told)) if told else True:
                places.append(wall)
        found.append(places)
    return found


def line_at(drawn: Iterable[Ruling], y: float) -> list[Ruling]:
    """What is drawn at one place."""
    return [rule for rule in drawn if abs(rule.at - y) < NEAR and rule.end - rule.begin >= CELL]


def shows(line: Sequence[Ruling], wall: float) -> bool | None:
    """Whether a part of a line ends at a wall; None where the line does not reach it, or is drawn in one."""
    if any(abs(side - wall) <= NEAR for rule in line for side in (rule.begin, rule.end)):
        return True
    return False if len(line) > 1 and any(rule.begin < wall < rule.end for rule in line) else None
