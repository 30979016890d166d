"""Human verdicts, which survive every build: this mention is that instrument, these two are one, this is none."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import InvalidData
from kg.registry.jurisdictions import place_of
from kg.registry.numbers import normal_number, parse_number
from kg.registry.tables import read_rows
from kg.registry.titles import title_form
from kg.registry.values import Mention

COLUMNS = ("verdict", "title", "number", "context", "target", "by", "reason")
#: Columns that `kg review --csv` adds for the reader.
NOTES = ("status", "mentions", "yuan", "candidates")
VERDICTS = ("is", "same", "none")


@dataclass(frozen=True, slots=True)
class Decision:
    """One verdict.

    `is`: the mention with this title, number and context ("" for any) denotes `target` (a number, a title or a key); a title without a number stands
    for all its wordings that resolution takes for one and cannot decide. `same`: the instruments that
    `title` or `number` and `target` name (a number, a title or a key) are one, the second being kept. `none`: the mention denotes no instrument.
    """

    verdict: str
    title: str = ""
    number: str = ""
    context: str = ""
    target: str = ""
    by: str = ""
    reason: str = ""

    @property
    def words(self) -> str:
        """Who decided, and why, as it is shown beside what was decided."""
        return ": ".join(part for part in (self.by, self.reason or self.verdict) if part)


@dataclass(frozen=True)
class Decisions:
    """Verdicts, ready to be asked."""

    _mentions: Mapping[tuple[str, str, str], Decision]
    mergers: tuple[Decision, ...]
    #: Verdicts on titles, those for one place last.
    on_titles: tuple[Decision, ...]

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Decisions:
        mentions: dict[tuple[str, str, str], Decision] = {}
        mergers = []
        for decision in sorted(decisions, key=lambda d: (d.verdict, d.title, d.number, d.context, d.target, d.by, d.reason)):
            if decision.verdict == "same":
                mergers.append(decision)
            else:
                mentions[_place(decision.title, decision.number, decision.context)] = decision
        titles = sorted((d for d in mentions.values() if d.title and not d.number), key=lambda d: (bool(d.context), d.title, d.context))
        return cls(mentions, tuple(mergers), tuple(titles))

    def all(self) -> tuple[Decision, ...]:
        """Every verdict, those that make instruments one last."""
        return (*self._mentions.values(), *self.mergers)

    def of_mention(self, mention: Mention) -> Decision | None:
        """The verdict on a mention: for its jurisdiction, else for any."""
        if not self._mentions:
            return None
        for context in (mention.context, ""):
            found = self._mentions.get(_place(mention.title, mention.number, context))
            if found is not None:
                return found
        return None


def merged(mergers: Mapping[str, tuple[str, Decision]], key: str) -> tuple[str, Decision | None]:
    """The key that stands for a key after all mergers (key → the key that is kept and the verdict), and the last verdict on the way. Keys that
    verdicts lead round in a ring are one: the first of them stands for all."""
    way, last = [key], None
    while (after := mergers.get(key)) is not None:
        key, last = after
        if key in way:
            return min(way[way.index(key) :]), last
        way.append(key)
    return key, last


def _place(title: str, number: str, context: str) -> tuple[str, str, str]:
    parts = parse_number(number) if number else None
    return (title_form(title).exact if title else "", parts.key if parts else number, context)


def merge_decisions(before: str, added: str, *, sources: tuple[str, str] = ("before", "added")) -> str:
    """Two files of decisions as one CSV, sorted; a verdict of `added` replaces that of `before` on the same mention. Raises InvalidData."""
    rows: dict[tuple[str, str, str], Decision] = {}
    for text, source in zip((before, added), sources, strict=True):
        if text.strip():
            rows |= {(d.title, d.number, d.context): d for d in read_decisions(text, source=source)}
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(rows[place], name) for name in COLUMNS] for place in sorted(rows))
    return target.getvalue()


def read_decisions(text: str, *, source: str = "decisions") -> tuple[Decision, ...]:
    """Decisions from CSV with the columns `COLUMNS` (any may be missing but `verdict`). A row without verdict and target is still open, and left
    out. Raises InvalidData with the line."""
    found: list[Decision] = []
    places: dict[tuple[str, str, str], tuple[str, Decision]] = {}
    for place, values in read_rows(text, columns=COLUMNS, needed=("verdict",), source=source, passed_over=NOTES):
        if not values["verdict"] and not values["target"]:
            continue
        decision = Decision(**{**values, "number": normal_number(values["number"]), "target": normal_number(values["target"])})
        if decision.verdict not in VERDICTS:
            raise InvalidData(f"{place}: the verdict is {decision.verdict!r}; expected one of {', '.join(VERDICTS)}")
        if not (decision.title or decision.number) or (decision.verdict != "none" and not decision.target):
            raise InvalidData(f"{place}: a verdict needs a title or a number, and a target unless it is none")
        if decision.context and place_of(decision.context) != decision.context:
            full = place_of(decision.context)
            raise InvalidData(
                f"{place}: the context is {decision.context!r}; expected a place by its full name such as {full or '上海市'}, or nothing"
            )
        mention = _place(decision.title, decision.number, decision.context)
        first, other = places.setdefault(mention, (place, decision))
        if (other.verdict, other.target) != (decision.verdict, decision.target):
            raise InvalidData(f"{place}: the mention is decided otherwise in {first.removeprefix(f'{source}, ')}")
        found.append(decision)
    return tuple(found)
