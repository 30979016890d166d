"""Measures that answer questions: what departments share, what bridges them."""

from __future__ import annotations

from tests.viz.test_networks import NUMBER, ORDER, STORE, A, B
from tests.viz.worlds import made_network
from viz.measures import PIVOTS, bridging_instruments, department_instruments, shared_instruments
from viz.networks import network, whole


def test_departments_share_instruments() -> None:
    first = shared_instruments(network(STORE))[0]
    assert (first.one, first.other, set(first.instruments)) == (A, B, {NUMBER, ORDER})
    assert first.weight == 2


def test_projects_are_contracted() -> None:
    assert department_instruments(whole(STORE)) == department_instruments(network(STORE))


def test_bridges_have_several_departments() -> None:
    bridges = bridging_instruments(network(STORE))
    assert {bridge.instrument for bridge in bridges} >= {NUMBER, ORDER}
    assert all(bridge.departments > 1 for bridge in bridges)
    assert [b.betweenness for b in bridges] == sorted((b.betweenness for b in bridges), reverse=True)


def test_large_networks_are_measured_from_pivots() -> None:
    graph = made_network(12_000)
    assert len(department_instruments(graph)) + 1 > 90
    bridges = bridging_instruments(graph)
    assert len(graph) > PIVOTS
    assert 0 < bridges[0].betweenness <= 1
