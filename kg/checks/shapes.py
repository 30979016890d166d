"""Validation of a small graph against `ontology/shapes.ttl` by pySHACL.

pySHACL reads the shapes anew on every call, which costs as much as the validation of one filing; here each process reads them once. Inference and
advanced features stay off: every established type stands in the graph beside ours, and the shapes use SHACL Core only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat
from pyshacl.graph_abstraction import DataGraph
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg.checks.values import Breach
from kg.resources import data_folder
from kg.terms import GRAPH_SHAPES, XSD

SEVERITY: dict[Node, str] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes as pySHACL takes them, and of each law its severity and its messages by language.

    pySHACL compares every statement about a shape with every parameter that it knows, for every node: without messages, severities and the
    types of property shapes, which it does not need, it takes three quarters of the time.
    """

    graph: ShapesGraph
    severities: Mapping[Node, str]
    messages: Mapping[Node, Mapping[str, str]]


@cache
def read_shapes() -> Shapes:
    """The shapes, read once by each process."""
    graph = Graph().parse(data=(data_folder("ontology") / "shapes.ttl").read_text(encoding="utf-8"), format="turtle")
    severities = {shape: SEVERITY[severity] for shape, severity in graph.subject_objects(SH.severity)}
    messages = {
        shape: dict(sorted((str(m.language), str(m)) for m in graph.objects(shape, SH.message) if isinstance(m, Literal))) for shape in severities
    }
    for unneeded in ((None, SH.severity, None), (None, SH.message, None), (None, RDF.type, SH.PropertyShape)):
        graph.remove(unneeded)
    return Shapes(ShapesGraph(graph), severities, messages)


def validate(triples: bytes) -> list[Breach]:
    """The breaches of a graph given as N-Triples, sorted. The graph stands for itself: what it does not hold is missing."""
    shapes = read_shapes()
    validator = Validator(DataGraph.from_rdflib(read_triples(triples)), shacl_graph=Graph(), options={"inplace": True})
    validator.shacl_graph = shapes.graph
    conforms, report, _ = validator.run()  # type: ignore[no-untyped-call]
    return [] if conforms else sorted(breaches_of(report, shapes), key=lambda b: (b.focus, b.check, b.value or ""))


def read_triples(triples: bytes) -> Graph:
    """N-Triples as an rdflib graph; parsing in pyoxigraph takes half the time of rdflib's own parser."""
    graph = Graph()
    for triple in pyoxigraph.parse(triples, format=RdfFormat.N_TRIPLES):
        graph.add((node_of(triple.subject), name_of(triple.predicate.value), node_of(triple.object)))
    return graph


#: Terms of the vocabulary recur in every portion, and rdflib looks at every character of a new IRI.
name_of = lru_cache(maxsize=4096)(URIRef)


def node_of(term: object) -> Node:
    """A term of pyoxigraph as one of rdflib. Built graphs hold no blank nodes."""
    if isinstance(term, NamedNode):
        return name_of(term.value)
    assert isinstance(term, pyoxigraph.Literal), f"{term} is neither an IRI nor a literal"
    if term.language:
        return Literal(term.value, lang=term.language)
    # rdflib holds "a" and "a"^^xsd:string for different, and reads the former from the shapes.
    return Literal(term.value, datatype=None if term.datatype.value == XSD.string else name_of(term.datatype.value))


def breaches_of(report: Graph, shapes: Shapes) -> Iterator[Breach]:
    """The results of a validation report."""
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape, focus, value = (report.value(result, p) for p in (SH.sourceShape, SH.focusNode, SH.value))
        assert shape is not None, "a result names its shape"
        yield Breach(
            check=str(shape).removeprefix(f"{GRAPH_SHAPES}#"),
            severity=shapes.severities[shape],
            messages=shapes.messages[shape],
            focus=str(focus),
            value=None if value is None else str(value),
        )
