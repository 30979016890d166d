"""The summaries of a corpus in one SQLite file, which a build carries from generation to generation.

It holds what conclusions and findings are drawn from, and which source gave which document, so that a build reads only what changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kg.filings import Finding
from kg.graph.summaries import FilingSummary, MentionSummary

SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    sha16 TEXT PRIMARY KEY, sha256 TEXT NOT NULL, media_type TEXT NOT NULL, fingerprint TEXT NOT NULL,
    filings INTEGER NOT NULL, fields INTEGER NOT NULL, indicators INTEGER NOT NULL, citations INTEGER NOT NULL, unmapped INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (fingerprint TEXT PRIMARY KEY, version TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (name TEXT PRIMARY KEY, sha16 TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sources_of_document ON sources (sha16);
CREATE TABLE IF NOT EXISTS filings (
    sha16 TEXT NOT NULL, number INTEGER NOT NULL, form TEXT NOT NULL, year INTEGER, year_end INTEGER, department TEXT, supervisor TEXT,
    project TEXT, paired_with INTEGER, context TEXT NOT NULL, amounts TEXT NOT NULL, mentions TEXT NOT NULL, indicators TEXT NOT NULL,
    PRIMARY KEY (sha16, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS findings (
    sha16 TEXT NOT NULL, number INTEGER NOT NULL, filing INTEGER, code TEXT NOT NULL, message TEXT NOT NULL, place TEXT NOT NULL,
    source INTEGER, severity TEXT NOT NULL, PRIMARY KEY (sha16, number)
) WITHOUT ROWID;
"""

#: `json.dumps` makes an encoder anew for every call with options.
VERBATIM = json.JSONEncoder(ensure_ascii=False)

FILING_COLUMNS = "sha16, number, form, year, year_end, department, supervisor, project, paired_with, context, amounts, mentions, indicators"


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document as the build remembers it; `fingerprint` is that of the run that read it, the rest are counts (`unmapped` in code points)."""

    sha256: str
    media_type: str
    fingerprint: str
    filings: int = 0
    fields: int = 0
    indicators: int = 0
    citations: int = 0
    unmapped: int = 0

    @property
    def sha16(self) -> str:
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """What one document leaves in the spool, ready to be stored: made where the document is read, in a worker too."""

    document: DocumentSummary
    filings: tuple[tuple[object, ...], ...]
    findings: tuple[tuple[object, ...], ...]


def filing_row(summary: FilingSummary) -> tuple[object, ...]:
    """A summary as a row of the table `filings`."""
    amounts = json.dumps({kind: None if yuan is None else str(yuan) for kind, yuan in summary.amounts.items()})
    mentions, indicators = VERBATIM.encode(summary.mentions), VERBATIM.encode(summary.indicators)
    head = (summary.sha16, summary.index, summary.form, summary.year, summary.year_end, summary.department, summary.supervisor)
    return (*head, summary.project, summary.paired_with, summary.context, amounts, mentions, indicators)


def finding_row(sha16: str, number: int, finding: Finding) -> tuple[object, ...]:
    """A reader's finding as a row of the table `findings`."""
    return (sha16, number, finding.index, finding.code, finding.message, finding.place, finding.source, finding.severity)


def _summary(row: tuple[str, int, str, int | None, int | None, str | None, str | None, str | None, int | None, str, str, str, str]) -> FilingSummary:
    amounts = {kind: None if yuan is None else Decimal(yuan) for kind, yuan in json.loads(row[10]).items()}
    mentions = tuple(MentionSummary._make((*mention[:7], tuple(map(tuple, mention[7])))) for mention in json.loads(row[11]))
    return FilingSummary(*row[:10], amounts, mentions, tuple(json.loads(row[12])))


