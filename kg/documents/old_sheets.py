"""Workbooks of the older and rarer kinds: .xls (BIFF), .xlsb, and the XML of Excel 2003. They run in the reader process.

xlrd gives the number formats and merged ranges of .xls files; of .xlsb files calamine gives values without number formats, so that figures
stand there with the digits that the file holds, and a note says so.
"""

from __future__ import annotations

import datetime
import io
import struct
from collections.abc import Mapping

import python_calamine
import xlrd  # type: ignore[import-untyped]

from kg.documents.building import DocumentBuilder, plain_text
from kg.documents.limits import Limits
from kg.documents.markup import attribute, local, parse_part
from kg.documents.number_formats import BUILT_IN, GENERAL, general, show
from kg.documents.sheet_tables import SheetCell, Span, add_sheet, note_hidden
from kg.documents.values import Document
from kg.errors import UnreadableInput

XLS_TYPE = "application/vnd.ms-excel"
XLSB_TYPE = "application/vnd.ms-excel.sheet.binary.macroenabled.12"

#: What xlrd raises on damaged files besides its own error.
FAULTS = (
    xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, IndexError, KeyError, ValueError, AssertionError, AttributeError, TypeError,
    OverflowError, RecursionError,
)  # fmt: skip


def read_old_sheets(data: bytes, *, source: str, limits: Limits) -> Document:
    """An .xls file; raises UnreadableInput."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except FAULTS as fault:
        if "encrypted" in str(fault).lower():
            raise UnreadableInput(source, "the file is protected by a password; save it without one") from fault
        raise UnreadableInput(source, f"the workbook is damaged: {fault}") from fault
    builder = DocumentBuilder(source, data, XLS_TYPE, limits)
    for sheet in book.sheets():
        cells = [
            SheetCell(row, column, text)
            for row in range(sheet.nrows)
            for column, cell in enumerate(sheet.row(row))
            if (text := shown(book, cell))
        ]  # fmt: skip
        merged = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
        if cells and sheet.visibility:
            builder.note(f"the sheet {sheet.name} is hidden; it is read all the same")
        hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
        note_hidden(builder, sheet.name, cells, hidden_rows, {column for column, info in sheet.colinfo_map.items() if info.hidden})
        add_sheet(builder, sheet.name, cells, merged)
    return builder.document()


def shown(book: xlrd.book.Book, cell: xlrd.sheet.Cell) -> str:
    """A cell as the sheet shows it."""
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return plain_text(cell.value).strip()
    if cell.ctype in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
        style = book.xf_list[cell.xf_index] if cell.xf_index is not None and cell.xf_index < len(book.xf_list) else None
        known = None if style is None else book.format_map.get(style.format_key)
        # Formats by number follow the language of the system; xlrd fills in the American ones.
        code = GENERAL if style is None else BUILT_IN.get(style.format_key) or (known.format_str if known else GENERAL)
        return show(cell.value, code, from_1904=bool(book.datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return ""


def read_binary_sheets(data: bytes, *, source: str, limits: Limits) -> Document:
    """An .xlsb file; raises UnreadableInput."""
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        sheets = [(meta, book.get_sheet_by_name(meta.name)) for meta in book.sheets_metadata if meta.typ == python_calamine.SheetTypeEnum.WorkSheet]
    except python_calamine.PasswordError as fault:
        raise UnreadableInput(source, "the file is protected by a password; save it without one") from fault
    except (python_calamine.CalamineError, OSError) as fault:
        raise UnreadableInput(source, f"the workbook is damaged: {fault}") from fault
    builder = DocumentBuilder(source, data, XLSB_TYPE, limits)
    builder.note("an .xlsb file: figures stand as stored, without the sheet's number formats")
    for meta, sheet in sheets:
        first_row, first_column = sheet.start or (0, 0)
        cells = [
            SheetCell(first_row + row, first_column + column, text)
            for row, values in enumerate(sheet.iter_rows())
            for column, value in enumerate(values)
            if (text := as_text(value))
        ]  # fmt: skip
        merged = {(top, left): (bottom - top + 1, right - left + 1) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()}
        if cells and meta.visible != python_calamine.SheetVisibleEnum.Visible:
            builder.note(f"the sheet {meta.name} is hidden; it is read all the same")
        add_sheet(builder, meta.name, cells, merged)
    return builder.document()


def as_text(value: object) -> str:
    """A value without its number format; dates in the way of ISO 8601."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return general(float(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
    return plain_text(str(value)).strip()


def read_sheet_xml(data: bytes, *, source: str, limits: Limits) -> Document:
    """A workbook in the XML of Excel 2003; raises UnreadableInput."""
    root = parse_part(data, source=source, part="")
    formats = {
        attribute(style, "ID"): next((attribute(part, "Format") or GENERAL for part in style if local(part) == "NumberFormat"), GENERAL)
        for style in root.iter("{*}Style")
    }
    builder = DocumentBuilder(source, data, XLS_TYPE, limits)
    for sheet in root.iter("{*}Worksheet"):
        cells: list[SheetCell] = []
        merged: dict[Span, Span] = {}
        row_number = -1
        for row in sheet.iter("{*}Row"):
            row_number = place(attribute(row, "Index"), row_number)
            column = -1
            for cell in row:
                if local(cell) != "Cell":
                    continue
                column = place(attribute(cell, "Index"), column)
                across, down = (whole(attribute(cell, name)) for name in ("MergeAcross", "MergeDown"))
                text = sheet_xml_text(cell, formats)
                if text:
                    cells.append(SheetCell(row_number, column, text))
                if across or down:
                    merged[row_number, column] = (down + 1, across + 1)
                column += across
        add_sheet(builder, attribute(sheet, "Name") or "", cells, merged)
    return builder.document()


def place(stated: str | None, before: int) -> int:
    """A row or column from 0: the stated one (from 1), else the next."""
    return int(stated) - 1 if stated and stated.isdecimal() and len(stated) < 8 else before + 1


def whole(text: str | None) -> int:
    """A small whole number of an attribute; 0 where it is missing."""
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0


def sheet_xml_text(cell: object, formats: Mapping[str | None, str]) -> str:
    """A cell of an Excel 2003 file as the sheet shows it."""
    from lxml import etree

    assert isinstance(cell, etree._Element)
    data = next((part for part in cell if local(part) == "Data"), None)
    if data is None:
        return ""
    text = "".join(str(part) for part in data.itertext())
    kind, code = attribute(data, "Type"), formats.get(attribute(cell, "StyleID"), GENERAL)
    if kind == "DateTime":
        moment = datetime.datetime.fromisoformat(text.split(".")[0])
        days = (moment - datetime.datetime(1899, 12, 30)) / datetime.timedelta(days=1)  # noqa: DTZ001 - sheets know no time zones
        return show(days, "yyyy/m/d" if code in {GENERAL, "Short Date"} else code)
    if kind == "Number":
        try:
            return show(float(text), {"Standard": "#,##0.00", "Fixed": "0.00", "Percent": "0.00%", "Currency": "¥#,##0.00"}.get(code, code))
        except ValueError:
            return text
    return plain_text(text).strip()
