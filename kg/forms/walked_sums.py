"""The sum of a block of money in text that lost its cells: 资金来源 | 合计 | 42.5."""

from __future__ import annotations

import re

from kg.forms.compacts import Compact
from kg.forms.entries import sum_label
from kg.forms.labels import Label

SUM = re.compile(r"(?:金额|资金)?(?:合计|总计|共计):?(?=\d)")


def sum_at(c: Compact, i: int, document: str, section: Label) -> tuple[Label, int] | None:
    """The label of a sum at `i`, and its end: right behind the heading of a block of money, and in front of a figure."""
    if section.role != "section_money" or not c.before[i] or (match := SUM.match(c.text, i)) is None:
        return None
    end = match.end()
    label = sum_label(c.cell(i, end - (c.text[end - 1] == ":"), document), None, section)
    return (label, end) if label is not None and (c.before[end] or c.text[end - 1] == ":") else None
