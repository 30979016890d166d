"""From SPARQL to networkx: the network as people see it, with citation nodes and project years contracted to weighted edges.

Nodes are IRIs with `kind` (department, project, project_year, instrument, indicator, issuer), `title`, `number`, `years`, `yuan`, `level`, `weight`
(what they weigh in this picture) and `more` (neighbours known to the store and not shown). Edges have `relation`, `weight`, and where they
cite `role` (basis or mention), `basis`, `yuan` and `years`. Values are text and numbers only, so that every format can hold them; yuan is
decimal text, years are separated by spaces. What is not known is the empty text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import networkx as nx
from pyoxigraph import NamedNode

from kg.errors import InvalidData, UnknownName
from kg.store import Store
from viz.links import (
    EXPLAINED_BY,
    KINDS,
    NODE_COLUMNS,
    OVERVIEW,
    PROJECTS,
    RELATIONS,
    SHOWN_KINDS,
    WHOLE,
    Asked,
    Link,
    find_node,
    neighbours,
    read_links,
    read_rows,
)


class Network(nx.DiGraph):  # type: ignore[type-arg]  # networkx is generic in its stubs only
    """A directed graph that shows itself in a notebook. `graph` holds focus (IRI or ""), depth, shown and total (nodes), edges_shown, edges_total."""

    @property
    def truncated(self) -> bool:
        """Whether nodes or edges were left out."""
        return bool(self.graph["shown"] < self.graph["total"])

    def _repr_html_(self) -> str:
        from viz.drawings import figure

        return figure(self)


def network(
    store: Store, focus: str | Sequence[str] | None = None, depth: int = 1, limit: int = 200, *, kinds: Collection[str] | None = None
) -> Network:
    """The network around a focus, among and around several, or the overview: departments and the instruments their projects cite.

    `focus` is an IRI, a document number in any bracket style, a title, or a name; a project year stands for its project. `depth` counts steps
    from the focus; with several foci 0 shows them alone, with what joins them. `limit` counts nodes; what is cut is said in `graph.graph`: shown
    of total, where total counts the neighbours found up to the cut. `kinds` narrows to kinds of nodes. Raises UnknownName, AmbiguousName, and
    InvalidData for a depth or limit that is too small.
    """
    several = not (focus is None or isinstance(focus, str))
    if depth < (0 if several else 1) or limit < 1:
        raise InvalidData(f"depth is {depth} and limit is {limit}; expected 1 or more")
    for kind in kinds or ():
        if kind not in KINDS:
            raise UnknownName("kind of node", kind, list(KINDS))
    if focus is None:
        return _overview(store, limit, kinds)
    foci = dict(find_node(store, text) for text in ([focus] if isinstance(focus, str) else focus))
    # Around one node stands what explains it; around several, what joins them.
    beside = set(foci.values()) if several else {EXPLAINED_BY.get(kind, kind) for kind in foci.values()}
    wanted = set(kinds) if kinds else SHOWN_KINDS | beside
    return _around(store, foci, "" if several else next(iter(foci)), depth, limit, wanted)


def whole(store: Asked) -> Network:
    """Departments, projects and instruments with all their edges, without titles: what positions are computed from."""
    graph = Network(focus="")
    for relation in WHOLE:
        _add(graph, read_links(store, relation), RELATIONS[relation])
    return _counted(graph, graph.number_of_nodes(), graph.number_of_edges())


def overview(store: Asked) -> Network:
    """Departments and instruments with all their edges, without titles."""
    graph = Network(focus="")
    for row in read_rows(store, "nodes", "department"):
        graph.add_node(row["node"], kind="department", weight=0)
    _add(graph, read_links(store, OVERVIEW), ("department", "instrument"))
    _add(graph, read_links(store, "part_of"), ("department", "department"))
    return _counted(graph, graph.number_of_nodes(), graph.number_of_edges())


def _overview(store: Store, limit: int, kinds: Collection[str] | None) -> Network:
    graph = overview(store)
    total, edges = graph.number_of_nodes(), graph.number_of_edges()
    strength: dict[str, int] = defaultdict(int)
    for source, target, data in graph.edges(data=True):
        strength[source] += data["weight"]
        strength[target] += data["weight"]
    # Departments come first: an instrument cited once tells less than a department that cites nothing.
    order = sorted(graph, key=lambda n: (graph.nodes[n]["kind"] != "department" and strength[n] < 2, -strength[n], n))
    kept = [node for node in order if not kinds or graph.nodes[node]["kind"] in kinds]
    hidden = set(graph) - set(kept[:limit])
    for node in kept[:limit]:
        graph.nodes[node]["more"] = sum(1 for other in {*graph.successors(node), *graph.predecessors(node)} if other in hidden)
    graph.remove_nodes_from(sorted(hidden))
    _describe(store, graph)
    return _counted(graph, len(kept) if kinds else total, edges)


def _around(store: Store, foci: Mapping[str, str], focus: str, depth: int, limit: int, kinds: Collection[str]) -> Network:
    """Steps outward from the foci (IRI → kind). Each step takes the most important of what it found, until the limit is reached."""
    graph = Network(focus=focus, depth=depth)
    for node, kind in list(foci.items())[:limit]:
        graph.add_node(node, kind=kind, weight=0)
    found, seen = set(foci), set[tuple[str, str, str]]()
    frontier = list(graph)
    edges: list[Link] = []
    owners: list[Link] = []
    for step in range(1, depth + 1):
        links = [link for node in frontier for link in neighbours(store, node, graph.nodes[node]["kind"], kinds)]
        links = [link for link in links if (link.relation, link.source, link.target) not in seen]
        seen.update((link.relation, link.source, link.target) for link in links)
        edges += links
        frontier = []
        for link in sorted(links, key=lambda link: (link.relation.startswith("measures"), link.rank, link.source, link.target)):
            for end, end_kind in zip((link.source, link.target), RELATIONS[link.relation], strict=True):
                found.add(end)
                if end not in graph and len(graph) < limit:
                    graph.add_node(end, kind=end_kind, weight=0)
                    frontier.append(end)
                    if step == depth and end_kind in PROJECTS and "department" in kinds:
                        owners += _with_department(store, graph, end, limit)
    found.update(link.source for link in owners)
    between = owners + _closing(store, graph, kinds) + (_contracted(store, graph) if depth == 0 else [])
    edges += {(link.relation, link.source, link.target): link for link in between if (link.relation, link.source, link.target) not in seen}.values()
    for link in edges:
        if link.source in graph and link.target in graph:
            graph.add_edge(link.source, link.target, **link.attributes())
    _weigh(graph)
    _describe(store, graph)
    hidden: dict[str, set[str]] = defaultdict(set)
    for link in edges:
        for end, other in ((link.source, link.target), (link.target, link.source)):
            if end in graph and other not in graph:
                hidden[end].add(other)
    for node in graph:
        graph.nodes[node]["more"] = len(hidden[node])
    return _counted(graph, len(found), len(edges))


def _closing(store: Asked, graph: Network, kinds: Collection[str]) -> list[Link]:
    """Links among the nodes shown last, which no step has looked at: those of projects, which have few; a hub's would be the whole corpus."""
    links = []
    for node in _projects(graph):
        links += [link for link in neighbours(store, node, graph.nodes[node]["kind"], kinds) if link.source in graph and link.target in graph]
    return links


