"""The graph of a generation that is not published yet, as the steps after loading ask it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import Store, Variable

from kg.store.answers import Answer, Term
from kg.store.generations import GRAPH


class StagedGraph:
    """Asked like a store: over the union of all graphs. Its length is the number of quads."""

    def __init__(self, staging: Path) -> None:
        self._graph = Store.read_only(str(staging / GRAPH))

    def __len__(self) -> int:
        return len(self._graph)

    def query(self, sparql: str, *, substitutions: Mapping[str, Term] | None = None) -> Answer:
        """Answers one of our own queries."""
        bound = {Variable(name): term for name, term in (substitutions or {}).items()}
        return Answer(self._graph.query(sparql, use_default_graph_as_union=True, substitutions=bound))
