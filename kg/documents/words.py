"""Word documents (.docx, .docm): paragraphs, tables with merged and nested cells, headers, footers, notes and text boxes.

The text is what a reader of the printed page sees with all changes accepted: inserted text counts and deleted text does not, of a field its
result and not its code, of numbered paragraphs their numbers. Macros are never run; a note says that a file has some. Source of the rules:
ECMA-376 part 1, chapter 17.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kg.documents.archives import Package
from kg.documents.building import DocumentBuilder, plain_text
from kg.documents.drawings import Shown, shown_in, tell_shown
from kg.documents.flows import FlowCell, FlowTable, build_flow
from kg.documents.limits import Limits
from kg.documents.markup import attribute, local, parse_part, related
from kg.documents.numbering import Numbering
from kg.documents.symbols import PRIVATE, symbol_of
from kg.documents.values import Document
from kg.errors import UnreadableInput

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

#: Wrappers around blocks, runs, rows and cells that change nothing (17.5, 17.13): their content counts as if they were not there.
WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo", "rubyBase", "ruby", "oMath", "oMathPara",
     "sect", "sub-section"}
)  # fmt: skip
#: Content that is not printed: deleted or moved away, field codes, phonetic guides, property lists.
UNSEEN = frozenset({"del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr"})
#: A header or footer that holds nothing but the page's number.
PAGE_NUMBER = re.compile(r"[第共页/\-—–\s\dPpageof.]*")

Content = list[str | FlowTable]


def read_word(data: bytes, *, source: str, limits: Limits) -> Document:
    """A Word document; raises UnreadableInput."""
    package = Package(data, source, limits)
    main = next((name for _, kind, name in related(package, "") if kind == "officeDocument"), "word/document.xml")
    body_part = package.part(main)
    if body_part is None:
        raise UnreadableInput(source, "the package holds no document", main)
    builder = DocumentBuilder(source, data, MEDIA_TYPE, limits)
    parts = list(related(package, main))
    if any(kind == "vbaProject" for _, kind, _ in parts):
        builder.note("the file holds macros; they are not run")
    reader = WordReader(Numbering.of(package, parts), builder)
    root = parse_part(body_part, source=source, part=main)
    body = next((child for child in root if local(child) == "body"), None)
    if body is None:
        raise UnreadableInput(source, "the document has no body", main)
    margins: list[str] = []
    for _, kind, name in parts:
        if kind in {"header", "footer"} and (part := package.part(name)) is not None:
            lines = [line for line in lines_of(reader.content(parse_part(part, source=source, part=name))) if not PAGE_NUMBER.fullmatch(line)]
            margins += [line for line in lines if line not in margins]
    # Headers and footers are printed around every page; in the text they stand once, before everything else.
    build_flow(builder, margins)
    reader.shown = Shown()
    build_flow(builder, reader.content(body))
    for _, kind, name in parts:
        if kind in {"footnotes", "endnotes"} and (part := package.part(name)) is not None:
            for note in parse_part(part, source=source, part=name):
                if attribute(note, "type") is None:
                    build_flow(builder, reader.content(note))
    tell_shown(builder, reader.shown)
    return builder.document()


def read_word_xml(data: bytes, *, source: str, limits: Limits) -> Document:
    """A Word document stored as one XML file (the format of Word 2003, or a package written flat); raises UnreadableInput."""
    builder = DocumentBuilder(source, data, MEDIA_TYPE, limits)
    root = parse_part(data, source=source, part="")
    body = next(root.iter("{*}body"), None)
    if body is None:
        raise UnreadableInput(source, "the document has no body")
    build_flow(builder, WordReader(Numbering({}, {}), builder).content(body))
    return builder.document()


def lines_of(content: Content) -> Iterator[str]:
    """All text of a flow, line by line."""
    for part in content:
        if isinstance(part, str):
            yield from (line.strip() for line in part.split("\n") if line.strip())
        else:
            for row in part.rows:
                for cell in row:
                    yield from lines_of(cell.content)


class WordReader:
    """Walks the block elements of one document; the state is the count of its numbered paragraphs, and of what it shows besides text."""

    def __init__(self, numbering: Numbering, builder: DocumentBuilder) -> None:
        self.numbering = numbering
        self.builder = builder
        self.shown = Shown()

    def content(self, parent: etree._Element) -> Content:
        """The paragraphs and tables of an element, in order."""
        found: Content = []
        for child in parent:
            name = local(child)
            if name == "p":
                self._paragraph(child, found)
            elif name == "tbl":
                found.append(self._table(child))
            elif name in WRAPPERS:
                found += self.content(child)
            elif name == "AlternateContent":
                found += self.content(chosen(child))
        return found

    def _paragraph(self, element: etree._Element, found: Content) -> None:
        pieces: list[str] = []
        boxes: list[etree._Element] = []
        self._runs(element, pieces, boxes)
        text = plain_text("".join(pieces))
        if text.strip():
            number = self.numbering.next_number(element)
            found.append(number + text if number else text)
        for box in boxes:
            found += self.content(box)

    def _runs(self, parent: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
        """The text of runs, and the text boxes anchored in them, which stand below their paragraph."""
        for child in parent:
            name = local(child)
            if name == "t":
                pieces.append(shown(child.text or "", parent))
            elif name == "r":
                if not is_hidden(child):
                    self._runs(child, pieces, boxes)
            elif name in {"br", "cr"}:
                pieces.append("\n")
            elif name == "tab" or name == "ptab":
                pieces.append(" ")
            elif name == "noBreakHyphen":
                pieces.append("-")
            elif name == "sym":
                pieces.append(symbol(child))
            elif name == "checkBox":
                pieces.append(tick(child))
            elif name == "AlternateContent":
                self._runs(chosen(child), pieces, boxes)
            elif name in {"drawing", "pict", "object"}:
                boxes += outermost_boxes(child)
                found = shown_in(child)
                self.shown = Shown(self.shown.pictures + found.pictures, self.shown.objects + found.objects)
            elif name == "fldChar" or (name not in UNSEEN and len(child)):
                self._runs(child, pieces, boxes)

    # -- tables

    def _table(self, element: etree._Element) -> FlowTable:
        table = FlowTable()
        #: column → the merged cell that goes on below it
        open_cells: dict[int, FlowCell] = {}
        for row in unwrapped(element, "tr"):
            if row_is_deleted(row):
                continue
            table.rows.append(self._row(row, open_cells))
        return table

    def _row(self, row: etree._Element, open_cells: dict[int, FlowCell]) -> list[FlowCell]:
        column = grid_before(row)
        cells: list[FlowCell] = []
        for element in unwrapped(row, "tc"):
            span, vertical, horizontal = merges(element)
            if horizontal == "continue" and cells:
                cells[-1].column_span += span
                column += span
                continue
            above = open_cells.get(column)
            if vertical == "continue" and above is not None:
                above.row_span += 1
                if any(lines_of(self.content(element))):
                    self.builder.note("a merged cell holds text that Word does not show; it is left out")
                column += span
                continue
            cell = FlowCell(column, column_span=span, content=self.content(element))
            cells.append(cell)
            for covered in range(column, column + span):
                open_cells.pop(covered, None)
            if vertical is not None:
                open_cells[column] = cell
            column += span
        return cells


def unwrapped(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table, or the cells of a row, also those inside wrappers."""
    for child in parent:
        name = local(child)
        if name == wanted:
            yield child
        elif name in WRAPPERS:
            yield from unwrapped(child, wanted)


