"""The step that derives the index from the graph of the generation under way."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Store, Variable

from kg.builds.values import GRAPH_FILE, Build
from kg.store.answers import Answer, Term
from kg.store.index import INDEX, build_index


class StagedGraph:
    """The graph of a generation that is not published yet, as the index asks it."""

    def __init__(self, graph: Store) -> None:
        self._graph = graph

    def query(self, sparql: str, *, substitutions: Mapping[str, Term] | None = None) -> Answer:
        bound = {Variable(name): term for name, term in (substitutions or {}).items()}
        return Answer(self._graph.query(sparql, use_default_graph_as_union=True, substitutions=bound))


def index(build: Build) -> None:
    """Builds search and look-ups from the graph just loaded."""
    graph = Store.read_only(str(build.staging / GRAPH_FILE))
    build_index(StagedGraph(graph), build.staging / INDEX, base=build.identifiers.base, version=build.fingerprint, triples=len(graph))
