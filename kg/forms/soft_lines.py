"""Running text without the line ends that only its width made: a sum or a word that such an end cut is whole again."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

#: No text is printed so narrow, and how near to the longest line a line is that the width ended.
NARROWEST, NEAR = 16, 0.8
#: What ends a paragraph, and what begins one.
ENDS = tuple("。；：！？;:!?")
BEGINS = re.compile(r"\s*(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)）、]|[.．](?!\d))|[①-⑳]|第[一二三四五六七八九十]|[—·•●])")


class SoftLines(NamedTuple):
    """A text without its soft line ends. `cuts` are where these stood, counted in `text`."""

    text: str
    cuts: tuple[int, ...]

    def begin(self, at: int) -> int:
        """The place in the original of the sign at `at`."""
        return at + bisect_right(self.cuts, at)

    def end(self, at: int) -> int:
        """The place in the original behind the sign in front of `at`."""
        return self.begin(at - 1) + 1


def without_soft_ends(text: str) -> SoftLines:
    """A text whose lines are joined where only the width of the paper ended them."""
    lines = text.split("\n")
    widest = max(map(len, lines))
    if len(lines) < 2 or widest < NARROWEST:
        return SoftLines(text, ())
    parts, cuts, length = [lines[0]], [], len(lines[0])
    for before, line in pairwise(lines):
        if len(before) >= NEAR * widest and not before.endswith(ENDS) and BEGINS.match(line) is None:
            cuts.append(length)
        else:
            parts.append("\n")
            length += 1
        parts.append(line)
        length += len(line)
    return SoftLines("".join(parts), tuple(cuts))
