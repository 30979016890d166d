"""White space to columns: where the lines of a table without rulings are cut.

A wide gap divides cells. Between two columns runs a wall that every gap between their texts contains, so that the walls are the fewest
places that lie in all gaps: texts may stand at the left of their columns, in their middle or at their right.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.documents.pdf_characters import Glyph
from kg.documents.pdf_lines import NO_END, NO_START, Line, first_unit, is_wide, make_line, usual_gap

#: A gap of so many ems divides cells; Chinese forms rarely set less than two between columns.
CELL_GAP = 1.5
#: A gap of so many ems divides cells where it contains a wall.
WALL_GAP = 0.45
#: A gap of so many ems divides a full cell from one whose text starts at its column.
FULL_GAP = 0.1
#: A wall stands so many points before the first text behind it.
BEFORE_START = 1.0
#: Texts that start within so many points of each other start at one place.
SAME_START = 3.0
#: The space that a table keeps between the texts of neighbouring columns: bounds of what is believed where no cell is full.
PADDING = (4.0, 11.5)
#: Places that differ by less points are the same.
EXACT = 0.45
#: A text of so many ems is no label, name or figure.
WIDE_TEXT = 12.0
#: So many lines that start at one place show a column.
SEVERAL = 3

Gap = tuple[float, float]


@dataclass(slots=True)
class Part:
    """What a line shows in one cell: a line of its own, and the columns from which and up to which it reaches."""

    line: Line
    column: int = 0
    last: int = 0


@dataclass(slots=True)
class Segments:
    """A printed line cut at its gaps."""

    line: Line
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: the walls between them, where the texts of each begin and end, and where the text of the page ends."""

    walls: tuple[float, ...]
    begins: tuple[float, ...]
    ends: tuple[float, ...]
    right: float

    @property
    def edges(self) -> tuple[float, ...]:
        """The walls with the sides of the table."""
        return (self.begins[0], *self.walls, max(self.ends[-1], self.right, self.walls[-1] + 1.0))

    def of(self, place: float) -> int:
        """The column in which a place lies."""
        return bisect_right(self.walls, place)


def cut(line: Line, walls: Sequence[float] = (), exact: Sequence[float] = ()) -> Segments:
    """A line cut at its wide gaps, and at narrower ones that contain a wall; of the `exact` walls, the place is known from lines."""
    stretch = usual_gap(line.glyphs) if exact else 0.0
    groups: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in line.glyphs:
        if glyph.text.isspace():
            if groups:
                groups[-1].append(glyph)
            continue
        if last is None or divides(last, glyph, groups[-1][0], walls) or (exact and stands_at(last, glyph, exact, stretch)):
            groups.append([])
        groups[-1].append(glyph)
        last = glyph
    parts = []
    for group in groups:
        part = make_line(group)
        if part is not None:
            # Punctuation may hang over its cell.
            end = end_of(part)
            begin = part.x0 + (0.5 * part.size if part.text[0] in NO_END and is_wide(part.text[0]) else 0.0)
            first = bisect_right(walls, begin + 0.5)
            parts.append(Part(part, first, max(bisect_right(walls, end - 0.5), first)))
    return Segments(line, parts)


def end_of(line: Line) -> float:
    """Where a text ends, without the white half of punctuation."""
    return line.x1 - (0.5 * line.size if line.text[-1] in NO_START and is_wide(line.text[-1]) else 0.0)


def divides(before: Glyph, after: Glyph, first: Glyph, walls: Sequence[float]) -> bool:
    """Whether a cell ends between two glyphs; `first` is the first glyph of the text before the gap."""
    gap, size = after.x0 - before.x1, max(after.size, 1.0)
    if gap > CELL_GAP * size or gap <= FULL_GAP * size:
        return gap > 0.0 and gap > FULL_GAP * size
    inside = [wall for wall in walls if before.x1 - 0.5 <= wall <= after.x0 + 0.5]
    if gap > WALL_GAP * size:
        return bool(inside)
    # Some programs leave hardly any space between a full cell and the next text, which starts at its column then.
    return any(abs(after.x0 - wall - BEFORE_START) < 1.0 for wall in inside) and bisect_right(walls, first.x0) == bisect_right(walls, before.x0)


