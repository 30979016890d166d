"""Glyphs to lines, and lines to paragraphs with their wraps undone.

A line end is a wrap when what follows would not have fitted on the line (the first character of the next line with the punctuation that must
stay with it, or the first word of a Latin script); else a paragraph ends there. Wrapped lines are joined as `Document` says: nothing between
Chinese characters, one space between Latin words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from kg.documents.pdf_characters import Glyph
from kg.documents.values import Locator

#: Punctuation that never starts a line, and brackets that never end one (GB/T 15834-2011, 5.1).
NO_START = frozenset("，。、；：？！）》〉」』】〕］﹞”’％%,.;:?!)]}>…—～·")
NO_END = frozenset("（《〈「『【〔［﹝“‘([{<￥¥$")
QUOTES = frozenset("“”‘’")
STAYING = NO_START | QUOTES | {"/", "-"}
#: What ends a sentence or a list's item, and what starts an item: a full line may end a paragraph too.
SENTENCE_END = frozenset("。；！？：.;!?:")
ITEM = re.compile(r"\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)）、]|[.．](?!\d))|[①-⑳●■◆•])")
#: An item that starts within a line.
ITEM_INLINE = re.compile(
    r"[；。;]\s*(?:[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})、|\d{1,2}[.．](?!\d)|[①-⑳])"
)
FIRST_ITEM = re.compile(r"\s*(?:[（(]?[1一][)）、.．]|①)")

#: Blocks of wide characters (Unicode Standard Annex 11): Chinese characters and punctuation, their compatibility and full-width forms.
WIDE = (("\u2e80", "\ua4cf"), ("\uf900", "\ufaff"), ("\ufe30", "\ufe4f"), ("\uff01", "\uffe6"))

Text = tuple[str, tuple[tuple[int, int, Locator], ...]]


@dataclass(slots=True)
class Line:
    """A printed line, or the part of one in a cell: its text with the spaces that it shows, its box, and its glyphs from left to right."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    glyphs: list[Glyph]

    def locator(self, page: int) -> Locator:
        """Where the line stands."""
        return Locator(page=page, box=(round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1)))


def is_wide(sign: str) -> bool:
    """Whether a character is Chinese: a line may break on either side of it."""
    return sign >= "\U00020000" or sign in "“”‘’…—·" or any(first <= sign <= last for first, last in WIDE)


