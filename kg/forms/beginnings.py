"""Which lengths the known words have that may begin at a place of a running text: its next two letters tell, so that at most places, where no
word begins, nothing is looked up, and elsewhere two or three words instead of one of each length."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kg.forms.headers import header_words
from kg.forms.labels import label_words
from kg.forms.levels import level_words
from kg.forms.words import REMEMBERED

NONE: tuple[int, ...] = ()


class Beginnings(dict[str, tuple[int, ...]]):
    """The lengths of words that begin with two letters, longest first (`beginnings[text[i : i + 2]]`); none for two that begin no word."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__()
        found: dict[str, set[int]] = {}
        for word in words:
            found.setdefault(word[:2], set()).add(len(word))
        self.found = {head: tuple(sorted(lengths, reverse=True)) for head, lengths in found.items()}

    def __missing__(self, head: str) -> tuple[int, ...]:
        if len(self) >= REMEMBERED:
            self.clear()
        alone = self.found.get(head[:1], NONE) if len(head) > 1 else NONE  # a word of one letter
        lengths = self[head] = self.found.get(head, NONE) + alone
        return lengths


@cache
def label_beginnings() -> Beginnings:
    """Those of labels."""
    return Beginnings(label_words())


@cache
def header_beginnings() -> Beginnings:
    """Those of header words."""
    return Beginnings(header_words())


@cache
def level_beginnings() -> Beginnings:
    """Those of level labels."""
    return Beginnings(level_words())
