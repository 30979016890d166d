"""Labels that line ends cut: 立项 on a line of its own over `依据⇥…`, 年/度/总/体/目/标 one sign a line, 实施 at a row's end over 单位 in the next.

A converter that writes a row as a line keeps the line ends of a cell. What is left of a label is no label, but together the pieces are one that the
data knows: they are followed as far as they go on to spell one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from kg.forms.boilerplate import find_boilerplate
from kg.forms.grids import GridCell, Line, Row, paragraph_line
from kg.forms.labels import Label, find_label, label_words
from kg.forms.layouts import STATEMENT
from kg.forms.levels import find_level
from kg.forms.unit_rows import UNIT
from kg.forms.words import HIDING, normalise

#: No piece of a label is longer, and no label stands over so many rows.
LONGEST = 14
MOST_ROWS = 14
#: So many rows above a label of lines alone a row of a table is looked for.
REACH = 24
#: How a value ends that is whole, and how long the line of one is that goes on: behind such a line stands no label's first piece.
WHOLE = frozenset("。；;！!？?）)》”：:、")
GOES_ON = 16
#: What ends no text and begins no label, and the part of its widest line that a line takes which goes on.
NEVER_LAST = frozenset("的和与及或、")
FULL = 0.7


class Broken(NamedTuple):
    """A label over several rows: its text, the row behind its last piece, and the rows that hold its values."""

    text: str
    begin: int
    end: int
    values: tuple[Row, ...]


def with_whole_labels(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of a document, the labels in the first column that line ends cut made whole. A statement is text, and stays as printed."""
    starts = _beginnings()
    out: list[Row] = []
    at = 0
    changed = stated = False
    while at < len(rows):
        row = rows[at]
        text = row.line.cells[0].text
        if row.line.titles:
            stated = all(layout.narrative == STATEMENT for layout in row.line.titles)
        if stated:
            out.append(row)
            at += 1
            continue
        if len(text) <= LONGEST and text[:1] in starts and row.line.cells[0].column == 0:
            found = _broken(rows, at)
            if found is not None:
                out += _whole(found)
                at, changed = found.end, True
                continue
        if out and row.in_table and not row.gap and row.line.cells[0].column == 0 and (joined := _joined(out[-1], row)) is not None:
            out[-1], changed = joined, True
        else:
            out.append(row)
        at += 1
    return out if changed else rows


@cache
def _beginnings() -> frozenset[str]:
    """The first signs of labels, as they and what may stand in front of them are printed."""
    return frozenset(word[0] for word in label_words() if len(word) > 1) | frozenset(" \u3000")


@cache
def _sorted_words() -> list[str]:
    return sorted(label_words())


def begins_label(word: str) -> bool:
    """Whether a label begins with a word and goes on behind it: in their order, such labels stand right behind the word."""
    words = _sorted_words()
    at = bisect_right(words, word)
    return bool(word) and at < len(words) and words[at].startswith(word)


def _broken(rows: Sequence[Row], at: int) -> Broken | None:
    """The label that begins with the first cell of a row and goes on in the rows below; None where none does, or where no row of a table is
    among them: lines alone are read without their cells."""
    first = rows[at].line
    if len(first.cells) > 1 and find_label(normalise(first.cells[0].text)) is not None:
        return None  # a whole label beside its value, as nearly all are
    pieces: list[str] = []
    values: list[Row] = []
    found: Broken | None = None
    word = ""
    signs = True
    for n in range(at, min(len(rows), at + MOST_ROWS)):
        row = rows[n]
        cell = row.line.cells[0]
        beside = len(row.line.cells) > 1
        if n > at and row.gap:
            break
        piece = normalise(cell.text) if cell.column == 0 and len(cell.text) <= LONGEST else ""
        whole = _label(word + piece) if piece else None
        if whole is None and (not piece or not begins_label(word + piece)):
            # A further line of the value beside a label whose signs stand one below the other.
            if not values or (beside and cell.column == 0) or not (signs or cell.column):
                break
            values.append(row)
            continue
        if find_boilerplate(cell.text) == "year_line" or (whole is not None and _is_stray_unit(cell.text, whole)):
            break
        if _is_whole_label(piece, word, beside, values) or (n > at and find_level(cell.text, None) is not None):
            break
        word += piece
        pieces.append(cell.text.strip())
        signs = signs and len(piece) == 1
        if beside:
            values.append(_without_first(row))
        if whole is not None and len(pieces) > 1:
            found = Broken("\n".join(pieces), rows[at].begin, n + 1, tuple(values))
        if whole is not None and beside and not begins_label(word):
            break
    if found is None:
        return None
    return found if _near_table(rows, at, found.end) and not _ends_text(rows, at, found) else None


