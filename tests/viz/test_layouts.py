"""The layout: the same picture on every run, departments together, nothing upon anything."""

from __future__ import annotations

import hashlib
import math
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.viz.worlds import made_network
from viz.layouts import layout
from viz.networks import Network

ROOT = Path(__file__).parent.parent.parent


def shuffled(graph: Network, seed: int) -> Network:
    chance = random.Random(seed)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(data=True))
    chance.shuffle(nodes)
    chance.shuffle(edges)
    other = Network(**graph.graph)
    other.add_nodes_from(nodes)
    other.add_edges_from(edges)
    return other


@given(st.integers(10, 400), st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_order_does_not_matter(edges: int, seed: int) -> None:
    graph = made_network(edges, seed=seed)
    assert layout(graph) == layout(shuffled(graph, seed))


@given(st.integers(10, 600), st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_every_node_has_a_place_of_its_own(edges: int, seed: int) -> None:
    graph = made_network(edges, seed=seed)
    places = layout(graph)
    assert set(places) == set(graph)
    points = sorted(places.values())
    for n, (x, y) in enumerate(points):
        for x2, y2 in points[n + 1 :]:
            if x2 - x > 25:
                break
            assert math.dist((x, y), (x2, y2)) > 14


def test_another_process_draws_the_same() -> None:
    code = (
        "import hashlib; from tests.viz.worlds import made_network; from viz.layouts import layout; "
        "print(hashlib.sha256(repr(sorted(layout(made_network(800)).items())).encode()).hexdigest())"
    )
    told = []
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        told.append(
            subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
        )
    here = hashlib.sha256(repr(sorted(layout(made_network(800)).items())).encode()).hexdigest()
    assert told == [here, here]


def test_projects_stand_with_their_department() -> None:
    graph = made_network(3000)
    places = layout(graph)
    owner = {target: source for source, target, data in graph.edges(data=True) if data["relation"] == "carries_out"}
    same = total = 0
    for project in sorted(owner)[::5]:
        nearest = sorted((other for other in owner if other != project), key=lambda other: math.dist(places[project], places[other]))[:5]
        same += sum(owner[other] == owner[project] for other in nearest)
        total += 5
    assert same / total > 0.8


def test_an_instrument_stands_between_those_who_cite_it() -> None:
    graph = Network()
    for name in "abc":
        graph.add_node(name, kind="department")
    graph.add_node("shared", kind="instrument")
    graph.add_node("own", kind="instrument")
    graph.add_edge("a", "shared", relation="relies_on", weight=1)
    graph.add_edge("b", "shared", relation="relies_on", weight=1)
    graph.add_edge("c", "own", relation="relies_on", weight=1)
    places = layout(graph)
    between = math.dist(places["a"], places["shared"]) + math.dist(places["shared"], places["b"])
    assert between < 1.4 * math.dist(places["a"], places["b"])
    assert min("abc", key=lambda name: math.dist(places[name], places["own"])) == "c"


def test_circles_of_supervisors_and_strays_end() -> None:
    graph = Network()
    for name in "ab":
        graph.add_node(name, kind="department")
    graph.add_edge("a", "b", relation="part_of", weight=1)
    graph.add_edge("b", "a", relation="part_of", weight=1)
    graph.add_node("stray", kind="project")
    graph.add_node("lone", kind="instrument")
    assert set(layout(graph)) == {"a", "b", "stray", "lone"}
    assert layout(Network()) == {}


@pytest.mark.slow
def test_a_hundred_thousand_edges_take_less_than_ten_seconds() -> None:
    graph = made_network(100_000)
    start = time.process_time()
    places = layout(graph)
    assert time.process_time() - start < 10
    assert places == layout(graph)
