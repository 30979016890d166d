"""Web pages (HTML, MHTML): paragraphs and tables as a browser shows them, without the furniture of the site around them.

Furniture is judged by what it is, never by the words of one site: navigation, footers and asides without a table, and blocks most of whose
text is links. What was left out is said in a note.
"""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage

from lxml import etree, html

from kg.documents.building import CONTROL, DocumentBuilder
from kg.documents.flows import FlowCell, FlowTable, build_flow
from kg.documents.limits import Limits
from kg.documents.markup import local
from kg.documents.values import Document
from kg.errors import UnreadableInput

MEDIA_TYPE = "text/html"

#: Never shown, or controls of the page.
UNSEEN = frozenset(
    {
        "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "button", "datalist", "audio", "video", "canvas", "rp", "rt",
        "map",
    }
)  # fmt: skip
#: The parts of a page that hold no content, unless a table stands in them.
ASIDE = frozenset({"nav", "footer", "aside"})
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol",
        "p", "pre", "section", "summary", "ul", "caption",
    }
)  # fmt: skip
#: Blocks that may be lists of links: at least so many, holding at least that share of their text.
LINK_BLOCKS = frozenset({"div", "ul", "ol", "dl", "section", "header", "menu", "p", "table", "td", "center"})
FEWEST_LINKS, LINK_SHARE = 3, 0.6
#: A form filled in by links only does not exist, but a cell may be one: with so much other text a block is kept whatever its links.
MUCH_TEXT = 400
#: No cell of a form spans more columns; larger spans mean "all of them". Further right, cells reach no other rows.
WIDEST, MOST_COLUMNS = 200, 500
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)

SPACE = re.compile(r"[ \t\r\n\f\v]+")
#: A line end of the source between two Chinese characters shows nothing (CSS Text 3, 4.1.3), except that LibreOffice writes line ends in
#: place of spaces.
CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef〇“”‘’…—"
SPACES_WRAPPED = re.compile(r"<meta[^>]{0,40}generator[^>]{0,40}(?:LibreOffice|OpenOffice)", re.IGNORECASE)
WRAP = re.compile(f"(?<=[{CHINESE}])[ \t]*\n[ \t\n]*(?=[{CHINESE}])")
DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)|<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)", re.IGNORECASE
)
#: What pages declare and what their bytes are: GB18030 holds GBK, and GBK holds GB2312 (the WHATWG Encoding Standard does the same).
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "iso-8859-1": "windows-1252", "ascii": "windows-1252"}

Content = list[str | FlowTable]


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
        builder.note(f"{lost} places hold bytes that are no {encoding.upper()} character; they stand as �")
    return text


