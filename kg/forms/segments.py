"""A document's rows to segments: each the rows of one filing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.forms.grids import Row
from kg.forms.layouts import Layout

#: Roles that stand at the head of a form: one that comes again after the indicators starts another form.
HEAD = frozenset({"project", "department", "supervisor"})
#: So many labels make untitled rows a form (one whose head was cut off) and not a remark.
ENOUGH_LABELS = 2


@dataclass(frozen=True, slots=True)
class Segment:
    """The rows of one filing. `titles` are the layouts whose title it prints; `titled` is False for a form without one."""

    rows: tuple[Row, ...]
    titles: tuple[Layout, ...]
    titled: bool


def find_segments(rows: Sequence[Row]) -> tuple[list[Segment], list[Row]]:
    """(segments, rows that belong to no filing: cover lines, remarks before the first form)."""
    starts = _starts(rows)
    bounds = [start for start, _ in starts] + [len(rows)]
    segments: list[Segment] = []
    outside: list[Row] = []
    before = rows[: bounds[0]]
    if is_form(before):
        segments += [Segment(tuple(part), (), False) for part in split_untitled(before)]
    else:
        outside += before
    for (start, titles), end in zip(starts, bounds[1:], strict=True):
        parts = split_untitled(rows[start:end])
        segments.append(Segment(tuple(parts[0]), titles, True))
        segments += [Segment(tuple(part), (), False) for part in parts[1:]]
    return segments, outside


def _starts(rows: Sequence[Row]) -> list[tuple[int, tuple[Layout, ...]]]:
    """(row, layouts) of each title that starts a filing; the furniture in front of a title (表十二：) goes with it."""
    found: list[tuple[int, tuple[Layout, ...]]] = []
    for at, row in enumerate(rows):
        if row.line.titles and not _repeats(rows, at, found):
            start = at
            while start > 0 and rows[start - 1].line.rule == "table_number":
                start -= 1
            found.append((start, row.line.titles))
    return found


def _repeats(rows: Sequence[Row], at: int, found: Sequence[tuple[int, tuple[Layout, ...]]]) -> bool:
    """Whether a title is the running head of a form that goes on over a page break: no head label follows it before another title or the
    indicators, and the form before it has none of its indicators yet, or the rows after it are indicator rows."""
    if not found:
        return False
    for row in rows[at + 1 : at + 8]:
        if row.line.titles:
            return False
        if any(label.role in HEAD for label in row.line.labels):
            return False
    before = rows[found[-1][0] : at]
    return is_form(before) and not any(row.line.columns for row in before) and _statement_free(found[-1][1])


def _statement_free(titles: tuple[Layout, ...]) -> bool:
    return not any(layout.narrative for layout in titles)


def is_form(rows: Sequence[Row]) -> bool:
    """Whether rows without a title hold enough labels to be a form whose head was cut off."""
    count = 0
    for row in rows:
        count += len(row.line.labels) + 2 * (row.line.columns is not None)
        if count >= ENOUGH_LABELS:
            return True
    return False


def split_untitled(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """Cut where a form ends and another starts without a title: head labels come again after indicators."""
    cuts = [0]
    in_indicators = False
    for at, row in enumerate(rows):
        if row.line.columns:
            in_indicators = True
        elif in_indicators and row.line.labels and any(label.role in HEAD for label in row.line.labels) and _starts_form(rows, at):
            cuts.append(at)
            in_indicators = False
    return [rows[begin:end] for begin, end in zip(cuts, [*cuts[1:], len(rows)], strict=True)]


def _starts_form(rows: Sequence[Row], at: int) -> bool:
    """Whether the rows from here hold a form's head: two different head or money labels within a few rows."""
    roles = {label.role for row in rows[at : at + 6] for label in row.line.labels if label.kind in {"name", "amount", "date", "choice"}}
    return len(roles) >= 2
