"""Amounts of a filing as N-Quads: observations of the data cube `bkg:amounts`."""

from __future__ import annotations

from functools import lru_cache

from kg.filings import SCALES, Amount, Filing
from kg.graph.lines import END, FILING, RAW, THIS, UNIT, YUAN, field_of, lines_of
from kg.graph.nquads import REMEMBERED, a, decimal, literal, pair, subject, yuan
from kg.identifiers import AMOUNT
from kg.terms import AMOUNT_KINDS, BKG, CURRENCY, OBEU_DIMENSION, OBEU_MEASURE, OBEU_PHASE, QB, SPANS, YEAR_NS

NODE = {kind: FILING + f"{AMOUNT}{kind}>".encode() for kind in AMOUNT_KINDS}
HAS_AMOUNT, AMOUNT_TYPES = subject(BKG.amount), (a(BKG.Amount), a(QB.Observation))
AMOUNT_KIND = {key: pair(BKG.amountKind, concept) for key, concept in AMOUNT_KINDS.items()}
AMOUNT_CONSTANTS = (pair(QB.dataSet, BKG.amounts), pair(OBEU_DIMENSION.currency, CURRENCY.CNY))
SCALE, DIMENSION_YEAR, MEASURE = subject(BKG.scale), subject(OBEU_DIMENSION.fiscalYear), subject(OBEU_MEASURE.amount)
SPAN = {key: pair(BKG.span, concept) for key, concept in SPANS.items()}
DRAFT, APPROVED, REVISED, EXECUTED = (
    pair(OBEU_DIMENSION.budgetPhase, phase) for phase in (OBEU_PHASE.draft, OBEU_PHASE.approved, OBEU_PHASE.revised, OBEU_PHASE.executed)
)
#: The phase that the kind itself tells; the rest are drafts, or approved in an approval form.
PHASE = {"executed": EXECUTED, "prior_year_executed": EXECUTED, "prior_year_budget": APPROVED, "adjusted_budget": REVISED}
PRIOR_YEAR = ("prior_year_budget", "prior_year_executed")
#: Kinds that say what the year costs: beside one of them, the total is the whole project's.
OF_THE_YEAR = ("current_year", "adjusted_budget", "executed")
IN_FIELD = {kind: field_of(node) for kind, node in NODE.items()}


def write_amounts(filing: Filing) -> list[bytes]:
    """The lines of the amounts, each with its source, its unit and what it covers."""
    lines: list[bytes] = []
    for amount in filing.amounts:
        kind, field = amount.kind, amount.field
        head = _head(kind, span_of(amount, filing), amount.unit, filing.form == "approval", filing.fiscal_year)
        lines += (head, literal(amount.raw), END, IN_FIELD[kind] % (field, field))
        if amount.yuan is not None:
            value = yuan(amount.yuan)
            lines.append(lines_of(NODE[kind], YUAN + value, MEASURE + value))
    return lines


@lru_cache(maxsize=REMEMBERED)
def _head(kind: str, span: str, unit: str | None, approved: bool, year: int | None) -> bytes:
    """The lines that amounts of one kind, unit and year share, up to the printed text."""
    pairs = [*AMOUNT_TYPES, *AMOUNT_CONSTANTS, AMOUNT_KIND[kind], SPAN[span], PHASE.get(kind) or (APPROVED if approved else DRAFT)]
    if unit is not None:
        pairs += (UNIT + literal(unit), SCALE + decimal(SCALES[unit]))
    if year is not None:
        pairs.append(b"%b<%b%d>" % (DIMENSION_YEAR, YEAR_NS.encode(), year - (kind in PRIOR_YEAR)))
    node = NODE[kind]
    return THIS + HAS_AMOUNT + node + END + lines_of(node, *pairs) + node + b" " + RAW


def span_of(amount: Amount, filing: Filing) -> str:
    """What the money covers: a key of the code list `bkg:spans`."""
    if amount.kind in PRIOR_YEAR:
        return "prior-year"
    one_year = filing.fiscal_year_end is None or filing.fiscal_year_end == filing.fiscal_year
    if amount.kind != "total" or (one_year and not any(a.kind in OF_THE_YEAR for a in filing.amounts)):
        return "annual"
    return "whole-life"
