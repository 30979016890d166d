"""Filings printed in every format: the content of a text file written as a Word document, workbook, PDF, web page and Markdown.

What text loses is put back as offices make it: a row's last cell spans the empty columns behind it, and a level label spans the rows of its
block. So the files have real merged cells, wraps and page breaks.
"""

from __future__ import annotations

import html
import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

from kg.documents import Paragraph, read_data
from kg.forms.cleaning import clean

HEADS = ("一级目标", "一级指标")


@dataclass
class Printed:
    """A cell to print, at its place in the grid."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass
class Sheet:
    """A table to print: its cells, and the size of its grid."""

    cells: list[Printed] = field(default_factory=list)
    rows: int = 0
    columns: int = 0


Content = list["str | Sheet"]


def content_of(text: str, *, merged: bool = True) -> Content:
    """The content of a text file: paragraphs and tables, cells without their tags."""
    document = read_data(text.encode(), source="sample.txt")
    content: Content = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            content.append(clean(document.text[block.begin : block.end], 0)[0])
            continue
        rows = [[clean(document.text[cell.begin : cell.end], 0)[0] for cell in row] for row in block.rows]
        rows = [row for row in rows if any(row) and not all(set(cell) <= {"-"} for cell in row)]
        content.append(sheet_of(rows, merged=merged))
    return content


def sheet_of(rows: list[list[str]], *, merged: bool = True) -> Sheet:
    """Rows of texts as a table with merged cells."""
    width = max(len(row) for row in rows)
    sheet = Sheet(rows=len(rows), columns=width)
    in_indicators = False
    above: dict[int, Printed] = {}
    for number, row in enumerate(rows):
        in_indicators = in_indicators or any(cell in HEADS for cell in row)
        filled = [column for column, text in enumerate(row) if text]
        first, last = filled[0], filled[-1]
        here: dict[int, Printed] = {}
        for column in range(width):
            text = row[column] if column < len(row) else ""
            if not text and merged and column > last:
                here[last].column_span += 1
                continue
            if not text and merged and in_indicators and column < first and column in above and above[column].column_span == 1:
                above[column].row_span += 1
                here[column] = above[column]
                continue
            here[column] = Printed(number, column, text)
            sheet.cells.append(here[column])
        above = here
    return sheet


# -- Word


def word(content: Content) -> bytes:
    """A .docx file."""
    import docx

    document = docx.Document()
    for part in content:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(part.rows, part.columns, style="Table Grid")
        for cell in part.cells:
            first = table.cell(cell.row, cell.column)
            if cell.row_span * cell.column_span > 1:
                first = first.merge(table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1))
            first.text = ""
            for at, paragraph in enumerate(cell.text.split("\n")):
                (first.paragraphs[0] if at == 0 else first.add_paragraph()).text = paragraph
        document.add_paragraph("")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


# -- Excel


def workbook(content: Content) -> bytes:
    """An .xlsx file; figures are stored as numbers with a format that shows them as printed."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "绩效"
    width = max((part.columns for part in content if isinstance(part, Sheet)), default=1)
    at = 1
    for part in content:
        if isinstance(part, str):
            put_value(sheet.cell(at, 1), part)
            if width > 1:
                sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=width)
            at += 2
            continue
        for cell in part.cells:
            put_value(sheet.cell(at + cell.row, 1 + cell.column), cell.text)
            if cell.row_span * cell.column_span > 1:
                sheet.merge_cells(
                    start_row=at + cell.row, start_column=1 + cell.column,
                    end_row=at + cell.row + cell.row_span - 1, end_column=cell.column + cell.column_span,
                )  # fmt: skip
        at += part.rows + 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def separated_values(content: Content) -> bytes:
    """A .csv file as Excel saves it in China: GBK, every sheet's grid with its empty cells, merged cells in their first one only."""
    import csv

    stream = io.StringIO(newline="")
    rows = csv.writer(stream)
    for part in content:
        if isinstance(part, str):
            rows.writerow([part])
            rows.writerow([])
            continue
        grid = [[""] * part.columns for _ in range(part.rows)]
        for cell in part.cells:
            grid[cell.row][cell.column] = cell.text
        rows.writerows([*grid, []])
    return stream.getvalue().encode("gb18030")


def put_value(cell: Any, text: str) -> None:
    """A value as a clerk types it: amounts and dates become numbers with a format."""
    import datetime
    import re

    if re.fullmatch(r"\d{1,3}(,\d{3})+", text):
        cell.value, cell.number_format = int(text.replace(",", "")), "#,##0"
    elif re.fullmatch(r"\d{1,3}(,\d{3})*\.\d\d", text):
        cell.value, cell.number_format = float(text.replace(",", "")), "#,##0.00"
    elif re.fullmatch(r"20\d\d-\d\d-\d\d", text):
        cell.value, cell.number_format = datetime.date.fromisoformat(text), "yyyy-mm-dd"
    else:
        cell.value = text or None
        cell.data_type = "s" if text else "n"


# -- HTML


