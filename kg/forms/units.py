"""The unit of money that a file prints once above all its forms (`单位：万元` on the cover): it holds for those below that declare none.

A reader takes it so, and this is no guess: the file declares it. It does not hold where it belongs to something else, or where the forms below
contradict it: behind a table that is no form (the unit was that table's), when any form below declares another unit, and for what stands above
it. A unit below a form's title is that form's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from kg.documents import Document
from kg.filings import Amounts, Filing, Finding
from kg.forms.grids import Row
from kg.forms.money import parse_money
from kg.forms.readers import wrong_sum
from kg.forms.segments import Segment

#: A unit of money at the end of a line or cell: 填报单位：某局　　单位：万元
UNIT = re.compile(r"(?:^|[\s　(（,，;；])(?:金额)?单位[:：]\s*(?:人民币[:：]?)?(?P<unit>万元|千元|百万元|亿元|元)\s*[)）]?\s*$")
#: A longer line on a cover is prose, and a table of so many cells in a row is one that the unit may belong to.
LONGEST_LINE = 80
TABLE = 3
#: What tells its money in prose, each sum with its unit.
TELLING = ("-narrative", "-statement")

Units = tuple[tuple[int, str | None], ...]


def unit_of(row: Row) -> str | None:
    """The unit that a row of a cover declares; None for one that declares none."""
    match = UNIT.search(row.line.cells[-1].text) if len(row.line.cells) < TABLE else None
    return match["unit"] if match else None


def units_above(segments: Sequence[Segment], outside: Sequence[Row]) -> Units:
    """(where a segment begins, the unit that stands above it for all forms or None), in the order of the file."""
    events: list[tuple[int, Row | Segment]] = [(row.begin, row) for row in outside]
    events += [(segment.rows[0].begin, segment) for segment in segments]
    current: str | None = None
    found: list[tuple[int, str | None]] = []
    for begin, event in sorted(events, key=lambda pair: pair[0]):
        if isinstance(event, Row):
            current = unit_of(event) or (None if _is_other(event) else current)
            continue
        if not found:
            # Right above the first title: a cover's line as well as the form's.
            titled = next((at for at, row in enumerate(event.rows) if row.line.titles), 0)
            current = next((unit for row in event.rows[:titled] if (unit := unit_of(row))), current)
        found.append((begin, current))
    return tuple(found)


def _is_other(row: Row) -> bool:
    """Whether a row outside the forms is of a table or of prose."""
    return len(row.line.cells) >= TABLE or (not row.line.titles and row.end - row.begin > LONGEST_LINE)


def with_units(document: Document, filings: Sequence[Filing], units: Units) -> list[Filing]:
    """The filings, those that declare no unit with the one above them."""
    if not any(unit for _, unit in units):
        return list(filings)
    begins = [begin for begin, _ in units]
    above = [None if f.form.endswith(TELLING) else units[max(bisect_right(begins, f.begin) - 1, 0)][1] for f in filings]
    declared: dict[str, set[str]] = {}
    for filing, unit in zip(filings, above, strict=True):
        if unit:
            declared.setdefault(unit, set()).update(amount.unit for amount in filing.amounts if amount.unit)
    return [
        _with_unit(document, filing, unit) if unit and declared[unit] <= {unit} and not any(a.unit for a in filing.amounts) else filing
        for filing, unit in zip(filings, above, strict=True)
    ]


def _with_unit(document: Document, filing: Filing, unit: str) -> Filing:
    amounts = []
    for amount in filing.amounts:
        yuan, own, readable = parse_money(amount.raw, unit)
        amounts.append(replace(amount, yuan=yuan, unit=own) if readable else amount)
    findings = [finding for finding in filing.findings if finding.code != "undeclared_unit"]
    if (wrong := wrong_sum({amount.kind: amount.yuan for amount in amounts if amount.yuan is not None})) is not None:
        findings.append(Finding("amounts_do_not_add_up", wrong, filing.index, document.place_of(filing.begin), filing.begin, "warning"))
    return replace(filing, amounts=Amounts(amounts), findings=tuple(findings))
