"""A table within a form (成本构成 | 金额 | 测算依据 over its rows): its rows go on in the fields of its columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kg.forms.cleaning import clean, join
from kg.forms.drafts import Draft
from kg.forms.grids import GridCell


class InnerTable:
    """The table whose rows follow. The state: where its columns stand, and the fields that hold them."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.columns: dict[int, int] = {}

    def start(self, columns: dict[int, int]) -> None:
        """A first row has been read: where the table's columns stand, those without a cell too, and the index of the field of each."""
        self.columns = columns

    def end(self) -> None:
        """Rows that follow are of no table within the form."""
        self.columns = {}

    def reads(self, cells: Sequence[GridCell]) -> bool:
        """Takes a further row of the table, a line in the field of each column; False for a row that is none."""
        if len(cells) < 2 or cells[0].column not in self.columns:
            return False
        places = sorted(self.columns)
        if len(cells) == 2 < len(places) and (cells[0].span > 1 or cells[1].column < places[2]):
            # A label of the form's own and its value (风险分析 | 无重大风险), no row with an empty cell between (差旅费 | | 每次百元).
            self.end()
            return False
        for cell in cells:
            at = self.columns[places[bisect_right(places, cell.column) - 1]]
            known = self.draft.fields[at]
            whole = join((known.text, known.pieces), clean(cell.text, cell.begin), "\n")
            self.draft.fields[at] = type(known)(known.label, known.role, *whole)
        return True