def find_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of some glyphs, from top to bottom; the order of the glyphs does not matter."""
    bands: list[list[Glyph]] = []
    top = bottom = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.top + g.bottom):
        middle = (glyph.top + glyph.bottom) / 2
        if bands and top <= middle <= bottom and overlap(glyph, top, bottom) > 0.5:
            bands[-1].append(glyph)
            if not glyph.text.isspace():
                top, bottom = (min(top, glyph.top), max(bottom, glyph.bottom)) if glyph.size >= bands[-1][0].size else (top, bottom)
        else:
            bands.append([glyph])
            top, bottom = glyph.top, glyph.bottom
    lines = [make_line(band) for band in bands]
    return [line for line in lines if line is not None]


def overlap(glyph: Glyph, top: float, bottom: float) -> float:
    """How much of the height of a glyph, or of the band if that is lower, they share."""
    shared = min(glyph.bottom, bottom) - max(glyph.top, top)
    lower = min(glyph.bottom - glyph.top, bottom - top)
    return shared / lower if lower > 0 else 1.0


def make_line(band: list[Glyph]) -> Line | None:
    """The glyphs of one line in their order, without those printed twice to look bold; None where there is only white space."""
    band.sort(key=attrgetter("x0"))
    kept: list[Glyph] = []
    for glyph in band:
        if not any(is_same(glyph, other) for other in kept[-2:]):
            kept.append(glyph)
    while kept and kept[0].text.isspace():
        kept.pop(0)
    tail = len(kept)
    while tail and kept[tail - 1].text.isspace():
        tail -= 1
    if not tail:
        return None
    shown = kept[:tail]
    parts: list[str] = []
    stretch = usual_gap(shown)
    for at, glyph in enumerate(shown):
        if at and gap_is_space(shown[at - 1], glyph, stretch):
            parts.append(" ")
        parts.append(glyph.text)
    size = max(glyph.size for glyph in shown)
    box = (shown[0].x0, min(g.top for g in shown), max(g.x1 for g in shown), max(g.bottom for g in shown))
    # A space at the end of the line is kept with the glyphs: it says that a Latin word ends there.
    return Line("".join(parts), *box, size, kept)


def is_same(glyph: Glyph, other: Glyph) -> bool:
    """Whether a glyph is another one printed again, a little aside, to look bold."""
    near = 0.2 * glyph.size
    return glyph.text == other.text and abs(glyph.x0 - other.x0) < near and abs(glyph.top - other.top) < near


def usual_gap(shown: Sequence[Glyph]) -> float:
    """The gap between Chinese characters of a line: justified and letter-spaced lines stretch every one of them."""
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(shown) if is_wide(a.text) and is_wide(b.text))
    return max(gaps[len(gaps) // 2], 0.0) if len(gaps) >= 4 else 0.0


def gap_is_space(before: Glyph, after: Glyph, stretch: float) -> bool:
    """Whether the gap between two glyphs shows a space that the file does not hold as a character."""
    if before.text.isspace() or after.text.isspace():
        return False
    gap = after.x0 - before.x1
    size = max(min(before.size, after.size), 1.0)
    wide = is_wide(before.text), is_wide(after.text)
    if all(wide):
        return gap - stretch > 0.22 * size
    if any(wide):
        # Word processors set up to a quarter of an em between Chinese and Latin by themselves.
        return gap - stretch > 0.45 * size
    return gap > 0.2 * size


def first_unit(line: Line, *, longest: bool = False) -> float:
    """The width of what had to stay together at the start of a line: a character with the punctuation behind it, or a whole word. `longest`:
    as in programs that do not break between a closing sign and a figure or Latin word."""
    shown = [glyph for glyph in line.glyphs if not glyph.text.isspace()]
    at = 0
    while at < len(shown) - 1 and shown[at].text in NO_END:
        at += 1
    at = end_of_unit(shown, at, line.size)
    if longest and at + 1 < len(shown) and is_wide(shown[at].text) and shown[at].text in NO_START and not is_wide(shown[at + 1].text):
        at = end_of_unit(shown, at + 1, line.size)
    return shown[at].x1 - shown[0].x0


def end_of_unit(shown: Sequence[Glyph], at: int, size: float) -> int:
    """The place of the last glyph that has to stay with the one at `at`."""
    if not is_wide(shown[at].text):
        while at + 1 < len(shown) and not is_wide(shown[at + 1].text) and shown[at + 1].x0 - shown[at].x1 < 0.2 * size:
            at += 1
    # Quotation marks let no line break on either side, strokes and hyphens none before them (Unicode Standard Annex 14, classes QU, SY, HY).
    while at + 1 < len(shown) and (shown[at + 1].text in STAYING or shown[at].text in QUOTES):
        at += 1
    return at


def is_wrap(before: Line, after: Line, right: float, left: float, *, items_inline: bool = False) -> bool:
    """Whether the text runs on from a line to the next, in a column of text that ends at `right` and starts at `left`. `items_inline`: the
    items of a list stand one after the other in a paragraph, so that one at the start of a line tells nothing."""
    if after.text[0] in NO_START and after.text[0] not in "~～·…—":
        return True
    # Between Chinese and Latin, word processors leave a quarter of an em.
    between = 0.25 * before.size if is_wide(before.text[-1]) != is_wide(after.text[0]) or before.glyphs[-1].text.isspace() else 0.0
    if first_unit(after, longest=before.text[-1] not in SENTENCE_END) + between <= room(before, left, right) - 0.1 * before.size:
        return False
    indented = after.x0 - left > 0.8 * after.size and before.x0 - left < 0.8 * before.size
    # A full line that ends a sentence ends the paragraph too where the next one starts an item, or stands in as first lines do.
    item = ITEM.match(after.text) is not None and not (items_inline and FIRST_ITEM.match(after.text) is None)
    return not (before.text[-1] in SENTENCE_END and (item or indented))


def room(line: Line, left: float, right: float) -> float:
    """How much more would have fitted on a line: what is free behind it; on a centred or right-aligned one, in front of it too."""
    ahead, behind = max(line.x0 - left, 0.0), right - line.x1
    return ahead + behind if abs(ahead - behind) < 0.5 * line.size or ahead > 3.5 * line.size else behind


def joint(before: Line, after: Line, right: float) -> str:
    """What stands between two wrapped lines: nothing, or a space between Latin words."""
    last, first = before.text[-1], after.text[0]
    if is_wide(last) or is_wide(first):
        return ""
    if before.glyphs[-1].text.isspace():
        return " "
    if last in "-/" or last in NO_END or first in NO_START:
        return ""
    # Latin lines break at spaces; only a word or figure too long for its cell is broken inside, and it fills its line alone.
    # In Chinese text, some programs break figures wherever the line ends.
    chinese = any(map(is_wide, before.text))
    alone = last.isdigit() and first.isdigit() if chinese else " " not in before.text
    fits = before.x1 + (after.glyphs[0].x1 - after.glyphs[0].x0) < right - 0.1 * before.size
    return "" if alone and not fits and not (last.isalpha() and first.isalpha()) else " "


def space_between(before: Line, after: Line) -> float:
    """The space between two lines as their Chinese characters show it: the boxes of other fonts are higher or lower."""
    return body(after)[0] - body(before)[1]


def body(line: Line) -> tuple[float, float]:
    """(top, bottom) of the square around the middle of a line's Chinese characters; of all of it where it has none."""
    glyph = next((glyph for glyph in line.glyphs if is_wide(glyph.text)), line)
    middle = (glyph.top + glyph.bottom) / 2
    return middle - line.size / 2, middle + line.size / 2