def _near_table(rows: Sequence[Row], at: int, end: int) -> bool:
    """Whether a label's pieces stand among rows of a table, or not far below some: behind texts whose labels stand above them."""
    return any(rows[n].in_table for n in range(end, max(at - REACH, 0) - 1, -1) if n < len(rows))


def spelled(word: str) -> tuple[Label | None, bool]:
    """The label that a word without white space is, and whether it begins a longer one."""
    return _label(word), begins_label(word)


def _label(word: str) -> Label | None:
    return label_words().get(word.rstrip(":")) or find_label(word)


def _is_stray_unit(text: str, whole: Label) -> bool:
    """Whether a cell is a unit alone and no piece of the label above it: that is none of money."""
    return UNIT.fullmatch(text) is not None and whole.kind != "amount" and whole.role != "section_money"


def _is_whole_label(piece: str, before: str, beside: bool, values: Sequence[Row]) -> bool:
    """Whether a piece is a label of its own that has its value beside it (年度 | 2022), in front of which nothing can stand cut off: the first
    piece, or one below a value that ends (项目 | 修路 over 立项依据 | …)."""
    if not beside or find_label(piece) is None:
        return False
    return not before or (bool(values) and before[-1] not in NEVER_LAST and is_whole(values[-1].line.cells[-1].text))


def is_whole(text: str) -> bool:
    """Whether a line of a value is so short, or ends so, that it goes on in no other."""
    text = text.strip()
    return len(text) < GOES_ON or text[-1] in WHOLE


def _ends_text(rows: Sequence[Row], at: int, found: Broken) -> bool:
    """Whether the first piece may be the last line of the text above it: the rest is a label without it, and the text goes on."""
    first, *others = found.text.split("\n")
    if at == 0 or find_label("".join(others)) is None or NEVER_LAST & {normalise(first)[-1:], others[0][:1]}:
        return False
    above = rows[at - 1].line.cells[-1].text
    return not is_whole(above) and not _is_short(rows, at - 1)


def _is_short(rows: Sequence[Row], last: int) -> bool:
    """Whether a text's last line is much shorter than the others of that text: no line's end cut it there."""
    widest = 0
    for n in range(last, max(last - MOST_ROWS, -1), -1):
        line = rows[n].line
        widest = max(widest, len(line.cells[-1].text.strip()))
        if len(line.cells) > 1 or line.labels:
            break
    return len(rows[last].line.cells[-1].text.strip()) < FULL * widest


def _without_first(row: Row) -> Row:
    cells = row.line.cells[1:]
    shift = cells[0].begin
    return Row(row.begin + shift, row.end, Line(tuple([cell._replace(begin=cell.begin - shift) for cell in cells]), row.line.width), True, False)


def _whole(found: Broken) -> list[Row]:
    """The rows of a label with its values: one, where the values stand in one row that is no head of indicators and begins with no label."""
    label = GridCell(0, found.text, 0)
    if not found.values or found.values[0].line.columns or find_label(found.values[0].line.cells[0].text) is not None:
        end = found.begin + len(found.text)
        return [Row(found.begin, end, paragraph_line(found.text), False, False), *found.values]
    first, *rest = found.values
    shift = first.begin - found.begin
    cells = (label, *(cell._replace(begin=cell.begin + shift) for cell in first.line.cells))
    return [Row(found.begin, first.end, Line(cells, first.line.width), True, False), *rest]


def _joined(above: Row, below: Row) -> Row | None:
    """The row that two are where a line's end cuts a label in its midst: `主管部门 | 某局 | 实施` over `单位 | 某站`."""
    if not above.in_table or below.gap or len(above.line.cells) < 2 or len(below.line.cells) < 2 or above.line.columns or below.line.columns:
        return None
    last, first = above.line.cells[-1], below.line.cells[0]
    if first.column != 0 or len(last.text) > LONGEST or len(first.text) > LONGEST or above.line.width != last.column + 1:
        return None
    sign = last.text[0]
    if not (sign in _beginnings() or sign in HIDING or sign.isspace()):
        return None
    word = normalise(last.text)
    whole = _label(word + normalise(first.text)) if begins_label(word) else None
    if whole is None or _is_stray_unit(first.text, whole) or find_label(above.line.cells[-2].text) is not None:
        return None
    begin = below.begin - above.begin
    text = f"{last.text.strip()}\n{first.text.strip()}"
    rest = [GridCell(cell.column + last.column, cell.text, cell.begin + begin, cell.span) for cell in below.line.cells[1:]]
    cells = (*above.line.cells[:-1], GridCell(last.column, text, last.begin), *rest)
    return Row(above.begin, below.end, Line(cells, below.line.width + last.column), True, above.gap)
