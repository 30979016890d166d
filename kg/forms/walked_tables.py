"""The indicator table of a form whose text lost its cells: header words, level labels, and between them the cells of rows."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence

from kg.forms.alignments import FIGURE, Piece, align
from kg.forms.boilerplate import find_boilerplate, is_furniture
from kg.forms.compact_tables import guessed_header, match_header, match_headers, match_level
from kg.forms.compacts import BORDER, GAP, LINE, LOOSE, NOTHING, SPACE, WIDE, Compact, match_label
from kg.forms.figure_runs import UNIT, split_names
from kg.forms.grids import GridCell, Line, Row
from kg.forms.headers import ELSE, settle_columns, with_level2
from kg.forms.indicators import TOTAL
from kg.forms.labels import Label, label_words
from kg.forms.levels import find_level, find_level2
from kg.forms.table_ends import is_sentence

LEVELS = frozenset({"level1", "level2"})
CORE = LEVELS | {"name", "target", "content"}
#: The last word of a level label that a wrap put on a line of its own.
LEVEL_ENDS = frozenset({"指标", "目标"})
NAMELESS = re.compile(r"指标[一二三四五六七八九十\d]{1,2}[:.、]?")
#: What begins the notes below a table.
NOTE = re.compile(r"(?:附注|表注|注)\d?:")


class TableWalk:
    """Walks the table part of a compact text. `fused` says for each position whether its run of characters lost all that divided it."""

    def __init__(self, c: Compact, document: str, fused: Sequence[bool]) -> None:
        self.c = c
        self.document = document
        self.fused = fused
        #: whether a row had both a weight and a score
        self.weighed = False

    def header_at(self, i: int) -> tuple[list[str], int] | None:
        """(columns, end) of the header of an indicator table at `i`."""
        i = self._behind_section(i)
        kinds, end = match_headers(self.c, i, fused=self.fused[i])
        kinds = settle_columns(kinds)
        if (told := with_level2(kinds)) is not None and self._levels_at(end) == 2:
            kinds = told
        return (kinds, end) if len(set(kinds) & CORE) >= 2 and len(kinds) >= 3 else None

    def _levels_at(self, i: int) -> int:
        """How many level labels stand one behind the other at `i`, at most two."""
        count = 0
        while count < 2 and i < len(self.c.text) and (end := match_level(self.c, i, fused=self.fused[i])) is not None:
            count, i = count + 1, end
        return count

    def _behind_section(self, i: int) -> int:
        """The position behind 绩效指标 where the header runs into it (绩效指标一级指标二级指标…)."""
        for length in range(10, 3, -1):
            label = label_words().get(self.c.text[i : i + length])
            if label is not None and label.role == "section_indicators" and i + length < len(self.c.text):
                return i + length
        return i

    def header(self, begin: int, kinds: list[str]) -> Row:
        """The header as a row of its words."""
        c = self.c
        cells = []
        i = self._behind_section(begin)
        for column, _ in enumerate(kinds):
            found = match_header(c, i, fused=True) or guessed_header(c, i, kinds[:column])
            if found is None:
                break
            if c.text[i : found[1]] not in ELSE:
                cells.append(c.cell(i, found[1], self.document, column))
            i = found[1]
        return row_of(cells)

    def rows(self, i: int, kinds: Sequence[str]) -> Generator[Row, None, int]:
        """The rows below a header; returns where the table ends."""
        c = self.c
        values, columns = _value_columns(kinds)
        levels: list[tuple[int, int, int]] = []
        begin = i
        while i < len(c.text):
            boundary = bool(c.before[i]) or self.fused[i] or (i == begin and bool(levels))
            if boundary:
                again = self.header_at(i)
                if again:
                    yield from self._block(levels, begin, i, values, columns)
                    levels, (kinds, begin) = [], again
                    values, columns = _value_columns(kinds)
                    i = begin
                    continue
                if (c.before[i] >= LINE and self._ends_table(i)) or NOTE.match(c.text, i):
                    break
                if found := match_label(c, i, self.document, fused=False):
                    if found.label.role == "section_indicators":
                        yield from self._block(levels, begin, i, values, columns)
                        levels, begin, i = [], found.end, found.end
                        continue
                    if found.label.kind in {"contact", "note"} or found.label.role in {"remark", "opinion", "conclusion"}:
                        break
                    if (found.colon and found.label.kind != "section" and c.before[i] > NOTHING) or self._is_field(i, found.end, found.label):
                        break
                total = self._total_at(i)
                if total:
                    yield from self._block(levels, begin, i, values, columns)
                    levels, part = [], c.text.startswith("小计", i)
                    figures = self._figures(total)
                    yield row_of([c.cell(a, b, self.document, at) for at, (a, b) in enumerate(((i, total), *figures))])
                    i = begin = figures[-1][1] if figures else total
                    if not part and self._is_foot(i):
                        break
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

    def _is_field(self, i: int, end: int, label: Label) -> bool:
        """Whether the line at `i` is a label of the form and its text, which tells: none of the table's rows, and no level is below."""
        c = self.c
        if (
            label.kind != "text"
            or c.before[i] < LINE
            or end >= len(c.text)
            or c.before[end] not in (SPACE, WIDE)
            or find_level(c.text[i:end], None) is not None
        ):
            return False
        stop = next((k for k in range(end + 1, len(c.text)) if c.before[k] >= c.before[end]), len(c.text))
        if stop < len(c.text) and (c.before[stop] < LINE or match_level(c, stop, fused=self.fused[stop]) is not None):
            return False
        return is_sentence(c.text[end:stop], "")

    def _is_foot(self, i: int) -> bool:
        """Whether the line at `i`, below a row of totals, is none of the table: it leads no block and heads no table."""
        below = i < len(self.c.text) and self.c.before[i] >= LINE
        return below and match_level(self.c, i, fused=self.fused[i]) is None and self.header_at(i) is None

    def _total_at(self, i: int) -> int:
        """The end of 总分 or 合计 at `i`, 0 where it does not stand there."""
        c = self.c
        match = TOTAL.match(c.text, i)
        end = match.end() if match else 0
        return end if end and (end == len(c.text) or c.before[end] or c.text[end].isdigit()) else 0

    def _figures(self, i: int) -> list[tuple[int, int]]:
        """The bare figures of a row of totals, as (begin, end)."""
        c = self.c
        found: list[tuple[int, int]] = []
        while i < len(c.text):
            stop = next((k for k in range(i + 1, len(c.text)) if c.before[k] > NOTHING), len(c.text))
            if not re.fullmatch(r"[\d./%\-—]+分?", c.text[i:stop]):
                break
            found.append((i, stop))
            i = stop
        return found

    def _block(self, levels: list[tuple[int, int, int]], begin: int, end: int, values: Sequence[str], columns: Sequence[int]) -> Iterator[Row]:
        """The rows of the level labels in force."""
        c = self.c
        lead = [c.cell(a, b, self.document, rank - 1) for a, b, rank in levels]
        if begin == end:
            if lead:
                yield row_of(lead, table=len(lead) > 1)
            return
        pieces = list(self._pieces(begin, end, whole="unit" not in values))
        rest = [piece for piece in pieces if piece.cell is not None and piece.gap >= LINE and piece.cell.text in LEVEL_ENDS]
        if lead and len(rest) == 1 and not lead[-1].text.rstrip(")）").endswith(("指标", "目标")):
            # 服务对象满意度 | 驾驶人满意度 | ≥85% over 指标: the label's last word went below its row.
            lead[-1] = lead[-1]._replace(text=lead[-1].text + rest[0].cell.text)  # type: ignore[union-attr]
            pieces.remove(rest[0])
        if (len(pieces) == 1 and len(values) > 1) or (self.fused[begin] and all(piece.gap in {NOTHING, BORDER} for piece in pieces[1:])):
            # Name and target, and what else the row has, ran together.
            pieces = [Piece(c.cell(a, b, self.document), BORDER) for a, b in split_names(c.text, begin, end, columns=len(values))]
        if not any(piece.cell for piece in pieces):
            if lead:
                yield row_of(lead, table=len(lead) > 1)
            return
        rows, stray = align(pieces, values)
        first = True
        for row in rows:
            if "weight" in row and "score" in row:
                self.weighed = True
            elif (
                self.weighed
                and set(row) == {"name", "target", "actual"}
                and len({part.text for kind in ("target", "actual") for part in row[kind]}) == 1
            ) and FIGURE.fullmatch(row["target"][0].text):
                # 工程质量合格 10 10, where other rows have a weight and a score: its target and result are empty.
                row["weight"], row["score"] = row.pop("target"), row.pop("actual")
            cells = list(lead) if first else []
            for kind, parts in row.items():
                text_begin = parts[0].begin
                text_end = parts[-1].begin + len(parts[-1].text)
                cells.append(GridCell(columns[values.index(kind)], self.document[text_begin:text_end], text_begin))
            yield row_of(cells)
            first = False
        for cell in stray:
            if find_boilerplate(cell.text) is None:
                yield row_of([cell._replace(column=columns[0])], table=False)

    def _inside_target(self, k: int) -> bool:
        """Whether the space in front of `k` stands inside a target."""
        c = self.c
        before, after = c.text[k - 1], c.text[k]
        if after.isdigit():
            return before in SIGN_END or DATE_PART.match(c.text, k - 1) is not None
        if not before.isdigit():
            return False
        stop = next((at for at in range(k + 1, min(len(c.text), k + 9)) if c.before[at]), min(len(c.text), k + 9))
        return UNIT_ALONE.fullmatch(c.text, k, stop) is not None

    def _pieces(self, begin: int, end: int, *, whole: bool) -> Iterator[Piece]:
        """The pieces of a block; `whole` says that no column of the table holds units alone."""
        c = self.c
        at = begin
        strongest = max((c.before[k] for k in range(begin + 1, end)), default=NOTHING)
        least = LOOSE if strongest < BORDER else LINE
        places = [k for k in c.breaks(begin, end, least) if not whole or c.before[k] > SPACE or not self._inside_target(k)]
        for stop in [*places, end]:
            for _ in range(c.empty.get(at, 0)):
                yield Piece(None, c.before[at])
            cell = c.cell(at, stop, self.document)
            # 指标2： over …, as templates print where nobody named one
            nameless = NAMELESS.fullmatch(c.text, at, stop) is not None and (stop == end or c.text[stop] in "…⋯指")
            if not nameless and not is_furniture(cell.text):
                yield Piece(cell, c.before[at])
            at = stop
        for _ in range(c.empty.get(end, 0)):
            yield Piece(None, GAP)


#: What a space may divide inside a target: a figure and its unit (64 个), a date (2023 年 9 月), a sign and its figure (≥ 95%).
SIGN_END = frozenset("≥≤><=≧≦")
DATE_PART = re.compile(r"年\d{1,2}月|月\d{1,2}日")
UNIT_ALONE = re.compile(rf"(?:{UNIT}|月|日)(?:及?以[上下内]|[底初份]?前|底)?")


def row_of(cells: list[GridCell], *, table: bool = True) -> Row:
    """Cells with their places in the document as a row; `table` False for a line that is none of a table."""
    begin = min(cell.begin for cell in cells)
    end = max(cell.begin + len(cell.text) for cell in cells)
    return Row(begin, end, Line(tuple(cell._replace(begin=cell.begin - begin) for cell in cells), len(cells)), table, False)


def _value_columns(kinds: Sequence[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """(kinds, positions) of the columns of values, each kind but remarks once: the second group of a table with parallel columns reads like
    its first."""
    found: list[tuple[str, int]] = []
    for at, kind in enumerate(kinds):
        if kind not in LEVELS and (kind == "note" or kind not in {known for known, _ in found}):
            found.append((kind, at))
    return tuple(kind for kind, _ in found), tuple(at for _, at in found)
