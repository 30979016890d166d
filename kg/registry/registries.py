"""A registry: what the mentions of a corpus denote, and the instruments that they denote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.registry.decisions import Decision
from kg.registry.values import Contradiction, Instrument, Mention, Resolution


@dataclass(frozen=True)
class Registry:
    """What the mentions of a corpus denote."""

    _resolutions: Mapping[Mention, Resolution]
    _instruments: Mapping[str, Instrument]
    _aliases: Mapping[str, str]
    _findings: tuple[Contradiction, ...] = ()
    _idle: tuple[Decision, ...] = ()

    def resolution(self, mention: Mention) -> Resolution:
        """What a mention denotes. Raises KeyError for one that was not handed to `resolve`."""
        return self._resolutions[mention]

    def instruments(self) -> tuple[Instrument, ...]:
        """All instruments that some mention denotes or that were to be listed, and what took their place; sorted by key."""
        return tuple(self._instruments.values())

    def instrument(self, key: str) -> Instrument:
        """The instrument with a key. Raises KeyError."""
        return self._instruments[key]

    def aliases(self) -> Mapping[str, str]:
        """Key of a wording or of a stub → key of the instrument that it names in this corpus, where that is another and only one."""
        return self._aliases

    def findings(self) -> tuple[Contradiction, ...]:
        """Contradictions between mentions, sorted."""
        return self._findings

    def idle_decisions(self) -> tuple[Decision, ...]:
        """The verdicts that no mention meets, sorted: what they name is written otherwise here, or not at all."""
        return self._idle


def regulation_name(instrument: Instrument) -> str:
    """The name of an instrument in `regulation` of the JSON: its number, else its title."""
    return instrument.number or instrument.title or instrument.key
