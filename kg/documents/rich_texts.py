"""RTF files, also those named .doc: paragraphs, and tables with merged cells.

RTF is a stream of control words, groups and bytes; the state that a group changes ends with the group. Source of the rules: Rich Text Format
Specification 1.9.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kg.documents.building import DocumentBuilder, nearest, plain_text
from kg.documents.flows import FlowCell, FlowTable, build_flow
from kg.documents.limits import Limits
from kg.documents.values import Document
from kg.errors import UnreadableInput

MEDIA_TYPE = "application/rtf"

TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)")

#: Groups that hold no text of the page.
UNSEEN = frozenset(
    {
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "fldinst", "nonesttables", "listtable", "listoverridetable", "rsidtbl",
        "generator", "themedata", "colorschememapping", "datastore", "latentstyles", "xmlnstbl", "pgptbl", "revtbl", "annotation", "atnid",
        "atnauthor", "bkmkstart", "bkmkend", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "ftnsep",
        "ftnsepc", "aftnsep", "aftnsepc", "nonshppict", "mmathPr", "filetbl", "pntext", "pn", "sp", "userprops", "template",
    }
)  # fmt: skip
#: Groups marked as ignorable that hold text all the same.
SEEN = frozenset({"shptxt", "shpinst", "nesttableprops"})
SIGNS = {
    "tab": " ", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": " ", "enspace": " ", "softline": "\n",
}  # fmt: skip
CODE_PAGES = {936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949", 65001: "utf-8"}
#: \fcharset of a font → encoding of the bytes set in it.
CHARSETS = {134: "gb18030", 136: "big5", 128: "cp932", 129: "cp949", 0: "cp1252"}


@dataclass(slots=True)
class State:
    """What a group may change."""

    skipped: bool = False
    in_fonts: bool = False
    encoding: str = ""
    fallback: int = 1
    fresh: bool = True
    ignorable: bool = False


@dataclass(slots=True)
class Edge:
    """A cell as its row defines it: its right edge, and how it is merged."""

    right: int
    merge: str = ""


@dataclass(slots=True)
class RowDefinition:
    """A row's definition, which may be repeated unchanged for the next row."""

    edges: list[Edge] = field(default_factory=list)
    pending: str = ""


def read_rich_text(data: bytes, *, source: str, limits: Limits) -> Document:
    """An RTF file; raises UnreadableInput."""
    builder = DocumentBuilder(source, data, MEDIA_TYPE, limits)
    reader = RichTextReader()
    for match in TOKEN.finditer(data):
        reader.take(match)
    if reader.depth > 0:
        builder.lost("the file ends inside a group: its end may be missing")
    reader.finish()
    if not reader.found:
        raise UnreadableInput(source, "the file holds no text")
    build_flow(builder, reader.found)
    return builder.document()