def properties(element: etree._Element, name: str) -> dict[str, etree._Element]:
    """The properties of a row, cell or run by their names."""
    holder = next((child for child in element if local(child) == name), None)
    return {} if holder is None else {local(child): child for child in holder}


def grid_before(row: etree._Element) -> int:
    """How many columns of the grid a row leaves free at its start."""
    known = properties(row, "trPr").get("gridBefore")
    return 0 if known is None else whole(attribute(known, "val"), 0)


def row_is_deleted(row: etree._Element) -> bool:
    """Whether a tracked change deleted the row."""
    return "del" in properties(row, "trPr")


def merges(cell: etree._Element) -> tuple[int, str | None, str | None]:
    """(columns that a cell spans, restart|continue|None for vertical merging, the same for the old horizontal one)."""
    known = properties(cell, "tcPr")
    span = whole(attribute(known["gridSpan"], "val"), 1) if "gridSpan" in known else 1
    # Word 2003 writes them in small letters.
    vertical, horizontal = (
        next((attribute(known[name], "val") or "continue" for name in names if name in known), None)
        for names in (("vMerge", "vmerge"), ("hMerge", "hmerge"))
    )
    return max(span, 1), vertical, horizontal


def whole(text: str | None, default: int) -> int:
    """A small whole number of an attribute."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 5 else default


def is_hidden(run: etree._Element) -> bool:
    """Whether a run is hidden text."""
    vanish = properties(run, "rPr").get("vanish")
    return vanish is not None and attribute(vanish, "val") not in {"0", "false", "off"}


def symbol(element: etree._Element) -> str:
    """A sign of a symbol font, as the character that it shows."""
    code = (attribute(element, "char") or "").lower()
    return symbol_of(attribute(element, "font") or "", int(code, 16)) if re.fullmatch("[0-9a-f]{2,5}", code) else ""


def shown(text: str, run: etree._Element) -> str:
    """The text of a run, whose font may be one of symbols."""
    if PRIVATE.search(text) is None:
        return text
    fonts = properties(run, "rPr").get("rFonts")
    font = "" if fonts is None else attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""
    return PRIVATE.sub(lambda sign: symbol_of(font, ord(sign[0])), text)


def tick(element: etree._Element) -> str:
    """A tick box of an old form field."""
    states = {local(child): attribute(child, "val") for child in element}
    state = states.get("checked", "0") if "checked" in states else states.get("default", "0")
    return "□" if state in {"0", "false", "off"} else "☑"


def chosen(alternates: etree._Element) -> etree._Element:
    """One of the alternatives that say the same (a text box is written twice, for newer and older programs)."""
    choices = [child for child in alternates if local(child) in {"Choice", "Fallback"}]
    if not choices:
        return alternates
    return next((choice for choice in choices if outermost_boxes(choice)), choices[0])


def outermost_boxes(element: etree._Element) -> list[etree._Element]:
    """The contents of the text boxes in a drawing; those inside another box come with that one."""
    found: list[etree._Element] = []
    for child in element:
        name = local(child)
        if name == "txbxContent":
            found.append(child)
        elif name == "AlternateContent":
            found += outermost_boxes(chosen(child))
        elif len(child):
            found += outermost_boxes(child)
    return found
