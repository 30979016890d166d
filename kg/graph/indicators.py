"""Indicators of a filing, their targets and what was reached, as N-Quads."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kg.filings import Filing
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
REPORTED = tuple(subject(p) for p in (BKG.actual, BKG.score, BKG.reason))


def write_indicators(filing: Filing, shown: frozenset[int]) -> list[bytes]:
    """The lines of the indicator table, row by row.

    Name and target say where they stand by their bounds in the document's text. They have a field each in the graph only where an
    instrument is cited in it (it is `shown`): a field for every cell of every table would double the graph.
    """
    fields = filing.fields
    lines: list[bytes] = []
    for number, (level1, level2, name, target, parsed, field, name_field, actual, weight, score, reason) in enumerate(filing.indicators):
        of = numbered(number)
        lines += (_head(level1, level2, weight, number), literal(name), END)
        name_field = field if name_field is None else name_field
        if name_field is not None:
            if pieces := fields[name_field].pieces:
                lines.append(of.bounds % source_of(pieces))
            if name_field in shown:
                lines.append(of.in_field % (name_field, name_field))
        if target:  # an empty cell is no target
            lines += (_target_head(parsed.kind, parsed.comparator, parsed.unit, parsed.direction, number), literal(target), END)
            if field is not None:
                if pieces := fields[field].pieces:
                    lines.append(of.target_bounds % source_of(pieces))
                if field in shown:
                    lines.append(of.target_field % (field, field))
            if parsed.lower is not None:
                lines += (of.lower, decimal(parsed.lower), END)
            if parsed.upper is not None:
                lines += (of.upper, decimal(parsed.upper), END)
        if actual is not None or score is not None or reason is not None:
            lines.append(_report(actual, score, reason).replace(NUMBER, b"%d" % number))
    return lines


class Numbered(NamedTuple):
    """The lines of the indicator of one number that are to be filled in with bounds or a field, and the starts of those of its figures."""

    bounds: bytes
    in_field: bytes
    target_bounds: bytes
    target_field: bytes
    lower: bytes
    upper: bytes


#: So many of the lines of numbered indicators are kept (some 1.5 KB each): those of tables as long as forms print.
NUMBERED = 4096


@lru_cache(maxsize=NUMBERED // 4)
def numbered(number: int) -> Numbered:
    """The lines of the indicator of a number: tables are short, so that nearly all filings share them."""
    own = b"%d" % number
    return Numbered(*(line.replace(NUMBER, own) for line in (BOUNDS, IN_FIELD, TARGET_BOUNDS, TARGET_FIELD, LOWER, UPPER)))


@lru_cache(maxsize=NUMBERED)
def _head(level1: str | None, level2: str | None, weight: str | None, number: int) -> bytes:
    """The lines that rows of one block and number share, up to the name."""
    return _block_head(level1, level2, weight).replace(NUMBER, b"%d" % number)


@lru_cache(maxsize=REMEMBERED)
def _block_head(level1: str | None, level2: str | None, weight: str | None) -> bytes:
    """The same of all numbers."""
    given = ((LEVEL1, level1), (LEVEL2, level2), (WEIGHT, weight))
    levels = [property_ + literal(text) for property_, text in given if text]
    meant = ((BKG.level1Concept, level_concept(level1, 1)), (BKG.level2Concept, level_concept(level2, 2)))
    levels += [pair(property_, concept) for property_, concept in meant if concept]
    return THIS + HAS_INDICATOR + NODE + END + lines_of(NODE, *INDICATOR_TYPES, *levels, ORDER + OWN_NUMBER) + NODE + b" " + NAME


@lru_cache(maxsize=2 * NUMBERED)
def _target_head(kind: str, comparator: str | None, unit: str | None, direction: str | None, number: int) -> bytes:
    """The lines that targets of one shape and number share, up to the printed text."""
    return _shape_head(kind, comparator, unit, direction).replace(NUMBER, b"%d" % number)


@lru_cache(maxsize=REMEMBERED)
def _shape_head(kind: str, comparator: str | None, unit: str | None, direction: str | None) -> bytes:
    """The same of all numbers."""
    given = ((COMPARATOR, comparator), (UNIT, unit), (DIRECTION, direction))
    shape = [property_ + literal(text) for property_, text in given if text]
    return HAS_TARGET + lines_of(TARGET_NODE, *TARGET_TYPES, TARGET_KIND[kind], *shape) + TARGET_NODE + b" " + RAW


def _report(*told: str | None) -> bytes:
    """What a self-evaluation says was reached: the actual value, the score and the reason."""
    return HAS_REPORT + lines_of(
        REPORT_NODE, *(property_ + literal(text) for property_, text in zip(REPORTED, told, strict=True) if text is not None)
    )
