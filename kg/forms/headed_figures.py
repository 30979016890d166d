"""Figures of money in the row below their labels (预算支出总额 | 其中：基本支出 | 其中：项目支出), whatever divided the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.forms.compacts import LOOSE, Compact
from kg.forms.entries import Entry
from kg.forms.grids import GridCell, Row
from kg.forms.labels import Label
from kg.forms.moneygrids import is_figure
from kg.forms.walked_tables import row_of

#: Roles of a sum, one of which may head the block that another divides (年度预算（元）| 预算总支出 | 其中：基本支出).
SUMS = frozenset({"total", "current_year"})


class Headed(NamedTuple):
    """A label with its place in a compact text, and the bounds of its figure there."""

    item: tuple[Label, int, int]
    begin: int
    end: int


def headed_by(labels: Sequence[Label], figures: int) -> int:
    """The first of the labels to which so many figures belong in their order; the number of labels where they cannot be told."""
    if figures > 1 and all(label.kind == "amount" for label in labels):
        if len(labels) == figures:
            return 0
        if len(labels) == figures + 1 and _heads(labels):
            return 1
    return len(labels)


def _heads(labels: Sequence[Label]) -> bool:
    """Whether the first label heads those behind it: it alone gives the unit, and the next is a sum too."""
    first, second = labels[:2]
    return first.unit is not None and first.role in SUMS and second.role in SUMS and all(label.unit is None for label in labels[1:])


def figures_below(waiting: Sequence[tuple[Label, int, int]], c: Compact, begin: int, end: int) -> list[Headed]:
    """The last labels that wait, each with its figure, where the text behind them holds a figure for each and no more; none else."""
    if len(waiting) < 2 or waiting[-2][0].kind != "amount" or waiting[-1][0].kind != "amount":
        return []
    bounds = list(pairwise([begin, *c.breaks(begin, end, LOOSE), end]))
    if len(bounds) < 2 or not all(is_figure(c.text[a:b]) for a, b in bounds):
        return []
    first = next((at + 1 for at in range(len(waiting) - 1, -1, -1) if waiting[at][0].kind != "amount"), 0)
    amounts = waiting[first:]
    at = headed_by([label for label, _, _ in amounts], len(bounds))
    return [Headed(item, a, b) for item, (a, b) in zip(amounts[at:], bounds, strict=False)]


def headed_rows(waiting: Sequence[tuple[Label, int, int]], headed: Sequence[Headed], c: Compact, document: str) -> Iterator[Row]:
    """The labels that wait, a row each, the last ones beside their figures."""
    for _, begin, end in waiting[: len(waiting) - len(headed)]:
        yield row_of([c.cell(begin, end, document, 0)])
    for (_, begin, end), at, stop in headed:
        yield row_of([c.cell(begin, end, document, 0), c.cell(at, stop, document, 1)])


def give_figures(entries: Sequence[Entry], cells: Sequence[GridCell]) -> bool:
    """Give each label of a row the figure of the row below that is its own; whether there are as many."""
    at = headed_by([entry.label for entry in entries], len(cells)) if all(is_figure(cell.text) for cell in cells) else len(entries)
    for entry, cell in zip(entries[at:], cells, strict=False):
        entry.cells.append(cell)
    return at < len(entries)
