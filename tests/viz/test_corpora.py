"""The pictures of a corpus are those of its network, though the network is never held."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import networkx as nx
import pytest

from kg.builds import build
from kg.settings import Settings
from kg.store import open_store
from kg.store.index.schema import TABLES, key_of
from kg.store.positions import read_positions
from viz.corpora import overview_places, whole_places
from viz.discs import Point
from viz.layouts import layout
from viz.networks import overview, whole

SAMPLES = Path(__file__).parents[2] / "kg" / "samples"


def near(found: dict[str, Point], expected: dict[str, Point]) -> bool:
    """Sums are added up in another order: the last digit that is told may differ."""
    return set(found) == set(expected) and all(found[node] == pytest.approx(expected[node], abs=0.02) for node in expected)


def test_the_samples_stand_where_the_layout_puts_them(tmp_path: Path) -> None:
    build([SAMPLES], store=tmp_path, settings=Settings())
    store = open_store(tmp_path)
    folder = next((tmp_path / "generations").iterdir())
    for view, network in (("overview", overview(store)), ("whole", whole(store))):
        found = read_positions(folder, view)
        assert len(found) > 40
        assert near(found, layout(network)), view


def made_index(path: Path, seed: int) -> tuple[nx.DiGraph[str], nx.DiGraph[str]]:
    """The tables that the layout reads, and the same networks in memory: supervisors, hubs, projects that cite nothing or have no department."""
    chance = random.Random(seed)
    departments = [f"d{n}" for n in range(chance.randint(1, 12))]
    instruments = [f"i{n}" for n in range(chance.randint(1, 60))]
    every: nx.DiGraph[str] = nx.DiGraph()
    some: nx.DiGraph[str] = nx.DiGraph()
    for network in (every, some):
        network.add_nodes_from(departments, kind="department")
        for n, name in enumerate(departments[1:], 1):
            if chance.random() < 0.4 and network is every:
                every.add_edge(name, departments[chance.randrange(n)], relation="part_of", weight=1)
    some.add_edges_from((one, other, data) for one, other, data in every.edges(data=True))
    for number in range(chance.randint(1, 200)):
        project, owner = f"p{number:03d}", chance.choice([*departments, *departments, None])
        cited = chance.sample(instruments, min(len(instruments), chance.choice([0, 1, 2, 5])))
        if owner is None and not cited:
            continue
        every.add_node(project, kind="project")
        if owner is not None:
            every.add_edge(owner, project, relation="carries_out", weight=1)
        for instrument in cited:
            weight = chance.randint(1, 3)
            every.add_node(instrument, kind="instrument")
            every.add_edge(project, instrument, relation="cites", weight=weight)
            if owner is not None:
                before = some.edges[owner, instrument]["weight"] if some.has_edge(owner, instrument) else 0
                some.add_node(instrument, kind="instrument")
                some.add_edge(owner, instrument, relation="relies_on", weight=before + weight)
    fill(path, every, some)
    return every, some


def fill(path: Path, every: nx.DiGraph[str], some: nx.DiGraph[str]) -> None:
    """Writes the rows of the index."""
    rows = sqlite3.connect(path)
    rows.executescript(TABLES)
    for node in every:
        kind = every.nodes[node]["kind"]
        rows.execute("INSERT INTO entities (id, kind, iri, label) VALUES (?,?,?,'')", (key_of(node), kind, node))
        if kind == "department":
            parent = next((other for other in every.successors(node) if every.edges[node, other]["relation"] == "part_of"), None)
            rows.execute("INSERT INTO departments (id, name, parent, others) VALUES (?,?,?,'')", (key_of(node), node, parent and key_of(parent)))
        if kind == "project":
            owner = next((source for source in every.predecessors(node) if every.edges[source, node]["relation"] == "carries_out"), None)
            row = (key_of(node), key_of(node), owner and key_of(owner))
            rows.execute("INSERT INTO years (id, whole, department, named, item) VALUES (?,?,?,1,'')", row)
    for one, other, data in every.edges(data=True):
        relation = {"part_of": "supervises", "carries_out": "files", "cites": "basis"}[data["relation"]]
        rows.execute("INSERT INTO neighbours VALUES (?,?,1,?,?)", (key_of(one), relation, data["weight"], key_of(other)))
    for one, other, data in some.edges(data=True):
        if data["relation"] == "relies_on":
            rows.execute("INSERT INTO uses VALUES (?,?,?,0,NULL,NULL,NULL)", (key_of(other), key_of(one), data["weight"]))
    rows.commit()
    rows.close()


@pytest.mark.parametrize("seed", range(25))
def test_made_networks_stand_where_the_layout_puts_them(tmp_path: Path, seed: int) -> None:
    every, some = made_index(tmp_path / "index", seed)
    assert near(dict(whole_places(tmp_path / "index")), layout(every))
    assert near(dict(overview_places(tmp_path / "index")), layout(some))
