"""Merged cells that no lines show: which columns a text covers. It covers those that it reaches; a text set in the middle of its cell also
those in whose middle it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.documents.pdf_gaps import Segments

#: The middle of a centred text lies so many points beside the middle of its cell at most.
OFF = 1.5
#: A text says how it is set where so many ems are free beside it.
FREE = 1.0


class Span(NamedTuple):
    """A cell of one row: its first and last column, and the middle, width and size of its widest line."""

    first: int
    last: int
    middle: float
    width: float
    size: float


def spans_of(bands: Sequence[Sequence[Segments]], edges: Sequence[Sequence[float]]) -> list[list[Span]]:
    """The cells of each row, from the lines that stand in it; `edges` are the sides of its columns."""
    rows = [reached(band) for band in bands]
    told = [
        (span, sides)
        for row, sides in zip(rows, edges, strict=True)
        for span in row
        if sides[span.last + 1] - sides[span.first] - span.width > 2 * FREE * span.size
    ]
    if 2 * sum(is_middle(span, span.first, span.last, sides) for span, sides in told) <= len(told):
        return rows
    return [[widened(span, row, sides) for span in row] for row, sides in zip(rows, edges, strict=True)]


def reached(band: Sequence[Segments]) -> list[Span]:
    """The cells of a row by the columns that their texts reach; texts that share a column are one cell."""
    spans: list[Span] = []
    for part in sorted((part for segments in band for part in segments.parts), key=lambda part: (part.column, -part.last)):
        line = part.line
        span = Span(part.column, part.last, (line.x0 + line.x1) / 2, line.x1 - line.x0, line.size)
        if spans and span.first <= spans[-1].last:
            known = spans[-1]
            wider = max(known, span, key=lambda each: each.width)
            spans[-1] = wider._replace(first=known.first, last=max(known.last, span.last))
        else:
            spans.append(span)
    return spans


def is_middle(span: Span, first: int, last: int, edges: Sequence[float]) -> bool:
    """Whether a text stands in the middle of some columns."""
    return abs((edges[first] + edges[last + 1]) / 2 - span.middle) < OFF


def widened(span: Span, row: Sequence[Span], edges: Sequence[float]) -> Span:
    """A cell with the empty columns beside it in whose middle its text stands; the cell as it is where that is so already, or never."""
    at = row.index(span)
    before = row[at - 1].last + 1 if at else 0
    after = row[at + 1].first - 1 if at + 1 < len(row) else len(edges) - 2
    choices = [(first, last) for first in range(before, span.first + 1) for last in range(span.last, after + 1)]
    fitting = [(last - first, first, last) for first, last in choices if is_middle(span, first, last, edges)]
    if not fitting:
        return span
    _, first, last = min(fitting)
    return span._replace(first=first, last=last)
