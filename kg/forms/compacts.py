"""Text that lost its cells, as one string without white space in which labels, headers and levels are looked for.

A converter may print a form as a line a cell, a line a row, cells divided by spaces or by `|`, or all of it run together. In each of them the
labels stand in the same order; what differs is what divides them, and that is kept beside the string.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.forms.beginnings import label_beginnings
from kg.forms.grids import GridCell, Row
from kg.forms.labels import PART_DONE, YEAR_IN_FRONT, Label, body_label, find_label, find_money_heading, is_body, label_words
from kg.forms.money import HALF_WIDTH
from kg.forms.words import PART_OF_YEAR

#: What divides two characters: nothing, a space in a line that wider ones divide, a space, more than one, a line's end, an empty line, the
#: border of a cell.
NOTHING, LOOSE, SPACE, WIDE, LINE, GAP, BORDER = range(7)
OPENING = "([（"
#: What may stand in front of a label without changing it.
IN_FRONT = ("其中:", "其中", "*", "※", "★")
#: How the name of a part of the year begins (1-7月, 上半年, 截至6月底).
PARTS = frozenset("0123456789上前一二三截")
NUMERALS = frozenset("一二三四五六七八九十0123456789")
#: So many different labels, the project's or the indicators' among them, make a run of characters a form that lost all that divided it.
FUSED = 4
#: A label that begins a line and runs into its value: the value is no longer than this and no sentence.
FUSED_VALUE = 48
SENTENCE = frozenset("。；！？;，,")
UNIT_BEHIND = re.compile(r":?(?:人民币)?(?:元|千元|万元|亿元)")
#: What a label's brackets may hold without making it another label.
NOTHING_MORE = frozenset(
    {"盖章", "公章", "印章", "签章", "签字", "A", "B", "C", "B/A", "A/B", "%", "元", "万元", "千元", "亿元", "单位:万元", "单位:元", "金额单位:万元",
     "必填", "选填", "长期", "年度", "中期"}
)  # fmt: skip
#: Rules for lines that stand between the cells of a form.
BETWEEN = frozenset({"ruling", "page_number", "continued", "bookmark", "empty_tag", "tick_hint"})
#: (B/A×100%)
FORMULA = re.compile(r"[A-D](?:[/÷][A-D])?(?:[,，]?[*×x]?100)?%?")
#: (20分*执行率)
POINTS_OF = re.compile(r"\d{1,3}分?[*×x]")
STRONG_KINDS = frozenset({"name", "choice", "date", "period", "amount", "contact", "flag"})


@dataclass(slots=True)
class Compact:
    """`text` is without white space and cell borders, half width; `raw` the same as printed; `at` gives each character's place in the document,
    `before` what divides it from the one in front. `empty` are the positions in front of which a cell stands that is known to be empty."""

    text: str
    raw: str
    at: list[int]
    before: list[int]
    empty: dict[int, int]

    def cell(self, begin: int, end: int, document: str, column: int = -1) -> GridCell:
        """The characters from `begin` to `end` as they stand in the document, with what divides them there."""
        source = self.at[begin]
        return GridCell(column, document[source : self.at[end - 1] + 1], source)

    def breaks(self, begin: int, end: int, strength: int) -> list[int]:
        """Positions after `begin` and before `end` in front of which at least `strength` divides."""
        before = self.before
        return [i for i in range(begin + 1, end) if before[i] >= strength]


def compact(rows: Sequence[Row], *, piped: bool, blank_cells: bool, document: str) -> Compact:
    """The text of rows that are lines. `piped`: `|` is the border of a cell; `blank_cells`: a line of white space alone is an empty cell."""
    raw: list[str] = []
    at: list[int] = []
    before: list[int] = []
    empty: dict[int, int] = {}
    begin, end = rows[0].begin, rows[-1].end
    divided = BORDER
    blanks = 0
    line_has_text = True
    # `|` alone on a line is an empty cell where other lines end with one, else it only divides.
    alone = piped and document.count("\n|\n", begin, end) < document.count(" |\n", begin, end) + document.count("\t|\n", begin, end)
    # A ruling, a page number and the like stand between cells, not in one.
    between = [row for row in rows if row.line.rule in BETWEEN and not (piped and "|" in row.line.cells[0].text)]
    left_out = {place for row in between for place in range(row.begin, row.end)}
    for place in range(begin, end):
        char = document[place]
        if place in left_out:
            continue
        if char == "\n":
            if line_has_text:
                divided = max(divided, LINE)
            elif blanks and blank_cells:
                empty[len(raw)] = empty.get(len(raw), 0) + 1
                divided = max(divided, GAP)
            else:
                divided = max(divided, GAP)
            line_has_text, blanks = False, 0
        elif char == "|" and piped:
            if alone and not line_has_text and document[place - 1 : place] in {"\n", ""} and document[place + 1 : place + 2] in {"\n", ""}:
                empty[len(raw)] = empty.get(len(raw), 0) + 1
            line_has_text = True
            divided = BORDER
        elif char.isspace():
            blanks += 1
            divided = WIDE if divided == SPACE else max(divided, SPACE)
        else:
            raw.append(char)
            at.append(place)
            before.append(divided)
            divided = NOTHING
            line_has_text = True
    whole = "".join(raw)
    _loosen(before)
    return Compact(whole.translate(HALF_WIDTH), whole, at, before, empty)


def _loosen(before: list[int]) -> None:
    """Marks the single spaces of lines whose columns stand apart: they stand inside a cell, or between two that meet."""
    if WIDE not in before:
        return
    begin = 0
    for end in [*(i for i, divided in enumerate(before) if divided >= LINE), len(before)]:
        line = before[begin:end]
        if WIDE in line:
            before[begin:end] = [LOOSE if divided == SPACE else divided for divided in line]
        begin = end


@cache
def lengths() -> tuple[int, ...]:
    """The lengths of labels, longest first."""
    return tuple(sorted({len(word) for word in label_words()}, reverse=True))


@lru_cache(maxsize=8192)
def _front(text: str) -> int:
    """How many characters in front of a label number it or say "of which"."""
    at = 0
    while True:
        word = next((w for w in IN_FRONT if text.startswith(w, at)), None)
        if word:
            at += len(word)
            continue
        end = at
        while end < len(text) and text[end] in NUMERALS and end - at < 3:
            end += 1
        if end > at and text[end : end + 1] in {"、", ".", "．"}:
            at = end + 1
        elif text[at : at + 1] == "(" and (close := text.find(")", at, at + 4)) > at + 1 and set(text[at + 1 : close]) <= NUMERALS:
            at = close + 1
        else:
            return at


@dataclass(frozen=True, slots=True)
class Found:
    """A label in a compact text, up to `end` (its colon and brackets included)."""

    label: Label
    end: int
    colon: bool


def match_label(c: Compact, i: int, document: str, *, fused: bool) -> Found | None:
    """The longest label that begins at `i` and ends where a label can end."""
    text = c.text
    front = i + _front(text[i : i + 8])
    year = YEAR_IN_FRONT.match(text, front) if text[front : front + 1] in "12" else None
    if year is not None and year.end() < len(text) and c.before[year.end()] >= LINE:
        year = None  # a year on the line above is a value
    front = year.end() if year else front
    words = label_words()
    part = PART_OF_YEAR.match(text, front) if year is None and text[front : front + 1] in PARTS else None
    if part is not None and (length := next((n for n in (6, 5, 4, 3) if text[part.end() : part.end() + n] in PART_DONE), 0)):
        end = end_of_label(text, part.end() + length)
        label = find_label(c.cell(i, end, document).text)
        if label is not None and (end >= len(text) or c.before[end] or fused) and not any(c.before[k] >= BORDER for k in range(i + 1, end)):
            return Found(label, end, False)
    for length in label_beginnings()[text[front : front + 2]] if year is None else lengths():
        word = text[front : front + length]
        # What a year in front makes a label may be none without it.
        known = words.get(word) or (next(filter(None, map(words.get, ("年度" + word, "当年" + word))), None) if year else None)
        if len(word) < length or known is None:
            continue
        end = front + length
        if any(c.before[k] >= BORDER for k in range(i + 1, end)) or is_two(c, front, end, words):
            continue
        end = end_of_label(text, end)
        if word.endswith("单位") and known.kind == "section":
            # 金额单位：万元 is one label; 单位 alone is none.
            unit = UNIT_BEHIND.match(text, end)
            if unit is None and word == "单位" and (label := filer_at(c, i, end, document)) is not None:
                return Found(label, end, False)
            if unit is None or (unit.end() < len(text) and c.before[unit.end()] == NOTHING):
                continue
            end = unit.end()
        colon = text[end : end + 1] == ":"
        end += colon
        if colon:
            end = end_of_label(text, end)
        if end < len(text) and c.before[end] == NOTHING and not colon and not (fused or _runs_into_value(c, i, end, known)):
            continue
        if colon and text[end : end + 2] == "//":
            continue
        label = find_label(c.cell(i, end, document).text)
        if label is not None:
            return None if in_title(text, i) else Found(label, end, colon)
    return None


def in_title(text: str, i: int) -> bool:
    """Whether a place stands in a title (《…行动实施方案的通知》), where no label begins."""
    begin, end = text.rfind("《", max(i - LONGEST_TITLE, 0), i), text.find("》", i, i + LONGEST_TITLE)
    return begin >= 0 and end >= 0 and text.rfind("》", begin, i) < 0 and text.find("《", i, end) < 0


#: No title is longer.
LONGEST_TITLE = 80


def is_two(c: Compact, begin: int, end: int, words: Container[str]) -> bool:
    """Whether letters that make a word are two words, one before a space or a line's end and one behind it (预期目标⏎实际完成情况)."""
    return any(c.before[k] and c.text[begin:k] in words and c.text[k:end] in words for k in range(begin + 2, end - 1))


