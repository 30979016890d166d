"""Indicators of a filing, their targets and what was reached, as N-Quads."""

from __future__ import annotations

from functools import lru_cache

from kg.filings import Filing, Indicator
from kg.graph.levels import level_concept
from kg.graph.lines import END, NAME, NUMBER, ORDER, OWN_NUMBER, RAW, THIS, UNIT, bounds_of, field_of, lines_of, node_of, source_of
from kg.graph.nquads import REMEMBERED, a, decimal, literal, pair, subject
from kg.identifiers import INDICATOR, REPORT, TARGET
from kg.terms import BKG, CIDS, TARGET_KINDS

NODE = node_of(INDICATOR)
HAS_INDICATOR, INDICATOR_TYPES = subject(BKG.indicator), (a(BKG.Indicator), a(CIDS.Indicator))
LEVEL1, LEVEL2, WEIGHT = subject(BKG.level1), subject(BKG.level2), subject(BKG.weight)
BOUNDS, IN_FIELD = bounds_of(NODE), field_of(NODE)

TARGET_NODE = NODE[:-1] + TARGET.encode() + b">"
HAS_TARGET = lines_of(NODE, subject(BKG.target) + TARGET_NODE)
TARGET_TYPES = (a(BKG.Target), a(CIDS.Target))
TARGET_KIND = {key: pair(BKG.targetKind, concept) for key, concept in TARGET_KINDS.items()}
COMPARATOR, DIRECTION = subject(BKG.comparator), subject(BKG.direction)
LOWER, UPPER = (TARGET_NODE + b" " + subject(p) for p in (BKG.lowerBound, BKG.upperBound))
TARGET_BOUNDS, TARGET_FIELD = bounds_of(TARGET_NODE), field_of(TARGET_NODE)

REPORT_NODE = NODE[:-1] + REPORT.encode() + b">"
HAS_REPORT = lines_of(NODE, subject(BKG.report) + REPORT_NODE) + lines_of(REPORT_NODE, a(BKG.IndicatorReport), a(CIDS.IndicatorReport))
REPORTED = tuple((name, subject(p)) for name, p in (("actual", BKG.actual), ("score", BKG.score), ("reason", BKG.reason)))


def write_indicators(filing: Filing, shown: frozenset[int]) -> list[bytes]:
    """The lines of the indicator table, row by row.

    Name and target say where they stand by their bounds in the document's text. They have a field each in the graph only where an
    instrument is cited in it (it is `shown`): a field for every cell of every table would double the graph.
    """
    fields = filing.fields
    done = []
    for number, row in enumerate(filing.indicators):
        lines = [_head(row.level1, row.level2, row.weight), literal(row.name), END]
        name_field = row.field if row.name_field is None else row.name_field
        if name_field is not None:
            if pieces := fields[name_field].pieces:
                lines.append(BOUNDS % source_of(pieces))
            if name_field in shown:
                lines.append(IN_FIELD % (name_field, name_field))
        if row.target:  # an empty cell is no target
            parsed = row.parsed
            lines += (_target_head(parsed.kind, parsed.comparator, parsed.unit, parsed.direction), literal(row.target), END)
            if row.field is not None:
                if pieces := fields[row.field].pieces:
                    lines.append(TARGET_BOUNDS % source_of(pieces))
                if row.field in shown:
                    lines.append(TARGET_FIELD % (row.field, row.field))
            if parsed.lower is not None:
                lines += (LOWER, decimal(parsed.lower), END)
            if parsed.upper is not None:
                lines += (UPPER, decimal(parsed.upper), END)
        if row.actual is not None or row.score is not None or row.reason is not None:
            lines += _report(row)
        done.append(b"".join(lines).replace(NUMBER, b"%d" % number))
    return done


@lru_cache(maxsize=REMEMBERED)
def _head(level1: str | None, level2: str | None, weight: str | None) -> bytes:
    """The lines that rows of one block share, up to the name."""
    given = ((LEVEL1, level1), (LEVEL2, level2), (WEIGHT, weight))
    levels = [property_ + literal(text) for property_, text in given if text]
    meant = ((BKG.level1Concept, level_concept(level1, 1)), (BKG.level2Concept, level_concept(level2, 2)))
    levels += [pair(property_, concept) for property_, concept in meant if concept]
    return THIS + HAS_INDICATOR + NODE + END + lines_of(NODE, *INDICATOR_TYPES, *levels, ORDER + OWN_NUMBER) + NODE + b" " + NAME


@lru_cache(maxsize=REMEMBERED)
def _target_head(kind: str, comparator: str | None, unit: str | None, direction: str | None) -> bytes:
    """The lines that targets of one shape share, up to the printed text."""
    given = ((COMPARATOR, comparator), (UNIT, unit), (DIRECTION, direction))
    shape = [property_ + literal(text) for property_, text in given if text]
    return HAS_TARGET + lines_of(TARGET_NODE, *TARGET_TYPES, TARGET_KIND[kind], *shape) + TARGET_NODE + b" " + RAW


def _report(row: Indicator) -> list[bytes]:
    """What a self-evaluation says was reached."""
    given = [(property_, getattr(row, name)) for name, property_ in REPORTED]
    return [HAS_REPORT, lines_of(REPORT_NODE, *(property_ + literal(text) for property_, text in given if text is not None))]
