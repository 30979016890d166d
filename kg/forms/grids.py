"""A document as rows of cells: what the readers of forms walk over, whatever format the rows came from."""

from __future__ import annotations

from typing import NamedTuple

from kg.documents import Document, Paragraph


class GridCell(NamedTuple):
    """A cell that is not empty: its column, its raw text, and where that begins in the document's text."""

    column: int
    text: str
    begin: int


class Row(NamedTuple):
    """A row of a table, or a paragraph (one cell in column 0). `gap` says that an empty line or a page's end stands before it."""

    begin: int
    end: int
    cells: tuple[GridCell, ...]
    in_table: bool
    gap: bool
    width: int


def read_rows(document: Document) -> list[Row]:
    """The rows of a document from top to bottom, those without text left out."""
    text = document.text
    rows: list[Row] = []
    last_end = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            gap = text.count("\n", last_end, block.begin) > 1 or "\f" in text[last_end : block.begin]
            rows.append(Row(block.begin, block.end, (GridCell(0, text[block.begin : block.end], block.begin),), False, gap, 1))
            last_end = block.end
            continue
        for cells in block.rows:
            kept = tuple([GridCell(c.column, t, c.begin) for c in cells if not (t := text[c.begin : c.end]).isspace() and t])
            if kept:
                begin, end = cells[0].begin, cells[-1].end
                gap = text.count("\n", last_end, begin) > 1
                rows.append(Row(begin, end, kept, True, gap, len(cells)))
                last_end = end
    return rows
