"""Forms without a title of their own: what makes rows one, and where one ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence

from kg.forms.grids import Row
from kg.forms.levels import find_level, find_level2
from kg.forms.words import normalise

#: Roles that stand at the head of a form: one that comes again after the indicators starts another form.
HEAD = frozenset({"project", "department", "supervisor"})
#: So many labels make untitled rows a form (one whose head was cut off) and not a remark.
ENOUGH_LABELS = 2
#: Kinds of label that covers and letters print as well.
BESIDE = frozenset({"contact", "note", "section"})


def is_form(rows: Sequence[Row]) -> bool:
    """Whether rows without a title hold enough labels to be a form whose head was cut off."""
    count = 0
    for row in rows:
        # Names, telephones and signatures stand on covers too: they make no form.
        count += sum(label.kind not in BESIDE for label in row.line.labels) + 2 * (
            row.line.columns is not None or leads_indicators(row) or heads_levels(row)
        )
        if count >= ENOUGH_LABELS:
            return True
    return False


def heads_levels(row: Row) -> bool:
    """Whether a row heads a list whose projects stand beside levels (项目名称 | 数量指标 | 质量指标)."""
    if not row.in_table or not any(label.role == "project" for label in row.line.labels):
        return False
    return sum(find_level(cell.text, None) is not None for cell in row.line.cells) >= ENOUGH_LABELS


def leads_indicators(row: Row) -> bool:
    """Whether a row of a table leads a block of indicators by its levels (产出指标 | 数量指标 | 巡查次数 | …), whatever its header says."""
    cells = row.line.cells
    if not row.in_table or len(cells) <= ENOUGH_LABELS:
        return False
    first = find_level(cells[0].text, None)
    return first is not None and first.rank == 1 and find_level2(cells[1].text, None) is not None


def split_untitled(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """Cut where a form ends and another starts without a title: head labels come again after indicators."""
    cuts = [0]
    in_indicators = False
    for at, row in enumerate(rows):
        if row.line.columns:
            in_indicators = True
        elif in_indicators and row.line.labels and any(label.role in HEAD for label in row.line.labels) and starts_form(rows, at):
            cuts.append(_with_heading(rows, at, cuts[-1]))
            in_indicators = False
    return [rows[begin:end] for begin, end in zip(cuts, [*cuts[1:], len(rows)], strict=True)]


def _with_heading(rows: Sequence[Row], at: int, begin: int) -> int:
    """Where a form without a title of its own begins: its heading, its year, its unit of money and who fills it in stand above its first label."""
    start = at
    while start - 1 > begin and len(rows[start - 1].line.cells) == 1 and heads_form(rows[start - 1]):
        start -= 1
    return start


def heads_form(row: Row) -> bool:
    """Whether a row of one cell stands above a form: a year, a unit of money, who fills it in, a heading that ends with 表."""
    text = row.line.cells[0].text.strip()
    if row.line.rule in {"year_line", "money_unit", "table_number", "summary_cover"}:
        return True
    told = any(label.role in {"department", "filed_on", "section_money"} for label in row.line.labels)
    return told or (len(text) <= LONGEST_HEADING and normalise(text).split("(")[0].endswith("表") and not row.line.labels)


#: No heading of a form is longer.
LONGEST_HEADING = 50


def starts_form(rows: Sequence[Row], at: int) -> bool:
    """Whether the rows from here hold a form's head: two different head or money labels within a few rows."""
    roles = {label.role for row in rows[at : at + 6] for label in row.line.labels if label.kind in {"name", "amount", "date", "choice"}}
    return len(roles) >= 2
