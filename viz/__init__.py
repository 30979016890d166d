"""Networks of the graph: SPARQL to networkx, layouts, appearance, pages and files.

viz.network(store, focus=None, depth=1, limit=200)   the network around something, or the overview
viz.layout(graph)                                     node → position, deterministic
viz.appearance                                        shape, colour and label of a node: pure functions
viz.html(graph), viz.svg(graph)                       a page that stands alone (pyvis), a still picture
viz.write(graph, path)                                .html, .graphml, .gexf, .json, .svg
viz.measures                                          shared and bridging instruments
"""

from __future__ import annotations

from viz import appearance, measures
from viz.drawings import svg
from viz.exports import write
from viz.layouts import layout
from viz.networks import Network, network
from viz.pages import html

__all__ = ["Network", "appearance", "html", "layout", "measures", "network", "svg", "write"]
