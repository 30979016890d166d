"""Templates: forms that nobody filled in. They print labels, places to write on and examples of what goes there, and are no filings."""

from __future__ import annotations

import re

from kg.filings import Filing, Unmapped
from kg.forms.scalars import has_boxes, ticked_option

#: What templates print where values go: lines, dots, empty dates, numbers of goals, tasks and indicators that nobody named.
PLACEHOLDER = re.compile(
    r"[_＿…⋯.。\s:：、，,;；/\\—()（）*＊X×Ⅹ-]+|(?:20\s*)?年度?|月|日|[1-9](?:[.、．]|(?=[:：]))|[(（][一二三四五\d][)）]"
    r"|(?:具体|定[性量])?(?:指标|目标|任务|措施)(?:[一二三四五六七八九十\d]{1,2}|(?=[:：…]|$))"
)
#: Roles of fields that a template may hold and no filing needs.
BESIDE = frozenset({"filed_on", "seal"})


def is_placeholder(text: str) -> bool:
    """Whether a text says nothing: it stands where a value goes."""
    if has_boxes(text) and ticked_option(text) is None:
        return True
    at = 0
    while at < len(text):
        match = PLACEHOLDER.match(text, at)
        if match is None or match.end() == at:
            return False
        at = match.end()
    return True


def is_template(filing: Filing) -> bool:
    """Whether a form holds no value at all."""
    if filing.indicators or filing.contacts or any(amount.yuan is not None for amount in filing.amounts):
        return False
    return all(field.role in BESIDE or is_placeholder(field.text) for field in filing.fields)


def left_of(filing: Filing) -> tuple[Unmapped, ...]:
    """What a template prints beside its labels."""
    return (*(Unmapped(field.text, field.pieces[0].source) for field in filing.fields if field.text and len(field.pieces) == 1), *filing.unmapped)
