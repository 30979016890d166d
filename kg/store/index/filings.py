"""What the index keeps of a filing: gathered from the records of the filing and its parts, which follow one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kg.filings import money
from kg.store.index.reading import Values


@dataclass(slots=True)
class Parts:
    """The records of one filing: its own, and those of its parts by number or kind."""

    iri: str
    own: Values = field(default_factory=dict)
    amounts: dict[str, str] = field(default_factory=dict)
    citations: dict[int, Values] = field(default_factory=dict)
    indicators: dict[int, Values] = field(default_factory=dict)
    targets: dict[int, Values] = field(default_factory=dict)
    reports: dict[int, Values] = field(default_factory=dict)

    def take(self, path: list[str], values: Values) -> None:
        """Keeps the record of a part; `path` is what follows the filing's IRI (`["citation", "3"]`)."""
        match path:
            case []:
                self.own = values
            case ["amount", kind] if "yuan" in values:
                self.amounts[kind] = values["yuan"][0]
            case ["citation", number] if "surface" in values:
                self.citations[int(number)] = values
            case ["indicator", number] if "name" in values:
                self.indicators[int(number)] = values
            case ["indicator", number, "target"]:
                self.targets[int(number)] = values
            case ["indicator", number, "report"]:
                self.reports[int(number)] = values


def facts_of(parts: Parts, source: str) -> dict[str, Any]:
    """The JSON-ready facts of a filing: `about`, `amounts` (yuan as text), `citations` and `indicators` in their order."""
    index = int(first(parts.own, "index") or 0)
    return {
        "about": {"iri": parts.iri, "source": source, "index": index, "form": local(first(parts.own, "form"), "form-")},
        "amounts": {kind: money(Decimal(value)) for kind, value in parts.amounts.items()},
        "citations": [citation(parts.iri, n, values, source, index) for n, values in sorted(parts.citations.items())],
        "indicators": [indicator(parts, n, values) for n, values in sorted(parts.indicators.items())],
    }


def citation(filing: str, number: int, values: Values, source: str, index: int) -> dict[str, Any]:
    """A citation with its place: `begin` and `end` count code points of the text of the field of that label."""
    return {
        "iri": f"{filing}/citation/{number}",
        "surface": values["surface"][0],
        "field": first(values, "field"),
        "begin": int(values["begin"][0]),
        "end": int(values["end"][0]),
        "role": local(first(values, "role"), "role-"),
        "status": local(first(values, "status"), "resolution-"),
        "article": first(values, "article"),
        "regulation": first(values, "denotes"),
        "source": source,
        "index": index,
    }


def indicator(parts: Parts, number: int, values: Values) -> list[Any]:
    """A row of the indicator table: concept, position, IRI, name, levels, then the target as printed and as parsed, then what was reached."""
    target, report = parts.targets.get(number, {}), parts.reports.get(number, {})
    row: list[Any] = [first(values, "concept"), number, f"{parts.iri}/indicator/{number}", values["name"][0]]
    row += [first(values, "level1"), first(values, "level2"), first(target, "raw"), local(first(target, "target_kind"), "target-")]
    row += [first(target, key) for key in ("comparator", "lower", "upper", "unit", "direction")]
    return [*row, first(report, "actual"), first(values, "weight"), first(report, "score"), first(report, "reason")]


def first(values: Values, key: str) -> str | None:
    """The only value of a key, or the first in the order of bytes; None where there is none."""
    found = values.get(key)
    return found[0] if found else None


def local(iri: str | None, prefix: str) -> str | None:
    """The notation of a concept: what stands behind its prefix in the IRI."""
    return None if iri is None else iri.rpartition(f"#{prefix}")[2]


def wordings(parts: Parts) -> Iterator[tuple[str, str]]:
    """How citations of a filing name what they denote: instrument and wording."""
    for values in parts.citations.values():
        denoted = first(values, "denotes")
        if denoted is not None:
            for key in ("cited_number", "cited_title"):
                for wording in values.get(key, ()):
                    yield denoted, wording
