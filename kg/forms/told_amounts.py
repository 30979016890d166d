"""Amounts that a text tells in sentences: 2023年安排预算350万元，其中财政拨款300万元."""

from __future__ import annotations

import re

from kg.filings import SCALES, Amount
from kg.forms.dates import parse_years
from kg.forms.drafts import Draft
from kg.forms.money import parse_money

MONEY = re.compile(r"(?P<figure>\d{1,3}(?:[,，]\d{3})+(?:[.．]\d+)?|\d+(?:[.．]\d+)?)\s*(?P<unit>亿元|万元|元)")
#: Words of a clause → the amount that it states, the first that fits. The first that is not about other
#: years' money states the year's, whatever its source.
CLAUSES = (
    ("total", re.compile(r"总投资|总概算|项目总预算|项目总金额|投资估算")),
    ("prior_year_budget", re.compile(r"上年(?:度)?(?:预算|安排)")),
    ("carried_over", re.compile(r"结转|结余")),
    ("central_funds", re.compile(r"中央")),
    ("higher_level_funds", re.compile(r"上级")),
    ("own_funds", re.compile(r"自有|自筹|单位资金")),
    ("other_funds", re.compile(r"其[他它]资金")),
    ("fiscal_appropriation", re.compile(r"(?:其中|财政)[^，,。；;]{0,8}(?:财政|拨款|资金)")),
)
#: An instrument, whose year is not the text's.
CITED = re.compile(r"《[^》]*》(?:[（(][^（）()]*[）)])?|[〔\[［【﹝][^〕\]］】﹞]{0,6}[〕\]］】﹞]")
EVERY = frozenset({"current_year", *(kind for kind, _ in CLAUSES)})
#: The amount that is told of a project's whole life.
WHOLE = frozenset({"total"})
#: Amounts that are not the year's.
NOT_THE_YEARS = frozenset({"total", "prior_year_budget", "carried_over"})
#: Amounts beside which a form needs no text to say what the year's is, and labels of texts that say so.
STATED = frozenset({"current_year", "total"})
OF_THE_YEAR = re.compile(r"(?:年度|当年|本年度?|本级年度).*安排")


def add_amounts(draft: Draft, index: int, *, kinds: frozenset[str] = EVERY) -> None:
    """The amounts of these kinds that a text states, each with its unit: the first of the year, its sources by the words in front of them."""
    text = draft.fields[index].text
    if kinds is EVERY:
        draft.weak_year = draft.weak_year or parse_years(CITED.sub("", text))[0]
    at = 0
    for match in MONEY.finditer(text):
        clause = re.split(r"[，,。；;：:\n（(]", text[at : match.start()])
        words = clause[-1] or (clause[-2] if len(clause) > 1 else "")
        at = match.end()
        kind = next((kind for kind, pattern in CLAUSES if pattern.search(words)), None)
        if "current_year" not in draft.amounts and kind not in NOT_THE_YEARS and "其中" not in words:
            kind = "current_year"
        if kind is None or kind in draft.amounts or kind not in kinds:
            continue
        yuan, unit, _ = parse_money(match.group(), None)
        assert unit in SCALES
        draft.amounts[kind] = Amount(kind, yuan, match.group(), unit, index)


def add_told(draft: Draft) -> None:
    """The year's money of a form that states it only in a text (年度预算安排 over 2023年拟安排预算350万元。)."""
    if STATED & set(draft.amounts):
        return
    for index, field in enumerate(draft.fields):
        if field.role == "estimate" and OF_THE_YEAR.search(field.label):
            add_amounts(draft, index)
            return
