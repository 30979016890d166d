"""Amounts of a filing as N-Quads: observations of the data cube `bkg:amounts`."""

from __future__ import annotations

from functools import lru_cache

from kg.filings import SCALES, Amount, Filing
from kg.graph.lines import DERIVED_FROM, IN_FIELD, RAW, UNIT, YUAN, Lines
from kg.graph.nquads import GAP, REMEMBERED, a, decimal, literal, pair, run_of, subject, yuan
from kg.identifiers import AMOUNT
from kg.terms import AMOUNT_KINDS, BKG, CURRENCY, OBEU_DIMENSION, OBEU_MEASURE, OBEU_PHASE, QB, SPANS, YEAR_NS

HAS_AMOUNT, AMOUNT_TYPES = subject(BKG.amount), (a(BKG.Amount), a(QB.Observation))
MEASURE = subject(OBEU_MEASURE.amount)
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
#: Kinds that say what the year costs: beside one of them, the total is the whole project's.
OF_THE_YEAR = ("current_year", "adjusted_budget", "executed")


def write_amounts(filing: Filing, lines: Lines) -> None:
    """The amounts, each with its source, its unit and what it covers."""
    parts, end, this = lines.parts, lines.end, lines.this
    stem = lines.stem + AMOUNT.encode()
    for amount in filing.amounts:
        node = b"%b%b>" % (stem, amount.kind.encode())
        next_ = b"%b%b " % (end, node)
        field = lines.fields[amount.field]
        frame = _frame(amount.kind, span_of(amount, filing), amount.unit, filing.form == "approval", filing.fiscal_year)
        parts += (
            this, HAS_AMOUNT, node, next_, frame.replace(GAP, next_), next_, RAW, literal(amount.raw), next_, IN_FIELD, field, next_,
            DERIVED_FROM, field,
        )  # fmt: skip
        if amount.yuan is not None:
            value = yuan(amount.yuan)
            parts += (next_, YUAN, value, next_, MEASURE, value)
        parts.append(end)


@lru_cache(maxsize=REMEMBERED)
def _frame(kind: str, span: str, unit: str | None, approved: bool, year: int | None) -> bytes:
    """The lines that amounts of one kind, unit and year share."""
    pairs = [*AMOUNT_TYPES, *AMOUNT_CONSTANTS, AMOUNT_KIND[kind], SPAN[span], PHASE.get(kind) or (APPROVED if approved else DRAFT)]
    if unit is not None:
        pairs += (UNIT + literal(unit), SCALE + decimal(SCALES[unit]))
    if year is not None:
        pairs.append(b"%b<%b%d>" % (DIMENSION_YEAR, YEAR_NS.encode(), year - (kind in PRIOR_YEAR)))
    return run_of(*pairs)


def span_of(amount: Amount, filing: Filing) -> str:
    """What the money covers: a key of the code list `bkg:spans`."""
    if amount.kind in PRIOR_YEAR:
        return "prior-year"
    one_year = filing.fiscal_year_end is None or filing.fiscal_year_end == filing.fiscal_year
    if amount.kind != "total" or (one_year and not any(a.kind in OF_THE_YEAR for a in filing.amounts)):
        return "annual"
    return "whole-life"
