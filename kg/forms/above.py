"""What stands above the header of a list (year, unit of money, the filing unit) and holds for all its projects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.forms.dates import parse_years
from kg.forms.drafts import NO_NAME, Draft
from kg.forms.grids import GridCell, Row
from kg.forms.heads import HeadReader
from kg.forms.labels import Label
from kg.forms.readers import is_heading
from kg.forms.scalars import bare_name


def read_above(draft: Draft, rows: Sequence[Row]) -> Draft:
    """The draft with what the rows above a list's header say (year, unit of money, the filing unit), which holds for all its projects."""
    head = HeadReader(draft)
    for at, row in enumerate(rows):
        if row.line.titles or row.line.rule == "summary_cover":
            draft.weak_year = draft.weak_year or parse_years(row.line.cells[0].text)[0]
            continue
        if draft.weak_year is None and not draft.fields and is_heading(row):
            draft.weak_year = parse_years(row.line.cells[0].text)[0]
        head.read(row, rows[at + 1] if at + 1 < len(rows) else None)
    head.finish()
    return draft


def open_below(draft: Draft, above: Draft) -> None:
    """Gives the draft of a project in a list what stands above the list."""
    draft.years, draft.weak_year = above.years, above.weak_year
    draft.scalars.update(above.scalars)
    draft.weak.update(above.weak)
    draft.fields.extend(above.fields)
    draft.unmapped.extend(above.unmapped)
    above.unmapped.clear()


def own_unit(draft: Draft, cells: Iterable[tuple[Label, GridCell]]) -> None:
    """Makes way for the filing unit that a project's row names: it counts before the one above the list."""
    if any(label.role == "department" and bare_name(cell.text) not in NO_NAME for label, cell in cells):
        draft.scalars.pop("department", None)
        draft.weak.discard("department")
