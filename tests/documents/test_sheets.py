"""Workbooks of every kind."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from kg.documents import Document, Limits, read_data
from kg.errors import UnreadableInput
from tests.documents.laws import check, rows_of, spans_of


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(book: Any) -> Document:
    found = read_data(saved(book), source="a.xlsx")
    check(found)
    return found


@pytest.fixture
def book() -> Any:
    return openpyxl.Workbook()


def test_merged_ranges_and_places(book: Any) -> None:
    sheet = book.active
    sheet.title = "绩效"
    sheet["B2"], sheet["C2"], sheet["C3"] = "产出", "数量", "质量"
    sheet.merge_cells("B2:B3")
    sheet.merge_cells("C2:E2")
    found = read(book)
    assert spans_of(found) == {"产出": (0, 0, 2, 1), "数量": (0, 1, 1, 3), "质量": (1, 1, 1, 1)}
    assert [str(place.locator) for place in found.places] == ["sheet 绩效, cell B2", "sheet 绩效, cell C2", "sheet 绩效, cell C3"]
    assert found.place_of(found.text.index("质量")) == "sheet 绩效, cell C3"


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (2160000, "#,##0", "2,160,000"),
        (2160000.5, "#,##0.00", "2,160,000.50"),
        (0.95, "0%", "95%"),
        (datetime.date(2020, 1, 31), "yyyy-mm-dd", "2020-01-31"),
        (datetime.date(2020, 1, 31), 'yyyy"年"m"月"d"日"', "2020年1月31日"),
        (12.5, '0.0"万元"', "12.5万元"),
        (True, "General", "TRUE"),
        ("00012", "@", "00012"),
        (127.624, "General", "127.624"),
    ],
)
def test_numbers_and_dates_stand_as_the_sheet_shows_them(book: Any, value: object, number_format: str, shown: str) -> None:
    cell = book.active["A1"]
    cell.value, cell.number_format = value, number_format
    assert read(book).text == shown


def test_all_sheets_are_read_and_hidden_ones_said(book: Any) -> None:
    book.active["A1"] = "一"
    hidden = book.create_sheet("旧稿")
    hidden["A1"], hidden.sheet_state = "二", "hidden"
    hidden.row_dimensions[1].hidden = True
    found = read(book)
    assert found.text == "一\n\n二"
    assert found.notes == (
        "the sheet 旧稿 is hidden; it is read all the same", "the sheet 旧稿 has 1 hidden rows with text; they are read all the same",
    )  # fmt: skip
    assert found.unread == (), "hidden is not unread"


def test_hidden_columns_with_text_are_said(book: Any) -> None:
    sheet = book.active
    for column, text in enumerate(["名称", "目标", "内部意见", "备注"], 1):
        sheet.cell(3, column, text)
    sheet.column_dimensions.group("C", "D", hidden=True)
    sheet.column_dimensions["H"].hidden = True
    sheet.row_dimensions[9].hidden = True
    found = read(book)
    assert rows_of(found) == [["名称", "目标", "内部意见", "备注"]]
    assert found.notes == ("the sheet Sheet has 2 hidden columns with text; they are read all the same",)


BOX = (
    "<d:sp><d:txBody><a:p><a:r><a:t>填表说明：单位为</a:t></a:r><a:r><a:t>万元</a:t></a:r></a:p>"
    "<a:p><a:r><a:t>第二段</a:t></a:r></a:p></d:txBody></d:sp>"
)


def with_drawing(markup: str) -> Document:
    """What is read of a sheet of one cell that the mark-up is drawn over."""
    book = openpyxl.Workbook()
    book.active["A1"] = "一"
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old, zipfile.ZipFile(data, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        new.writestr("xl/drawings/drawing1.xml", markup)
        new.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels",
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            f"<Relationship Id='r1' Type='{kind}/drawing' Target='../drawings/drawing1.xml'/></Relationships>",
        )
    found = read_data(data.getvalue(), source="a.xlsx")
    check(found)
    return found


@pytest.mark.parametrize(
    "box", [BOX, f"<m:AlternateContent><m:Choice>{BOX}</m:Choice><m:Fallback>{BOX}</m:Fallback></m:AlternateContent>"], ids=["once", "alternatives"]
)
def test_a_text_box_over_a_sheet_is_read_at_its_cell(box: str) -> None:
    found = with_drawing(
        "<d:wsDr xmlns:d='http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing' "
        "xmlns:m='http://schemas.openxmlformats.org/markup-compatibility/2006' "
        "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><d:twoCellAnchor><d:from><d:col>2</d:col><d:row>4</d:row></d:from>"
        f"{box}</d:twoCellAnchor></d:wsDr>"
    )
    assert found.text == "一\n填表说明：单位为万元\n第二段"
    assert found.place_of(found.text.index("万元")) == "sheet Sheet, cell C5"


def test_a_damaged_drawing_leaves_the_cells() -> None:
    found = with_drawing("<d:wsDr><broken")
    assert found.text == "一"
    assert [remark.partition(":")[0] for remark in found.unread] == ["what is drawn over the sheet Sheet cannot be read"]


def test_numbers_of_very_many_digits_are_none() -> None:
    many = "1" * 5000
    sheet = SHEET.format("//", f"<row><c s='{many}'><v>7</v></c><c t='s'><v>{many}</v></c></row>")
    columns = f"<cols><col min='{many}' max='2' hidden='1'/></cols><sheetData>"
    assert rows_of(read_data(sheet_replaced(sheet.replace("<sheetData>", columns)), source="a.xlsx")) == [["7"]]


def test_a_formula_counts_by_its_stored_value_and_one_without_is_said(book: Any) -> None:
    book.active["A1"], book.active["A2"] = "合计", "=1+1"
    found = read(book)
    assert found.text == "合计"
    assert "formulas without a stored value" in found.notes[0]
    assert found.unread == found.notes


def test_paragraphs_of_a_cell_and_rich_text(book: Any) -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    book.active["A1"] = "一、甲\n二、乙"
    book.active["B1"] = CellRichText("沪府办", TextBlock(InlineFont(b=True), "〔2015〕87号"))
    assert rows_of(read(book)) == [["一、甲\n二、乙", "沪府办〔2015〕87号"]]


def sheet_replaced(markup: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(openpyxl.Workbook()))) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, markup if info.filename == "xl/worksheets/sheet1.xml" else old.read(info))
    return data.getvalue()


SHEET = "<worksheet xmlns='http:{0}schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>{1}</sheetData></worksheet>"


def test_titles_and_remarks_of_a_sheet_are_paragraphs(book: Any) -> None:
    sheet = book.active
    for reference, text in (
        ("A1", "绩效目标表"),
        ("A2", "（2022年度）"),
        ("A3", "项目名称"),
        ("B3", "巡查"),
        ("A4", "备注"),
        ("A6", "填表说明"),
        ("A7", "甲"),
    ):
        sheet[reference] = text
    sheet["B7"] = "乙"
    sheet.merge_cells("A1:B1")
    found = read(book)
    kinds = [(type(block).__name__, found.text[block.begin : block.end]) for block in found.blocks]
    assert kinds == [
        ("Paragraph", "绩效目标表"), ("Paragraph", "（2022年度）"), ("Table", "项目名称\t巡查\n备注"), ("Paragraph", "填表说明"), ("Table", "甲\t乙"),
    ]  # fmt: skip
    assert found.place_of(0) == "sheet Sheet, cell A1"


def test_very_many_empty_rows_cost_nothing() -> None:
    rows = "".join(f"<row r='{n}'><c r='A{n}' s='0'/></row>" for n in range(1, 200_001))
    last = "<row r='1048576'><c r='A1048576' t='inlineStr'><is><t>末</t></is></c></row>"
    found = read_data(sheet_replaced(SHEET.format("/" * 2, rows + last)), source="a.xlsx")
    assert (found.text, str(found.places[0].locator)) == ("末", "sheet Sheet, cell A1048576")


def test_what_a_merged_cell_covers_is_not_shown() -> None:
    cell = "<c r='{}' t='inlineStr'><is><t>{}</t></is></c>".format
    rows = (
        f"<row r='1'>{cell('A1', '项目名称')}{cell('B1', '巡查')}{cell('C1', '旧名')}</row>"
        f"<row r='2'>{cell('A2', '年度')}{cell('B2', '旧')}{cell('C2', '2020')}</row>"
    )
    merged = "<mergeCells count='2'><mergeCell ref='B1:C1'/><mergeCell ref='A2:B2'/></mergeCells></worksheet>"
    found = read_data(sheet_replaced(SHEET.format("/" * 2, rows).replace("</worksheet>", merged)), source="a.xlsx")
    check(found)
    assert rows_of(found) == [["项目名称", "巡查"], ["年度", "2020"]]
    assert found.notes == ("the sheet Sheet has cells under merged ones, which it does not show; they are left out",)


def test_too_many_cells_are_refused_with_the_sheet() -> None:
    rows = "".join(f"<row><c><v>{n}</v></c></row>" for n in range(50))
    with pytest.raises(UnreadableInput, match=r"a.xlsx, sheet Sheet: holds 41 cells, more than the 40 allowed \(KG_MAX_CELLS\)"):
        read_data(sheet_replaced(SHEET.format("/" * 2, rows)), source="a.xlsx", limits=Limits(max_cells=40))


def test_xml_entities_in_a_sheet_are_refused() -> None:
    with pytest.raises(UnreadableInput, match="declares a document type or entities"):
        read_data(sheet_replaced("<!DOCTYPE d [<!ENTITY a 'ha'>]>" + SHEET.format("/" * 2, "")), source="a.xlsx")


def test_a_sheet_cut_short_is_refused_with_its_name() -> None:
    with pytest.raises(UnreadableInput, match=r"a.xlsx, sheet Sheet: the sheet is no well-formed XML"):
        read_data(sheet_replaced("<worksheet><sheetData><row>"), source="a.xlsx")


def test_an_old_workbook_has_formats_merged_ranges_and_hidden_sheets() -> None:
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("绩效")
    sheet.write(0, 0, "目标")
    sheet.write_merge(0, 0, 1, 2, "项目支出绩效目标表")
    sheet.write(1, 0, 3120000.0, xlwt.easyxf(num_format_str="#,##0.00"))
    sheet.write(1, 1, datetime.date(2023, 1, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    hidden = book.add_sheet("隐")
    hidden.write(0, 0, "x")
    hidden.visibility = 1
    sheet.row(1).hidden = True
    sheet.col(2).hidden = sheet.col(1).hidden = True
    found = read_data(saved(book), source="a.xls")
    check(found)
    assert rows_of(found) == [["目标", "项目支出绩效目标表"], ["3,120,000.00", "2023-01-01"], ["x"]]
    assert spans_of(found)["项目支出绩效目标表"] == (0, 1, 1, 2)
    assert found.notes == (
        "the sheet 绩效 has 1 hidden rows with text; they are read all the same",
        "the sheet 绩效 has 1 hidden columns with text; they are read all the same",
        "the sheet 隐 is hidden; it is read all the same",
    )


def test_a_damaged_old_workbook_is_refused() -> None:
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    data = saved(book)
    with pytest.raises(UnreadableInput, match=r"^a.xls: "):
        read_data(data[:600] + b"\xff" * 900 + data[1500:2048], source="a.xls")


def test_an_open_document_sheet_stands_as_stored() -> None:
    office, table, text = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text"))
    content = (
        f"<o:document-content xmlns:o='{office}' xmlns:t='{table}' xmlns:x='{text}'><o:body><o:spreadsheet><t:table t:name='表一'>"
        "<t:table-row t:number-rows-repeated='1000000'><t:table-cell t:number-columns-repeated='1000'/></t:table-row>"
        "<t:table-row><t:table-cell t:number-columns-spanned='2'><x:p>项目<x:s x:c='2'/>名称</x:p></t:table-cell><t:covered-table-cell/>"
        "<t:table-cell o:value='3120000'><x:p>3,120,000.00</x:p></t:table-cell></t:table-row></t:table></o:spreadsheet></o:body></o:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    found = read_data(data.getvalue(), source="a.ods")
    check(found)
    assert spans_of(found) == {"项目  名称": (0, 0, 1, 2), "3,120,000.00": (0, 2, 1, 1)}
    assert str(found.places[0].locator) == "sheet 表一, cell A1000001"
    assert found.notes == ()


def test_what_an_open_document_sheet_does_not_show_is_said() -> None:
    names = ("office", "table", "text", "style")
    office, table, text, style = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in names)
    cell = "<t:table-cell><x:p>甲</x:p></t:table-cell>"
    content = (
        f"<o:document-content xmlns:o='{office}' xmlns:t='{table}' xmlns:x='{text}' xmlns:s='{style}'><o:automatic-styles>"
        "<s:style s:name='ta1'><s:table-properties t:display='true'/></s:style>"
        "<s:style s:name='ta2'><s:table-properties t:display='false'/></s:style>"
        "</o:automatic-styles><o:body><o:spreadsheet><t:table t:name='明' t:style-name='ta1'><t:table-column t:number-columns-repeated='2'/>"
        f"<t:table-column t:visibility='collapse' t:number-columns-repeated='16382'/><t:table-row>{cell * 3}</t:table-row>"
        f"<t:table-row t:visibility='filter'>{cell}</t:table-row><t:table-row t:visibility='collapse' t:number-rows-repeated='1048000'/></t:table>"
        f"<t:table t:name='暗' t:style-name='ta2'><t:table-row>{cell}</t:table-row></t:table></o:spreadsheet></o:body></o:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    found = read_data(data.getvalue(), source="a.ods")
    assert found.text.split() == ["甲"] * 5
    assert found.notes == (
        "the sheet 明 has 1 hidden rows with text; they are read all the same",
        "the sheet 明 has 1 hidden columns with text; they are read all the same",
        "the sheet 暗 is hidden; it is read all the same",
    )


def test_the_xml_of_excel_2003_named_xls() -> None:
    markup = (
        "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>"
        "<Styles><Style ss:ID='s1'><NumberFormat ss:Format='#,##0'/></Style></Styles><Worksheet ss:Name='甲'><Table><Row ss:Index='2'>"
        "<Cell ss:MergeAcross='1'><Data ss:Type='String'>预算</Data></Cell><Cell ss:StyleID='s1'><Data ss:Type='Number'>12000</Data></Cell>"
        "</Row></Table></Worksheet></Workbook>"
    )
    found = read_data(markup.encode(), source="a.xls")
    check(found)
    assert spans_of(found) == {"预算": (0, 0, 1, 2), "12,000": (0, 2, 1, 1)}
    assert found.notes == ("named .xls, but read as Excel XML",)
