"""Words of forms: read from the data, normalised, and looked up by their first letters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as SafeLoader  # ten times as fast, where the wheel holds it
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

from kg.forms.money import HALF_WIDTH
from kg.resources import package_data

#: How many first letters are remembered before the memory starts anew.
REMEMBERED = 50_000

#: A cell longer than this is no label: the longest known has 24 letters, and wraps add spaces.
LONGEST = 48

#: Tags and bookmarks within a word, and what a page break leaves of a ruling between the lines of one.
TAG = re.compile(r"</?(?:p|br|div|span|strong|b)\b[^<>]*>|\[bookmark:[^\]]*\]|(?<=\n)-{3,}(?=\n)", re.IGNORECASE)
UNIT = re.compile(r"\((?:金额)?(?:单位:?)?(?:人民币:?)?(元|千元|万元|百万元|亿元)\)|:(元|千元|万元|亿元)$")
NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．](?!\d)|\([一二三四五六七八九十\d]{1,3}\)|[①-⑳])")
#: What may stand around a label without changing it: a mark of a required field, a formula letter, "of which".
AROUND = re.compile(
    r"^[*＊※★]+|^其中:?|\([A-D](?:[/÷][A-D])?(?:[,，]?(?:[*×x]?100)?%)?\)$|\(%\)$|[*＊]+$|\((?:盖章|公章|印章|签章|签字|必填|选填)\)$|\(\d+分?(?:[*×x][^()]{1,8})?\)$|\(\d+字(?:以?内|左右)\)$|\(如.{1,14}\)$"
    r"|\((?:长期|年度|中期)\)$|\(20\d\d年?(?:[-—~至]+(?:20\d\d)?年?)?度?\)$|\((?:包括|含|简要|根据|请|不超过|限|可|按|主要)[^()]{1,30}\)$"
)


#: The part of a year that a report in its course tells of: 1-7月执行数, 截至6月底完成值, 上半年执行情况.
PART_OF_YEAR = re.compile(
    r"(?:截至|截止)?(?:20\d\d年)?(?:\d{1,2}月?份?[-—–－~～至到]+)?(?:\d{1,2}月份?[底末]?|上半年|前三季度|[一二三]季度)(?=[\u4e00-\u9fff]{2})"
)


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """A label or header word without what does not change it: white space, tags, width of brackets, the colon at its end."""
    return "".join(TAG.sub("", text).translate(HALF_WIDTH).split()).rstrip(":")


def printed_label(text: str) -> str:
    """The label as the form prints it: without tags, the colon at its end, and the unit; wraps undone."""
    word = TAG.sub("", text).strip().rstrip(":： \t\n")
    return "".join(word.split("\n"))


#: What may follow a word of two letters: nothing, a colon, a bracket.
ENDS = ("", ":", "(", "[", "*", "＊")
FULL_WIDTH = str.maketrans("():/[],", "（）：／［］，")


def starts_of(words: Iterable[str]) -> frozenset[str]:
    """The first three letters of words in both widths, for `may_start`; a shorter word with what may follow it."""
    heads = {head for word in words for head in ([word[:3]] if len(word) > 2 else [word + end for end in ENDS])}
    return frozenset(heads | {head.translate(FULL_WIDTH) for head in heads})


#: A text that starts with one of these hides its first letter: a number, a bracket, a tag, a mark, 其中.
HIDING = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十(（[［【<*＊※★①②③④⑤⑥⑦⑧⑨⑩其") | frozenset(" \t\n\u3000")


def may_start(text: str, starts: frozenset[str]) -> bool:
    """Whether a text may be one of the words with these starts; True where spaces or marks hide its first letters."""
    head = text[:3]
    return head in starts or head[:1] in HIDING or head[1:2].isspace() or head[2:].isspace()


class Starts(dict[str, bool]):
    """The same by the first three letters (`starts[text[:3]]`): worked out once for each three that are met, for look-ups of every cell."""

    def __init__(self, heads: frozenset[str]) -> None:
        super().__init__()
        self.heads = heads

    def __missing__(self, head: str) -> bool:
        if len(self) >= REMEMBERED:
            self.clear()
        may = self[head] = may_start(head, self.heads)
        return may


def read_data(name: str) -> list[dict[str, Any]]:
    """The rows of a data file of this package."""
    rows: list[dict[str, Any]] = yaml.load(package_data("kg.forms", name), Loader=SafeLoader)
    return rows
