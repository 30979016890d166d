"""Tables that go on over page breaks: header rows printed again are left out once, and a row cut by the break is joined as if by a wrap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.documents.building import DocumentBuilder, nearest
from kg.documents.pdf_lines import NO_START, Line, is_wrap
from kg.documents.pdf_marks import PageMarks
from kg.documents.pdf_tables import RuledTable, distinct

#: The same edge of a table may stand so many points further on the next page.
EDGES_NEAR = 4.0
#: A text of so many lines may go on after a page break with a new paragraph.
LONG = 3


Piece = tuple[Line, int]


@dataclass(slots=True)
class GrownCell:
    """A cell of a table that may stand on several pages: its lines with their pages."""

    column: int
    column_span: int
    row_span: int
    box: tuple[float, float, float, float]
    page: int
    left: float
    right: float
    open_above: bool = False
    open_below: bool = False
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class GrownTable:
    """A table as it grows from page to page."""

    edges: tuple[float, ...]
    page: int
    box: tuple[float, float, float, float]
    rows: list[list[GrownCell]]
    bottom: float
    open: bool = False
    by_cells: bool = False


def grown(table: RuledTable, number: int) -> GrownTable:
    """A page's table as the start of one that may go on."""
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            left = cell.box[0] + table.pad
            # Punctuation may hang over the edge; any other line that reaches further shows that the padding is smaller on the right.
            reached = [line.x1 for line in cell.lines if line.text[-1] not in NO_START]
            right = max(cell.box[2] - table.pad, *reached) if reached else cell.box[2] - table.pad
            pieces = [(line, number) for line in cell.lines]
            spans = cell.column_span, cell.row_span
            cells.append(GrownCell(cell.column, *spans, cell.box, number, left, right, cell.open_above, cell.open_below, pieces))
        rows.append(cells)
    return GrownTable(table.edges, number, table.box, rows, table.box[3], table.open, table.by_cells)


def regrid(table: GrownTable, edges: Sequence[float]) -> None:
    """Columns and spans of the cells counted in a grid of more edges."""
    if len(edges) == len(table.edges):
        return
    place = [nearest(edges, edge) for edge in table.edges]
    for row in table.rows:
        for cell in row:
            first, last = place[cell.column], place[cell.column + cell.column_span]
            cell.column, cell.column_span = first, last - first
    table.edges = tuple(edges)


def are_alike(known: GrownTable, table: RuledTable) -> bool:
    """Whether two tables on pages one after the other stand at the same place: by their sides, or by the columns of tables without lines."""
    if not known.open or (known.by_cells and table.by_cells):
        return all(abs(known.edges[side] - table.edges[side]) <= EDGES_NEAR for side in (0, -1))
    # The rows on one page may show fewer columns than those on the other.
    fewer, more = sorted((known.edges, table.edges), key=len)
    return all(min(abs(edge - other) for other in more) <= EDGES_NEAR for edge in fewer[1:-1])


def repeated_rows(known: GrownTable, addition: GrownTable) -> int | None:
    """How many rows at the top repeat the head of the table; None where they start another form of the same layout."""
    count = 0
    for above, below in zip(known.rows, addition.rows, strict=False):
        if row_text(above) != row_text(below) or not any(row_text(below)):
            break
        count += 1
    if not count or count >= min(len(known.rows), len(addition.rows)):
        return count
    first_above, first_below = row_text(known.rows[count])[0], row_text(addition.rows[count])[0]
    labels = [row_text(row)[0] for row in known.rows]
    if first_above == first_below and first_above and labels.count(first_above) == 1:
        # The same label follows with another value: the next form, not the next page (a level's name stands in front of many rows).
        return None
    return count


def row_text(row: Sequence[GrownCell]) -> tuple[str, ...]:
    """The text of a row's cells without white space."""
    return tuple("".join("".join(line.text.split()) for line, _ in cell.pieces) for cell in row)


