"""The schedule of a project (项目实施进度计划 | 项目实施内容 | 开始时间 | 完成时间): a table inside the labelled part of the form.

Its times are the steps', never the project's. The words of its columns are data: `schedules.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from kg.forms.boilerplate import find_boilerplate
from kg.forms.cleaning import clean
from kg.forms.drafts import Draft
from kg.forms.grids import GridCell, Row
from kg.forms.labels import Label, find_label
from kg.forms.words import UNIT, normalise, printed_label, read_data

#: What stands below a column of times: a date, a month, a quarter, a span of them.
TIME = re.compile(
    r"(?:(?:19|20)?\d\d年?)?[年\d./\-—–~～至到、月日底初末旬前后起上中下半第一二三四季度每全年内完成度当次]{1,24}|长期|常年|持续|\d{1,3}(?:个)?(?:天|日|月|年|工作日)(?:内)?"
)
#: A plain number is an amount, unless it is a month of a year.
NUMBER, MONTH = re.compile(r"\d+(?:\.\d+)?"), re.compile(r"(?:19|20)\d\d\.(?:0?[1-9]|1[0-2])")
#: No word in front of the columns, which heads the block, is longer.
LEAD = 16
NUMBERS = frozenset({"序号", "编号"})
#: Fewer words head no schedule: three columns, or two behind the word that heads the block.
LEAST = 3


@cache
def _words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["column"], re.compile(row["pattern"])) for row in read_data("schedules.yaml"))


@lru_cache(maxsize=4096)
def column_of(word: str) -> str | None:
    """What a column of a schedule with this word over it holds: what, when, other; None for a word that heads none."""
    bare = UNIT.sub("", normalise(word))
    return next((column for column, pattern in _words() if pattern.fullmatch(bare)), None)


def heads_schedule(words: Sequence[str]) -> int | None:
    """Where the columns of a schedule begin in a row of words: 0, or 1 behind the word that heads the block. None for any other row."""
    if len(words) < LEAST:
        return None
    kinds: list[str] = []
    for word in words[1:]:  # columns in both cases: values, which nearly all rows hold behind their labels, end the search
        kind = column_of(word)
        if kind is None:
            return None
        kinds.append(kind)
    first = column_of(words[0])
    for begin, found in ((0, kinds if first is None else [first, *kinds]), (1, kinds)):
        if (begin or first is not None) and "what" in found and "when" in found:
            return begin
    return None


def schedule_at(words: Sequence[str]) -> int | None:
    """Where among labels that follow one another the columns of a schedule begin; None where they are none."""
    return next((at for at in range(max(len(words) - 5, 0), len(words) - 1) if heads_schedule(words[at:]) == 0), None)


class ScheduleTable:
    """Reads a schedule into a draft. The state: the columns of the table in hand (their kind and label), None where none is."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.columns: dict[int, tuple[str, Label]] | None = None
        #: the place of the cell before among the columns, where lines lost them
        self.at = -1

    def starts(self, row: Row) -> bool:
        """Whether a row heads a schedule."""
        cells = row.line.cells
        if not LEAST <= len(cells) <= 7 or row.line.columns:
            return False
        begin = heads_schedule([cell.text for cell in cells])
        if begin is None or (begin and len(cells[0].text.strip()) > LEAD):
            return False
        self.columns = {
            cell.column: (column_of(cell.text) or "other", Label("plan", "text", printed=printed_label(cell.text), word=normalise(cell.text)))
            for cell in cells[begin:]
        }
        self.at = -1
        return True

    def reads(self, row: Row) -> bool:
        """Whether a row is one of the table in hand."""
        if self.columns is None:
            return False
        cells = [cell for cell in row.cells if cell.text.strip()]
        if row.line.rule is not None and len(cells) == 1:
            return find_boilerplate(cells[0].text) in {"page_number", "ruling", "continued"}
        straight = row.in_table and all(cell.column in self.columns for cell in cells)
        timed = any(is_time(cell.text) for cell in cells)
        labelled = any(find_label(cell.text) is not None for cell in cells)
        # Two cells of many and no time are a label of the form's own and its value; a step may wait for its times.
        own = len(cells) == 2 and 2 * len(cells) < len(self.columns) and cells[0].column == min(self.columns) and not cells[0].text.strip().isdigit()
        strange = row.in_table and not timed and (not straight or own)
        if row.line.columns or row.line.titles or not cells or (labelled and not (straight and timed)) or strange:
            self.columns = None
            return False
        for cell in cells:
            label = self.columns[cell.column][1] if straight else self._next(cell)
            if label.word in NUMBERS and cell.text.strip().isdigit():
                continue
            self.draft.add_field(label.printed, label.role, clean(cell.text, cell.begin))
        return True

    def _next(self, cell: GridCell) -> Label:
        """The column of a cell whose line lost the columns: the next that holds such a thing, from left to right and again from the left."""
        assert self.columns is not None
        kinds = [meaning for _, meaning in sorted(self.columns.items())]
        wanted = "when" if is_time(cell.text) else "what"
        order = [*range(self.at + 1, len(kinds)), *range(self.at + 1)]
        self.at = next((at for at in order if kinds[at][0] == wanted), max(self.at, 0))
        return kinds[self.at][1]


def is_time(text: str) -> bool:
    """Whether a cell says when."""
    word = "".join(text.split())
    if NUMBER.fullmatch(word) and not MONTH.fullmatch(word):
        return False
    return TIME.fullmatch(word) is not None and any(sign in word for sign in "年月日季度.-/—至底前期常持天") and len(word) > 1
