"""From SPARQL to networkx: the network as people see it, with citation nodes and project years contracted to weighted edges.

Nodes are IRIs with `kind` (department, project, project_year, instrument, indicator, issuer), `title`, `number`, `years`, `yuan`, `level`, `weight`
(what they weigh in this picture) and `more` (neighbours known to the store and not shown). Edges have `relation`, `weight`, and where they
cite `role` (basis or mention), `basis`, `yuan` and `years`. Values are text and numbers only, so that every format can hold them; yuan is
decimal text, years are separated by spaces. What is not known is the empty text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

import networkx as nx
from pyoxigraph import NamedNode

from kg.catalogue.names import IRI, LOOKUPS, find_entity
from kg.errors import InvalidData, UnknownName
from kg.resources import package_data
from kg.store import Answer, Store, Term

#: Kinds in the order in which they are found and named.
KINDS = ("department", "project", "project_year", "instrument", "indicator", "issuer")
#: relation → kinds at its ends. `relies_on` is the overview's: it contracts the projects as well.
RELATIONS = {
    "part_of": ("department", "department"),
    "carries_out": ("department", "project"),
    "carries_out_year": ("department", "project_year"),
    "cites": ("project", "instrument"),
    "cites_year": ("project_year", "instrument"),
    "measures": ("project", "indicator"),
    "measures_year": ("project_year", "indicator"),
    "passed_by": ("instrument", "issuer"),
}
OVERVIEW = "relies_on"
WHOLE = ("part_of", "carries_out", "carries_out_year", "cites", "cites_year")
#: Shown unless others are asked for; indicators and issuers only around a node that they explain.
SHOWN_KINDS = frozenset({"department", "project", "project_year", "instrument"})
EXPLAINED_BY = {"project": "indicator", "project_year": "indicator", "indicator": "indicator", "instrument": "issuer", "issuer": "issuer"}
NODE_COLUMNS = ("title", "number", "years", "yuan", "level")


class Asked(Protocol):
    """What answers SPARQL: a store, or a build's graph before it is published."""

    def query(self, sparql: str, *, substitutions: dict[str, Term] | None = None) -> Answer: ...


class Network(nx.DiGraph):  # type: ignore[type-arg]  # networkx is generic in its stubs only
    """A directed graph that shows itself in a notebook. `graph` holds focus (IRI or ""), depth, shown and total (nodes), edges_shown, edges_total."""

    @property
    def truncated(self) -> bool:
        """Whether nodes or edges were left out."""
        return bool(self.graph["shown"] < self.graph["total"])

    def _repr_html_(self) -> str:
        from viz.drawings import figure

        return figure(self)


@dataclass(frozen=True, slots=True)
class Link:
    """One edge as a relation's query gives it."""

    relation: str
    source: str
    target: str
    weight: int
    basis: int = 0
    yuan: str = ""
    years: str = ""

    @property
    def rank(self) -> tuple[int, int, float]:
        """The most important links first: bases before mentions, then weight, then money."""
        return (-self.basis, -self.weight, -float(self.yuan or 0))

    def attributes(self) -> dict[str, str | int]:
        """The edge's data in the graph."""
        relation = self.relation.removesuffix("_year")
        data: dict[str, str | int] = {"relation": relation, "weight": self.weight}
        if relation in ("cites", OVERVIEW):
            data |= {"role": "basis" if self.basis else "mention", "basis": self.basis}
        return data | {"yuan": self.yuan, "years": self.years}


def network(store: Store, focus: str | None = None, depth: int = 1, limit: int = 200, *, kinds: Collection[str] | None = None) -> Network:
    """The network around a focus, or the overview: departments and the instruments their projects cite.

    `focus` is an IRI, a document number in any bracket style, a title, or a name; a project year stands for its project. `depth` counts steps
    from the focus, `limit` nodes; what is cut is said in `graph.graph`: shown of total, where total counts the neighbours found up to the cut.
    `kinds` narrows to kinds of nodes. Raises UnknownName, AmbiguousName, and InvalidData for a depth or limit below 1 or an unknown kind.
    """
    if depth < 1 or limit < 1:
        raise InvalidData(f"depth is {depth} and limit is {limit}; expected 1 or more")
    for kind in kinds or ():
        if kind not in KINDS:
            raise UnknownName("kind of node", kind, list(KINDS))
    if focus is None:
        return _overview(store, limit, kinds)
    node, kind = find_node(store, focus)
    wanted = set(kinds) if kinds else {*SHOWN_KINDS, EXPLAINED_BY.get(kind, kind)}
    return _around(store, node, kind, depth, limit, wanted)


def whole(store: Asked) -> Network:
    """Departments, projects and instruments with all their edges, without titles: what positions are computed from."""
    graph = Network(focus="")
    for relation in WHOLE:
        _add(graph, read_links(store, relation), RELATIONS[relation])
    return _counted(graph, graph.number_of_nodes(), graph.number_of_edges())


def overview(store: Asked) -> Network:
    """Departments and instruments with all their edges, without titles."""
    graph = Network(focus="")
    for row in _rows(store, "nodes", "department"):
        graph.add_node(row["node"], kind="department", weight=0)
    _add(graph, read_links(store, OVERVIEW), ("department", "instrument"))
    _add(graph, read_links(store, "part_of"), ("department", "department"))
    return _counted(graph, graph.number_of_nodes(), graph.number_of_edges())


