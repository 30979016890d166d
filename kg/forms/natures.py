"""What kind of figure an indicator is (定量, 定性, 正向指标): a column beside the targets, never a target.

Converters swap the two columns, or print the kind under the target's head where the header has one column more than the row.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

from kg.forms.grids import GridCell
from kg.forms.words import normalise, read_data

#: No such word is longer.
LONGEST = 8
#: Columns whose cell may be the target where the target's own holds a kind, the likeliest first.
BESIDE = ("sign", "unit")


class Valued(Protocol):
    """A row of a table that has a target, cells of other columns, and remarks."""

    target: GridCell | None
    extra: dict[str, GridCell]
    remarks: list[GridCell]


@cache
def natures() -> frozenset[str]:
    """The kinds of indicator of the data."""
    return frozenset(str(word) for row in read_data("headers.yaml") for word in row.get("values", ()))


def is_nature(text: str) -> bool:
    """Whether a cell says what kind of figure an indicator is."""
    return len(text) <= LONGEST and text.lstrip()[:1] in _starts() and normalise(text) in natures()


@cache
def _starts() -> frozenset[str]:
    """The first signs of the kinds, and of what `normalise` takes away in front of them."""
    return frozenset(word[0] for word in natures()) | frozenset("<[-")


def settle_target(row: Valued) -> None:
    """Puts the target of a row in its place, where a kind stands in it and the target in a column beside."""
    printed = row.target
    if printed is None or not is_nature(printed.text):
        return
    for kind in BESIDE:
        cell = row.extra.get(kind)
        if cell is not None and not is_nature(cell.text):
            row.target, row.extra[kind] = cell, printed
            return
    at = next((at for at, cell in enumerate(row.remarks) if not is_nature(cell.text) and cell.column == printed.column - 1), None)
    if at is not None:
        row.target, row.remarks[at] = row.remarks[at], printed
