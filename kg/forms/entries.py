"""A row of a form's labelled part as entries: each label with the cells of its value."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.forms.boilerplate import find_boilerplate
from kg.forms.grids import GridCell, Row
from kg.forms.guesses import guess_label
from kg.forms.labels import Label, beside_figure, body_label, find_label, find_money_heading, inline_of, is_body, pairs_of_text, split_inline
from kg.forms.moneygrids import is_figure
from kg.forms.words import normalise, printed_label

#: Labels that are common words too: one counts as a label only where it cannot be the value of the label in front of it.
AMBIGUOUS = frozenset(
    {"其他", "其它", "年度", "单位", "说明", "日期", "完成时间", "开始时间", "结束时间", "项目预算", "基本支出", "项目支出", "备注", "其他说明"}
)
#: Words for the sum of a block of money; elsewhere they mean nothing.
SUMS = frozenset({"合计", "总计", "总额", "总金额", "金额合计", "资金合计", "共计", "预算数"})
#: Kinds of label that may stand in a block of money.
MONEY = frozenset({"amount", "rate", "column"})


#: Labels of goals that head a block whose parts follow: the next label of a goal is no column beside them.
HEADING = frozenset({"总体目标", "年度总体目标", "项目绩效目标", "绩效目标", "总体绩效目标", "年度绩效目标", "整体目标"})


class Entry:
    """A label of a row and the cells that follow it."""

    __slots__ = ("at", "cells", "column", "end", "label")

    def __init__(self, label: Label, cell: GridCell) -> None:
        self.label = label
        self.column = cell.column
        self.end = cell.column + cell.span
        self.at = cell.begin
        self.cells: list[GridCell] = []


@dataclass(slots=True)
class Entries:
    """What a row holds: its labels with their values, the cells in front of the first of them, and the headings of sections."""

    entries: list[Entry] = field(default_factory=list)
    leading: list[GridCell] = field(default_factory=list)
    sections: list[Label] = field(default_factory=list)


def pairs_of(cell: GridCell, label: Label, offset: int) -> list[tuple[Label, GridCell | None]]:
    """The labels of a cell and their values; the first label's value begins at `offset` (填报单位：某局　金额单位：万元)."""
    pairs: list[tuple[Label, GridCell | None]] = []
    for known, begin, end in pairs_of_text(cell.text, label, offset):
        for meaning, first, last in amounts_of(cell.text, known, begin, end):
            value = cell.text[first:last]
            pairs.append((meaning, GridCell(cell.column, value, cell.begin + first) if value.strip() else None))
    return pairs


#: Words in front of a colon that no data knows.
UNKNOWN = re.compile(r"\s*([^:：<>\n，。；,;]{3,20})[:：](?!//)\s*(?=\S)")


def guess_inline(text: str) -> tuple[Label, int] | None:
    """(label, offset of the value) of a cell that holds a label which no data knows, a colon and a value."""
    if "：" not in text[:24] and ":" not in text[:24]:
        return None
    match = UNKNOWN.match(text)
    label = guess_label(match[1], text[match.end() :]) if match else None
    return (label, match.end()) if match and label else None


#: 30万元，其中：财政拨款24万元，其他资金6万元
FIRST_AMOUNT = re.compile(r"\s*\d[\d,，.]*\s*(?:万元|千元|亿元|元)?")
NEXT_AMOUNT = re.compile(
    r"[\s，,；;、。（(]*(?:其中[:：]?)?(?P<label>[^\d\s，,；;、。（）():：]{2,16})[:：]?\s*"
    r"(?P<figure>\d[\d,，.]*\s*(?:万元|千元|亿元|元)?)[）)]?"
)


def amounts_of(text: str, label: Label, begin: int, end: int) -> Iterator[tuple[Label, int, int]]:
    """(label, begin, end) of the amounts that a value prints behind its own, with their labels in front."""
    first = FIRST_AMOUNT.match(text, begin, end) if label.kind == "amount" else None
    if first is None:
        yield label, begin, end
        return
    at = first.end()
    found: list[tuple[Label, int, int]] = []
    while (match := NEXT_AMOUNT.match(text, at, end)) is not None:
        known = find_label(match["label"]) or guess_label(match["label"], match["figure"])
        if known is None or known.kind != "amount":
            break
        found.append((known, match.start("figure"), match.end("figure")))
        at = match.end()
    yield (label, begin, first.end() if found else end)
    yield from found


