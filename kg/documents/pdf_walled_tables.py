"""Tables that are ruled between their columns only: the lines give the columns, the white space the rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kg.documents.pdf_characters import Glyph
from kg.documents.pdf_gaps import PADDING, Columns, Part, Segments
from kg.documents.pdf_lines import Line, find_lines, make_line
from kg.documents.pdf_marks import PageMarks, Ruling
from kg.documents.pdf_open_rows import find_rows
from kg.documents.pdf_open_tables import table_of
from kg.documents.pdf_tables import NEAR, RuledTable, distinct, joined

#: A table shows at least so many rows and columns: fewer are one row that fills the page.
ROWS, COLUMNS = 4, 2
#: Shorter lines are parts of signs.
HIGH = 12.0


def find_walled_tables(marks: PageMarks, tables: Sequence[RuledTable], loose: Sequence[Glyph]) -> tuple[list[RuledTable], list[Glyph]]:
    """(tables, glyphs outside them) of a page, in which what stands between upright lines alone is cut into the rows that its texts show."""
    kept = [table for table in tables if len(table.rows) > 1]
    single = [table for table in tables if table not in kept]
    left = [*loose, *(glyph for table in single for row in table.rows for cell in row for line in cell.lines for glyph in line.glyphs)]
    upright = [line for line in joined(marks.vertical) if line.end - line.begin > HIGH and not any(beside(line, table) for table in kept)]
    across = [line for line in joined(marks.horizontal) if line.end - line.begin > HIGH]
    found: list[RuledTable] = []
    for lines in bundles(upright):
        top, bottom = min(line.begin for line in lines), max(line.end for line in lines)
        if any(top + NEAR < line.at < bottom - NEAR for line in across):
            continue
        table, inside = walled(lines, left)
        if table is not None:
            found.append(table)
            left = [glyph for glyph in left if id(glyph) not in inside]
    if not found:
        return list(tables), list(loose)
    # A table of one row that no bundle took stays one.
    taken = [table for table in single if any(overlaps(table, other) for other in found)]
    rest = [table for table in single if table not in taken]
    held = {id(glyph) for table in rest for row in table.rows for cell in row for line in cell.lines for glyph in line.glyphs}
    left = [glyph for glyph in left if id(glyph) not in held]
    return sorted([*kept, *rest, *found], key=lambda table: (table.box[1], table.box[0])), left


def beside(line: Ruling, table: RuledTable) -> bool:
    """Whether an upright line belongs to a table that is known already."""
    x0, top, x1, bottom = table.box
    return x0 - NEAR <= line.at <= x1 + NEAR and line.begin < bottom and line.end > top


def overlaps(table: RuledTable, other: RuledTable) -> bool:
    """Whether two tables stand at the same height."""
    return table.box[1] < other.box[3] and other.box[1] < table.box[3]


def bundles(upright: Sequence[Ruling], fewest: int = COLUMNS + 1) -> list[list[Ruling]]:
    """Upright lines that stand beside each other, however a merged cell cuts them: each group rules one table."""
    found: list[list[Ruling]] = []
    reach = 0.0
    for line in sorted(upright, key=lambda line: (line.begin, line.at)):
        if found and line.begin < reach + NEAR:
            found[-1].append(line)
            reach = max(reach, line.end)
        else:
            found.append([line])
            reach = line.end
    return [lines for lines in found if len(distinct(line.at for line in lines)) >= fewest]


def walled(rules: Sequence[Ruling], glyphs: Sequence[Glyph]) -> tuple[RuledTable | None, set[int]]:
    """(the table between some upright lines, the ids of its glyphs); None where its texts show hardly any rows."""
    xs = distinct(line.at for line in rules)
    top, bottom = min(line.begin for line in rules), max(line.end for line in rules)
    inside = [g for g in glyphs if top < (g.top + g.bottom) / 2 < bottom and xs[0] < (g.x0 + g.x1) / 2 < xs[-1]]
    run = [cut_at_walls(line, rules, xs) for line in find_lines(inside)]
    if not run:
        return None, set()
    bands = find_rows(run, columns_between(xs, run))
    if len(bands) < ROWS or max(len(band.cells) for band in bands) < COLUMNS:
        return None, set()
    table = table_of(bands, columns_between(xs, run))
    table.edges = tuple(xs)
    table.box = (xs[0], top, xs[-1], bottom)
    return table, {id(glyph) for glyph in inside}


def cut_at_walls(line: Line, rules: Sequence[Ruling], xs: Sequence[float]) -> Segments:
    """A line cut where an upright line stands at its height."""
    middle = (line.top + line.bottom) / 2
    standing = distinct(rule.at for rule in rules if rule.begin - NEAR <= middle <= rule.end + NEAR)
    groups: dict[int, list[Glyph]] = {}
    for glyph in line.glyphs:
        groups.setdefault(bisect_right(standing, (glyph.x0 + glyph.x1) / 2), []).append(glyph)
    parts = []
    for at, group in sorted(groups.items()):
        part = make_line(group)
        if part is not None:
            first = bisect_right(xs, standing[at - 1] + NEAR) - 1 if at else 0
            last = bisect_right(xs, standing[at] - NEAR) - 1 if at < len(standing) else len(xs) - 2
            parts.append(Part(part, max(first, 0), max(last, first, 0)))
    return Segments(line, parts)


def columns_between(xs: Sequence[float], run: Sequence[Segments]) -> Columns:
    """The columns between walls; texts keep the same space on both sides."""
    spaces = [part.line.x0 - xs[part.column] for segments in run for part in segments.parts]
    pad = min(max(min(spaces, default=0.0), 0.0), PADDING[1])
    reached = max((part.line.x1 for segments in run for part in segments.parts), default=0.0)
    return Columns(tuple(xs[1:-1]), tuple(x + pad for x in xs[:-1]), tuple(x - pad for x in xs[1:]), max(xs[-1] - pad, min(reached, xs[-1])))
