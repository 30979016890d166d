"""Amounts in a grid: the columns are budget, adjusted budget, execution and rate, the rows the whole and its sources (self-evaluations)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.forms.grids import GridCell
from kg.forms.labels import Label
from kg.forms.money import BLANKS, HALF_WIDTH

#: Roles of a row that stands for the whole year's money.
WHOLE = frozenset({"current_year", "total"})
#: Roles of the columns that give the grid away.
TELLING = frozenset({"adjusted_budget", "executed", "execution_rate", "prior_year_budget", "prior_year_executed"})
BLANK_STARTS = frozenset(blank[:1] for blank in BLANKS)
#: So many columns make a grid.
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class MoneyGrid:
    """The columns of a grid from left to right: (column of the table, its label)."""

    columns: tuple[tuple[int, Label], ...]

    def read(self, row: Label, cells: Sequence[GridCell]) -> list[tuple[Label, GridCell]]:
        """(label, cell) for the figures of a row. The label has the role of the amount: a row of the whole gives each column's own, a row
        of a source gives the source for the budget's column, and keeps the others under a role that is no amount."""
        placed = self._place(cells)
        found: list[tuple[Label, GridCell]] = []
        budget = next((at for at, (_, label) in enumerate(self.columns) if label.role == "current_year"), None)
        if budget is None:
            budget = next((at for at, (_, label) in enumerate(self.columns) if label.role in {"adjusted_budget", "total"}), 0)
        if budget not in {at for at, _ in placed} and row.role not in WHOLE:
            found.append((replace(row, unit=row.unit or self.columns[budget][1].unit), GridCell(-1, "", placed[0][1].begin if placed else 0)))
        for at, cell in placed:
            label = self.columns[at][1]
            unit = row.unit or label.unit
            if at == budget:
                role = "current_year" if row.role in WHOLE else row.role
                amount = "current_year" if row.role in WHOLE else row.amount
                found.append((replace(row, role=role, amount=amount, span="annual", unit=unit), cell))
            elif row.role in WHOLE:
                found.append((replace(label, unit=unit) if label.kind != "column" else label, cell))
            else:
                # What was spent of one source: the contract has no kind for it.
                found.append((replace(row, role="other", amount=None, unit=unit), cell))
        return found

    def _place(self, cells: Sequence[GridCell]) -> list[tuple[int, GridCell]]:
        """(index of the column, cell): by column where they fit, else from left to right."""
        known = {column: at for at, (column, _) in enumerate(self.columns)}
        if all(cell.column in known for cell in cells):
            return [(known[cell.column], cell) for cell in cells]
        return list(enumerate(cells[: len(self.columns)]))


def find_grid(labels: Sequence[tuple[Label, int]]) -> MoneyGrid | None:
    """The grid whose columns these labels (with their columns) head; None where they head none."""
    columns = [(label, column) for label, column in labels if label.kind in {"amount", "rate", "column"}]
    if len(columns) < ENOUGH or not any(label.role in TELLING or (label.kind == "column" and label.role == "other") for label, _ in columns):
        return None
    found: list[tuple[int, Label]] = []
    for label, column in columns:
        if label.role == "current_year" and any(known.role == "current_year" for _, known in found):
            # 年初预算数 | 全年预算数: the first is the budget as approved, the second as it stood after changes.
            label = replace(label, role="adjusted_budget", amount="adjusted_budget")
        found.append((column, label))
    return MoneyGrid(tuple(found))


def is_figure(text: str) -> bool:
    """Whether a cell can stand in a grid: a figure, a rate, or a mark of no figure."""
    # The first sign tells nearly always: values beside labels are long texts too.
    first = text.lstrip()[:1].translate(HALF_WIDTH)
    if first.isdigit() or first in "-—/":
        return True
    return first in BLANK_STARTS and "".join(text.translate(HALF_WIDTH).split()) in BLANKS
