"""Indicators of a filing, their targets and what was reached, as N-Quads."""

from __future__ import annotations

from kg.filings import Filing, Piece
from kg.graph.lines import BEGIN, DERIVED_FROM, END, IN_FIELD, NAME, ORDER, RAW, UNIT, Lines
from kg.graph.nquads import a, decimal, integer, literal, pair, subject
from kg.identifiers import INDICATOR, REPORT, TARGET
from kg.terms import BKG, CIDS, TARGET_KINDS

HAS_INDICATOR, INDICATOR_TYPES = subject(BKG.indicator), (a(BKG.Indicator), a(CIDS.Indicator))
LEVEL1, LEVEL2, WEIGHT, HAS_TARGET, HAS_REPORT = (subject(p) for p in (BKG.level1, BKG.level2, BKG.weight, BKG.target, BKG.report))
TARGET_TYPES = (a(BKG.Target), a(CIDS.Target))
TARGET_KIND = {key: pair(BKG.targetKind, concept) for key, concept in TARGET_KINDS.items()}
COMPARATOR, LOWER, UPPER, DIRECTION = (subject(p) for p in (BKG.comparator, BKG.lowerBound, BKG.upperBound, BKG.direction))
REPORT_TYPES = (a(BKG.IndicatorReport), a(CIDS.IndicatorReport))
REPORTED = (("actual", subject(BKG.actual)), ("score", subject(BKG.score)), ("reason", subject(BKG.reason)))


def write_indicators(filing: Filing, lines: Lines) -> None:
    """The rows of the indicator table, in order.

    Name and target say where they stand by their bounds in the document's text. They have a field each in the graph only where an
    instrument is cited in it: a field for every cell of every table would double the graph.
    """
    fields = filing.fields
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
            parts += _place(fields[name_field].pieces, next_)
            if name_field in lines.shown:
                field = lines.fields[name_field]
                parts += (next_, IN_FIELD, field, next_, DERIVED_FROM, field)
        if row.target:  # an empty cell is no target
            after = end + target + b" "
            parsed = row.parsed
            parts += (next_, HAS_TARGET, target, after, three, after, four, after, RAW, literal(row.target), after, TARGET_KIND[parsed.kind])
            if row.field is not None:
                parts += _place(fields[row.field].pieces, after)
                if row.field in lines.shown:
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


def _place(pieces: tuple[Piece, ...], next_: bytes) -> tuple[bytes, ...]:
    """The bounds of a cell's text in the document's text; nothing for a text that was not copied from it."""
    if not pieces:
        return ()
    last = pieces[-1]
    return (next_, BEGIN, integer(pieces[0].source), next_, END, integer(last.source + last.length))