def stands_at(before: Glyph, after: Glyph, exact: Sequence[float], stretch: float) -> bool:
    """Whether one of the exact walls stands between two glyphs, which are further apart than others of their line."""
    end, gap = before.x1, after.x0 - before.x1
    if before.text in NO_START and is_wide(before.text) and (gap < -0.3 or gap > 0.3):
        # The white half of a closing bracket or stop may hang over its cell.
        end -= 0.5 * before.size
    if after.x0 - end - stretch <= FULL_GAP * max(after.size, 1.0):
        return False
    return any(end - 0.5 <= wall <= after.x0 + 0.5 for wall in exact)


def find_walls(lines: Iterable[Line], known: Sequence[float] = ()) -> tuple[float, ...]:
    """The walls that the gaps of some lines show, in order; `known` ones come first where they lie in a gap."""
    segments = [each for each in map(cut, lines) if not is_set_wide(each)]
    shown = {gap for each in segments for gap in gaps_of(each)} | set(gaps_between(segments)) | set(aligned_gaps(segments))
    gaps = sorted(shown, key=lambda gap: (gap[1], gap[0]))
    found: list[list[float]] = []
    for begin, end in gaps:
        if any(begin - 0.5 <= wall <= end + 0.5 for wall in known):
            continue
        if found and begin < found[-1][1] - 1.0:
            found[-1][0] = max(found[-1][0], begin)
        elif not found or begin >= found[-1][1] - 1.0:
            found.append([begin, end])
    narrow = [gap for each in segments for gap in narrow_gaps(each.line)]
    for bounds in found:
        for begin, end in narrow:
            if begin < bounds[1] and end > bounds[0] and max(begin, bounds[0]) < min(end, bounds[1]) - 1.0 and end < bounds[1]:
                bounds[0], bounds[1] = max(begin, bounds[0]), min(end, bounds[1])
        for each in segments:
            for part in each.parts:
                if bounds[0] + 1.0 < part.line.x0 < bounds[1]:
                    bounds[1] = part.line.x0
                if bounds[0] < part.line.x1 < bounds[1] - 1.0 and part.line.x0 < bounds[0]:
                    bounds[0] = part.line.x1
    return tuple(sorted([*known, *(end - min(BEFORE_START, (end - begin) / 2) for begin, end in found)]))


def is_set_wide(segments: Segments) -> bool:
    """Whether a line shows single characters far apart: a title, no cells."""
    texts = [part.line.text for part in segments.parts]
    return len(texts) > 2 and all(len(text) == 1 and is_wide(text) for text in texts)


def gaps_of(segments: Segments) -> list[Gap]:
    """The wide gaps of a line."""
    return [(before.line.x1, after.line.x0) for before, after in pairwise(segments.parts)]


def gaps_between(segments: Sequence[Segments]) -> Iterator[Gap]:
    """The gaps between the first texts of lines below each other: labels of merged cells stand in no line with the cells beside them."""
    firsts = sorted(each.parts[0].line.x0 for each in segments)
    for above, below in pairwise(segments):
        left, right = sorted((above.parts[0].line, below.parts[0].line), key=lambda line: line.x0)
        near = bisect_left(firsts, right.x0 + SAME_START / 2) - bisect_left(firsts, right.x0 - SAME_START / 2)
        if near >= SEVERAL and right.x0 - left.x1 > WALL_GAP * right.size:
            yield left.x1, right.x0


def aligned_gaps(segments: Sequence[Segments]) -> Iterator[Gap]:
    """Narrow gaps of lines below each other, behind which texts start at one place, with no space printed in them: a full cell and the next."""
    for above, below in pairwise(segments):
        if len(above.parts) > 1 and len(below.parts) > 1:
            for begin, end in bare_gaps(above.line):
                for other, same in bare_gaps(below.line):
                    if abs(end - same) < EXACT:
                        yield max(begin, other), min(end, same)


