"""What the graph says of nodes and links, by the queries below `viz/queries`: names to nodes, and the links of a node or of a relation."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Protocol

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
PROJECTS = ("project", "project_year")
OVERVIEW = "relies_on"
#: relation → its query for one target. A store joins in the order written, and what stands first should be what is given.
OF_TARGET = {"cites": "cites_to", "measures": "measures_to"}
WHOLE = ("part_of", "carries_out", "carries_out_year", "cites", "cites_year")
#: Shown unless others are asked for; indicators and issuers only around a node that they explain.
SHOWN_KINDS = frozenset({"department", "project", "project_year", "instrument"})
EXPLAINED_BY = {"project": "indicator", "project_year": "indicator", "indicator": "indicator", "instrument": "issuer", "issuer": "issuer"}
NODE_COLUMNS = ("title", "number", "years", "yuan", "level")


class Asked(Protocol):
    """What answers SPARQL: a store, or a build's graph before it is published."""

    def query(self, sparql: str, *, substitutions: dict[str, Term] | None = None) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Link:
    """One edge as a relation's query gives it."""

    relation: str
    source: str
    target: str
    weight: int
    basis: int = 0
    yuan: str = ""
    without_amount: int = 0
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
        data |= {"without_amount": self.without_amount} if self.without_amount else {}
        return data | {"yuan": self.yuan, "years": self.years}


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
    for row in read_rows(store, "nodes", "indicator"):
        if row["title"] == text:
            return row["node"], "indicator"
    raise UnknownName("focus", text, near)


def _find_identified(store: Store, iri: str) -> tuple[str, str]:
    try:
        node = NamedNode(iri)
    except ValueError as fault:
        raise InvalidData(f"focus is {iri!r}; expected an absolute IRI: {fault}") from fault
    for kind in ("project", "department", "indicator", "issuer"):
        if any(read_rows(store, "nodes", kind, node=node)):
            return iri, kind
    for row in read_rows(store, "nodes", "project_year", node=node):
        project = next((link["project"] for link in read_rows(store, "nodes", "project_of_year", node=node)), "")
        return (project, "project") if project else (row["node"], "project_year")
    return find_entity(store, "instrument", iri).value, "instrument"  # by its alias as well


def read_links(store: Asked, relation: str, *, source: str | None = None, target: str | None = None) -> list[Link]:
    """The edges of a relation, all or those of one end, the most important first."""
    bound = {name: NamedNode(iri) for name, iri in (("source", source), ("target", target)) if iri is not None}
    asked = OF_TARGET.get(relation, relation) if target is not None else relation
    links = [
        Link(
            relation=relation,
            source=row["source"],
            target=row["target"],
            weight=int(row["weight"]),
            basis=int(row.get("basis") or 0),
            yuan=row.get("yuan", ""),
            without_amount=unstated(row),
            years=" ".join(sorted(row.get("years", "").split())),
        )
        for row in read_rows(store, "relations", asked, **bound)
        if row["source"] and row["target"]
    ]
    return sorted(links, key=lambda link: (link.rank, link.source, link.target))


def unstated(row: Mapping[str, str]) -> int:
    """Of the project years whose money an edge adds (those that rest on it, where it cites), how many state none."""
    return max(int(row.get("basis") or row["weight"]) - int(row["stated"]), 0) if "stated" in row else 0


def neighbours(store: Asked, node: str, kind: str, kinds: Collection[str]) -> Iterator[Link]:
    """Every link of a node towards kinds that are wanted."""
    for relation, (source, target) in RELATIONS.items():
        if source == kind and target in kinds:
            yield from read_links(store, relation, source=node)
        if target == kind and source in kinds:
            yield from read_links(store, relation, target=node)


def read_rows(store: Asked, folder: str, name: str, **bound: Term) -> Iterator[dict[str, Any]]:
    """The rows of a query of ours as text by column; what is unbound is the empty text."""
    answer = store.query(text_of(folder, name), substitutions=bound)
    columns = answer.columns
    for row in answer.values():
        told: dict[str, Any] = {column: value or "" for column, value in zip(columns, row, strict=True)}
        if told.get("stated") == "0":  # the sum of no amount is none, not zero
            told["yuan"] = ""
        if told.get("yuan"):
            told["yuan"] = f"{Decimal(told['yuan']):.2f}"
        yield told


@cache
def text_of(folder: str, name: str) -> str:
    """The SPARQL of a query of ours."""
    return package_data("viz", f"queries/{folder}/{name}.rq")
