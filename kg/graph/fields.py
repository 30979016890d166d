"""Fields of a filing as N-Quads, with the pieces of the document that they were copied from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from kg.filings import Filing
from kg.graph.lines import (
    BEGIN,
    DOCUMENT,
    END,
    FIGURE,
    HAS_SELECTOR,
    HAS_SOURCE,
    LABEL,
    NUMBER,
    ORDER,
    OWN_NUMBER,
    POSITION_TYPE,
    ROLE,
    START,
    STOP,
    TEXT,
    THIS,
    lines_of,
    node_of,
)
from kg.graph.nquads import REMEMBERED, a, literal, subject
from kg.identifiers import FIELD, FRAGMENT, PIECE
from kg.terms import BKG, FIELD_ROLES, OA, RDF

NODE = node_of(FIELD)
HAS_FIELD, FIELD_TYPES = subject(BKG.field), (a(BKG.Field), a(OA.SpecificResource))
FRAGMENT_TYPE, VALUE = a(OA.FragmentSelector), subject(RDF.value)
#: Behind the text: the end of its line, and where the field stands.
IN_DOCUMENT = END + lines_of(NODE, HAS_SOURCE + DOCUMENT)


#: The places (of pages, of sheets) on which a run of the document's text is printed, as fragments of the file's address.
Fragments = Callable[[int, int], Iterable[str]]


def write_fields(filing: Filing, shown: frozenset[int], fragments: Fragments | None = None) -> list[bytes]:
    """The lines of the fields that are `shown`, by their numbers. `fragments` is None where the format knows no places but offsets."""
    lines: list[bytes] = []
    for number, (label, role, text, pieces) in enumerate(filing.fields):
        if number in shown:
            lines += (_head(label, role, number), literal(text), _in_document(number))
            for k, (begin, source, length) in enumerate(pieces):
                lines.append(_piece(k, number) % (begin, source, source + length))
            if fragments is not None:
                own = b"%d" % number
                printed = dict.fromkeys(place for _, source, length in pieces for place in fragments(source, source + length))
                lines += [line for k, place in enumerate(printed) for line in (_fragment(k).replace(NUMBER, own), literal(place), END)]
    return lines


#: So many of the lines of numbered fields are kept, some 1 KB each.
NUMBERED = 4096


@lru_cache(maxsize=NUMBERED)
def _in_document(number: int) -> bytes:
    """What stands behind the text of the field of a number."""
    return IN_DOCUMENT.replace(NUMBER, b"%d" % number)


@lru_cache(maxsize=NUMBERED)
def _head(label: str, role: str, number: int) -> bytes:
    """The lines that fields of one label and number share, up to the text."""
    return _label_head(label, role).replace(NUMBER, b"%d" % number)


@lru_cache(maxsize=REMEMBERED)
def _label_head(label: str, role: str) -> bytes:
    """The same of all numbers. A role that a user's own data adds is no notation of the code list."""
    pairs = (*FIELD_TYPES, LABEL + literal(label), ROLE + literal(role if role in FIELD_ROLES else "other"), ORDER + OWN_NUMBER)
    return THIS + HAS_FIELD + NODE + END + lines_of(NODE, *pairs) + NODE + b" " + TEXT


@lru_cache(maxsize=NUMBERED)
def _piece(k: int, number: int) -> bytes:
    """The lines of a field's piece, to be filled in with its begin in the field's text and its bounds in the document's."""
    piece = b"%b%b%d>" % (NODE[:-1], PIECE.encode(), k)
    lines = lines_of(NODE, HAS_SELECTOR + piece) + lines_of(piece, POSITION_TYPE, BEGIN + FIGURE, START + FIGURE, STOP + FIGURE)
    return lines.replace(NUMBER, b"%d" % number)


@lru_cache(maxsize=REMEMBERED)
def _fragment(k: int) -> bytes:
    """The lines of a field's place in the file as printed, up to its value."""
    fragment = b"%b%b%d>" % (NODE[:-1], FRAGMENT.encode(), k)
    return lines_of(NODE, HAS_SELECTOR + fragment) + lines_of(fragment, FRAGMENT_TYPE) + fragment + b" " + VALUE
