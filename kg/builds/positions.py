"""The step `positions`: where the nodes of the network stand, computed once a build, so that the picture is the same for everybody."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Store, Variable

from kg.builds.values import GRAPH_FILE, Build
from kg.store.answers import Answer, Term
from kg.store.positions import write_positions
from viz.layouts import layout
from viz.networks import overview, whole


class Staged:
    """The graph of a build that is not published yet, asked like a store."""

    def __init__(self, build: Build) -> None:
        self._graph = Store.read_only(str(build.staging / GRAPH_FILE))

    def query(self, sparql: str, *, substitutions: Mapping[str, Term] | None = None) -> Answer:
        """Answers over the union of all graphs."""
        bound = {Variable(name): term for name, term in (substitutions or {}).items()}
        return Answer(self._graph.query(sparql, use_default_graph_as_union=True, substitutions=bound))


def place(build: Build) -> None:
    """Lays out the overview and the whole network, and leaves the positions in the generation."""
    staged = Staged(build)
    write_positions(build.staging, {"overview": layout(overview(staged)), "whole": layout(whole(staged))})
