"""Human verdicts, which survive every build: this mention is that instrument, these two are one, this is none."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import InvalidData
from kg.registry.numbers import parse_number
from kg.registry.titles import title_form
from kg.registry.values import Mention

COLUMNS = ("verdict", "title", "number", "context", "target", "by", "reason")
VERDICTS = ("is", "same", "none")


@dataclass(frozen=True, slots=True)
class Decision:
    """One verdict.

    `is`: the mention with this title, number and context ("" for any) denotes `target` (a number, a title or a key). `same`: the instruments with
    the keys `title` (here a key or number) and `target` are one, the second being kept. `none`: the mention denotes no instrument.
    """

    verdict: str
    title: str = ""
    number: str = ""
    context: str = ""
    target: str = ""
    by: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Decisions:
    """Verdicts, ready to be asked."""

    _mentions: Mapping[tuple[str, str, str], str]
    _merged: Mapping[str, str]

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Decisions:
        mentions: dict[tuple[str, str, str], str] = {}
        merged: dict[str, str] = {}
        for decision in sorted(decisions, key=lambda d: (d.verdict, d.title, d.number, d.context, d.target)):
            if decision.verdict == "same":
                merged[_key(decision.title or decision.number)] = _key(decision.target)
            else:
                mentions[_place(decision.title, decision.number, decision.context)] = decision.target if decision.verdict == "is" else ""
        return cls(mentions, merged)

    def of_mention(self, mention: Mention) -> str | None:
        """The target of a verdict on a mention, "" where it denotes none, None without a verdict."""
        if not self._mentions:
            return None
        for context in (mention.context, ""):
            found = self._mentions.get(_place(mention.title, mention.number, context))
            if found is not None:
                return found
        return None

    def merged(self, key: str) -> str:
        """The key that stands for a key after all mergers."""
        seen = {key}
        while (after := self._merged.get(key)) is not None and after not in seen:
            seen.add(after)
            key = after
        return key


def _key(name: str) -> str:
    parts = parse_number(name)
    return parts.key if parts else name


def _place(title: str, number: str, context: str) -> tuple[str, str, str]:
    return (title_form(title).exact if title else "", number, context)


def read_decisions(text: str, *, source: str = "decisions") -> tuple[Decision, ...]:
    """Decisions from CSV with the columns `COLUMNS` (any may be missing but `verdict`). Raises InvalidData with the line."""
    rows = csv.DictReader(io.StringIO(text))
    if rows.fieldnames is None or "verdict" not in rows.fieldnames or set(rows.fieldnames) - set(COLUMNS):
        raise InvalidData(f"{source}, line 1: expected the columns {', '.join(COLUMNS)}, found {', '.join(rows.fieldnames or [])}")
    found = []
    for line, row in enumerate(rows, start=2):
        decision = Decision(**{name: (row.get(name) or "").strip() for name in COLUMNS})
        if decision.verdict not in VERDICTS:
            raise InvalidData(f"{source}, line {line}: the verdict is {decision.verdict!r}; expected one of {', '.join(VERDICTS)}")
        if not (decision.title or decision.number) or (decision.verdict != "none" and not decision.target):
            raise InvalidData(f"{source}, line {line}: a verdict needs a title or a number, and a target unless it is none")
        found.append(decision)
    return tuple(found)
