"""A network as a file: a page, GraphML, GEXF, JSON, or a still picture; with positions and colours, the same bytes for the same graph."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx

from kg.errors import UnknownName
from viz import appearance
from viz.drawings import svg
from viz.networks import Network
from viz.pages import html
from viz.places import places

#: networkx writes the day into GEXF, which would make two exports differ.
DATED = re.compile(rb"<meta\b.*?</meta>\s*", re.DOTALL)
FORMATS = ("gexf", "graphml", "html", "json", "svg")


def format_of(path: Path) -> str:
    """The format that a file's name asks for; raises UnknownName, which lists the known ones."""
    name = path.suffix.lower().removeprefix(".")
    if name not in FORMATS:
        raise UnknownName("format of a network", path.suffix or path.name, [f".{known}" for known in FORMATS])
    return name


def write(graph: Network, path: Path, *, lang: str = "zh") -> None:
    """Writes the network in the format that the file's name asks for, as UTF-8 whatever the platform."""
    path.write_bytes(serialize(graph, format_of(path), lang=lang))


def serialize(graph: Network, format_: str, *, lang: str = "zh") -> bytes:
    """The network in one of FORMATS."""
    if format_ == "html":
        return html(graph, lang=lang).encode()
    if format_ == "svg":
        return svg(graph, lang=lang).encode()
    if format_ == "json":
        return (json.dumps(as_json(graph, lang=lang), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    plain: nx.DiGraph[str] = nx.DiGraph()
    for row in as_json(graph, lang=lang)["nodes"]:
        data = {key: value for key, value in row.items() if key != "id"}
        if format_ == "gexf":
            data["viz"] = {
                "position": {"x": row["x"], "y": -row["y"], "z": 0.0},  # the axis of GEXF points up, that of a screen down
                "size": row["size"],
                "color": dict(zip("rgb", bytes.fromhex(row["colour"][1:]), strict=True)) | {"a": 1.0},
            }
            for key in ("x", "y", "size", "colour"):
                del data[key]
        plain.add_node(row["id"], **data)
    for row in as_json(graph, lang=lang)["edges"]:
        data = {key: value for key, value in row.items() if key not in ("source", "target")}
        plain.add_edge(row["source"], row["target"], **data)
    stream = BytesIO()
    if format_ == "graphml":
        nx.write_graphml_xml(plain, stream, named_key_ids=True)
        return stream.getvalue()
    nx.write_gexf(plain, stream)
    return DATED.sub(b"", stream.getvalue())


def as_json(graph: Network, *, lang: str = "zh") -> dict[str, Any]:
    """`{"nodes", "edges", "shown", "total", "truncated"}` with positions, colours and label lines: what the service answers and the browser draws."""
    positions = places(graph)
    nodes = []
    for node in sorted(graph):
        data, look = graph.nodes[node], appearance.node(graph.nodes[node])
        x, y = positions[node]
        nodes.append(
            {"id": node, "label": str(data.get("title") or data.get("number") or node), **data}
            | {"x": x, "y": y, "size": look.size, "shape": look.shape, "colour": look.colour}
        )
    edges = [{"source": source, "target": target, **data} for source, target, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2])]
    counts = {key: graph.graph.get(key, 0) for key in ("shown", "total", "edges_shown", "edges_total")}
    return {"nodes": nodes, "edges": edges, "focus": graph.graph.get("focus", ""), **counts, "truncated": graph.truncated}
