"""Web pages (HTML, MHTML): their bytes to text, their text to elements, and those to a document (`page_flows`).

What is left out as furniture of the site (`page_furniture`) is said in a note.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from urllib.parse import unquote

from lxml import etree

from kg.documents.building import CONTROL, DocumentBuilder
from kg.documents.drawings import holds_table
from kg.documents.flows import build_flow
from kg.documents.limits import Limits
from kg.documents.page_flows import PageReader, is_hidden
from kg.documents.values import Document
from kg.errors import UnreadableInput

MEDIA_TYPE = "text/html"
#: The name of a file that a page leads to. It is sought behind a divider only: from every letter, a long address would take forever.
FILE_NAME = re.compile(r"(?<![^/\\?#=])([^/\\?#=]+\.(?:docx?|wps|xlsx?|et|pdf|ofd|zip|rar|7z))(?:[?#]|$)", re.IGNORECASE)
#: Pictures in these belong to the site; so do those that state fewer points than so many as their width.
FURNITURE = frozenset({"a", "nav", "header", "footer", "button"})
SMALLEST = 200

#: A line end of the source between two Chinese characters shows nothing (CSS Text 3, 4.1.3), except that LibreOffice writes line ends in
#: place of spaces.
CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef〇“”‘’…—"
SPACES_WRAPPED = re.compile(r"<meta[^>]{0,40}generator[^>]{0,40}(?:LibreOffice|OpenOffice)", re.IGNORECASE)
WRAP = re.compile(f"\n(?<=[{CHINESE}]\n)[ \t\n]*(?=[{CHINESE}])")
BEFORE_LINE_END = re.compile("[ \t]+\n")
#: Elements whose white space counts.
KEPT_AS_IS = re.compile("<(?:pre|textarea)", re.IGNORECASE)
DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)|<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)", re.IGNORECASE
)
#: What pages declare and what their bytes are: GB18030 holds GBK, and GBK holds GB2312 (the WHATWG Encoding Standard does the same).
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "iso-8859-1": "windows-1252", "ascii": "windows-1252"}


def read_page(data: bytes, *, source: str, limits: Limits) -> Document:
    """A web page; raises UnreadableInput."""
    builder = DocumentBuilder(source, data, MEDIA_TYPE, limits)
    text, builder.encoding = decode_page(data, builder)
    return read_markup(text, builder)


def read_web_archive(data: bytes, *, source: str, limits: Limits) -> Document:
    """The page in a web archive (MHTML, what Word saves as a "single file web page"); raises UnreadableInput."""
    builder = DocumentBuilder(source, data, "multipart/related", limits)
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            assert isinstance(part, EmailMessage)
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                text, builder.encoding = decode_page(payload, builder, declared=part.get_content_charset())
                return read_markup(text, builder)
    raise UnreadableInput(source, "the web archive holds no page")


def decode_page(data: bytes, builder: DocumentBuilder, *, declared: str | None = None) -> tuple[str, str]:
    """(text, encoding) of a page: a byte order mark, else valid UTF-8, else what it declares, else GB18030. Bytes that are no character
    become � and are counted in a note."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return checked(data.decode(encoding, "replace"), encoding, builder), encoding
    match = DECLARED.search(data[:4096])
    found = declared or ((match[1] or match[2]).decode("ascii") if match else None)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = WIDER.get((found or "gb18030").lower(), found or "gb18030")
    if encoding.lower() in {"utf-8", "utf8", "windows-1252"}:
        # Declared as UTF-8 (or by habit as Latin) and not that: a Chinese page is then in GB18030, unless it is damaged UTF-8.
        encoding = "utf-8" if len(re.findall(b"[\xe3-\xe9][\x80-\xbf]{2}", data)) > 2 * data.count(b"\xff") + 8 and gb_faults(data) else "gb18030"
    try:
        return checked(data.decode(encoding, "replace"), encoding, builder), encoding
    except LookupError:
        return checked(data.decode("gb18030", "replace"), "gb18030", builder), "gb18030"


def gb_faults(data: bytes) -> bool:
    """Whether bytes are no GB18030."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return True
    return False


def checked(text: str, encoding: str, builder: DocumentBuilder) -> str:
    """Text whose lost characters are counted in a note."""
    lost = text.count("\ufffd")
    if lost:
        builder.lost(f"{lost} places hold bytes that are no {encoding.upper()} character; they stand as �")
    return text


def read_markup(text: str, builder: DocumentBuilder) -> Document:
    """A page's mark-up as a document; raises UnreadableInput."""
    text, spaced = without_wraps(CONTROL.sub("", text))
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as fault:
        raise UnreadableInput(builder.source, f"the page holds no mark-up that can be read: {fault.msg}") from fault
    if root is None:
        raise UnreadableInput(builder.source, "the page holds no mark-up that can be read: it is empty")
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        builder.lost("elements stand inside each other too deep; the page is read as far as that")
    reader = PageReader(root, spaced=spaced)
    build_flow(builder, reader.content(root))
    if reader.left_out:
        builder.note(f"{reader.left_out} characters of site navigation are left out")
    tell = builder.note
    if not holds_table(builder):
        tell = builder.lost
        for remark in shown_in(root):
            tell(remark)
    files = dict.fromkeys(unquote(name[1]) for link in root.iter("a") if (name := FILE_NAME.search(link.get("href") or "")))
    if files:
        tell(f"the page leads to files that are not read: {', '.join([*files][:3])}{' …' if len(files) > 3 else ''}")
    return builder.document()


def shown_in(root: etree._Element) -> Iterator[str]:
    """What a page without a table shows where its form may stand: other pages in frames, pictures of its content."""
    frames = sum(1 for frame in root.iter("iframe", "frame", "embed", "object") if (frame.get("src") or frame.get("data")) and not is_hidden(frame))
    if frames:
        yield f"the page shows {frames} other {'page' if frames == 1 else 'pages'} in frames, of which no text is read"
    pictures = sum(is_content(picture) for picture in root.iter("img"))
    if pictures:
        yield f"the page shows {pictures} {'picture' if pictures == 1 else 'pictures'}, of which no text is read"


def is_content(picture: etree._Element) -> bool:
    """Whether a picture may be one of a form: no link, no part of the furniture, none that states to be small."""
    width = picture.get("width") or ""
    if is_hidden(picture) or (width.isdecimal() and len(width) < 8 and int(width) < SMALLEST):
        return False
    return not any(above.tag in FURNITURE for above in picture.iterancestors())


def without_wraps(text: str) -> tuple[str, bool]:
    """A page's source without the line ends that show nothing, and whether all other ones are spaces now."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if " \n" in text or "\t\n" in text:
        text = BEFORE_LINE_END.sub("\n", text)
    if SPACES_WRAPPED.search(text, 0, 4096) is None:
        text = WRAP.sub("", text)
    if KEPT_AS_IS.search(text) is not None:
        return text, False
    return text.replace("\n", " ").replace("\t", " "), True
