"""Bare titles that 和, 与 or 、 joins to what is cited before them: 《…条例》和某市水利发展“十四五”规划."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.citations.bare_titles import MASK, Bare
from kg.citations.introduced_titles import TITLE_HEAD, joined_to
from kg.citations.title_signs import HAS_PERIOD, HEADED, STRONG_END, stands_beside
from kg.citations.words import HAN, SPACE

#: From what is cited to the title joined to it: an article, a short name, what says how the first is followed (等文件要求).
JOINED = re.compile(
    f"(?<={MASK})(?:第[一二三四五六七八九十百0-9]{{1,6}}[章条款项]){{0,3}}(?:{SPACE}?[（(][^（()）]{{0,30}}[)）])?"
    f"(?:的?(?:要求|精神|规定|部署)|等(?:文件|法律法规|法规|政策|政策文件)?的?(?:要求|精神|规定)?)?{SPACE}?"
    f"(?:[，,]?(?:以及|并结合|和|及|与)|、){SPACE}?(?!{MASK})"
)
#: What `JOINED` can begin with, behind what is cited: looked for many times as fast.
JOINED_SIGN = re.compile(f"[；;。、，,和及与以并的要精规部等第（( ](?<={MASK}.)")


#: From what is cited to the next item of a numbered list, and the end of an item: 2.《…条例》；3.某省“十四五”科技创新规划。
NUMBERED = re.compile(f"(?<={MASK})[；;。]{SPACE}?(?:[0-9]{{1,2}}{SPACE}?[.．、)）]|[（(][0-9一二三四五六七八九十]{{1,3}}[)）]){SPACE}?(?=[{HAN}])")
ITEM_ENDS = re.compile(f"{SPACE}?(?:[；;。]|\\Z)")


def scan_joined(free: str) -> Iterator[Bare]:
    """The titles joined to citations, from left to right; `free` has these replaced sign by sign."""
    for sign in JOINED_SIGN.finditer(free):
        if sign.group() in "；;。":
            yield from _next_item(free, sign.start())
            continue
        joint = JOINED.match(free, sign.start())
        found = TITLE_HEAD.match(free, joint.end()) if joint else None
        if found and stands_beside(found["title"]):
            yield Bare(found.start("title"), found.end("title"), "joined")
            yield from joined_to(free, found.end("title"), "joined")


def _next_item(free: str, at: int) -> Iterator[Bare]:
    """The title that fills the item behind a citation that ends at `at`; it names its place, and is a plan of a period or a rule."""
    counted = NUMBERED.match(free, at)
    found = TITLE_HEAD.match(free, counted.end()) if counted else None
    if found is None or ITEM_ENDS.match(free, found.end("title")) is None:
        return
    title = found["title"]
    if HEADED.match(title) and (HAS_PERIOD.search(title) or STRONG_END.search(title)) and stands_beside(title):
        yield Bare(found.start("title"), found.end("title"), "joined")