def read_markup(text: str, builder: DocumentBuilder) -> Document:
    """A page's mark-up as a document; raises UnreadableInput."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if SPACES_WRAPPED.search(text, 0, 4096) is None:
        text = WRAP.sub("", text)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True)
    try:
        root = html.document_fromstring(CONTROL.sub("", text).encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as fault:
        raise UnreadableInput(builder.source, f"the page holds no mark-up that can be read: {fault}") from fault
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        builder.note("elements stand inside each other too deep; the page is read as far as that")
    reader = PageReader(root, builder)
    build_flow(builder, reader.content(root))
    if reader.left_out:
        builder.note(f"{reader.left_out} characters of site navigation are left out")
    return builder.document()


class PageReader:
    """Walks the elements of one page."""

    def __init__(self, root: html.HtmlElement, builder: DocumentBuilder) -> None:
        self.builder = builder
        self.left_out = 0
        #: element → (length of its text, of that in links, number of links)
        self.sizes: dict[html.HtmlElement, tuple[int, int, int]] = {}
        for element in reversed(list(root.iter(etree.Element))):
            own = len("".join((element.text or "").split()))
            linked = links = 0
            for child in element:
                size = self.sizes.get(child, (0, 0, 0))
                own += size[0] + len("".join((child.tail or "").split()))
                linked += size[1]
                links += size[2]
            if local(element) in UNSEEN:
                own = linked = links = 0
            elif local(element) == "a" and element.get("href"):
                linked, links = own, 1
            self.sizes[element] = (own, linked, links)

    def content(self, element: html.HtmlElement) -> Content:
        """The paragraphs and tables of an element, in order."""
        found: Content = []
        pieces: list[str] = []
        self._walk(element, found, pieces)
        end_paragraph(found, pieces)
        return found

    def _walk(self, element: html.HtmlElement, found: Content, pieces: list[str]) -> None:
        preserved = local(element) == "pre"
        if element.text:
            pieces.append(element.text if preserved else inline(element.text))
        for child in element:
            self._child(child, found, pieces)
            if child.tail:
                pieces.append(child.tail if preserved else inline(child.tail))

    def _child(self, child: html.HtmlElement, found: Content, pieces: list[str]) -> None:
        name = local(child)
        if name in UNSEEN or self._is_hidden(child):
            return
        if self._is_furniture(child, name):
            self.left_out += self.sizes[child][0]
            return
        if name == "br":
            pieces.append("\n")
        elif name == "table":
            end_paragraph(found, pieces)
            for caption in child:
                if local(caption) == "caption":
                    found += self.content(caption)
            found.append(self._table(child))
        elif name in {"input", "textarea", "select"}:
            pieces.append(control(child, name))
        elif name in BLOCKS:
            end_paragraph(found, pieces)
            self._walk(child, found, pieces)
            end_paragraph(found, pieces)
        else:
            self._walk(child, found, pieces)

    @staticmethod
    def _is_hidden(element: html.HtmlElement) -> bool:
        style = element.get("style")
        return "hidden" in element.attrib or (style is not None and HIDDEN.search(style) is not None)

    def _is_furniture(self, element: html.HtmlElement, name: str) -> bool:
        if name in ASIDE:
            return element.find(".//table") is None
        if name not in LINK_BLOCKS:
            return False
        length, linked, links = self.sizes[element]
        return links >= FEWEST_LINKS and linked >= LINK_SHARE * length and length - linked < MUCH_TEXT

    # -- tables

    def _table(self, element: html.HtmlElement) -> FlowTable:
        rows = table_rows(element)
        table = FlowTable([[] for _ in rows])
        #: column → one past the last row that a cell from above takes of it
        taken: dict[int, int] = {}
        for number, row in enumerate(rows):
            column = 0
            for child in row:
                if local(child) not in {"td", "th"} or self._is_hidden(child):
                    continue
                while taken.get(column, 0) > number:
                    column += 1
                rows_left = len(rows) - number
                row_span = min(span(child, "rowspan") or rows_left, rows_left)
                column_span = min(span(child, "colspan") or 1, WIDEST)
                content = [] if self._is_furniture(child, "td") else self.content(child)
                if not content and self.sizes[child][0]:
                    self.left_out += self.sizes[child][0]
                table.rows[number].append(FlowCell(column, row_span, column_span, content))
                if row_span > 1 and column < MOST_COLUMNS:
                    taken.update(dict.fromkeys(range(column, column + column_span), number + row_span))
                column += column_span
        return table


def table_rows(table: html.HtmlElement) -> list[html.HtmlElement]:
    """The rows of a table that are its own; a foot written before the body stands last, as browsers show it."""
    rows: list[html.HtmlElement] = []
    foot: list[html.HtmlElement] = []
    for child in table:
        name = local(child)
        if name == "tr":
            rows.append(child)
        elif name in {"thead", "tbody", "tfoot"}:
            (foot if name == "tfoot" else rows).extend(row for row in child if local(row) == "tr")
    return rows + foot


def span(element: html.HtmlElement, name: str) -> int:
    """A span of a cell; 0 means to the end of the table."""
    match = re.match(r"\s*(\d{1,6})", element.get(name) or "1")
    return int(match[1]) if match else 1


def control(element: html.HtmlElement, name: str) -> str:
    """What a control of a filled-in form shows."""
    if name == "textarea":
        return element.text or ""
    if name == "select":
        chosen = next((option for option in element.iter("option") if "selected" in option.attrib), None)
        return "" if chosen is None else (chosen.text or "").strip()
    kind = (element.get("type") or "text").lower()
    if kind in {"checkbox", "radio"}:
        return "☑" if "checked" in element.attrib else "□"
    return (element.get("value") or "") if kind in {"text", "number", "date", "tel"} else ""


def inline(text: str) -> str:
    """Text as a browser shows it: any white space is one space."""
    return SPACE.sub(" ", text)


def end_paragraph(found: Content, pieces: list[str]) -> None:
    """Close the paragraph that the pieces make."""
    if not pieces:
        return
    text = "".join(pieces)
    pieces.clear()
    text = "\n".join(re.sub(" {2,}", " ", line).strip(" ") for line in text.split("\n")) if "\n" in text or "  " in text else text.strip(" ")
    text = text.strip("\n").replace("\t", " ")
    if text.strip():
        found.append(text)
