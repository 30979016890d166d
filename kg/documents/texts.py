"""Plain text to blocks. Converters write tables into text in three ways, and all are read:

* a line a row, cells divided by tabs (`项目名称：⇥城管执法⇥项目类别：⇥其他`);
* a line a cell, each cell after one leading tab, further paragraphs of a cell without one, rows divided by an empty line;
* a line a row, cells between vertical bars (`| 项目名称 | 城管执法 |`).
"""

from __future__ import annotations

import hashlib
import re

from kg.documents.encodings import decode
from kg.documents.values import Block, Cell, Document, Paragraph, Table, TextTable
from kg.errors import UnreadableInput

MEDIA_TYPE = "text/plain"

#: A line that is one cell: a leading tab and no other.
CELL_LINE = re.compile(r"^\t[^\t\n]*$", re.MULTILINE)
#: A line that is a row: a tab after some text, or two tabs.
ROW_LINE = re.compile(r"^(?:[^\t\n]+\t|\t[^\t\n]*\t)", re.MULTILINE)


def read_text(data: bytes, *, source: str) -> Document:
    """A text file as a document; raises UnreadableInput where the bytes are no text, or none."""
    text, encoding = decode(data, source)
    if not text.strip():
        raise UnreadableInput(source, "the file is empty" if not data else "the file holds white space only")
    return Document(source, hashlib.sha256(data).hexdigest(), MEDIA_TYPE, text, text_blocks(text), encoding)


def text_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in order."""
    blocks = find_blocks(text)
    if "|" in text:
        from kg.documents.pipes import with_pipe_tables

        blocks = with_pipe_tables(text, blocks)
    return blocks


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text without vertical bars, in order."""
    cell_lines = len(CELL_LINE.findall(text))
    if cell_lines >= 4 and cell_lines > len(ROW_LINE.findall(text)):
        return _cell_a_line(text)
    return _row_a_line(text)


#: A run of lines that hold tabs, or one other line that is not empty.
RUN = re.compile(r"^(?:[^\t\n]*\t[^\n]*(?:\n|\Z))+|^[^\n]*[^\s][^\n]*$", re.MULTILINE)

#: Lines that hold one text each with nothing but tabs behind it: paragraphs that a converter has filled up to the columns of a table elsewhere.
PADDED = re.compile(r"(?:[^\t\n]+\t+(?:\n|\Z))+")
UNPADDED = re.compile(r"^[^\t\n]+", re.MULTILINE)


def _row_a_line(text: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for match in RUN.finditer(text):
        begin, end = match.span()
        run = match.group()
        if "\t" in run and PADDED.fullmatch(run):
            blocks += (Paragraph(begin + line.start(), begin + line.end()) for line in UNPADDED.finditer(run))
        elif "\t" in run:
            run = run.removesuffix("\n")
            blocks.append(TextTable(begin, begin + len(run), run))
        else:
            blocks.append(Paragraph(begin, end))
    return tuple(blocks)


def _cell_a_line(text: str) -> tuple[Block, ...]:
    """A cell may hold paragraphs, and an empty line inside a cell looks like the end of its row: the next line says which it was
    (a line that starts without a tab, within a table, goes on with the cell only when no empty line stands before it)."""
    blocks: list[Block] = []
    rows: list[tuple[Cell, ...]] = []
    row: list[Cell] = []
    begin = 0

    def end_row() -> None:
        if row:
            rows.append(tuple(row))
            row.clear()

    def end_table() -> None:
        end_row()
        if rows:
            blocks.append(Table(rows[0][0].begin, rows[-1][-1].end, tuple(rows), False))
            rows.clear()

    for line in text.split("\n"):
        end = begin + len(line)
        if line.startswith("\t"):
            at = begin + 1
            for cell in line[1:].split("\t"):
                row.append(Cell(len(rows), len(row), at, at + len(cell)))
                at += len(cell) + 1
        elif not line or line.isspace():
            end_row()
        elif row:
            row[-1] = row[-1]._replace(end=end)
        else:
            end_table()
            blocks.append(Paragraph(begin, end))
        begin = end + 1
    end_table()
    return tuple(blocks)
