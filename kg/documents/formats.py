"""Which format a file is: by its content first, because downloads are often named after what a site meant them to be.

A reader module is imported when the first file of its format is read, so that reading text stays light.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kg.documents.encodings import UTF16_MARKS
from kg.errors import UnreadableInput


@dataclass(frozen=True, slots=True)
class Format:
    """A format and its reader: `function` of `module` takes (data, source=, limits=) and gives a Document.

    `isolated` says that the reader runs in a process of its own: its parser is native code, or known to be slow on hostile files.
    """

    name: str
    endings: tuple[str, ...]
    module: str
    function: str
    isolated: bool = False


FORMATS: Mapping[str, Format] = {
    known.name: known
    for known in (
        Format("text", (".txt", ".text", ""), "kg.documents.texts", "read_text"),
        Format("separated values", (".csv", ".tsv"), "kg.documents.separated_values", "read_separated_values"),
        Format("markdown", (".md", ".markdown"), "kg.documents.markdowns", "read_markdown"),
        Format("Word", (".docx", ".docm", ".dotx"), "kg.documents.words", "read_word"),
        Format("old Word", (".doc", ".dot", ".wps"), "kg.documents.old_words", "read_old_word"),
        Format("RTF", (".rtf",), "kg.documents.rich_texts", "read_rich_text"),
        Format("OpenDocument text", (".odt",), "kg.documents.open_documents", "read_open_text"),
        Format("Word XML", (), "kg.documents.words", "read_word_xml"),
        Format("Excel", (".xlsx", ".xlsm", ".xltx"), "kg.documents.sheets", "read_sheets"),
        Format("old Excel", (".xls", ".et"), "kg.documents.old_sheets", "read_old_sheets", isolated=True),
        Format("binary Excel", (".xlsb",), "kg.documents.old_sheets", "read_binary_sheets", isolated=True),
        Format("Excel XML", (), "kg.documents.old_sheets", "read_sheet_xml", isolated=True),
        Format("OpenDocument sheet", (".ods",), "kg.documents.open_documents", "read_open_sheets"),
        Format("PDF", (".pdf",), "kg.documents.pdfs", "read_pdf", isolated=True),
        Format("HTML", (".html", ".htm", ".xhtml", ".shtml", ".jsp", ".aspx"), "kg.documents.pages", "read_page"),
        Format("MHTML", (".mht", ".mhtml"), "kg.documents.pages", "read_web_archive"),
        Format("zip", (".zip",), "kg.documents.archives", "read_archive"),
    )
}

BY_ENDING: Mapping[str, Format] = {ending: known for known in FORMATS.values() for ending in known.endings}

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: An encrypted office file of the newer kind is an OLE file with this stream (ECMA-376 part 2, MS-OFFCRYPTO 2.3.4.4).
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
WORD_STREAM = "WordDocument".encode("utf-16-le")
BOOK_STREAMS = ("Workbook".encode("utf-16-le"), "Book\0".encode("utf-16-le"))

HTML_START = re.compile(rb"^(?:\s|<\?xml[^>]*\?>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body|table|meta|style|div)\b", re.IGNORECASE | re.DOTALL)
HTML_WITHIN = re.compile(rb"<html[\s>]", re.IGNORECASE)
SHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
WORD_XML = re.compile(rb"<w:wordDocument|<pkg:package")

#: Other formats by their first bytes, for a message that says what the file is.
FOREIGN = {
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "an image (PNG)",
    b"\xff\xd8\xff": "an image (JPEG)",
    b"GIF8": "an image (GIF)",
    b"BM": "an image (BMP)",
    b"II*\0": "an image (TIFF)",
    b"MM\0*": "an image (TIFF)",
    b"\x7fELF": "a program",
    b"MZ": "a program",
}


def format_of(data: bytes, source: str) -> Format:
    """The format of a file by content and, where that says nothing, by ending; raises UnreadableInput for one that no reader knows."""
    ending = PurePosixPath(source).suffix.lower()
    found = by_content(data, source, plain=ending in FORMATS["text"].endings)
    if found is not None:
        return FORMATS[found]
    known = BY_ENDING.get(ending)
    if known is None:
        foreign = foreign_kind(data)
        if foreign:
            raise UnreadableInput(source, f"is {foreign}, which no reader knows")
        endings = ", ".join(sorted(e for e in BY_ENDING if e))
        raise UnreadableInput(source, f"no reader for files that end with {ending} (known: {endings})")
    if known.name in {"text", "separated values", "markdown", "HTML"} or not data:
        return known
    # Named as an office file, and none by its content: plain text that somebody renamed, or junk.
    foreign = foreign_kind(data)
    if foreign is None and is_text(data):
        return FORMATS["text"]
    what = f"is {foreign}" if foreign else f"its content is no {known.name} file"
    raise UnreadableInput(source, f"{what}, although its name ends with {ending}; the file is damaged or misnamed", "byte 0")


def by_content(data: bytes, source: str, *, plain: bool) -> str | None:
    """The name of the format that the first bytes declare. `plain`: the ending says text, so that only binary formats count."""
    head = data[:4096]
    if b"%PDF-" in head[:1024]:
        return "PDF"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return in_package(data, source)
    if head.startswith(OLE):
        return in_ole(data, source)
    if head.startswith(b"{\\rtf"):
        return "RTF"
    return None if plain else marked_up(head)


def marked_up(head: bytes) -> str | None:
    """The name of a text format with mark-up."""
    if head.startswith(UTF16_MARKS):
        head = head.decode("utf-16", errors="ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    if SHEET_XML in head and head.lstrip().startswith(b"<?xml"):
        return "Excel XML"
    if WORD_XML.search(head):
        return "Word XML"
    if head[:200].lower().lstrip().startswith((b"mime-version:", b"from: <saved by")) and b"multipart/related" in head.lower():
        return "MHTML"
    return "HTML" if HTML_START.match(head) or HTML_WITHIN.search(head[:2048]) else None


def in_package(data: bytes, source: str) -> str:
    """What a zip file is: an office file, or an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            mimetype = package.read("mimetype")[:100] if "mimetype" in names and package.getinfo("mimetype").file_size < 200 else b""
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError, EOFError) as fault:
        raise UnreadableInput(source, f"the package is damaged: {str(fault).lower()}") from fault
    if "xl/workbook.bin" in names:
        return "binary Excel"
    if "xl/workbook.xml" in names:
        return "Excel"
    if "[Content_Types].xml" in names:
        return "Word" if any(name.startswith("word/") for name in names) else "Excel" if any(name.startswith("xl/") for name in names) else "zip"
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "OpenDocument sheet"
    return "OpenDocument text" if mimetype.startswith(b"application/vnd.oasis.opendocument.text") else "zip"


def unpacked_size(data: bytes) -> int:
    """How many bytes a package holds when unpacked, as it says itself; no part ever unpacks to more than is said. 0 for what is no package."""
    if not data.startswith(b"PK"):
        return 0
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return sum(info.file_size for info in package.infolist())


def in_ole(data: bytes, source: str) -> str:
    """What an OLE file is, by the names in its directory."""
    if ENCRYPTED_PACKAGE in data:
        raise UnreadableInput(source, "the file is protected by a password; save it without one")
    if any(stream in data for stream in BOOK_STREAMS):
        return "old Excel"
    if WORD_STREAM in data:
        return "old Word"
    raise UnreadableInput(source, "is an OLE file that holds neither a Word document nor a workbook")


def foreign_kind(data: bytes) -> str | None:
    """What a file of a format without a reader is."""
    return next((kind for start, kind in FOREIGN.items() if data.startswith(start)), None)


def is_text(data: bytes) -> bool:
    """Whether bytes may be text: no zero bytes among the first, unless UTF-16."""
    return data.startswith(UTF16_MARKS) or b"\0" not in data[:4096]
