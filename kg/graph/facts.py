"""What a filing says, as N-Quads: one named graph a filing, no conclusions, no blank nodes (docs/model.md).

The graph is a join of prepared lines (`lines`): for 700 lines a filing this costs a twentieth of what objects for terms and quads would.
Every established term beside one of ours (⊑ in the model) is written with it.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from kg.filings import Filing
from kg.graph.amounts import write_amounts
from kg.graph.citations import write_citations
from kg.graph.fields import Fragments, write_fields
from kg.graph.indicators import write_indicators
from kg.graph.lines import BEGIN, DERIVED_FROM, DOCUMENT, END, FILING, STOP_BEFORE, THIS_FILING, lines_of, shown_fields
from kg.graph.masking import mask_contacts
from kg.graph.nquads import FALSE, TRUE, a, date, decimal, integer, iri, literal, pair, subject, tail
from kg.graph.remainders import write_contacts, write_statement, write_unmapped
from kg.identifiers import Identifiers
from kg.terms import BKG, DCTERMS, FOAF, FORMS, PROV

FILING_HEAD = lines_of(THIS_FILING, a(BKG.Filing), a(FOAF.Document), a(PROV.Entity), subject(DCTERMS.isPartOf) + DOCUMENT, DERIVED_FROM + DOCUMENT)
GENERATED_BY, INDEX, CONFIDENCE = subject(PROV.wasGeneratedBy), subject(BKG.index), subject(BKG.confidence)
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


def filing_quads(
    filing: Filing, *, sha256: str, identifiers: Identifiers, run: str, with_contacts: bool = False, fragments: Fragments | None = None
) -> bytes:
    """The filing's named graph as N-Quads in UTF-8, the same bytes for the same values.

    `sha256` is its document's, `run` the IRI of the run that read it. Contacts are left out and masked unless asked for.
    `fragments` tells where a run of the document's text is printed, in a format that knows.
    """
    told = filing if with_contacts else mask_contacts(filing)
    shown = shown_fields(told)
    paired = "" if filing.paired_with is None else identifiers.filing(sha256, filing.paired_with)
    lines = [
        FILING_HEAD, _filing(told, iri(run), paired), *write_fields(told, shown, fragments), *write_amounts(told), *write_indicators(told, shown),
        *write_citations(told), *write_statement(told), *write_unmapped(told), *(write_contacts(told) if with_contacts else ()),
    ]  # fmt: skip
    stem = b"<" + identifiers.filing(sha256, filing.index).encode()
    whole = b"".join(lines).replace(DOCUMENT, iri(identifiers.document(sha256))).replace(FILING, stem)
    return whole.replace(END, tail(identifiers.filing_graph(sha256, filing.index)))


def _filing(filing: Filing, run: bytes, paired: str) -> bytes:
    """The lines of the filing itself, but for the first."""
    pairs = [GENERATED_BY + run, INDEX + integer(filing.index), FORM[filing.form], CONFIDENCE + decimal(Decimal(str(round(filing.confidence, 4))))]
    pairs += (BEGIN + integer(filing.begin), STOP_BEFORE + integer(filing.end))
    if filing.fiscal_year is not None:
        pairs.append(FISCAL_YEAR + integer(filing.fiscal_year))
    if filing.fiscal_year_end is not None:
        pairs.append(FISCAL_YEAR_END + integer(filing.fiscal_year_end))
    for name, property_ in NAMES:
        value = getattr(filing, name)
        if value:
            pairs.append(property_ + literal(value))
    for name, property_ in DATES:
        value = getattr(filing, name)
        if value and _is_date(value):
            pairs.append(property_ + date(value))
    if filing.government_purchase is not None:
        pairs.append(PURCHASE + (TRUE if filing.government_purchase else FALSE))
    if filing.execution_rate is not None:
        pairs.append(RATE + decimal(filing.execution_rate))
    if paired:
        pairs.append(PAIRED + iri(paired))
    return lines_of(THIS_FILING, *pairs)


def _is_date(text: str) -> bool:
    """An impossible date (2020-02-30) stays text in its field."""
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
