"""The text that a .doc file holds, straight from its piece table: complete, but without the rows of its tables.

It tells whether a program that reads the file left something out, and is what remains where no such program is installed. Source of the
rules: [MS-DOC] 2.4.1 (retrieving text), 2.5 (the file information block), 2.9.38 (Clx).
"""

from __future__ import annotations

import io
import re
import struct
from bisect import bisect_right
from typing import NamedTuple

import olefile  # type: ignore[import-untyped]

from kg.documents.building import plain_text
from kg.errors import UnreadableInput

#: Flags of the block's base, at byte 10: the file is encrypted; its table stream is 1Table, not 0Table.
FLAGS_AT, ENCRYPTED, WHICH_TABLE = 10, 0x0100, 0x0200
#: Where the block keeps its version (97 and later have the piece table at these offsets), the length of the main text, and the piece table.
VERSION_AT, WORD_97, LENGTH_AT, CLX_AT = 2, 0x00C1, 0x4C, 0x01A2
#: A piece of one byte a character has this bit in its offset, which then counts double.
COMPRESSED = 0x40000000
#: What olefile raises on damaged files.
FAULTS = (OSError, struct.error, IndexError, KeyError, ValueError, TypeError, OverflowError)

#: A field's code stands between 13 and 14 (or 15, where it has no result); its result between 14 and 15.
FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*[\x14\x15]?")
#: Ends of cells and rows, of paragraphs, lines, pages and columns.
ENDS = re.compile("[\x07\r\x0b\x0c\x0e]")


class WordText(NamedTuple):
    """The streams of a .doc file, its raw main text, and its pieces: (first character, first byte in the block, bytes a character)."""

    block: bytes
    table: bytes
    data: bytes
    raw: str
    pieces: tuple[tuple[int, int, int], ...]

    def place_of(self, at: int) -> int:
        """Where a character of the raw text stands in the block."""
        begin, offset, width = self.pieces[bisect_right(self.pieces, at, key=lambda piece: piece[0]) - 1]
        return offset + width * (at - begin)


def open_text(data: bytes, source: str) -> WordText | None:
    """The raw main text of a .doc file with where it stands; None for a version before Word 97. Raises UnreadableInput for a file that a
    password protects, or that is no whole OLE file."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            block = ole.openstream("WordDocument").read()
            flags = int.from_bytes(block[FLAGS_AT : FLAGS_AT + 2], "little")
            if flags & ENCRYPTED:
                raise UnreadableInput(source, "the file is protected by a password; save it without one")
            if int.from_bytes(block[VERSION_AT : VERSION_AT + 2], "little") < WORD_97:
                return None
            table = ole.openstream("1Table" if flags & WHICH_TABLE else "0Table").read()
            more = ole.openstream("Data").read() if ole.exists("Data") else b""
    except FAULTS as fault:
        raise UnreadableInput(source, f"the file is damaged: {str(fault).lower()}") from fault
    try:
        return pieces(block, table, more)
    except (struct.error, UnicodeDecodeError) as fault:
        raise UnreadableInput(source, f"the file is damaged: its piece table points nowhere ({fault})") from fault


def pieces(block: bytes, table: bytes, data: bytes) -> WordText:
    """The main text as its pieces give it."""
    (length,) = struct.unpack_from("<I", block, LENGTH_AT)
    at, size = struct.unpack_from("<II", block, CLX_AT)
    clx = table[at : at + size]
    at = 0
    while clx[at : at + 1] == b"\x01":  # formatting that pieces share
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    (size,) = struct.unpack_from("<I", clx, at + 1)
    count = (size - 4) // 12
    plc = at + 5
    bounds = struct.unpack_from(f"<{count + 1}I", clx, plc)
    parts = []
    places = []
    for n in range(count):
        (offset,) = struct.unpack_from("<I", clx, plc + 4 * (count + 1) + 8 * n + 2)
        characters = bounds[n + 1] - bounds[n]
        if offset & COMPRESSED:
            begin = (offset & ~COMPRESSED) // 2
            parts.append(block[begin : begin + characters].decode("cp1252", "replace"))
            places.append((bounds[n], begin, 1))
        else:
            parts.append(block[offset : offset + 2 * characters].decode("utf-16-le", "replace"))
            places.append((bounds[n], offset, 2))
    return WordText(block, table, data, "".join(parts)[:length], tuple(places))


def as_lines(raw: str) -> str:
    """Text without the codes of fields, a line a paragraph or cell."""
    before = ""
    while before != raw:  # fields stand inside fields
        before, raw = raw, FIELD_CODE.sub("", raw)
    return plain_text(ENDS.sub("\n", raw))


def missing(text: str, found: str) -> int:
    """How many characters of a text, white space aside, something found lacks."""
    return max(len("".join(text.split())) - len("".join(found.split())), 0)
