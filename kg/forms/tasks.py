"""The tasks of a department's whole (年度主要任务): a table of names, contents and money inside the labelled part of the form.

Its money is the tasks', and only its sum (金额合计) the department's; its names are no project's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.forms.boilerplate import find_boilerplate
from kg.forms.cleaning import clean
from kg.forms.drafts import Draft
from kg.forms.grids import GridCell, Row
from kg.forms.labels import Label, find_label
from kg.forms.moneygrids import is_figure
from kg.forms.words import UNIT, normalise, printed_label

#: The word that heads the column of names.
NAMES = re.compile(r"(?:年度|部门|主要|重点|具体)*(?:工作)?任务(?:名称)?|(?:主要|重点)工作(?:名称)?")
#: Words in front of that column, of a column that sorts or numbers the tasks.
SORTS = re.compile(r"序号|编号|(?:任务|工作)?(?:类别|类型|分类|大类|领域)")
NUMBER = re.compile("序号|编号")
#: The words of the other columns.
CONTENTS = re.compile(
    r".{0,6}(?:内容|措施|完成情况|完成内容|预期成果|预期目标|完成时限|完成时间|目标值|工作目标|任务目标|责任(?:单位|部门|处室|科室)|牵头(?:单位|部门|处室|科室)|备注)"
    r"(?:[及与和、].{2,6})?"
)
MONEY = re.compile(r".{0,6}(?:金额|预算|资金|经费|投资|拨款)(?:总额|数额|数|额|安排|需求)?")
BASIS = re.compile(r".{0,8}依据")
SUM = re.compile(r"(?:金额|资金|任务)?(?:合计|总计)")


class TaskTable:
    """Reads a table of tasks into a draft. The state: the columns of the table in hand, None where none is."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.columns: dict[int, Label] | None = None
        #: the column of names
        self.first = 0
        self.unit: str | None = None
        #: what the cell before was, where lines lost their columns
        self.before: Label | None = None
        #: the word of the sum and the figures behind it, where lines divide them
        self.sum: tuple[GridCell, ...] = ()

    def starts(self, row: Row) -> bool:
        """Whether a row heads a table of tasks."""
        cells = row.line.cells
        at = next((at for at in range(len(cells) - 1) if _names_tasks(cells[at].text) and heads_column(cells[at + 1])), None)
        if at is None or not any("任务" in cell.text or "工作" in cell.text for cell in cells):
            return False
        if not all(heads_column(cell) for cell in cells[at + 1 :]):
            return False
        # 序号 | 任务类别 | 任务名称: a word that heads no column stands beside all of them (年度主要任务).
        begin = next((n for n, cell in enumerate(cells[:at]) if SORTS.fullmatch(normalise(cell.text))), at)
        if begin > 1 or not all(SORTS.fullmatch(normalise(cell.text)) for cell in cells[begin:at]):
            return False
        self.columns = {cell.column: meaning_of(cell) for cell in cells[begin:]}
        self.first = cells[begin].column
        self.unit = next((label.unit for label in self.columns.values() if label.unit), None)
        money = [column for column, label in self.columns.items() if label.role == "total"]
        heads = [column for column, label in self.columns.items() if label.kind == "amount" and label.role in OVER]
        below = [column for column, label in self.columns.items() if label.kind == "amount" and column not in heads]
        if len(heads) > 1 and below and heads[-1] < below[0] and len(below) % len(heads) == 0:
            # 预算数 | 执行数 over 总额 | 财政拨款 | 总额 | 财政拨款, in lines that lost what stands over what.
            each = len(below) // len(heads)
            over = {column: self.columns.pop(heads[at // each]) if at % each == 0 else None for at, column in enumerate(below)}
            head = over[below[0]]
            for column in below:
                head = over[column] or head
                assert head is not None
                self.columns[column] = _part_of(head, self.columns[column])
        elif len(money) > 1:
            # 预算金额 heads 总额 | 财政拨款, whose lines lost that it stands over them.
            del self.columns[money[0]]
        self.before, self.sum = None, ()
        return True

    def reads(self, row: Row) -> bool:
        """Whether a row is one of the table in hand."""
        if self.columns is None:
            return False
        cells = row.cells
        if row.in_table and cells[0].column < self.first and len(cells) == len(self.columns) and find_label(cells[0].text) is None:
            # The border in front of an empty first cell was taken for that of the table.
            cells = tuple(cell._replace(column=column) for cell, column in zip(cells, sorted(self.columns), strict=True))
        is_sum = SUM.fullmatch(normalise(cells[0].text)) is not None
        if row.line.columns or row.line.titles or (cells[0].column < self.first and row.in_table and not is_sum):
            self.columns = None
            return False
        if row.line.rule is not None and len(cells) == 1:
            return find_boilerplate(cells[0].text) in {"page_number", "ruling", "continued"}
        if is_sum:
            self._read_sum(cells)
            self.sum = cells[:1] if len(cells) == 1 else ()
            return True
        if self.sum and len(cells) == 1 and is_figure(cells[0].text):
            # The figures of the sum, on lines of their own.
            self.sum = (*self.sum, *cells)
            self._read_sum((self.sum[0], *[cell._replace(column=-1, text="") for cell in self.sum[1:-1]], *cells))
            return True
        labels = [find_label(cell.text) for cell in cells]
        if all(label is not None and label.kind == "amount" for label in labels):
            # 总额 | 财政拨款 | 其他资金 below 预算金额
            heads = self.columns
            places = sorted(heads)
            below = {cell.column: _below(heads, places, cell, label) for cell, label in zip(cells, labels, strict=True) if label}
            self.columns = heads | {column: replace(label, unit=label.unit or self.unit) for column, label in below.items()}
            return True
        if any(labels) and (self.first == 0 or not row.in_table or cells[0].column > self.first):
            self.columns = None
            return False
        for cell in cells:
            if cell.text.strip().isdigit() and NUMBER.fullmatch(self.columns.get(cell.column, self.columns[self.first]).word):
                continue
            label = self._column_of(cell, straight=row.in_table and all(c.column in self.columns for c in cells))
            self.draft.add_field(label.printed, label.role if label.kind == "text" else "other", clean(cell.text, cell.begin))
            self.before = label
        return True

    def _column_of(self, cell: GridCell, *, straight: bool) -> Label:
        """The column that a cell stands in; where the columns are lost, by what it is: a figure, else a name behind one, else a content."""
        assert self.columns is not None
        if straight:
            return self.columns[cell.column]
        kinds = list(self.columns.values())
        if is_figure(cell.text):
            money = [label for label in kinds if label.kind != "text"] or kinds
            at = money.index(self.before) + 1 if self.before in money else 0
            return money[min(at, len(money) - 1)]
        texts = [label for label in kinds if label.kind == "text"] or kinds
        at = texts.index(self.before) + 1 if self.before in texts else 0
        # Without figures nothing but the order of the columns tells where the next task begins.
        return texts[at % len(texts) if len(texts) == len(kinds) else min(at, len(texts) - 1)]

    def _read_sum(self, cells: Sequence[GridCell]) -> None:
        """The sum of the tasks' money: the department's own."""
        assert self.columns is not None
        money = [(column, label) for column, label in sorted(self.columns.items()) if label.kind in {"amount", "rate", "column"}]
        for at, cell in enumerate(cells[1:]):
            label = next((label for column, label in money if column == cell.column), money[at][1] if at < len(money) else None)
            if not cell.text:
                continue
            if label is None or not is_figure(cell.text):
                self.draft.leave(cell)
                continue
            if label.kind == "column":
                self.draft.add_field(label.printed, label.role, clean(cell.text, cell.begin))
                continue
            printed = printed_label(cells[0].text) if label.role in {"total", "current_year"} else label.printed
            self.draft.add_value(replace(label, unit=label.unit or self.unit, printed=printed), cell, cell.begin)


#: Roles of words over several columns of money: what of the year's money they hold.
OVER = frozenset({"current_year", "adjusted_budget", "executed"})


def _below(heads: Mapping[int, Label], places: Sequence[int], cell: GridCell, label: Label) -> Label:
    """What the word of a head's second row means, by the word of the first that stands over it; `places` are the columns in order."""
    return _part_of(heads[places[max(bisect_right(places, cell.column) - 1, 0)]], label)


def _part_of(over: Label, label: Label) -> Label:
    """Below 执行数 the whole is what was spent, and a source's part is no kind of the contract."""
    if over.kind != "amount" or over.role not in OVER:
        return label
    if label.role in {"total", "current_year"}:
        return replace(over, unit=label.unit or over.unit)
    return label if over.role == "current_year" else Label("other", "column", None, None, label.unit, label.printed, label.word)


def _names_tasks(text: str) -> bool:
    """Whether a cell holds the word over the names of tasks; either of its nouns has a sign that few labels hold."""
    return ("任" in text or "工" in text) and NAMES.fullmatch(normalise(text)) is not None


def heads_tasks(label: Label) -> bool:
    """Whether a label is the word over the names of tasks."""
    return "任务" in label.word and NAMES.fullmatch(label.word) is not None


def heads_column(cell: GridCell) -> bool:
    """Whether a cell heads a column of tasks: what they are, what they rest on, what they cost."""
    word = UNIT.sub("", normalise(cell.text))
    label = find_label(cell.text)
    known = label is not None and (label.kind in {"amount", "section", "rate"} or label.role in {"legal_basis", "weight", "score"})
    return known or any(words.fullmatch(word) for words in (CONTENTS, MONEY, BASIS))


def meaning_of(cell: GridCell) -> Label:
    """The column that a header cell names, under its own words."""
    word = normalise(cell.text)
    label = find_label(cell.text)
    unit = UNIT.search(word)
    if label is not None and label.kind in {"rate", "column"}:
        return label
    if (label is not None and label.kind in {"amount", "section"}) or MONEY.fullmatch(UNIT.sub("", word)):
        money = label if label is not None and label.kind == "amount" else Label("total", "amount", "total", "whole_life")
        return replace(money, unit=(unit[1] or unit[2]) if unit else None, printed=printed_label(cell.text), word=word)
    role = "legal_basis" if BASIS.fullmatch(word) and CONTENTS.fullmatch(word) is None else "plan"
    return Label(role, "text", printed=printed_label(cell.text), word=word)
