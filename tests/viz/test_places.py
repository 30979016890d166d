"""Stored positions in pictures: the whole as stored, a part gathered without overlaps and in the same order of neighbours."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from tests.viz.worlds import made_network
from viz.layouts import layout
from viz.networks import Network
from viz.places import ALL, STORED, places


def part(graph: Network, count: int) -> Network:
    """The heaviest nodes of a network, with the positions of the whole."""
    kept = sorted(graph, key=lambda node: (-graph.nodes[node]["weight"], node))[:count]
    drawn = Network(**graph.graph)
    drawn.add_nodes_from((node, graph.nodes[node]) for node in kept)
    drawn.graph[STORED] = layout(graph)
    return drawn


def test_without_stored_positions_the_picture_is_laid_out() -> None:
    graph = made_network(100)
    assert places(graph) == layout(graph)


def test_the_whole_stands_as_it_was_stored() -> None:
    graph = made_network(100)
    graph.graph[STORED] = {node: (x + 1000, y) for node, (x, y) in layout(graph).items()}
    graph.graph[ALL] = True
    assert places(graph) == dict(sorted(graph.graph[STORED].items()))


def test_one_node_without_a_position_is_enough_to_lay_out_anew() -> None:
    graph = part(made_network(300), 20)
    del graph.graph[STORED][next(iter(graph))]
    assert places(graph) == layout(graph)


@given(st.integers(1, 60), st.integers(0, 50))
def test_a_part_has_no_two_nodes_in_one_place(count: int, seed: int) -> None:
    graph = part(made_network(400, seed=seed), count)
    found = sorted(places(graph).values())
    assert len(found) == len(graph)
    assert all(math.dist(one, other) > 50 for n, one in enumerate(found) for other in found[n + 1 :])


def test_a_part_is_compact_and_keeps_who_is_far_from_whom() -> None:
    graph = part(made_network(3000), 40)
    stored, found = graph.graph[STORED], places(graph)
    assert max(x for x, _ in found.values()) - min(x for x, _ in found.values()) < 40 * 118
    nodes = sorted(graph)
    pairs = [(a, b) for n, a in enumerate(nodes) for b in nodes[n + 1 :]]
    far = sorted(pairs, key=lambda pair: math.dist(stored[pair[0]], stored[pair[1]]))
    near, apart = far[:50], far[-50:]
    assert sum(math.dist(found[a], found[b]) for a, b in near) < 0.5 * sum(math.dist(found[a], found[b]) for a, b in apart)
