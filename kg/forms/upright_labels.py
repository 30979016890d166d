"""Labels of text whose columns stand apart, cut by line ends or printed one sign below the other, with the lines of their text beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.forms.broken_labels import LONGEST, MOST_ROWS, NEVER_LAST, is_whole, spelled
from kg.forms.labels import find_label
from kg.forms.levels import find_level
from kg.forms.words import normalise
from kg.forms.wrapped_columns import NEAR
from kg.forms.wrapped_rows import Run

#: Kinds of label that have a text.
TEXTS = frozenset({"text"})


class Upright(NamedTuple):
    """A label over the lines up to `last`: its pieces, and the lines of the text beside them."""

    last: int
    pieces: tuple[Run, ...]
    values: tuple[Run, ...]


def find_upright(runs: Sequence[Sequence[Run]], begin: int, end: int) -> Upright | None:
    """The label of a text that begins with the line `begin` and goes on in the lines below it; None where none does."""
    pieces: list[Run] = []
    values: list[Run] = []
    found: Upright | None = None
    word = ""
    for at in range(begin, min(end, begin + MOST_ROWS)):
        line = runs[at]
        if not line or len(line) > 2:
            break
        if pieces and line[0].left - pieces[0].left > NEAR:
            # A further line of the text beside a label of several lines.
            if len(line) > 1 or not values:
                break
            values.append(line[0])
            continue
        first = line[0]
        piece = normalise(first.text) if len(first.text) <= LONGEST else ""
        label, goes_on = spelled(word + piece)
        beside = len(line) > 1
        if not piece or (label is None and not goes_on) or find_level(first.text, None) is not None:
            break
        if values and beside and find_label(first.text) is not None and is_whole(values[-1].text) and word[-1] not in NEVER_LAST:
            break  # a label of its own below a value that ends
        if beside and (find_label(line[1].text) is not None or (not pieces and find_label(first.text) is not None)):
            break
        word += piece
        pieces.append(first)
        values += line[1:]
        if label is not None and label.kind in TEXTS and len(pieces) > 1 and values:
            found = Upright(at + 1, tuple(pieces), tuple(values))
    return found