def find_entries(row: Row, *, in_money: bool) -> Entries:
    """The entries of a row; `in_money` says that the rows above are a block of money, whose sum may have no label but 合计."""
    found = Entries()
    current: Entry | None = None
    cells = row.cells
    labels = [find_label(cell.text) for cell in cells]
    whole: Label | None = None
    for at, cell in enumerate(cells):
        label = labels[at]
        after, label_after = (cells[at + 1], labels[at + 1]) if at + 1 < len(cells) else (None, None)
        if (
            current is not None
            and current.label.kind == "amount"
            and not current.cells
            and is_sum(cell)
            and after is not None
            and is_figure(after.text)
        ):
            # 预算金额 | 合计 | 42.5: the sum's own word says nothing more.
            continue
        if at == 0 and len(cells) == 2 and normalise(cell.text) == "项目" and after is not None and label_after is None:
            label = Label("project", "name", printed=printed_label(cell.text), word="项目")
        if in_money and (label is None or label.role == "current_year") and (summed := sum_label(cell, after, whole)) is not None:
            label = summed
        if label is None and after is not None and (current is None or current.cells) and cell.column + 12 > after.column and row.in_table:
            label = guess_label(cell.text, after.text) if label_after is None and inline_of(cell.text) is None else None
        if label is None and current is not None and not current.cells and current.label.role == "goal" and heads_goal(cell, current, labels):
            label = Label("goal", "text", printed=printed_label(cell.text), word=normalise(cell.text))
        label = label or find_money_heading(cell.text)
        if label is None and current is not None and current.label.kind == "text" and not current.cells:
            # The text behind its label, whatever stands in it.
            current.cells.append(cell)
            continue
        if label is not None and label.kind == "text" and label.unit and after is not None and (label_after or is_sum(after)):
            # 年度预算安排（万元）| 合计 | 中央财政: a text of money heads the money.
            label = replace(label, role="section_money", kind="section")
        if label is not None and label.role == "section_money" and after is not None and is_figure(after.text):
            label = beside_figure(label)
        if label is not None and current is not None and _is_value_here(cell, current, after, label):
            label = None
        if (
            label is not None
            and label.role == "section_goal"
            and "完成" in label.word
            and current is not None
            and current.label.role == "goal"
            and not current.cells
        ):
            # 年初设定目标 | 年度总体目标完成情况: beside a goal it heads a column.
            label = replace(label, role="result", kind="text")
        if label is not None and label.word in SOURCES and label.unit is None and 2 <= at == len(cells) - 2 and label_after is not None:
            # 预算金额 | 96 | 资金来源 | 市级财政资金: at a row's end it names the source, and heads no money.
            label = replace(label, role="fund_type", kind="choice")
        if label is not None and label.kind == "section":
            if label.word == "单位" and label.unit is None and after is not None and is_body(after.text):
                label = body_label(cell.text)
            else:
                in_money, whole = in_money or label.role == "section_money", label
                found.sections.append(label)
                if after is not None and at + 2 == len(cells) and current is None and _is_own_text(after):
                    # 基本情况 heads a block in most forms, and is the label of a text in some.
                    current = Entry(replace(label, kind="text", role="overview" if label.role == "section_basic" else label.role), cell)
                    found.entries.append(current)
                continue
        if label is not None:
            current = Entry(label, cell)
            found.entries.append(current)
            continue
        inline = inline_of(cell.text) or guess_inline(cell.text)
        if inline is not None and (current is None or current.cells or current.label.kind != "text"):
            for label, value in pairs_of(cell, *inline):
                label = beside_figure(label) if value is not None and is_figure(value.text) else label
                if label.kind == "section":
                    found.sections.append(label)
                    continue
                current = Entry(label, cell)
                if value is not None:
                    current.cells.append(value)
                found.entries.append(current)
        elif current is not None:
            current.cells.append(cell)
        else:
            found.leading.append(cell)
    if "amount" in [entry.label.kind for entry in found.entries]:
        found.entries = [part for entry in found.entries for part in _split_amounts(entry)]
    return found


#: A column of goals that no data knows: 远景规划目标（2030年） beside 年度目标.
OWN_GOAL = re.compile(r"(?!完成|实现|达到|确保|按|围绕|根据)[\u4e00-\u9fff]{1,10}目标(?:\([^()]{1,16}\))?")


#: Headings of money whose value may be the name of its source.
SOURCES = frozenset({"资金来源", "项目资金来源"})


def heads_goal(cell: GridCell, current: Entry, labels: Sequence[Label | None]) -> bool:
    """Whether a cell heads a column of goals: behind a label of goals without a value, in a row that holds a further one."""
    if current.label.role != "goal" or len(cell.text) > 40 or sum(label is not None and label.role == "goal" for label in labels) < 2:
        return False
    return OWN_GOAL.fullmatch(normalise(cell.text)) is not None


