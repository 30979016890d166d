"""The read step: files to shards of N-Quads and rows of the spool, in this process or in several.

A task is a run of sources; it writes one shard and hands back the rows, so that no filing crosses a process boundary. Tasks come back in
their order, and a shard holds its documents in the order of their names: how many workers there are changes nothing in the result.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kg.builds.reports import Failure
from kg.documents import Limits, SourceFile
from kg.documents.texts import MEDIA_TYPE as TEXT
from kg.errors import UnreadableInput
from kg.extraction import Extraction, charged_to, extract_file
from kg.filings import Filing
from kg.graph.documents import document_quads
from kg.graph.facts import filing_quads
from kg.graph.masking import mask_contacts
from kg.graph.spools import DocumentRows, DocumentSummary, filing_row, finding_row
from kg.graph.summaries import summarise
from kg.identifiers import Identifiers
from kg.processes import Workers
from kg.store.index.records import filing_records

#: A task ends at so many documents, or so many bytes: large enough to be worth handing over, small enough that the workers end together.
TASK_DOCUMENTS, TASK_BYTES = 25, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reader:
    """How a run reads. `records` is the folder for what the index will need of the filings; None where it is going to ask the graph."""

    base: str
    fingerprint: str
    limits: Limits
    with_contacts: bool = False
    records: Path | None = None


@dataclass(frozen=True, slots=True)
class ReadSource:
    """What came of one source: the rows of its document, or why it could not be read."""

    name: str
    rows: DocumentRows | None
    failure: Failure | None = None


def tasks_of(sources: Iterable[SourceFile]) -> Iterator[tuple[SourceFile, ...]]:
    """Runs of sources of about equal work."""
    run: list[SourceFile] = []
    size = 0
    for source in sources:
        run.append(source)
        with suppress(OSError):  # reading it will say so
            size += source.path.stat().st_size if not source.members else 0
        if len(run) >= TASK_DOCUMENTS or size >= TASK_BYTES:
            yield tuple(run)
            run, size = [], 0
    if run:
        yield tuple(run)


def read_task(sources: Sequence[SourceFile], shard: Path, reader: Reader) -> list[ReadSource]:
    """Reads sources one after the other into a shard; one that cannot be read never stops the rest."""
    done: list[ReadSource] = []
    records: list[bytes] = []
    with shard.open("wb") as stream, no_collections():
        for source in sources:
            begin = stream.tell()
            try:
                extraction = extract_file(source, max_bytes=reader.limits.max_file_bytes, limits=reader.limits)
                with charged_to(source.name):
                    for chunk in extraction_quads(extraction, reader):
                        stream.write(chunk)
                    read, found = ReadSource(source.name, rows_of(extraction, reader)), tuple(extraction_records(extraction, reader))
            except UnreadableInput as fault:
                stream.truncate(begin)
                stream.seek(begin)
                done.append(ReadSource(source.name, None, Failure.of(fault)))
                continue
            if extraction.document.media_type != TEXT:  # the libraries that read the other formats leave cycles
                gc.collect(1)
            done.append(read)
            records += found
    if reader.records is not None:
        (reader.records / shard.stem).write_bytes(b"".join(records))
    return done


@contextmanager
def no_collections() -> Iterator[None]:
    """Filings are trees of tens of thousands of small values without cycles: looking for cycles among them, and among the rules and words
    that are remembered, would find nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def extraction_quads(extraction: Extraction, reader: Reader) -> Iterator[bytes]:
    """The graphs of a document and of its filings."""
    identifiers = Identifiers(reader.base)
    document = extraction.document
    run = identifiers.run(reader.fingerprint)
    yield document_quads(document.sha256, document.media_type, extraction.unmapped, identifiers=identifiers)
    fragments = document.fragments if document.places else None
    for filing in extraction.filings:
        sha256, with_contacts = document.sha256, reader.with_contacts
        yield filing_quads(filing, sha256=sha256, identifiers=identifiers, run=run, with_contacts=with_contacts, fragments=fragments)


def extraction_records(extraction: Extraction, reader: Reader) -> Iterator[bytes]:
    """The records of the filings for the index, where they are wanted."""
    if reader.records is not None:
        identifiers = Identifiers(reader.base)
        for filing in extraction.filings:
            yield from filing_records(shown(filing, reader), sha256=extraction.document.sha256, identifiers=identifiers)


def rows_of(extraction: Extraction, reader: Reader) -> DocumentRows:
    """What the spool keeps of a document."""
    document = extraction.document
    filings = [shown(filing, reader) for filing in extraction.filings]
    sha16 = document.sha256[:16]
    unmapped = sum(len(u.text) for u in extraction.unmapped) + sum(len(u.text) for filing in filings for u in filing.unmapped)
    findings = [*extraction.findings, *(f for filing in filings for f in filing.findings)]
    return DocumentRows(
        DocumentSummary(
            document.sha256,
            document.media_type,
            reader.fingerprint,
            len(filings),
            sum(len(f.fields) for f in filings),
            sum(len(f.indicators) for f in filings),
            sum(len(f.citations) for f in filings),
            unmapped,
        ),
        tuple(filing_row(summarise(filing, sha256=document.sha256)) for filing in filings),
        tuple(finding_row(sha16, number, finding) for number, finding in enumerate(findings)),
    )


def shown(filing: Filing, reader: Reader) -> Filing:
    """The filing as conclusions and findings may see it."""
    return filing if reader.with_contacts else mask_contacts(filing)


def read_all(tasks: Iterable[tuple[SourceFile, ...]], shards: Path, reader: Reader, workers: int) -> Iterator[list[ReadSource]]:
    """Reads tasks and gives their results in order. At most a few tasks a worker are under way, so that results never pile up."""
    numbered = ((task, shards / f"{number:08d}.nq", reader) for number, task in enumerate(tasks))
    if workers <= 1:
        yield from (read_task(*arguments) for arguments in numbered)
        return
    with Workers(workers) as pool:
        yield from _in_order(pool, read_task, numbered, ahead=2 * workers)


def _in_order(
    pool: Workers, call: Callable[..., list[ReadSource]], arguments: Iterator[tuple[object, ...]], *, ahead: int
) -> Iterator[list[ReadSource]]:
    waiting = [pool.submit(call, *given) for _, given in zip(range(ahead), arguments, strict=False)]
    while waiting:
        result = waiting.pop(0).result()
        following = next(arguments, None)
        if following is not None:
            waiting.append(pool.submit(call, *following))
        yield result