def find_node(store: Store, text: str) -> tuple[str, str]:
    """IRI and kind of what a text names, looked for among instruments, departments, projects, then indicators.

    Raises AmbiguousName where one kind holds the name several times, UnknownName with the nearest names otherwise.
    """
    text = text.strip()
    if IRI.match(text):
        return _find_identified(store, text)
    near: list[str] = []
    for kind in ("instrument", "department", "project"):
        assert kind in LOOKUPS, "the catalogue knows the names of this kind"
        try:
            return find_entity(store, kind, text).value, kind
        except UnknownName as fault:
            near += fault.known
    for row in _rows(store, "nodes", "indicator"):
        if row["title"] == text:
            return row["node"], "indicator"
    raise UnknownName("focus", text, near)


def _find_identified(store: Store, iri: str) -> tuple[str, str]:
    try:
        node = NamedNode(iri)
    except ValueError as fault:
        raise InvalidData(f"focus is {iri!r}; expected an absolute IRI: {fault}") from fault
    for kind in ("project", "department", "indicator", "issuer"):
        if any(_rows(store, "nodes", kind, node=node)):
            return iri, kind
    for row in _rows(store, "nodes", "project_year", node=node):
        project = next((link["project"] for link in _rows(store, "nodes", "project_of_year", node=node)), "")
        return (project, "project") if project else (row["node"], "project_year")
    return find_entity(store, "instrument", iri).value, "instrument"  # by its alias as well


def read_links(store: Asked, relation: str, *, source: str | None = None, target: str | None = None) -> list[Link]:
    """The edges of a relation, all or those of one end, the most important first."""
    bound = {name: NamedNode(iri) for name, iri in (("source", source), ("target", target)) if iri is not None}
    links = [
        Link(
            relation=relation,
            source=row["source"],
            target=row["target"],
            weight=int(row["weight"]),
            basis=int(row.get("basis") or 0),
            yuan=row.get("yuan", ""),
            years=" ".join(sorted(row.get("years", "").split())),
        )
        for row in _rows(store, "relations", relation, **bound)
        if row["source"] and row["target"]
    ]
    return sorted(links, key=lambda link: (link.rank, link.source, link.target))


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


def _around(store: Store, focus: str, kind: str, depth: int, limit: int, kinds: Collection[str]) -> Network:
    """Steps outward from the focus. Each step takes the most important of what it found, until the limit is reached."""
    graph = Network(focus=focus, depth=depth)
    graph.add_node(focus, kind=kind, weight=0)
    found, seen = {focus}, set[tuple[str, str, str]]()
    frontier = [focus]
    edges: list[Link] = []
    for _ in range(depth):
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
    owners = [link for node in _projects(graph) for link in _carrying(store, node, graph.nodes[node]["kind"])] if "department" in kinds else []
    for link in sorted(owners, key=lambda link: (link.rank, link.source)):  # a project without its department says little
        found.add(link.source)
        if link.source not in graph and len(graph) < limit:
            graph.add_node(link.source, kind="department", weight=0)
    between = owners + _closing(store, graph, kinds)
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


def neighbours(store: Asked, node: str, kind: str, kinds: Collection[str]) -> Iterator[Link]:
    """Every link of a node towards kinds that are wanted."""
    for relation, (source, target) in RELATIONS.items():
        if source == kind and target in kinds:
            yield from read_links(store, relation, source=node)
        if target == kind and source in kinds:
            yield from read_links(store, relation, target=node)


def _closing(store: Asked, graph: Network, kinds: Collection[str]) -> list[Link]:
    """Links among the nodes shown last, which no step has looked at: those of projects, which have few; a hub's would be the whole corpus."""
    links = []
    for node in _projects(graph):
        links += [link for link in neighbours(store, node, graph.nodes[node]["kind"], kinds) if link.source in graph and link.target in graph]
    return links


def _projects(graph: Network) -> list[str]:
    return [node for node in graph if graph.nodes[node]["kind"] in ("project", "project_year")]


def _carrying(store: Asked, node: str, kind: str) -> list[Link]:
    return read_links(store, "carries_out" if kind == "project" else "carries_out_year", target=node)


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
            row = next(_rows(store, "nodes", kind, node=NamedNode(node)), None)
            if row is not None:
                data |= {column: row.get(column, "") for column in NODE_COLUMNS} | {"kind": kind}
                data["years"] = " ".join(sorted(data["years"].split()))
                break


def _counted(graph: Network, total: int, edges: int) -> Network:
    graph.graph |= {"shown": graph.number_of_nodes(), "total": total, "edges_shown": graph.number_of_edges(), "edges_total": edges}
    return graph


def _rows(store: Asked, folder: str, name: str, **bound: Term) -> Iterator[dict[str, Any]]:
    """The rows of a query of ours as text by column; what is unbound is the empty text."""
    answer = store.query(package_data("viz", f"queries/{folder}/{name}.rq"), substitutions=bound)
    columns = answer.columns
    for row in answer.values():
        told: dict[str, Any] = {column: value or "" for column, value in zip(columns, row, strict=True)}
        if told.get("yuan"):
            told["yuan"] = f"{Decimal(told['yuan']):.2f}"
        yield told
