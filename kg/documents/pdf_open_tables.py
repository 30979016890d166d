"""Tables without lines: their columns are read from the white space alone (`pdf_gaps`), then their rows (`pdf_open_rows`)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.documents.pdf_gaps import SAME_START, Columns, Segments, columns_of, cut, find_walls, is_set_wide
from kg.documents.pdf_lines import Line, body
from kg.documents.pdf_open_cells import Band
from kg.documents.pdf_open_rows import find_rows
from kg.documents.pdf_tables import RuledCell, RuledTable, distinct

MOST_COLUMNS = 30
#: A label in the first column has so many characters at most.
LABEL = 12


def find_open_tables(lines: Sequence[Line], right: float, known: Sequence[float] = ()) -> list[Line | RuledTable]:
    """Lines in their order, with runs of lines that are rows of a table without rulings put together; `right` is where the text ends, `known`
    are the walls of a table on the page before, which may go on."""
    walls = find_walls(lines)
    segments = [cut(line, walls) for line in lines]
    found: list[Line | RuledTable] = []
    at = 0
    for first, last in find_runs(segments):
        found += lines[at:first]
        # The first table of a page may go on with the one of the page before.
        found += as_table(lines[first:last], right, known if first == 0 else ())
        at = last
    return [*found, *lines[at:]]


def find_runs(segments: Sequence[Segments]) -> list[tuple[int, int]]:
    """(first, one past the last) line of each table: lines with gaps, and the lines between and beside them that stand in their columns."""
    inside = [len(each.parts) > 1 and not is_set_wide(each) for each in segments]
    for at, (above, below) in enumerate(pairwise(segments)):
        # Lines of running text do not stand beside each other in part: these are cells, each in the middle of its row.
        if overlap_in_part(above.line, below.line):
            inside[at] = inside[at + 1] = True
    firsts = distinct((each.parts[0].line.x0 for each in segments if len(each.parts) > 1), SAME_START)
    places = sorted(part.line.x0 for each in segments for part in each.parts[1:])
    starts = [
        place
        for at, place in enumerate(places)
        if any(abs(place - other) < SAME_START for other in places[max(at - 1, 0) : at] + places[at + 1 : at + 2])
    ]
    for order in (range(1, len(segments)), range(len(segments) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for at in order:
            if not inside[at] and inside[at + step]:
                around = [part.line for near in segments[max(at - 3, 0) : at + 4] if len(near.parts) > 1 for part in near.parts]
                inside[at] = stands_in_column(segments[at], segments[at + step], firsts, around, starts)
    runs: list[tuple[int, int]] = []
    for at, in_table in enumerate(inside):
        if in_table and runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        elif in_table:
            runs.append((at, at + 1))
    return runs


def overlap_in_part(above: Line, below: Line) -> bool:
    """Whether two lines stand beside each other in part."""
    return body(above)[0] + 0.2 * above.size < body(below)[0] < body(above)[1] - 0.2 * below.size


def stands_in_column(segments: Segments, beside: Segments, firsts: Sequence[float], around: Sequence[Line], starts: Sequence[float]) -> bool:
    """Whether a line of one piece belongs to the table of the line above or below it."""
    part = segments.parts[0]
    upper, lower = sorted((segments.line, beside.line), key=lambda line: body(line)[0])
    if body(lower)[0] - body(upper)[1] > 1.5 * part.line.size:
        return False
    behind = [line.x0 for line in around if line.x0 > firsts[0] + SAME_START] if firsts else []
    if any(abs(part.line.x0 - start) < SAME_START for start in (*behind, *starts)):
        return True
    # In the first column stand labels, which end before the next column starts.
    first = any(abs(part.line.x0 - start) < SAME_START for start in firsts) and any(line.x0 > part.line.x1 for line in around)
    return len(part.line.text) <= LABEL and (first or part.line.x1 < beside.parts[0].line.x0)


def as_table(lines: Sequence[Line], right: float, known: Sequence[float] = ()) -> list[Line | RuledTable]:
    """A run of lines as a table; as the lines that they are, where those are only set wide."""
    walls = find_walls(lines, known if fits(lines, known) else ())
    run = [cut(line, walls) for line in lines]
    parts = [part.line for segments in run for part in segments.parts]
    set_wide = sum(len(part.text) for part in parts) < 2.5 * len(parts)
    if len(walls) >= MOST_COLUMNS or not walls or (len(run) == 1 and set_wide):
        return list(lines)
    columns = columns_of(run, walls, right)
    return [table_of(find_rows(run, columns), columns)]


def fits(lines: Sequence[Line], walls: Sequence[float]) -> bool:
    """Whether lines may be rows of a table with such walls: most of their gaps contain one, and few of their texts cross one."""
    segments = [cut(line) for line in lines]
    gaps = [(before.line.x1, after.line.x0) for each in segments for before, after in zip(each.parts, each.parts[1:], strict=False)]
    held = sum(any(begin - 0.5 <= wall <= end + 0.5 for wall in walls) for begin, end in gaps)
    return bool(gaps) and held >= 0.8 * len(gaps)


def table_of(bands: Sequence[Band], columns: Columns) -> RuledTable:
    """Rows as a table. Which cells were merged is not known: each stands in its first column, and the others are empty."""
    edges = columns.edges
    rows: list[list[RuledCell]] = []
    for at, band in enumerate(bands):
        row = []
        for column in range(len(edges) - 1):
            block = band.cells.get(column)
            if block is None:
                row.append(RuledCell(at, column, 1, 1, (edges[column], band.top, edges[column + 1], band.bottom)))
                continue
            lines = block.lines
            box = (columns.begins[column], lines[0].top, max(columns.ends[block.last], *(line.x1 for line in lines)), lines[-1].bottom)
            row.append(RuledCell(at, column, 1, 1, box, lines=list(lines)))
        rows.append(row)
    box = (edges[0], bands[0].top, edges[-1], max(band.bottom for band in bands))
    return RuledTable(box, edges, rows, open=True)
