"""What a filing says, as N-Quads: one named graph a filing, no conclusions, no blank nodes (docs/model.md).

The graph is a join of prepared fragments: for 500 lines a filing this costs a tenth of what objects for terms and quads would.
Every established term beside one of ours (⊑ in the model) is written with it.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from kg.filings import Amount, Filing
from kg.graph.masking import mask_contacts
from kg.graph.nquads import FALSE, TRUE, a, date, decimal, integer, iri, literal, pair, subject, tail, yuan
from kg.identifiers import (
    AMOUNT,
    CITATION,
    CONTACT,
    FIELD,
    FIGURE,
    INDICATOR,
    MAIN_PROJECT,
    PIECE,
    PLACE,
    POSITION,
    QUOTE,
    REPORT,
    TARGET,
    UNMAPPED,
    Identifiers,
)
from kg.terms import (
    AMOUNT_KINDS,
    BKG,
    CIDS,
    CITATION_KINDS,
    CITATION_ROLES,
    CITO,
    CURRENCY,
    DCTERMS,
    FOAF,
    FORMS,
    OA,
    OBEU_DIMENSION,
    OBEU_MEASURE,
    OBEU_PHASE,
    PROV,
    QB,
    SCHEMA,
    SPANS,
    TARGET_KINDS,
    YEAR_NS,
)

BEGIN, END, START, STOP = subject(BKG.begin), subject(BKG.end), subject(OA.start), subject(OA.end)
ORDER, NAME, TEXT, LABEL, ROLE = subject(BKG.order), subject(BKG.name), subject(BKG.text), subject(BKG.label), subject(BKG.role)
IN_FIELD, DERIVED_FROM, RAW, UNIT, YUAN = (
    subject(BKG.inField),
    subject(PROV.wasDerivedFrom),
    subject(BKG.rawText),
    subject(BKG.unit),
    subject(BKG.yuan),
)
MEASURE, HAS_SOURCE, HAS_SELECTOR = subject(OBEU_MEASURE.amount), subject(OA.hasSource), subject(OA.hasSelector)

POSITION_TYPE = a(OA.TextPositionSelector)

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

HAS_AMOUNT, AMOUNT_TYPES = subject(BKG.amount), (a(BKG.Amount), a(QB.Observation))
AMOUNT_KIND = {key: pair(BKG.amountKind, concept) for key, concept in AMOUNT_KINDS.items()}
AMOUNT_CONSTANTS = (pair(QB.dataSet, BKG.amounts), pair(OBEU_DIMENSION.currency, CURRENCY.CNY))
SCALE, DIMENSION_YEAR = subject(BKG.scale), subject(OBEU_DIMENSION.fiscalYear)
SPAN = {key: pair(BKG.span, concept) for key, concept in SPANS.items()}
DRAFT, APPROVED, REVISED, EXECUTED = (
    pair(OBEU_DIMENSION.budgetPhase, phase) for phase in (OBEU_PHASE.draft, OBEU_PHASE.approved, OBEU_PHASE.revised, OBEU_PHASE.executed)
)
#: The phase that the kind itself tells; the rest are drafts, or approved in an approval form.
PHASE = {"executed": EXECUTED, "prior_year_executed": EXECUTED, "prior_year_budget": APPROVED, "adjusted_budget": REVISED}
PRIOR_YEAR = ("prior_year_budget", "prior_year_executed")

HAS_INDICATOR, INDICATOR_TYPES = subject(BKG.indicator), (a(BKG.Indicator), a(CIDS.Indicator))
LEVEL1, LEVEL2, WEIGHT, HAS_TARGET, HAS_REPORT = (subject(p) for p in (BKG.level1, BKG.level2, BKG.weight, BKG.target, BKG.report))
TARGET_TYPES = (a(BKG.Target), a(CIDS.Target))
TARGET_KIND = {key: pair(BKG.targetKind, concept) for key, concept in TARGET_KINDS.items()}
COMPARATOR, LOWER, UPPER, DIRECTION = (subject(p) for p in (BKG.comparator, BKG.lowerBound, BKG.upperBound, BKG.direction))
REPORT_TYPES = (a(BKG.IndicatorReport), a(CIDS.IndicatorReport))
REPORTED = (("actual", subject(BKG.actual)), ("score", subject(BKG.score)), ("reason", subject(BKG.reason)))

HAS_CITATION, CITATION_TYPES = subject(BKG.citation), (a(BKG.Citation), a(CITO.Citation), a(OA.Annotation))
CITATION_ROLE = {key: pair(BKG.citationRole, concept) for key, concept in CITATION_ROLES.items()}
CITATION_KIND = {key: pair(BKG.citationKind, concept) for key, concept in CITATION_KINDS.items()}
SURFACE, CITED_TITLE, CITED_NUMBER, CITED_ARTICLE = (subject(p) for p in (BKG.surface, BKG.citedTitle, BKG.citedNumber, BKG.citedArticle))
CITING, ANNOTATED = subject(CITO.hasCitingEntity), subject(OA.hasTarget)
PLACE_TYPE, QUOTE_TYPE, EXACT = a(OA.SpecificResource), a(OA.TextQuoteSelector), subject(OA.exact)

HAS_FIGURE, FIGURE_TYPES, COUNT = subject(BKG.figure), (a(BKG.Figure), a(PROV.Entity)), subject(BKG.count)
HAS_MAIN_PROJECT, MAIN_PROJECT_TYPES = subject(BKG.mainProject), (a(BKG.MainProject), a(PROV.Entity))
HAS_CONTACT, CONTACT_TYPES = subject(BKG.contact), (a(BKG.Contact), a(SCHEMA.ContactPoint))
HAS_UNMAPPED, UNMAPPED_TYPES = subject(BKG.unmapped), (a(BKG.UnmappedText), a(PROV.Entity))


class Lines:
    """The lines of one filing as they grow: `parts` are fragments, `end` the tail of a line, `stem` the filing's IRI left open."""

    __slots__ = ("document", "end", "fields", "parts", "stem", "this")

    def __init__(self, stem: bytes, document: bytes, end: bytes, fields: int) -> None:
        self.parts: list[bytes] = []
        self.stem, self.document, self.end = stem, document, end
        self.this = b"%b> " % stem
        below = stem + FIELD.encode()
        self.fields = [b"%b%d>" % (below, n) for n in range(fields)]

    def child(self, kind: bytes, number: int) -> tuple[bytes, bytes]:
        """A node below the filing, as the start of a line and as an object."""
        node = b"%b%b%d>" % (self.stem, kind, number)
        return node + b" ", node


