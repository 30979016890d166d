"""Filings of files as values, with `regulation` equal for all mentions of one instrument across all of them.

That needs two passes: filings wait in a temporary file until every mention has been seen, so memory holds the distinct mentions only.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import IO

from kg.documents import Limits, walk
from kg.errors import UnreadableInput, UnwritableOutput
from kg.extraction import extract_data, extract_file
from kg.filings import Filing, Finding
from kg.registry import Mention, Registry, registry_mentions, regulation_name, resolve
from kg.settings import Settings, read_settings


def fail(fault: UnreadableInput) -> None:
    """Lets an input that cannot be read end the extraction."""
    raise fault


def pass_over(source: str, finding: Finding) -> None:
    """Lets what is doubtful about a file go unsaid."""


def extract(
    *paths: str | PathLike[str],
    on_failure: Callable[[UnreadableInput], None] = fail,
    on_finding: Callable[[str, Finding], None] = pass_over,
    settings: Settings | None = None,
) -> Iterator[Filing]:
    """The filings of files and folders, by source and index. Raises UnreadableInput, unless `on_failure` takes it and returns. `on_finding` is
    told what is doubtful about a whole file (that no filing was recognised in it), with the file's name; filings carry their own findings."""
    limits = Limits.of(read_settings(os.environ) if settings is None else settings)
    sources, failures = walk((Path(path) for path in paths), limits=limits)
    for fault in failures:
        on_failure(fault)

    def read() -> Iterator[tuple[Filing, ...]]:
        for source in sources:
            try:
                extraction = extract_file(source, max_bytes=limits.max_file_bytes, limits=limits)
                for finding in extraction.findings:
                    on_finding(source.name, finding)
                yield extraction.filings
            except UnreadableInput as fault:
                on_failure(fault)

    return with_regulations(read())


def extract_stream(data: bytes, *, source: str, on_finding: Callable[[str, Finding], None] = pass_over) -> Iterator[Filing]:
    """The filings that bytes hold; raises UnreadableInput. `on_finding` as for `extract`."""
    extraction = extract_data(data, source=source)
    for finding in extraction.findings:
        on_finding(source, finding)
    return with_regulations([extraction.filings])


@contextmanager
def temporary_file() -> Iterator[IO[bytes]]:
    """A file that is gone afterwards; what is left in its buffer then, on a full disk, is wanted no more."""
    with writing_temporary():
        stream = tempfile.TemporaryFile()  # noqa: SIM115 - closing it may fail
    try:
        yield stream
    finally:
        with suppress(OSError):
            stream.close()


@contextmanager
def writing_temporary() -> Iterator[None]:
    """Where the temporary file cannot be written (its disk is full), says so of its folder: TMPDIR names another."""
    try:
        yield
    except OSError as fault:
        raise UnwritableOutput(f"{tempfile.tempdir or 'the folder of temporary files'} (TMPDIR)", (fault.strerror or str(fault)).lower()) from fault


def with_regulations(documents: Iterable[tuple[Filing, ...]]) -> Iterator[Filing]:
    """The filings with the name of what each citation denotes."""
    mentions: set[Mention] = set()
    with temporary_file() as spool:
        for filings in documents:
            for filing in filings:
                found = registry_mentions(filing)
                mentions.update(m for m in found if m.title or m.number)
                with writing_temporary():
                    pickle.dump((filing, found), spool, pickle.HIGHEST_PROTOCOL)
        size = spool.tell()
        with writing_temporary():
            spool.seek(0)  # writes out what is buffered
        registry = resolve(mentions)
        names = {instrument.key: regulation_name(instrument) for instrument in registry.instruments()}
        while spool.tell() < size:
            filing, found = pickle.load(spool)
            yield _named(filing, found, registry, names)


def _named(filing: Filing, found: tuple[Mention, ...], registry: Registry, names: dict[str, str]) -> Filing:
    def name(mention: Mention) -> str | None:
        return (names.get(registry.resolution(mention).key) or None) if mention.title or mention.number else None

    return replace(filing, citations=tuple(c._replace(regulation=name(m)) for c, m in zip(filing.citations, found, strict=True)))