def grow(known: GrownTable, table: RuledTable, number: int, marks: PageMarks, builder: DocumentBuilder) -> bool:
    """Go on with the table of the page before, if this one is its continuation; whether it is."""
    if known.bottom < 0.6 * marks.height or known.open != table.open or not are_alike(known, table):
        return False
    addition = grown(table, number)
    # The rows on one page may show fewer of the table's columns than those on the other.
    edges = distinct(known.edges + table.edges, EDGES_NEAR)
    regrid(known, edges)
    regrid(addition, edges)
    repeated = repeated_rows(known, addition)
    if repeated is None:
        return False
    if repeated:
        builder.note(f"the header of a table, repeated on page {number}, is left out")
    rows = addition.rows[repeated:]
    if rows and known.rows:
        leave_out_repeated_texts(known, rows[0])
        open_row = join_cut_cells(known, rows)
        if open_row or is_cut(known.rows[-1], rows[0]):
            last = len(known.rows) - 1
            by_column = {cell.column: cell for at, row in enumerate(known.rows) for cell in row if at + cell.row_span > last}
            for cell in rows[0]:
                above = by_column.get(cell.column)
                if above is not None:
                    above.pieces += cell.pieces
                    above.row_span += cell.row_span - 1
                    above.open_below = cell.open_below
            rows = rows[1:]
    known.rows += rows
    known.bottom = table.box[3]
    return True


def leave_out_repeated_texts(known: GrownTable, row: Sequence[GrownCell]) -> None:
    """A merged cell that a page break cuts is one where its text, which office programs print on each page and cut off, is the same."""
    last = len(known.rows) - 1
    bottom = {(cell.column, cell.column_span): cell for at, row in enumerate(known.rows) for cell in row if at + cell.row_span > last}
    for cell in row:
        above = bottom.get((cell.column, cell.column_span))
        if above is None or not above.open_below or row_text([above]) != row_text([cell]):
            continue
        if any(glyph.home is not None for each in (above, cell) for line, _ in each.pieces for glyph in line.glyphs):
            cell.open_above = True
            cell.pieces = []


def join_cut_cells(known: GrownTable, rows: Sequence[list[GrownCell]]) -> bool:
    """Merged cells that a page break cut between two rows are one again. Some programs draw no line where they cut a cell, so that it stands
    open between neighbours which are closed; true where the whole row stands open, which is then cut itself."""
    last = len(known.rows) - 1
    bottom = {(cell.column, cell.column_span): cell for at, row in enumerate(known.rows) for cell in row if at + cell.row_span > last}
    if starts_a_row(bottom, rows[0]):
        below = [cell for cell in rows[0] if not (cell.row_span == 1 and cell.pieces)]
    elif all(cell.open_below for cell in bottom.values()) and all(cell.open_above for cell in rows[0]):
        framed = not all(cell.open_above for cell in known.rows[0])
        return framed and all((cell.column, cell.column_span) in bottom for cell in rows[0])
    else:
        below = list(rows[0])
    for cell in [cell for cell in below if cell.open_above]:
        above = bottom.get((cell.column, cell.column_span))
        if above is not None and above.open_below:
            above.row_span += cell.row_span
            above.open_below = cell.open_below
            above.pieces += cell.pieces
            rows[0].remove(cell)
    return False


def starts_a_row(bottom: Mapping[tuple[int, int], GrownCell], row: Sequence[GrownCell]) -> bool:
    """Whether a row at the top of a page is a new one although no line closes it above: several of its cells hold text below text, and one
    of these short texts had ended."""
    pairs = [
        (above, cell) for cell in row if cell.row_span == 1 and cell.pieces and (above := bottom.get((cell.column, cell.column_span))) is not None
    ]
    pairs = [(above, cell) for above, cell in pairs if above.pieces]
    return len(pairs) > 1 and any(len(a.pieces) < LONG and not is_wrap(a.pieces[-1][0], b.pieces[0][0], a.right, a.left) for a, b in pairs)


def is_cut(above: Sequence[GrownCell], below: Sequence[GrownCell]) -> bool:
    """Whether a row at the top of a page is the rest of the row at the bottom of the page before."""
    by_column = {(cell.column, cell.column_span): cell for cell in above}
    filled = [(by_column.get((cell.column, cell.column_span)), cell) for cell in below if cell.pieces]
    pairs = [(a, b) for a, b in filled if a is not None and a.pieces]
    if not pairs or len(pairs) < len(filled):
        return False
    runs_on = [is_wrap(a.pieces[-1][0], b.pieces[0][0], a.right, a.left) for a, b in pairs]
    # Where the row has cells that ended on the page before, a long text may also go on with a new paragraph.
    ended = any(not b.pieces and b.row_span == 1 and (a := by_column.get((b.column, b.column_span))) is not None and a.pieces for b in below)
    return all(runs_on) or (ended and all(run or len(a.pieces) >= LONG for run, (a, _) in zip(runs_on, pairs, strict=True)))
