"""The lines of one filing's graph, prepared once for all filings.

Nearly all of a line is the same in every filing: so lines are kept as bytes with marks where filings differ, and a filing's graph is a join
of such lines in which the marks are replaced at the end. No UTF-8 text holds the bytes that serve as marks.

    FILING  the filing's IRI, left open: `<…/id/filing/0123456789abcdef-0`     DOCUMENT  the IRI of its document
    NUMBER  the number of the thing in hand: `FILING/indicator/NUMBER>`                END       the graph, and the end of the line
"""

from __future__ import annotations

from kg.filings import Filing, Piece
from kg.graph.nquads import INTEGER, a, subject
from kg.identifiers import FIELD
from kg.terms import BKG, OA, PROV

DOCUMENT, NUMBER, FILING, END = b"\xfc", b"\xfd", b"\xfe", b"\xff"
#: The filing as the start of a line, and as an object.
THIS = FILING + b"> "
THIS_FILING = FILING + b">"

BEGIN, STOP_BEFORE, ORDER, NAME, TEXT = subject(BKG.begin), subject(BKG.end), subject(BKG.order), subject(BKG.name), subject(BKG.text)
LABEL, ROLE, RAW, UNIT, YUAN = subject(BKG.label), subject(BKG.role), subject(BKG.rawText), subject(BKG.unit), subject(BKG.yuan)
IN_FIELD, DERIVED_FROM = subject(BKG.inField), subject(PROV.wasDerivedFrom)
HAS_SOURCE, HAS_SELECTOR, START, STOP = subject(OA.hasSource), subject(OA.hasSelector), subject(OA.start), subject(OA.end)
POSITION_TYPE = a(OA.TextPositionSelector)

#: An `xsd:integer` to be filled in (`lines % number`), and the number of the thing in hand as one.
FIGURE = b'"%d' + INTEGER
OWN_NUMBER = b'"' + NUMBER + INTEGER

#: The role of a cell of the indicator table.
CELL = "indicator"


def node_of(below: str) -> bytes:
    """The IRI of a numbered thing below the filing."""
    return FILING + below.encode() + NUMBER + b">"


def lines_of(node: bytes, *pairs: bytes) -> bytes:
    """Whole lines of one subject: `pairs` are predicates with their objects."""
    return b"".join(node + b" " + pair + END for pair in pairs)


def bounds_of(node: bytes) -> bytes:
    """The lines of begin and end, to be filled in with both."""
    return lines_of(node, BEGIN + FIGURE, STOP_BEFORE + FIGURE)


def field_of(node: bytes) -> bytes:
    """The lines that name the field that a thing stands in, to be filled in with its number twice."""
    field = FILING + FIELD.encode() + b"%d>"
    return lines_of(node, IN_FIELD + field, DERIVED_FROM + field)


def source_of(pieces: tuple[Piece, ...]) -> tuple[int, int]:
    """The bounds of a text in the document's text."""
    last = pieces[-1]
    return pieces[0].source, last.source + last.length


def shown_fields(filing: Filing) -> frozenset[int]:
    """The numbers of the fields that stand in the graph: all but the cells of the indicator table that cite nothing."""
    cited = [citation.field_index for citation in filing.citations]
    return frozenset(cited + [number for number, field in enumerate(filing.fields) if field.role != CELL])
