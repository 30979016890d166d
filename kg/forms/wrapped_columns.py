"""Tables of text whose columns stand apart (by spaces) and whose cells go on in the line below: their headers, their columns, their ends.

Converters that keep a page's layout (pdftotext -layout and its kin) print a cell on as many lines as its column needs; `wrapped_rows` says which
lines are one row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.forms.boilerplate import find_boilerplate
from kg.forms.grids import GridCell, find_columns
from kg.forms.headers import find_header
from kg.forms.labels import find_label, split_inline
from kg.forms.layouts import titles_of
from kg.forms.levels import find_level
from kg.forms.table_columns import is_unusual, levels_behind
from kg.forms.wrapped_rows import SHORT_REST, Run, WrappedRow, centred_rows, is_centred, is_double, top_rows

#: So many columns make a table.
ENOUGH = 3
#: A header is printed on so many lines at most.
DEEPEST = 3
#: Texts that start within so many places of each other start at one.
NEAR = 1
#: So great a share of the texts below a header stand in its columns where these stand apart.
IN_COLUMNS = 0.7


class WrappedTable(NamedTuple):
    """The lines from `first` up to `last` as rows, the header's first; `wraps` says whether a line's end stood in a cell, or whether
    columns stand in an unusual order: the lines alone do not tell what is what."""

    first: int
    last: int
    rows: list[WrappedRow]
    wraps: bool


def find_wrapped(lines: Sequence[list[Run]]) -> Iterator[WrappedTable]:
    """The tables of indicators among the lines of a text."""
    at = 0
    while at < len(lines):
        found = _header(lines, at)
        if found is None:
            at += 1
            continue
        header, kinds, body = found
        last = _end(lines, body)
        if not _stands_apart(header, lines[body:last]):
            at = body
            continue
        columns = _Columns(header, lines[body:last])
        placed = [columns.place(line) for line in lines[body:last]]
        rows = centred_rows(placed, kinds) if is_centred(placed, kinds) else top_rows(placed, kinds, columns.widths(placed))
        whole = [header, *rows]
        wraps = any(len(runs) > 1 for row in whole for runs in row.cells.values())
        yield WrappedTable(at, last, whole, wraps or bool(levels_behind(kinds)) or is_unusual(kinds))
        at = last


def _header(lines: Sequence[list[Run]], at: int) -> tuple[WrappedRow, dict[int, str], int] | None:
    """(the header that begins in a line, the meaning of its columns, the line behind it); None where none begins there."""
    if len(lines[at]) < ENOUGH or sum(find_header(run.text) is not None for run in lines[at]) < 2:
        return None
    row = WrappedRow({column: [run] for column, run in enumerate(lines[at])})
    body = at + 1
    while body < min(at + DEEPEST, len(lines)) and (below := _rest_of_header(row, lines[body])) is not None:
        row.add(below)
        body += 1
    found = find_columns([GridCell(column, row.text(column), 0) for column in row.cells])
    if found is None or not ({"target"} & set(found.values()) and {"name", "level2"} & set(found.values())):
        return None
    return row, found, body


def _rest_of_header(row: WrappedRow, line: Sequence[Run]) -> dict[int, Run] | None:
    """The columns whose words a line goes on with: each of them is a header's word with it, or was none without it."""
    below: dict[int, Run] = {}
    for run in line:
        column = next((c for c, runs in row.cells.items() if abs(_middle(runs[0]) - _middle(run)) <= max(3, runs[0].right - runs[0].left) / 2), None)
        if column is None or column in below or find_level(run.text, None) is not None:
            return None
        whole = row.text(column) + run.text
        if find_header(whole) is None and (find_header(row.text(column)) is not None or len(run.text) > 2 * SHORT_REST):
            return None
        below[column] = run
    return below or None


def _middle(run: Run) -> float:
    return (run.left + run.right) / 2


def _end(lines: Sequence[list[Run]], body: int) -> int:
    """The line behind the last of a table."""
    for at in range(body, len(lines)):
        first = lines[at][0]
        label = find_label(first.text)
        told = label is not None and label.role != "section_indicators" and find_level(first.text, None) is None and find_header(first.text) is None
        inline = split_inline(first.text) is not None and first.left <= lines[body - 1][0].left + NEAR
        if told or inline or titles_of("".join(run.text for run in lines[at])) or (len(lines[at]) == 1 and find_boilerplate(first.text) is not None):
            return at
        if _header(lines, at) is not None:
            return at
    return len(lines)


def _stands_apart(header: WrappedRow, body: Sequence[Sequence[Run]]) -> bool:
    """Whether the texts below a header stand in its columns: at the left of them or in their middle."""
    columns = [runs[0] for runs in header.cells.values()]
    inner = [run for line in body for run in line if run.left > columns[0].right]
    near = sum(any(abs(run.left - c.left) <= 2 * NEAR or abs(_middle(run) - _middle(c)) <= 2 * NEAR for c in columns) for run in inner)
    return near >= IN_COLUMNS * len(inner) > 0


class _Columns:
    """The places of a table's columns: the boundary between two lies in the gap of their headers, where the fewest texts cross it."""

    def __init__(self, header: WrappedRow, body: Sequence[Sequence[Run]]) -> None:
        columns = sorted(header.cells)
        spans = [(min(r.left for r in header.cells[c]), max(r.right for r in header.cells[c])) for c in columns]
        self.columns = columns
        self.walls: list[int] = []
        for (_, end), (begin, _) in pairwise(spans):
            crossing = [sum(run.left < wall < run.right for line in body for run in line) for wall in range(end, begin + 1)]
            least = min(crossing)
            self.walls.append(max(end + at for at, count in enumerate(crossing) if count == least))

    def place(self, line: Sequence[Run]) -> dict[int, Run]:
        """The texts of a line by column; one that crosses a wall is cut at the space that stands there."""
        placed: dict[int, Run] = {}
        for whole in line:
            for run in self._cut(whole):
                at = sum(wall <= _middle(run) for wall in self.walls)
                if at + 1 < len(self.columns) and run.left >= (self.walls[at] if at < len(self.walls) else run.right):
                    at += 1
                column = self.columns[at]
                known = placed.get(column)
                if known is not None:
                    text = known.text + " " * (run.left - known.right) + run.text
                    run = Run(known.left, run.right, text, known.source)
                placed[column] = run
        return placed

    def _cut(self, run: Run) -> Iterator[Run]:
        place = run.left
        begin, left = 0, run.left
        for at, sign in enumerate(run.text):
            if sign == " " and any(abs(place + 1 - wall) <= 2 * NEAR for wall in self.walls):
                yield Run(left, place, run.text[begin:at], run.source + begin)
                begin, left = at + 1, place + 1
            place += 2 if is_double(sign) else 1
        yield Run(left, run.right, run.text[begin:], run.source + begin)

    def widths(self, placed: Sequence[Mapping[int, Run]]) -> dict[int, int]:
        """How many places the widest text of each column takes."""
        return {c: max((line[c].right - line[c].left for line in placed if c in line), default=0) for c in self.columns}
