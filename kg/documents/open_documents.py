"""OpenDocument files: sheets (.ods) and texts (.odt). A sheet stores each cell as it shows it, so that no number format has to be applied.

Source of the rules: OASIS OpenDocument 1.2, part 1, chapters 5 and 9.
"""

from __future__ import annotations

from lxml import etree

from kg.documents.archives import Package
from kg.documents.building import DocumentBuilder, plain_text
from kg.documents.drawings import Shown, named, shown_in, tell_shown
from kg.documents.flows import FlowCell, FlowTable, build_flow
from kg.documents.limits import Limits
from kg.documents.markup import attribute, local, parse_part
from kg.documents.sheet_tables import SheetCell, Span, add_sheet, note_hidden
from kg.documents.values import Document
from kg.errors import UnreadableInput

SHEET_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
#: The last column that sheets have, from 0.
LAST_COLUMN = 16383
TEXT_TYPE = "application/vnd.oasis.opendocument.text"
#: Not printed: deleted text of tracked changes, comments, phonetic guides, forms.
UNSEEN = frozenset({"tracked-changes", "annotation", "ruby-text", "forms", "sequence-decls", "note-citation", "shapes"})

Content = list[str | FlowTable]


def open_content(data: bytes, source: str, limits: Limits, kind: str) -> etree._Element:
    """The element that holds a file's content; raises UnreadableInput."""
    package = Package(data, source, limits)
    manifest = package.part("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in manifest:
        raise UnreadableInput(source, "the file is protected by a password; save it without one")
    part = package.part("content.xml")
    if part is None:
        raise UnreadableInput(source, "the package holds no content", "content.xml")
    root = parse_part(part, source=source, part="content.xml")
    found = next(root.iter(f"{{*}}{kind}"), None)
    if found is None:
        raise UnreadableInput(source, f"the package holds no {kind}", "content.xml")
    return found


def read_open_text(data: bytes, *, source: str, limits: Limits) -> Document:
    """A text document; raises UnreadableInput."""
    builder = DocumentBuilder(source, data, TEXT_TYPE, limits)
    text = open_content(data, source, limits, "text")
    build_flow(builder, flow(text))
    found = [shown_in(frame) for frame in named(text, "frame")]
    tell_shown(builder, Shown(sum(each.pictures for each in found), sum(each.objects for each in found)))
    return builder.document()


def flow(parent: etree._Element) -> Content:
    """The paragraphs and tables of an element, in order."""
    found: Content = []
    for child in parent:
        name = local(child)
        if name in {"p", "h"}:
            pieces: list[str] = []
            boxes: list[etree._Element] = []
            runs(child, pieces, boxes)
            text = plain_text("".join(pieces))
            if text.strip():
                found.append(text)
            for box in boxes:
                found += flow(box)
        elif name == "table":
            found.append(table_of(child))
        elif name not in UNSEEN:
            found += flow(child)
    return found


def runs(element: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
    """The text of a paragraph (runs of spaces are elements), and the text boxes anchored in it."""
    pieces.append(collapsed(element.text))
    for child in element:
        name = local(child)
        if name == "s":
            count = attribute(child, "c") or "1"
            pieces.append(" " * min(int(count) if count.isdecimal() else 1, 1000))
        elif name == "tab":
            pieces.append(" ")
        elif name == "line-break":
            pieces.append("\n")
        elif name in {"text-box", "note-body"}:
            boxes.append(child)
        elif name not in UNSEEN:
            runs(child, pieces, boxes)
        pieces.append(collapsed(child.tail))


def collapsed(text: str | None) -> str:
    """Text with its white space as the format means it: any run is one space."""
    return "" if not text else text if not any(sign in text for sign in "\n\t\r") else " ".join(text.split())


def table_of(element: etree._Element) -> FlowTable:
    """A table with its merged cells; the cells that they cover are in the file, and stay out."""
    table = FlowTable()
    for row in rows_of(element):
        cells: list[FlowCell] = []
        column = 0
        for cell in row:
            name = local(cell)
            if name not in {"table-cell", "covered-table-cell"}:
                continue
            repeated = count(cell, "number-columns-repeated")
            if name == "table-cell":
                content = flow(cell)
                for _ in range(min(repeated, 64)):
                    cells.append(FlowCell(column, count(cell, "number-rows-spanned"), count(cell, "number-columns-spanned"), content))
                    column += 1
            else:
                column += repeated
        table.rows += [cells] * min(count(row, "number-rows-repeated"), 1000)
    return table


def rows_of(element: etree._Element) -> list[etree._Element]:
    """The rows of a table that are its own, in and out of groups and header rows."""
    found: list[etree._Element] = []
    for child in element:
        name = local(child)
        if name == "table-row":
            found.append(child)
        elif name in {"table-header-rows", "table-rows", "table-row-group"}:
            found += rows_of(child)
    return found


def count(element: etree._Element, name: str) -> int:
    """A count of an attribute; 1 where it is missing."""
    text = attribute(element, name)
    return max(int(text), 1) if text and text.isdecimal() and len(text) < 8 else 1


def read_open_sheets(data: bytes, *, source: str, limits: Limits) -> Document:
    """A workbook; raises UnreadableInput."""
    builder = DocumentBuilder(source, data, SHEET_TYPE, limits)
    book = open_content(data, source, limits, "spreadsheet")
    unseen = hidden_styles(book.getroottree().getroot())
    for sheet in book:
        if local(sheet) != "table":
            continue
        name = attribute(sheet, "name") or ""
        hidden: set[int] = set()
        cells: list[SheetCell] = []
        merged: dict[Span, Span] = {}
        row_number = 0
        for row in rows_of(sheet):
            filled = len(cells)
            read_row(row, row_number, cells, merged)
            found = cells[filled:]
            repeated = count(row, "number-rows-repeated")
            if found and is_hidden(row):
                hidden.update(range(row_number, row_number + repeated))
            if len(cells) + len(found) * (repeated - 1) > limits.max_cells:
                raise limits.refuse(source, "max_cells", "cells", len(cells) + len(found) * (repeated - 1), f"sheet {name}")
            if found:
                cells += [cell._replace(row=row_number + again) for again in range(1, repeated) for cell in found]
            row_number += repeated
        if cells and attribute(sheet, "style-name") in unseen:
            builder.note(f"the sheet {name} is hidden; it is read all the same")
        note_hidden(builder, name, cells, hidden, hidden_columns(sheet))
        add_sheet(builder, name, cells, merged)
    return builder.document()


def hidden_styles(root: etree._Element) -> frozenset[str | None]:
    """The styles of sheets that are not shown."""
    return frozenset(
        attribute(style, "name")
        for style in named(root, "style")
        if any(local(part) == "table-properties" and attribute(part, "display") == "false" for part in style)
    )


def is_hidden(element: etree._Element) -> bool:
    """Whether a row or column is not shown, by itself or because a filter leaves it out."""
    return attribute(element, "visibility") in {"collapse", "filter"}


def hidden_columns(sheet: etree._Element) -> set[int]:
    """The columns, from 0, that a sheet does not show."""
    found: set[int] = set()
    at = 0
    for column in named(sheet, "table-column"):
        repeated = min(count(column, "number-columns-repeated"), LAST_COLUMN)
        if is_hidden(column):
            found.update(range(at, at + repeated))
        at += repeated
        if at > LAST_COLUMN:
            break
    return found


def read_row(row: etree._Element, number: int, cells: list[SheetCell], merged: dict[Span, Span]) -> None:
    """The cells with text of a row."""
    column = 0
    for cell in row:
        name = local(cell)
        if name not in {"table-cell", "covered-table-cell"}:
            continue
        repeated = count(cell, "number-columns-repeated")
        text = "" if name == "covered-table-cell" or not len(cell) else "\n".join(part for part in flow(cell) if isinstance(part, str)).strip()
        if text:
            spans = count(cell, "number-rows-spanned"), count(cell, "number-columns-spanned")
            if spans != (1, 1):
                merged[number, column] = spans
            cells += [SheetCell(number, column + at, text) for at in range(min(repeated, 1024))]
        column += repeated
