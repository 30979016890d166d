"""The load step: a new graph from the shards, or a copy of the previous generation's that is changed where the corpus has changed.

Graphs of files that were replaced are dropped, those of new ones loaded. The graphs of the whole corpus (conclusions, findings, runs, the
vocabulary) are compared with what the previous generation held, line by line, so that one changed file does not rewrite all of them.
"""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Iterator
from io import BufferedReader
from itertools import chain
from pathlib import Path
from typing import IO, cast

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg.builds.values import CORPUS, Build
from kg.errors import StoreError
from kg.resources import data_folder
from kg.store.generations import GRAPH
from kg.store.sorting import sort_lines
from kg.terms import DCTERMS, GRAPH_ALIGNMENTS, GRAPH_CODES, GRAPH_ONTOLOGY

#: Files of the folder `ontology` that stand in the store, and their graphs. They hold no blank nodes: those could not be compared.
ONTOLOGY = {"budget-kg.ttl": GRAPH_ONTOLOGY, "codes.ttl": GRAPH_CODES, "alignments.ttl": GRAPH_ALIGNMENTS}


def load(build: Build) -> None:
    """Makes the graph of the generation."""
    folder = build.staging / GRAPH
    if build.previous is not None:
        try:
            Store.read_only(str(build.previous / GRAPH)).backup(str(folder))  # hard links
        except RuntimeError as fault:
            raise StoreError(f"{build.root}: the graph of the last generation is damaged: {fault}") from fault
    held = sum(path.stat().st_size for path in folder.iterdir()) if folder.exists() else 0
    graph = Store(str(folder))
    _write_ontology(build.corpus / "ontology.nq")
    removed = build.staging / "removed.nq"
    _compare(build, added=build.shards / "corpus.nq", removed=removed)
    for name in build.dropped:
        graph.remove_graph(NamedNode(name))
    for sha16, name in build.lost_names:
        document, in_graph = NamedNode(build.identifiers.document(sha16)), NamedNode(build.identifiers.document_graph(sha16))
        graph.remove(Quad(document, NamedNode(DCTERMS.source), Literal(name), in_graph))
    for quad in parse(path=removed):
        graph.remove(quad)
    shards = sorted(build.shards.iterdir())
    load_shards(graph, shards, lambda done: build.progress("load", done, len(shards)), consume=True, held=held)
    build.report.quads = len(graph)
    graph.flush()
    del graph
    removed.unlink()
    shutil.rmtree(build.shards)
    shutil.rmtree(build.corpus)


def _write_ontology(path: Path) -> None:
    with path.open("wb") as stream:
        for file, graph in ONTOLOGY.items():
            triples = parse((data_folder("ontology") / file).read_bytes(), format=RdfFormat.TURTLE)
            quads = (Quad(triple.subject, triple.predicate, triple.object, NamedNode(graph)) for triple in triples)
            serialize(quads, stream, RdfFormat.N_QUADS)


def _compare(build: Build, *, added: Path, removed: Path) -> None:
    """Writes the lines about the corpus that are new and those that stand no more; all of them go to the generation, for the next build."""
    lines = sort_lines(chain.from_iterable(_lines(path) for path in sorted(build.corpus.iterdir())))
    with added.open("wb") as new, removed.open("wb") as gone, _packed(build.staging / CORPUS, "wb") as kept:
        for is_new, line in differences(_previous_lines(build), _copied(lines, kept)):
            (new if is_new else gone).write(line)


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        yield from stream


def _packed(path: Path, mode: str) -> gzip.GzipFile:
    return gzip.GzipFile(path, mode, compresslevel=1, mtime=0)


def _previous_lines(build: Build) -> Iterator[bytes]:
    if build.previous is not None:
        with _packed(build.previous / CORPUS, "rb") as stream:
            yield from stream


def _copied(lines: Iterator[bytes], stream: gzip.GzipFile) -> Iterator[bytes]:
    for line in lines:
        stream.write(line)
        yield line


def differences(old: Iterator[bytes], new: Iterator[bytes]) -> Iterator[tuple[bool, bytes]]:
    """The lines of two sorted runs of distinct lines that stand in one only; True for those of the new run."""
    before, after = next(old, None), next(new, None)
    while before is not None or after is not None:
        if before == after:
            before, after = next(old, None), next(new, None)
        elif after is None or (before is not None and before < after):
            assert before is not None, "one of the runs goes on"
            yield False, before
            before = next(old, None)
        else:
            yield True, after
            after = next(new, None)


def load_shards(graph: Store, shards: list[Path], opened: Callable[[int], None] = lambda done: None, *, consume: bool = False, held: int = 0) -> None:
    """Loads files of our own lines, which a test parses strictly: the store need not check their IRIs and literals again.

    With `consume` a file is removed when it has been read: the lines of a large corpus take as much room as its graph. `held` is the size of the
    graph that they are added to, in bytes.
    """
    size = sum(path.stat().st_size for path in shards)
    part = part_bytes(size)
    stream = Joined(shards, opened, part=part, consume=consume)
    while stream.next_part():
        graph.bulk_load(cast("IO[bytes]", stream), RdfFormat.N_QUADS, lenient=True)
    if size > held and size > part:
        # Each part has left a sorted file for each order of the terms: every look-up would ask them all.
        graph.optimize()


#: The store's loader takes a million quads at a time, three times over: 1.9 GB. It is given parts that hold less than a million, which costs a fifth
#: more CPU time whatever the number of parts, and at most 0.9 GB; a small corpus is given smaller ones.
SMALLEST, LARGEST, PARTS = 64 * 1024 * 1024, 160 * 1024 * 1024, 16


def part_bytes(size: int) -> int:
    """How many bytes of lines are loaded in one call, of so many in all: memory does not grow with a corpus."""
    return min(LARGEST, max(SMALLEST, -(-size // PARTS)))


class Joined:
    """Files read as one, one after the other, in parts that end with a line; a part is read to its empty end before the next is begun.

    The store writes its sorted files once a part, not once a file.
    """

    def __init__(self, paths: list[Path], opened: Callable[[int], None], *, part: int, consume: bool = False) -> None:
        self._paths = iter(paths)
        self._opened, self._part, self._consume = opened, part, consume
        self._count = self._left = 0
        self._path: Path | None = None
        self._stream: BufferedReader | None = None
        self._ended = True

    def next_part(self) -> bool:
        """Begins the next part; says whether there is one."""
        self._left = self._part
        if self._stream is None:
            self._open()
        while self._stream is not None and not self._stream.peek(1):
            self._close()
            self._open()
        return self._stream is not None

    def read(self, size: int, /) -> bytes:
        """The next bytes of the part, at most so many."""
        while self._stream is not None and not (self._left <= 0 and self._ended):
            data = self._stream.read(min(size, self._left)) if self._left > 0 else self._stream.readline(size)
            if data:
                self._left -= len(data)
                self._ended = data.endswith(b"\n")
                return data
            self._close()
            self._open()
        return b""

    def _open(self) -> None:
        self._path = next(self._paths, None)
        if self._path is not None:
            self._stream, self._ended = self._path.open("rb"), True
            self._count += 1
            self._opened(self._count)

    def _close(self) -> None:
        if self._stream is not None and self._path is not None:
            self._stream.close()
            self._stream = None
            if self._consume:
                self._path.unlink()
