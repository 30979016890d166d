"""Indicators of a filing, their targets and what was reached, as N-Quads."""

from __future__ import annotations

from functools import lru_cache

from kg.filings import Filing, Piece
from kg.graph.lines import BEGIN, DERIVED_FROM, END, IN_FIELD, NAME, ORDER, RAW, UNIT, Lines
from kg.graph.nquads import GAP, REMEMBERED, a, decimal, integer, literal, pair, run_of, subject
from kg.identifiers import INDICATOR, REPORT, TARGET
from kg.terms import BKG, CIDS, TARGET_KINDS

HAS_INDICATOR, INDICATOR_TYPES = subject(BKG.indicator), (a(BKG.Indicator), a(CIDS.Indicator))
LEVEL1, LEVEL2, WEIGHT, HAS_TARGET, HAS_REPORT = (subject(p) for p in (BKG.level1, BKG.level2, BKG.weight, BKG.target, BKG.report))
TARGET_TYPES = (a(BKG.Target), a(CIDS.Target))
TARGET_KIND = {key: pair(BKG.targetKind, concept) for key, concept in TARGET_KINDS.items()}
COMPARATOR, LOWER, UPPER, DIRECTION = (subject(p) for p in (BKG.comparator, BKG.lowerBound, BKG.upperBound, BKG.direction))
TARGET_END = TARGET.encode() + b">"
REPORT_TYPES = (a(BKG.IndicatorReport), a(CIDS.IndicatorReport))
REPORTED = (("actual", subject(BKG.actual)), ("score", subject(BKG.score)), ("reason", subject(BKG.reason)))


def write_indicators(filing: Filing, lines: Lines) -> None:
    """The rows of the indicator table, in order.

    Name and target say where they stand by their bounds in the document's text. They have a field each in the graph only where an
    instrument is cited in it: a field for every cell of every table would double the graph.
    """
    fields = filing.fields
    parts, end, this = lines.parts, lines.end, lines.this
    stem = lines.stem + INDICATOR.encode()
    for number, row in enumerate(filing.indicators):
        node = b"%b%d>" % (stem, number)
        start = node + b" "
        next_ = end + start
        levels = _levels(row.level1, row.level2, row.weight).replace(GAP, next_)
        parts += (this, HAS_INDICATOR, node, next_, levels, next_, ORDER, integer(number), next_, NAME, literal(row.name))
        name_field = row.field if row.name_field is None else row.name_field
        if name_field is not None:
            parts += _place(fields[name_field].pieces, next_)
            if name_field in lines.shown:
                field = lines.fields[name_field]
                parts += (next_, IN_FIELD, field, next_, DERIVED_FROM, field)
        if row.target:  # an empty cell is no target
            target = node[:-1] + TARGET_END
            after = b"%b%b " % (end, target)
            parsed = row.parsed
            reading = _reading(parsed.kind, parsed.comparator, parsed.unit, parsed.direction).replace(GAP, after)
            parts += (next_, HAS_TARGET, target, after, reading, after, RAW, literal(row.target))
            if row.field is not None:
                parts += _place(fields[row.field].pieces, after)
                if row.field in lines.shown:
                    field = lines.fields[row.field]
                    parts += (after, IN_FIELD, field, after, DERIVED_FROM, field)
            if parsed.lower is not None:
                parts += (after, LOWER, decimal(parsed.lower))
            if parsed.upper is not None:
                parts += (after, UPPER, decimal(parsed.upper))
        parts.append(end)
        if row.actual is not None or row.score is not None or row.reason is not None:
            report = node[:-1] + REPORT.encode() + b">"
            after = end + report + b" "
            one, two = REPORT_TYPES
            parts += (start, HAS_REPORT, report, after, one, after, two)
            for name, property_ in REPORTED:
                value = getattr(row, name)
                if value is not None:
                    parts += (after, property_, literal(value))
            parts.append(end)


@lru_cache(maxsize=REMEMBERED)
def _levels(level1: str | None, level2: str | None, weight: str | None) -> bytes:
    """The lines that rows of one block share."""
    given = ((LEVEL1, level1), (LEVEL2, level2), (WEIGHT, weight))
    return run_of(*INDICATOR_TYPES, *(property_ + literal(text) for property_, text in given if text))


@lru_cache(maxsize=REMEMBERED)
def _reading(kind: str, comparator: str | None, unit: str | None, direction: str | None) -> bytes:
    """The lines that targets of one shape share."""
    given = ((COMPARATOR, comparator), (UNIT, unit), (DIRECTION, direction))
    return run_of(*TARGET_TYPES, TARGET_KIND[kind], *(property_ + literal(text) for property_, text in given if text))


def _place(pieces: tuple[Piece, ...], next_: bytes) -> tuple[bytes, ...]:
    """The bounds of a cell's text in the document's text; nothing for a text that was not copied from it."""
    if not pieces:
        return ()
    last = pieces[-1]
    return (next_, BEGIN, integer(pieces[0].source), next_, END, integer(last.source + last.length))