def bare_gaps(line: Line) -> list[Gap]:
    """The narrow gaps of a line in which no space is printed."""
    return [
        (a.x1, b.x0) for a, b in pairwise(line.glyphs) if WALL_GAP * max(b.size, 1.0) < b.x0 - a.x1 and not (a.text.isspace() or b.text.isspace())
    ]


def narrow_gaps(line: Line) -> list[Gap]:
    """The gaps of a line that divide cells only where a wall runs through them."""
    shown = [glyph for glyph in line.glyphs if not glyph.text.isspace()]
    return [(a.x1, b.x0) for a, b in pairwise(shown) if WALL_GAP * max(b.size, 1.0) < b.x0 - a.x1 <= CELL_GAP * max(b.size, 1.0)]


def columns_of(run: Sequence[Segments], walls: Sequence[float], right: float) -> Columns:
    """The columns of a table, whose lines are cut at its walls; `right` is where the text of the page ends."""
    parts = [part for segments in run for part in segments.parts]
    gaps = [after.line.x0 - before.line.x1 for segments in run for before, after in pairwise(segments.parts)]
    # The narrowest gap between two texts is that between a full cell and its neighbour.
    padding = min(max(min(gaps, default=PADDING[1]), PADDING[0]), PADDING[1])
    # A wrapped cell in the last column shows where the text ends, to within a character.
    reached = [part.line.x1 + 0.5 * part.line.size for part in parts if part.line.text[-1] not in NO_START]
    last = end_by_wraps(parts, len(walls)) or min(right, max(reached, default=right))
    begins = [min((part.line.x0 for part in parts if part.column == at), default=None) for at in range(len(walls) + 1)]
    ends = []
    for at, wall in enumerate(walls):
        after = begins[at + 1]
        end = (wall if after is None else min(after, wall + PADDING[1])) - padding
        lines = [part.line for part in parts if part.column == part.last == at]
        middle = centre_of(lines)
        if middle is not None:
            half = min(wall - middle, middle - walls[at - 1] if at else wall - middle) - padding / 2
            end = max(middle + half, *(line.x1 for line in lines))
        ends.append(end)
    left = min(part.line.x0 for part in parts)
    return Columns(
        tuple(walls), tuple(left if begin is None and not at else (begin or walls[at - 1]) for at, begin in enumerate(begins)), (*ends, last), right
    )


def end_by_wraps(parts: Iterable[Part], column: int) -> float | None:
    """Where a column ends, as the long texts show that reach it: behind the end of each of their lines, but before the end that it would have
    with the first character of the next one; None where fewer than three lines tell."""
    lines = sorted((part.line for part in parts if part.last == column), key=lambda line: line.top)
    wide = [line for line in lines if line.x1 - line.x0 > WIDE_TEXT * line.size]
    below = [(a, b) for a, b in pairwise(wide) if abs(a.x0 - b.x0) < SAME_START and b.top - a.bottom < b.size]
    full = [(a, b) for a, b in below if a.text[-1] not in NO_START]
    if len(full) < SEVERAL:
        return None
    least = max(a.x1 for a, _ in full)
    most = [a.x1 + first_unit(b) for a, b in full if a.x1 + first_unit(b) > least]
    return (least + min([*most, least + full[0][0].size])) / 2


def centre_of(lines: Sequence[Line]) -> float | None:
    """The middle of a column whose texts are centred; None where they start at one place."""
    if len(lines) < 3:
        return None
    begins, middles = sorted(line.x0 for line in lines), sorted((line.x0 + line.x1) / 2 for line in lines)
    inner = slice(len(lines) // 5, len(lines) - len(lines) // 5)
    spread, off = begins[inner][-1] - begins[inner][0], middles[inner][-1] - middles[inner][0]
    return middles[len(middles) // 2] if off < 2.0 and spread > 2 * SAME_START else None
