"""Headers and footers that pages repeat: the same text at the same place, page numbers aside. They divide tables that go on, and are no content.

A form printed once a page has the same title at the top of each: so at the top only text smaller than the rest counts, and at the foot also
text that differs in its numbers alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.documents.pdf_lines import Line, find_lines
from kg.documents.pdf_marks import PageMarks
from kg.documents.pdf_tables import RuledTable

#: The margins, as shares of the height of a page.
TOP, FOOT = 0.08, 0.92
#: A header's font is smaller than that of the text by such a share.
SMALLER = 0.95
#: The same place, in points.
SAME_PLACE = 2.0
NUMBER = re.compile(r"\d+")
#: The number of a page, alone at its top or bottom.
PAGE_NUMBER = re.compile(r"(?:第\s*)?[-—–·]?\s*\d{1,4}\s*[-—–·]?(?:\s*页)?(?:[,，/\s]*(?:共\s*)?\d{1,4}(?:\s*页)?)?")


def without_running_lines(marks: PageMarks, beside: Sequence[PageMarks]) -> list[str]:
    """Take the running lines of a page away, which are known from the pages beside it; their texts."""
    mine = list(margin_lines(marks))
    if not mine or not beside:
        return []
    others = [line for page in beside if abs(page.height - marks.height) < SAME_PLACE for line in margin_lines(page)]
    sizes = Counter(round(glyph.size, 1) for glyph in marks.glyphs)
    usual = sizes.most_common(1)[0][0]
    running = [line for line in mine if any(is_running(line, other, usual, marks.height) for other in others)]
    gone = {id(glyph) for line in running for glyph in line.glyphs}
    marks.glyphs = [glyph for glyph in marks.glyphs if id(glyph) not in gone]
    return [line.text for line in running]


def margin_lines(marks: PageMarks) -> Iterator[Line]:
    """The lines in the margins of a page."""
    height = marks.height
    yield from find_lines(glyph for glyph in marks.glyphs if glyph.bottom < TOP * height or glyph.top > FOOT * height)


def is_running(line: Line, other: Line, usual: float, height: float) -> bool:
    """Whether a line in the margin of a page stands on another page too."""
    if abs(line.top - other.top) > SAME_PLACE or NUMBER.sub("#", line.text) != NUMBER.sub("#", other.text):
        return False
    return line.size < SMALLER * usual or (line.top > FOOT * height and line.text != other.text)


def without_page_numbers(lines: list[Line], marks: PageMarks, tables: Sequence[RuledTable]) -> list[Line]:
    """The lines without a page number that stands alone in the margin above or below everything else."""
    highest = min([line.top for line in lines] + [table.box[1] for table in tables], default=0.0)
    lowest = max([line.bottom for line in lines] + [table.box[3] for table in tables], default=0.0)
    kept = []
    for at, line in enumerate(lines):
        in_margin = line.bottom < 0.12 * marks.height or line.top > 0.88 * marks.height
        outermost = line.top <= highest + 1 or line.bottom >= lowest - 1
        # A figure that stands as close as a line of text is one.
        beside = [abs(other.top - line.bottom) for other in lines[at + 1 : at + 2]] + [abs(line.top - other.bottom) for other in lines[:at][-1:]]
        apart = all(space > 1.2 * line.size for space in beside)
        if in_margin and outermost and apart and PAGE_NUMBER.fullmatch(line.text):
            continue
        kept.append(line)
    return kept
