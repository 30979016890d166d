"""What the web pages take from here: templates, files, and pictures of networks."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from kg.store import FolderStore, Store
from kg.store.positions import read_positions
from viz import appearance
from viz.drawings import caption, legend, sign, svg
from viz.exports import as_json, serialize
from viz.networks import Network, network
from viz.pages import label_lines, vis_edges, vis_nodes
from viz.places import ALL, STORED

HERE = Path(__file__).parent
TEMPLATES, ASSETS = HERE / "templates", HERE / "web" / "assets"
#: The network browser, as the build of the package bundles it.
BROWSER = "network.js"
#: The SPARQL editor, bundled likewise.
EDITOR = "editor.js"
#: Networks kept in memory.
KEPT = 64

Link = Callable[[str], str | None]


class Pictures:
    """Networks as pages show them. The last ones are kept: an overview is drawn from every citation of the store."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str | tuple[str, ...] | None, int, int], Network] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def browser(self) -> str | None:
        """The address of the network browser's script; None in a checkout where it was not bundled: pages then show still pictures."""
        return f"/assets/{BROWSER}" if (ASSETS / BROWSER).is_file() else None

    @property
    def editor(self) -> str | None:
        """The address of the editor's script; None where it was not bundled: the page then has its plain form only."""
        return f"/assets/{EDITOR}" if (ASSETS / EDITOR).is_file() else None

    def sign(self, kind: str) -> str:
        """The sign of a kind of thing; a filing, which stands in no network, has that of a sheet."""
        return sign("project" if kind == "project_year" else kind)

    def network(self, store: Store, focus: str | tuple[str, ...] | None, *, depth: int = 1, limit: int = 60) -> Network:
        """See `viz.network`. What is kept is never changed."""
        key = (store.version, focus, depth, limit)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        drawn = network(store, focus, depth=depth, limit=limit)
        if isinstance(store, FolderStore) and not isinstance(focus, str):
            # Around one focus the picture is its own; the overview and lists are parts of the map that the build has drawn.
            drawn.graph[STORED] = read_positions(store.folder, "overview" if focus is None else "whole", drawn)
            drawn.graph[ALL] = focus is None and not drawn.truncated
        with self._lock:
            self._kept[key] = drawn
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return drawn

    def figure(self, graph: Network, *, lang: str, link: Link, height: int = 640) -> str:
        """The picture with its legend and what it leaves out."""
        picture = svg(graph, lang=lang, link=link, height=height)
        said = escape(caption(graph, lang=lang))
        return (
            f'<figure class="network"><div class="picture" tabindex="0">{picture}</div>'
            f"<figcaption>{legend(graph, lang=lang)} <span>{said}</span></figcaption></figure>"
        )

    def edges(self, graph: Network, *, lang: str) -> list[dict[str, Any]]:
        """The links of a picture as rows: source and target with labels, relation in words, weight; the heaviest first."""
        rows = [
            {
                "source": source,
                "target": target,
                "source_label": label(graph, source),
                "target_label": label(graph, target),
                "relation": appearance.kinds()["edges"][appearance.edge_key(data)][lang],
                "weight": data["weight"],
            }
            for source, target, data in graph.edges(data=True)
        ]
        return sorted(rows, key=lambda row: (-row["weight"], row["source"], row["target"]))

    def label(self, graph: Network) -> str | None:
        """What the picture is of; None for the overview."""
        focus = graph.graph.get("focus", "")
        return label(graph, focus) if focus in graph else None

    def data(self, graph: Network, *, lang: str, link: Link, degrees: Mapping[str, int], keys: Mapping[str, str]) -> bytes:
        """The picture for the network browser: what `viz.exports.as_json` gives, and for each node the forms of its label, what is told of it,
        its rank, its page, its key in addresses, and how many neighbours the store knows (`degrees`)."""
        told = as_json(graph, lang=lang)
        lines = {row["id"]: row["lines"] for row in label_lines(graph)}
        drawn = {row["id"]: row for row in vis_nodes(graph, lang=lang)}
        for node in told["nodes"]:
            iri = node["id"]
            # what is not shown changes there as one expands: badges tell it
            tip = appearance.tooltip(dict(graph.nodes[iri]) | {"more": 0}, lang)
            node |= {"lines": lines[iri], "tip": tip, "importance": drawn[iri]["importance"], "page": link(iri)}
            node |= {"line": drawn[iri]["color"]["border"], "degree": degrees.get(iri, 0), "key": keys.get(iri, "")}
        for edge, look in zip(told["edges"], vis_edges(graph, lang=lang), strict=True):
            edge["tip"] = look["title"]
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()

    def file(self, graph: Network, format_: str, *, lang: str) -> bytes:
        """The picture in a format of `viz.exports`."""
        return serialize(graph, format_, lang=lang)


def label(graph: Network, node: str) -> str:
    """A node's title, else its number, else its IRI."""
    data = graph.nodes[node]
    return str(data.get("title") or data.get("number") or node)
