"""Citations of a filing as N-Quads, each with its place in the field and in the document."""

from __future__ import annotations

from kg.filings import Filing
from kg.graph.lines import BEGIN, DERIVED_FROM, END, HAS_SELECTOR, HAS_SOURCE, IN_FIELD, ORDER, POSITION_TYPE, START, STOP, Lines
from kg.graph.nquads import a, integer, literal, pair, subject
from kg.identifiers import CITATION, PLACE, POSITION, QUOTE
from kg.terms import BKG, CITATION_KINDS, CITATION_ROLES, CITO, OA

HAS_CITATION, CITATION_TYPES = subject(BKG.citation), (a(BKG.Citation), a(CITO.Citation), a(OA.Annotation))
CITATION_ROLE = {key: pair(BKG.citationRole, concept) for key, concept in CITATION_ROLES.items()}
CITATION_KIND = {key: pair(BKG.citationKind, concept) for key, concept in CITATION_KINDS.items()}
SURFACE, CITED_TITLE, CITED_NUMBER, CITED_ARTICLE = (subject(p) for p in (BKG.surface, BKG.citedTitle, BKG.citedNumber, BKG.citedArticle))
CITING, ANNOTATED = subject(CITO.hasCitingEntity), subject(OA.hasTarget)
PLACE_TYPE, QUOTE_TYPE, EXACT = a(OA.SpecificResource), a(OA.TextQuoteSelector), subject(OA.exact)


def write_citations(filing: Filing, lines: Lines) -> None:
    """The citations, in order."""
    parts, end, this, document = lines.parts, lines.end, lines.this, lines.document
    one, two, three = CITATION_TYPES
    for number, citation in enumerate(filing.citations):
        start, node = lines.child(CITATION.encode(), number)
        next_ = end + start
        stem = node[:-1]
        place, position, quote = (b"%b%b>" % (stem, below.encode()) for below in (PLACE, POSITION, QUOTE))
        field = lines.fields[citation.field_index]
        surface = literal(citation.surface)
        parts += (
            this, HAS_CITATION, node, next_, one, next_, two, next_, three, next_, ORDER, integer(number), next_, CITATION_ROLE[citation.role], next_,
            CITATION_KIND[citation.kind], next_, SURFACE, surface, next_, BEGIN, integer(citation.begin), next_, END, integer(citation.end), next_,
            IN_FIELD, field, next_, DERIVED_FROM, field, next_, CITING, this[:-1],
        )  # fmt: skip
        if citation.title:
            parts += (next_, CITED_TITLE, literal(citation.title))
        if citation.number:
            parts += (next_, CITED_NUMBER, literal(citation.number))
        if citation.article:
            parts += (next_, CITED_ARTICLE, literal(citation.article))
        in_place = b"%b%b " % (end, place)
        parts += (next_, ANNOTATED, place, in_place, PLACE_TYPE, in_place, HAS_SOURCE, document, in_place, HAS_SELECTOR, quote)
        after = b"%b%b " % (end, quote)
        parts += (after, QUOTE_TYPE, after, EXACT, surface)
        bounds = source_bounds(filing, citation.field_index, citation.begin, citation.end)
        if bounds is not None:
            after = b"%b%b " % (end, position)
            parts += (in_place, HAS_SELECTOR, position, after, POSITION_TYPE, after, START, integer(bounds[0]), after, STOP, integer(bounds[1]))
        parts.append(end)


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
