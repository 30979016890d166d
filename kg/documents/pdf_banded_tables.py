"""Tables that are ruled between their rows only, with or without a box around them: the lines give the rows, the white space the columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from kg.documents.pdf_gaps import Segments, columns_of, cut, find_walls
from kg.documents.pdf_lines import find_lines
from kg.documents.pdf_marks import Glyph, PageMarks, Ruling
from kg.documents.pdf_tables import RuledTable, distinct, joined, make_table

#: Shorter lines are underlines and fields to write in.
LONG = 100.0
#: Between two lines stands one row; where most hold more, the lines only divide parts of a table.
MOST_LINES = 2.5


def find_banded_tables(marks: PageMarks, tables: Sequence[RuledTable], loose: Sequence[Glyph]) -> tuple[list[RuledTable], list[Glyph]]:
    """(tables, glyphs outside them) of a page, in which tables of one column are cut into the columns that their texts show."""
    kept = [table for table in tables if len(table.edges) > 2 or len(table.rows) < 2]
    opened = [table for table in tables if table not in kept]
    left = [*loose, *(glyph for table in opened for row in table.rows for cell in row for line in cell.lines for glyph in line.glyphs)]
    horizontal = [line for line in joined(marks.horizontal) if line.end - line.begin > LONG and not any(within(line, table) for table in kept)]
    for rules in stacks(horizontal):
        table, inside = banded(rules, left)
        if table is not None:
            kept.append(table)
            left = [glyph for glyph in left if id(glyph) not in inside]
    kept.sort(key=lambda table: (table.box[1], table.box[0]))
    return kept, left


def within(line: Ruling, table: RuledTable) -> bool:
    """Whether a line belongs to a table that is known already."""
    x0, top, x1, bottom = table.box
    return top - 3 <= line.at <= bottom + 3 and line.begin < x1 and line.end > x0


def stacks(horizontal: Sequence[Ruling]) -> list[list[Ruling]]:
    """Lines below each other that end at the same place on the right (a merged cell cuts some short on the left)."""
    found: list[list[Ruling]] = []
    for line in sorted(horizontal):
        if found and abs(found[-1][0].end - line.end) < 3 and line.begin >= found[-1][0].begin - 3:
            found[-1].append(line)
        else:
            found.append([line])
    return [lines for lines in found if len(distinct(line.at for line in lines)) >= 3]


def banded(rules: list[Ruling], glyphs: Sequence[Glyph]) -> tuple[RuledTable | None, set[int]]:
    """(the table between some lines, the ids of its glyphs); None where the texts show no columns, or rows of their own between the lines."""
    ys = distinct(line.at for line in rules)
    begin, end = min(line.begin for line in rules), max(line.end for line in rules)
    lines = [line for line in find_lines(glyphs) if ys[0] < (line.top + line.bottom) / 2 < ys[-1] and begin - 3 < line.x0 and line.x1 < end + 3]
    walls = find_walls(lines)
    bands: list[list[Segments]] = [[] for _ in ys[1:]]
    for line in lines:
        bands[bisect_right(ys, (line.top + line.bottom) / 2) - 1].append(cut(line, walls))
    run = [segments for band in bands for segments in band]
    if not walls or sum(len(segments.parts) > 1 for segments in run) > MOST_LINES * len(bands):
        return None, set()
    columns = columns_of(run, walls, end)
    drawn = [Ruling(at, ys[0], ys[-1]) for at in (begin, end)]
    for band, (top, bottom) in zip(bands, pairwise(ys), strict=True):
        parts = [part for segments in band for part in segments.parts]
        for at, wall in enumerate(walls):
            # A wall stands in the middle between a full cell and the next one.
            middle = (min(columns.ends[at], wall) + max(columns.begins[at + 1], wall)) / 2
            if not any(part.column <= at < part.last for part in parts):
                drawn.append(Ruling(middle, top, bottom))
    return make_table(rules, drawn, glyphs)