def filing_quads(filing: Filing, *, sha256: str, identifiers: Identifiers, run: str, with_contacts: bool = False) -> bytes:
    """The filing's named graph as N-Quads in UTF-8, the same bytes for the same values.

    `sha256` is its document's, `run` the IRI of the run that read it. Contacts are left out and masked unless asked for.
    """
    shown = filing if with_contacts else mask_contacts(filing)
    stem = b"<" + identifiers.filing(sha256, filing.index).encode()
    lines = Lines(stem, iri(identifiers.document(sha256)), tail(identifiers.filing_graph(sha256, filing.index)), len(filing.fields))
    _filing(shown, lines, iri(run), "" if filing.paired_with is None else identifiers.filing(sha256, filing.paired_with))
    _fields(shown, lines)
    _amounts(shown, lines)
    _indicators(shown, lines)
    _citations(shown, lines)
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
    parts, end, this, document = lines.parts, lines.end, lines.this, lines.document
    one, two = FIELD_TYPES
    for number, field in enumerate(filing.fields):
        node = lines.fields[number]
        start = node + b" "
        next_ = end + start
        parts += (
            this, HAS_FIELD, node, next_, one, next_, two, next_, ORDER, integer(number), next_, LABEL, literal(field.label), next_,
            ROLE, literal(field.role), next_, TEXT, literal(field.text), next_, HAS_SOURCE, document, end,
        )  # fmt: skip
        stem = node[:-1] + PIECE.encode()
        for k, piece in enumerate(field.pieces):
            selector = b"%b%d> " % (stem, k)
            after = end + selector
            parts += (
                start, HAS_SELECTOR, selector[:-1], after, POSITION_TYPE, after, BEGIN, integer(piece.begin), after,
                START, integer(piece.source), after, STOP, integer(piece.source + piece.length), end,
            )  # fmt: skip


