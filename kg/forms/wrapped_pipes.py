"""Rows between vertical bars that line ends inside a cell cut: which lines are one row.

Most rows of such a table hold the same number of bars; a line with fewer is a row together with the lines below it that complete the number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

BAR = "|"
#: So many whole rows show how many bars a row has.
ENOUGH_ROWS = 3
#: A row is printed on so many lines at most.
DEEPEST = 12
#: Fewer bars make no table.
FEWEST = 3


class CutRow(NamedTuple):
    """The lines from `first` up to `last`, which are one row."""

    first: int
    last: int


def find_cut_rows(lines: Sequence[str]) -> Iterator[CutRow]:
    """The rows that line ends cut, among lines that follow one another."""
    if not any(BAR in line for line in lines):
        return
    bars = [line.count(BAR) for line in lines]
    framed = [line.lstrip().startswith(BAR) for line in lines]
    whole = Counter(count for count, line in zip(bars, lines, strict=True) if count >= FEWEST and line.rstrip().endswith(BAR))
    if not whole:
        return
    width, rows = max(whole.items(), key=lambda found: (found[1], found[0]))
    all_framed = sum(framed) * 2 > sum(count > 0 for count in bars)
    if rows < ENOUGH_ROWS or (not all_framed and rows * 2 < sum(count > 0 for count in bars)):
        return
    at = 0
    while at < len(lines):
        last = _last_of(bars, framed, at, width, all_framed=all_framed) if 0 < bars[at] < width and framed[at] == all_framed else None
        if last is not None:
            yield CutRow(at, last)
        at = last or at + 1


def _last_of(bars: Sequence[int], framed: Sequence[bool], at: int, width: int, *, all_framed: bool) -> int | None:
    """The line behind the row that begins in a line; None where no lines below complete it."""
    found = bars[at]
    for below in range(at + 1, min(at + DEEPEST, len(bars))):
        if framed[below] and all_framed:
            return None
        found += bars[below]
        if found == width:
            return below + 1
        if found > width:
            return None
    return None
