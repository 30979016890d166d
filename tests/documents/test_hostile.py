"""Files that are damaged, or made to do harm: each ends in a document or in one line that names the file, within time and memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.documents import Limits, read_bytes, read_data, walk
from kg.errors import UnreadableInput
from kg.extraction import extract_document
from tests.documents import printing
from tests.documents.laws import check
from tests.documents.test_matrix import printed
from tests.forms import sheets

LIMITS = Limits(reader_seconds=20)


def old_workbook() -> bytes:
    xlwt: Any = pytest.importorskip("xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("绩效")
    for row, cells in enumerate(sheets.ministry(sheets.Form())):
        for column, text in enumerate(cells):
            sheet.write(row, column, text or "")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def web_archive() -> bytes:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n\n'
    return head + printing.page(printed(sheets.Form(), "mof-project")) + b"\n--b--\n"


def rich_text() -> bytes:
    parts = ["{\\rtf1\\ansi "]
    for row in sheets.ministry(sheets.Form()):
        parts.append("\\trowd" + "".join(f"\\cellx{at * 1000}" for at in range(1, len(row) + 1)) + " ")
        parts += ["".join(f"\\u{ord(sign)}?" for sign in cell or "") + "\\cell " for cell in row]
        parts.append("\\row ")
    return "".join([*parts, "}"]).encode()


FILES: dict[str, Callable[[], bytes]] = {
    ".docx": lambda: printing.word(printed(sheets.Form(), "mof-project")),
    ".xlsx": lambda: printing.workbook(printed(sheets.Form(), "mof-project")),
    ".html": lambda: printing.page(printed(sheets.Form(), "mof-project")),
    ".md": lambda: printing.markdown(printed(sheets.Form(), "mof-project")),
    ".pdf": lambda: printing.pdf(printed(sheets.Form(), "mof-project")),
    ".xls": old_workbook,
    ".rtf": rich_text,
    ".mht": web_archive,
    ".txt": lambda: sheets.printed(sheets.Form(), "mof-project", "tabs").encode("gb18030"),
}


@lru_cache(maxsize=16)
def whole(ending: str) -> bytes:
    return FILES[ending]()


def damaged(data: bytes, draw: st.DataObject) -> bytes:
    """Bytes flipped, lost, put in, repeated or cut off, and figures made larger."""
    kind = draw.draw(st.sampled_from(["flip", "lose", "put", "repeat", "cut", "figure"]))
    at = draw.draw(st.integers(0, max(len(data) - 1, 0)))
    if kind == "cut":
        return data[:at]
    if kind == "lose":
        return data[:at] + data[at + draw.draw(st.integers(1, 2000)) :]
    if kind == "put":
        return data[:at] + draw.draw(st.binary(min_size=1, max_size=40)) + data[at:]
    if kind == "repeat":
        return data[:at] + data[at : at + draw.draw(st.integers(1, 1000))] * draw.draw(st.integers(2, 40)) + data[at:]
    changed = bytearray(data)
    if kind == "flip":
        for place, value in draw.draw(st.lists(st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255)), min_size=1, max_size=30)):
            changed[place] = value
    elif digits := [place for place, sign in enumerate(data) if 48 <= sign <= 57]:
        place = digits[at % len(digits)]
        changed[place:place] = draw.draw(st.sampled_from([b"9999999", b"-", b"0000000000000000000", b"1e99"]))
    return bytes(changed)


def damaged_part(data: bytes, draw: st.DataObject) -> bytes:
    """A package in which one part is damaged and the rest, checksums too, is whole."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = [info.filename for info in old.infolist() if info.file_size]
        victim = draw.draw(st.sampled_from(names))
        for name in names:
            new.writestr(name, damaged(old.read(name), draw) if name == victim else old.read(name))
    return made.getvalue()


@pytest.mark.parametrize("ending", FILES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(draw=st.data())
def test_whatever_the_damage_a_file_gives_a_document_or_one_line_that_names_it(ending: str, draw: st.DataObject) -> None:
    data = whole(ending)
    in_part = data.startswith(b"PK") and draw.draw(st.booleans())
    broken = damaged_part(data, draw) if in_part else damaged(data, draw)
    try:
        document = read_data(broken, source=f"a{ending}", limits=LIMITS)
    except UnreadableInput as fault:
        said = str(fault)
        assert said.startswith(f"a{ending}")
        assert "\n" not in said
        assert "Traceback" not in said
        assert "Error: " not in said, "an exception that no reader expects"
        return
    check(document)
    extract_document(document)


@settings(max_examples=60, deadline=None)
@example("表\n甲.docx", "第一行\n第二行", "sheet 一\r二")
@given(st.text(), st.text(), st.text())
def test_an_error_is_one_line_whatever_the_names(source: str, reason: str, place: str) -> None:
    assert len(str(UnreadableInput(source, reason, place)).splitlines()) <= 1


# -- packages


def package(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "part"),
    [("a.docx", "word/document.xml"), ("a.xlsx", "xl/workbook.xml"), ("a.xlsx", "xl/worksheets/sheet1.xml"), ("a.odt", "content.xml")],
)
def test_a_bomb_in_an_office_file_is_refused_before_it_is_unpacked(name: str, part: str) -> None:
    whole = printing.word(["甲"]) if name.endswith("docx") else printing.workbook([printing.Sheet([printing.Printed(0, 0, "甲")], 1, 1)])
    with zipfile.ZipFile(io.BytesIO(whole)) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    if name.endswith("odt"):
        parts = {"mimetype": b"application/vnd.oasis.opendocument.text"}
    data = package({**parts, part: b"<a>" + bytes(40_000_000)})
    assert len(data) < 100_000
    with pytest.raises(
        UnreadableInput, match=rf"^{name}, {part}: holds 40,\d+,\d+ bytes when unpacked, more than the 30,000,000 allowed \(KG_MAX_UNP"
    ):
        read_data(data, source=name, limits=Limits(max_unpacked_bytes=30_000_000))


