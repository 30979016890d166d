"""What a build says at its end."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from kg.errors import UnreadableInput
from kg.filings import Finding

#: How many findings are told in words; all of them stand in the findings graph.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read."""

    source: str
    reason: str
    place: str = ""

    @classmethod
    def of(cls, fault: UnreadableInput) -> Failure:
        return cls(fault.source, fault.reason, fault.place)

    def __str__(self) -> str:
        return str(UnreadableInput(self.source, self.reason, self.place))


@dataclass(slots=True)
class Report:
    """Counts and lists of one build; nothing in it depends on clock, host or path.

    `files`, `read` and `unchanged` count sources of this call, `replaced` names those that now hold another document, `removed`
    those that were taken out; `stale` counts documents
    that stand in the store as an earlier version of the rules read them and were not given now. The counts of `store` are over the whole store;
    so are `findings`, by code, `doubtful`, which leaves out what is information only, and `examples`, the first doubtful ones in words.
    """

    generation: int = 0
    fingerprint: str = ""
    files: int = 0
    read: int = 0
    unchanged: int = 0
    replaced: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    stale: int = 0
    failures: list[Failure] = field(default_factory=list)
    store: dict[str, int] = field(default_factory=dict)
    findings: dict[str, int] = field(default_factory=dict)
    doubtful: int = 0
    examples: list[str] = field(default_factory=list)
    quads: int = 0

    def note(self, finding: Finding, where: str) -> None:
        """Counts a finding, and keeps the first ones in words."""
        self.findings[finding.code] = self.findings.get(finding.code, 0) + 1
        if finding.severity == "info":
            return
        self.doubtful += 1
        if len(self.examples) < SHOWN:
            place = f", {finding.place}" if finding.place else ""
            self.examples.append(f"{where}{place}: {finding.message} [{finding.code}]")

    def as_json(self) -> dict[str, object]:
        """The report as JSON-ready data."""
        return asdict(self)
