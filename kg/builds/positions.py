"""The step `positions`: where the nodes of the network stand, computed once a build, so that the picture is the same for everybody."""

from __future__ import annotations

from kg.builds.values import Build
from kg.store.index import INDEX
from kg.store.positions import write_positions
from viz.corpora import overview_places, whole_places


def place(build: Build) -> None:
    """Lays out the overview and the whole network from the index, and leaves the positions in the generation."""
    index = build.staging / INDEX
    write_positions(build.staging, {"overview": overview_places(index), "whole": whole_places(index)})
