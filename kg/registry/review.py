"""The open cases worth a person's time: unresolved mentions, by how often they are cited and by the money that rests on them."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.filings import money
from kg.registry.decisions import COLUMNS, NOTES
from kg.registry.registries import Registry
from kg.registry.values import Candidate, Mention


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An instrument known by wordings only, or an ambiguous title: `mentions` counts citations, `yuan` sums the filings that make them, once each.
    `title` is the number where no title is known; `number` then is that too, else ""."""

    key: str
    title: str
    status: str
    reason: str
    mentions: int
    filings: int
    yuan: Decimal
    candidates: tuple[Candidate, ...] = ()
    number: str = ""


def open_cases(registry: Registry, citations: Iterable[tuple[Mention, str, Decimal | None]], *, limit: int = 50) -> tuple[OpenCase, ...]:
    """The unresolved cases of a corpus, those with most yuan and mentions first.

    `citations` are (mention, filing's name, the filing's yuan) triples, one for each citation.
    """
    count: dict[tuple[str, str], int] = defaultdict(int)
    money: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    first: dict[tuple[str, str], Mention] = {}
    candidates: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mention, filing, yuan in citations:
        found = registry.resolution(mention)
        if found.status == "resolved" or not found.key:
            continue
        case = (found.key, found.status)
        count[case] += 1
        money[case][filing] = yuan or Decimal(0)
        first[case] = min(first.get(case, mention), mention)
        candidates[case] |= {candidate.key for candidate in found.candidates}
    cases = []
    for case, mentions in count.items():
        key, status = case
        others = sorted(candidates[case])
        instrument = registry.instrument(key)
        number = "" if instrument.title else instrument.number or first[case].number
        title = instrument.title or number
        reason = registry.resolution(first[case]).reason
        yuan = sum(money[case].values(), Decimal(0))
        may_be = tuple(Candidate(other, round(1 / len(others), 4)) for other in others)
        cases.append(OpenCase(key, title, status, reason, mentions, len(money[case]), yuan, may_be, number))
    return tuple(sorted(cases, key=lambda case: (-case.yuan, -case.mentions, case.key, case.status))[:limit])


def decision_rows(cases: Iterable[OpenCase]) -> str:
    """The cases as a CSV to fill in: one row each with an empty verdict and target, in the columns of decisions; what is known of the case stands
    in columns behind them, which nothing reads."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow((*COLUMNS, *NOTES))
    for case in cases:
        candidates = " | ".join(candidate.key for candidate in case.candidates)
        title = "" if case.number else case.title
        writer.writerow(("", title, case.number, "", "", "", "", case.status, case.mentions, money(Decimal(case.yuan)), candidates))
    return target.getvalue()
