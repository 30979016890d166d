"""Whether what is cited still held when a filing's year began: derived for each citation, because it depends on the filing's year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.filings import Finding
from kg.graph.nquads import literal, pair, subject
from kg.graph.summaries import FilingSummary, MentionSummary
from kg.registry import Instrument, Registry, regulation_name
from kg.registry.status import ENDED, UNKNOWN, Status, status_of
from kg.terms import BKG, INSTRUMENT_STATUSES

AT_FILING = {key: pair(BKG.statusAtFiling, concept) for key, concept in INSTRUMENT_STATUSES.items()}
REASON = subject(BKG.statusReason)


@dataclass
class Statuses:
    """The statuses of a corpus's instruments; each is worked out once for an instrument and a year."""

    registry: Registry
    _known: dict[tuple[str, int], Status] = field(default_factory=dict)

    def of(self, key: str, year: int) -> Status:
        """The status of an instrument on the first day of a fiscal year."""
        found = self._known.get((key, year))
        if found is None:
            found = self._known[(key, year)] = status_of(self.registry.instrument(key), f"{year}-01-01")
        return found

    def rows(self, key: str, year: int | None) -> Iterator[bytes]:
        """Predicates with their objects, for a citation of a filing of a year. Nothing is said of a filing without a year."""
        if year is None:
            return
        status = self.of(key, year)
        yield AT_FILING[status.value]
        if status.value != UNKNOWN:
            yield REASON + literal(status.reason)

    def findings(self, summary: FilingSummary, year: int | None, cited: Iterator[tuple[str, MentionSummary]]) -> Iterator[Finding]:
        """What is doubtful about the instruments that a filing cites (key and citation), once for each instrument: its first place."""
        if year is None:
            return
        told: set[str] = set()
        for key, mention in cited:
            if key in told:
                continue
            told.add(key)
            status = self.of(key, year)
            name = named(self.registry.instrument(key))
            if status.value == ENDED:
                message = f"{name}: {status.reason}, before the fiscal year {year} began"
                yield Finding("cites_ended_instrument", message, summary.index, mention.place, mention.source)
            elif status.question:
                yield Finding("sunset_question", f"{name}: {status.question}", summary.index, mention.place, mention.source, "info")


def named(instrument: Instrument) -> str:
    """An instrument in a message: its number and its title, as far as they are known."""
    name = regulation_name(instrument)
    return f"{name} {instrument.title}" if instrument.title and instrument.title != name else name
