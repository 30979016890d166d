"""Cells of an indicator row to the columns of its table, where the file lost which column a cell stood in.

Converters drop empty cells, shift rows whose merged cells they leave out, and cut one cell into several. What a cell *is* (a name, a target,
a bare figure, a sign) says which column it stood in: the cheapest way to lay all cells of a block into rows is taken (Viterbi). Costs are
relative: 1 is about as doubtful as one empty cell in the middle of a row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kg.forms.grids import GridCell
from kg.forms.money import HALF_WIDTH
from kg.forms.natures import is_nature
from kg.forms.targets import parse_target

#: How doubtful it is that a column is empty. A row without a name is none.
EMPTY: Mapping[str, float] = {
    "name": 6.0, "content": 6.0, "target": 2.5, "sign": 0.8, "unit": 0.6, "actual": 1.2, "weight": 0.7, "score": 0.6, "reason": 0.1, "note": 0.1,
    "rate": 0.4, "other": 0.3, "past": 1.2,
}  # fmt: skip
#: How doubtful it is that two pieces are one cell, by what divides them (`Piece.gap`).
TORN: Mapping[int, float] = {0: 0.2, 1: 0.6, 2: 1.3, 3: 2.0, 4: 1.5, 5: 2.6, 6: 6.0}
#: How doubtful it is that a row begins there: within a line whose columns stand apart none does.
FRESH: Mapping[int, float] = {1: 3.0}
#: A cell of no column.
STRAY = 4.0
#: A cell that stands in another column than the header's.
SHIFTED = 0.9

FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
RATE = re.compile(r"-?\d+(?:\.\d+)?%?")
POINTS = re.compile(r"\s*\d+(?:\.\d+)?[分%％]?\s*")
BLANK = re.compile(r"[/\\—－–-]{1,3}|无")
SIGN = re.compile(r"[≥≤＞＜><=≧≦]{1,2}|定性|定量|正向|反向|[大小]于(?:等于)?|等于")
MARKED = re.compile(r"[≥≤><=≧≦±]")
KINDS = re.compile(r"(?:正向|反向|定性|定量)指标|(?:计划|行业|历史|国家|地方)标准|预期性|约束性")


class Piece(NamedTuple):
    """A cell, or a piece of one; `cell` is None for a cell known to be empty. `gap` says what divides it from the piece before: 0 nothing,
    1 a space in a line that wider ones divide, 2 a space, 3 a wider one, 4 a line end, 5 an empty line, 6 the border of a cell."""

    cell: GridCell | None
    gap: int


Laid = dict[str, list[GridCell]]


@lru_cache(maxsize=1 << 15)
def doubt(text: str, kind: str) -> float:
    """How doubtful it is that a text stands in a column of this kind."""
    word = "".join(text.translate(HALF_WIDTH).split())
    if not word:
        return 1.0
    figure = FIGURE.fullmatch(word) is not None
    if kind in {"weight", "score"}:
        return 0.0 if POINTS.fullmatch(word) else 0.5 if BLANK.fullmatch(word) else 5.0
    if kind == "other":
        return 1.0
    if kind == "rate":
        return 0.0 if RATE.fullmatch(word) else 0.5 if BLANK.fullmatch(word) else 4.0
    if kind == "sign":
        return 0.0 if SIGN.fullmatch(word) else 4.0
    if kind == "unit":
        return 4.0 if figure or len(word) > 6 or SIGN.fullmatch(word) else 0.0 if len(word) <= 3 else 1.0
    sign = SIGN.fullmatch(word) is not None
    if kind == "name":
        if figure or sign or BLANK.fullmatch(word):
            return 6.0
        if KINDS.fullmatch(word):
            return 3.0
        return 4.0 if MARKED.match(word) else 1.5 if word[0].isdigit() else 0.0
    if kind in {"target", "actual", "past"}:
        if sign:
            return 3.0
        if figure or MARKED.match(word):
            return 0.0
        kept = 0.0 if parse_target(word).kind != "qualitative" else 0.4
        return kept + (0.5 if len(word) > 24 else 0.0) + (2.0 if KINDS.fullmatch(word) else 0.0)
    if kind == "content":
        return 2.0 if figure or sign else 0.0
    # a reason or a note
    if KINDS.fullmatch(word):
        return 0.0 if kind == "note" else 2.0
    return 3.0 if figure or MARKED.match(word) else 0.5


def align(pieces: Sequence[Piece], kinds: Sequence[str], columns: Sequence[int] = ()) -> tuple[list[Laid], list[GridCell]]:
    """(rows, cells of no row): each row maps a kind of column to the pieces of its cell. `columns` are the header's columns, where the
    pieces have columns of their own; `kinds` name the columns from left to right, the level columns left out."""
    return min((_placed(pieces, order, columns) for order in _orders(pieces, kinds)), key=lambda found: found[0])[1:]


def _orders(pieces: Sequence[Piece], kinds: Sequence[str]) -> list[Sequence[str]]:
    """The columns as the header prints them; and where cells say what kind of figure an indicator is, with the target in front of its kind or
    behind it: converters print the head of the one over the other."""
    at = next((at for at, pair in enumerate(pairwise(kinds)) if set(pair) == {"sign", "target"}), None)
    if at is None or not any(piece.cell is not None and is_nature(piece.cell.text) for piece in pieces):
        return [kinds]
    return [kinds, [*kinds[:at], kinds[at + 1], kinds[at], *kinds[at + 2 :]]]


def _placed(pieces: Sequence[Piece], kinds: Sequence[str], columns: Sequence[int]) -> tuple[float, list[Laid], list[GridCell]]:
    """(cost, rows, cells of no row) for columns in this order."""
    first = next((piece.cell for piece in pieces if piece.cell is not None), None)
    as_printed = _lay(pieces, kinds, columns)
    if not columns or first is None or first.column == columns[0]:
        return as_printed
    # The whole row may have shifted, because converters leave merged cells out: columns count from its name then.
    shift = columns[0] - first.column
    return min(as_printed, _lay(pieces, kinds, [column - shift for column in columns]), key=lambda found: found[0])


def _lay(pieces: Sequence[Piece], kinds: Sequence[str], columns: Sequence[int]) -> tuple[float, list[Laid], list[GridCell]]:
    """(cost, rows, cells of no row) for pieces that stand in these columns, as far as they stand in any."""
    count = len(kinds)
    # The price of leaving columns empty, summed from the left: ahead[j] - ahead[i] pays for the columns from i up to j.
    ahead = [0.0]
    for kind in kinds:
        ahead.append(ahead[-1] + EMPTY[kind])
    best: dict[int, float] = {count: 0.0}
    back: list[dict[int, tuple[int, str]]] = []
    last_cell = False
    for piece in pieces:
        after: dict[int, float] = {}
        how: dict[int, tuple[int, str]] = {}

        def reach(state: int, price: float, came: int, step: str, after: dict[int, float] = after, how: dict[int, tuple[int, str]] = how) -> None:
            if price < after.get(state, float("inf")):
                after[state] = price
                how[state] = (came, step)

        # A state is how many columns of the row in hand are filled; `count` is a row that ended.
        for state, price in best.items():
            if piece.cell is None:
                if state < count:
                    reach(state + 1, price, state, "empty")
                reach(state, price + 0.2, state, "pass")
                continue
            reach(state, price + STRAY, state, "stray")
            fresh = FRESH.get(piece.gap, 0.0)
            for column in range(count):
                cost = doubt(piece.cell.text, kinds[column])
                if columns and piece.cell.column != columns[column]:
                    cost += SHIFTED
                if column >= state:
                    reach(column + 1, price + cost + ahead[column] - ahead[state], state, f"same {column}")
                reach(column + 1, price + cost + fresh + ahead[count] - ahead[min(state, count)] + ahead[column], state, f"next {column}")
                if column == state - 1 and last_cell:
                    torn = TORN[piece.gap] + (cost / 2 if kinds[column] in {"weight", "score", "sign", "unit"} else 0.0)
                    reach(state, price + torn, state, f"torn {column}")
        back.append(how)
        best = after
        last_cell = piece.cell is not None
    final = min(best, key=lambda state: best[state] + ahead[count] - ahead[state])
    cost_of_all = best[final] + ahead[count] - ahead[final]
    steps: list[str] = []
    for how in reversed(back):
        final, step = how[final]
        steps.append(step)
    rows: list[Laid] = []
    stray: list[GridCell] = []
    for piece, step in zip(pieces, reversed(steps), strict=True):
        if piece.cell is None:
            continue
        what, _, at = step.partition(" ")
        if what == "stray":
            stray.append(piece.cell)
            continue
        if what == "next" or not rows:
            rows.append({})
        rows[-1].setdefault(kinds[int(at)], []).append(piece.cell)
    return cost_of_all, rows, stray
