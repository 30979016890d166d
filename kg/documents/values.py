"""What a reader gives: a document whose blocks point into one linear text."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a block stands in the file as its reader knows it. Only what the format has is set.

    `page` counts from 1; `box` is (x0, top, x1, bottom) in points from the page's upper left corner; `sheet` is a sheet's name and `cell`
    a spreadsheet reference such as B7. Word processors and web pages have neither: `table`, `row` and `column` count the tables, rows and
    columns of the document from 1, `paragraph` the paragraphs outside tables that hold text. Text files need none: offsets say it all.
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    cell: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None

    def __str__(self) -> str:
        """The place as a user reads it: "page 3", "sheet 绩效, cell B7", "table 2, row 3, column 4"."""
        names = ("page", "sheet", "cell", "table", "row", "column", "paragraph")
        return ", ".join(f"{name} {value}" for name in names if (value := getattr(self, name)) is not None)

    @property
    def fragment(self) -> str:
        """The place as a fragment of the file's address: of a PDF as RFC 8118 has it (`page=3&viewrect=left,top,width,height`, in points),
        of a workbook `sheet=…&cell=B7`, of a Word document or web page `table=2&row=3&column=4` or `paragraph=5`."""
        parts = [f"page={self.page}"] if self.page is not None else []
        if self.box is not None:
            x0, top, x1, bottom = self.box
            parts.append(f"viewrect={x0:g},{top:g},{round(x1 - x0, 1):g},{round(bottom - top, 1):g}")
        parts += [f"{name}={quote(value)}" for name, value in (("sheet", self.sheet), ("cell", self.cell)) if value is not None]
        counted = (("table", self.table), ("row", self.row), ("column", self.column), ("paragraph", self.paragraph))
        parts += [f"{name}={value}" for name, value in counted if value is not None]
        return "&".join(parts)


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


class Place(NamedTuple):
    """Where a run of the document's text, `document.text[begin:end]`, is printed: in a PDF, one line of a paragraph or cell."""

    begin: int
    end: int
    locator: Locator


#: Media types of files whose lines are the lines of the document's text.
LINED = frozenset({"text/plain", "text/markdown", "text/csv"})


def counted_places(blocks: Sequence[Block], begin: int, end: int) -> Iterator[Place]:
    """The places of a run of the text where no reader knew any, by counting: which table, row and column, or which paragraph."""
    tables = paragraphs = 0
    for block in blocks:
        if block.begin >= end:
            return
        tables += not isinstance(block, Paragraph)
        paragraphs += isinstance(block, Paragraph)
        if block.end <= begin:
            continue
        if isinstance(block, Paragraph):
            yield Place(max(block.begin, begin), min(block.end, end), Locator(paragraph=paragraphs))
            continue
        for cell in (cell for row in block.rows for cell in row if max(cell.begin, begin) < min(cell.end, end)):
            yield Place(max(cell.begin, begin), min(cell.end, end), Locator(table=tables, row=cell.row + 1, column=cell.column + 1))


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. `text` is the whole of it in reading order, line ends as one line feed; every block bounds a run of it.

    `source` is the name that findings and provenance use (the path relative to the one given), `sha256` the hex digest of the bytes.
    Text outside the blocks is white space only (in Markdown and pipe tables also the marks and rules). `notes` are remarks of the reader that
    a user should see (a scanned page, a hidden sheet), `unread` those of them that tell of something that is not read. `places` are the runs
    whose place is known, in order: finer than the blocks, because a paragraph or cell may be printed on several lines or pages.

    Wrapped lines: where a format knows lines as printed (PDF, the output of converters), a reader undoes the wraps, so that a title broken by
    a line end stands whole in `text`: nothing is put between Chinese characters, one space between Latin words; the paragraphs of a cell
    are divided by one line feed. No other character is added or lost. Text files keep their lines as they are.
    """

    source: str
    sha256: str
    media_type: str
    text: str
    blocks: tuple[Block, ...]
    encoding: str | None = None
    notes: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    unread: tuple[str, ...] = ()

    def locate(self, begin: int, end: int) -> Iterator[Place]:
        """The places that a run of the text touches, in order; none in a text file, whose places are its lines."""
        if not self.places and self.media_type not in LINED:
            yield from counted_places(self.blocks, begin, end)
            return
        at = max(bisect_right(self.places, begin, key=lambda place: place.begin) - 1, 0)
        while at < len(self.places) and self.places[at].begin < end:
            place = self.places[at]
            if place.end > begin:
                yield Place(max(place.begin, begin), min(place.end, end), place.locator)
            at += 1

    def fragments(self, begin: int, end: int) -> tuple[str, ...]:
        """The different places that a run of the text touches, as fragments of the file's address (`Locator.fragment`), in order."""
        return tuple(dict.fromkeys(fragment for place in self.locate(begin, end) if (fragment := place.locator.fragment)))

    def place_of(self, offset: int) -> str:
        """The place of a code point as a user finds it in the file: "page 3", "sheet 绩效, cell B7", "table 2, row 3, column 4", "line 12"."""
        found = next(self.locate(offset, offset + 1), None)
        return f"line {self.line_of(offset)}" if found is None else str(found.locator)

    def line_of(self, offset: int) -> int:
        """The line, from 1, in which a code point of the text stands."""
        return bisect_left(_line_ends(self.text), offset) + 1


@lru_cache(maxsize=1)
def _line_ends(text: str) -> array[int]:
    """Where the lines of a text end: findings ask for the lines of thousands of places of one."""
    return array("L", [match.start() for match in re.finditer("\n", text)])
