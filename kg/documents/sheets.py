"""Workbooks (.xlsx, .xlsm): every sheet as a table, merged ranges known, numbers and dates as the sheet shows them.

The XML is read directly and in one pass: openpyxl gives number formats but no merged ranges when it streams, and calamine merged ranges but
no number formats. Formulas count by the value that was stored with them. Source of the rules: ECMA-376 part 1, chapter 18.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from kg.documents.archives import Package
from kg.documents.building import DocumentBuilder, plain_text
from kg.documents.drawings import Shown, named, shown_in, tell_shown
from kg.documents.limits import Limits
from kg.documents.markup import local, parse_part, refuse_entities, related
from kg.documents.number_formats import BUILT_IN, GENERAL, show
from kg.documents.sheet_tables import SheetCell, Span, add_sheet, letters, note_hidden
from kg.documents.values import Document, Locator
from kg.errors import UnreadableInput

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
#: `_x000D_` stands for a character that XML cannot hold (22.9.2.19).
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
#: The last column of a sheet, from 0.
LAST_COLUMN = 16383


def read_sheets(data: bytes, *, source: str, limits: Limits) -> Document:
    """A workbook; raises UnreadableInput."""
    package = Package(data, source, limits)
    main = next((name for _, kind, name in related(package, "") if kind == "officeDocument"), "xl/workbook.xml")
    book_part = package.part(main)
    if book_part is None:
        raise UnreadableInput(source, "the package holds no workbook", main)
    builder = DocumentBuilder(source, data, MEDIA_TYPE, limits)
    targets = {key: (kind, name) for key, kind, name in related(package, main)}
    by_kind = dict(targets.values())
    if "vbaProject" in by_kind:
        builder.note("the file holds macros; they are not run")
    book = parse_part(book_part, source=source, part=main)
    book_properties = next(book.iter("{*}workbookPr"), None)
    from_1904 = book_properties is not None and book_properties.get("date1904") in {"1", "true"}
    strings = read_strings(package, by_kind.get("sharedStrings"))
    styles = read_styles(package, by_kind.get("styles"))
    for sheet in book.iter("{*}sheet"):
        name = sheet.get("name", "")
        kind, part = targets.get(attribute_id(sheet), ("", ""))
        stored = package.part(part) if kind == "worksheet" else None
        if stored is None:
            if kind not in {"", "worksheet"}:
                builder.note(f"the sheet {name} is a {kind}, not a table; it is left out")
            continue
        refuse_entities(stored, source=source, part=part)
        reader = SheetReader(strings, styles, builder, name, from_1904=from_1904)
        try:
            cells, merged = reader.read(stored)
        except etree.XMLSyntaxError as fault:
            raise UnreadableInput(source, f"the sheet is no well-formed XML: {fault.msg}", f"sheet {name}") from fault
        if cells and sheet.get("state") in {"hidden", "veryHidden"}:
            builder.note(f"the sheet {name} is hidden; it is read all the same")
        note_hidden(builder, name, cells, reader.hidden_rows, reader.hidden_columns)
        add_sheet(builder, name, cells, merged)
        add_drawings(builder, package, part, name)
    return builder.document()


def add_drawings(builder: DocumentBuilder, package: Package, part: str, name: str) -> None:
    """What is drawn over a sheet: text boxes are paragraphs below its cells, pictures and objects are said."""
    pictures = objects = 0
    for _, kind, drawing in list(related(package, part)):
        stored = package.part(drawing) if kind == "drawing" else None
        if stored is None:
            objects += kind in {"oleObject", "package"}
            continue
        try:
            anchors = parse_part(stored, source=package.source, part=drawing)
        except UnreadableInput as fault:
            # The cells are sound all the same.
            builder.lost(f"what is drawn over the sheet {name} cannot be read: {fault.reason}")
            continue
        for anchor in anchors:
            pictures += shown_in(anchor).pictures
            for body in text_bodies(anchor):
                lines = ("".join(text.text or "" for text in named(paragraph, "t")) for paragraph in named(body, "p"))
                builder.paragraph(plain_text("\n".join(lines)), Locator(sheet=name, cell=anchored(anchor)))
    tell_shown(builder, Shown(pictures, objects), where=f"the sheet {name}")


def text_bodies(element: etree._Element) -> Iterator[etree._Element]:
    """The texts of the boxes in a drawing; of alternatives that say the same, written for newer and older programs, those of the first."""
    for child in element:
        name = local(child)
        if name == "txBody":
            yield child
        elif name == "AlternateContent":
            alternatives = ([*text_bodies(choice)] for choice in child if local(choice) in {"Choice", "Fallback"})
            yield from next((bodies for bodies in alternatives if bodies), [])
        else:
            yield from text_bodies(child)


def anchored(anchor: etree._Element) -> str | None:
    """The cell over whose upper left corner a drawing is laid."""
    corner = next(named(anchor, "from"), None)
    known = {local(part): part.text or "" for part in corner} if corner is not None else {}
    column, row = known.get("col", ""), known.get("row", "")
    return f"{letters(int(column))}{int(row) + 1}" if column.isdecimal() and row.isdecimal() and len(column) < 6 and len(row) < 8 else None


def attribute_id(sheet: etree._Element) -> str:
    """The id of the relation that leads to a sheet's part (its other ids are numbers without a namespace)."""
    return next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")


