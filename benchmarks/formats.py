"""Files of each format against the bare library that reads the same file, and memory over many files.

The files are the bundled samples, printed by the generators of the tests. The libraries read all text and tables; ours also finds the places.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.measures import race
from kg.documents import DEFAULT_LIMITS, read_data
from kg.documents.pages import read_page
from kg.documents.pdfs import read_pdf
from kg.documents.sheets import read_sheets
from kg.documents.words import read_word
from kg.resources import package_data
from tests.documents.printing import Content, content_of, page, pdf, word, workbook

SAMPLES = ("shanghai-construction-2020", "shanghai-greening-2023", "beijing-shijingshan-2019", "shanghai-water-construction-2024")


def samples() -> Content:
    """The content of some samples, one after the other."""
    content: Content = []
    for name in SAMPLES:
        content += content_of(read_data(package_data("kg.samples", f"{name}.txt").encode(), source="sample.txt").text)
    return content


def by_pdfplumber(data: bytes) -> None:
    """All text and tables."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for sheet in document.pages:
            sheet.extract_text()
            sheet.extract_tables()


def by_python_docx(data: bytes) -> None:
    """All paragraphs and cells."""
    import docx

    document = docx.Document(io.BytesIO(data))
    for paragraph in document.paragraphs:
        _ = paragraph.text
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                _ = cell.text


def by_openpyxl(data: bytes) -> None:
    """All values with their formats and merged ranges."""
    import openpyxl

    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            for cell in row:
                _ = (cell.value, cell.number_format)


def by_lxml(data: bytes) -> None:
    """The tree and all its text."""
    from lxml import html

    "".join(str(text) for text in html.document_fromstring(data).itertext())


def run(work: Path) -> str:
    """A table: files per second, and our time as a multiple of the library's."""
    del work
    content = samples()
    limits = DEFAULT_LIMITS
    formats: tuple[tuple[str, bytes, Callable[..., object], str, Callable[[bytes], None]], ...] = (
        (".pdf", pdf(content, split_rows=False), read_pdf, "pdfplumber", by_pdfplumber),
        (".docx", word(content), read_word, "python-docx", by_python_docx),
        (".xlsx", workbook(content), read_sheets, "openpyxl", by_openpyxl),
        (".html", page(content), read_page, "lxml", by_lxml),
    )
    rows = ["format      bytes    files/s  library        ours/library"]
    for ending, data, read, library, bare in formats:
        taken = race({"ours": partial(read, data, source="a", limits=limits), library: partial(bare, data)}, rounds=3)
        rows.append(f"{ending:<8} {len(data):>8,} {1 / taken['ours'].seconds:>10.1f}  {library:<14} {taken['ours'].against(taken[library]):>8.2f}")
    return "\n".join(rows)
