"""Rulings to tables: the grid that the lines of a table draw, and which of its fields were merged.

Lines that cross make a grid; two neighbouring fields of the grid with no line between them are one merged cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.documents.building import nearest
from kg.documents.pdf_characters import Glyph
from kg.documents.pdf_lines import Line, find_lines
from kg.documents.pdf_marks import SHORT, PageMarks, Ruling

#: Lines this close are one line (double rulings, borders of neighbouring cells), and ends this close touch.
NEAR = 3.0
#: Lines side by side without any across are a row that fills the page, if they are at least so long.
LONG_ROW = 100.0
#: The text of a merged cell stands so many ems below the lines of its table at most.
MOST_OVERFLOW = 6.0

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class RuledCell:
    """A cell of a table on one page: where it stands in the grid, its box, and its lines. `open_above` and `open_below`: no line closes it
    there, at the edge of the table."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    open_above: bool = False
    open_below: bool = False
    glyphs: list[Glyph] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class RuledTable:
    """A table on one page. `edges` are the places of its vertical lines; `pad` is the space between a cell's border and its text. `open`: no
    lines show its cells, so that it is not known which were merged; their boxes are those of their texts. `by_cells`: its sides were drawn
    row by row."""

    box: Box
    edges: tuple[float, ...]
    rows: list[list[RuledCell]]
    pad: float = 0.0
    open: bool = False
    by_cells: bool = False


def find_tables(marks: PageMarks, *, may_go_on: bool = False) -> tuple[list[RuledTable], list[Glyph]]:
    """(the ruled tables of a page from top to bottom, the glyphs outside them). `may_go_on`: a table on the page before may go on, so that
    a box which is open above is the rest of its last cell."""
    tables: list[RuledTable] = []
    left = marks.glyphs
    for horizontal, vertical in grids(joined(marks.horizontal), joined(marks.vertical)):
        table, inside = make_table(horizontal, vertical, left)
        if table is None or (len(table.rows) == 1 and len(table.rows[0]) == 1 and not (may_go_on and table.rows[0][0].open_above)):
            continue
        tables.append(table)
        left = [glyph for glyph in left if id(glyph) not in inside]
    tables.sort(key=lambda table: (table.box[1], table.box[0]))
    return tables, without_overflow(tables[-1], left) if tables else left


