"""Lines that a converter broke inside a word: told from the ends of paragraphs by what the two halves make together."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from kg.citations.bare_titles import NOUNS
from kg.citations.bodies import ends_with_body
from kg.citations.words import HAN, words

#: The longest half of a word that a line break may leave on one side.
HALF_WORD = 5
BREAK = re.compile(f"(?<=[{HAN}])\n(?=[{HAN}])")
#: A noun that begins a line and ends an item there: 甘肃省农村公路⏎条例、…
NOUN_ALONE = re.compile(f"(?:{NOUNS})(?=[、，。；（(〔\\[《\n]|\\Z)")
ITEM_BEFORE = re.compile(f"(?<![{HAN}])[{HAN}“”]{{4,}}\\Z")
ENDS_A_TITLE = re.compile(f"(?:{NOUNS}|[号等的和及与])\\Z")
#: A heading of two lines: the issuer, then what it is about.
ISSUER_LINE = re.compile(f"(?:\\A|\n)[ \t\u3000]*(?P<name>[{HAN}]{{4,34}})\\Z")


@cache
def _whole_words() -> frozenset[str]:
    found = (*words("instrument_nouns", "strong"), *words("instrument_nouns", "weak"), *words("body_ends"))
    return frozenset(word for word in found if len(word) > 1)


@cache
def _joints() -> frozenset[str]:
    """Any two signs beside one another in such a word: what a break must stand between."""
    return frozenset(word[at - 1 : at + 1] for word in _whole_words() for at in range(1, len(word)))


def _is_soft(text: str, at: int) -> bool:
    """Whether the line break at `at` stands inside a title: in a noun or a body's name, before a noun, or between issuer and 关于."""
    if text[at - 1] + text[at + 1] in _joints():
        for left in range(1, HALF_WORD):
            for right in range(1, HALF_WORD):
                if text[max(0, at - left) : at] + text[at + 1 : at + 1 + right] in _whole_words():
                    return True
    line = text[max(0, at - 60) : at]
    if text.startswith("关于", at + 1):
        issuer = ISSUER_LINE.search(line)
        return issuer is not None and ends_with_body(issuer["name"])
    return NOUN_ALONE.match(text, at + 1) is not None and ITEM_BEFORE.search(line) is not None and ENDS_A_TITLE.search(line) is None


class Joined:
    """A text without the line breaks inside its words, and the way back: `text` is what to read, `offset` the place of a sign in the original."""

    def __init__(self, text: str, breaks: list[int]) -> None:
        parts, begin = [], 0
        for at in breaks:
            parts.append(text[begin:at])
            begin = at + 1
        self.text = "".join((*parts, text[begin:]))
        self._breaks = [at - before for before, at in enumerate(breaks)]

    def begin(self, position: int) -> int:
        """Where something begins in the original that begins at `position` here: behind a break that stands right before it."""
        return position + bisect_right(self._breaks, position)

    def end(self, position: int) -> int:
        """Where something ends in the original that ends at `position` here."""
        return self.begin(position - 1) + 1


def joined(text: str) -> Joined | None:
    """The text without the line breaks inside its words; None where it has none."""
    breaks = [found.start() for found in BREAK.finditer(text) if _is_soft(text, found.start())]
    return Joined(text, breaks) if breaks else None
