"""What the steps of a build share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kg.builds.knowledge import Knowledge
from kg.builds.reports import Report
from kg.documents import Limits, SourceFile
from kg.graph.spools import Spool
from kg.identifiers import Identifiers
from kg.settings import Settings

#: Told at the start of each step, and while it goes on: the step's name, how much is done, how much there is (0: unknown).
Progress = Callable[[str, int, int], None]

SPOOL, REPORT, SHARDS = "summaries.sqlite", "report.json", "shards"
#: The lines of the graphs of the whole corpus, sorted: the next build compares its own with them.
CORPUS = "corpus.nq.gz"


@dataclass
class Build:
    """A build under way. The first fields are its arguments; steps fill the rest in and leave their files in `staging`.

    `previous` is the folder of the generation it starts from, None for the first. `remove` names the sources that it shall hold no more,
    `dropped` lists graphs to take out of it, `lost_names` the sources that no longer hold a document which others still hold (sha16, name).
    """

    paths: tuple[Path, ...]
    root: Path
    staging: Path
    settings: Settings
    fingerprint: str
    identifiers: Identifiers
    previous: Path | None
    spool: Spool
    workers: int = 1
    with_contacts: bool = False
    remove: tuple[str, ...] = ()
    knowledge: Knowledge = field(default_factory=Knowledge)
    progress: Progress = lambda step, done, total: None
    report: Report = field(default_factory=Report)
    sources: tuple[SourceFile, ...] = ()
    dropped: list[str] = field(default_factory=list)
    lost_names: list[tuple[str, str]] = field(default_factory=list)
    touched: dict[str, None] = field(default_factory=dict)

    @property
    def is_void(self) -> bool:
        """Whether nothing could be read into a new store: an empty one would look like an answer."""
        return self.previous is None and bool(self.report.failures) and self.report.files == len(self.report.failures)

    @property
    def version(self) -> str:
        """The fingerprint of the generation: of its rules, and of what people added to the registry."""
        return self.knowledge.version(self.fingerprint)

    @property
    def limits(self) -> Limits:
        """What reading one file may cost."""
        return Limits.of(self.settings)

    @property
    def shards(self) -> Path:
        """Where the graphs of documents and filings wait for the load step; it is gone before the generation is published."""
        return self.staging / SHARDS

    @property
    def records(self) -> Path:
        """Where a build that reads every document itself leaves what the index needs; gone likewise."""
        return self.staging / "records"

    @property
    def corpus(self) -> Path:
        """Where the graphs of the whole corpus wait for the load step; gone likewise."""
        return self.staging / "corpus"


@dataclass(frozen=True, slots=True)
class Step:
    """A named step of a build."""

    name: str
    run: Callable[[Build], None]
