"""What the owner of a store adds to the registry: instruments with their dates, and verdicts on mentions.

Both are CSV files in each generation. A build copies them from the generation that it starts from, adds what it is given, and draws its
conclusions with them, so that they survive every build and a generation says itself what it was concluded from.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kg.registry import Decision, Instrument, known_with
from kg.registry.decisions import merge_decisions, read_decisions
from kg.registry.instruments import merge_instruments, read_instruments

INSTRUMENTS, DECISIONS = "instruments.csv", "decisions.csv"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The text of both files; "" for none."""

    instruments: str = ""
    decisions: str = ""

    def known(self) -> tuple[Instrument, ...] | None:
        """The instruments to resolve to; None for those that are bundled."""
        return known_with(read_instruments(self.instruments, source=INSTRUMENTS)) if self.instruments else None

    def listed(self) -> tuple[str, ...]:
        """The keys of the owner's instruments: the store holds them, cited or not."""
        return tuple(i.key for i in read_instruments(self.instruments, source=INSTRUMENTS)) if self.instruments else ()

    def verdicts(self) -> tuple[Decision, ...]:
        """The decisions."""
        return read_decisions(self.decisions, source=DECISIONS) if self.decisions else ()

    def version(self, fingerprint: str) -> str:
        """The fingerprint of the conclusions: of what was read (`fingerprint`) and of this knowledge."""
        if not (self.instruments or self.decisions):
            return fingerprint
        return hashlib.sha256("\0".join((fingerprint, self.instruments, self.decisions)).encode()).hexdigest()

    def write(self, folder: Path) -> None:
        """Leaves the files in a generation."""
        for name, text in ((INSTRUMENTS, self.instruments), (DECISIONS, self.decisions)):
            if text:
                (folder / name).write_text(text, encoding="utf-8")


def read_knowledge(folder: Path | None) -> Knowledge:
    """The knowledge that a generation holds."""
    if folder is None:
        return Knowledge()
    texts = ((folder / name).read_text(encoding="utf-8") if (folder / name).exists() else "" for name in (INSTRUMENTS, DECISIONS))
    return Knowledge(*texts)


def add_knowledge(before: Knowledge, *, instruments: str, decisions: str) -> Knowledge:
    """The knowledge with rows added; a row on the same instrument or mention replaces the one before. Raises InvalidData."""
    sources = ("the store's own rows", "the rows given")
    return Knowledge(
        merge_instruments(before.instruments, instruments, sources=sources) if instruments.strip() else before.instruments,
        merge_decisions(before.decisions, decisions, sources=sources) if decisions.strip() else before.decisions,
    )
