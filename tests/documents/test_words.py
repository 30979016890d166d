"""Word documents."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kg.documents import Document, read_data
from kg.errors import UnreadableInput
from tests.documents.laws import check, rows_of, spans_of


def read(document: Any) -> Document:
    stream = io.BytesIO()
    document.save(stream)
    found = read_data(stream.getvalue(), source="a.docx")
    check(found)
    return found


def put(document: Any, markup: str) -> None:
    """A paragraph in raw mark-up."""
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w', 'r')}>{markup}</w:p>"))


def test_merged_cells_stand_once_with_their_spans() -> None:
    document = docx.Document()
    table = document.add_table(3, 4)
    table.cell(0, 1).merge(table.cell(0, 3)).text = "巡查\n第二段"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "产出"
    for row, column, text in ((0, 0, "名称"), (1, 1, "a"), (2, 1, "b"), (2, 3, "c")):
        table.cell(row, column).text = text
    found = read(document)
    assert spans_of(found) == {
        "名称": (0, 0, 1, 1), "巡查\n第二段": (0, 1, 1, 3), "产出": (1, 0, 2, 1), "a": (1, 1, 1, 1), "b": (2, 1, 1, 1), "c": (2, 3, 1, 1),
    }  # fmt: skip


def test_a_nested_table_stands_below_the_row_that_holds_it() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "外"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内一", "内二"
    table.cell(1, 0).text = "后"
    assert [[c for c in row if c] for row in rows_of(read(document))] == [["外"], ["内一", "内二"], ["后"]]


def test_a_frame_of_one_cell_is_read_in_order() -> None:
    document = docx.Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "标题"
    inner = frame.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "甲", "乙"
    frame.add_paragraph("尾")
    assert rows_of(read(document)) == [["标题"], ["甲", "乙"], ["尾"]]


def test_headers_and_footers_stand_once_and_page_numbers_not_at_all() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "某局"
    document.sections[0].footer.paragraphs[0].text = "第 1 页 共 3 页"
    document.add_paragraph("正文")
    document.add_section()
    assert read(document).text == "某局\n正文"


def test_tracked_changes_count_as_accepted() -> None:
    document = docx.Document()
    put(
        document,
        "<w:r><w:t>留</w:t></w:r><w:ins w:id='1' w:author='a'><w:r><w:t>增</w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:moveFrom w:id='3' w:author='a'><w:r><w:t>移</w:t></w:r></w:moveFrom>",
    )
    assert read(document).text == "留增"


def test_of_a_field_the_result_counts_and_not_the_code() -> None:
    document = docx.Document()
    put(
        document,
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF _x</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        "<w:r><w:t>沪府办〔2015〕87号</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
        "<w:fldSimple w:instr='PAGE'><w:r><w:t>页</w:t></w:r></w:fldSimple>",
    )
    assert read(document).text == "沪府办〔2015〕87号页"


def test_forced_breaks_tabs_symbols_and_hidden_text() -> None:
    document = docx.Document()
    put(
        document,
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/></w:r>"
        "<w:r><w:sym w:font='Wingdings 2' w:char='F052'/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>",
    )
    assert read(document).text == "甲\n乙 丙-☑"


def test_a_text_box_is_read_once() -> None:
    box = (
        "<w:r><mc:AlternateContent xmlns:mc='http:{}schemas.openxmlformats.org/markup-compatibility/2006'><mc:Choice Requires='wps'><w:drawing>"
        "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r>"
        "<w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent><w:t>文</w:t></w:r>"
    ).format("/" * 2)
    document = docx.Document()
    put(document, box)
    assert read(document).text == "文\n框"


def test_numbers_of_numbered_paragraphs_are_printed() -> None:
    document = docx.Document()
    for text in ("概述", "依据"):
        document.add_paragraph(text, style="List Number")
    numbered = read(document).text.split("\n")
    assert numbered == ["1.概述", "2.依据"]


def test_a_row_that_a_tracked_change_deleted_is_left_out() -> None:
    document = docx.Document()
    table = document.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "留", "删"
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')} w:id='1' w:author='a'/>"))
    assert read(document).text == "留"


def part_replaced(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    docx.Document().save(stream)
    made = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, data if info.filename == name else old.read(info))
    return made.getvalue()


def test_macros_are_said_and_not_run() -> None:
    relations = (
        "<Relationships xmlns='http:{}schemas.openxmlformats.org/package/2006/relationships'>"
        "<Relationship Id='a' Type='http:{}schemas.microsoft.com/office/2006/relationships/vbaProject' Target='vbaProject.bin'/></Relationships>"
    ).format("/" * 2, "/" * 2)
    body = "<w:document {}><w:body><w:p><w:r><w:t>文</w:t></w:r></w:p></w:body></w:document>".format(nsdecls("w"))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in (("[Content_Types].xml", "<Types/>"), ("word/document.xml", body), ("word/_rels/document.xml.rels", relations)):
            package.writestr(name, text)
    found = read_data(made.getvalue(), source="a.docm")
    assert (found.text, found.notes) == ("文", ("the file holds macros; they are not run",))


def test_xml_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    with pytest.raises(UnreadableInput, match=r"a.docx, word/document.xml: the XML declares a document type or entities"):
        read_data(part_replaced("word/document.xml", bomb), source="a.docx")


def test_xml_that_is_not_well_formed_is_refused_with_its_part() -> None:
    with pytest.raises(UnreadableInput, match=r"a.docx, word/document.xml: the part is no well-formed XML"):
        read_data(part_replaced("word/document.xml", b"<d>"), source="a.docx")


def test_elements_too_deep_are_refused() -> None:
    deep = b"<d>" * 5000 + b"</d>" * 5000
    with pytest.raises(UnreadableInput, match="well-formed"):
        read_data(part_replaced("word/document.xml", deep), source="a.docx")


def test_a_document_without_text_is_said_to_have_none() -> None:
    with pytest.raises(UnreadableInput, match="the file holds no text"):
        read(docx.Document())


def test_a_place_is_a_paragraph_or_a_cell_counted_as_a_reader_counts() -> None:
    document = docx.Document()
    document.add_paragraph("部门预算")
    document.add_paragraph("")
    document.add_paragraph("绩效目标表")
    document.add_table(1, 1).cell(0, 0).text = "封面"
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    table.cell(1, 2).text = "巡查\n二期"
    stream = io.BytesIO()
    document.save(stream)
    found = read_data(stream.getvalue(), source="a.docx")
    places = {text: found.place_of(found.text.index(text)) for text in ("部门", "绩效", "封面", "项目", "二期")}
    assert places == {
        "部门": "paragraph 1",
        "绩效": "paragraph 2",
        "封面": "paragraph 3",
        "项目": "table 1, row 1, column 1",
        "二期": "table 1, row 2, column 3",
    }
    at = found.text.index("项目")
    assert found.fragments(at, len(found.text)) == ("table=1&row=1&column=1", "table=1&row=2&column=3")


@pytest.mark.parametrize(
    ("font", "text", "expected"),
    [
        ("Wingdings", "\uf0fe运转类 \uf0a8特定类", "☑运转类 □特定类"),
        ("Wingdings 2", "\uf052是\uf0a3否", "☑是□否"),
        ("宋体", "\uf0fe是", "☑是"),
        ("Symbol", "\uf0b390%", "≥90%"),
    ],
)
def test_signs_of_symbol_fonts_may_stand_in_plain_text(font: str, text: str, expected: str) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run(text)
    run.font.name = font
    stream = io.BytesIO()
    document.save(stream)
    assert read_data(stream.getvalue(), source="a.docx").text == expected