def test_a_part_that_lies_about_its_size_does_no_harm() -> None:
    data = bytearray(package({"[Content_Types].xml": b"<Types/>", "word/document.xml": bytes(40_000_000)}))
    # The sizes in the directory and in the header of the member (APPNOTE 4.3.7, 4.3.12).
    for start, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.rindex(start)
        struct.pack_into("<I", data, at + offset, 100)
    with pytest.raises(UnreadableInput, match=r"^a.docx.*: the package is damaged: bad crc-32"):
        read_data(bytes(data), source="a.docx")


def test_what_programs_leave_beside_files_is_no_input(tmp_path: Path) -> None:
    for name in ("~$表.docx", "Thumbs.db", "desktop.ini", ".~lock.表.xlsx#"):
        (tmp_path / name).write_bytes(b"\x05user")
    (tmp_path / "表.txt").write_text("项目名称：甲", encoding="utf-8")
    inside = {"__MACOSX/._表.txt": b"1", "夹/~$表.docx": b"2", "夹/thumbs.DB": b"3", "夹/表.txt": "项目名称：乙".encode()}
    (tmp_path / "包.zip").write_bytes(package(inside))
    sources, failures = walk([tmp_path])
    assert [source.name for source in sources] == ["包.zip/夹/表.txt", "表.txt"]
    assert failures == ()


def test_one_bad_file_in_a_folder_leaves_the_others_unharmed(tmp_path: Path) -> None:
    good = printing.word(printed(sheets.Form(), "mof-project"))
    files = {"a.docx": good, "b.docx": good[:3000], "c.pdf": b"", "d.xlsx": bytes(9), "e.zip": b"PK\x03\x04junk", "f.docx": good}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    sources, failures = walk([tmp_path])
    read, refused = [], [fault.source for fault in failures]
    for source in sources:
        try:
            read_data(read_bytes(source, max_bytes=10_000_000), source=source.name)
            read.append(source.name)
        except UnreadableInput as fault:
            refused.append(fault.source)
    assert read == ["a.docx", "f.docx"]
    assert sorted(refused) == ["b.docx", "c.pdf", "d.xlsx", "e.zip"]


# -- PDF


def objects(*bodies: bytes) -> bytes:
    """A PDF file of these objects, without a table of them: readers must find them."""
    return b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (at, body) for at, body in enumerate(bodies, 1)) + b"trailer<</Root 1 0 R>>"


@pytest.mark.parametrize(
    "tree",
    [
        b"<</Type/Pages/Count 1/Kids[2 0 R]>>",
        b"<</Type/Pages/Count 2/Kids[2 0 R 3 0 R]/Parent 2 0 R>>",
        b"<</Type/Pages/Count 99999999/Kids[3 0 R]>>",
        b"<</Type/Pages/Count -1/Kids 2 0 R>>",
    ],
)
def test_a_page_tree_that_holds_itself_or_lies_ends(tree: bytes) -> None:
    data = objects(b"<</Type/Catalog/Pages 2 0 R>>", tree, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    with pytest.raises(UnreadableInput, match=r"^a.pdf: .*(?:damaged|no text|pages)"):
        read_data(data, source="a.pdf", limits=LIMITS)


def test_an_image_of_immense_size_is_not_unpacked() -> None:
    pixels = zlib.compress(bytes(1_000_000))
    image = (
        b"<</Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode/Length %d>>stream\n"
    )
    content = b"q 500 0 0 500 0 0 cm /I Do Q"
    data = objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</XObject<</I 4 0 R>>>>>>",
        image % len(pixels) + pixels + b"\nendstream",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    )
    with pytest.raises(UnreadableInput, match=r"^a.pdf: the file holds no text; page 1 is a scanned image without text"):
        read_data(data, source="a.pdf", limits=Limits(reader_seconds=20, reader_memory_bytes=512 * 1024 * 1024))


def test_content_that_unpacks_to_very_much_is_bounded() -> None:
    stream = zlib.compress(b"BT /F 9 Tf (a) Tj ET " * 10_000_000)
    data = objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    )
    with pytest.raises(UnreadableInput, match=r"^a.pdf: the (?:PDF )?reader (?:was stopped|cannot read the file|needs more)|^a.pdf: holds"):
        read_data(data, source="a.pdf", limits=Limits(reader_seconds=5, reader_memory_bytes=512 * 1024 * 1024))