def page(content: Content, *, encoding: str = "utf-8", declared: str = "utf-8") -> bytes:
    """An .html file."""
    parts = [f'<!DOCTYPE html><html><head><meta charset="{declared}"><title>公开</title></head><body>']
    for part in content:
        if isinstance(part, str):
            parts.append(f"<p>{html.escape(part)}</p>")
            continue
        parts.append("<table border=1>")
        for row in range(part.rows):
            parts.append("<tr>")
            for cell in (c for c in part.cells if c.row == row):
                spans = f' rowspan="{cell.row_span}"' * (cell.row_span > 1) + f' colspan="{cell.column_span}"' * (cell.column_span > 1)
                inner = "".join(f"<p>{html.escape(p)}</p>" for p in cell.text.split("\n"))
                parts.append(f"<td{spans}>\n  {inner}\n</td>")
            parts.append("</tr>")
        parts.append("</table>")
    parts.append("</body></html>")
    return "\n".join(parts).encode(encoding)


# -- Markdown


def markdown(content: Content) -> bytes:
    """A .md file: pipe tables, without merged cells."""
    parts: list[str] = []
    for part in content:
        if isinstance(part, str):
            parts.append(part + "\n")
            continue
        texts = {(cell.row, cell.column): cell.text.replace("\n", "<br>") for cell in part.cells}
        for row in range(part.rows):
            parts.append("| " + " | ".join(texts.get((row, column), "") for column in range(part.columns)) + " |")
            if row == 0:
                parts.append("|" + " --- |" * part.columns)
        parts.append("")
    return "\n".join(parts).encode()


# -- PDF


#: Which lines of its tables a PDF draws: commands of reportlab that take (first cell, last cell, thickness, colour).
RULES = {
    "all": ("GRID",),
    "none": (),
    "rows": ("LINEABOVE", "LINEBELOW"),
    "box": ("BOX",),
    "rows and box": ("LINEABOVE", "LINEBELOW", "BOX"),
    "inner": ("INNERGRID",),
    "columns": ("LINEBEFORE", "LINEAFTER"),
    "rows by cells": ("LINEABOVE", "LINEBELOW"),
    "columns by cells": ("LINEBEFORE", "LINEAFTER"),
    "box by cells": ("LINEABOVE", "LINEBELOW", "LINEBEFORE", "LINEAFTER"),
}
#: Command → (row, column) of the cell on the other side of its line.
ACROSS = {"LINEABOVE": (-1, 0), "LINEBELOW": (1, 0), "LINEBEFORE": (0, -1), "LINEAFTER": (0, 1)}


def pdf(
    content: Content, *, rules: str = "all", split_rows: bool = True, password: str | None = None, size: int = 9, repeat: int = 0, padding: int = 6
) -> bytes:
    """A .pdf file: cells wrap at their width, long tables run over pages. The font is one that every PDF reader has, so that no font file is
    needed."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph as Flowing
    from reportlab.platypus import SimpleDocTemplate, Spacer, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=size, leading=size * 1.4, wordWrap="CJK")
    flow: list[Any] = []
    width = A4[0] - 120

    def flowing(text: str) -> list[Any]:
        spaced = [part for paragraph in text.split("\n") for part in (Spacer(1, size * 0.4), Flowing(html.escape(paragraph), style))]
        return spaced[1:]

    for part in content:
        if isinstance(part, str):
            flow += [*flowing(part), Spacer(1, 6)]
            continue
        grid: list[list[Any]] = [["" for _ in range(part.columns)] for _ in range(part.rows)]
        styles: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP" if split_rows else "MIDDLE")]
        if rules.endswith(" by cells"):
            styles += lines_by_cells(part, RULES[rules], inside=not rules.startswith("box"))
        else:
            styles += [(rule, (0, 0), (-1, -1), 0.5, "black") for rule in RULES[rules]]
        styles += [(f"{side}PADDING", (0, 0), (-1, -1), padding) for side in ("LEFT", "RIGHT")]
        for cell in part.cells:
            grid[cell.row][cell.column] = flowing(cell.text) if cell.text else ""
            if cell.row_span * cell.column_span > 1:
                styles.append(("SPAN", (cell.column, cell.row), (cell.column + cell.column_span - 1, cell.row + cell.row_span - 1)))
        table = Table(grid, colWidths=[width / part.columns] * part.columns, repeatRows=repeat, splitInRow=int(split_rows))
        table.setStyle(TableStyle(styles))
        flow += [table, Spacer(1, 12)]
    stream = io.BytesIO()
    encrypt = StandardEncryption(password, canPrint=1) if password else None
    SimpleDocTemplate(stream, pagesize=A4, leftMargin=60, rightMargin=60, topMargin=50, bottomMargin=50, encrypt=encrypt, invariant=1).build(flow)
    return stream.getvalue()


def lines_by_cells(sheet: Sheet, commands: tuple[str, ...], *, inside: bool) -> list[tuple[Any, ...]]:
    """The lines of a table drawn for each field of its grid, as browsers do; none in merged cells, and only around the table if not `inside`."""
    owner = {}
    for cell in sheet.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                owner[row, column] = cell.row, cell.column
    styles = []
    for row in range(sheet.rows):
        for column in range(sheet.columns):
            for command in commands:
                down, right = ACROSS[command]
                other = row + down, column + right
                outside = not (0 <= other[0] < sheet.rows and 0 <= other[1] < sheet.columns)
                if outside or (inside and owner.get((row, column)) != owner.get(other)):
                    styles.append((command, (column, row), (column, row), 0.5, "black"))
    return styles


def archive(files: dict[str, bytes]) -> bytes:
    """A .zip file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return stream.getvalue()
