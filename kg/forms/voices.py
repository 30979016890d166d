"""Which cells of a row may say what the row is: a label, a header word, a level or furniture. All others are names, values and figures, which
most cells of most rows are: their first three letters tell, and are judged once for all cells that begin with them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.forms.boilerplate import FURNITURE
from kg.forms.headers import header_starts
from kg.forms.labels import label_starts
from kg.forms.levels import level_starts
from kg.forms.words import REMEMBERED, may_start

COMPARATORS = frozenset("=<>≥≤")
#: What the first letters of a cell say: that it is silent, that it may speak, that it may where a colon stands in it, that all of it tells.
SILENT, SPEAKS, WITH_COLON, AS_WHOLE = range(4)


class Voices(dict[str, int]):
    """The same by the first three letters (`voices[text[:3]]`); `heads` are the starts of all labels, header words and levels."""

    def __init__(self, heads: frozenset[str]) -> None:
        super().__init__()
        self.heads = heads

    def __missing__(self, head: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        voice = self[head] = self._judged(head)
        return voice

    def _judged(self, head: str) -> int:
        first = head[:1]
        if first in COMPARATORS:
            return SILENT if head[1:2].isdigit() or head[2:3].isdigit() else SPEAKS
        if first.isdigit():
            return AS_WHOLE
        return SPEAKS if first in FURNITURE or may_start(head, self.heads) else WITH_COLON


@cache
def all_voices() -> Voices:
    """Those of all labels, header words and levels that the data knows."""
    return Voices(label_starts() | header_starts() | level_starts())


def speaking(texts: Sequence[str]) -> list[str]:
    """Those of the cells of a row that may hold a label, a header word or a level, or be furniture; figures do not."""
    voices = all_voices()
    found = []
    for text in texts:
        voice = voices[text[:3]]
        if voice == SPEAKS or (voice == WITH_COLON and ("：" in text or ":" in text)) or (voice == AS_WHOLE and _figure_speaks(text)):
            found.append(text)
    return found


def _figure_speaks(text: str) -> bool:
    """Whether a text that begins with a digit may be a label with its number (3.项目概况) or its month (1-7月执行数)."""
    return not text.endswith(("%", "％")) and (any(mark in text[1:4] for mark in "、.．)）") or "月" in text[1:12])
