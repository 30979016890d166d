"""Sheets too wide for their paper: programs of sheets print the columns that do not fit on further pages, with the same rows at the same heights.

Such pages are put side by side again before they are read. Columns follow either page by page or, where the sheet is long too, after all pages
of the columns before (the order that Excel calls "down, then over").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kg.documents.pdf_characters import Glyph
from kg.documents.pdf_marks import PageMarks, Ruling

#: So many pages may lie between a page and the one that goes on at its right.
FURTHEST = 12
#: So many lines between rows, at the same heights, tell that two pages show the same rows.
FEWEST_LEVELS = 5
#: The same place, in points; a copy of a character that the edge of the page cuts.
SAME, COPY = 0.75, 2.5


@dataclass(frozen=True, slots=True)
class Part:
    """A page in a sheet: where it begins in the joined marks, and by how many points it is moved there."""

    begin: float
    number: int
    shift: float


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A page, or pages side by side; `number` is that of the first, `levels` and `columns` are the places of its lines."""

    marks: PageMarks
    number: int
    parts: tuple[Part, ...] = ()
    levels: tuple[float, ...] = ()
    columns: tuple[float, ...] = ()


class WideSheets:
    """Takes pages in order and gives them back in order, those that belong together as one. The state: the pages that may have a partner."""

    def __init__(self) -> None:
        self.waiting: list[SheetPage] = []
        #: the columns of neighbouring pages that were joined: where a sheet is long too, it goes on the same way
        self.joined: set[tuple[tuple[float, ...], tuple[float, ...]]] = set()

    def add(self, marks: PageMarks, number: int) -> Iterator[SheetPage]:
        """A further page; gives those whose partners are known."""
        self.waiting.append(SheetPage(marks, number, (), places(marks.horizontal), places(marks.vertical)))
        while self.waiting and (len(self.waiting) > 2 * FURTHEST or len(self.waiting[0].levels) < FEWEST_LEVELS):
            yield from self._next()

    def finish(self) -> Iterator[SheetPage]:
        """The pages that are left."""
        while self.waiting:
            yield from self._next()

    def _next(self) -> Iterator[SheetPage]:
        for apart in range(1, min(FURTHEST, len(self.waiting) // 2) + 1):
            while self._join(apart):
                pass
            if self.waiting[0].parts:
                done, self.waiting = self.waiting[:apart], self.waiting[apart:]
                yield from done
                return
        yield self.waiting.pop(0)

    def _join(self, apart: int) -> bool:
        """Put the first pages and those behind them side by side, if they are parts of one sheet."""
        left, right = self.waiting[:apart], self.waiting[apart : 2 * apart]
        if len(right) < apart or not all(have_same_rows(a, b) for a, b in zip(left, right, strict=True)):
            return False
        columns = left[0].columns, right[0].columns
        if not ((apart == 1 and columns in self.joined) or belong(left[0], right[0])):
            return False
        if apart == 1:
            self.joined.add(columns)
        self.waiting[: 2 * apart] = [side_by_side(a, b) for a, b in zip(left, right, strict=True)]
        return True


def places(rulings: list[Ruling]) -> tuple[float, ...]:
    """The different places of lines, in order, in quarters of points."""
    found = sorted(ruling.at for ruling in rulings)
    return tuple(round(4 * place) / 4 for at, place in enumerate(found) if at == 0 or place - found[at - 1] > SAME)


def have_same_rows(left: SheetPage, right: SheetPage) -> bool:
    """Whether the rows of two pages may be the same: the lines between them stand at the same heights (where cells are merged over rows, one of
    the pages has fewer), and the columns start at the same margin."""
    few, many = sorted((left.levels, right.levels), key=len)
    if min(len(few), len(left.columns), len(right.columns)) < 2 or left.marks.turned or right.marks.turned:
        return False
    if abs(left.columns[0] - right.columns[0]) > SAME:
        return False
    ends = abs(few[0] - many[0]) <= SAME and abs(few[-1] - many[-1]) <= SAME
    return ends and all(any(abs(level - other) <= SAME for other in many) for level in few)


def are_same(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether places are the same, one by one."""
    return len(one) == len(other) and all(abs(a - b) <= SAME for a, b in zip(one, other, strict=True))


def belong(left: SheetPage, right: SheetPage) -> bool:
    """Whether two pages with the same rows are parts of one sheet, not forms of one layout: a text goes on over the edge, or the columns are
    others and the right page has no title."""
    if min(len(left.levels), len(right.levels)) < FEWEST_LEVELS:
        return False
    return is_cut(left, right) or (not are_same(left.columns, right.columns) and goes_on(left, right))


def is_cut(left: SheetPage, right: SheetPage) -> bool:
    """Whether the edge between two pages cuts a text: what stands behind the edge of the left one, stands on the right one where it goes on."""
    beyond = [glyph for glyph in left.marks.glyphs if middle(glyph) > left.columns[-1]]
    copies = Copies(right.marks.glyphs, shift_of(left, right)) if beyond else None
    return copies is not None and any(glyph in copies for glyph in beyond)


def goes_on(left: SheetPage, right: SheetPage) -> bool:
    """Whether a title stands above the rows of the left page and nothing above those of the right one."""
    above = [any(glyph.bottom < page.levels[0] and glyph.home is None for glyph in page.marks.glyphs) for page in (left, right)]
    return above == [True, False]


def shift_of(left: SheetPage, right: SheetPage) -> float:
    """By how many points the right page moves to the right."""
    return left.columns[-1] - right.columns[0]


def middle(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2


class Copies:
    """Characters of a page by their text and place, after moving it."""

    def __init__(self, glyphs: list[Glyph], shift: float) -> None:
        ordered = sorted((glyph.text, glyph.x0 + shift, glyph.top) for glyph in glyphs)
        self.known = {text: [(x, top) for _, x, top in group] for text, group in groupby(ordered, key=lambda each: each[0])}

    def __contains__(self, glyph: Glyph) -> bool:
        return any(abs(x - glyph.x0) < COPY and abs(top - glyph.top) < COPY for x, top in self.known.get(glyph.text, ()))


def side_by_side(left: SheetPage, right: SheetPage) -> SheetPage:
    """Two pages as one. Of a text that the edge between them cuts, both hold all characters: each gives those that stand on it."""
    edge, shift = left.columns[-1], shift_of(left, right)
    on_left, on_right = Copies(left.marks.glyphs, 0.0), Copies(right.marks.glyphs, shift)
    glyphs = []
    for glyph in left.marks.glyphs:
        copied = glyph in on_right
        if not (copied and middle(glyph) >= edge):
            glyphs.append(glyph._replace(home=None) if copied else glyph)
    for glyph in right.marks.glyphs:
        moved = glyph._replace(x0=glyph.x0 + shift, x1=glyph.x1 + shift, home=None if glyph.home is None else (glyph.home[0] + shift, glyph.home[1]))
        copied = moved in on_left
        if not (copied and middle(moved) < edge):
            glyphs.append(moved._replace(home=None) if copied else moved)
    marks = replace(
        left.marks,
        width=right.marks.width + shift,
        glyphs=glyphs,
        horizontal=left.marks.horizontal + [line._replace(begin=line.begin + shift, end=line.end + shift) for line in right.marks.horizontal],
        vertical=left.marks.vertical + [line._replace(at=line.at + shift) for line in right.marks.vertical],
        images=left.marks.images + right.marks.images,
        unreadable=left.marks.unreadable + right.marks.unreadable,
        leaning=[*left.marks.leaning, *right.marks.leaning],
        hidden=left.marks.hidden + right.marks.hidden,
        crowded=left.marks.crowded or right.marks.crowded,
    )
    parts = left.parts or (Part(0.0, left.number, 0.0),)
    columns = (*left.columns, *(round(4 * (place + shift)) / 4 for place in right.columns[1:]))
    levels = max(left.levels, right.levels, key=len)
    return SheetPage(marks, left.number, (*parts, Part(edge, right.number, shift)), levels, columns)


def part_at(parts: tuple[Part, ...], x: float) -> Part:
    """The part in which a place of joined pages stands."""
    return next((part for part in reversed(parts) if x >= part.begin - SAME), parts[0])
