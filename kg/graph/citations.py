"""Citations of a filing as N-Quads, each with its place in the field and in the document."""

from __future__ import annotations

from functools import lru_cache

from kg.filings import Filing
from kg.graph.lines import (
    DOCUMENT,
    END,
    FIGURE,
    HAS_SELECTOR,
    HAS_SOURCE,
    NUMBER,
    ORDER,
    OWN_NUMBER,
    POSITION_TYPE,
    START,
    STOP,
    THIS,
    THIS_FILING,
    bounds_of,
    field_of,
    lines_of,
    node_of,
)
from kg.graph.nquads import REMEMBERED, a, literal, pair, subject
from kg.identifiers import CITATION, PLACE, POSITION, QUOTE
from kg.terms import BKG, CITATION_KINDS, CITATION_ROLES, CITO, OA

NODE = node_of(CITATION)
HAS_CITATION, CITATION_TYPES = subject(BKG.citation), (a(BKG.Citation), a(CITO.Citation), a(OA.Annotation))
CITATION_ROLE = {key: pair(BKG.citationRole, concept) for key, concept in CITATION_ROLES.items()}
CITATION_KIND = {key: pair(BKG.citationKind, concept) for key, concept in CITATION_KINDS.items()}
SURFACE, CITING = subject(BKG.surface), lines_of(NODE, subject(CITO.hasCitingEntity) + THIS_FILING)
TITLE, CITED_NUMBER, ARTICLE = (NODE + b" " + subject(p) for p in (BKG.citedTitle, BKG.citedNumber, BKG.citedArticle))
BOUNDS, IN_FIELD = bounds_of(NODE), field_of(NODE)

PLACE_NODE, POSITION_NODE, QUOTE_NODE = (NODE[:-1] + below.encode() + b">" for below in (PLACE, POSITION, QUOTE))
#: The place in the document with the quotation that selects it, up to the quoted text.
QUOTED = (
    lines_of(NODE, subject(OA.hasTarget) + PLACE_NODE)
    + lines_of(PLACE_NODE, a(OA.SpecificResource), HAS_SOURCE + DOCUMENT, HAS_SELECTOR + QUOTE_NODE)
    + lines_of(QUOTE_NODE, a(OA.TextQuoteSelector))
    + QUOTE_NODE + b" " + subject(OA.exact)
)  # fmt: skip
#: The position that selects it too, to be filled in with its bounds.
POSITIONED = lines_of(PLACE_NODE, HAS_SELECTOR + POSITION_NODE) + lines_of(POSITION_NODE, POSITION_TYPE, START + FIGURE, STOP + FIGURE)


def write_citations(filing: Filing) -> list[bytes]:
    """The lines of the citations, one after the other."""
    done = []
    for number, citation in enumerate(filing.citations):
        field, surface = citation.field_index, literal(citation.surface)
        lines = [_head(citation.role, citation.kind), surface, END, BOUNDS % (citation.begin, citation.end), IN_FIELD % (field, field), CITING]
        if citation.title:
            lines += (TITLE, literal(citation.title), END)
        if citation.number:
            lines += (CITED_NUMBER, literal(citation.number), END)
        if citation.article:
            lines += (ARTICLE, literal(citation.article), END)
        lines += (QUOTED, surface, END)
        bounds = source_bounds(filing, field, citation.begin, citation.end)
        if bounds is not None:
            lines.append(POSITIONED % bounds)
        done.append(b"".join(lines).replace(NUMBER, b"%d" % number))
    return done


@lru_cache(maxsize=REMEMBERED)
def _head(role: str, kind: str) -> bytes:
    """The lines that citations of one role and kind share, up to the surface."""
    pairs = (*CITATION_TYPES, ORDER + OWN_NUMBER, CITATION_ROLE[role], CITATION_KIND[kind])
    return THIS + HAS_CITATION + NODE + END + lines_of(NODE, *pairs) + NODE + b" " + SURFACE


def source_bounds(filing: Filing, field: int, begin: int, end: int) -> tuple[int, int] | None:
    """Where `fields[field].text[begin:end]` stands in the document's text; None where none of it was copied from there."""
    first = last = None
    for piece in filing.fields[field].pieces:
        left, right = max(begin, piece.begin), min(end, piece.begin + piece.length)
        if left < right:
            shift = piece.source - piece.begin
            if first is None or left + shift < first:
                first = left + shift
            if last is None or right + shift > last:
                last = right + shift
    return None if first is None or last is None else (first, last)
