"""The step that derives the index from the graph of the generation under way."""

from __future__ import annotations

from kg.builds.staged import StagedGraph
from kg.builds.values import Build
from kg.store.index import INDEX, build_index


def index(build: Build) -> None:
    """Builds search and look-ups from the graph just loaded."""
    graph = StagedGraph(build.staging)
    build_index(graph, build.staging / INDEX, base=build.identifiers.base, version=build.version, triples=len(graph))
