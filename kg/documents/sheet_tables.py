"""The cells of a sheet, of whatever kind of workbook, as paragraphs and tables of a document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.documents.building import CellText, DocumentBuilder
from kg.documents.values import Locator

Span = tuple[int, int]


class SheetCell(NamedTuple):
    """A cell with text, at its row and column from 0."""

    row: int
    column: int
    text: str


def add_sheet(builder: DocumentBuilder, name: str, cells: Iterable[SheetCell], merged: Mapping[Span, Span]) -> None:
    """A sheet's cells as tables, whose columns count from the first one with text. Rows of one cell at the start of the sheet, or below an
    empty row, are titles and remarks: paragraphs, as they would be in a document."""
    rows: dict[int, list[SheetCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    if not rows:
        return
    first = min(cell.column for row in rows.values() for cell in row)
    builder.page_break()
    table: list[list[CellText]] = []
    sheet = Locator(sheet=name)
    numbers = sorted(rows)
    covered = covered_columns(numbers, merged)
    opening = True
    before = -1
    for number in numbers:
        line = []
        for cell in sorted(rows[number], key=lambda cell: cell.column):
            if any(begin <= cell.column < end and (number, cell.column) != corner for begin, end, corner in covered.get(number, ())):
                builder.note(f"the sheet {name} has cells under merged ones, which it does not show; they are left out")
                continue
            row_span, column_span = merged.get((cell.row, cell.column), (1, 1))
            locator = Locator(sheet=name, cell=f"{letters(cell.column)}{cell.row + 1}")
            line.append(CellText(cell.column - first, cell.text, row_span, column_span, locator))
        opening = len(line) == 1 and line[0].row_span == 1 and (opening or number > before + 1) and not reached(number, covered)
        before = number
        if not opening:
            table.append(line)
            continue
        builder.table(table, locator=sheet)
        table.clear()
        builder.paragraph(line[0].text, line[0].locator)
    builder.table(table, locator=sheet)


def reached(row: int, covered: Mapping[int, Sequence[tuple[int, int, Span]]]) -> bool:
    """Whether a merged cell from above reaches into a row."""
    return any(corner[0] < row for _, _, corner in covered.get(row, ()))


def covered_columns(rows: Sequence[int], merged: Mapping[Span, Span]) -> dict[int, list[tuple[int, int, Span]]]:
    """Row → (first column, one past the last, corner) of the merged ranges that it touches, of some rows in order."""
    covered: dict[int, list[tuple[int, int, Span]]] = {}
    for (top, left), (height, width) in merged.items():
        for number in rows[bisect_left(rows, top) : bisect_left(rows, top + height)]:
            covered.setdefault(number, []).append((left, left + width, (top, left)))
    return covered


def letters(column: int) -> str:
    """The letters of a column from 0."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def note_hidden(builder: DocumentBuilder, name: str, cells: Sequence[SheetCell], rows: Collection[int], columns: Collection[int]) -> None:
    """Remarks on the rows and columns of a sheet that it does not show, where they hold text: they are read like the others."""
    for what, count in (
        ("rows", len({cell.row for cell in cells if cell.row in rows})),
        ("columns", len({cell.column for cell in cells if cell.column in columns})),
    ):
        if count:
            builder.note(f"the sheet {name} has {count} hidden {what} with text; they are read all the same")