def _contracted(store: Asked, graph: Network) -> list[Link]:
    """Links among departments, and from them straight to instruments where the picture holds no projects that would explain them."""
    relations = ("part_of",) if _projects(graph) else ("part_of", OVERVIEW)
    departments = [node for node in graph if graph.nodes[node]["kind"] == "department"]
    links = [link for relation in relations for node in departments for link in read_links(store, relation, source=node)]
    return [link for link in links if link.source in graph and link.target in graph]


def _projects(graph: Network) -> list[str]:
    return [node for node in graph if graph.nodes[node]["kind"] in PROJECTS]


def _with_department(store: Asked, graph: Network, project: str, limit: int) -> list[Link]:
    """Adds the department of a project that the last step found: a project without it says little, and a hub's projects would leave it no room."""
    links = read_links(store, "carries_out" if graph.nodes[project]["kind"] == "project" else "carries_out_year", target=project)
    for link in links:
        if link.source not in graph and len(graph) < limit:
            graph.add_node(link.source, kind="department", weight=0)
    return links


def _add(graph: Network, links: Iterable[Link], kinds: tuple[str, str]) -> None:
    for link in links:
        for end, kind in zip((link.source, link.target), kinds, strict=True):
            if end not in graph:
                graph.add_node(end, kind=kind, weight=0)
        graph.add_edge(link.source, link.target, **link.attributes())
    _weigh(graph)


def _weigh(graph: Network) -> None:
    """What a node weighs in the picture: the project years of its edges."""
    for node in graph:
        ends = [*graph.in_edges(node, data=True), *graph.out_edges(node, data=True)]
        graph.nodes[node]["weight"] = sum(data["weight"] for _, _, data in ends if data["relation"] != "part_of")


def _describe(store: Asked, graph: Network) -> None:
    """Titles, numbers, years and money of the nodes shown."""
    for node in graph:
        data = graph.nodes[node]
        data |= dict.fromkeys(NODE_COLUMNS, "") | {"more": data.get("more", 0)}
        kinds = ("department", "issuer") if data["kind"] == "issuer" else (data["kind"],)
        for kind in kinds:
            row = next(read_rows(store, "nodes", kind, node=NamedNode(node)), None)
            if row is not None:
                data |= {column: row.get(column, "") for column in NODE_COLUMNS} | {"kind": kind}
                data["years"] = " ".join(sorted(data["years"].split()))
                without = int(row.get("project_years") or 0) - int(row.get("stated") or 0)
                data |= {"without_amount": without} if without else {}
                break


def _counted(graph: Network, total: int, edges: int) -> Network:
    graph.graph |= {"shown": graph.number_of_nodes(), "total": total, "edges_shown": graph.number_of_edges(), "edges_total": edges}
    return graph
