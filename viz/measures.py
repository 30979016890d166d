"""Network measures that answer questions: what departments share, and which instruments hold them together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from viz.networks import Network

#: A network of more nodes is measured from so many of them, the heaviest: betweenness costs nodes times edges.
PIVOTS = 400


@dataclass(frozen=True, slots=True)
class Shared:
    """Two departments and the instruments that both rely on; `weight` is the smaller of the two departments' project years, summed over them."""

    one: str
    other: str
    instruments: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """An instrument that lies between departments: its share of shortest paths (0 to 1), and how many departments rely on it."""

    instrument: str
    betweenness: float
    departments: int


def shared_instruments(graph: Network) -> list[Shared]:
    """The pairs of departments that rely on the same instruments, those that share most first. Takes an overview, or a network with projects."""
    reliance = department_instruments(graph)
    shared = []
    users: dict[str, list[str]] = {}
    for department, instruments in sorted(reliance.items()):
        for instrument in instruments:
            users.setdefault(instrument, []).append(department)
    pairs: dict[tuple[str, str], list[str]] = {}
    for instrument, departments in sorted(users.items()):
        for pair in combinations(departments, 2):
            pairs.setdefault(pair, []).append(instrument)
    for (one, other), common in pairs.items():
        weight = sum(min(reliance[one][instrument], reliance[other][instrument]) for instrument in common)
        shared.append(Shared(one, other, tuple(common), weight))
    return sorted(shared, key=lambda s: (-len(s.instruments), -s.weight, s.one, s.other))


def bridging_instruments(graph: Network) -> list[Bridge]:
    """Instruments by betweenness in the network of departments and instruments, the most bridging first; those of one department bridge nothing."""
    reliance = department_instruments(graph)
    two: nx.Graph[str] = nx.Graph()
    for department, instruments in sorted(reliance.items()):
        two.add_edges_from((department, instrument) for instrument in sorted(instruments))
    shared = sorted(n for n in two if n not in reliance and two.degree(n) > 1)
    if len(two) <= PIVOTS:
        betweenness = nx.betweenness_centrality(two)
    else:
        pivots = sorted(two, key=lambda n: (-two.degree(n), n))[:PIVOTS]
        betweenness = nx.betweenness_centrality_subset(two, pivots, pivots, normalized=False)
        # As in the exact measure: the share of the pairs that were looked at (each pivot with each other, both ways counted once).
        betweenness = {n: value / max((PIVOTS - 1) * (PIVOTS - 2) / 2, 1) for n, value in betweenness.items()}
    bridges = [Bridge(n, round(betweenness[n], 6), two.degree(n)) for n in shared]
    return sorted(bridges, key=lambda b: (-b.betweenness, -b.departments, b.instrument))


def department_instruments(graph: Network) -> dict[str, dict[str, int]]:
    """Department → instrument → project years, contracted over projects where the network shows them."""
    reliance: dict[str, dict[str, int]] = {}
    for department, instrument, weight in _reliance(graph):
        own = reliance.setdefault(department, {})
        own[instrument] = own.get(instrument, 0) + weight
    return reliance


def _reliance(graph: Network) -> Iterator[tuple[str, str, int]]:
    for source, target, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        if data["relation"] == "relies_on":
            yield source, target, data["weight"]
        elif data["relation"] == "cites":
            for owner in sorted(graph.predecessors(source)):
                if graph.edges[owner, source]["relation"] == "carries_out":
                    yield owner, target, data["weight"]