def without_overflow(table: RuledTable, glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs without those that stand below the lines of the last table of a page, in cells that a page break cut open: browsers go on
    with the text of a merged cell where the other cells of its last row have ended."""
    last = [cell for row in table.rows for cell in row if cell.box[3] == table.box[3]]
    opened = [cell for cell in last if cell.open_below]
    below = [glyph for glyph in glyphs if glyph.top > table.box[3] - NEAR and not glyph.text.isspace()]
    if not opened or len(opened) == len(last) or not below:
        return glyphs
    owners = [next((cell for cell in opened if cell.box[0] <= glyph.x0 and glyph.x1 <= cell.box[2]), None) for glyph in below]
    reach = max((glyph.bottom - table.box[3]) / glyph.size for glyph in below)
    if None in owners or reach > MOST_OVERFLOW:
        return glyphs
    taken = {id(glyph) for glyph in below}
    for cell in opened:
        mine = [glyph for glyph, owner in zip(below, owners, strict=True) if owner is cell]
        cell.lines += find_lines(mine)
    return [glyph for glyph in glyphs if id(glyph) not in taken]


def joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings with those on one line, and near each other, joined: lines are drawn cell by cell, in dashes, or twice."""
    lines: list[list[Ruling]] = []
    for ruling in sorted(rulings):
        if lines and ruling.at - lines[-1][-1].at <= NEAR / 2 and ruling.at - lines[-1][0].at <= NEAR:
            lines[-1].append(ruling)
        else:
            lines.append([ruling])
    found: list[Ruling] = []
    for line in lines:
        at = sum(r.at for r in line) / len(line)
        begin = end = None
        for ruling in sorted(line, key=lambda r: r.begin):
            if begin is None or end is None:
                begin, end = ruling.begin, ruling.end
            elif ruling.begin <= end + NEAR:
                end = max(end, ruling.end)
            else:
                found.append(Ruling(at, begin, end))
                begin, end = ruling.begin, ruling.end
        if begin is not None and end is not None:
            found.append(Ruling(at, begin, end))
    return [ruling for ruling in found if ruling.end - ruling.begin > SHORT]


def grids(horizontal: Sequence[Ruling], vertical: Sequence[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """The rulings that hang together, by their crossings: each group draws one table."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    ordered = sorted(range(len(vertical)), key=lambda at: vertical[at].at)
    places = [vertical[at].at for at in ordered]
    for h, line in enumerate(horizontal):
        first = bisect_right(places, line.begin - NEAR)
        for v in ordered[first : bisect_right(places, line.end + NEAR)]:
            if vertical[v].begin - NEAR <= line.at <= vertical[v].end + NEAR:
                parent[root(h)] = root(len(horizontal) + v)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for h, line in enumerate(horizontal):
        groups.setdefault(root(h), ([], []))[0].append(line)
    for v, line in enumerate(vertical):
        groups.setdefault(root(len(horizontal) + v), ([], []))[1].append(line)
    crossing = [(hs, vs) for hs, vs in groups.values() if (len(hs) >= 2 and vs) or (hs and len(vs) >= 2)]
    return crossing + side_by_side([vs[0] for hs, vs in groups.values() if not hs])


def side_by_side(vertical: Iterable[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Vertical lines that start and end together: a row so long that the page shows neither its top nor its bottom."""
    found: list[list[Ruling]] = []
    for line in sorted(vertical, key=lambda v: (v.begin, v.end, v.at)):
        if found and abs(found[-1][0].begin - line.begin) <= NEAR and abs(found[-1][0].end - line.end) <= NEAR:
            found[-1].append(line)
        elif line.end - line.begin > LONG_ROW:
            found.append([line])
    return [([], lines) for lines in found if len(lines) >= 3]


def distinct(places: Iterable[float], near: float = NEAR) -> list[float]:
    """Places in order, those near each other once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > near:
            found.append(place)
    return found


def make_table(horizontal: list[Ruling], vertical: list[Ruling], glyphs: Sequence[Glyph]) -> tuple[RuledTable | None, set[int]]:
    """(the table that rulings draw, the ids of the glyphs in it); None where they draw no cells."""
    # A table whose sides are open, or that a page break cut open, ends where its lines do.
    begin, end = min(line.begin for line in horizontal or sides_of(vertical)), max(line.end for line in horizontal or sides_of(vertical))
    top, bottom = min(line.begin for line in vertical), max(line.end for line in vertical)
    ys = distinct([line.at for line in horizontal] + [at for at in (top, bottom) if beyond(at, horizontal)])
    vertical = vertical + [Ruling(at, ys[0], ys[-1]) for at in (begin, end) if beyond(at, vertical)]
    xs = distinct(line.at for line in vertical)
    if len(ys) < 2 or len(xs) < 2 or (len(ys) - 1) * (len(xs) - 1) > 200_000:
        return None, set()
    walls = [[False] * len(xs) for _ in range(len(ys) - 1)]
    for line in vertical:
        at = nearest(xs, line.at)
        for row in range(len(ys) - 1):
            middle = (ys[row] + ys[row + 1]) / 2
            if line.begin - NEAR <= middle <= line.end + NEAR:
                walls[row][at] = True
    floors = [[False] * (len(xs) - 1) for _ in range(len(ys))]
    for line in horizontal:
        at = nearest(ys, line.at)
        for column in range(len(xs) - 1):
            middle = (xs[column] + xs[column + 1]) / 2
            if line.begin - NEAR <= middle <= line.end + NEAR:
                floors[at][column] = True
    cells = merge_fields(xs, ys, walls, floors)
    if not cells:
        return None, set()
    return fill(xs, ys, cells, glyphs)


def sides_of(vertical: Sequence[Ruling]) -> list[Ruling]:
    """A line from the leftmost to the rightmost of vertical lines."""
    return [Ruling(vertical[0].begin, min(line.at for line in vertical), max(line.at for line in vertical))]


def beyond(place: float, lines: Sequence[Ruling]) -> bool:
    """Whether a place lies before the first line or behind the last; it does where there are none."""
    return not lines or place < min(line.at for line in lines) - NEAR or place > max(line.at for line in lines) + NEAR


def merge_fields(xs: Sequence[float], ys: Sequence[float], walls: list[list[bool]], floors: list[list[bool]]) -> list[RuledCell]:
    """The cells of a grid: from each field on, to the right as far as no wall stands, then down as far as the same fields lie open."""
    rows, columns = len(ys) - 1, len(xs) - 1
    taken = [[False] * columns for _ in range(rows)]
    cells: list[RuledCell] = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            right = column + 1
            while right < columns and not walls[row][right] and not taken[row][right]:
                right += 1
            down = row + 1
            while down < rows and open_below(down, column, right, walls, floors, taken):
                down += 1
            for r in range(row, down):
                for c in range(column, right):
                    taken[r][c] = True
            # A field that no line closes lies outside the outline of a table that is no rectangle, unless a page break cut it open.
            above, below = any(floors[row][column:right]), any(floors[down][column:right])
            if walls[row][column] and walls[row][right] and (above or row == 0) and (below or down == rows):
                box = (xs[column], ys[row], xs[right], ys[down])
                cells.append(RuledCell(row, column, down - row, right - column, box, not above, not below))
    return cells


def open_below(row: int, column: int, right: int, walls: list[list[bool]], floors: list[list[bool]], taken: list[list[bool]]) -> bool:
    """Whether the fields of a row belong to the cell above them."""
    if any(floors[row][column:right]) or any(taken[row][column:right]) or any(walls[row][column + 1 : right]):
        return False
    return walls[row][column] and walls[row][right]


def fill(xs: list[float], ys: list[float], cells: list[RuledCell], glyphs: Sequence[Glyph]) -> tuple[RuledTable, set[int]]:
    """Glyphs into the cells in which their middles lie."""
    owner: dict[tuple[int, int], RuledCell] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                owner[row, column] = cell
    inside: set[int] = set()
    for glyph in glyphs:
        x, y = glyph.home or ((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2)
        column, row = bisect_right(xs, x) - 1, bisect_right(ys, y) - 1
        found = owner.get((row, column))
        if found is not None:
            found.glyphs.append(glyph)
            inside.add(id(glyph))
    pads = []
    for cell in cells:
        cell.lines = find_lines(cell.glyphs)
        cell.glyphs = []
        if cell.lines:
            pads.append(min(line.x0 for line in cell.lines) - cell.box[0])
    by_row: list[list[RuledCell]] = [[] for _ in range(len(ys) - 1)]
    for cell in cells:
        by_row[cell.row].append(cell)
    box = (xs[0], ys[0], xs[-1], ys[-1])
    pad = min(max(min(pads, default=0.0), 0.0), 12.0)
    return RuledTable(box, tuple(xs), [row for row in by_row if row], pad), inside