def leading_of(*cells: Sequence[tuple[Line, int]]) -> float:
    """The smallest space between (line, page)s below each other in a cell: between Chinese lines, where there are any, because lines of
    other scripts stand closer; infinite where no two lines do."""
    pairs = [(before[0], after[0]) for lines in cells for before, after in pairwise(lines) if before[1] == after[1]]
    chinese = [pair for pair in pairs if all(any(is_wide(sign) for sign in line.text) for line in pair)]
    return min((space_between(before, after) for before, after in chinese or pairs), default=math.inf)


def join_lines(lines: Sequence[tuple[Line, int]], left: float, right: float, *, leading: float | None = None) -> Text:
    """The text of a cell's (line, page)s with wraps undone and paragraphs divided by one line feed, and the place of each line in it.

    `leading` is the usual space between lines, where more is known than these lines tell.
    """
    parts: list[str] = []
    places: list[tuple[int, int, Locator]] = []
    length = 0
    items_inline = any(ITEM_INLINE.search(line.text) for line, _ in lines)
    own = leading_of(lines)
    leading = own if leading is None else leading
    for at, (line, page) in enumerate(lines):
        if at:
            before, page_before = lines[at - 1]
            # Space between paragraphs tells them apart where a full line does not.
            space = space_between(before, line) if page == page_before else 0.0
            apart = space > own + 0.6 * line.size or (space > leading + 0.25 * line.size and before.text[-1] in SENTENCE_END)
            between = joint(before, line, right) if not apart and is_wrap(before, line, right, left, items_inline=items_inline) else "\n"
            parts.append(between)
            length += len(between)
        parts.append(line.text)
        places.append((length, length + len(line.text), line.locator(page)))
        length += len(line.text)
    return "".join(parts), tuple(places)
