"""What two ways of writing a text share, and the pairs of neighbouring characters by which it is found.

Folded: full width to half width (NFKC), traditional to simplified characters, lower case; white space, punctuation and brackets are dropped, so
that 沪府办〔2015〕87号 and 滬府辦 [2015] ８７ 號 are one text. Characters are converted one by one, by the table of OpenCC: both sides of a
comparison are folded, so that a word-wise conversion would gain nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

#: Everything but letters, digits and Chinese characters; the underscore is a letter to `re`.
OUTSIDE = re.compile(r"[\W_]+")
#: 第 before a figure and 号, 号文, 号文件 after one say nothing; writers leave them out.
ORDINAL = re.compile(r"第(?=[0-9])")
NUMBER_TAIL = re.compile(r"(?<=[0-9])号(?:文件|文)?\Z")


@cache
def simplified() -> Mapping[int, str]:
    """Traditional → simplified character, as `str.translate` takes it."""
    text = (files("opencc") / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line)
    return {ord(row[0]): row[1].split(" ")[0] for row in rows}


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The folded form of a text; may be empty."""
    return OUTSIDE.sub("", unicodedata.normalize("NFKC", text)).translate(simplified()).casefold()


def fold_name(text: str) -> str:
    """The folded form of a name or number, without what writers of numbers leave out."""
    return NUMBER_TAIL.sub("", ORDINAL.sub("", fold(text)))


def bigrams(text: str) -> str:
    """The pairs of a folded text, divided by spaces; the last character stands alone, so that a single character is found as the start of one."""
    return " ".join([text[n : n + 2] for n in range(len(text))])


def phrase(text: str) -> str:
    """The FTS5 phrase that matches exactly the texts in which a folded text stands. `text` is not empty."""
    if len(text) == 1:
        return f'"{text}"*'
    return '"' + " ".join([text[n : n + 2] for n in range(len(text) - 1)]) + '"'
