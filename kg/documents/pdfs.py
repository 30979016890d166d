"""PDF files: ruled and unruled tables, paragraphs, cells that wrap and cross pages. A page that is a scanned image is said to be one.

The steps: what is printed (`pdf_marks`), the grids that rulings draw (`pdf_tables`), lines and wraps (`pdf_lines`), text outside rulings
(`pdf_columns`), tables over page breaks (`pdf_growth`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from kg.documents.building import CellText, DocumentBuilder
from kg.documents.limits import Limits
from kg.documents.pdf_banded_tables import find_banded_tables
from kg.documents.pdf_columns import in_reading_order
from kg.documents.pdf_growth import GrownTable, grow, grown
from kg.documents.pdf_lines import NO_START, Line, find_lines, is_wrap, join_lines, leading_of
from kg.documents.pdf_marks import PageMarks, read_marks
from kg.documents.pdf_open_tables import find_open_tables
from kg.documents.pdf_tables import RuledTable, find_tables
from kg.documents.pdf_walled_tables import find_walled_tables
from kg.documents.values import Document, Locator
from kg.errors import UnreadableInput

MEDIA_TYPE = "application/pdf"
#: The number of a page, alone at its top or bottom.
PAGE_NUMBER = re.compile(r"(?:第\s*)?[-—–·]?\s*\d{1,4}\s*[-—–·]?(?:\s*页)?(?:[,，/\s]*(?:共\s*)?\d{1,4}(?:\s*页)?)?")
REASONS = {
    raw.FPDF_ERR_PASSWORD: "the file is protected by a password; save it without one",
    raw.FPDF_ERR_SECURITY: "the file is protected in a way that cannot be read",
    raw.FPDF_ERR_FORMAT: "the file is damaged: no PDF structure can be made out",
    raw.FPDF_ERR_FILE: "the file is damaged",
}


def read_pdf(data: bytes, *, source: str, limits: Limits) -> Document:
    """A PDF file; raises UnreadableInput."""
    builder = DocumentBuilder(source, data, MEDIA_TYPE, limits)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        code = getattr(fault, "err_code", None)
        raise UnreadableInput(source, REASONS.get(code, f"the file is damaged: {fault}")) from fault
    try:
        count = len(document)
        if count > limits.max_pages:
            raise limits.refuse(source, "max_pages", "pages", count)
        if count == 0:
            raise UnreadableInput(source, "the file is damaged: it holds no pages")
        reader = PdfReader(builder)
        filled_in = document.get_formtype() != raw.FORMTYPE_NONE
        if filled_in:
            document.init_forms()
        for number in range(count):
            try:
                page = document[number]
                if filled_in:
                    # What was typed into the fields of a form is drawn beside the page; it counts as printed.
                    page.flatten()
                    page.close()
                    page = document[number]
            except pdfium.PdfiumError:
                builder.note(f"page {number + 1} is damaged and cannot be read")
                continue
            reader.read(read_marks(page), number + 1)
            page.close()
        reader.finish(count)
        if has_attachments(document):
            builder.note("the file carries attached files; they are not read")
    finally:
        document.close()
    return builder.document()


def has_attachments(document: pdfium.PdfDocument) -> bool:
    """Whether other files travel in the file."""
    return int(raw.FPDFDoc_GetAttachmentCount(document.raw)) > 0


class TextRun(NamedTuple):
    """The lines of a paragraph, and where the text that it belongs to starts and ends."""

    lines: list[Line]
    left: float
    right: float


class PdfReader:
    """Reads page after page. The state: the table that may go on over the next page break."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self.builder = builder
        self.table: GrownTable | None = None
        self.scanned: list[int] = []
        self.empty: list[int] = []
        self.unreadable = 0

    def read(self, marks: PageMarks, number: int) -> None:
        """One page."""
        self.unreadable += marks.unreadable
        if marks.leaning:
            self.builder.note(f"watermark left out: {''.join(marks.leaning)[:30]}")
        if marks.crowded:
            self.builder.note(f"page {number} holds a drawing with very many lines; it is read without tables")
        if not marks.glyphs:
            (self.scanned if marks.images else self.empty).append(number)
            return
        goes_on = self.table is not None and not self.table.open
        tables, loose = find_walled_tables(marks, *find_banded_tables(marks, *find_tables(marks, may_go_on=goes_on)))
        lines = without_page_numbers(find_lines(loose), marks, tables)
        items: list[tuple[float, RuledTable | list[Line]]] = [(table.box[1], table) for table in tables]
        items += [(run[0].top, run) for run in between_tables(lines, tables)]
        first = True
        for _, item in sorted(items, key=lambda item: item[0]):
            for piece in [item] if isinstance(item, RuledTable) else self._pieces(item, marks):
                if first and self.table is not None and isinstance(piece, RuledTable) and grow(self.table, piece, number, marks, self.builder):
                    first = False
                    continue
                self._flush()
                if first:
                    self.builder.page_break()
                first = False
                if isinstance(piece, RuledTable):
                    self.table = grown(piece, number)
                else:
                    self._paragraph(piece, number)

    def finish(self, pages: int) -> None:
        """The file ends: the last table is whole, and what could not be read is said."""
        self._flush()
        if self.scanned:
            self.builder.note(f"{pages_said(self.scanned, pages)} without text: only text recognition could read that")
        if self.unreadable:
            self.builder.note(f"{self.unreadable} characters are printed in fonts that do not say which characters they are")

    # -- tables over pages

    def _flush(self) -> None:
        if self.table is None:
            return
        table, self.table = self.table, None
        rows = []
        leading = leading_of(*(cell.pieces for row in table.rows for cell in row))
        for row in table.rows:
            cells = []
            for cell in row:
                text, places = join_lines(cell.pieces, cell.left, cell.right, leading=leading)
                cells.append(CellText(cell.column, text, cell.row_span, cell.column_span, locator_of(cell.page, cell.box), places))
            rows.append(cells)
        self.builder.table(rows, spans_known=not table.open, locator=locator_of(table.page, table.box))

    # -- text outside ruled tables

    def _pieces(self, lines: list[Line], marks: PageMarks) -> Iterator[RuledTable | TextRun]:
        """The tables without lines and the paragraphs of some text."""
        known = self.table.edges[1:-1] if self.table is not None and self.table.open else ()
        for run in in_reading_order(lines):
            left = min(line.x0 for line in run)
            # Punctuation may hang over the edge; text in one column may reach as far on the right as it starts on the left.
            reached = [line.x1 for line in run if line.text[-1] not in NO_START]
            right = max(*reached, marks.width - left if len(run) == len(lines) else 0.0, left)
            paragraph: list[Line] = []
            for item in find_open_tables(run, right, known):
                if paragraph and (isinstance(item, RuledTable) or not runs_on(paragraph[-1], item, left, right)):
                    yield TextRun(paragraph, left, right)
                    paragraph = []
                if isinstance(item, RuledTable):
                    yield item
                else:
                    paragraph.append(item)
            if paragraph:
                yield TextRun(paragraph, left, right)

    def _paragraph(self, run: TextRun, number: int) -> None:
        text, places = join_lines([(line, number) for line in run.lines], run.left, run.right)
        boxes = [place.box for _, _, place in places if place.box is not None]
        whole = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
        self.builder.paragraph(text, Locator(page=number, box=whole), places)


