"""Where an indicator table ends, and what stands between its rows: the form's foot, remarks, page numbers, what a site prints below."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from kg.documents import Document, Table
from kg.forms.grids import Row
from kg.forms.labels import find_label, split_inline
from kg.forms.levels import find_level, find_level2

#: Kinds of label that end an indicator table even where their colon is missing.
FOOT = frozenset({"contact", "note"})
FOOT_ROLES = frozenset({"remark", "opinion", "conclusion"})
#: A remark below the rows of a table, however long.
NOTE = re.compile(r"\s*(?:注|附注|表注|填报说明|填表说明)\d?[:：]")
#: The number of a page on a line of its own.
PAGE = re.compile(r"\s*\d{1,3}\s*")
#: A line below a table that is longer than any cell of a lost column is no row of it.
LONG_LINE = 40


def stands_in_table(document: Document, row: Row) -> bool:
    """Whether a row is that of a true table, whose format says which cells are merged: none of its cells can be lost."""
    at = bisect_right(document.blocks, row.begin, key=lambda block: block.begin) - 1
    block = document.blocks[at] if at >= 0 else None
    return isinstance(block, Table) and block.spans_known and row.begin < block.end


def is_outside(row: Row) -> bool:
    """Whether a line (no row of a table) below an indicator table is none of its rows: what a site prints below a form, or running text."""
    text = row.line.cells[0].text
    return row.line.rule in {"furniture", "footnote"} or len(text) > LONG_LINE or text.rstrip().endswith("。")


def is_between(row: Row) -> bool:
    """Whether a row of one cell stands between the rows of a table and is none of them: a page's number, a remark, what a site
    prints around it."""
    text = row.line.cells[0].text
    return (
        row.line.rule in {"page_number", "footnote", "furniture"}
        or NOTE.match(text) is not None
        or (not row.in_table and PAGE.fullmatch(text) is not None)
    )


def is_apart(row: Row, rows: Sequence[Row], header: int) -> bool:
    """Whether a line below the last row of all tables stands on a sheet or page of its own, behind an indicator table that is a true one."""
    return row.gap and not row.in_table and header >= 0 and rows[header].in_table


def is_below(row: Row, rows: Sequence[Row], header: int) -> bool:
    """Whether a line below the last row of all tables is none of them, in a format whose tables are true ones: their cells all stand in them."""
    return not row.in_table and header >= 0 and rows[header].in_table


#: A line of a text is at least so long and has such a mark; what it ends with where it goes on.
TEXT_LINE = 16
TEXT_MARK = re.compile(r"[，,；;。《]")
GOING_ON = ("，", "、", "；", "：")
#: A label of the form's own: 校验：勿删.
OWN_LABEL = re.compile(r"[\u4e00-\u9fff（）()]{2,12}[:：]")


def is_own_line(row: Row, columns: Mapping[int, str]) -> bool:
    """Whether a row of a true table has a label with a colon in the column of level 1, and nothing in those of names and targets."""
    first = row.line.cells[0]
    if columns.get(first.column) != "level1" or OWN_LABEL.match(first.text) is None or find_level(first.text, None) is not None:
        return False
    return not any(columns.get(cell.column) in {"name", "content", "target"} for cell in row.line.cells)


def is_field(row: Row, columns: Mapping[int, str], *, ruled: bool, below: Row | None) -> bool:
    """Whether a row below indicators is a text field of the form (保障绩效目标实现措施 | …): its label stands in front of the levels' columns or in
    the first of them, and nothing in those of names and targets; or, where cells may have shifted (`ruled` is False), before a sentence, which
    may go on in the row `below`. No such field stands inside the table: above a row that begins with a level."""
    first, *rest = row.line.cells
    label = find_label(first.text)
    if label is None or label.kind not in {"text", "contact"} or len(rest) > 1 or find_level(first.text, None) is not None or not row.in_table:
        return False
    if not ruled:
        return first.column == 0 and bool(rest) and not _goes_on(below) and is_sentence(rest[0].text, _line_below(below))
    places = [column for column, kind in columns.items() if kind in {"name", "content", "target"}]
    return first.column <= min(columns) and first.column not in places and not any(cell.column in places for cell in rest)


def _goes_on(below: Row | None) -> bool:
    """Whether the row below is a row of the table that begins with a level."""
    if below is None or not below.in_table or below.gap or len(below.line.cells) == 1 or below.line.columns:
        return False
    text = below.line.cells[0].text
    return find_level(text, None) is not None or find_level2(text, None) is not None


def _line_below(below: Row | None) -> str:
    return below.line.cells[0].text if below is not None and len(below.line.cells) == 1 and not below.gap else ""


def is_sentence(text: str, below: str) -> bool:
    """Whether a cell is a text and no target: a sentence, a long line, or one with a mark of a text that cites or goes on in the line below."""
    text = text.rstrip()
    if text.endswith("。") or len(text) > LONG_LINE:
        return True
    if len(text) < TEXT_LINE or TEXT_MARK.search(text) is None:
        return False
    return "《" in text or text.endswith(GOING_ON) or below.rstrip().endswith("。")


def ends_table(row: Row) -> bool:
    """Whether a row below the indicators is the form's foot: it starts with a label of people, remarks or signatures, or with any label that
    ends with a colon."""
    first = row.line.cells[0]
    label = find_label(first.text)
    if label is None:
        inline = split_inline(first.text)
        return inline is not None
    if label.role == "section_indicators":
        return False
    return label.kind in FOOT or label.role in FOOT_ROLES or first.text.rstrip().endswith((":", "："))
