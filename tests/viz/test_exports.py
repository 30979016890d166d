"""Files: every format holds the same network, with positions and colours, in the same bytes each time."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.errors import UnknownName
from tests.viz.test_networks import NUMBER, P1, STORE
from viz.exports import FORMATS, as_json, serialize, write
from viz.layouts import layout
from viz.networks import network

GRAPH = network(STORE, NUMBER, depth=2)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_bytes_each_time(format_: str) -> None:
    assert serialize(GRAPH, format_) == serialize(network(STORE, NUMBER, depth=2), format_)


def test_graphml_is_read_again() -> None:
    again = nx.read_graphml(BytesIO(serialize(GRAPH, "graphml")))
    assert set(again) == set(GRAPH)
    assert set(again.edges) == set(GRAPH.edges)
    assert again.nodes[NUMBER]["title"] == "关于照明长效管理机制的意见"
    assert (again.nodes[NUMBER]["x"], again.nodes[NUMBER]["y"]) == layout(GRAPH)[NUMBER]


def test_gexf_is_read_again_and_holds_no_day() -> None:
    data = serialize(GRAPH, "gexf")
    again = nx.read_gexf(BytesIO(data))
    assert set(again) == set(GRAPH)
    x, y = layout(GRAPH)[P1]
    assert (again.nodes[P1]["viz"]["position"]["x"], again.nodes[P1]["viz"]["position"]["y"]) == (x, -y)
    assert again.nodes[P1]["viz"]["color"] == {"r": 0, "g": 158, "b": 115, "a": 1.0}
    assert b"lastmodified" not in data


def test_json_says_what_is_shown() -> None:
    data = json.loads(serialize(GRAPH, "json"))
    assert data == json.loads(json.dumps(as_json(GRAPH)))
    assert (data["shown"], data["total"], data["truncated"], data["focus"]) == (len(GRAPH), len(GRAPH), False, NUMBER)
    assert {"id", "kind", "title", "x", "y", "shape", "colour", "label"} <= set(data["nodes"][0])
    assert len(data["edges"]) == GRAPH.number_of_edges()


def test_svg_is_xml_with_labels() -> None:
    root = ElementTree.fromstring(serialize(GRAPH, "svg"))
    texts = ["".join(text.itertext()) for text in root.iter() if text.tag.endswith("}text")]
    assert any("照明维护" in text for text in texts)
    assert sum(1 for element in root.iter() if element.tag.endswith("}line")) == GRAPH.number_of_edges()


def test_the_name_decides_the_format(tmp_path: Path) -> None:
    write(GRAPH, tmp_path / "network.GraphML")
    assert nx.read_graphml(tmp_path / "network.GraphML")
    with pytest.raises(UnknownName, match=r"\.gexf, \.graphml, \.html, \.json, \.svg"):
        write(GRAPH, tmp_path / "network.pdf")
