"""The tables of a .doc file straight from its structures, for files whose tables no program reads whole.

Each paragraph's properties say whether it stands in a table and whether its mark ends a row; a row's definition says where its cells' edges
are. Source of the rules: [MS-DOC] 2.4.2 (which paragraph holds a character), 2.8.6 (PlcBtePapx), 2.9.181 (PapxFkp), 2.6.2 and 2.6.3
(properties of paragraphs and tables), 2.9.327 (TDefTableOperand). A table inside a cell is text of the cell.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from kg.documents.building import nearest
from kg.documents.flows import FlowCell, FlowTable
from kg.documents.old_word_texts import WordText, as_lines, open_text

#: Where the block keeps the place of the plan of paragraphs' properties; properties stand in pages of so many bytes.
PLAN_AT, PAGE = 0x0102, 512
#: A mark behind each cell, and behind each row.
MARK = "\x07"
PARAGRAPH = "\r"
#: Properties: the paragraph stands in a table; its mark ends a row; the row's definition.
IN_TABLE, ENDS_ROW, ROW_EDGES = 0x2416, 0x2417, 0xD608
#: The properties are too long for a page, as those of rows with many cells are: they stand in the stream of data.
ELSEWHERE = frozenset({0x6645, 0x6646})
#: Bytes of an operand by the top three bits of its property; 6 says that its first byte counts the others.
SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
#: A list of tab stops too long for its count of bytes.
UNCOUNTED = 255
#: Edges this close (in twentieths of a point) are one.
NEAR = 80


class Properties(NamedTuple):
    """What a paragraph's properties say of tables."""

    in_table: bool
    ends_row: bool
    edges: tuple[int, ...]


def read_tables(data: bytes, source: str) -> list[str | FlowTable] | None:
    """Paragraphs and tables of a .doc file in order; None where its structures do not hold together, or no row of a table is marked.
    Raises UnreadableInput as `open_text` does."""
    opened = open_text(data, source)
    if opened is None:
        return None
    try:
        bounds, found = _paragraph_properties(opened)
    except (struct.error, IndexError):
        return None
    content = list(_content(opened, bounds, found))
    return content if any(isinstance(part, FlowTable) for part in content) else None


def count_cells(raw: str) -> int:
    """How many cells with text a file's raw text marks."""
    return sum(bool(part.rsplit(PARAGRAPH, 1)[-1].strip()) for part in raw.split(MARK)[:-1])


def _content(opened: WordText, bounds: list[int], found: list[Properties]) -> Iterator[str | FlowTable]:
    rows: list[tuple[list[str], tuple[int, ...]]] = []
    cells: list[str] = []
    cell: list[str] = []
    begin = 0
    for at, char in enumerate(opened.raw):
        if char not in {MARK, PARAGRAPH}:
            continue
        text, begin = opened.raw[begin:at], at + 1
        place = bisect_right(bounds, opened.place_of(at)) - 1
        known = found[place] if 0 <= place < len(found) else Properties(False, False, ())
        if char == MARK and known.ends_row:
            rows.append((cells, known.edges))
            cells = []
        elif char == MARK:
            cells.append("\n".join([*cell, text]))
            cell = []
        elif known.in_table:
            cell.append(text)
        else:
            if rows:
                yield _table(rows)
                rows = []
            # Cells of a row whose end is not marked.
            yield from _lines(*cells, *cell, text)
            cells, cell = [], []
    if rows:
        yield _table(rows)
    yield from _lines(*cells, *cell, opened.raw[begin:])


def _lines(*texts: str) -> Iterator[str]:
    return (line for text in texts for line in as_lines(text).split("\n") if line.strip())


def _table(rows: list[tuple[list[str], tuple[int, ...]]]) -> FlowTable:
    """A table of rows with edges of their own; the edges of all of them make its grid."""
    grid: list[float] = []
    for edge in sorted(edge for cells, edges in rows if len(edges) == len(cells) + 1 for edge in edges):
        if not grid or edge - grid[-1] > NEAR:
            grid.append(edge)
    table = FlowTable()
    for cells, edges in rows:
        columns = [nearest(grid, edge) for edge in edges] if len(edges) == len(cells) + 1 else list(range(len(cells) + 1))
        table.rows.append(
            [
                FlowCell(column, column_span=max(after - column, 1), content=[as_lines(text)] if text.strip() else [])
                for text, column, after in zip(cells, columns, columns[1:], strict=False)
            ]
        )
    return table


def _paragraph_properties(opened: WordText) -> tuple[list[int], list[Properties]]:
    """(where each stretch of paragraphs begins in the stream, its properties), in order."""
    block, table = opened.block, opened.table
    at, size = struct.unpack_from("<II", block, PLAN_AT)
    count = (size - 4) // 8
    found: dict[int, Properties] = {}
    for (number,) in struct.iter_unpack("<I", table[at + 4 * (count + 1) : at + 4 * (count + 1) + 4 * count]):
        page = block[number * PAGE : number * PAGE + PAGE]
        runs = page[PAGE - 1]
        begins = struct.unpack_from(f"<{runs + 1}I", page)
        for n in range(runs):
            offset = 2 * page[4 * (runs + 1) + 13 * n]
            found[begins[n]] = _properties(page, offset, opened.data) if offset else Properties(False, False, ())
    places = sorted(found)
    return places, [found[place] for place in places]


def _properties(page: bytes, offset: int, data: bytes) -> Properties:
    length = 2 * page[offset] - 1 if page[offset] else 2 * page[offset + 1]
    begin = offset + (1 if page[offset] else 2)
    # A style's number stands in front of the properties.
    return _read_properties(page[begin + 2 : begin + length], data)


def _read_properties(grown: bytes, data: bytes) -> Properties:
    in_table = ends_row = moved = False
    edges: tuple[int, ...] = ()
    at = 0
    while at + 2 <= len(grown):
        (kind,) = struct.unpack_from("<H", grown, at)
        at += 2
        if kind == ROW_EDGES:
            (size,) = struct.unpack_from("<H", grown, at)
            edges = struct.unpack_from(f"<{grown[at + 2] + 1}h", grown, at + 3)
            at += size + 1
            continue
        if kind in ELSEWHERE and not moved:
            moved = True
            (place,) = struct.unpack_from("<I", grown, at)
            (size,) = struct.unpack_from("<H", data, place)
            grown = grown[: at + 4] + data[place + 2 : place + 2 + size] + grown[at + 4 :]
        if kind >> 13 == 6:
            if grown[at] == UNCOUNTED:
                break
            at += 1 + grown[at]
            continue
        in_table = in_table or (kind == IN_TABLE and bool(grown[at]))
        ends_row = ends_row or (kind == ENDS_ROW and bool(grown[at]))
        at += SIZES[kind >> 13]
    return Properties(in_table, ends_row, edges)
