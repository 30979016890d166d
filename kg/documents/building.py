"""Blocks to a document: readers hand over paragraphs and rows of cells in reading order, and get the linear text with its offsets.

Cells of a row are divided by tabs, rows and blocks by line feeds, pages by an empty line.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.documents.limits import Limits
from kg.documents.values import Block, Cell, Document, Locator, Paragraph, Place, Table
from kg.errors import UnreadableInput

#: Characters that no text holds: formats that allow them mean nothing by them.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u00ad\u200b]")


class CellText(NamedTuple):
    """A cell on its way into a document: its text with one line feed between paragraphs, and its place.

    `places` are (begin in the text, end, locator) of the printed lines, where the format has lines.
    """

    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    locator: Locator | None = None
    places: tuple[tuple[int, int, Locator], ...] = ()


class DocumentBuilder:
    """Collects the blocks of one file. Raises UnreadableInput where the text or the number of cells passes its limit."""

    def __init__(self, source: str, data: bytes, media_type: str, limits: Limits) -> None:
        self.source = source
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.media_type = media_type
        self.limits = limits
        self.encoding: str | None = None
        self.parts: list[str] = []
        self.length = 0
        self.cells = 0
        self.blocks: list[Block] = []
        self.notes: list[str] = []
        self.unread: list[str] = []
        self.places: list[Place] = []
        self._page_break = False

    def note(self, remark: str) -> None:
        """A remark for the user, once."""
        if remark not in self.notes:
            self.notes.append(remark)

    def lost(self, remark: str) -> None:
        """A remark that something of the file is not read, or not whole, once."""
        self.note(remark)
        if remark not in self.unread:
            self.unread.append(remark)

    def page_break(self) -> None:
        """The next block stands on a new page: an empty line goes before it."""
        self._page_break = bool(self.parts)

    def paragraph(self, text: str, locator: Locator | None = None, places: Iterable[tuple[int, int, Locator]] = ()) -> None:
        """A paragraph; one without text is left out. Each of its lines (a forced line break) becomes a block of its own."""
        lead = len(text) - len(text.lstrip())
        kept = text.strip()
        if not kept:
            return
        begin = self._begin_block()
        at = begin
        for line in kept.split("\n"):
            if line.strip():
                self.blocks.append(Paragraph(at, at + len(line), locator))
            at += len(line) + 1
        self._put(kept)
        self._place(begin - lead, begin, begin + len(kept), locator, places)

    def table(self, rows: Sequence[Sequence[CellText]], *, spans_known: bool = True, locator: Locator | None = None) -> None:
        """A table; rows without cells and tables without text are left out."""
        rows = [row for row in rows if row]
        if not any(cell.text.strip() for row in rows for cell in row):
            return
        begin = at = self._begin_block()
        parts = self.parts
        done: list[tuple[Cell, ...]] = []
        for number, row in enumerate(rows):
            if number:
                parts.append("\n")
                at += 1
            cells = []
            for order, cell in enumerate(row):
                if order:
                    parts.append("\t")
                    at += 1
                text = cell.text.strip()
                end = at + len(text)
                if text:
                    self.cells += 1
                    parts.append(text)
                    if cell.locator is not None or cell.places:
                        self._place(at - (len(cell.text) - len(cell.text.lstrip())), at, end, cell.locator, cell.places)
                cells.append(Cell(number, cell.column, at, end, cell.row_span, cell.column_span, cell.locator))
                at = end
            done.append(tuple(cells))
            self._reach(at)
            if self.cells > self.limits.max_cells:
                raise self.limits.refuse(self.source, "max_cells", "cells", self.cells, str(row[-1].locator or ""))
        self.blocks.append(Table(begin, self.length, tuple(done), spans_known, locator))

    def _begin_block(self) -> int:
        if self.parts:
            self._put("\n\n" if self._page_break else "\n")
        self._page_break = False
        return self.length

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self._reach(self.length + len(text))

    def _reach(self, length: int) -> None:
        """The text is so long now."""
        self.length = length
        if self.length > self.limits.max_text_characters:
            raise self.limits.refuse(self.source, "max_text_characters", "characters of text", self.length)

    def _place(self, shift: int, begin: int, end: int, whole: Locator | None, places: Iterable[tuple[int, int, Locator]]) -> None:
        known = [
            Place(max(first + shift, begin), min(last + shift, end), locator)
            for first, last, locator in places
            if first + shift < end and last + shift > begin
        ]
        if not known and whole is not None:
            known = [Place(begin, end, whole)]
        self.places += known

    def document(self) -> Document:
        """The document; raises UnreadableInput where it holds no text."""
        if not self.parts:
            raise UnreadableInput(self.source, "; ".join(["the file holds no text", *self.notes]))
        text = "".join(self.parts)
        notes, unread = tuple(self.notes), tuple(self.unread)
        return Document(self.source, self.sha256, self.media_type, text, tuple(self.blocks), self.encoding, notes, tuple(self.places), unread)


def nearest(places: Sequence[float], place: float) -> int:
    """The index of the place, among places in order, that is nearest."""
    at = bisect_left(places, place)
    if at == len(places) or (at and place - places[at - 1] <= places[at] - place):
        return at - 1
    return at


def plain_text(text: str) -> str:
    """Text of an office file as the document holds it: line ends as line feeds, no control characters, tabs as spaces."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", text).replace("\t", " ")
