"""What a file is: by its content, whatever its name says."""

from __future__ import annotations

import pytest

from kg.documents import BY_ENDING, FORMATS, Limits, format_of, read_data
from kg.documents.formats import ENCRYPTED_PACKAGE, OLE
from kg.errors import UnreadableInput
from tests.documents.printing import page, pdf, word, workbook

CONTENT = ["项目名称：巡查"]


@pytest.mark.parametrize(
    ("data", "name", "read_as"),
    [
        (page(CONTENT), "a.docx", "HTML"),
        (page(CONTENT), "a.xls", "HTML"),
        (page(CONTENT), "a.doc", "HTML"),
        (b"\xef\xbb\xbf\n<table><tr><td>\xe7\x94\xb2</td></tr></table>", "a.xls", "HTML"),
        ("名称\t巡查\n".encode("gb18030"), "a.xls", "text"),
        ("名称：巡查".encode("utf-16"), "a.doc", "text"),
        (word(CONTENT), "a.doc", "Word"),
        (workbook(CONTENT), "a.xls", "Excel"),
        (pdf(CONTENT), "a.docx", "PDF"),
        (pdf(CONTENT), "a.txt", "PDF"),
        (b"{\\rtf1\\ansi \\u24033?\\u26597?\\par}", "a.doc", "RTF"),
        (word(CONTENT), "noending", "Word"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>a</p>\n--x--\n", "a.doc", "MHTML"),
    ],
)
def test_a_file_is_read_by_its_content_and_a_note_says_so(data: bytes, name: str, read_as: str) -> None:
    assert format_of(data, name).name == read_as
    document = read_data(data, source=name)
    assert document.text
    if "." in name:
        assert document.notes[-1] == f"named {name[name.index('.') :]}, but read as {read_as}"


def test_text_stays_text_whatever_it_holds() -> None:
    assert read_data(b"<html><p>a</p></html>", source="a.txt").text == "<html><p>a</p></html>"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (OLE + bytes(2000) + ENCRYPTED_PACKAGE, "a.docx", "protected by a password"),
        (OLE + bytes(2000), "a.doc", "neither a Word document nor a workbook"),
        (b"Rar!\x1a\x07\x00", "a.zip", "is a RAR archive"),
        (b"\x89PNG\r\n", "a.pdf", "is an image"),
        (b"\x00\x01\x02" * 50, "a.xlsx", "its content is no Excel file, although its name ends with .xlsx"),
        (b"PK\x03\x04junk", "a.xlsx", "the package is damaged"),
        (b"\xff\xd8\xff", "photo.jpg", "is an image"),
        (b"x", "a.exe", "no reader for files that end with .exe"),
        (b"", "a.pdf", "the file is empty"),
        (b"", "a.docx", "the file is empty"),
        (b"", "a.html", "the file is empty"),
    ],
)
def test_what_cannot_be_read_is_said_with_name_and_reason(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(UnreadableInput, match=reason) as caught:
        read_data(data, source=name)
    assert caught.value.source == name


def test_every_format_has_its_reader() -> None:
    from importlib import import_module

    for known in FORMATS.values():
        assert callable(getattr(import_module(known.module), known.function)), known.name
    assert BY_ENDING[".et"].name == "old Excel"


def test_reading_text_imports_no_heavy_library() -> None:
    import subprocess
    import sys

    heavy = "lxml, docx, openpyxl, pypdfium2, xlrd, python_calamine, olefile, subprocess"
    script = f"import sys, kg.documents as d; d.read_data(b'a|b', source='a.txt'); print([m for m in '{heavy}'.split(', ') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)})
    assert found.stdout.strip() == "[]"


def test_a_large_office_file_is_read_in_the_reader_process() -> None:
    # Text that does not pack well, so that the file is larger than what is read in place.
    data = page([f"{n * 7919 % 100003:05}" * 10 for n in range(20_000)])
    document = read_data(data, source="a.html", limits=Limits())
    assert len(data) > 1024 * 1024
    assert len(document.blocks) == 20_000
