"""What a reader gives: a document whose blocks point into one linear text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a block stands in the file as its reader knows it. Only what the format has is set.

    `page` counts from 1; `box` is (x0, top, x1, bottom) in points from the page's upper left corner; `sheet` is a sheet's name and `cell`
    a spreadsheet reference such as B7. Text files need none: offsets in the document's text say it all.
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    cell: str | None = None


# Named tuples, because a document holds tens of thousands of cells and a frozen dataclass costs four times as much to make.
class Paragraph(NamedTuple):
    """A run of the document's text outside tables: `document.text[begin:end]`."""

    begin: int
    end: int
    locator: Locator | None = None


class Cell(NamedTuple):
    """A cell of a table, at its row and first column (from 0); its text is `document.text[begin:end]`, paragraphs divided by line feeds."""

    row: int
    column: int
    begin: int
    end: int
    row_span: int = 1
    column_span: int = 1
    locator: Locator | None = None


class Table(NamedTuple):
    """A table: its cells row by row, left to right. A merged cell stands once, at its upper left corner.

    `spans_known` is False where the format lost which cells were merged (plain text): an empty cell may then belong to a merged one.
    """

    begin: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    spans_known: bool = True
    locator: Locator | None = None


class TextTable(NamedTuple):
    """A table of a text file: each line of `text` from `begin` is a row, its cells divided by tabs. The cells are made when asked for,
    because a text file is mostly such tables and the forms stage needs their lines only."""

    begin: int
    end: int
    text: str
    spans_known: bool = False
    locator: Locator | None = None

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells row by row, as in `Table`."""
        rows = []
        at = self.begin
        for number, line in enumerate(self.text.split("\n")):
            cells = []
            for column, cell in enumerate(line.split("\t")):
                cells.append(Cell(number, column, at, at + len(cell)))
                at += len(cell) + 1
            rows.append(tuple(cells))
        return tuple(rows)


Block = Paragraph | Table | TextTable


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. `text` is the whole of it in reading order, line ends as one line feed; every block bounds a run of it.

    `source` is the name that findings and provenance use (the path relative to the one given), `sha256` the hex digest of the bytes.
    Text outside the blocks is white space only. `notes` are remarks of the reader that a user should see (an encoding that was not declared).
    """

    source: str
    sha256: str
    media_type: str
    text: str
    blocks: tuple[Block, ...]
    encoding: str | None = None
    notes: tuple[str, ...] = ()

    def line_of(self, offset: int) -> int:
        """The line, from 1, in which a code point of the text stands."""
        return self.text.count("\n", 0, offset) + 1
