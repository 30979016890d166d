"""Forms whose text lost its cells, laid out again as rows: a line a cell, a row a line divided by spaces or `|`, or all run together.

The labels of a form stand in its order whatever divides them, so the text is walked from label to label (`compacts`), and what stands between
two is the value of the first. The rows made here are read by the same readers as those of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from kg.forms.broken_labels import with_whole_labels
from kg.forms.compact_tables import match_header
from kg.forms.compacts import LINE, Compact, compact, match_label
from kg.forms.fusions import LONG_LINE, is_fused
from kg.forms.grids import GridCell, Line, Row, paragraph_line
from kg.forms.headless import leads_block
from kg.forms.labels import find_label
from kg.forms.layouts import find_title
from kg.forms.outlines import with_outlines
from kg.forms.running_text import lays_down, narrative_of
from kg.forms.segments import is_title, narratives_again
from kg.forms.unit_rows import with_units_above
from kg.forms.walks import Walk

#: So many labels, header words or levels make lines a form.
ENOUGH_MARKS = 4
#: Fewer lines one below the other, none of them long, are no form.
ENOUGH_LINES = 3
#: A title inside a longer line, with the year behind it.
YEAR_BEHIND = re.compile(r"\s*[(（]?\s*(?:20|19)\d\d\s*(?:[-—~至]\s*20\d\d\s*)?年度?\s*[)）]?")


def lay_out(rows: list[Row], document: str) -> list[Row]:
    """The rows of a document, those that are lines of a form without cells replaced by rows with cells."""
    rows = with_outlines(rows)
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
        return list(with_whole_labels(with_units_above([_pipe_row(row, document) for row in parts])))
    out: list[Row] = []
    start = 0
    for at in [*range(1, len(parts)), len(parts)]:
        if at == len(parts) or parts[at].begin in again or is_title(parts, at) or (_is_year_line(parts, at) and not _is_headed(parts, at, again)):
            out += parts[start:at] if parts[start].begin in again else _part(parts[start:at], document, piped)
            start = at
    return out


def _is_year_line(rows: Sequence[Row], at: int) -> bool:
    """Whether a line with a year stands above a form. A year without brackets is a value as often (完成时间 | 2024年): it stands right below the
    title, or below a line that is no label and above one that is."""
    if rows[at].line.rule != "year_line":
        return False
    text = rows[at].line.cells[0].text.strip()
    above = rows[at - 1] if at else None
    if above is None or is_title(rows, at - 1) or above.line.rule in {"table_number", "summary_cover"}:
        return True
    if find_label(above.line.cells[0].text) is not None:
        return False
    return text[0] in "（(" or (text.endswith("年度") and at + 1 < len(rows) and bool(rows[at + 1].line.labels))


def _is_headed(rows: Sequence[Row], at: int, again: Set[int]) -> bool:
    """Whether a line stands right below the title of a narrative, or the name that is all it has of one."""
    return rows[at - 1].begin in again or (any(layout.narrative for layout in rows[at - 1].line.titles) and is_title(rows, at - 1))


def _part(rows: list[Row], document: str, piped: bool) -> list[Row]:
    """The lines from one title to the next."""
    head = [row for row in rows[:1] if is_title(rows, 0) or _is_year_line(rows, 0)]
    body = rows[len(head) :]
    if not body or (head and any(layout.narrative for layout in head[0].line.titles)) or narrative_of(rows) is not None or lays_down(rows):
        return rows
    c = compact(body, piped=piped, blank_cells=_has_blank_cells(body, document), document=document)
    marks = _count_marks(c, document)
    return head + list(Walk(c, document).rows()) if marks >= ENOUGH_MARKS else rows


def _cut_titles(row: Row, document: str) -> Iterator[Row]:
    """A line, or the title, the year and the rest of it where a form's title stands in a longer line."""
    text = row.line.cells[0].text
    gap = row.gap
    at = 0  # the rest is not cut off: a line may be a file of many megabytes
    while len(text) - at > LONG_LINE and (found := find_title(text, at)):
        first, last = found
        year = YEAR_BEHIND.match(text, last)
        stop = year.end() if year else last
        if first > at and not text[at:first].isspace():
            yield _line(text[at:first], row.begin + at, gap)
            gap = False
        yield _line(text[first:last], row.begin + first, gap)
        if year:
            yield _line(year.group(), row.begin + last, False)
        gap = False
        at = stop
    rest = text[at:]
    if rest and not rest.isspace():
        yield row if at == 0 else _line(rest, row.begin + at, gap)


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
        if leads_block(c, i, document):
            return ENOUGH_MARKS
        divided = c.before[i] >= LINE or (i and c.before[i] and c.text[i - 1] != ",")
        if divided and (match_label(c, i, document, fused=False) or match_header(c, i, fused=False)):
            count += 1
        if count >= ENOUGH_MARKS:
            return count
    return ENOUGH_MARKS if is_fused(c.text) and len(c.text) > LONG_LINE else count
