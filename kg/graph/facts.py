"""What a filing says, as N-Quads: one named graph a filing, no conclusions, no blank nodes (docs/model.md).

The graph is a join of prepared fragments: for 500 lines a filing this costs a tenth of what objects for terms and quads would.
Every established term beside one of ours (⊑ in the model) is written with it.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import lru_cache

from kg.filings import Filing
from kg.graph.amounts import write_amounts
from kg.graph.citations import write_citations
from kg.graph.indicators import write_indicators
from kg.graph.lines import (
    BEGIN,
    DERIVED_FROM,
    END,
    HAS_SELECTOR,
    HAS_SOURCE,
    IN_FIELD,
    LABEL,
    NAME,
    ORDER,
    POSITION_TYPE,
    RAW,
    ROLE,
    START,
    STOP,
    TEXT,
    YUAN,
    Lines,
)
from kg.graph.masking import mask_contacts
from kg.graph.nquads import FALSE, GAP, REMEMBERED, TRUE, a, date, decimal, integer, iri, literal, pair, run_of, subject, tail, yuan
from kg.identifiers import CONTACT, FIGURE, MAIN_PROJECT, PIECE, UNMAPPED, Identifiers
from kg.terms import BKG, DCTERMS, FOAF, FORMS, OA, PROV, SCHEMA

FILING_TYPES = (a(BKG.Filing), a(FOAF.Document), a(PROV.Entity))
PART_OF, GENERATED_BY, INDEX, CONFIDENCE = subject(DCTERMS.isPartOf), subject(PROV.wasGeneratedBy), subject(BKG.index), subject(BKG.confidence)
FORM = {key: pair(BKG.form, concept) for key, concept in FORMS.items()}
FISCAL_YEAR, FISCAL_YEAR_END, PURCHASE = subject(BKG.fiscalYear), subject(BKG.fiscalYearEnd), subject(BKG.governmentPurchase)
PAIRED, RATE = subject(BKG.pairedWith), subject(BKG.executionRate)
#: attribute of a filing → the property of its literal.
NAMES = (
    ("department", subject(BKG.departmentName)),
    ("supervisor", subject(BKG.supervisorName)),
    ("project", subject(BKG.projectName)),
    ("category", subject(BKG.category)),
    ("nature", subject(BKG.nature)),
    ("performance_type", subject(BKG.performanceType)),
)
DATES = (("start_date", subject(BKG.startDate)), ("end_date", subject(BKG.endDate)))
HAS_FIELD, FIELD_TYPES = subject(BKG.field), (a(BKG.Field), a(OA.SpecificResource))
HAS_FIGURE, FIGURE_TYPES, COUNT = subject(BKG.figure), (a(BKG.Figure), a(PROV.Entity)), subject(BKG.count)
HAS_MAIN_PROJECT, MAIN_PROJECT_TYPES = subject(BKG.mainProject), (a(BKG.MainProject), a(PROV.Entity))
HAS_CONTACT, CONTACT_TYPES = subject(BKG.contact), (a(BKG.Contact), a(SCHEMA.ContactPoint))
HAS_UNMAPPED, UNMAPPED_TYPES = subject(BKG.unmapped), (a(BKG.UnmappedText), a(PROV.Entity))


def filing_quads(filing: Filing, *, sha256: str, identifiers: Identifiers, run: str, with_contacts: bool = False) -> bytes:
    """The filing's named graph as N-Quads in UTF-8, the same bytes for the same values.

    `sha256` is its document's, `run` the IRI of the run that read it. Contacts are left out and masked unless asked for.
    """
    shown = filing if with_contacts else mask_contacts(filing)
    stem = b"<" + identifiers.filing(sha256, filing.index).encode()
    lines = Lines(stem, iri(identifiers.document(sha256)), tail(identifiers.filing_graph(sha256, filing.index)), filing)
    _filing(shown, lines, iri(run), "" if filing.paired_with is None else identifiers.filing(sha256, filing.paired_with))
    _fields(shown, lines)
    write_amounts(shown, lines)
    write_indicators(shown, lines)
    write_citations(shown, lines)
    if shown.statement or shown.main_projects:
        _statement(shown, lines)
    if shown.unmapped:
        _unmapped(shown, lines)
    if with_contacts:
        _contacts(shown, lines)
    return b"".join(lines.parts)


def _filing(filing: Filing, lines: Lines, run: bytes, paired: str) -> None:
    document, end = lines.document, lines.end
    this = lines.this
    next_ = end + this
    one, two, three = FILING_TYPES
    confidence = Decimal(str(round(filing.confidence, 4)))
    parts = [
        this, one, next_, two, next_, three, next_, PART_OF, document, next_, DERIVED_FROM, document, next_, GENERATED_BY, run, next_,
        INDEX, integer(filing.index), next_, FORM[filing.form], next_, CONFIDENCE, decimal(confidence), next_,
        BEGIN, integer(filing.begin), next_, END, integer(filing.end),
    ]  # fmt: skip
    if filing.fiscal_year is not None:
        parts += (next_, FISCAL_YEAR, integer(filing.fiscal_year))
    if filing.fiscal_year_end is not None:
        parts += (next_, FISCAL_YEAR_END, integer(filing.fiscal_year_end))
    for name, property_ in NAMES:
        value = getattr(filing, name)
        if value:
            parts += (next_, property_, literal(value))
    for name, property_ in DATES:
        value = getattr(filing, name)
        if value and _is_date(value):
            parts += (next_, property_, date(value))
    if filing.government_purchase is not None:
        parts += (next_, PURCHASE, TRUE if filing.government_purchase else FALSE)
    if filing.execution_rate is not None:
        parts += (next_, RATE, decimal(filing.execution_rate))
    if paired:
        parts += (next_, PAIRED, iri(paired))
    parts.append(end)
    lines.parts += parts


def _is_date(text: str) -> bool:
    """An impossible date (2020-02-30) stays text in its field."""
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _fields(filing: Filing, lines: Lines) -> None:
    parts, end, this = lines.parts, lines.end, lines.this
    in_document = b"%b%b%b" % (HAS_SOURCE, lines.document, end)
    below = PIECE.encode()
    for number, field in enumerate(filing.fields):
        if number not in lines.shown:
            continue
        node = lines.fields[number]
        start = node + b" "
        next_ = end + start
        parts += (
            this, HAS_FIELD, node, next_, _kind_of_field(field.label, field.role).replace(GAP, next_), next_, ORDER, integer(number), next_,
            TEXT, literal(field.text), next_, in_document,
        )  # fmt: skip
        stem = node[:-1] + below
        for k, piece in enumerate(field.pieces):
            selector = b"%b%d>" % (stem, k)
            after = b"%b%b " % (end, selector)
            parts += (
                start, HAS_SELECTOR, selector, after, POSITION_TYPE, after, BEGIN, integer(piece.begin), after,
                START, integer(piece.source), after, STOP, integer(piece.source + piece.length), end,
            )  # fmt: skip


@lru_cache(maxsize=REMEMBERED)
def _kind_of_field(label: str, role: str) -> bytes:
    """The lines that fields of one label share."""
    return run_of(*FIELD_TYPES, LABEL + literal(label), ROLE + literal(role))


def _statement(filing: Filing, lines: Lines) -> None:
    parts, end, this = lines.parts, lines.end, lines.this
    one, two = FIGURE_TYPES
    for figure in filing.statement:
        node = b"%b%b%b>" % (lines.stem, FIGURE.encode(), figure.name.encode())
        next_ = b"%b%b " % (end, node)
        field = lines.fields[figure.field]
        parts += (
            this, HAS_FIGURE, node, next_, one, next_, two, next_, NAME, literal(figure.name), next_, RAW, literal(figure.raw), next_,
            IN_FIELD, field, next_, DERIVED_FROM, field, next_, BEGIN, integer(figure.begin), next_, END, integer(figure.end), next_,
        )  # fmt: skip
        if isinstance(figure.value, Decimal):
            parts += (YUAN, yuan(figure.value), end)
        elif isinstance(figure.value, int):
            parts += (COUNT, integer(figure.value), end)
        else:
            parts += (TEXT, literal(figure.value), end)
    one, two = MAIN_PROJECT_TYPES
    for number, project in enumerate(filing.main_projects):
        start, node = lines.child(MAIN_PROJECT.encode(), number)
        next_ = end + start
        field = lines.fields[project.field]
        parts += (
            this, HAS_MAIN_PROJECT, node, next_, one, next_, two, next_, ORDER, integer(number), next_, NAME, literal(project.name), next_,
            IN_FIELD, field, next_, DERIVED_FROM, field, next_, BEGIN, integer(project.begin), next_, END, integer(project.end),
        )  # fmt: skip
        if project.yuan is not None:
            parts += (next_, YUAN, yuan(project.yuan))
        parts.append(end)


def _unmapped(filing: Filing, lines: Lines) -> None:
    parts, end, this = lines.parts, lines.end, lines.this
    one, two = UNMAPPED_TYPES
    for number, rest in enumerate(filing.unmapped):
        start, node = lines.child(UNMAPPED.encode(), number)
        next_ = end + start
        parts += (
            this, HAS_UNMAPPED, node, next_, one, next_, two, next_, ORDER, integer(number), next_, TEXT, literal(rest.text), next_,
            BEGIN, integer(rest.source), end,
        )  # fmt: skip


def _contacts(filing: Filing, lines: Lines) -> None:
    parts, end, this = lines.parts, lines.end, lines.this
    one, two = CONTACT_TYPES
    for number, contact in enumerate(filing.contacts):
        start, node = lines.child(CONTACT.encode(), number)
        next_ = end + start
        parts += (
            this, HAS_CONTACT, node, next_, one, next_, two, next_, ORDER, integer(number), next_, ROLE, literal(contact.role), next_,
            LABEL, literal(contact.label), next_, TEXT, literal(contact.text), end,
        )  # fmt: skip
