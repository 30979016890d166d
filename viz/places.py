"""Where the nodes of a picture stand: as the build has placed them, or, where it has not, as `viz.layouts.layout` places this picture."""

from __future__ import annotations

import math
from collections.abc import Mapping

from viz.discs import Point, middle, nearest_free_cell
from viz.layouts import STRETCH, layout, spacing_of
from viz.networks import Network

#: Keys of a graph's data: node → position as the build stored it, and whether those are all nodes of the stored picture.
STORED, ALL = "places", "all_places"
#: How much room a picture of a part may take, of what its nodes need at the usual distance.
ROOM = 1.6


def places(graph: Network) -> dict[str, Point]:
    """The position of every node, in pixels at scale 1.

    A picture whose nodes all have stored positions keeps them where it is all of what was placed. Of a part, which would be mostly empty, the
    distances shrink, and each node stands in the free place nearest to its own: what stands beside what stays as it is in the whole.
    """
    stored: Mapping[str, Point] = graph.graph.get(STORED, {})
    if not graph or any(node not in stored for node in graph):
        return layout(graph)
    if graph.graph.get(ALL):
        return {node: stored[node] for node in sorted(graph)}
    return gathered(graph, {node: (stored[node][0] / STRETCH, stored[node][1]) for node in graph})


def gathered(graph: Network, stored: Mapping[str, Point]) -> dict[str, Point]:
    """The nodes of a part, the most important first, around the middle of their own positions."""
    spacing = spacing_of(len(graph))
    xs, ys = [x for x, _ in stored.values()], [y for _, y in stored.values()]
    x0, y0 = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    area = max(max(xs) - min(xs), spacing) * max(max(ys) - min(ys), spacing)
    shrink = min(1.0, math.sqrt(ROOM * len(graph) * spacing**2 / area))
    taken: dict[tuple[int, int], bool] = {}
    starts: dict[tuple[int, int], int] = {}
    found = {}
    for node in sorted(graph, key=lambda n: (graph.nodes[n]["kind"] != "department", -graph.nodes[n]["weight"], n)):
        cell = nearest_free_cell(((stored[node][0] - x0) * shrink, (stored[node][1] - y0) * shrink), taken, starts, spacing)
        taken[cell] = True
        x, y = middle(cell, spacing)
        found[node] = (round(x * STRETCH, 2), round(y, 2))
    return {node: found[node] for node in sorted(found)}
