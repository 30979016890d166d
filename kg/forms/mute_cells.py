"""Cells of an indicator table that are known to be no word of its vocabulary: names and targets, whose own letters decide nothing about the row."""

from __future__ import annotations

from functools import lru_cache

from kg.forms.alignments import POINTS
from kg.forms.boilerplate import FURNITURE, is_furniture
from kg.forms.labels import find_label
from kg.forms.levels import RESIDUE, find_level, find_level2
from kg.forms.voices import SILENT, WITH_COLON, all_voices
from kg.forms.words import LONGEST, REMEMBERED, normalise

#: How what is left of a level label begins.
RESIDUE_STARTS = frozenset(word[0] for word in RESIDUE)


def is_mute(text: str) -> bool:
    """Whether a cell is no label, level, rest of a level, weight or furniture, whatever form it stands in."""
    if _begins_mute(text[:3]):
        return True
    if len(text) <= LONGEST:
        return _is_no_word(text)
    first = text[0]
    return not (first in FURNITURE or first in RESIDUE_STARTS or first.isspace() or POINTS.fullmatch(text))


@lru_cache(maxsize=REMEMBERED)
def _begins_mute(head: str) -> bool:
    """Whether no cell with these first letters is one. A digit may be a label's number, a tag may stand within a word."""
    return all_voices()[head] in {SILENT, WITH_COLON} and "<" not in head[1:] and "[" not in head[1:]


@lru_cache(maxsize=1 << 14)
def _is_no_word(text: str) -> bool:
    if find_label(text) is not None or is_furniture(text) or POINTS.fullmatch(text) is not None:
        return False
    return find_level(text, None) is None and find_level2(text, None) is None and normalise(text) not in RESIDUE
