"""Which labels a picture shows: the most important first, none over another, all of one size.

What makes a Chinese network readable is this policy, not the renderer. Text is 13 pixels at every zoom; a title breaks after 14 characters and
has at most two lines; where a label finds no room its number goes before its title does, and then the whole label.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

#: Pixels: size of the text, height of a line, distance of a label from its node.
SIZE, LINE, GAP = 13, 16, 3
#: Characters of a line, counted in full-width ones; lines of a title.
CHARACTERS, LINES = 14, 2
#: Side of the squares by which boxes are found again.
BUCKET = 160.0
#: No line starts with these.
CLOSING = "，。、；：）〕》〉”’）)]"
#: Nor ends with these.
OPENING = "（〔《〈“‘（(["

Box: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A node that would like a label: its place in pixels of the picture, half its height, its lines, and the number as a line of its own."""

    node: str
    x: float
    y: float
    size: float
    title: tuple[str, ...]
    number: str
    importance: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A label that is shown: its lines, and the middle of its upper edge."""

    node: str
    x: float
    y: float
    lines: tuple[str, ...]

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        half = max(width(line) for line in self.lines) * SIZE / 2
        return self.x - half, self.y, self.x + half, self.y + LINE * len(self.lines)


def width(text: str) -> float:
    """How wide a text is, in full-width characters."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.56 for c in text)


def wrap(text: str, *, characters: int = CHARACTERS, lines: int = LINES) -> tuple[str, ...]:
    """A title in lines of at most so many full-width characters; what does not fit ends in an ellipsis.

    Chinese breaks anywhere but before a closing mark and after an opening one; two lines of a title are about equally long.
    """
    text = " ".join(text.split())
    if width(text) <= characters:
        return (text,) if text else ()
    limit = float(characters)
    if width(text) <= characters * lines:
        limit = min(limit, math.ceil(width(text) / lines) + 1.0)
    broken: list[str] = []
    rest = text
    while rest and len(broken) < lines:
        end = _fitting(rest, limit if len(broken) < lines - 1 else float(characters))
        if end < len(rest) and len(broken) == lines - 1:
            end = _fitting(rest, characters - 1.0)
            return (*broken, rest[:end].rstrip() + "…")
        broken.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return tuple(broken)


def _fitting(text: str, limit: float) -> int:
    """How many characters fit into a line."""
    total, end = 0.0, len(text)
    for number, character in enumerate(text):
        total += width(character)
        if total > limit:
            end = number
            break
    else:
        return end
    back = end
    while back > 1 and (
        text[back] in CLOSING
        or text[back - 1] in OPENING
        or (text[back].isascii() and text[back - 1].isascii() and text[back - 1 : back + 1].isalnum())
    ):
        back -= 1
    return back if back > end // 2 else max(end, 1)


def place(wanted: Iterable[Wanted], *, within: Box | None = None) -> list[Placed]:
    """The labels that find room, by importance (larger first). Labels cover neither each other nor a node of another.

    Each is tried below, above, right and left of its node, then below and above to a side; with its number, then without. `within` bounds
    the picture.
    """
    ordered = sorted(wanted, key=lambda w: (tuple(-part for part in w.importance), w.node))
    taken = Boxes()
    for item in ordered:
        taken.add((item.x - item.size, item.y - item.size, item.x + item.size, item.y + item.size), item.node)
    shown = []
    for item in ordered:
        for label in _choices(item):
            box = label.box
            if (within is None or _inside(box, within)) and not taken.hits(box, item.node):
                taken.add(box, None)
                shown.append(label)
                break
    return shown


def _choices(item: Wanted) -> Iterator[Placed]:
    """What a node's label may be and where, the best first."""
    forms = [(*item.title, item.number)] if item.number and item.title else []
    forms += [item.title] if item.title else []
    forms += [(item.number,)] if item.number and not item.title else []
    for lines in forms:
        height = LINE * len(lines)
        half = max(width(line) for line in lines) * SIZE / 2
        yield Placed(item.node, item.x, item.y + item.size + GAP, lines)
        yield Placed(item.node, item.x, item.y - item.size - GAP - height, lines)
        yield Placed(item.node, item.x + item.size + GAP + half, item.y - height / 2, lines)
        yield Placed(item.node, item.x - item.size - GAP - half, item.y - height / 2, lines)
        for aside in (0.7 * half, -0.7 * half):
            yield Placed(item.node, item.x + aside, item.y + item.size + GAP, lines)
            yield Placed(item.node, item.x + aside, item.y - item.size - GAP - height, lines)


def _inside(box: Box, outer: Box) -> bool:
    return box[0] >= outer[0] and box[1] >= outer[1] and box[2] <= outer[2] and box[3] <= outer[3]


class Boxes:
    """Boxes on a plane, each with its owner (None: a label), found by the squares they touch."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[tuple[Box, str | None]]] = defaultdict(list)

    def add(self, box: Box, owner: str | None) -> None:
        for square in _squares(box):
            self._squares[square].append((box, owner))

    def hits(self, box: Box, owner: str) -> bool:
        """Whether a box overlaps one that is not the owner's own."""
        return any(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
            for square in _squares(box)
            for other, whose in self._squares.get(square, ())
            if whose != owner
        )


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    for i in range(math.floor(box[0] / BUCKET), math.floor(box[2] / BUCKET) + 1):
        for j in range(math.floor(box[1] / BUCKET), math.floor(box[3] / BUCKET) + 1):
            yield i, j
