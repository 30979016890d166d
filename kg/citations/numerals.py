"""Signs and values that all patterns for numbers share: digits, brackets, white space, counts; and a number as found."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.citations.words import SPACE

#: Letters and digits only: brackets inside a code stay as they are written.
ALNUM = str.maketrans({chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if chr(0x21 + i).isalnum()})
HALF = str.maketrans({chr(0xFF01 + i): chr(0x21 + i) for i in range(94)})
DIGIT = "[0-9０-９]"
OPEN, CLOSE = "〔\\[［【﹝〖{(（〈<《「『", "〕\\]］】﹞〗})）〉>》」』"
S2 = f"{SPACE}{{0,2}}"
YEAR = f"[12１２]{SPACE}?[09０９]{SPACE}?{DIGIT}{SPACE}?{DIGIT}"
WHITE = frozenset(" \t\r\n\u3000\xa0")
CHINESE = "零〇一二三四五六七八九十百"
COUNT = f"{DIGIT}(?:{SPACE}?{DIGIT}){{0,3}}|[{CHINESE}]{{1,7}}"


class Number(NamedTuple):
    """A number as found: `text[begin:end]`, its normalised form, and its kind (number, order, standard). `code` is its agency code or issuer.

    `firm` is False where the form alone does not prove a document number: no code, no 号, a lost bracket.
    """

    begin: int
    end: int
    value: str
    kind: str
    code: str
    rule: str
    firm: bool = True


SPACES = re.compile(SPACE)
#: What `squeeze` takes away or writes otherwise.
WIDE = re.compile("[ \t\r\n\u3000\xa0\uff01-\uff5e]")


def squeeze(text: str) -> str:
    """Without white space, full-width letters, digits and signs as ASCII."""
    return SPACES.sub("", text).translate(HALF) if WIDE.search(text) else text


def count_of(text: str) -> str:
    """A count in Arabic digits: `第四十六` and `４６` are 46. Leading zeros stay: they are written so."""
    text = squeeze(text)
    if text.isascii():
        return text
    if "十" not in text and "百" not in text:
        return "".join(str("零一二三四五六七八九".index("零" if sign == "〇" else sign)) for sign in text)
    total = digit = 0
    for sign in text:
        if sign == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif sign == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = "零一二三四五六七八九".index("零" if sign == "〇" else sign)
    return str(total + digit)