def _split_amounts(entry: Entry) -> list[Entry]:
    """An entry and those of the amounts that stand in its cell behind the first: 资金总额 | 30万元，其中：财政拨款24万元."""
    if entry.label.kind != "amount" or not entry.cells:
        return [entry]
    cell = entry.cells[0]
    parts = list(amounts_of(cell.text, entry.label, 0, len(cell.text)))
    split = [entry]
    if len(parts) > 1:
        entry.cells[0] = cell._replace(text=cell.text[: parts[0][2]])
        for label, begin, end in parts[1:]:
            split.append(Entry(label, cell))
            split[-1].cells.append(cell._replace(text=cell.text[begin:end], begin=cell.begin + begin))
    return split


#: The first signs of cells that hold a word for a sum: its own, or what `normalise` takes away in front of it.
SUM_STARTS = frozenset(word[0] for word in SUMS) | frozenset("<[-")


def is_sum(cell: GridCell) -> bool:
    """Whether a cell holds nothing but the word for a sum."""
    return cell.text.lstrip()[:1] in SUM_STARTS and normalise(cell.text) in SUMS


def sum_label(cell: GridCell, after: GridCell | None, section: Label | None) -> Label | None:
    """The label of a block's sum: 合计 behind 资金来源 is the whole, behind 年度资金 the year's."""
    if not is_sum(cell) or (after is not None and not (is_figure(after.text) or find_label(after.text))):
        return None
    word = normalise(cell.text)
    annual = word == "预算数" or (section is not None and section.word.startswith(("年度", "当年", "本年")))
    role = "current_year" if annual else "total"
    return Label(role, "amount", role, "annual" if annual else "whole_life", None, printed_label(cell.text), word)


def value_below(entry: Entry, following: Row) -> bool:
    """Whether the figure of a row's last label stands alone in the row below it."""
    cells = following.line.cells
    return entry.label.kind == "amount" and not entry.cells and len(cells) == 1 and cells[0].column == entry.column > 0 and is_figure(cells[0].text)


def values_below(entries: Sequence[Entry], following: Row) -> bool:
    """Whether the row below a row of labels holds their values: it has no labels of its own, and its cells stand below them (合计 | 中央资金 over
    figures, 项目名称 | 主管部门 over names)."""
    line = following.line
    if len(entries) < 2 or line.labels or line.columns or line.titles or line.rule or not following.in_table or len(line.cells) < 2:
        return False
    columns = {entry.column for entry in entries}
    if not all(is_figure(cell.text) for cell in line.cells) and any(entry.label.kind == "text" for entry in entries):
        return False
    if all(is_figure(cell.text) for cell in line.cells):
        amounts = [entry.label.kind == "amount" for entry in entries]
        return any(amounts) and (all(cell.column in columns for cell in line.cells) or (all(amounts) and len(line.cells) == len(entries)))
    return len(line.cells) <= len(entries) and all(cell.column in columns for cell in line.cells)


def is_shifted(above: Sequence[Entry], cells: Sequence[GridCell]) -> bool:
    """Whether the values below a row of labels stand too far left, because the row lost the merged cells in front of them."""
    if len(cells) < 2 or len(cells) > len(above) or cells[0].column or above[-len(cells)].column == 0:
        return False
    return len(cells) == len(above) or above[0].column > 0 or above[0].label.word in HEADING


def _is_value_here(cell: GridCell, current: Entry, after: GridCell | None, label: Label) -> bool:
    """Whether a cell that spells a label is the value of the label right in front of it (项目类别 | 其他)."""
    if current.cells or cell.column != current.end:
        return False
    if current.label.kind == "choice" and label.kind == "amount" and (after is None or not is_figure(after.text)):
        # 资金性质 | 一般公共预算
        return True
    return current.label.kind != "amount" and normalise(cell.text) in AMBIGUOUS and not cell.text.rstrip().endswith((":", "："))


def _is_own_text(cell: GridCell) -> bool:
    speaks = find_label(cell.text) or split_inline(cell.text) or find_boilerplate(cell.text)
    return len(cell.text.strip()) >= 4 and not speaks


def above_of(entries: Sequence[Entry], columns: Sequence[int], cell: GridCell) -> Entry | None:
    """The label at or left of a cell's column; of several in one cell the first. `columns` are those of the labels, from left to right."""
    at = bisect_right(columns, cell.column) - 1
    return entries[bisect_left(columns, columns[at])] if at >= 0 else None
