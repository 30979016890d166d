"""A still picture of a network: SVG that needs no script, for entity pages, notebooks and print."""

from __future__ import annotations

import math
from collections.abc import Callable
from html import escape

from viz import appearance, labels
from viz.networks import Network
from viz.places import places

#: Room around the picture for labels, in pixels: left and right, above and below.
MARGIN_X, MARGIN_Y = 96.0, 34.0
#: A picture is never blown up beyond this: three nodes need no page.
LARGEST_SCALE = 1.15
FONT = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif'


def svg(
    graph: Network,
    *,
    width: int = 1080,
    height: int = 640,
    lang: str = "zh",
    link: Callable[[str], str | None] = lambda node: None,
    name: str = "",
) -> str:
    """The network as SVG of at most `width` by `height` pixels, labelled by the policy of `viz.labels`.

    `link` gives a node's address or None; `name` is what a screen reader says. Colours are attributes, so that a style sheet may overrule them.
    """
    positions = places(graph)
    across = max((abs(x) for x, _ in _centred(positions).values()), default=0.0)
    along = max((abs(y) for _, y in _centred(positions).values()), default=0.0)
    scale = min((width / 2 - MARGIN_X) / max(across, 1.0), (height / 2 - MARGIN_Y) / max(along, 1.0), LARGEST_SCALE)
    width, height = min(width, math.ceil(2 * (across * scale + MARGIN_X))), min(height, math.ceil(2 * (along * scale + MARGIN_Y)))
    at = {node: (width / 2 + x * scale, height / 2 + y * scale) for node, (x, y) in _centred(positions).items()}
    shrink = min(max(scale, 0.62), 1.0)
    focus = graph.graph.get("focus", "")
    parts = [
        f'<svg class="network" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" '
        f'aria-label="{escape(name or _title(graph, lang))}" '
        f"xmlns='{appearance.kinds()['svg']}' font-family='{FONT}' font-size='{labels.SIZE}'>"
    ]
    for source, target, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        look = appearance.edge(data)
        (x1, y1), (x2, y2) = at[source], at[target]
        dash = ' stroke-dasharray="5 4"' if look.dashes else ""
        parts.append(
            f'<line class="edge {appearance.edge_key(data)}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
            f'stroke="{look.colour}" stroke-width="{look.width * shrink:.1f}" stroke-opacity="0.75"{dash}/>'
        )
    wanted = []
    for node, (x, y) in sorted(at.items(), key=lambda item: (-graph.nodes[item[0]].get("weight", 0), item[0])):
        data = graph.nodes[node]
        look_ = appearance.node(data)
        size = look_.size * shrink
        wanted.append(labels.Wanted(node, x, y, size, look_.title, look_.number, appearance.importance(data, focused=node == focus)))
        told = escape(appearance.tooltip(data, lang))
        mark = " focus" if node == focus else ""
        shape = f'<g class="node {data["kind"]}{mark}"><title>{told}</title>{_shape(look_, x, y, size)}</g>'
        address = link(node)
        parts.append(f'<a href="{escape(address)}">{shape}</a>' if address else shape)
    for label in labels.place(wanted, within=(2.0, 2.0, width - 2.0, height - 2.0)):
        rows = "".join(f'<tspan x="{label.x:.1f}" dy="{labels.LINE if n else 0}">{escape(line)}</tspan>' for n, line in enumerate(label.lines))
        strong = label.node == focus or graph.nodes[label.node]["kind"] == "department"
        weight = ' font-weight="600"' if strong else ""
        parts.append(
            f'<text class="label" x="{label.x:.1f}" y="{label.y + labels.SIZE:.1f}" text-anchor="middle" fill="#1c1f23" stroke="#ffffff" '
            f'stroke-width="3" paint-order="stroke"{weight}>{rows}</text>'
        )
    return "".join([*parts, "</svg>"])


def figure(graph: Network, *, lang: str = "zh", link: Callable[[str], str | None] = lambda node: None) -> str:
    """The picture with its legend and what it leaves out, as one HTML figure."""
    return (
        f'<figure class="network">{svg(graph, lang=lang, link=link)}'
        f"<figcaption>{legend(graph, lang=lang)} <span>{escape(caption(graph, lang=lang))}</span></figcaption></figure>"
    )


def caption(graph: Network, *, lang: str = "zh") -> str:
    """What is shown of what there is: nodes and relations."""
    counts = graph.graph
    nodes = appearance.text("shown", lang, shown=f"{counts['shown']:,}", total=f"{counts['total']:,}")
    edges = appearance.text("edges", lang, shown=f"{counts['edges_shown']:,}", total=f"{counts['edges_total']:,}")
    return f"{nodes}{'，' if lang == 'zh' else ', '}{edges}"


def legend(graph: Network, *, lang: str = "zh") -> str:
    """The kinds that the picture holds, each with its shape and colour, and how many there are."""
    entries = []
    for kind, look in appearance.kinds()["nodes"].items():
        count = sum(1 for node in graph if graph.nodes[node]["kind"] == kind)
        if count:
            entries.append(f'<span class="key" data-kind="{kind}">{sign(kind)} {escape(look[lang])} {count}</span>')
    return f'<span class="legend">{" ".join(entries)}</span>'


def sign(kind: str) -> str:
    """The shape and colour of a kind, as large as a letter; a blank sheet for what stands in no network."""
    look = appearance.kinds()["nodes"].get(kind)
    if look is None:
        shape = '<path d="M4 2h6l3 3v9H4z" fill="none" stroke="currentColor" stroke-width="1.2"/>'
    else:
        shape = _shape(appearance.NodeLook(look["shape"], look["colour"], look["line"], 6, (), ""), 8, 8, 6)
    return f'<svg width="16" height="16" aria-hidden="true">{shape}</svg>'


def _title(graph: Network, lang: str) -> str:
    focus = graph.graph.get("focus", "")
    return str(graph.nodes[focus].get("title") or focus) if focus in graph else appearance.text("overview", lang)


def _centred(positions: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Positions around the middle of their bounding box."""
    if not positions:
        return {}
    xs, ys = [x for x, _ in positions.values()], [y for _, y in positions.values()]
    x0, y0 = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return {node: (x - x0, y - y0) for node, (x, y) in positions.items()}


def _shape(look: appearance.NodeLook, x: float, y: float, size: float) -> str:
    paint = f'fill="{look.colour}" stroke="{look.line}" stroke-width="1.2"'
    if look.shape == "dot":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" {paint}/>'
    if look.shape == "square":
        side = size * 0.9
        return f'<rect x="{x - side:.1f}" y="{y - side:.1f}" width="{2 * side:.1f}" height="{2 * side:.1f}" rx="1.5" {paint}/>'
    corners, first = {"diamond": (4, 0.0), "triangle": (3, -90.0), "triangleDown": (3, 90.0), "hexagon": (6, 0.0)}[look.shape]
    angles = [math.radians(first + 360 * n / corners) for n in range(corners)]
    points = " ".join(f"{x + size * math.cos(angle):.1f},{y + size * math.sin(angle):.1f}" for angle in angles)
    return f'<polygon points="{points}" {paint}/>'
