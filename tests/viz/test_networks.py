"""From SPARQL to networkx, on the graph that the catalogue's tests answer by hand."""

from __future__ import annotations

import pytest

from kg.errors import AmbiguousName, InvalidData, UnknownName
from tests.viz.worlds import BASE, golden_store
from viz.links import OVERVIEW, RELATIONS, find_node, read_links
from viz.networks import network, whole

STORE = golden_store()
NUMBER, ORDER, TITLE = (f"{BASE}eli/cn/{name}" for name in ("number", "order", "title"))
A, B, C, P1, P2, P3 = (f"{BASE}id/{name}" for name in ("A", "B", "C", "P1", "P2", "P3"))


def test_the_overview_contracts_projects() -> None:
    graph = network(STORE)
    assert {A, B, C, NUMBER, ORDER, TITLE} <= set(graph)
    assert {data["kind"] for _, data in graph.nodes(data=True)} == {"department", "instrument"}
    edge = graph.edges[A, NUMBER]
    assert edge == {
        "relation": "relies_on", "weight": 2, "role": "basis", "basis": 2, "yuan": "100.50", "years": "2020 2021", "without_amount": 1,
    }  # fmt: skip
    assert graph.edges[C, TITLE]["yuan"] == "", "the sum of nothing is no zero"
    assert graph.edges[C, TITLE]["role"] == "mention"
    assert graph.edges[B, A]["relation"] == "part_of"
    assert graph.nodes[NUMBER] | {"weight": 0} == {
        "kind": "instrument", "weight": 0, "title": "关于照明长效管理机制的意见", "number": "沪府办〔2015〕87号", "years": "", "yuan": "",
        "level": "", "more": 0,
    }  # fmt: skip
    assert (graph.graph["shown"], graph.truncated) == (graph.graph["total"], False)


@pytest.mark.parametrize("wording", ["沪府办【2015】87号", "关于照明长效管理机制的意见", NUMBER, f"{BASE}eli/cn/old"])
def test_an_instrument_by_any_of_its_names(wording: str) -> None:
    graph = network(STORE, wording)
    assert graph.graph["focus"] == NUMBER
    assert {P1, P2, A, B} <= set(graph)
    assert graph.edges[P1, NUMBER] | {"years": ""} == {
        "relation": "cites", "weight": 2, "role": "basis", "basis": 2, "yuan": "100.50", "years": "", "without_amount": 1,
    }  # fmt: skip
    assert graph.edges[P2, NUMBER]["role"] == "mention"
    assert graph.edges[A, P1]["relation"] == "carries_out"


def test_a_project_year_stands_for_its_project() -> None:
    assert find_node(STORE, f"{BASE}id/P1/2020") == (P1, "project")
    assert find_node(STORE, f"{BASE}id/headless") == (f"{BASE}id/headless", "project_year")
    assert find_node(STORE, "乙中心") == (B, "department")


def test_a_project_without_name_keeps_its_citations() -> None:
    graph = network(STORE, f"{BASE}id/headless")
    assert graph.edges[f"{BASE}id/headless", ORDER]["relation"] == "cites"


def test_names_that_mean_nothing_or_too_much() -> None:
    with pytest.raises(UnknownName, match="沪府办"):
        network(STORE, "沪府办〔2015〕8号")
    with pytest.raises(AmbiguousName, match="照明维护"):
        network(STORE, "照明维护")
    with pytest.raises(InvalidData, match="depth"):
        network(STORE, depth=0)
    with pytest.raises(UnknownName, match="kind of node"):
        network(STORE, kinds={"citation"})


def test_what_is_cut_is_said() -> None:
    graph = network(STORE, NUMBER, depth=2, limit=3)
    assert len(graph) == 3
    assert graph.graph["shown"] == 3 < graph.graph["total"]
    assert graph.truncated
    assert graph.graph["edges_shown"] < graph.graph["edges_total"]
    assert sum(data["more"] for _, data in graph.nodes(data=True)) > 0
    overview = network(STORE, limit=4)
    assert (len(overview), overview.graph["total"]) == (4, len(network(STORE)))


def test_depth_reaches_further_and_never_less() -> None:
    near, far = network(STORE, TITLE), network(STORE, TITLE, depth=2)
    assert set(near) < set(far)
    assert set(near.edges) <= set(far.edges)


def test_kinds_narrow() -> None:
    graph = network(STORE, NUMBER, depth=2, kinds={"project"})
    assert {data["kind"] for node, data in graph.nodes(data=True) if node != NUMBER} == {"project"}


def test_the_whole_network_holds_every_citing_project() -> None:
    graph = whole(STORE)
    assert {P1, P2, P3, f"{BASE}id/headless"} <= set(graph)
    assert graph.has_edge(f"{BASE}id/headless", ORDER)


def test_a_notebook_shows_a_figure() -> None:
    html = network(STORE, NUMBER)._repr_html_()
    assert html.startswith("<figure")
    assert "<svg" in html
    assert "显示 6 / 6 个节点" in html


def test_several_foci_alone_show_what_joins_them() -> None:
    graph = network(STORE, [A, NUMBER], depth=0)
    assert set(graph) == {A, NUMBER}
    assert graph.edges[A, NUMBER]["relation"] == "relies_on"
    with_project = network(STORE, [A, P1, NUMBER], depth=0)
    assert {(source, target) for source, target in with_project.edges} == {(A, P1), (P1, NUMBER)}


def test_around_several_foci() -> None:
    graph = network(STORE, [P1, P2], depth=1)
    assert graph.graph["focus"] == ""
    assert {P1, P2, A, NUMBER} <= set(graph)
    with pytest.raises(InvalidData, match="depth is 0"):
        network(STORE, P1, depth=0)


@pytest.mark.parametrize("relation", [*RELATIONS, OVERVIEW])
def test_the_links_of_one_end_are_those_of_all(relation: str) -> None:
    every = read_links(STORE, relation)
    for end in ("source", "target"):
        for iri in {getattr(link, end) for link in every}:
            assert read_links(STORE, relation, **{end: iri}) == [link for link in every if getattr(link, end) == iri]


def test_projects_bring_their_departments_where_there_is_no_room_for_all() -> None:
    graph = network(STORE, NUMBER, limit=3)
    assert {data["kind"] for _, data in graph.nodes(data=True)} == {"instrument", "project", "department"}
    assert graph.graph["total"] > graph.graph["shown"]
