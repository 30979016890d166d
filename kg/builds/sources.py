"""Which document each source holds: kept, replaced and taken out, in the spool and among the graphs."""

from __future__ import annotations

from difflib import get_close_matches

from kg.builds.values import Build
from kg.errors import UnknownName
from kg.graph.spools import DocumentRows


def store_rows(build: Build, name: str, rows: DocumentRows) -> None:
    """Keeps what a document left; the graphs that the store holds of it are written anew."""
    sha16 = rows.document.sha16
    if sha16 not in build.touched:
        _drop_graphs(build, sha16)
    build.spool.add([rows])
    name_source(build, name, sha16)


def name_source(build: Build, name: str, sha16: str) -> None:
    """Records what a source holds now, and lets go of what it held before."""
    build.touched[sha16] = None
    before = build.spool.name(name, sha16)
    if before is None:
        return
    build.report.replaced.append(name)
    _let_go(build, name, before)


def remove_sources(build: Build) -> None:
    """Takes the sources out that shall go; raises UnknownName for one that the store does not hold, with the nearest names."""
    for name in build.remove:
        sha16 = build.spool.unname(name)
        if sha16 is None:
            raise UnknownName("source", name, get_close_matches(name, build.spool.names(), n=5))
        build.report.removed.append(name)
        _let_go(build, name, sha16)


def _let_go(build: Build, name: str, sha16: str) -> None:
    """A document is no longer held by a source: where it was the last one, the document goes."""
    if build.spool.sources_of(sha16):
        build.lost_names.append((sha16, name))
    else:
        _drop_graphs(build, sha16)
        build.spool.remove(sha16)
        build.touched.pop(sha16, None)


def _drop_graphs(build: Build, sha16: str) -> None:
    """The graphs of a document that the store holds from before."""
    if build.previous is not None and build.spool.document(sha16) is not None:
        build.dropped.append(build.identifiers.document_graph(sha16))
        build.dropped += (build.identifiers.filing_graph(sha16, index) for index in range(build.spool.filings_of(sha16)))
