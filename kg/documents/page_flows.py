"""The elements of a web page as running content: paragraphs and tables as a browser shows them, without the furniture of the site."""

from __future__ import annotations

import re

from lxml import etree

from kg.documents.flows import FlowCell, FlowTable
from kg.documents.page_furniture import ASIDE, UNSEEN, Furniture, shown_length

BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol",
        "p", "pre", "section", "summary", "ul", "caption",
    }
)  # fmt: skip
CONTROLS = frozenset({"input", "textarea", "select"})
#: What to do with an element, by its name; others stand within a line.
KINDS = {
    **dict.fromkeys(BLOCKS, "block"),
    **dict.fromkeys(ASIDE, "aside"),
    **dict.fromkeys(UNSEEN, "unseen"),
    **dict.fromkeys(CONTROLS, "control"),
    "br": "break",
    "table": "table",
}
#: No cell of a form spans more columns; larger spans mean "all of them". Further right, cells reach no other rows.
WIDEST, MOST_COLUMNS = 200, 500
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
MAY_HIDE = etree.XPath("boolean(//@hidden) or boolean(//@style)")
SPACE = re.compile(r"[ \t\r\n\f\v]+")
SPACES = re.compile(" {2,}")
NUMBER = re.compile(r"\s*(\d{1,6})")

Content = list[str | FlowTable]


class PageReader:
    """Walks the elements of one page. `left_out` counts the characters of furniture; `spaced` says that line ends and tabs of the source are
    spaces already (where the page holds no text whose white space is kept)."""

    def __init__(self, root: etree._Element, *, spaced: bool = False) -> None:
        self.furniture = Furniture(root)
        self.may_hide = bool(MAY_HIDE(root))
        self.spaced = spaced
        self.left_out = 0

    def content(self, element: etree._Element) -> Content:
        """The paragraphs and tables of an element, in order."""
        found: Content = []
        pieces: list[str] = []
        self._walk(element, found, pieces)
        if pieces:
            end_paragraph(found, pieces)
        return found

    def _walk(self, element: etree._Element, found: Content, pieces: list[str]) -> None:
        as_is = self.spaced or element.tag == "pre"
        text = element.text
        # White space before a paragraph shows nothing.
        if text and (pieces or not text.isspace()):
            pieces.append(text if as_is else inline(text))
        linked = self.furniture.links
        for child in element:
            name = child.tag
            kind = KINDS.get(name)
            if kind == "unseen" or (self.may_hide and is_hidden(child)):
                pass
            elif (kind == "aside" or (linked and child in linked)) and self.furniture.is_furniture(child, name):
                self.left_out += shown_length(child)
            elif kind == "block" or kind == "aside":
                if pieces:
                    end_paragraph(found, pieces)
                self._walk(child, found, pieces)
                if pieces:
                    end_paragraph(found, pieces)
            elif kind is None:
                self._walk(child, found, pieces)
            elif kind == "break":
                pieces.append("\n")
            elif kind == "table":
                end_paragraph(found, pieces)
                for caption in child.iterchildren("caption"):
                    found += self.content(caption)
                found.append(self._table(child))
            else:
                pieces.append(control(child, name))
            text = child.tail
            if text and (pieces or not text.isspace()):
                pieces.append(text if as_is else inline(text))

    def _table(self, element: etree._Element) -> FlowTable:
        rows = table_rows(element)
        table = FlowTable([[] for _ in rows])
        #: column → one past the last row that a cell from above takes of it
        taken: dict[int, int] = {}
        for number, row in enumerate(rows):
            cells = table.rows[number]
            column = 0
            linked = self.furniture.links
            for child in row:
                name = child.tag
                if (name != "td" and name != "th") or (self.may_hide and is_hidden(child)):
                    continue
                while taken and taken.get(column, 0) > number:
                    column += 1
                across, down = child.get("colspan"), child.get("rowspan")
                column_span = 1 if across is None else min(span(across) or 1, WIDEST)
                if linked and child in linked and self.furniture.is_furniture(child, "td"):
                    self.left_out += shown_length(child)
                    content: Content = []
                else:
                    content = self.content(child)
                row_span = 1
                if down is not None:
                    left = len(rows) - number
                    row_span = min(span(down) or left, left)
                    if row_span > 1 and column < MOST_COLUMNS:
                        taken.update(dict.fromkeys(range(column, column + column_span), number + row_span))
                cells.append(FlowCell(column, row_span, column_span, content))
                column += column_span
        return table


def is_hidden(element: etree._Element) -> bool:
    """Whether an element says of itself that it is not shown."""
    style = element.get("style")
    return (style is not None and HIDDEN.search(style) is not None) or element.get("hidden") is not None


def table_rows(table: etree._Element) -> list[etree._Element]:
    """The rows of a table that are its own; a foot written before the body stands last, as browsers show it."""
    rows: list[etree._Element] = []
    foot: list[etree._Element] = []
    for child in table:
        name = child.tag
        if name == "tr":
            rows.append(child)
        elif name in {"thead", "tbody", "tfoot"}:
            (foot if name == "tfoot" else rows).extend(child.iterchildren("tr"))
    return rows + foot


def span(stated: str) -> int:
    """A span of a cell; 0 means to the end of the table."""
    match = NUMBER.match(stated)
    return int(match[1]) if match else 1


def control(element: etree._Element, name: str) -> str:
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
    text = pieces[0] if len(pieces) == 1 else "".join(pieces)
    pieces.clear()
    if "\n" in text:
        text = "\n".join(SPACES.sub(" ", line).strip(" ") for line in text.split("\n")).strip("\n")
    elif "  " in text:
        text = SPACES.sub(" ", text).strip(" ")
    else:
        text = text.strip(" ")
    if text and not text.isspace():
        found.append(text.replace("\t", " "))
