"""What of a web page is the furniture of its site: navigation, footers and asides without a table, and blocks most of whose text is links.

It is judged by what it is, never by the words of one site. Only blocks that hold links are looked at, so that a page without any costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

#: Never shown, or controls of the page.
UNSEEN = frozenset(
    {
        "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "button", "datalist", "audio", "video", "canvas", "rp", "rt",
        "map",
    }
)  # fmt: skip
#: The parts of a page that hold no content, unless a table stands in them.
ASIDE = frozenset({"nav", "footer", "aside"})
#: Blocks that may be lists of links: at least so many, holding at least that share of their text.
LINK_BLOCKS = frozenset({"div", "ul", "ol", "dl", "section", "header", "menu", "p", "table", "td", "center"})
FEWEST_LINKS, LINK_SHARE = 3, 0.6
#: A form filled in by links only does not exist, but a cell may be one: with so much other text a block is kept whatever its links.
MUCH_TEXT = 400


class Furniture:
    """Judges the elements of one page."""

    def __init__(self, root: etree._Element) -> None:
        #: element → (number of links in it, length of their text)
        self.links: dict[etree._Element, tuple[int, int]] = {}
        for link in root.iter("a"):
            if not link.get("href") or any(above.tag in UNSEEN for above in link.iterancestors()):
                continue
            length = shown_length(link)
            for block in link.iterancestors():
                count, linked = self.links.get(block, (0, 0))
                self.links[block] = (count + 1, linked + length)

    def is_furniture(self, element: etree._Element, name: str) -> bool:
        """Whether an element, which counts as one of that name, is furniture."""
        if name in ASIDE:
            return element.find(".//table") is None
        count, linked = self.links.get(element, (0, 0)) if name in LINK_BLOCKS else (0, 0)
        if count < FEWEST_LINKS:
            return False
        most = min(linked / LINK_SHARE, linked + MUCH_TEXT - 1)
        return shown_length(element, enough=most) <= most


def shown_length(element: etree._Element, *, enough: float = float("inf")) -> int:
    """The length of an element's text without white space; counted no further than just past `enough`."""
    length = 0
    for text in shown_texts(element):
        length += len("".join(text.split()))
        if length > enough:
            break
    return length


def shown_texts(element: etree._Element) -> Iterator[str]:
    """The texts of an element, without those that a page never shows."""
    if element.tag in UNSEEN:
        return
    if element.text:
        yield element.text
    for child in element:
        yield from shown_texts(child)
        if child.tail:
            yield child.tail
