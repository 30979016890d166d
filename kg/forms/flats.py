"""Forms whose text lost its cells, laid out again as rows: a line a cell, a row a line divided by spaces or `|`, or all run together.

The labels of a form stand in its order whatever divides them, so the text is walked from label to label (`compacts`), and what stands between
two is the value of the first. The rows made here are read by the same readers as those of a table.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Generator, Iterator, Sequence, Set
from itertools import pairwise

from kg.forms.alignments import Piece, align
from kg.forms.compacts import (
    BORDER,
    FUSED,
    GAP,
    LINE,
    NOTHING,
    SPACE,
    Compact,
    Found,
    compact,
    is_fused,
    is_row_of_labels,
    match_header,
    match_headers,
    match_label,
    match_level,
)
from kg.forms.figure_runs import split_names, split_run
from kg.forms.grids import GridCell, Line, Row, paragraph_line
from kg.forms.labels import Label, find_boilerplate, is_furniture, label_words, settle_columns
from kg.forms.layouts import find_title
from kg.forms.levels import find_level, find_level2
from kg.forms.segments import is_title, narratives_again

#: So many labels, header words or levels make lines a form.
ENOUGH_MARKS = 4
LEVELS = frozenset({"level1", "level2"})
CORE = LEVELS | {"name", "target", "content"}
#: A title inside a longer line, with the year behind it.
YEAR_BEHIND = re.compile(r"\s*[(（]?\s*(?:20|19)\d\d\s*(?:[-—~至]\s*20\d\d\s*)?年度?\s*[)）]?")
#: Roles of texts that forms print side by side below their labels.
SIDE_BY_SIDE = frozenset({"goal", "result"})
#: Labels of goals that head a block whose parts follow: the next label of a goal is no column beside them.
HEADING = frozenset({"总体目标", "年度总体目标", "项目绩效目标", "绩效目标", "总体绩效目标", "年度绩效目标", "整体目标"})
#: The end of a body's name: what follows on the next line is none of it.
WHOLE_NAME = re.compile(
    r"(?:局|厅|委员会|办公室|中心|政府|公司|大学|学院|学校|医院|[总支大]队|(?:服务|监测|管理|指导)[站所处]|研究[院所]|办事处)$"
)
TOTAL = re.compile(r"(?:总分|合计|总计|小计)(?:\(\d+分?\))?")
LONG_LINE = 60
#: Fewer lines one below the other, none of them long, are no form.
ENOUGH_LINES = 3


def lay_out(rows: list[Row], document: str) -> list[Row]:
    """The rows of a document, those that are lines of a form without cells replaced by rows with cells."""
    lines = [at for at, row in enumerate(rows) if not row.in_table]
    if not lines or not _may_be_form(rows, lines):
        return rows
    again = {rows[at].begin for at in narratives_again(rows)}
    out: list[Row] = []
    copied = 0
    for start, end in _runs(lines):
        if end - start > 1 or len(rows[start].line.cells[0].text) >= LONG_LINE:
            out += rows[copied:start]
            out += _lay_out_lines(rows[start:end], document, again)
            copied = end
    return out + rows[copied:]


def _may_be_form(rows: Sequence[Row], lines: Sequence[int]) -> bool:
    """Whether any run of lines is long enough to be a form, or any line."""
    return any(b - a == ENOUGH_LINES - 1 for a, b in zip(lines, lines[ENOUGH_LINES - 1 :], strict=False)) or any(
        rows[at].end - rows[at].begin >= LONG_LINE for at in lines
    )


def _runs(lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(begin, end) of each run of lines that follow one another."""
    begin = lines[0]
    for before, at in pairwise(lines):
        if at != before + 1:
            yield begin, before + 1
            begin = at
    yield begin, lines[-1] + 1