class Spool:
    """The summaries, in the order of their filings' IRIs within a document and of the documents' hashes."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        if read_only:  # of a published generation, which is never written
            self._rows = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
            self._rows.execute("BEGIN")
            self._open = True
            return
        self._rows = sqlite3.connect(path, isolation_level=None)
        # The file is published by a rename and synchronised then: until that it may be lost, and rolling back is never wanted.
        self._rows.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;" + SCHEMA)
        self._rows.execute("BEGIN")
        self._open = True

    def close(self) -> None:
        """Writes everything out; nothing where that was done."""
        if self._open:
            self._open = False
            self._rows.execute("COMMIT")
            self._rows.close()

    def add(self, documents: Iterable[DocumentRows]) -> None:
        """Stores what documents left; a document that is there already is replaced."""
        for rows in documents:
            self.remove(rows.document.sha16)
            d = rows.document
            counts = (d.filings, d.fields, d.indicators, d.citations, d.unmapped)
            self._rows.execute("INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?)", (d.sha16, d.sha256, d.media_type, d.fingerprint, *counts))
            self._rows.executemany(f"INSERT INTO filings ({FILING_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", rows.filings)
            self._rows.executemany("INSERT INTO findings VALUES (?,?,?,?,?,?,?,?)", rows.findings)

    def remove(self, sha16: str) -> None:
        """Forgets a document; its sources stay."""
        for table in ("documents", "filings", "findings"):
            self._rows.execute(f"DELETE FROM {table} WHERE sha16 = ?", (sha16,))

    def name(self, source: str, sha16: str) -> str | None:
        """Records that a source holds a document; gives the document that it held before, if that was another."""
        before = self.document_of(source)
        self._rows.execute("INSERT OR REPLACE INTO sources VALUES (?,?)", (source, sha16))
        return before if before != sha16 else None

    def unname(self, source: str) -> str | None:
        """Forgets a source; gives the document that it held, None for one that is not known."""
        before = self.document_of(source)
        self._rows.execute("DELETE FROM sources WHERE name = ?", (source,))
        return before

    def names(self) -> list[str]:
        """All sources."""
        return [name for (name,) in self._rows.execute("SELECT name FROM sources ORDER BY name")]

    def document_of(self, source: str) -> str | None:
        """The document (sha16) that a source holds."""
        row = self._rows.execute("SELECT sha16 FROM sources WHERE name = ?", (source,)).fetchone()
        return None if row is None else str(row[0])

    def sources_of(self, sha16: str) -> list[str]:
        """The names under which a document was given, sorted."""
        return [name for (name,) in self._rows.execute("SELECT name FROM sources WHERE sha16 = ? ORDER BY name", (sha16,))]

    def document(self, sha16: str) -> DocumentSummary | None:
        row = self._rows.execute(
            "SELECT sha256, media_type, fingerprint, filings, fields, indicators, citations, unmapped FROM documents WHERE sha16 = ?", (sha16,)
        ).fetchone()
        return None if row is None else DocumentSummary(*row)

    def filings_of(self, sha16: str) -> int:
        """How many filings a document holds, from 0 on without a gap."""
        return int(self._rows.execute("SELECT count(*) FROM filings WHERE sha16 = ?", (sha16,)).fetchone()[0])

    def record_run(self, fingerprint: str, version: str) -> None:
        """Records the run that reads now."""
        self._rows.execute("INSERT OR REPLACE INTO runs VALUES (?,?)", (fingerprint, version))

    def runs(self) -> list[tuple[str, str]]:
        """Fingerprint and version of the runs that documents come from."""
        query = "SELECT fingerprint, version FROM runs WHERE fingerprint IN (SELECT fingerprint FROM documents) ORDER BY fingerprint"
        return list(self._rows.execute(query))

    def fingerprints(self) -> dict[str, int]:
        """How many documents each run read."""
        return dict(self._rows.execute("SELECT fingerprint, count(*) FROM documents GROUP BY fingerprint ORDER BY fingerprint"))

    def duplicates(self) -> Iterator[tuple[str, list[str]]]:
        """Documents that were given under several names."""
        cursor = self._rows.execute("SELECT sha16 FROM sources GROUP BY sha16 HAVING count(*) > 1 ORDER BY sha16")
        return ((sha16, self.sources_of(sha16)) for (sha16,) in cursor)

    def summaries(self) -> Iterator[FilingSummary]:
        """All filings by document and place in it."""
        cursor = self._rows.execute(f"SELECT {FILING_COLUMNS} FROM filings ORDER BY sha16, number")
        return map(_summary, cursor)

    def findings(self) -> Iterator[tuple[str, Finding]]:
        """What the readers found doubtful, document by document."""
        cursor = self._rows.execute("SELECT sha16, filing, code, message, place, source, severity FROM findings ORDER BY sha16, number")
        return ((sha16, Finding(code, message, filing, place, source, severity)) for sha16, filing, code, message, place, source, severity in cursor)

    def totals(self) -> dict[str, int]:
        """Counts over all documents: documents, filings, fields, indicators, citations, unmapped (code points)."""
        columns = ("documents", "filings", "fields", "indicators", "citations", "unmapped")
        row = self._rows.execute(
            "SELECT count(*), total(filings), total(fields), total(indicators), total(citations), total(unmapped) FROM documents"
        ).fetchone()
        return {name: int(value) for name, value in zip(columns, row, strict=True)}
