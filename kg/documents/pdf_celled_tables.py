"""Tables without lines between their rows whose upright lines were drawn cell by cell, as browsers do: each part of a line is one row.

The columns follow from upright lines inside the table, from the ends of the lines above and below it, or from the white space. Which cells
were merged follows from their texts: lines of one text that stand in two rows, and labels set in the middle of several.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from kg.documents.pdf_characters import Glyph
from kg.documents.pdf_gaps import Columns, Part, Segments, columns_of, cut, find_walls
from kg.documents.pdf_lines import Line, body, find_lines, is_wide, space_between
from kg.documents.pdf_marks import PageMarks, Ruling
from kg.documents.pdf_open_cells import Band, Block
from kg.documents.pdf_open_rows import raised
from kg.documents.pdf_open_tables import table_of
from kg.documents.pdf_rule_ends import ends_of, is_drawn_by_cells
from kg.documents.pdf_spans import spans_of
from kg.documents.pdf_tables import NEAR, RuledTable, distinct, joined
from kg.documents.pdf_walled_tables import HIGH, beside, bundles, columns_between, cut_at_walls

#: Lines of one text in two rows stand no more than so many ems further apart than lines in one row.
SAME_TEXT = 0.2


def find_celled_tables(
    marks: PageMarks, tables: Sequence[RuledTable], loose: Sequence[Glyph], known: Sequence[float] = ()
) -> tuple[list[RuledTable], list[Glyph]]:
    """(tables, glyphs outside them) of a page, with the tables that upright lines in parts show; `known` are the sides of the columns of a
    table of that kind on the page before, which may go on."""
    kept = [table for table in tables if len(table.rows) > 1]
    single = [table for table in tables if table not in kept]
    left = [*loose, *(glyph for table in single for row in table.rows for cell in row for line in cell.lines for glyph in line.glyphs)]
    upright = [line for line in joined(marks.vertical) if line.end - line.begin > HIGH and not any(beside(line, table) for table in kept)]
    found: list[RuledTable] = []
    for lines in bundles(upright, 2):
        for rules in parted(lines, joined(marks.horizontal)):
            table, inside = celled(rules, marks, left, known)
            if table is not None:
                found.append(table)
                left = [glyph for glyph in left if id(glyph) not in inside]
    if not found:
        return list(tables), list(loose)
    rest = [table for table in single if not any(table.box[1] < other.box[3] and other.box[1] < table.box[3] for other in found)]
    held = {id(glyph) for table in rest for row in table.rows for cell in row for line in cell.lines for glyph in line.glyphs}
    left = [glyph for glyph in left if id(glyph) not in held]
    return sorted([*kept, *rest, *found], key=lambda table: (table.box[1], table.box[0])), left


def parted(rules: Sequence[Ruling], across: Sequence[Ruling]) -> list[list[Ruling]]:
    """Upright lines parted at the lines across all of them: the borders of tables that touch."""
    begin, end = min(line.at for line in rules), max(line.at for line in rules)
    top, bottom = min(line.begin for line in rules), max(line.end for line in rules)
    borders = [line.at for line in across if line.begin < begin + NEAR and line.end > end - NEAR and top + NEAR < line.at < bottom - NEAR]
    found = []
    for above, below in pairwise([top, *distinct(borders), bottom]):
        part = [Ruling(line.at, max(line.begin, above), min(line.end, below)) for line in rules]
        found.append([line for line in part if line.end - line.begin > NEAR])
    return found


def celled(rules: Sequence[Ruling], marks: PageMarks, glyphs: Sequence[Glyph], known: Sequence[float]) -> tuple[RuledTable | None, set[int]]:
    """(the table that some upright lines show, the ids of its glyphs); None where they are not drawn cell by cell."""
    xs = distinct(line.at for line in rules)
    top, bottom = min(line.begin for line in rules), max(line.end for line in rules)
    drawn = [line for line in marks.vertical if xs[0] - NEAR <= line.at <= xs[-1] + NEAR and top - NEAR <= line.begin and line.end <= bottom + NEAR]
    goes_on = len(known) > 1 and abs(known[0] - xs[0]) < NEAR and abs(known[-1] - xs[-1]) < NEAR
    if not is_drawn_by_cells(drawn, top, bottom) and not (goes_on and all(line.end - line.begin > bottom - top - NEAR for line in drawn)):
        return None, set()
    ys = (top, *ends_of(drawn, top, bottom), bottom)
    inside = [g for g in glyphs if top < (g.top + g.bottom) / 2 < bottom and xs[0] < (g.x0 + g.x1) / 2 < xs[-1]]
    lines = find_lines(inside)
    if not lines:
        return None, set()
    if len(xs) > 2:
        edges = tuple(xs)
        run = [cut_at_walls(line, rules, xs) for line in lines]
        columns = columns_between(xs, run)
    else:
        edges, run = columns_in_box(lines, ys, xs, marks, known)
        if len(edges) < 3:
            return None, set()
        columns = columns_of(run, edges[1:-1], xs[-1])
        columns = Columns(columns.walls, columns.begins, tuple(map(max, ends_reached(columns, run))), columns.right)
    bands = raised(rows_between(run, ys), exact=True)
    table = table_of(bands, columns)
    table.edges, table.box, table.by_cells = edges, (xs[0], top, xs[-1], bottom), True
    return table, {id(glyph) for glyph in inside}


def ends_reached(columns: Columns, run: Sequence[Segments]) -> list[list[float]]:
    """For each column, where it ends, and where the texts that end in it do."""
    return [[end, *(part.line.x1 for each in run for part in each.parts if part.last == at)] for at, end in enumerate(columns.ends)]


def columns_in_box(
    lines: Sequence[Line], ys: Sequence[float], xs: Sequence[float], marks: PageMarks, known: Sequence[float]
) -> tuple[tuple[float, ...], list[Segments]]:
    """(the sides of the columns, the lines cut at them) in a box without upright lines inside."""
    begin, end = xs[0], xs[-1]
    border = [line for line in marks.horizontal if any(abs(line.at - y) < NEAR for y in (ys[0], ys[-1]))]
    border = [line for line in border if begin - NEAR <= line.begin and line.end <= end + NEAR]
    if is_drawn_by_cells(border, begin, end):
        exact = ends_of(border, begin, end)
    elif len(known) > 2 and abs(known[0] - begin) < NEAR and abs(known[-1] - end) < NEAR:
        exact = tuple(known[1:-1])
    else:
        walls = find_walls(lines)
        return (begin, *walls, end), [cut(line, walls) for line in lines]
    edges = (begin, *exact, end)
    bands: list[list[Segments]] = [[] for _ in ys[1:]]
    for line in lines:
        bands[min(max(bisect_right(ys, (line.top + line.bottom) / 2) - 1, 0), len(bands) - 1)].append(cut(line, exact, exact))
    for spans, band in zip(spans_of(bands, [edges] * len(bands)), bands, strict=True):
        for part in (part for segments in band for part in segments.parts):
            whole = next(span for span in spans if span.first <= part.column <= span.last)
            part.column, part.last = whole.first, whole.last
    return edges, [segments for band in bands for segments in band]


def rows_between(run: Sequence[Segments], ys: Sequence[float]) -> list[Band]:
    """The rows between the ends of lines, with the texts that stand in each; a text that goes on in the next row stays one."""
    parts = sorted((part for segments in run for part in segments.parts), key=lambda part: body(part.line)[0])
    rows = {id(part): min(max(bisect_right(ys, sum(body(part.line)) / 2) - 1, 0), len(ys) - 2) for part in parts}
    columns: dict[int, list[Part]] = {}
    for part in parts:
        columns.setdefault(part.column, []).append(part)
    pairs = [(a.line, b.line) for column in columns.values() for a, b in pairwise(column) if rows[id(a)] == rows[id(b)]]
    chinese = [pair for pair in pairs if all(any(map(is_wide, line.text)) for line in pair)]
    leading = min((space_between(a, b) for a, b in chinese or pairs), default=0.0)
    bands = [Band(top, bottom, {}) for top, bottom in pairwise(ys)]
    for column, stack in columns.items():
        block: Block | None = None
        for before, part in zip([None, *stack], stack, strict=False):
            same = block is not None and before is not None and rows[id(before)] == rows[id(part)]
            if block is None or before is None or not (same or space_between(before.line, part.line) < leading + SAME_TEXT * part.line.size):
                block = Block(column, part.last, [part.line])
                at = rows[id(part)]
                bands[at].cells[column] = block
            else:
                block.lines.append(part.line)
                block.last = max(block.last, part.last)
    return placed(bands, ys)


def placed(bands: list[Band], ys: Sequence[float]) -> list[Band]:
    """The rows with each text in the row that holds its middle."""
    for at, band in enumerate(bands):
        for column, block in list(band.cells.items()):
            home = min(max(bisect_right(ys, block.middle) - 1, 0), len(bands) - 1)
            if home != at and column not in bands[home].cells:
                bands[home].cells[column] = band.cells.pop(column)
    return bands
