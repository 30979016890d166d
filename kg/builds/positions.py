"""The step `positions`: where the nodes of the network stand, computed once a build, so that the picture is the same for everybody."""

from __future__ import annotations

from kg.builds.staged import StagedGraph
from kg.builds.values import Build
from kg.store.positions import write_positions
from viz.layouts import layout
from viz.networks import overview, whole


def place(build: Build) -> None:
    """Lays out the overview and the whole network, and leaves the positions in the generation."""
    graph = StagedGraph(build.staging)
    write_positions(build.staging, {"overview": layout(overview(graph)), "whole": layout(whole(graph))})
