"""Tables that are ruled between their rows only, with or without a box around them: the lines give the rows, the white space the columns.

The lines tell columns too, by their ends (`pdf_rule_ends`). After a page break, and before one, no line may close a row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.documents.pdf_characters import Glyph
from kg.documents.pdf_gaps import Columns, Part, Segments, columns_of, cut, find_walls
from kg.documents.pdf_lines import NO_START, Line, find_lines
from kg.documents.pdf_marks import PageMarks, Ruling
from kg.documents.pdf_rule_ends import ends_of, is_drawn_by_cells, line_at, local_walls
from kg.documents.pdf_spans import Span, reached, spans_of
from kg.documents.pdf_tables import NEAR, RuledTable, distinct, joined, make_table, without_overflow

#: Shorter lines are underlines and fields to write in.
LONG = 100.0
#: Between two lines stands one row; where most hold more, the lines only divide parts of a table.
MOST_LINES = 2.5
#: The sides of a table that were drawn row by row show as many rows as its other lines.
MOST_ROWS = 1.5
#: The lines of a row that a page break cut stand so many ems apart at most.
CUT_ROW = 2.5
#: A page break cuts a row whose text reaches this far down its page.
CUT_BELOW = 0.8


def find_banded_tables(
    marks: PageMarks, tables: Sequence[RuledTable], loose: Sequence[Glyph], *, may_go_on: bool = False
) -> tuple[list[RuledTable], list[Glyph]]:
    """(tables, glyphs outside them) of a page, in which tables of one column are cut into the columns that their texts show. `may_go_on`: a
    table on the page before may go on."""
    kept = [table for table in tables if len(table.edges) > 2 or len(table.rows) < 2]
    opened = [table for table in tables if table not in kept]
    left = [*loose, *(glyph for table in opened for row in table.rows for cell in row for line in cell.lines for glyph in line.glyphs)]
    horizontal = [line for line in joined(marks.horizontal) if line.end - line.begin > LONG and not any(within(line, table) for table in kept)]
    if not horizontal:
        return kept, left
    lines = find_lines(left)
    found = 0
    groups = stacks(horizontal, marks.horizontal, lines, kept)
    for rules in groups:
        first = may_go_on and not found and all(table.box[1] > rules[0].at for table in kept)
        last = rules is groups[-1] and all(table.box[3] < rules[-1].at for table in kept)
        at_foot = last and bool(lines) and lines[-1].bottom > CUT_BELOW * marks.height
        table, inside = banded(rules, marks, left, lines, cut_above=first, cut_below=at_foot)
        if table is not None:
            found += 1
            kept.append(table)
            left = [glyph for glyph in left if id(glyph) not in inside]
    kept.sort(key=lambda table: (table.box[1], table.box[0]))
    return kept, without_overflow(kept[-1], left) if found else left


def within(line: Ruling, table: RuledTable) -> bool:
    """Whether a line belongs to a table that is known already."""
    x0, top, x1, bottom = table.box
    return top - 3 <= line.at <= bottom + 3 and line.begin < x1 and line.end > x0


def stacks(horizontal: Sequence[Ruling], drawn: Sequence[Ruling], lines: Sequence[Line], tables: Sequence[RuledTable]) -> list[list[Ruling]]:
    """Lines below each other, none of which reaches further than the widest (a merged cell cuts some short): those of one table each."""
    found: list[list[Ruling]] = []
    for line in sorted(horizontal):
        if found:
            begin, end = min(rule.begin for rule in found[-1]), max(rule.end for rule in found[-1])
            inside = (begin - NEAR <= line.begin and line.end <= end + NEAR) or (line.begin <= begin + NEAR and end <= line.end + NEAR)
            parted = any(found[-1][-1].at < table.box[1] < line.at for table in tables)
            if inside and not parted and not divides_tables(found[-1][-1], line, drawn, lines):
                found[-1].append(line)
                continue
        found.append([line])
    return found


def divides_tables(above: Ruling, below: Ruling, drawn: Sequence[Ruling], lines: Sequence[Line]) -> bool:
    """Whether between two lines one table ends and another starts: their columns are others, and the text between shows none."""
    ends = [ends_of([rule for rule in drawn if abs(rule.at - each.at) < 1.0], each.begin, each.end) for each in (above, below)]
    apart = [[x for x in mine if all(abs(x - y) > NEAR for y in other)] for mine, other in (ends, ends[::-1])]
    if not all(apart):
        return False
    between = [line for line in lines if above.at < (line.top + line.bottom) / 2 < below.at]
    return bool(between) and all(len(cut(line).parts) == 1 for line in between)


def banded(
    rules: list[Ruling], marks: PageMarks, glyphs: Sequence[Glyph], lines: Sequence[Line], *, cut_above: bool, cut_below: bool
) -> tuple[RuledTable | None, set[int]]:
    """(the table between some lines, the ids of its glyphs); None where the texts show no columns, or rows of their own between the lines.
    `cut_above` and `cut_below`: a page break may have cut a row there."""
    begin, end = min(line.begin for line in rules), max(line.end for line in rules)
    ys = distinct(line.at for line in rules)
    side = [line for line in marks.vertical if min(abs(line.at - begin), abs(line.at - end)) < NEAR]
    if len(ends_of(side, ys[0], ys[-1])) > MOST_ROWS * len(ys):
        return None, set()
    mine = [line for line in marks.horizontal if ys[0] - NEAR <= line.at <= ys[-1] + NEAR and begin - NEAR <= line.begin and line.end <= end + NEAR]
    exact = ends_of(mine, begin, end)
    by_cells = bool(exact) and is_drawn_by_cells(mine, begin, end)
    beside = [line for line in lines if begin - NEAR < line.x0 and line.x1 < end + NEAR]
    if cut_above:
        partial = [line for line in rules if line.at - ys[0] < NEAR and (line.begin > begin + NEAR or line.end < end - NEAR)]
        above = cut_row([line for line in reversed(beside) if middle_of(line) < ys[0]], ys[0])
        if above and (partial or (by_cells and is_row(above, exact))):
            ys.insert(0, above[-1].top - 1.0)
    if cut_below and by_cells:
        below = cut_row([line for line in beside if middle_of(line) > ys[-1]], ys[-1])
        if below and is_row(below, exact):
            ys.append(below[-1].bottom + 1.0)
    if len(ys) < 3 and not (by_cells and len(ys) > len(distinct(line.at for line in rules))):
        return None, set()
    bands: list[list[Line]] = [[] for _ in ys[1:]]
    for line in beside:
        if ys[0] < middle_of(line) < ys[-1]:
            bands[bisect_right(ys, middle_of(line)) - 1].append(line)
    found = walls_by_ends(bands, ys, mine, (begin, *exact, end)) if by_cells else walls_by_gaps(bands, exact, end)
    if not found.walls:
        return None, set()
    sides = [Ruling(at, ys[0], ys[-1]) for at in (begin, end)]
    sides += [Ruling(at, top, bottom) for places, (top, bottom) in zip(found.walls, pairwise(ys), strict=True) for at in places]
    moved = [glyph._replace(home=found.hung[id(glyph)]) if id(glyph) in found.hung else glyph for glyph in glyphs]
    table, inside = make_table(rules, sides, moved)
    return table, {id(glyph) for glyph, known_as in zip(glyphs, moved, strict=True) if id(known_as) in inside}


class Walls(NamedTuple):
    """The places of the walls in each row, and of the punctuation that hangs over one."""

    walls: list[list[float]]
    hung: dict[int, tuple[float, float]]


def walls_by_gaps(bands: Sequence[Sequence[Line]], exact: Sequence[float], end: float) -> Walls:
    """The walls that the white space shows; of some, the place is known exactly."""
    walls = find_walls([line for band in bands for line in band], exact)
    cuts = [[cut(line, walls, exact) for line in band] for band in bands]
    run = [segments for band in cuts for segments in band]
    if not walls or sum(len(segments.parts) > 1 for segments in run) > MOST_LINES * len(bands):
        return Walls([], {})
    columns = columns_of(run, walls, end)
    parts = [part for segments in run for part in segments.parts]
    places = [wall if wall in exact else place_of(wall, at, parts, columns) for at, wall in enumerate(walls)]
    free = [without_crossed(places, reached(band)) for band in cuts]
    return Walls(free, hanging(parts, places))


def place_of(wall: float, at: int, parts: Sequence[Part], columns: Columns) -> float:
    """Where the wall behind a column is drawn: in the middle between a full cell and the next one, but in no text."""
    middle = (min(columns.ends[at], wall) + max(columns.begins[at + 1], wall)) / 2
    # Some programs let whole stops and commas hang over the side of a cell.
    return max([middle, *(part.line.x1 for part in parts if part.last == at and part.line.text[-1] not in NO_START)])


def walls_by_ends(bands: Sequence[Sequence[Line]], ys: Sequence[float], drawn: Sequence[Ruling], edges: Sequence[float]) -> Walls:
    """The walls that lines drawn cell by cell show."""
    hung: dict[int, tuple[float, float]] = {}
    cuts: list[list[Segments]] = []
    local = local_walls(ys, drawn, edges[1:-1])
    for band, places in zip(bands, local, strict=True):
        cuts.append([cut(line, places, places) for line in band])
        hung |= hanging([part for segments in cuts[-1] for part in segments.parts], places)
    if sum(map(fewest_lines, cuts)) > MOST_LINES * len(bands):
        return Walls([], {})
    sides = [(edges[0], *places, edges[-1]) for places in local]
    walls = [without_crossed(places, spans) for places, spans in zip(local, spans_of(cuts, sides), strict=True)]
    return Walls(without_walls_in_merged(walls, ys, drawn, edges[1:-1]), hung)


def without_walls_in_merged(walls: list[list[float]], ys: Sequence[float], drawn: Sequence[Ruling], places: Sequence[float]) -> list[list[float]]:
    """The walls without those in merged cells of several rows: where no line parts two rows around a wall, it stands in both or in none."""
    floors = [[any(rule.begin < place + NEAR and place - NEAR < rule.end for rule in line_at(drawn, y)) for place in places] for y in ys]
    for order in (range(1, len(walls)), range(len(walls) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for row in order:
            floor = floors[max(row, row + step)]
            gone = {place for place, closed in zip(places, floor, strict=True) if not closed and place not in walls[row + step]}
            walls[row] = [place for place in walls[row] if place not in gone]
    return walls


def fewest_lines(band: Sequence[Segments]) -> int:
    """How many lines the cell of a row has that has fewest."""
    counts = Counter(part.column for segments in band for part in segments.parts)
    return min(counts.values(), default=0)


def without_crossed(walls: Sequence[float], spans: Sequence[Span]) -> list[float]:
    """The walls of a row that no cell covers."""
    covered = {at for span in spans for at in range(span.first, span.last)}
    return [wall for at, wall in enumerate(walls) if at not in covered]


def hanging(parts: Iterable[Part], walls: Sequence[float]) -> dict[int, tuple[float, float]]:
    """The punctuation that hangs over the wall behind its text, by id, with a place before the wall."""
    found = {}
    for part in parts:
        last = next(glyph for glyph in reversed(part.line.glyphs) if not glyph.text.isspace())
        if part.last < len(walls) and last.text in NO_START and (last.x0 + last.x1) / 2 >= walls[part.last]:
            found[id(last)] = (walls[part.last] - 1.0, (last.top + last.bottom) / 2)
    return found


def middle_of(line: Line) -> float:
    """Half-way between the top and the bottom of a line."""
    return (line.top + line.bottom) / 2


def cut_row(lines: Sequence[Line], edge: float) -> list[Line]:
    """The lines, from an edge on, that stand as close as those of one row."""
    found: list[Line] = []
    for line in lines:
        if max(edge - line.bottom, line.top - edge) > CUT_ROW * line.size:
            break
        found.append(line)
        edge = middle_of(line)
    return found


def is_row(lines: Sequence[Line], walls: Sequence[float]) -> bool:
    """Whether lines beside a page break show cells: several, or one that is no title."""
    columns = [{part.column for part in cut(line, walls, walls).parts} for line in lines]
    return any(len(each) > 1 for each in columns) or all(0 not in each for each in columns)
