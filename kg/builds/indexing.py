"""The step that derives the index from the graph of the generation under way.

The first build of a store has had every statement in its hands: it keeps those that the index needs while it reads and concludes, which costs
a third of asking the graph for them. Later builds read what has changed only, and ask.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from kg.builds.staged import StagedGraph
from kg.builds.values import Build
from kg.store.index import INDEX, build_index, write_index
from kg.store.index.records import quad_records

#: The statements of the graphs of the whole corpus, beside those of the read tasks.
CORPUS_RECORDS = "corpus"


def keep_records(build: Build) -> None:
    """Picks from the lines about the whole corpus what the index needs, if this build keeps records."""
    if build.previous is None:
        with (build.records / CORPUS_RECORDS).open("wb") as stream:
            for path in (*sorted(build.corpus.iterdir()), build.shards / "sources.nq"):
                stream.writelines(quad_records(_lines(path)))


def index(build: Build) -> None:
    """Builds search and look-ups."""
    path, base, size = build.staging / INDEX, build.identifiers.base, build.report.quads
    if build.previous is None:
        write_index((line for part in sorted(build.records.iterdir()) for line in _lines(part)), path, base=base, version=build.version, triples=size)
        shutil.rmtree(build.records)
    else:
        build_index(StagedGraph(build.staging), path, base=base, version=build.version, triples=size)


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        yield from stream
