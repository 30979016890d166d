"""A page that stands alone: pyvis' own export with its own engine, positions set, physics off, nothing fetched from anywhere."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

from kg.resources import package_data
from viz import appearance
from viz.drawings import FONT, caption, legend
from viz.networks import Network
from viz.places import places

#: pyvis links Bootstrap from a delivery network even when everything is to be inline: tags that fetch, and the comments that hold such.
FETCHING = re.compile(r"<link\b[^>]*\bhref\s*=[^>]*>|<script\b[^>]*\bsrc\s*=[^>]*>\s*</script>|<!--.*?-->", re.DOTALL)
#: Only what both vis-network 9 (pyvis) and 10 (our browser) know.
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 120, "keyboard": {"enabled": True, "bindToWindow": False}},
    "edges": {"smooth": False, "color": {"inherit": False, "opacity": 0.8}},
    "nodes": {"borderWidth": 1.4, "font": {"size": 13, "face": FONT}},
}
#: Above so many edges a layer of ours draws them, and the page holds columns instead of an object for each node and edge.
MANY_EDGES = 1500


def html(graph: Network, *, lang: str = "zh") -> str:
    """The network as one HTML page, with legend, counts and the label layer of `viz/web/labels.js`.

    Write it as UTF-8 (`viz.write` does): pyvis itself would take the platform's encoding.
    """
    from pyvis.network import Network as Page  # takes a second to load, and only this page needs it

    many = graph.number_of_edges() > MANY_EDGES
    page = Page(height="100%", width="100%", directed=False, cdn_resources="in_line")
    if not many:
        page.nodes, page.edges = vis_nodes(graph, lang=lang), vis_edges(graph, lang=lang)  # its add_edge looks through all edges each time
    page.options = OPTIONS
    drawn = FETCHING.sub("", page.generate_html())
    heading = _heading(graph, lang)
    ours: dict[str, Any] = {"labels": [[row["id"], row["lines"]] for row in label_lines(graph)]} | (as_columns(graph, lang=lang) if many else {})
    head = f'<title>{escape(heading)}</title><meta name="viewport" content="width=device-width, initial-scale=1">{_style()}'
    top = (
        f'<header class="bar"><h1>{escape(heading)}</h1>{legend(graph, lang=lang)}'
        f'<p class="counts">{escape(caption(graph, lang=lang))}<span>{escape(appearance.text("hint", lang))}</span></p></header>'
    )
    data = json.dumps(ours, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    # The label layer is a module for the network browser, a plain script here.
    sources = "\n".join(
        package_data("viz", f"web/{name}.js").replace("export default ", "", 1) for name in ("labels", "edges", "pointing", "standalone")
    )
    script = f'<script type="application/json" id="ours">{data}</script><script>{sources}\nstandalone(network, nodes);</script>'
    drawn = drawn.replace("<html>", f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">', 1)
    drawn = drawn.replace('<meta charset="utf-8">', f'<meta charset="utf-8">{head}', 1)
    drawn = re.sub(r"<center>\s*<h1>.*?</h1>\s*</center>", "", drawn, flags=re.DOTALL)
    drawn = drawn.replace("<body>", f"<body>{top}", 1)
    before, _, after = drawn.rpartition("</body>")
    return f"{before}{script}</body>{after}"


def vis_nodes(graph: Network, *, lang: str = "zh") -> list[dict[str, Any]]:
    """The nodes as vis-network takes them; labels are drawn by our own layer, not by the engine."""
    positions = places(graph)
    rows = []
    for node in sorted(graph):
        data = graph.nodes[node]
        look = appearance.node(data)
        x, y = positions[node]
        paint = {"background": look.colour, "border": look.line}
        colour: dict[str, Any] = {**paint, "highlight": paint, "hover": paint}
        rows.append(
            {"id": node, "x": x, "y": y, "shape": look.shape, "size": look.size, "color": colour, "kind": data["kind"]}
            | {"title": appearance.tooltip(data, lang), "importance": _rank(graph, node)}
        )
    return rows


def vis_edges(graph: Network, *, lang: str = "zh") -> list[dict[str, Any]]:
    """The edges as vis-network takes them."""
    rows = []
    for source, target, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        look = appearance.edge(data)
        rows.append(
            {"from": source, "to": target, "width": look.width, "color": {"color": look.colour, "highlight": look.colour, "hover": look.colour}}
            | ({"dashes": [6, 5]} if look.dashes else {})
            | {"title": appearance.edge_tooltip(data, lang), "relation": appearance.edge_key(data)}
        )
    return rows


def as_columns(graph: Network, *, lang: str = "zh") -> dict[str, Any]:
    """The picture as columns by number of node, in the order of their IRIs: what large pictures are sent as.

    `looks` holds shape and colours by kind, `styles` colour, width and dashes of edges, `edges` for each style the numbers of source and target
    in turn, `told` likewise the number of a text of `tips` and the edge's money, which is its own, as `yuan` names it.
    """
    rows = vis_nodes(graph, lang=lang)
    numbers = {row["id"]: n for n, row in enumerate(rows)}
    styles: dict[tuple[str, int, bool], tuple[list[int], list[int | str]]] = {}
    tips: dict[str, int] = {}
    for source, target, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        look = appearance.edge(data)
        ends, told = styles.setdefault((look.colour, round(look.width), look.dashes), ([], []))
        ends.extend((numbers[source], numbers[target]))
        tip = appearance.edge_tooltip({key: value for key, value in data.items() if key not in {"yuan", "without_amount"}}, lang)
        told.extend((tips.setdefault(tip, len(tips)), appearance.sum_of(data, lang)))
    return {
        "looks": {row["kind"]: {"shape": row["shape"], "color": row["color"]} for row in rows},
        "nodes": [[row["x"], row["y"], row["kind"], row["size"], row["importance"], row["title"]] for row in rows],
        "styles": [list(style) for style in sorted(styles)],
        "edges": [styles[style][0] for style in sorted(styles)],
        "told": [styles[style][1] for style in sorted(styles)],
        "tips": list(tips),
        "yuan": appearance.text("yuan", lang),
    }


def label_lines(graph: Network) -> list[dict[str, Any]]:
    """For each node the forms of its label, the fullest first: lines of its title with its number, lines of its title alone."""
    rows = []
    for node in sorted(graph):
        look = appearance.node(graph.nodes[node])
        forms = [[*look.title, look.number]] if look.number else []
        rows.append({"id": node, "lines": [*forms, list(look.title)] if look.title else []})
    return rows


def _rank(graph: Network, node: str) -> float:
    """Importance as one number, for the label layer."""
    focused, department, weight = appearance.importance(graph.nodes[node], focused=node == graph.graph.get("focus"))
    return focused * 1e9 + department * 1e6 + weight


def _heading(graph: Network, lang: str) -> str:
    focus = graph.graph.get("focus", "")
    if focus not in graph:
        return appearance.text("overview", lang)
    data = graph.nodes[focus]
    return " ".join(part for part in (str(data.get("title", "")), str(data.get("number", ""))) if part) or focus


def _style() -> str:
    return f"<style>{package_data('viz', 'web/standalone.css').replace('{FONT}', FONT)}</style>"