def locator_of(page: int, box: tuple[float, float, float, float]) -> Locator:
    """A place with a tenth of a point."""
    return Locator(page=page, box=(round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)))


def runs_on(before: Line, after: Line, left: float, right: float) -> bool:
    """Whether a line of running text goes on with the paragraph above it."""
    if abs(before.size - after.size) > 1 or after.top - before.bottom > 1.5 * after.size:
        return False
    return is_wrap(before, after, right, left)


def without_page_numbers(lines: list[Line], marks: PageMarks, tables: Sequence[RuledTable]) -> list[Line]:
    """The lines without a page number that stands alone in the margin above or below everything else."""
    highest = min([line.top for line in lines] + [table.box[1] for table in tables], default=0.0)
    lowest = max([line.bottom for line in lines] + [table.box[3] for table in tables], default=0.0)
    kept = []
    for at, line in enumerate(lines):
        in_margin = line.bottom < 0.12 * marks.height or line.top > 0.88 * marks.height
        outermost = line.top <= highest + 1 or line.bottom >= lowest - 1
        # A figure that stands as close as a line of text is one.
        beside = [abs(other.top - line.bottom) for other in lines[at + 1 : at + 2]] + [abs(line.top - other.bottom) for other in lines[:at][-1:]]
        apart = all(space > 1.2 * line.size for space in beside)
        if in_margin and outermost and apart and PAGE_NUMBER.fullmatch(line.text):
            continue
        kept.append(line)
    return kept


def between_tables(lines: Sequence[Line], tables: Sequence[RuledTable]) -> Iterator[list[Line]]:
    """The lines in runs that no table divides."""
    run: list[Line] = []
    for line in lines:
        if run and any(run[-1].top < table.box[1] <= line.top or run[-1].top < table.box[3] <= line.top for table in tables):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def pages_said(numbers: Sequence[int], pages: int) -> str:
    """Which pages are scanned images, as a user reads it."""
    if len(numbers) == pages and pages > 1:
        return f"all {pages} pages are scanned images"
    if len(numbers) == 1:
        return f"page {numbers[0]} is a scanned image"
    shown = ", ".join(map(str, numbers[:10])) + ("…" if len(numbers) > 10 else "")
    return f"pages {shown} are scanned images"
