"""Text of a filing that no field took and that cites: kept as a field too, so that no citation is lost with it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.citations.extraction import find_citations
from kg.filings import Field, Filing, Piece, Unmapped
from kg.forms.cleaning import clean

#: The role of such a field: its label is a guess, or missing.
ROLE = "other"
#: A piece in front that is so short and holds none of these is a label that no data knows; so far it may stand from its text.
LONGEST_LABEL = 20
NO_LABEL = frozenset("，。；！？,;!?《》〔〕[]0123456789")
BESIDE = 3
#: Roles of fields that are cells of an indicator table: what stands below it is none of theirs.
OF_TABLES = frozenset({"indicator", "total_score"})


def with_leftovers(filing: Filing, text: str) -> Filing:
    """The filing with a field for each piece of `unmapped` that cites something; `unmapped` stays as it is. `text` is the document's text.

    The label is the piece in front, where that can be one, else that of the field in front; behind the cells of indicators there is none.
    """
    found = [at for at, piece in enumerate(filing.unmapped) if find_citations(piece.text)]
    if not found:
        return filing
    starts = sorted((piece.source, at) for at, field in enumerate(filing.fields) for piece in field.pieces)
    before = {second: first for first, second in pairwise(sorted(filing.unmapped, key=lambda piece: piece.source))}
    fields = [_field(filing.unmapped[at], before.get(filing.unmapped[at]), filing.fields, starts, text) for at in found]
    return replace(filing, fields=(*filing.fields, *fields))


def _field(piece: Unmapped, before: Unmapped | None, fields: Sequence[Field], starts: Sequence[tuple[int, int]], text: str) -> Field:
    if before is not None and _is_label(before, piece):
        label = "".join(before.text.rstrip(":：").split())
    else:
        at = bisect_right(starts, (piece.source, len(fields))) - 1
        nearest = fields[starts[at][1]] if at >= 0 else None
        label = nearest.label if nearest is not None and nearest.role not in OF_TABLES else ""
    if text.startswith(piece.text, piece.source):
        return Field(label, ROLE, *clean(piece.text, piece.source))
    # A line's end of the file stands within what is one text: only what is in front of it was copied letter for letter.
    same = next((n for n, (one, other) in enumerate(zip(piece.text, text[piece.source :], strict=False)) if one != other), len(piece.text))
    return Field(label, ROLE, piece.text, (Piece(0, piece.source, same),) if same else ())


def _is_label(piece: Unmapped, after: Unmapped) -> bool:
    word = piece.text.strip().rstrip(":：")
    near = 0 <= after.source - piece.source - len(piece.text) <= BESIDE
    return near and 2 <= len(word) <= LONGEST_LABEL and not NO_LABEL & set(word)