class SheetReader:
    """Streams the cells of one sheet."""

    def __init__(self, strings: list[str], styles: list[str], builder: DocumentBuilder, name: str, *, from_1904: bool) -> None:
        self.strings = strings
        self.styles = styles
        self.builder = builder
        self.name = name
        self.from_1904 = from_1904
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.left = builder.limits.max_cells - builder.cells

    def read(self, data: bytes) -> tuple[list[SheetCell], dict[Span, Span]]:
        """(cells with text, (row, column) of a merged range → (rows, columns) that it spans)."""
        cells: list[SheetCell] = []
        merged: dict[Span, Span] = {}
        row_number = -1
        wanted = ("{*}row", "{*}mergeCell", "{*}col")
        for _, element in etree.iterparse(io.BytesIO(data), events=("end",), tag=wanted, resolve_entities=False, no_network=True, huge_tree=False):
            if local(element) == "mergeCell":
                found = read_range(element.get("ref") or "")
                if found is not None:
                    merged[found[0]] = found[1]
                element.clear()
                continue
            hidden = element.get("hidden") in {"1", "true"}
            if local(element) == "col":
                first, last = element.get("min") or "", element.get("max") or ""
                if hidden and first.isdecimal() and last.isdecimal() and len(first) < 8 and len(last) < 8:
                    self.hidden_columns.update(range(int(first) - 1, min(int(last), LAST_COLUMN + 1)))
                continue
            stated = element.get("r")
            row_number = int(stated) - 1 if stated and stated.isdecimal() and len(stated) < 8 else row_number + 1
            if hidden:
                self.hidden_rows.add(row_number)
            self._row(element, row_number, cells)
            element.clear(keep_tail=False)
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
        return cells, merged

    def _row(self, element: etree._Element, row: int, cells: list[SheetCell]) -> None:
        column = -1
        for child in element:
            if not len(child):
                column += 1
                continue
            reference = child.get("r")
            column = column_of(reference) if reference else column + 1
            text = self._text(child)
            if text:
                if len(cells) >= self.left:
                    raise self.builder.limits.refuse(self.builder.source, "max_cells", "cells", len(cells) + 1, f"sheet {self.name}")
                cells.append(SheetCell(row, column, text))

    def _text(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        value = formula = None
        for part in cell:
            name = local(part)
            if name == "v":
                value = part.text
            elif name == "is":
                return plain_text(rich_text(part)).strip()
            elif name == "f":
                formula = part
        if value is None:
            if formula is not None:
                self.builder.lost(f"the sheet {self.name} holds formulas without a stored value; open and save it to have them read")
            return ""
        if kind == "s":
            at = int(value) if value.isdecimal() and len(value) < 10 else -1
            return self.strings[at] if 0 <= at < len(self.strings) else ""
        if kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        if kind in {"str", "e", "d"}:
            return plain_text(unescaped(value)).strip()
        return self._number(value, cell.get("s"))

    def _number(self, value: str, style: str | None) -> str:
        try:
            number = float(value)
        except ValueError:
            return plain_text(value).strip()
        at = int(style) if style and style.isdecimal() and len(style) < 8 else 0
        code = self.styles[at] if at < len(self.styles) else GENERAL
        return show(number, code, from_1904=self.from_1904)


def read_strings(package: Package, part: str | None) -> list[str]:
    """The shared strings of a workbook."""
    data = package.part(part) if part else None
    if data is None or part is None:
        return []
    refuse_entities(data, source=package.source, part=part)
    found: list[str] = []
    try:
        for _, element in etree.iterparse(io.BytesIO(data), events=("end",), tag="{*}si", resolve_entities=False, no_network=True, huge_tree=False):
            found.append(plain_text(rich_text(element)).strip())
            element.clear(keep_tail=False)
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as fault:
        raise UnreadableInput(package.source, f"the shared strings are no well-formed XML: {fault.msg}", part) from fault
    return found


def rich_text(element: etree._Element) -> str:
    """The text of a string that may have runs; phonetic guides (rPh) are left out."""
    parts: list[str] = []
    for child in element:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [part.text or "" for part in child if local(part) == "t"]
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """Text with its escaped characters."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def read_styles(package: Package, part: str | None) -> list[str]:
    """Style of a cell → its number format."""
    data = package.part(part) if part else None
    if data is None or part is None:
        return []
    root = parse_part(data, source=package.source, part=part)
    own = {element.get("numFmtId"): element.get("formatCode") or GENERAL for element in root.iter("{*}numFmt")}
    formats = next((child for child in root if local(child) == "cellXfs"), None)
    found = []
    for style in [] if formats is None else formats:
        key = style.get("numFmtId", "0")
        found.append(own.get(key) or BUILT_IN.get(int(key) if key.isdecimal() and len(key) < 8 else 0, GENERAL))
    return found


def column_of(reference: str) -> int:
    """The column, from 0, of a reference such as B7."""
    number = 0
    for sign in reference:
        if not "A" <= sign <= "Z":
            break
        number = number * 26 + ord(sign) - 64
    return number - 1


def read_range(reference: str) -> tuple[Span, Span] | None:
    """((row, column), (rows, columns)) of a range such as A1:C2."""
    corners = [REFERENCE.fullmatch(corner) for corner in reference.split(":")]
    if len(corners) != 2 or corners[0] is None or corners[1] is None:
        return None
    (first_column, first_row), (last_column, last_row) = ((column_of(c[1]), int(c[2]) - 1) for c in corners if c is not None)
    return (first_row, first_column), (last_row - first_row + 1, last_column - first_column + 1)
