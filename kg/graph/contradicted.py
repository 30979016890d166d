"""Where contradictions between filings come up: each side of one is told with the first filing that writes so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.filings import Finding
from kg.graph.project_years import Remark
from kg.graph.summaries import FilingSummary, MentionSummary
from kg.identifiers import Identifiers
from kg.registry import Contradiction

#: So many sides of a contradiction are told with their places.
TOLD = 6


class Contradicted:
    """The contradictions of a corpus; `meet` is told every citation in the order of the filings, and `remarks` then gives the findings."""

    def __init__(self, contradictions: Iterable[Contradiction]) -> None:
        self._contradictions = tuple(contradictions)
        self._places: dict[str, tuple[str, str] | None] = {value: None for c in self._contradictions for value in c.values}

    def meet(self, summary: FilingSummary, mention: MentionSummary) -> None:
        """Remembers the first place of a wording that is one side of a contradiction."""
        for value in (mention.title, mention.number):
            if value in self._places and self._places[value] is None:
                offset = "" if mention.source is None else f" at {mention.source}"
                self._places[value] = (summary.sha16, f"{value}: filing {summary.sha16}-{summary.index}, {mention.place}{offset}")

    def remarks(self, identifiers: Identifiers) -> Iterator[Remark]:
        """The contradictions as findings about the first of their instruments."""
        for found in self._contradictions:
            places = [place for value in found.values if (place := self._places[value]) is not None][:TOLD]
            key = found.keys[0]
            where = places[0][0] if places else key
            yield Remark(identifiers.instrument(key), where, Finding(found.code, found.message, None, "; ".join(text for _, text in places)))
