"""Headings of running text: a paragraph that starts with 一、 or （一） and holds no sentence end, wherever it stands; 1、 ① （1） are items.

One rule for all running text (statements, narratives, reports), so that a section is the same field whichever of them its text is. What a
paragraph says beside its subject (an instrument, a value behind a colon) stays text: only texts are searched. A narrative whose sections are
labels behind Arabic numbers ((1)项目概述, 1.立项依据) is the layout's own matter: `numbers_sections`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.forms.grids import Row

SENTENCE_END = re.compile(r"[。；！？;]")
#: 一、 and （一）; texts of the countryside print other marks too, and 第一部分, studies 第一章.
NUMBERED = re.compile(
    r"\s*(?:第[一二三四五六七八九十]{1,3}(?:部分|章)|[一二三四五六七八九十]{1,3}\s*[、.．，,]|[（(][一二三四五六七八九十]{1,3}[）)])"
)
#: The first heading of a text: where it comes again, another text begins.
FIRST = re.compile(r"\s*(?:第一(?:部分|章)|一\s*[、.．，,]|[（(]一[）)])")
#: What a text says and no heading does: an instrument, a value behind a colon; and a clause, where the line is long enough to be cut.
SAYS = re.compile(r"[《〔]|[:：]\s*\S")
CLAUSE = re.compile(r"[，,]")
#: A line so short was not cut by the end of a page's line; one that is longer than this is text.
WHOLE_LINE = 25
LONGEST = 48


def is_heading(text: str) -> bool:
    """Whether a paragraph of running text is a heading."""
    match = NUMBERED.match(text)
    rest = text[match.end() :].strip() if match else ""
    if not 0 < len(rest) <= LONGEST or SENTENCE_END.search(rest) or SAYS.search(rest):
        return False
    return len(rest) <= WHOLE_LINE or CLAUSE.search(rest) is None


def is_first_heading(text: str) -> bool:
    """Whether a paragraph is the heading with which a text begins."""
    return FIRST.match(text) is not None and is_heading(text)


def number_of(text: str) -> int | None:
    """The number of a heading that stands before 、 (三、 is 3); None for any other text."""
    match = COUNTED.match(text)
    if match is None:
        return None
    tens, ten, ones = match[1].rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)


COUNTED = re.compile(r"\s*([一二三四五六七八九十]{1,3})\s*[、.．，,]")
DIGITS = {digit: at for at, digit in enumerate("一二三四五六七八九", start=1)}


def numbers_sections(texts: Iterable[str]) -> bool:
    """Whether the sections of a narrative, given by their first lines, are numbered 一、 or （一）: then 1. and （1） number items."""
    return next((NUMBERED.match(text) is not None for text in texts), True)


def is_prose(row: Row) -> bool:
    """Whether a row is a paragraph of running text."""
    return not row.in_table and row.end - row.begin >= PROSE and SENTENCE_END.search(row.line.cells[0].text) is not None


#: No paragraph that tells something is shorter.
PROSE = 10
