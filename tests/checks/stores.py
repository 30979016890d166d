"""A store in memory, for checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat, Variable

from kg.store import Answer, Term

WORLD = Path(__file__).parent / "world.trig"


class Memory:
    """The protocol of a store over a graph in memory, filled from a TriG file and damaged by updates."""

    base, version = "https" + ":" + "//budget-kg.example/", "test"

    def __init__(self, path: Path = WORLD, updates: tuple[str, ...] = ()) -> None:
        self.graph = pyoxigraph.Store()
        self.graph.load(path=str(path), format=RdfFormat.TRIG)
        for update in updates:
            self.graph.update(update)

    def query(self, sparql: str, *, substitutions: Mapping[str, Term] | None = None) -> Answer:
        bound = {Variable(name): term for name, term in (substitutions or {}).items()}
        return Answer(self.graph.query(sparql, use_default_graph_as_union=True, substitutions=bound))

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        return iter(self.graph.quads_for_pattern(None, None, None, None if graph is None else NamedNode(graph)))

    def graphs(self) -> Iterator[str]:
        return iter(sorted(graph.value for graph in self.graph.named_graphs()))

    def write_triples(self, stream: IO[bytes], graph: str) -> None:
        self.graph.dump(stream, format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph))

    def refresh(self) -> bool:
        return False

    def close(self) -> None: ...
