"""The steps of a build, in order. A new step stands before `report`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import IO

from kg.builds.indexing import index, keep_records
from kg.builds.loading import load
from kg.builds.positions import place
from kg.builds.reading import Reader, read_all, tasks_of
from kg.builds.reports import Failure
from kg.builds.sources import name_source, remove_sources, store_rows
from kg.builds.values import REPORT, Build, Step
from kg.documents import Limits, SourceFile, read_bytes, walk
from kg.errors import UnreadableInput
from kg.filings import Finding
from kg.graph.conclusions import conclude
from kg.graph.documents import finding_quads, run_quads, source_quads
from kg.graph.project_years import Remark
from kg.store.generations import About, publish, write_about
from kg.version import __version__


def discover(build: Build) -> None:
    """Finds the files below the paths. The store itself may lie in a folder that is read."""

    def note_loop(name: str) -> None:
        # Of the folders, not of any document: it stands in the report only.
        build.report.note(Finding("folder_loop", "the link leads back to a folder that holds it, and is not followed"), name)

    found, failures = walk(build.paths, limits=build.limits, on_loop=note_loop)
    root = build.root.resolve()
    build.sources = tuple(source for source in found if not source.path.resolve().is_relative_to(root))
    build.report.files = len(build.sources) + len(failures)
    build.report.failures += map(Failure.of, failures)


def read(build: Build) -> None:
    """Takes out the sources that shall go, then reads the files that are new or changed, or were last read by other rules."""
    build.shards.mkdir()
    remove_sources(build)
    build.spool.record_run(build.fingerprint, __version__)
    records = build.records if build.previous is None else None
    if records is not None:
        records.mkdir()
    reader = Reader(build.identifiers.base, build.fingerprint, build.limits, build.with_contacts, records)
    done = 0
    for results in read_all(tasks_of(_to_read(build)), build.shards, reader, build.workers):
        for result in results:
            if result.rows is None:
                assert result.failure is not None, "what was not read says why"
                build.report.failures.append(result.failure)
            else:
                store_rows(build, result.name, result.rows)
                build.report.read += 1
        done += len(results)
        build.progress("read", done + build.report.unchanged, len(build.sources))
    fingerprints = build.spool.fingerprints()
    build.report.stale = sum(count for fingerprint, count in fingerprints.items() if fingerprint != build.fingerprint)


def _to_read(build: Build) -> Iterator[SourceFile]:
    """The sources whose content these rules have not read yet; the names of the others are recorded on the way."""
    for source in build.sources:
        sha256 = _digest(source, build.limits) if build.previous is not None else None
        document = None if sha256 is None else build.spool.document(sha256[:16])
        if document is not None and document.fingerprint == build.fingerprint:
            build.report.unchanged += 1
            name_source(build, source.name, document.sha16)
        else:
            yield source


def _digest(source: SourceFile, limits: Limits) -> str | None:
    """SHA-256 of a file; None where it cannot be read, which the reader will report."""
    try:
        if source.members:
            return hashlib.sha256(read_bytes(source, max_bytes=limits.max_file_bytes, limits=limits)).hexdigest()
        with source.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, UnreadableInput):
        return None


def derive(build: Build) -> None:
    """Draws the conclusions over the whole corpus, and writes the graphs that belong to all of it."""
    identifiers, spool = build.identifiers, build.spool
    build.corpus.mkdir()
    (build.corpus / "runs.nq").write_bytes(run_quads(spool.runs(), identifiers=identifiers))
    with (build.shards / "sources.nq").open("wb") as stream:
        for sha16 in build.touched:
            stream.write(source_quads(sha16, spool.sources_of(sha16), identifiers=identifiers))
    with (build.corpus / "derived.nq").open("wb") as stream, (build.corpus / "findings.nq").open("wb") as found:
        for remark in _document_remarks(build):
            _note(build, found, remark)
        for remark in conclude(
            spool,
            stream,
            identifiers=identifiers,
            scratch=build.staging,
            known=build.knowledge.known(),
            decisions=build.knowledge.verdicts(),
            listed=build.knowledge.listed(),
        ):
            _note(build, found, remark)
    keep_records(build)


def _document_remarks(build: Build) -> Iterator[Remark]:
    """What the readers found doubtful, and contents that were given under several names."""
    identifiers, spool = build.identifiers, build.spool
    for sha16, finding in spool.findings():
        focus = identifiers.document(sha16) if finding.index is None else identifiers.filing(sha16, finding.index)
        yield Remark(focus, sha16, finding)
    for sha16, names in spool.duplicates():
        message = f"one content under {len(names)} names, counted once: {', '.join(names)}"
        yield Remark(identifiers.document(sha16), sha16, Finding("duplicate_document", message))


def _note(build: Build, stream: IO[bytes], remark: Remark) -> None:
    """Writes a finding out and counts it in the report."""
    stream.write(finding_quads(remark.finding, remark.focus, identifiers=build.identifiers))
    build.report.note(remark.finding, next(iter(build.spool.sources_of(remark.where)), remark.where))


def report(build: Build) -> None:
    """Counts what the store holds and leaves the report in the generation."""
    build.report.fingerprint = build.fingerprint
    build.report.store = build.spool.totals()
    build.spool.close()
    build.knowledge.write(build.staging)
    text = json.dumps(build.report.as_json(), ensure_ascii=False, indent=1, sort_keys=True)
    (build.staging / REPORT).write_text(text + "\n", encoding="utf-8")


def publish_generation(build: Build) -> None:
    """Makes the generation current."""
    write_about(build.staging, About(build.identifiers.base, build.version))
    build.report.generation = publish(build.root, build.staging)


STEPS: tuple[Step, ...] = (
    Step("discover", discover),
    Step("read", read),
    Step("derive", derive),
    Step("load", load),
    Step("index", index),
    Step("positions", place),
    Step("report", report),
    Step("publish", publish_generation),
)
