"""Bytes to text: UTF-8 with or without its mark, UTF-16 with its mark, else GB18030 (which holds GBK and GB2312)."""

from __future__ import annotations

import codecs
import re

from kg.errors import UnreadableInput

#: Control characters that no text holds; a form feed and a vertical tab are page and line breaks of old converters.
BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

#: A UTF-8 sequence of three bytes in the Chinese range: many of them before a fault say that the file *is* UTF-8 and is damaged.
CHINESE_UTF8 = re.compile(b"[\xe3-\xe9][\x80-\xbf]{2}")

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes, source: str) -> tuple[str, str]:
    """The text and the name of its encoding; raises UnreadableInput with the byte (from 0) at which decoding fails."""
    if data.startswith(UTF16_MARKS):
        return _marked(data, "utf-16", source), "utf-16"
    if data.startswith(codecs.BOM_UTF8):
        return _marked(data, "utf-8-sig", source), "utf-8-sig"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return _decode_gb(data, source, fault)
    return _text_only(text, source), "utf-8"


def _decode_gb(data: bytes, source: str, fault: UnicodeDecodeError) -> tuple[str, str]:
    """GB18030, unless the bytes before the fault are plainly UTF-8: then the file is damaged, and guessing would give nonsense."""
    if len(CHINESE_UTF8.findall(data, 0, fault.start)) >= 8:
        raise _damaged(data, "UTF-8", source, fault)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as other:
        found = data[other.start : other.start + 4].hex(" ")
        reason = f"is neither UTF-8 nor GB18030 (found {found}: {other.reason})"
        raise UnreadableInput(source, reason, f"byte {other.start}") from other
    return _text_only(text, source), "gb18030"


def _marked(data: bytes, encoding: str, source: str) -> str:
    """The text of a file whose first bytes say how it is encoded."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise _damaged(data, encoding.upper().removesuffix("-SIG"), source, fault) from fault
    return _text_only(text, source)


def _damaged(data: bytes, encoding: str, source: str, fault: UnicodeDecodeError) -> UnreadableInput:
    """What is said of a file in a known encoding at whose fault decoding stopped."""
    at = fault.start + len(data) - len(fault.object)  # the decoder of marked UTF-8 counts from behind the mark
    what = "ends inside a character" if fault.end >= len(fault.object) else "holds bytes that are no character"
    found = data[at : at + 4].hex(" ")
    return UnreadableInput(source, f"the file is {encoding} but {what} (found {found}); save it again as UTF-8 or GB18030", f"byte {at}")


def _text_only(text: str, source: str) -> str:
    """The text with one kind of line end; binary data that happens to decode is refused."""
    binary = BINARY.search(text)
    if binary:
        raise UnreadableInput(source, f"holds the control character U+{ord(binary.group()):04X}: not a text file", f"character {binary.start()}")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text
