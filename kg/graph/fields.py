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
    done = []
    for number, field in enumerate(filing.fields):
        if number in shown:
            lines = [_head(field.label, field.role), literal(field.text), IN_DOCUMENT]
            for k, (begin, source, length) in enumerate(field.pieces):
                lines.append(_piece(k) % (begin, source, source + length))
            if fragments is not None:
                printed = dict.fromkeys(place for _, source, length in field.pieces for place in fragments(source, source + length))
                lines += [line for k, place in enumerate(printed) for line in (_fragment(k), literal(place), END)]
            done.append(b"".join(lines).replace(NUMBER, b"%d" % number))
    return done


@lru_cache(maxsize=REMEMBERED)
def _head(label: str, role: str) -> bytes:
    """The lines that fields of one label share, up to the text. A role that a user's own data adds is no notation of the code list."""
    pairs = (*FIELD_TYPES, LABEL + literal(label), ROLE + literal(role if role in FIELD_ROLES else "other"), ORDER + OWN_NUMBER)
    return THIS + HAS_FIELD + NODE + END + lines_of(NODE, *pairs) + NODE + b" " + TEXT


@lru_cache(maxsize=REMEMBERED)
def _piece(k: int) -> bytes:
    """The lines of a field's piece, to be filled in with its begin in the field's text and its bounds in the document's."""
    piece = b"%b%b%d>" % (NODE[:-1], PIECE.encode(), k)
    return lines_of(NODE, HAS_SELECTOR + piece) + lines_of(piece, POSITION_TYPE, BEGIN + FIGURE, START + FIGURE, STOP + FIGURE)


@lru_cache(maxsize=REMEMBERED)
def _fragment(k: int) -> bytes:
    """The lines of a field's place in the file as printed, up to its value."""
    fragment = b"%b%b%d>" % (NODE[:-1], FRAGMENT.encode(), k)
    return lines_of(NODE, HAS_SELECTOR + fragment) + lines_of(fragment, FRAGMENT_TYPE) + fragment + b" " + VALUE