class RichTextReader:
    """Reads token after token."""

    def __init__(self) -> None:
        self.found: list[str | FlowTable] = []
        self.state = State()
        self.stack: list[State] = []
        self.depth = 0
        self.default = "cp1252"
        self.fonts: dict[int, str] = {}
        self.font = 0
        self.bytes = bytearray()
        self.text: list[str] = []
        self.to_skip = 0
        self.cells: list[str] = []
        self.definition = RowDefinition()
        self.rows: list[tuple[list[str], list[Edge]]] = []
        self.in_table = False

    def take(self, match: re.Match[bytes]) -> None:
        """One token."""
        word, number, byte, sign, brace, run = match.groups()
        if brace == b"{":
            self._decode()
            if self.depth < 10_000:
                self.stack.append(self.state)
                self.state = replace(self.state, fresh=True, ignorable=False)
            self.depth += 1
        elif brace == b"}":
            self._decode()
            self.depth -= 1
            if self.stack and self.depth < 10_000:
                self.state = self.stack.pop()
        elif word is not None:
            self._word(word.decode("ascii"), None if number is None else int(number))
        elif byte is not None:
            self._bytes(bytes([int(byte, 16)]))
        elif sign is not None:
            self._sign(sign)
        elif run is not None:
            self._bytes(run)

    def finish(self) -> None:
        """The file ends."""
        self._decode()
        self._paragraph()
        self._end_table()

    def _word(self, word: str, number: int | None) -> None:
        state = self.state
        if state.fresh:
            state.fresh = False
            if word in UNSEEN or (state.ignorable and word not in SEEN):
                self._decode()
                state.skipped = True
                state.in_fonts = word == "fonttbl"
                return
        if word == "f" and number is not None:
            self._decode()
            self.font = number
            if not state.in_fonts:
                state.encoding = self.fonts.get(number, "")
        elif word == "fcharset" and state.in_fonts:
            self.fonts[self.font] = CHARSETS.get(number or 0, "")
        elif word == "ansicpg" and number is not None:
            self.default = CODE_PAGES.get(number, f"cp{number}" if number in {1250, 1251, 1252, 1253, 1254, 437, 850} else "gb18030")
        elif word == "uc":
            state.fallback = number or 0
        elif word == "bin":
            state.skipped = True
        elif state.skipped:
            return
        elif word == "u" and number is not None:
            self._decode()
            self.text.append(chr(number + 65536 if number < 0 else number) if -32768 <= number < 0x110000 else "")
            self.to_skip = state.fallback
        elif word in {"deleted", "v"} and number != 0:
            self._decode()
            state.skipped = True
        elif word in SIGNS:
            self._decode()
            self.text.append(SIGNS[word])
        else:
            self._block(word, number)

    def _block(self, word: str, number: int | None) -> None:
        """Words that end paragraphs, cells and rows, or define a row."""
        if word in {"par", "sect", "page"}:
            self._decode()
            if self.in_table:
                self.text.append("\n")
            else:
                self._paragraph()
        elif word == "pard":
            self.in_table = False
        elif word == "intbl":
            self.in_table = True
        elif word in {"cell", "nestcell"}:
            self._decode()
            self.cells.append(self._taken()) if word == "cell" else self.text.append("\n")
        elif word == "nestrow":
            self.text.append("\n")
        elif word == "trowd":
            self.definition = RowDefinition()
        elif word in {"clvmgf", "clvmrg", "clmgf", "clmrg"}:
            self.definition.pending += word + " "
        elif word == "cellx" and number is not None:
            self.definition.edges.append(Edge(number, self.definition.pending))
            self.definition.pending = ""
        elif word == "row":
            self._decode()
            self.rows.append((self.cells, list(self.definition.edges)))
            self.cells = []

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.state.ignorable = True
            return
        if sign in b"\\{}":
            self._bytes(sign)
        elif sign == b"~":
            self._bytes(b" ")
        elif sign == b"_":
            self._bytes(b"-")
        elif sign in b"\r\n":
            self._word("par", None)

    def _bytes(self, run: bytes) -> None:
        self.state.fresh = False
        if self.state.skipped:
            return
        if self.to_skip:
            run, self.to_skip = run[self.to_skip :], max(self.to_skip - len(run), 0)
        self.bytes += run

    def _decode(self) -> None:
        """Bytes to text: those of one character may come as several tokens."""
        if self.bytes:
            # A font says more than the file's code page, except that Latin fonts are often set on Chinese text.
            encoding = self.state.encoding if self.state.encoding not in {"", "cp1252"} else self.default
            self.text.append(bytes(self.bytes).decode(encoding, "replace"))
            self.bytes.clear()

    def _taken(self) -> str:
        text = plain_text("".join(self.text))
        self.text.clear()
        # Characters beyond the first plane come as two halves, each with a control word of its own.
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _paragraph(self) -> None:
        text = self._taken()
        if text.strip():
            self._end_table()
            self.found.append(text)

    def _end_table(self) -> None:
        if self.cells:
            self.rows.append((self.cells, list(self.definition.edges)))
            self.cells = []
        if not self.rows:
            return
        self.found.append(table_of(self.rows))
        self.rows = []


def table_of(rows: list[tuple[list[str], list[Edge]]]) -> FlowTable:
    """Rows whose cells end at edges of their own: all edges together make the grid."""
    grid: list[int] = []
    for right in sorted(edge.right for _, edges in rows for edge in edges):
        if not grid or right - grid[-1] > 80:  # twentieths of a point
            grid.append(right)
    table = FlowTable()
    open_cells: dict[int, FlowCell] = {}
    for texts, edges in rows:
        cells: list[FlowCell] = []
        column = 0
        for at, text in enumerate(texts):
            edge = edges[at] if at < len(edges) else None
            end = column + 1 if edge is None else max(nearest(grid, edge.right) + 1, column + 1)
            merge = "" if edge is None else edge.merge
            if "clmrg" in merge and cells:
                cells[-1].column_span = end - cells[-1].column
            elif "clvmrg" in merge and column in open_cells:
                open_cells[column].row_span += 1
            else:
                cell = FlowCell(column, column_span=end - column, content=[line for line in text.split("\n") if line.strip()])
                cells.append(cell)
                open_cells.pop(column, None)
                if "clvmgf" in merge:
                    open_cells[column] = cell
            column = end
        table.rows.append(cells)
    return table
