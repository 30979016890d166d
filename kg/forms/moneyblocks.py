"""Money in the labelled part of a form: the whole project's beside the year's, grids of amounts, units that head a block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.forms.boilerplate import find_boilerplate
from kg.forms.cleaning import clean
from kg.forms.drafts import Draft
from kg.forms.entries import Entry, sum_label
from kg.forms.grids import GridCell, Row
from kg.forms.labels import Label, find_label, split_spaced
from kg.forms.moneygrids import ENOUGH, MoneyGrid, find_grid, is_figure

#: What a row of figures without a label is: the whole year's money.
WHOLE = Label("current_year", "amount", "current_year", "annual")


class MoneyBlocks:
    """Reads blocks of money into a draft. The state: where the year's money stands beside the whole project's, and the grid in hand."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        #: the column from which on the year's money stands, in forms that print it beside the whole project's
        self.annual_column: int | None = None
        #: the grid of amounts whose rows follow, and whether none of them has come yet
        self.grid: MoneyGrid | None = None
        self.fresh = False

    def meet(self, entries: Sequence[Entry]) -> None:
        """What the labels of a row say of each other."""
        self.tell_parts(entries)
        self.take_unit(entries)
        self.mark_columns(entries)

    def take_unit(self, entries: Sequence[Entry]) -> None:
        """预算金额（万元）| 总额 | 155 | 财政资金 | 155: the first label heads the others, and its unit is theirs."""
        if len(entries) > 1 and not entries[0].cells and entries[0].label.unit and entries[0].label.kind == entries[1].label.kind == "amount":
            self.draft.unit = entries[0].label.unit if entries[1].label.unit is None else self.draft.unit

    def tell_parts(self, entries: Sequence[Entry]) -> None:
        """基本支出预算 | 项目支出预算: beside what a department spends on itself, the second is what it spends on projects."""
        if "basic_expenditure" in self.draft.amounts or "basic_expenditure" in [entry.label.role for entry in entries]:
            for entry in entries:
                if entry.label.role == "total" and entry.label.word.startswith("项目支出"):
                    entry.label = replace(entry.label, role="project_expenditure", amount="project_expenditure", span="annual")

    # -- money in two columns

    def mark_columns(self, entries: Sequence[Entry]) -> None:
        """项目资金总额 | … | 年度资金申请总额 | …: left of the second label stands the whole project's money, from it on the year's."""
        if len(entries) < 2:
            return
        spans = [entry for entry in entries if entry.label.kind == "amount"]
        if len(spans) == 2 and spans[0].label.span == "whole_life" and spans[1].label.amount == "current_year":
            self.annual_column = spans[1].column

    def whole_lives(self, entries: Sequence[Entry]) -> list[bool]:
        """For each entry of a row, whether it is a split of the whole project's money, which stands in a column of its own beside the year's."""
        flags = [False] * len(entries)
        if self.annual_column is None:
            return flags
        splits = [at for at, entry in enumerate(entries) if entry.label.kind == "amount" and entry.label.span == "annual"]
        if len(splits) == 1:
            entry = entries[splits[0]]
            flags[splits[0]] = entry.column < self.annual_column and entry.label.amount not in {"carried_over", "current_year"}
            return flags
        # 其中：财政拨款 | 450 | 其中：财政拨款 | 150; sources that differ (财政拨款 | 350 | 上级补助 | 200) are the parts of one sum.
        behind: set[str] = set()
        for at in reversed(splits):
            flags[at] = entries[at].label.role in behind
            behind.add(entries[at].label.role)
        return flags

    # -- grids of amounts

    def starts_grid(self, entries: Sequence[Entry]) -> bool:
        """Whether a row heads a grid of amounts (年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分)."""
        if len(entries) < ENOUGH:
            return False
        grid = find_grid([(entry.label, entry.column) for entry in entries if not entry.cells])
        if grid is None:
            return False
        for entry in entries:
            if entry.label.unit:
                self.draft.unit = entry.label.unit
        self.grid, self.fresh = grid, True
        return True

    def reads(self, row: Row) -> bool:
        """Whether a row is one of the grid in hand."""
        if self.grid is None:
            return False
        cells = [part for cell in row.cells for part in _parted(cell)]
        labels = [(at, label) for at, cell in enumerate(cells) if (label := find_label(cell.text) or sum_label(cell, None, None))]
        while labels and labels[0][1].kind == "section":
            # 预算执行情况 stands in the first column of the grid, merged over its rows.
            if labels[0][1].unit:
                self.draft.unit = labels[0][1].unit
            labels.pop(0)
        if not labels and all(is_figure(cell.text) for cell in cells):
            if not self.fresh:
                for cell in cells:
                    self.draft.leave(cell)
                return True
            # The figures stand right below their columns, without a label of their own.
            labels = [(-1, WHOLE)]
        self.fresh = False
        if len(labels) != 1 or labels[0][1].kind != "amount":
            self.grid = None
            return False
        at, label = labels[0][0], self.draft.as_part(labels[0][1])
        figures = cells[at + 1 :]
        words = [cell for cell in figures if not is_figure(cell.text)]
        figures = [cell for cell in figures if cell not in words]
        if not figures:
            year = replace(label, role="current_year", amount="current_year")
            self.draft.add_value(year if label.role in {"current_year", "total"} else label, None, cells[at].begin)
        for meaning, cell in self.grid.read(label, figures) if figures else ():
            if meaning.kind == "column":
                self.draft.add_field(meaning.printed, meaning.role, clean(cell.text, cell.begin))
            else:
                self.draft.add_value(meaning, cell, cell.begin)
        for cell in words:
            column = next((known for place, known in self.grid.columns if place == cell.column and known.kind == "column"), None)
            if column is not None:
                # 原因 | 得分计算方法: what a grid says in words.
                self.draft.add_field(column.printed, column.role, clean(cell.text, cell.begin))
            elif find_boilerplate(cell.text) is None:
                self.draft.leave(cell)
        return True


def _parted(cell: GridCell) -> tuple[GridCell, ...]:
    """A cell, or the label and the figure that white space divides in it (年度资金总额 160): the figure stands in the column behind."""
    found = split_spaced(cell.text)
    if found is None or found[0].kind != "amount":
        return (cell,)
    at = found[1]
    return cell._replace(text=cell.text[:at].rstrip()), GridCell(cell.column + 1, cell.text[at:], cell.begin + at)
