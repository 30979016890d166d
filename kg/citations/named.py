"""Documents that are called by their place in a year's count: 中央一号文件, 2023年中央“1号文件”, 省委一号文件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.citations.bare_titles import Bare
from kg.citations.bodies import issuer_begin
from kg.citations.papers import scan_minutes
from kg.citations.words import SPACE

#: The first document of a year, which the Party's committees give to one great matter; further ones are not called so.
FIRST = re.compile("“[一1１]号(?:”文件|文件”)|[一1１]号文件")
YEAR = re.compile(f"(?:19|20)[0-9]{{2}}{SPACE}?年度?{SPACE}?的?\\Z")
PARTY = re.compile('(?:中央|[省市区县州盟旗]委|自治区党委)[“"]?\\Z')


def scan_named(mask: str) -> Iterator[Bare]:
    """The documents of a text that are named so, from left to right, with the year in front of them."""
    floor = 0
    for found in FIRST.finditer(mask):
        between = YEAR.search(mask, max(floor, found.start() - 10), found.start())
        end = between.start() if between else found.start()
        begin = max(floor, issuer_begin(mask, end))
        if begin == end or not PARTY.search(mask[begin:end]):
            continue
        before = YEAR.search(mask, max(floor, begin - 10), begin)
        floor = found.end()
        yield Bare(before.start() if before and not between else begin, floor, "named")


def with_named(mask: str, notices: Sequence[Bare]) -> list[Bare]:
    """The notices of a text and the documents that are named so outside them (关于落实中央一号文件的通知 is one), with minutes, in its order."""
    named = [
        one for one in (*scan_named(mask), *scan_minutes(mask)) if not any(one.begin < notice.end and notice.begin < one.end for notice in notices)
    ]
    return sorted([*notices, *named]) if named else list(notices)
