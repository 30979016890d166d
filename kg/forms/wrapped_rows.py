"""Which lines of a table whose columns stand apart are one row: a row of indicators has a name and a target.

A cell stands at the top of its row, or in its middle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.forms.indicators import TOTAL
from kg.forms.levels import RESIDUE, find_level, find_level2
from kg.forms.words import normalise

LEVELS = frozenset({"level1", "level2"})
#: Columns that a row of a report fills on its first line.
FIGURES = frozenset({"weight", "score"})
#: The rest of a word that a line's end cut off is no longer.
SHORT_REST = 4
#: A cell that leaves so many places free, or more, is not full: its text would have gone on in its line.
FREE = 3


class Run(NamedTuple):
    """A text between wide gaps: its first place and the one behind its last (a Chinese letter takes two), and where it begins in the document."""

    left: int
    right: int
    text: str
    source: int


def is_double(sign: str) -> bool:
    """Whether a character takes two places in a text that is laid out by spaces."""
    return sign >= "\u2e80" or sign in "“”‘’…—·≥≤×"


def runs_of(line: str, source: int) -> list[Run]:
    """The texts of a line that at least two spaces (or a full-width one) divide."""
    runs: list[Run] = []
    place = begin = left = 0
    blank = 2
    for at, sign in enumerate(line):
        width = 2 if is_double(sign) else 1
        if sign.isspace():
            blank += width
        else:
            if blank >= 2:
                begin, left = at, place
                runs.append(Run(left, place, "", source + begin))
            runs[-1] = Run(left, place + width, line[begin : at + 1], source + begin)
            blank = 0
        place += width
    return runs


@dataclass(slots=True)
class WrappedRow:
    """A row: the runs of each column, from top to bottom."""

    cells: dict[int, list[Run]] = field(default_factory=dict)

    def add(self, cells: Mapping[int, Run]) -> None:
        """Lines of the row's cells."""
        for column, run in cells.items():
            self.cells.setdefault(column, []).append(run)

    def text(self, column: int) -> str:
        """A cell's letters so far."""
        return "".join(run.text for run in self.cells.get(column, ()))


def _kinds(cells: Mapping[int, object], kinds: Mapping[int, str]) -> set[str]:
    return {"name" if kind == "content" else kind for column in cells if (kind := kinds.get(column, "other"))}


def _lead(kinds: Mapping[int, str]) -> str:
    """The kind of column that names an indicator: the level 2 where no other does."""
    return "name" if {"name", "content"} & set(kinds.values()) else "level2"


def _is_level(text: str) -> bool:
    return normalise(text) not in RESIDUE and (find_level(text, None) is not None or find_level2(text, None) is not None)


# -- cells that stand at the top of their row


def top_rows(placed: Sequence[dict[int, Run]], kinds: Mapping[int, str], widths: Mapping[int, int]) -> list[WrappedRow]:
    rows: list[WrappedRow] = []
    for cells in placed:
        if not rows or not _goes_on(rows[-1], cells, kinds, widths):
            rows.append(WrappedRow())
        rows[-1].add(cells)
    return rows


def _goes_on(row: WrappedRow, cells: Mapping[int, Run], kinds: Mapping[int, str], widths: Mapping[int, int]) -> bool:
    """Whether a line goes on with the cells of a row."""
    found, lead = _kinds(cells, kinds), _lead(kinds)
    for column, run in cells.items():
        above = row.text(column)
        fresh = (_is_level(run.text) and not (above and _is_level(above + run.text))) or TOTAL.fullmatch(normalise(run.text)) is not None
        if fresh or (kinds.get(column) in LEVELS and not above):
            return False
    values = found - LEVELS if lead == "name" else found - {"level1"}
    if {lead, "target"} <= values:
        missing = FIGURES & _kinds(row.cells, kinds) - values
        return bool(missing) and all(column in row.cells for column in cells)
    if not all(column in row.cells for column in cells if kinds.get(column) in {"name", "content", "target", *FIGURES}):
        return False
    if lead in values and lead == "name":
        column = next(c for c in cells if kinds.get(c) in {"name", "content"})
        last = row.cells[column][-1]
        return len(cells[column].text) <= SHORT_REST or last.right - last.left > widths[column] - FREE
    return True


# -- cells that stand in the middle of their row


def is_centred(placed: Sequence[dict[int, Run]], kinds: Mapping[int, str]) -> bool:
    """Whether targets stand on lines without a name, with parts of names above and below them."""
    lead = _lead(kinds)
    apart = 0
    for above, line, below in zip(placed, placed[1:], placed[2:], strict=False):
        found = _kinds(line, kinds)
        beside = [_kinds(other, kinds) for other in (above, below)]
        apart += "target" in found and lead not in found and all(lead in other and "target" not in other for other in beside)
    return lead == "name" and apart > 0


def centred_rows(placed: Sequence[dict[int, Run]], kinds: Mapping[int, str]) -> list[WrappedRow]:
    rows: list[WrappedRow] = []
    anchors = [at for at, line in enumerate(placed) if "target" in _kinds(line, kinds)]
    begin = 0
    for anchor, following in zip(anchors, [*anchors[1:], len(placed)], strict=True):
        # A merged label of level 1 stands between the lines of its rows, and is none of them.
        above = [line for line in placed[begin:anchor] if _kinds(line, kinds) != {"level1"}]
        for line in placed[begin:anchor]:
            if _kinds(line, kinds) == {"level1"}:
                rows.append(WrappedRow())
                rows[-1].add(line)
        row = WrappedRow()
        for line in (*above, placed[anchor]):
            row.add(line)
        rows.append(row)
        # As many lines of a cell stand below its middle as above it.
        begin, left = anchor + 1, len(above)
        while begin < following and left and _kinds(placed[begin], kinds) != {"level1"}:
            row.add(placed[begin])
            begin, left = begin + 1, left - 1
    for line in placed[begin:]:
        rows.append(WrappedRow())
        rows[-1].add(line)
    return rows