def _amounts(filing: Filing, lines: Lines) -> None:
    parts, end, this = lines.parts, lines.end, lines.this
    one, two = AMOUNT_TYPES
    data_set, currency = AMOUNT_CONSTANTS
    for amount in filing.amounts:
        node = b"%b%b%b>" % (lines.stem, AMOUNT.encode(), amount.kind.encode())
        next_ = b"%b%b " % (end, node)
        field = lines.fields[amount.field]
        parts += (
            this, HAS_AMOUNT, node, next_, one, next_, two, next_, data_set, next_, currency, next_, AMOUNT_KIND[amount.kind], next_,
            RAW, literal(amount.raw), next_, IN_FIELD, field, next_, DERIVED_FROM, field, next_, SPAN[span_of(amount, filing)], next_,
            PHASE.get(amount.kind) or (APPROVED if filing.form == "approval" else DRAFT),
        )  # fmt: skip
        if amount.yuan is not None:
            value = yuan(amount.yuan)
            parts += (next_, YUAN, value, next_, MEASURE, value)
        scale = amount.scale
        if amount.unit is not None and scale is not None:
            parts += (next_, UNIT, literal(amount.unit), next_, SCALE, decimal(scale))
        if filing.fiscal_year is not None:
            year = filing.fiscal_year - (amount.kind in PRIOR_YEAR)
            parts += (next_, DIMENSION_YEAR, b"<%b%d>" % (YEAR_NS.encode(), year))
        parts.append(end)


#: Kinds that say what the year costs: beside one of them, the total is the whole project's.
OF_THE_YEAR = ("current_year", "adjusted_budget", "executed")


def span_of(amount: Amount, filing: Filing) -> str:
    """What the money covers: a key of the code list `bkg:spans`."""
    if amount.kind in PRIOR_YEAR:
        return "prior-year"
    one_year = filing.fiscal_year_end is None or filing.fiscal_year_end == filing.fiscal_year
    if amount.kind != "total" or (one_year and not any(a.kind in OF_THE_YEAR for a in filing.amounts)):
        return "annual"
    return "whole-life"


def _indicators(filing: Filing, lines: Lines) -> None:
    parts, end, this = lines.parts, lines.end, lines.this
    one, two = INDICATOR_TYPES
    three, four = TARGET_TYPES
    for number, row in enumerate(filing.indicators):
        start, node = lines.child(INDICATOR.encode(), number)
        next_ = end + start
        target = node[:-1] + TARGET.encode() + b">"
        parts += (this, HAS_INDICATOR, node, next_, one, next_, two, next_, ORDER, integer(number), next_, NAME, literal(row.name))
        if row.level1:
            parts += (next_, LEVEL1, literal(row.level1))
        if row.level2:
            parts += (next_, LEVEL2, literal(row.level2))
        if row.weight:
            parts += (next_, WEIGHT, literal(row.weight))
        name_field = row.field if row.name_field is None else row.name_field
        if name_field is not None:
            field = lines.fields[name_field]
            parts += (next_, IN_FIELD, field, next_, DERIVED_FROM, field)
        if row.target:  # an empty cell is no target
            after = end + target + b" "
            parsed = row.parsed
            parts += (next_, HAS_TARGET, target, after, three, after, four, after, RAW, literal(row.target), after, TARGET_KIND[parsed.kind])
            if row.field is not None:
                field = lines.fields[row.field]
                parts += (after, IN_FIELD, field, after, DERIVED_FROM, field)
            if parsed.comparator:
                parts += (after, COMPARATOR, literal(parsed.comparator))
            if parsed.lower is not None:
                parts += (after, LOWER, decimal(parsed.lower))
            if parsed.upper is not None:
                parts += (after, UPPER, decimal(parsed.upper))
            if parsed.unit:
                parts += (after, UNIT, literal(parsed.unit))
            if parsed.direction:
                parts += (after, DIRECTION, literal(parsed.direction))
        parts.append(end)
        if row.actual is not None or row.score is not None or row.reason is not None:
            report = node[:-1] + REPORT.encode() + b">"
            after = end + report + b" "
            five, six = REPORT_TYPES
            parts += (start, HAS_REPORT, report, after, five, after, six)
            for name, property_ in REPORTED:
                value = getattr(row, name)
                if value is not None:
                    parts += (after, property_, literal(value))
            parts.append(end)


def _citations(filing: Filing, lines: Lines) -> None:
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
