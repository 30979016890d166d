"""The values of the registry stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple


class Mention(NamedTuple):
    """What resolution knows of a citation: the caller hands over each distinct one once.

    `title` and `number` are the citation's, "" where it has none; `context` is the jurisdiction of the filing (上海市, "" when unknown).
    `among` are the titles and numbers of what a title without a name (《办法》) may mean in its filing, sorted, where they are several.
    """

    title: str
    number: str
    context: str = ""
    among: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal or administrative instrument.

    `key` is the path of its identifier (`沪府办/2015/87`, `国务院令/641`, `std/GB/T/22239-2008`, `title/<16 hex digits>`). `titles` are all
    wordings met, sorted; `title` the best of them ("" when only the number is known). `level` is one of `LEVELS`, "" when unknown; `kind` the noun
    that names the form (条例, 通知). `replaced_by` is the key of the instrument that took its place, `successor` its number or title. Dates are ISO,
    "" when unknown. `reasons` says, attribute by attribute, what a derived value rests on.
    """

    key: str
    title: str = ""
    titles: tuple[str, ...] = ()
    number: str = ""
    agency: str = ""
    year: int | None = None
    serial: str = ""
    issuer: str = ""
    level: str = ""
    kind: str = ""
    jurisdiction: str = ""
    date_document: str = ""
    valid_from: str = ""
    valid_until: str = ""
    replaced_by: str = ""
    successor: str = ""
    short_names: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False, compare=False)


#: Norm levels, from the highest; `standard`, `reply` and `internal_rule` stand beside the hierarchy.
LEVELS = (
    "constitution",
    "law",
    "administrative_regulation",
    "local_regulation",
    "departmental_rule",
    "local_government_rule",
    "normative_document",
    "plan",
    "standard",
    "reply",
    "internal_rule",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An instrument that a mention may denote, and how well it fits (0 to 1)."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a mention denotes.

    `status` is resolved (a numbered or known instrument), stub (an instrument known by this wording only) or ambiguous (several candidates; `key`
    then is the wording's own stub). `reason` is a fixed name in snake case. `decided` marks a human verdict, whose author and
    reason `verdict` gives; with an empty key it says "none".
    """

    status: str
    key: str
    confidence: float
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    decided: bool = False
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something that two mentions say of one instrument and that cannot both hold, or a number that is malformed.

    `code` is same_number_two_titles, same_title_two_numbers or malformed_number; `keys` the instruments concerned, `values` the wordings.
    """

    code: str
    message: str
    keys: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
