"""The labelled part of a form: rows of labels and values, texts that page breaks cut, values that stand below their labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.filings import Piece
from kg.forms.boilerplate import find_boilerplate
from kg.forms.cleaning import clean, join, runs_on
from kg.forms.drafts import NOTHING, Draft, Text
from kg.forms.entries import MONEY, Entry, above_of, find_entries, is_shifted, value_below, values_below
from kg.forms.filers import FILER, filer_of
from kg.forms.grids import GridCell, Row
from kg.forms.headed_figures import give_figures
from kg.forms.inner_tables import InnerTable
from kg.forms.labels import Label
from kg.forms.layouts import titles_of
from kg.forms.moneyblocks import MoneyBlocks
from kg.forms.moneygrids import is_figure
from kg.forms.own_labels import is_own_text, own_inline, own_label
from kg.forms.page_breaks import is_again, text_of
from kg.forms.scalars import has_boxes
from kg.forms.schedules import ScheduleTable
from kg.forms.tasks import TaskTable

#: A unit of money at the end of a line that says something else too.
UNIT_BEHIND = re.compile(r"\s*[(（]?(?:金额)?单位[:：]\s*(?:人民币)?(万元|千元|亿元|元)\s*[)）]?\s*$")
#: What divides the dates of a period in a cell of its own.
TO = re.compile(r"至|到|[-—–~～]+")


class HeadReader:
    """Reads labelled rows into a draft. The state: the text field that may go on, the label that waits for its value, the columns of
    labels that stand above their values, and a piece of text that belongs to the label after it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text: int | None = None
        self.awaiting: Entry | None = None
        self.above: list[Entry] = []
        self.prefix: Text = NOTHING
        self.blocks = MoneyBlocks(draft)
        self.tasks = TaskTable(draft)
        self.schedule = ScheduleTable(draft)
        #: whether the rows in hand are a block of money, and its heading
        self.money = False
        self.heading: Label | None = None
        #: whether the text that may go on ended with several cells, a row of a table in its cell
        self.inner = False
        self.inner_table = InnerTable(draft)
        #: whether a page's end may stand above the row in hand
        self.gap = False
        #: labels whose values stand in the row below them
        self.heads: list[Entry] = []

    def read(self, row: Row, following: Row | None) -> None:
        """One row; `following` is the row below it."""
        self.gap = row.gap
        if self.tasks.reads(row) or self.schedule.reads(row) or self.blocks.reads(row):
            return
        if not self.heads and (self.tasks.starts(row) or self.schedule.starts(row)):
            self._flush_awaiting()
            self.text = None
            return
        if self.heads:
            self._read_values(row.cells)
            return
        found = find_entries(row, in_money=self.money)
        entries = found.entries
        for entry in entries:
            if entry.label.year is not None:
                entry.label = self.draft.of_its_year(entry.label)
        for section in found.sections:
            self._enter_section(section)
        if entries or found.sections:
            self.inner_table.end()
            self._flush_awaiting()
            holds = self.money and all(entry.label.kind in MONEY for entry in entries)
            self.money = holds or "section_money" in [section.role for section in found.sections]
        leading = [cell for cell in found.leading if not self._is_furniture(cell)]
        if not entries:
            if leading:
                self._read_unlabelled(row, leading, following)
            return
        if leading and not self._lead_in(leading):
            for cell in leading:
                self.draft.leave(cell)
        self.blocks.meet(entries)
        if self.blocks.starts_grid(entries):
            for entry in entries:
                if entry.cells or entry.label.kind not in MONEY:
                    self._add(entry)
            self.text = None
            return
        if not entries[0].cells and not any(entry.cells for entry in entries):
            if following is not None and values_below(entries, following):
                self.heads = entries
            else:
                self._labels_only(entries)
            return
        self.above = []
        if following is not None and value_below(entries[-1], following):
            entries, self.heads = entries[:-1], entries[-1:]
        for entry, whole_life in zip(entries, self.blocks.whole_lives(entries), strict=True):
            self._add(entry, whole_life=whole_life)

    def finish(self) -> None:
        """The form ends: what still waits has no value."""
        self._flush_awaiting()
        for entry in self.above:
            self._add(entry)
        self.above = []
        if self.prefix[0]:
            self._add_unlabelled(self.prefix)
            self.prefix = NOTHING

    # -- sections

    def _enter_section(self, label: Label) -> None:
        self.text = None
        if label.unit:
            self.draft.unit = label.unit
        if label.role == "section_money":
            self.blocks.annual_column = None
            self.heading = label

    def _is_furniture(self, cell: GridCell) -> bool:
        rule = find_boilerplate(cell.text)
        if rule == "year_line":
            self.draft.add_years(cell.text)
        elif rule == "indicators_heading":
            self.text = None
        elif rule == "money_unit":
            self.draft.unit = next(unit for unit in ("万元", "千元", "亿元", "元") if unit in cell.text)
        elif rule is None and titles_of(cell.text):
            return True
        return rule is not None

    # -- labels that wait

    def _read_values(self, cells: Sequence[GridCell]) -> None:
        """The row of values below a row of labels: each belongs to the label above it."""
        entries, self.heads = self.heads, []
        paired = give_figures(entries, cells)
        columns = [entry.column for entry in entries]
        for cell in () if paired else cells:
            entry = above_of(entries, columns, cell)
            if entry is None or entry.cells:
                self.draft.leave(cell)
            else:
                entry.cells.append(cell)
        for entry in entries:
            self._add(entry)

    def _labels_only(self, entries: list[Entry]) -> None:
        if len(entries) == 1:
            self.awaiting = entries[0]
            self.text = None
        else:
            self.above = [entry for entry in entries if entry.label.kind == "text"]
            for entry, whole_life in zip(entries, self.blocks.whole_lives(entries), strict=True):
                if entry.label.kind != "text":
                    self._add(entry, whole_life=whole_life)

    def _flush_awaiting(self) -> None:
        if self.awaiting is not None:
            entry, self.awaiting = self.awaiting, None
            self._add(entry)

    # -- values

    def _add(self, entry: Entry, *, whole_life: bool = False) -> None:
        label = entry.label
        if label.kind != "text":
            self.text = None
            if len(entry.cells) < 2:
                self.draft.add_value(label, entry.cells[0] if entry.cells else None, entry.at, whole_life=whole_life)
                return
            value = entry.cells[0]
            if label.kind == "amount":
                for cell in entry.cells[1:]:
                    self._is_furniture(cell)
            boxes = entry.cells[1:] if label.kind in {"choice", "flag"} and any(has_boxes(cell.text) for cell in entry.cells) else []
            if label.kind == "period" and TO.fullmatch(entry.cells[1].text.strip()):
                # 2024-01-01 | 至 | 2024-12-31
                boxes = entry.cells[1:3]
            self.draft.add_value(label, value, entry.at, whole_life=whole_life, more=boxes)
            for cell in entry.cells[1 + len(boxes) :]:
                if find_boilerplate(cell.text) is None:
                    self.draft.leave(cell)
            return
        text = NOTHING
        for cell in entry.cells:
            text = join(text, clean(cell.text, cell.begin), "\n")
        if self.prefix[0]:
            text = join(self.prefix, text, "")
            self.prefix = NOTHING
        if self.draft.fields and is_again(self.draft.fields[-1], label, text, gap=self.gap):
            self.text = len(self.draft.fields) - 1
            self._append(text, inner=len(entry.cells) > 1)
            return
        self.text = self.draft.add_field(label.printed, label.role, text)
        self.inner = len(entry.cells) > 1

    def _lead_in(self, leading: list[GridCell]) -> bool:
        """Whether the cells in front of a row's first label are the heading of a block (项目 | 概况…)."""
        return len(leading) == 1 and len(leading[0].text.strip()) <= 2

    def _read_unlabelled(self, row: Row, cells: list[GridCell], following: Row | None) -> None:
        cells = [rest for cell in cells if (rest := self._without_unit(cell)) is not None]
        waits = self.awaiting is not None or bool(self.above)
        if not waits and not self.draft.fields and len(cells) == 1 and (filer := filer_of(cells[0])) is not None:
            self.draft.add_value(FILER, filer, filer.begin)
            return
        if not cells:
            return
        if self.awaiting is not None and self.awaiting.label.kind == "amount" and len(cells) > 1 and not is_figure(cells[0].text):
            # Below the empty cell of an amount stands a row of its own (分配科学性 | …).
            self._flush_awaiting()
        if self.above:
            self._below(cells)
        elif self.inner_table.reads(cells):
            return
        elif self.awaiting is not None:
            self.awaiting.cells += cells
            self._flush_awaiting()
        elif (own := own_label(row, cells) or (own_inline(cells) if self.text is None and self.draft.fields else None)) is not None:
            # A label that no data knows, beside its value: kept as a field of the form's own.
            index = self.draft.add_field(own[0], "other", clean(own[1].text, own[1].begin))
            self.text = index if len(cells) > 1 else self.text
        elif self.money and self.heading is not None and len(cells) == 1 and row.in_table and cells[0].column > 0 and is_own_text(cells[0]):
            # 预算规模及资金用途, merged down beside its figures, and below them what they are for.
            self.text = self.draft.add_field(self.heading.printed, self.heading.role, clean(cells[0].text, cells[0].begin))
        else:
            self._go_on(cells, following)

    def _without_unit(self, cell: GridCell) -> GridCell | None:
        """A cell without the money unit at its end (331001某市某局　单位：万元), which holds for the form; None where nothing else is left."""
        match = UNIT_BEHIND.search(cell.text) if "单位" in cell.text[-24:] else None
        if match is None:
            return cell
        self.draft.unit = match[1]
        return cell._replace(text=cell.text[: match.start()]) if match.start() else None

    def _below(self, cells: list[GridCell]) -> None:
        """Values below a row of labels: each belongs to the nearest label at or left of its column."""
        columns = [entry.column for entry in self.above]
        for at, cell in enumerate(cells):
            shifted = self.above[at - len(cells)] if is_shifted(self.above, cells) else None
            (shifted or above_of(self.above, columns, cell) or self.above[0]).cells.append(cell)
        first = self.above[0]
        if not first.cells and first.column == 0 and len(self.above) > 1:
            # The leftmost label heads the block (项目绩效目标 | 项目总目标 | 年度总体目标): it has no text of its own.
            self.above = self.above[1:]
        places: dict[int, int] = {}
        for entry in self.above:
            places.setdefault(entry.cells[0].column if entry.cells else entry.column, len(self.draft.fields))
            self._add(entry)
        if len(cells) > 1:
            self.text = None
            self.inner_table.start(places)
        elif any(entry.cells for entry in self.above):
            last = max(self.above, key=lambda e: bool(e.cells))
            self.text = next(i for i in range(len(self.draft.fields) - 1, -1, -1) if self.draft.fields[i].label == last.label.printed)
        self.above = []

    def _go_on(self, cells: list[GridCell], following: Row | None) -> None:
        """A text without a label: a piece of the text before it, or of the one after it where a page break cut that."""
        text: Text = NOTHING
        for cell in cells:
            text = join(text, clean(cell.text, cell.begin), "\n")
        if following is not None and following.gap and (next_text := text_of(following)) and runs_on(text[0], next_text):
            self.prefix = join(self.prefix, text, "")
        elif self.text is not None:
            self._append(text, inner=len(cells) > 1)
        elif not self.draft.fields and following is not None:
            self._add_unlabelled(text)
        else:
            for cell in cells:
                self.draft.leave(cell)

    def _append(self, text: Text, *, inner: bool) -> None:
        assert self.text is not None
        rows = inner or self.inner
        self.inner = inner
        known = self.draft.fields[self.text]
        before: tuple[str, tuple[Piece, ...]] = (known.text, known.pieces)
        between = "" if runs_on(known.text, text[0]) and not rows else "\n"
        whole = join(before, text, between)
        self.draft.fields[self.text] = type(known)(known.label, known.role, *whole)

    def _add_unlabelled(self, text: Text) -> None:
        """A text whose label the file lost."""
        self.text = self.draft.add_field("", "unlabelled", text)
