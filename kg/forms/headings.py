"""Headings of running text: a paragraph that starts with 一、 or （一） and holds no sentence end; 1、 ① （1） are items of a text."""

from __future__ import annotations

import re

from kg.forms.grids import Row

HEADING = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
SENTENCE_END = re.compile(r"[。；！？;]")
#: Reports of the countryside print their numbers with other marks too.
LOOSE = re.compile(r"\s*(?:第[一二三四五六七八九十]{1,3}部分|[一二三四五六七八九十]{1,3}\s*[、.．，,]|[（(][一二三四五六七八九十]{1,3}[）)])")
#: The first heading of a text: where it comes again, another text begins.
FIRST = re.compile(r"\s*(?:第一部分|一\s*[、.．，,]|[（(]一[）)])")
#: What a text says and no heading of a report: an instrument, a clause, a value behind a colon. A line that is longer is text too.
SAYS = re.compile(r"[《〔，,]|[:：]\s*\S")
LONGEST = 48


def is_heading(text: str) -> bool:
    """Whether a paragraph is a heading by the contract."""
    return HEADING.match(text) is not None and not SENTENCE_END.search(text)


def is_report_heading(text: str) -> bool:
    """Whether a paragraph of a report is a heading: what it says beside its subject must stay a text, where it is searched."""
    match = LOOSE.match(text)
    rest = text[match.end() :] if match else ""
    return 0 < len(rest) <= LONGEST and not SENTENCE_END.search(rest) and not SAYS.search(rest)


def is_prose(row: Row) -> bool:
    """Whether a row is a paragraph of running text."""
    return not row.in_table and row.end - row.begin >= PROSE and SENTENCE_END.search(row.line.cells[0].text) is not None


#: No paragraph that tells something is shorter.
PROSE = 10