def _lay_out_lines(rows: list[Row], document: str, again: Set[int]) -> list[Row]:
    """One run of lines, title by title; `again` are the places where a narrative starts without a title of its own."""
    parts: list[Row] = []
    for row in rows:
        parts += _cut_titles(row, document)
    piped = sum("|" in row.line.cells[0].text for row in parts) * 3 > len(parts)
    if piped and _is_row_a_line(parts):
        return [_pipe_row(row, document) for row in parts]
    out: list[Row] = []
    start = 0
    for at in [*range(1, len(parts)), len(parts)]:
        if at == len(parts) or parts[at].begin in again or is_title(parts, at) or parts[at].line.rule == "year_line":
            out += parts[start:at] if parts[start].begin in again else _part(parts[start:at], document, piped)
            start = at
    return out


def _part(rows: list[Row], document: str, piped: bool) -> list[Row]:
    """The lines from one title to the next."""
    head = [row for row in rows[:1] if is_title(rows, 0) or row.line.rule == "year_line"]
    body = rows[len(head) :]
    if not body or (head and any(layout.narrative for layout in head[0].line.titles)):
        return rows
    c = compact(body, piped=piped, blank_cells=_has_blank_cells(body, document), document=document)
    marks = _count_marks(c, document)
    return head + list(Walk(c, document).rows()) if marks >= ENOUGH_MARKS else rows


def _cut_titles(row: Row, document: str) -> Iterator[Row]:
    """A line, or the title, the year and the rest of it where a form's title stands in a longer line."""
    text = row.line.cells[0].text
    begin = row.begin
    gap = row.gap
    while len(text) > LONG_LINE and (found := find_title(text)):
        first, last = found
        year = YEAR_BEHIND.match(text, last)
        stop = year.end() if year else last
        if first > 0 and not text[:first].isspace():
            yield _line(text[:first], begin, gap)
            gap = False
        yield _line(text[first:last], begin + first, gap)
        if year:
            yield _line(year.group(), begin + last, False)
        gap = False
        begin += stop
        text = text[stop:]
    if text and not text.isspace():
        yield row if begin == row.begin else _line(text, begin, gap)


def _line(text: str, begin: int, gap: bool) -> Row:
    kept = text.strip()
    begin += text.index(kept[0])
    return Row(begin, begin + len(kept), paragraph_line(kept), False, gap)


def _is_row_a_line(rows: Sequence[Row]) -> bool:
    """Whether most lines with `|` hold more than one cell."""
    several = sum(sum(bool(cell.strip()) for cell in row.line.cells[0].text.split("|")) > 1 for row in rows)
    single = sum("|" in row.line.cells[0].text for row in rows) - several
    return several > single


def _pipe_row(row: Row, document: str) -> Row:
    text = row.line.cells[0].text
    if "|" not in text:
        return row
    cells = []
    at = 0
    parts = text.split("|")
    if not parts[0].strip():
        at, parts = len(parts[0]) + 1, parts[1:]
    for column, cell in enumerate(parts):
        kept = cell.strip()
        if kept:
            cells.append(GridCell(column, kept, at + cell.index(kept[0])))
        at += len(cell) + 1
    return Row(row.begin, row.end, Line(tuple(cells), len(parts)), len(cells) > 1, row.gap) if cells else row


def _has_blank_cells(rows: Sequence[Row], document: str) -> bool:
    """Whether cells are divided by empty lines, so that a line of white space alone is an empty cell."""
    divided = sum(row.gap for row in rows)
    return divided * 3 > len(rows) * 2


def _count_marks(c: Compact, document: str) -> int:
    count = 0
    for i in range(len(c.text)):
        divided = c.before[i] >= LINE or (i and c.before[i] and c.text[i - 1] != ",")
        if divided and (match_label(c, i, document, fused=False) or match_header(c, i, fused=False)):
            count += 1
        if count >= ENOUGH_MARKS:
            return count
    return ENOUGH_MARKS if is_fused(c.text) and len(c.text) > LONG_LINE else count


