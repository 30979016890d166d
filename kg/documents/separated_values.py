"""Tables as text with separators (.csv, .tsv), as data portals and spreadsheet programs save them. Source of the rules: RFC 4180.

Which character divides the cells is seen from the text: Excel takes the semicolon where the comma is decimal, and `sep=;` as a first line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from kg.documents.building import CellText, DocumentBuilder
from kg.documents.encodings import decode
from kg.documents.limits import Limits
from kg.documents.sheet_tables import letters
from kg.documents.values import Document, Locator
from kg.errors import UnreadableInput

MEDIA_TYPE = "text/csv"
SEPARATORS = (",", "\t", ";")
#: The line by which Excel is told the separator.
TOLD = re.compile(r"sep=([,;\t])[^\S\n]*\n", re.IGNORECASE)
#: So many rows show which separator it is.
SHOWN = 200


def read_separated_values(data: bytes, *, source: str, limits: Limits) -> Document:
    """A .csv or .tsv file; raises UnreadableInput. Its columns and rows are named as a spreadsheet program shows them (B7)."""
    text, encoding = decode(data, source)
    builder = DocumentBuilder(source, data, MEDIA_TYPE, limits)
    builder.encoding = encoding
    told = TOLD.match(text)
    rows = rows_of(text[told.end() :] if told else text, told.group(1) if told else separator_of(text), source)
    table: list[list[CellText]] = []
    opening = True
    for number, row in enumerate(rows, start=1 + bool(told)):
        texts = [value.strip() for value in row]
        cells = [CellText(column, text, locator=Locator(cell=f"{letters(column)}{number}")) for column, text in enumerate(texts) if text]
        # Rows of one cell at the start, or below an empty row, are titles and remarks, as in a workbook.
        opening = (len(cells) == 1 and opening) or not cells
        if not opening:
            table.append(cells)
            continue
        builder.table(table, spans_known=False)
        table = []
        for cell in cells:
            builder.paragraph(cell.text, cell.locator)
    builder.table(table, spans_known=False)
    return builder.document()


def rows_of(text: str, separator: str, source: str) -> Iterator[list[str]]:
    """The rows of a text; a cell of more than 131,072 characters is a quotation mark that was never closed, and refused."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        yield from reader
    except csv.Error as fault:
        raise UnreadableInput(source, f"is no table with separators: {fault}", f"line {reader.line_num}") from fault


def separator_of(text: str) -> str:
    """The separator by which the first rows have most cells, the comma where none has any."""

    def cells(separator: str) -> int:
        rows = csv.reader(islice(io.StringIO(text, newline=""), SHOWN), delimiter=separator)
        try:
            return sum(len(row) - 1 for row in rows)
        except csv.Error:
            return 0

    return max(SEPARATORS, key=cells)