def money_heading(c: Compact, i: int, document: str) -> Found | None:
    """A heading of money that no data knows, by its unit: 项目金额(万元), alone on its line or between spaces."""
    close = c.text.find("元)", i, i + 24) if c.before[i] else -1
    end = close + 2 + (c.text[close + 2 : close + 3] == ":")
    if close < 0 or any(c.before[i + 1 : end]) or (end < len(c.text) and not c.before[end]):
        return None
    label = find_money_heading(c.cell(i, end, document).text)
    return Found(label, end, False) if label is not None else None


def filer_at(c: Compact, i: int, end: int, document: str) -> Label | None:
    """单位 as the label of the body that files: alone on its line or cell, a body's name in the next."""
    if c.before[i] < LINE or end >= len(c.text) or not c.before[end]:
        return None
    stop = next((k for k in range(end + 1, min(len(c.text), end + 40)) if c.before[k] > NOTHING), min(len(c.text), end + 40))
    return body_label(c.cell(i, end, document).text) if is_body(c.text[end:stop]) else None


def end_of_label(text: str, end: int) -> int:
    """The end of a label with what its brackets add: a unit, `(盖章)`, `(450字内)`, a formula letter."""
    while text[end : end + 1] == "(":
        close = text.find(")", end, end + 18)
        if close < 0 or not _adds_nothing(text[end + 1 : close]):
            break
        end = close + 1
    return end


