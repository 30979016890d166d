"""Networks for the tests: the small graph of the catalogue's tests, and made ones of any size."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pyoxigraph
from pyoxigraph import RdfFormat, Variable

from kg.store import Answer, Store, Term
from viz.networks import Network

GOLDEN = Path(__file__).parent.parent / "golden" / "catalogue.trig"
BASE = "https" + ":" + "//budget-kg.example/"


class Memory:
    """What answers SPARQL over a graph in memory."""

    base = BASE

    def __init__(self) -> None:
        self.graph = pyoxigraph.Store()
        self.graph.load(path=str(GOLDEN), format=RdfFormat.TRIG)

    def query(self, sparql: str, *, substitutions: Mapping[str, Term] | None = None) -> Answer:
        bound = {Variable(name): term for name, term in (substitutions or {}).items()}
        return Answer(self.graph.query(sparql, use_default_graph_as_union=True, substitutions=bound))


def golden_store() -> Store:
    """The small graph as a store."""
    return cast("Store", Memory())


def made_network(edges: int, *, seed: int = 1) -> Network:
    """About so many edges: projects of departments under supervisors cite five instruments each, mostly those of their department's trade."""
    chance = random.Random(seed)
    graph = Network(focus="")
    projects = max(edges // 6, 4)
    departments, instruments = max(4, projects // 20), max(12, projects // 4)
    for n in range(departments):
        graph.add_node(f"d{n}", kind="department", weight=1, title=f"单位{n}")
    for n in range(departments):
        if n % 12:
            graph.add_edge(f"d{n}", f"d{n - n % 12}", relation="part_of", weight=1)
    for n in range(projects):
        owner = int(departments * chance.random() ** 1.5)
        graph.add_node(f"p{n}", kind="project", weight=2, title=f"项目{n}运行维护经费")
        graph.add_edge(f"d{owner}", f"p{n}", relation="carries_out", weight=1)
        for _ in range(5):
            cited = int(instruments * chance.random() ** 3) if chance.random() < 0.3 else (owner * 7 + chance.randrange(10)) % instruments
            graph.add_node(f"i{cited}", kind="instrument", weight=3, title=f"关于第{cited}类事项管理办法的通知", number=f"某发〔2015〕{cited}号")
            role = "basis" if chance.random() < 0.6 else "mention"
            graph.add_edge(f"p{n}", f"i{cited}", relation="cites", role=role, basis=1, weight=1)
    counts = {"shown": len(graph), "total": len(graph), "edges_shown": graph.number_of_edges(), "edges_total": graph.number_of_edges()}
    graph.graph |= counts
    return graph
