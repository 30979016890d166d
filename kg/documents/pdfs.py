"""PDF files: ruled and unruled tables, paragraphs, cells that wrap and cross pages. A page that is a scanned image is said to be one.

The steps: what is printed (`pdf_marks`), the grids that rulings draw (`pdf_tables`), lines and wraps (`pdf_lines`), text outside rulings
(`pdf_columns`), tables over page breaks (`pdf_growth`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from kg.documents.building import CellText, DocumentBuilder
from kg.documents.limits import Limits
from kg.documents.pdf_banded_tables import find_banded_tables
from kg.documents.pdf_celled_tables import find_celled_tables
from kg.documents.pdf_columns import in_reading_order
from kg.documents.pdf_growth import GrownTable, grow, grown
from kg.documents.pdf_lines import NO_START, Line, find_lines, is_wrap, join_lines, leading_of
from kg.documents.pdf_marks import PageMarks, read_marks
from kg.documents.pdf_open_tables import find_open_tables
from kg.documents.pdf_running_lines import NUMBER, PAGE_NUMBER, without_page_numbers, without_running_lines
from kg.documents.pdf_tables import RuledTable, find_tables
from kg.documents.pdf_walled_tables import find_walled_tables
from kg.documents.pdf_wide_sheets import Part, SheetPage, WideSheets, part_at
from kg.documents.values import Document, Locator
from kg.errors import UnreadableInput

MEDIA_TYPE = "application/pdf"
#: (begin in a text, end, place) of its printed lines
Places = tuple[tuple[int, int, Locator], ...]
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
                builder.lost(f"page {number + 1} is damaged and cannot be read")
                continue
            reader.add(read_marks(page), number + 1)
            page.close()
        reader.finish(count)
        if has_attachments(document):
            builder.lost("the file carries attached files; they are not read")
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
    """Reads page after page. The state: the table that may go on over the next page break, and the pages around it."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self.builder = builder
        self.table: GrownTable | None = None
        self.waiting: list[tuple[PageMarks, int]] = []
        self.before: PageMarks | None = None
        self.scanned: list[int] = []
        self.empty: list[int] = []
        self.unreadable = 0
        #: page → (quarter turns, width, height) where it is read otherwise than shown
        self.turned: dict[int, tuple[int, float, float]] = {}
        self.sheets = WideSheets()
        #: page → the pages that are read with it, side by side
        self.parts: dict[int, tuple[Part, ...]] = {}

    def add(self, marks: PageMarks, number: int) -> None:
        """The next page; what runs at its head and foot is known when the one behind it is."""
        self.waiting.append((marks, number))
        if len(self.waiting) > 1:
            self._read_next()

    def _read_next(self) -> None:
        marks, number = self.waiting.pop(0)
        beside = [page for page in (self.before, *(page for page, _ in self.waiting)) if page is not None]
        whole = replace(marks)
        for text in without_running_lines(marks, beside):
            if PAGE_NUMBER.fullmatch(text) is None:
                self.builder.note(f"headers and footers of the pages are left out: {NUMBER.sub('#', text)[:40]}")
        self.before = whole
        self._read_sheets(self.sheets.add(marks, number))

    def _read_sheets(self, pages: Iterable[SheetPage]) -> None:
        """Pages, those of wide sheets side by side."""
        for page in pages:
            if page.parts:
                self.parts[page.number] = page.parts
                numbers = ", ".join(str(part.number) for part in page.parts)
                self.builder.note(f"pages {numbers} show parts of one sheet; they are read side by side")
            self._read(page.marks, page.number)

    def _read(self, marks: PageMarks, number: int) -> None:
        self.unreadable += marks.unreadable
        if marks.turned:
            self.turned[number] = marks.turned, marks.width, marks.height
            self.builder.note(f"the text of page {number} stands turned; it is read upright")
        if marks.hidden:
            self.builder.note(f"{marks.hidden} characters that page {number} does not show are left out")
        if marks.leaning:
            self.builder.note(f"watermark left out: {''.join(marks.leaning)[:30]}")
        if marks.crowded:
            self.builder.lost(f"page {number} holds a drawing with very many lines; it is read without tables")
        if not marks.glyphs:
            (self.scanned if marks.images else self.empty).append(number)
            return
        goes_on = self.table is not None and not self.table.open
        known = self.table.edges if self.table is not None and self.table.by_cells else ()
        tables, loose = find_banded_tables(marks, *find_tables(marks, may_go_on=goes_on), may_go_on=goes_on)
        tables, loose = find_walled_tables(marks, *find_celled_tables(marks, tables, loose, known))
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
        while self.waiting:
            self._read_next()
        self._read_sheets(self.sheets.finish())
        self._flush()
        if self.scanned:
            self.builder.lost(f"{pages_said(self.scanned, pages)} without text: only text recognition could read that")
        if self.unreadable:
            self.builder.lost(f"{self.unreadable} characters are printed in fonts that do not say which characters they are")

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
                place = self._shown(locator_of(cell.page, cell.box))
                cells.append(CellText(cell.column, text, cell.row_span, cell.column_span, place, self._all_shown(places)))
            rows.append(cells)
        self.builder.table(rows, spans_known=not table.open, locator=self._shown(locator_of(table.page, table.box)))

    def _shown(self, locator: Locator) -> Locator:
        """A place on a page as the page is shown, of one that is read turned or with others."""
        if locator.page in self.parts and locator.box is not None:
            x0, top, x1, bottom = locator.box
            part = part_at(self.parts[locator.page], x0)
            return locator_of(part.number, (x0 - part.shift, top, x1 - part.shift, bottom))
        known = self.turned.get(locator.page or 0)
        if known is None or locator.box is None:
            return locator
        turns, width, height = known
        x0, top, x1, bottom = locator.box
        boxes = {
            1: (top, width - x1, bottom, width - x0),
            2: (width - x1, height - bottom, width - x0, height - top),
            3: (height - bottom, x0, height - top, x1),
        }
        return locator_of(locator.page or 0, boxes[turns])

    def _all_shown(self, places: Places) -> Places:
        """The places of some runs of text as their pages are shown."""
        return tuple((begin, end, self._shown(locator)) for begin, end, locator in places) if self.turned or self.parts else places

    # -- text outside ruled tables

    def _pieces(self, lines: list[Line], marks: PageMarks) -> Iterator[RuledTable | TextRun]:
        """The tables without lines and the paragraphs of some text."""
        known = self.table.edges[1:-1] if self.table is not None and self.table.open else ()
        for run in in_reading_order(lines):
            left = min(line.x0 for line in run)
            # Punctuation may hang over the edge; text in one column may reach as far on the right as it starts on the left.
            reached = [line.x1 for line in run if line.text[-1] not in NO_START]
            right = max(*reached, marks.width - left if len(run) == len(lines) else 0.0, left)
            if self.table is not None and self.table.open and left > self.table.edges[0] + 1.0:
                # Below a page break, the first columns of a table may be empty.
                right = max(right, self.table.edges[-1])
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
        self.builder.paragraph(text, self._shown(Locator(page=number, box=whole)), self._all_shown(places))


def locator_of(page: int, box: tuple[float, float, float, float]) -> Locator:
    """A place with a tenth of a point."""
    return Locator(page=page, box=(round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)))


def runs_on(before: Line, after: Line, left: float, right: float) -> bool:
    """Whether a line of running text goes on with the paragraph above it."""
    if abs(before.size - after.size) > 1 or after.top - before.bottom > 1.5 * after.size:
        return False
    return is_wrap(before, after, right, left)


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
