"""A project's narrative and its form: which belong together, by what they name and never by where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from kg.filings import Filing

#: What names of one project may differ by: the year in front, the words that forms and titles put behind.
AROUND_NAME = re.compile(r"^20\d\d年度?|(?:项目|经费|专项|工作经费|专项资金|资金|补助)+$")
#: No shorter name says which longer one it is a part of.
ENOUGH = 4


def pair(filings: Sequence[Filing], told: Set[int] = frozenset()) -> list[Filing]:
    """Each narrative and the form of the same project name the other's index; `told` are the indices of narratives that no layout
    names. A narrative that names no project has the form with its body and its money, where only one has both. A table that names nothing has no
    partner: where it stands tells nothing."""
    narratives = [filing for filing in filings if filing.index in told or filing.form.endswith("-narrative")]
    told = {filing.index for filing in narratives}
    if not narratives:
        return list(filings)
    forms = [filing for filing in filings if filing.index not in told and not filing.form.endswith("-statement") and filing.project]
    partners: dict[int, Filing] = {}
    for rule, several in ((_equal, True), (_alike, False), (_part, False), (_money, False)):
        for narrative, form in _fits(rule, several, narratives, forms, partners):
            if narrative.index not in partners and form.index not in partners:
                partners[narrative.index], partners[form.index] = form, narrative
    paired = []
    for filing in filings:
        other = partners.get(filing.index)
        if other is not None:
            # The title of a narrative ends with 项目 whether the name does or not: the form says.
            project = other.project if filing.index in told and filing.project and other.project else filing.project
            filing = replace(filing, paired_with=other.index, project=project, fiscal_year=filing.fiscal_year or other.fiscal_year)
        paired.append(filing)
    return paired


Rule = Callable[[Filing, Filing], bool]


def _fits(
    rule: Rule, several: bool, narratives: Sequence[Filing], forms: Sequence[Filing], partners: dict[int, Filing]
) -> list[tuple[Filing, Filing]]:
    """The narratives and forms that a rule takes for one project's; unless `several`, where each fits no other."""
    free = [form for form in forms if form.index not in partners]
    found = [(n, form) for n in narratives if n.index not in partners for form in free if rule(n, form)]
    if several:
        return found
    counts = Counter(index for n, form in found for index in (n.index, form.index))
    return [(n, form) for n, form in found if counts[n.index] == counts[form.index] == 1]


def _bare(name: str | None) -> str:
    return re.sub(r"[\W_]", "", name or "")


def _equal(narrative: Filing, form: Filing) -> bool:
    """The same name but for marks."""
    return bool(_bare(narrative.project)) and _bare(narrative.project) == _bare(form.project)


def _alike(narrative: Filing, form: Filing) -> bool:
    """The same name but for the year and the word 项目 at its ends."""
    one, other = (AROUND_NAME.sub("", _bare(filing.project)) for filing in (narrative, form))
    return bool(one) and one == other


def _part(narrative: Filing, form: Filing) -> bool:
    """One name is a part of the other (the title of a narrative leaves out its body's name, or adds it), and their bodies and money do not differ."""
    one, other = (AROUND_NAME.sub("", _bare(filing.project)) for filing in (narrative, form))
    within = min(len(one), len(other)) >= ENOUGH and (one in other or other in one)
    return within and _agree(narrative.department, form.department) and _agree(_yuan(narrative), _yuan(form))


def _money(narrative: Filing, form: Filing) -> bool:
    """A narrative without a name, with the body and the yuan of the form."""
    yuan = _yuan(narrative)
    return not narrative.project and yuan is not None and yuan == _yuan(form) and _agree(narrative.department, form.department)


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _yuan(filing: Filing) -> Decimal | None:
    """The year's money of a filing, else that of the whole project."""
    return filing.amounts.total if filing.amounts.current_year is None else filing.amounts.current_year
