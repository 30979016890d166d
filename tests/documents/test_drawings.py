"""Pictures and objects that no reader reads are said, where they may be the form."""

from __future__ import annotations

import io
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.shared import Cm
from lxml import etree

from kg.documents import Document, read_data
from kg.documents.drawings import LARGE, Shown, length, shown_in
from kg.errors import UnreadableInput

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SAID = "the file holds 1 large picture, of which no text is read"


def picture() -> io.BytesIO:
    image: Any = pytest.importorskip("PIL.Image")
    stream = io.BytesIO()
    image.new("RGB", (300, 400), "white").save(stream, "PNG")
    stream.seek(0)
    return stream


def read(document: Any, source: str = "a.docx") -> Document:
    stream = io.BytesIO()
    document.save(stream)
    return read_data(stream.getvalue(), source=source)


def test_a_scan_put_into_a_word_document_is_said() -> None:
    document = docx.Document()
    document.add_paragraph("附件：绩效目标表")
    document.add_picture(picture(), width=Cm(15))
    found = read(document)
    assert found.unread == found.notes == (SAID,)
    document.add_picture(picture(), width=Cm(14))
    assert read(document).unread == ("the file holds 2 large pictures, of which no text is read",)


def test_a_file_of_a_scan_only_is_refused_with_the_reason() -> None:
    document = docx.Document()
    document.add_picture(picture(), width=Cm(15))
    with pytest.raises(UnreadableInput, match=r"a.docx: the file holds no text; the file holds 1 large picture"):
        read(document)
    book = openpyxl.Workbook()
    large = openpyxl.drawing.image.Image(picture())
    large.width, large.height = 600, 800
    book.active.add_image(large, "A1")
    with pytest.raises(UnreadableInput, match=r"a.xlsx: the file holds no text; the sheet Sheet holds 1 large picture"):
        read(book, "a.xlsx")


def test_seals_and_pictures_beside_a_table_are_no_loss() -> None:
    document = docx.Document()
    document.add_paragraph("项目支出绩效目标表")
    document.add_picture(picture(), width=Cm(4))
    assert read(document).notes == ()
    document.add_table(1, 2).cell(0, 0).text = "项目名称"
    document.add_picture(picture(), width=Cm(15))
    found = read(document)
    assert (found.notes, found.unread) == ((SAID,), ())


def test_an_embedded_workbook_is_said() -> None:
    document = docx.Document()
    document.add_paragraph("绩效目标表见下")
    document.element.body.insert(0, parse_xml(
        f"<w:p xmlns:w='{WORD}' xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office'><w:r><w:object>"
        "<v:shape style='width:400pt;height:500pt'><v:imagedata/></v:shape><o:OLEObject ProgID='Excel.Sheet.12'/></w:object></w:r></w:p>"
    ))  # fmt: skip
    assert read(document).unread == ("the file holds 1 object of another program, of which no text is read",)


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<pict><shape style='position:absolute;width:420.5pt;height:16cm'><imagedata/></shape></pict>", Shown(1)),
        ("<pict><shape style='width:42pt;height:16mm'><imagedata/></shape></pict>", Shown()),
        ("<pict><shape style='width:100%;height:auto'><imagedata/></shape></pict>", Shown()),
        ("<drawing><inline><extent cx='6000000' cy='7000000'/><blip/></inline></drawing>", Shown(1)),
        ("<drawing><inline><extent cx='6000000' cy='7000000'/><chart/></inline></drawing>", Shown()),
        ("<drawing><inline><extent cx='-6000000' cy='99999999999999999999'/><blip/></inline></drawing>", Shown()),
        ("<frame width='16cm' height='20cm'><image/></frame>", Shown(1)),
        ("<frame width='16cm' height='20cm'><text-box/></frame>", Shown()),
        ("<frame width='16cm' height='20cm'><object-ole/><image/></frame>", Shown(0, 1)),
    ],
)
def test_what_a_drawing_shows_besides_text(markup: str, shown: Shown) -> None:
    assert shown_in(etree.fromstring(markup)) == shown


@pytest.mark.parametrize(("text", "points"), [("1in", 72.0), ("2.5CM", 70.875), ("12", 12.0), ("", 0.0), ("1e9pt", 0.0), (None, 0.0), ("-3pt", 0.0)])
def test_lengths_are_points(text: str | None, points: float) -> None:
    assert length(text) == pytest.approx(points)
    assert length("595pt") * length("842pt") > LARGE
