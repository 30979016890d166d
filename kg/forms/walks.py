"""The labelled part of a form whose text lost its cells: walked from label to label, given as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.forms.compacts import BORDER, GAP, LINE, LOOSE, SPACE, WIDE, Compact, Found, begins_value, match_label, money_heading
from kg.forms.entries import HEADING
from kg.forms.figure_runs import split_run
from kg.forms.fusions import fused_runs
from kg.forms.grids import GridCell, Row
from kg.forms.headed_figures import figures_below, headed_rows
from kg.forms.headless import COLUMNS, leads_block
from kg.forms.labels import Label, label_words
from kg.forms.own_lines import is_whole_name, own_label
from kg.forms.run_on_rows import FIGURES
from kg.forms.schedules import schedule_at
from kg.forms.tasks import heads_column, heads_tasks, meaning_of
from kg.forms.walked_sums import sum_at
from kg.forms.walked_tables import TableWalk, row_of

#: What stands between the two dates of a period, on a line or in a cell of its own or in front of the second.
TO = re.compile(r"(?:至|到|[-—–~～]+)(?=\d)")
#: Roles of texts that forms print side by side below their labels.
SIDE_BY_SIDE = frozenset({"goal", "result"})


class Walk:
    """Walks a compact text from label to label and gives rows. The state: where the walk is, and the labels seen (one that comes again
    inside a value is none)."""

    def __init__(self, c: Compact, document: str) -> None:
        self.c = c
        self.document = document
        self.words: set[str] = set()
        #: whether an indicator table printed its head
        self.heads = False
        #: whether a grid of amounts printed its head: then figures that follow are a row of it
        self.grid = False
        #: For each position, whether the run of characters it stands in lost all that divided it.
        self.fused = fused_runs(c)
        self.table = TableWalk(c, document, self.fused)

    def rows(self) -> Iterator[Row]:
        c = self.c
        i = 0
        value_from = 0
        waiting: list[tuple[Label, int, int]] = []
        tasks = False  # whether one that waits heads tasks
        while i < len(c.text):
            if (c.before[i] or self.fused[i]) and (table := self.table.header_at(i)):
                yield from self._values(waiting, value_from, i)
                waiting, tasks = [], False
                self.heads = True
                kinds, body = table
                yield self.table.header(i, kinds)
                i = yield from self.table.rows(body, kinds)
                value_from = i
                continue
            if not self.heads and leads_block(c, i, self.document):
                yield from self._values(waiting, value_from, i)
                waiting, tasks = [], False
                value_from = i = yield from self.table.rows(i, COLUMNS)
                continue
            found = self._label_at(i, waiting, value_from)
            if found is None and waiting and c.before[i] >= LINE:
                label, begin, _ = waiting[-1]
                if tasks:
                    found = self._task_column(i) if value_from == i else None
                elif value_from < i:
                    found = own_label(c, i, self.document, before=label, label_from=begin, value_from=value_from)
            if found is None:
                i += 1
                continue
            label, end = found
            if value_from < i or not waiting:
                yield from self._values(waiting, value_from, i)
                waiting, tasks = [], False
            waiting.append((label, i, end))
            tasks = tasks or heads_tasks(label)
            self.words.add(label.word)
            i = value_from = end
        yield from self._values(waiting, value_from, len(c.text))

    # -- the labelled part

    def _label_at(self, i: int, waiting: list[tuple[Label, int, int]], value_from: int) -> tuple[Label, int] | None:
        c = self.c
        if not (c.before[i] or self.fused[i] or i == 0 or (i and c.text[i - 1] in "(;:,、0123456789元")):
            return None
        found = match_label(c, i, self.document, fused=self.fused[i]) or money_heading(c, i, self.document)
        if found is None:
            return sum_at(c, i, self.document, waiting[-1][0]) if waiting and value_from == i else None
        label = found.label
        if waiting and value_from == i and label.year is not None and begins_value(c, waiting[-1][0], i, found.end):
            return None
        if not c.before[i] and i:
            # Inside a run of characters: only what cannot be running text.
            if not found.colon and not self.fused[i]:
                return None
            again = label.word in self.words and label.kind != "amount"
            if not found.colon and value_from != i and self._is_inside_value(found, i, waiting):
                return None
            if not found.colon and ((found.end - i < 4 and value_from != i) or again or c.text[i - 1] in "、和与及各《“的"):
                return None
            if label.kind == "section" and not found.colon and found.end - i < 6 and label.role != "section_basic":
                # 绩效指标 behind the end of a sentence and right in front of a label heads what follows.
                return (label, found.end) if c.text[i - 1] in "。；;" and self._label_follows(found.end) else None
            if not found.colon and label.kind == "amount" and not (c.text[found.end : found.end + 1].isdigit() or self._label_follows(found.end)):
                return None
        if waiting and value_from == i and not found.colon and self._is_value_here(waiting[-1][0], label, i, found.end):
            return None
        return label, found.end

    def _is_inside_value(self, found: Found, i: int, waiting: list[tuple[Label, int, int]]) -> bool:
        """Whether what reads like a label in a run of characters is still the value: 持续性项目｜立项依据, 2020年实际执行数, the feasibility that a
        text on feasibility speaks of."""
        label = found.label
        before = self.c.text[i - 1]
        bare = label_words().get(label.word.removeprefix("项目"))
        if label.word.startswith("项目") and before in "性类增续" and bare is not None and bare.role == label.role:
            return True
        if label.kind == "amount" and before == "年" and not (waiting and waiting[-1][0].kind in {"period", "date", "year"}):
            return True
        if not waiting or label.kind != "text" or label.role != waiting[-1][0].role or label.role in SIDE_BY_SIDE:
            return False
        return not self._label_follows(found.end)

    def _label_follows(self, end: int) -> bool:
        return end < len(self.c.text) and match_label(self.c, end, self.document, fused=True) is not None

    def _is_value_here(self, before: Label, label: Label, begin: int, end: int) -> bool:
        """Whether a word that spells a label is the value of the label right in front of it: 资金性质 一般公共预算, 项目类别 其他."""
        if before.kind == "choice" and label.kind in {"amount", "section", "text"}:
            return not self.c.text[end : end + 1].isdigit()
        if label.role == before.role and before.kind == "name":
            return False
        return label.word in {"其他", "其它", "说明", "备注", "年度", "项目支出", "基本支出"} and before.kind != "amount"

    def _values(self, waiting: list[tuple[Label, int, int]], begin: int, end: int) -> Iterator[Row]:
        """The rows of labels and of the value behind the last of them."""
        if not waiting:
            if begin < end:
                yield from self._lines(begin, end, 0)
            return
        table = next((at for at, item in enumerate(waiting[:-1]) if heads_tasks(item[0])), None)
        table = schedule_at([label.word for label, _, _ in waiting]) if table is None else table
        if table is not None and begin < end:
            yield from self._tasks(waiting, table, begin, end)
            return
        if begin < end and not self.grid and (headed := figures_below(waiting, self.c, begin, end)):
            yield from headed_rows(waiting, headed, self.c, self.document)
            return
        row = waiting[-1:] if begin < end and len(waiting) > 3 and waiting[-1][0].kind == "amount" else []
        head = waiting[: len(waiting) - len(row)]
        grid = [item for item in head if item[0].kind in FIGURES]
        telling = any(item[0].role in {"executed", "execution_rate"} or (item[0].kind == "column" and "执行" in item[0].word) for item in grid)
        # The heading of a merged cell (项目资金) may stand in the middle of its rows.
        above = [item for item in head if item[0].kind not in FIGURES]
        if len(grid) >= 3 and telling and (grid == head[-len(grid) :] or all(item[0].kind == "section" for item in above)):
            # The header of a grid of amounts: its last label is no label of the figures that follow.
            self.grid = True
            for item in above:
                yield row_of([self._label_cell(item, 0)])
            yield row_of([self._label_cell(item, column) for column, item in enumerate(grid, 2)])
            if row:
                yield self._amount_row(row[0], begin, end)
            elif begin < end:
                yield from self._lines(begin, end, 0)
            return
        texts = [item for item in waiting if item[0].role in SIDE_BY_SIDE]
        columns = texts[-2:] if len(texts) >= 2 and waiting[-2:] == texts[-2:] else []
        if columns and columns[0][0].word in HEADING and columns[1][0].role == "goal":
            columns = []
        plain = waiting[:-2] if columns else waiting[:-1]
        for item in plain:
            yield row_of([self._label_cell(item, 0)])
        if columns:
            if begin < end:
                yield from self._side_by_side(columns, begin, end)
            else:
                for item in columns:
                    yield row_of([self._label_cell(item, 0)])
            return
        last = waiting[-1]
        if begin == end:
            yield row_of([self._label_cell(last, 0)])
            return
        if last[0].kind == "text" or last[0].kind == "section":
            yield from self._text(last, begin, end)
        elif last[0].kind in {"amount", "rate"}:
            yield self._amount_row(last, begin, end)
        else:
            yield from self._scalar(last, begin, end)

    def _task_column(self, i: int) -> tuple[Label, int] | None:
        """The line at `i` as a column of a table of tasks, and its end."""
        c = self.c
        end = next((k for k in range(i + 1, min(len(c.text), i + 16)) if c.before[k] >= LINE), None)
        if end is None or not heads_column(cell := c.cell(i, end, self.document)):
            return None
        return meaning_of(cell), end

    def _tasks(self, waiting: list[tuple[Label, int, int]], at: int, begin: int, end: int) -> Iterator[Row]:
        """The columns of a table of tasks side by side, and its cells one below the other."""
        for item in waiting[:at]:
            yield row_of([self._label_cell(item, 0)])
        yield row_of([self._label_cell(item, column) for column, item in enumerate(waiting[at:])])
        c = self.c
        for a, b in pairwise([begin, *c.breaks(begin, end, SPACE), end]):
            yield row_of([c.cell(a, b, self.document, 0)], table=False)

    def _scalar(self, item: tuple[Label, int, int], begin: int, end: int) -> Iterator[Row]:
        """A name, a date, a choice: one cell, over a wrapped line too; what stands behind it on lines of its own is none of it."""
        c = self.c
        stop = end
        strong = [k for k in range(begin + 1, end) if c.before[k] >= LINE]
        if strong and (item[0].kind != "name" or end - begin > 60 or strong[0] - begin < 10 or is_whole_name(c, begin, strong[0])):
            stop = strong[0]
        if item[0].kind == "period" and strong and TO.match(c.text, strong[0]):
            # 20240101 | 至 | 20241231
            stop = next((k for k in strong[1:] if not TO.match(c.text, k) and TO.match(c.text, k - 1) is None and k > strong[1]), end)
        parts = pairwise([begin, *c.breaks(begin, stop, BORDER), stop])
        cells = [self._label_cell(item, 0), *[c.cell(a, b, self.document, column) for column, (a, b) in enumerate(parts, 1)]]
        yield row_of(cells)
        if stop < end:
            yield from self._lines(stop, end, 0)

    def _text(self, item: tuple[Label, int, int], begin: int, end: int) -> Iterator[Row]:
        c = self.c
        lines = [begin, *c.breaks(begin, end, LINE), end]
        first = True
        for a, b in pairwise(lines):
            cell = c.cell(a, b, self.document, 1 if first else 0)
            yield row_of([self._label_cell(item, 0), cell] if first else [cell])
            first = False

    def _lines(self, begin: int, end: int, column: int) -> Iterator[Row]:
        c = self.c
        lines = [begin, *c.breaks(begin, end, LINE), end]
        for a, b in pairwise(lines):
            cell = c.cell(a, b, self.document, column)
            yield row_of([cell], table=False)

    def _amount_row(self, item: tuple[Label, int, int], begin: int, end: int) -> Row:
        """An amount and its figures: one, or those of a grid's columns, also where they run together."""
        c = self.c
        bracket = c.text.find("(", begin, end)
        while end > begin + 1 and c.text[end - 1] in "(;,、。):" and not (c.text[end - 1] == ")" and begin <= bracket < end):
            end -= 1
        places = [begin, *c.breaks(begin, end, LOOSE), end]
        cells = [self._label_cell(item, 1)]
        column = 2
        for a, b in pairwise(places):
            column += c.empty.get(a, 0)
            for x, y in split_run(c.text[a:b]):
                cells.append(c.cell(a + x, a + y, self.document, column))
                column += 1
        return row_of(cells)

    def _side_by_side(self, items: list[tuple[Label, int, int]], begin: int, end: int) -> Iterator[Row]:
        """Two labels whose texts stand side by side below them (中期目标 | 年度目标, 预期目标 | 实际完成情况)."""
        c = self.c
        cut = self._cut_of(begin, end)
        labels = [self._label_cell(item, column) for column, item in enumerate(items, 1)]
        yield row_of(labels)
        cells = []
        if cut == begin or (cut == end and items[-1][0].role != "result"):
            cells = [c.cell(begin, end, self.document, 2)]
        elif cut == end:
            cells = [c.cell(begin, end, self.document, 1)]
        else:
            cells = [c.cell(begin, cut, self.document, 1), c.cell(cut, end, self.document, 2)]
        yield row_of(cells)

    def _cut_of(self, begin: int, end: int) -> int:
        """Where the second of two texts begins; `end` where there is one only, `begin` where the first is empty."""
        c = self.c
        if c.empty.get(begin) and not c.breaks(begin, end, BORDER):
            return begin
        for strength in (BORDER, GAP, LINE, WIDE, SPACE):
            places = c.breaks(begin, end, strength)
            if places:
                starts = [p for p in places if c.text[p : p + 2] == c.text[begin : begin + 2]]
                return starts[0] if len(starts) == 1 else min(places, key=lambda p: abs(2 * p - begin - end))
        return end

    def _label_cell(self, item: tuple[Label, int, int], column: int) -> GridCell:
        return self.c.cell(item[1], item[2], self.document, column)