class Walk:
    """Walks a compact text from label to label and gives rows. The state: where the walk is, and the labels seen (one that comes again
    inside a value is none)."""

    def __init__(self, c: Compact, document: str) -> None:
        self.c = c
        self.document = document
        self.words: set[str] = set()
        #: For each position, whether the run of characters it stands in lost all that divided it.
        self.fused = _fused_runs(c)

    def rows(self) -> Iterator[Row]:
        c = self.c
        i = 0
        value_from = 0
        waiting: list[tuple[Label, int, int]] = []
        while i < len(c.text):
            if (c.before[i] or self.fused[i]) and (table := self._table_at(i)):
                yield from self._values(waiting, value_from, i)
                waiting = []
                kinds, body = table
                yield self._header(i, body, kinds)
                i = yield from self._table(body, kinds)
                value_from = i
                continue
            found = self._label_at(i, waiting, value_from)
            if found is None:
                i += 1
                continue
            label, end = found
            if value_from < i or not waiting:
                yield from self._values(waiting, value_from, i)
                waiting = []
            waiting.append((label, i, end))
            self.words.add(label.word)
            i = value_from = end
        yield from self._values(waiting, value_from, len(c.text))

    # -- the labelled part

    def _label_at(self, i: int, waiting: list[tuple[Label, int, int]], value_from: int) -> tuple[Label, int] | None:
        c = self.c
        if not (c.before[i] or self.fused[i] or i == 0 or (i and c.text[i - 1] in "(;:,、0123456789元")):
            return None
        found = match_label(c, i, self.document, fused=self.fused[i])
        if found is None:
            return None
        label = found.label
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
                return None
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
        if label.kind == "amount" and before == "年":
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
        c = self.c
        empties = sum(count for at, count in c.empty.items() if begin <= at <= end) if waiting else 0
        if not waiting:
            if begin < end:
                yield from self._lines(begin, end, 0)
            return
        row = waiting[-1:] if begin < end and len(waiting) > 3 and waiting[-1][0].kind == "amount" else []
        head = waiting[: len(waiting) - len(row)]
        grid = [item for item in head if item[0].kind in {"amount", "rate"} or item[0].role in {"weight", "score", "reason"}]
        telling = any(item[0].role in {"executed", "execution_rate"} for item in grid)
        if len(grid) >= 3 and telling and grid == head[-len(grid) :]:
            # The header of a grid of amounts: its last label is no label of the figures that follow.
            for item in head[: -len(grid)]:
                yield self._row([self._label_cell(item, 0)])
            yield self._row([self._label_cell(item, column) for column, item in enumerate(grid, 2)])
            if row:
                yield self._amount_row(row[0], begin, end, empties)
            elif begin < end:
                yield from self._lines(begin, end, 0)
            return
        texts = [item for item in waiting if item[0].role in SIDE_BY_SIDE]
        columns = texts[-2:] if len(texts) >= 2 and waiting[-2:] == texts[-2:] else []
        if columns and columns[0][0].word in HEADING and columns[1][0].role == "goal":
            columns = []
        plain = waiting[:-2] if columns else waiting[:-1]
        for item in plain:
            yield self._row([self._label_cell(item, 0)])
        if columns:
            if begin < end:
                yield from self._side_by_side(columns, begin, end)
            else:
                for item in columns:
                    yield self._row([self._label_cell(item, 0)])
            return
        last = waiting[-1]
        if begin == end:
            yield self._row([self._label_cell(last, 0)])
            return
        if last[0].kind == "text" or last[0].kind == "section":
            yield from self._text(last, begin, end)
        elif last[0].kind in {"amount", "rate"}:
            yield self._amount_row(last, begin, end, empties)
        else:
            yield from self._scalar(last, begin, end)

    def _scalar(self, item: tuple[Label, int, int], begin: int, end: int) -> Iterator[Row]:
        """A name, a date, a choice: one cell, over a wrapped line too; what stands behind it on lines of its own is none of it."""
        c = self.c
        stop = end
        strong = [k for k in range(begin + 1, end) if c.before[k] >= LINE]
        if strong and (item[0].kind != "name" or end - begin > 60 or strong[0] - begin < 10 or WHOLE_NAME.search(c.text[begin : strong[0]])):
            stop = strong[0]
        cells = [self._label_cell(item, 0), c.cell(begin, stop, self.document, 1)]
        yield self._row(cells)
        if stop < end:
            yield from self._lines(stop, end, 0)

    def _text(self, item: tuple[Label, int, int], begin: int, end: int) -> Iterator[Row]:
        c = self.c
        lines = [begin, *c.breaks(begin, end, LINE), end]
        first = True
        for a, b in itertools.pairwise(lines):
            cell = c.cell(a, b, self.document, 1 if first else 0)
            yield self._row([self._label_cell(item, 0), cell] if first else [cell])
            first = False

    def _lines(self, begin: int, end: int, column: int) -> Iterator[Row]:
        c = self.c
        lines = [begin, *c.breaks(begin, end, LINE), end]
        for a, b in itertools.pairwise(lines):
            cell = c.cell(a, b, self.document, column)
            yield self._row([cell], table=False)

    def _amount_row(self, item: tuple[Label, int, int], begin: int, end: int, empties: int) -> Row:
        """An amount and its figures: one, or those of a grid's columns, also where they run together."""
        c = self.c
        while end > begin + 1 and c.text[end - 1] in "(;,、。):" and not (c.text[end - 1] == ")" and "(" in c.text[begin:end]):
            end -= 1
        places = [begin, *c.breaks(begin, end, SPACE), end]
        cells = [self._label_cell(item, 1)]
        column = 2
        for a, b in itertools.pairwise(places):
            for x, y in split_run(c.text[a:b]):
                cells.append(c.cell(a + x, a + y, self.document, column))
                column += 1
        return self._row(cells)

    def _side_by_side(self, items: list[tuple[Label, int, int]], begin: int, end: int) -> Iterator[Row]:
        """Two labels whose texts stand side by side below them (中期目标 | 年度目标, 预期目标 | 实际完成情况)."""
        c = self.c
        cut = self._cut_of(begin, end)
        labels = [self._label_cell(item, column) for column, item in enumerate(items, 1)]
        yield self._row(labels)
        cells = []
        if cut == begin or (cut == end and items[-1][0].role != "result"):
            cells = [c.cell(begin, end, self.document, 2)]
        elif cut == end:
            cells = [c.cell(begin, end, self.document, 1)]
        else:
            cells = [c.cell(begin, cut, self.document, 1), c.cell(cut, end, self.document, 2)]
        yield self._row(cells)

    def _cut_of(self, begin: int, end: int) -> int:
        """Where the second of two texts begins; `end` where there is one only, `begin` where the first is empty."""
        c = self.c
        if c.empty.get(begin):
            return begin
        for strength in (BORDER, GAP, LINE, SPACE):
            places = c.breaks(begin, end, strength)
            if places:
                starts = [p for p in places if c.text[p : p + 2] == c.text[begin : begin + 2]]
                return starts[0] if len(starts) == 1 else min(places, key=lambda p: abs(2 * p - begin - end))
        return end

    # -- the indicator table

    def _table_at(self, i: int) -> tuple[list[str], int] | None:
        i = self._behind_section(i)
        kinds, end = match_headers(self.c, i, fused=self.fused[i])
        kinds = settle_columns(kinds)
        return (kinds, end) if len(set(kinds) & CORE) >= 2 and len(kinds) >= 3 else None

    def _behind_section(self, i: int) -> int:
        """The position behind 绩效指标 where the header runs into it (绩效指标一级指标二级指标…)."""
        for length in range(10, 3, -1):
            label = label_words().get(self.c.text[i : i + length])
            if label is not None and label.role == "section_indicators" and i + length < len(self.c.text):
                return i + length
        return i

    def _header(self, begin: int, end: int, kinds: list[str]) -> Row:
        """The header as a row of its words."""
        c = self.c
        cells = []
        i = self._behind_section(begin)
        for column, _ in enumerate(kinds):
            found = match_header(c, i, fused=True)
            assert found is not None
            cells.append(c.cell(i, found[1], self.document, column))
            i = found[1]
        return self._row(cells)

    def _table(self, i: int, kinds: list[str]) -> Generator[Row, None, int]:
        """The rows below a header; returns where the table ends."""
        c = self.c
        values, columns = _value_columns(kinds)
        levels: list[tuple[int, int, int]] = []
        begin = i
        while i < len(c.text):
            boundary = bool(c.before[i]) or self.fused[i] or (i == begin and bool(levels))
            if boundary:
                again = self._table_at(i)
                if again:
                    yield from self._block(levels, begin, i, values, columns)
                    levels, (kinds, begin) = [], again
                    values, columns = _value_columns(kinds)
                    i = begin
                    continue
                if c.before[i] >= LINE and self._ends_table(i):
                    break
                if found := match_label(c, i, self.document, fused=False):
                    if found.label.role == "section_indicators":
                        yield from self._block(levels, begin, i, values, columns)
                        levels, begin, i = [], found.end, found.end
                        continue
                    if found.label.kind in {"contact", "note"} or found.label.role in {"remark", "opinion", "conclusion"}:
                        break
                    if found.colon and found.label.kind != "section" and c.before[i] >= SPACE:
                        break
                total = self._total_at(i)
                if total:
                    yield from self._block(levels, begin, i, values, columns)
                    levels = []
                    begin = i = self._after_total(total)
                    continue
                end = match_level(c, i, fused=self.fused[i])
                rank = self._rank(i, end, levels, begin) if end is not None else None
                if end is not None and rank is not None:
                    if begin < i or (levels and levels[-1][2] >= rank):
                        yield from self._block(levels, begin, i, values, columns)
                        levels = []
                    levels.append((i, end, rank))
                    begin = i = end
                    continue
            i += 1
        yield from self._block(levels, begin, i, values, columns)
        return i

    def _rank(self, i: int, end: int, levels: list[tuple[int, int, int]], begin: int) -> int | None:
        """The rank of the level label from `i` to `end`; None where it is an indicator's name (群众满意度 below 服务对象满意度指标)."""
        word = self.c.text[i:end]
        first, second = find_level(word, None), find_level2(word, None)
        waiting = bool(levels) and begin == i
        if waiting and levels[-1][2] == 2 and not word.rstrip("0123456789().-分").endswith("指标"):
            return None
        if waiting and levels[-1][2] == 1:
            return 2
        if first is None and second is None:
            return 2
        if first is None or (first.rank == 1 and second is not None and self._stays_below(end)):
            return 2
        return first.rank

    def _stays_below(self, end: int) -> bool:
        """Whether a word of both ranks (成本指标) is a level 2 here: no level 2 of its own follows it, and it follows others of its kind."""
        after = match_level(self.c, end, fused=self.fused[end]) if end < len(self.c.text) else None
        if after is not None:
            return find_level2(self.c.text[end:after], None) is None
        return True

    def _ends_table(self, i: int) -> bool:
        """Whether the line at `i` is none of the form: furniture of a site."""
        c = self.c
        stop = next((k for k in range(i + 1, len(c.text)) if c.before[k] >= LINE), len(c.text))
        rule = find_boilerplate(c.raw[i:stop])
        return rule in {"furniture", "footnote"}

    def _total_at(self, i: int) -> int:
        """The end of 总分 or 合计 at `i`, 0 where it does not stand there."""
        c = self.c
        match = TOTAL.match(c.text, i)
        end = match.end() if match else 0
        return end if end and (end == len(c.text) or c.before[end] or c.text[end].isdigit()) else 0

    def _after_total(self, i: int) -> int:
        """The end of a row of totals: bare figures."""
        c = self.c
        while i < len(c.text):
            stop = next((k for k in range(i + 1, len(c.text)) if c.before[k] > NOTHING), len(c.text))
            if not re.fullmatch(r"[\d./%\-—]+分?", c.text[i:stop]):
                break
            i = stop
        return i

    def _block(self, levels: list[tuple[int, int, int]], begin: int, end: int, values: Sequence[str], columns: Sequence[int]) -> Iterator[Row]:
        """The rows of the level labels in force."""
        c = self.c
        lead = [c.cell(a, b, self.document, rank - 1) for a, b, rank in levels]
        if begin == end:
            if lead:
                yield self._row(lead, table=len(lead) > 1)
            return
        pieces = list(self._pieces(begin, end))
        if len(pieces) == 1 or (self.fused[begin] and all(piece.gap in {NOTHING, BORDER} for piece in pieces[1:])):
            # Name and target, and what else the row has, ran together.
            pieces = [Piece(c.cell(a, b, self.document), BORDER) for a, b in split_names(c.text, begin, end, columns=len(values))]
        if not any(piece.cell for piece in pieces):
            if lead:
                yield self._row(lead, table=len(lead) > 1)
            return
        rows, stray = align(pieces, values)
        first = True
        for row in rows:
            cells = list(lead) if first else []
            for kind, parts in row.items():
                text_begin = parts[0].begin
                text_end = parts[-1].begin + len(parts[-1].text)
                cells.append(GridCell(columns[values.index(kind)], self.document[text_begin:text_end], text_begin))
            yield self._row(cells)
            first = False
        for cell in stray:
            if find_boilerplate(cell.text) is None:
                yield self._row([cell._replace(column=columns[0])], table=False)

    def _pieces(self, begin: int, end: int) -> Iterator[Piece]:
        c = self.c
        at = begin
        strongest = max((c.before[k] for k in range(begin + 1, end)), default=NOTHING)
        least = SPACE if strongest < BORDER else LINE
        for stop in [*c.breaks(begin, end, least), end]:
            for _ in range(c.empty.get(at, 0)):
                yield Piece(None, c.before[at])
            cell = c.cell(at, stop, self.document)
            if not is_furniture(cell.text):
                yield Piece(cell, c.before[at])
            at = stop
        for _ in range(c.empty.get(end, 0)):
            yield Piece(None, GAP)

    # -- rows

    def _label_cell(self, item: tuple[Label, int, int], column: int) -> GridCell:
        return self.c.cell(item[1], item[2], self.document, column)

    def _row(self, cells: list[GridCell], *, table: bool = True) -> Row:
        begin = min(cell.begin for cell in cells)
        end = max(cell.begin + len(cell.text) for cell in cells)
        return Row(begin, end, Line(tuple(cell._replace(begin=cell.begin - begin) for cell in cells), len(cells)), table, False)


def _value_columns(kinds: Sequence[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """(kinds, positions) of the columns of values, each kind once: the second group of a table with parallel columns reads like its first."""
    found: dict[str, int] = {}
    for at, kind in enumerate(kinds):
        if kind not in LEVELS:
            found.setdefault(kind, at)
    return tuple(found), tuple(found.values())


def _fused_runs(c: Compact) -> list[bool]:
    """For each position, whether the run of characters between two spaces that it stands in is a form run together."""
    flags = [False] * len(c.text)
    begin = 0
    inside = False
    for end in [*(i for i in range(1, len(c.text)) if c.before[i] > NOTHING), len(c.text)]:
        run = c.text[begin:end]
        whole = len(run) >= LONG_LINE // 2 and is_fused(run, enough=2 if inside else FUSED)
        inside = inside or whole
        if whole or (c.before[begin] >= LINE and len(run) <= 2 * LONG_LINE and is_row_of_labels(run)):
            flags[begin:end] = [True] * (end - begin)
        begin = end
    return flags