@lru_cache(maxsize=4096)
def _adds_nothing(inner: str) -> bool:
    if inner in NOTHING_MORE:
        return True
    if inner.startswith("如") or POINTS_OF.match(inner) is not None or FORMULA.fullmatch(inner) is not None:
        return True
    return inner.endswith(("字内", "字以内", "字左右")) or (inner.endswith("分") and inner[:1].isdigit())


#: What makes a label another, in front of its colon (用款单位性质：行政).
LONGER = re.compile(r"[\u4e00-\u9fff]{1,6}:")


def _runs_into_value(c: Compact, i: int, end: int, label: Label) -> bool:
    """`地方主管部门临水市…局`: a label at the start of a line, its value right behind it."""
    if c.before[i] < LINE or label.kind not in STRONG_KINDS or end - i < 4:
        return False
    stop = next((k for k in range(end, min(len(c.text), end + FUSED_VALUE + 1)) if c.before[k] > NOTHING), len(c.text))
    value = c.text[end:stop]
    if LONGER.match(value):
        return False
    if label.kind == "amount":
        return value[:1].isdigit()
    return 2 <= len(value) <= FUSED_VALUE and not SENTENCE & set(value)


def begins_value(c: Compact, before: Label, i: int, end: int) -> bool:
    """Whether a label with a year in front, from `i` to `end` right behind another, begins that one's value: 项目起止时间2022年项目资金申请, whose
    year is the period's; 年度预算安排⏎2023年拟安排预算120万元, whose text begins with a sum."""
    if before.role == "estimate":
        return end < len(c.text) and c.before[end] == NOTHING
    return not c.before[i] and before.kind in {"period", "date", "year"}
