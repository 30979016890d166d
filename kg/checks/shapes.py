"""Validation of a small graph against `ontology/shapes.ttl` by pySHACL.

pySHACL reads the shapes anew on every call, which costs as much as the validation of one filing; here each process reads them once. Inference and
advanced features stay off: every established type stands in the graph beside ours, and the shapes use SHACL Core only.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

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

SEVERITY = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


def validate(triples: bytes) -> list[Breach]:
    """The breaches of a graph given as N-Triples, sorted. The graph stands for itself: what it does not hold is missing."""
    validator = Validator(DataGraph.from_rdflib(read_triples(triples)), shacl_graph=Graph(), options={"inplace": True})
    validator.shacl_graph = read_shapes()
    conforms, report, _ = validator.run()  # type: ignore[no-untyped-call]
    return [] if conforms else sorted(breaches_of(report), key=lambda b: (b.focus, b.check, b.value or ""))


@cache
def read_shapes() -> ShapesGraph:
    """The shapes, read once by each process."""
    graph = Graph().parse(data=(data_folder("ontology") / "shapes.ttl").read_text(encoding="utf-8"), format="turtle")
    return ShapesGraph(graph)


def read_triples(triples: bytes) -> Graph:
    """N-Triples as an rdflib graph; parsing in pyoxigraph takes half the time of rdflib's own parser."""
    graph = Graph()
    for triple in pyoxigraph.parse(triples, format=RdfFormat.N_TRIPLES):
        graph.add((node_of(triple.subject), URIRef(triple.predicate.value), node_of(triple.object)))
    return graph


def node_of(term: object) -> Node:
    """A term of pyoxigraph as one of rdflib. Built graphs hold no blank nodes."""
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    assert isinstance(term, pyoxigraph.Literal), f"{term} is neither an IRI nor a literal"
    if term.language:
        return Literal(term.value, lang=term.language)
    # rdflib holds "a" and "a"^^xsd:string for different, and reads the former from the shapes.
    return Literal(term.value, datatype=None if term.datatype.value == XSD.string else URIRef(term.datatype.value))


def breaches_of(report: Graph) -> Iterator[Breach]:
    """The results of a validation report."""
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape, severity, value = (report.value(result, p) for p in (SH.sourceShape, SH.resultSeverity, SH.value))
        messages = {str(m.language): str(m) for m in report.objects(result, SH.resultMessage) if isinstance(m, Literal)}
        yield Breach(
            check=str(shape).removeprefix(f"{GRAPH_SHAPES}#"),
            severity=SEVERITY[severity],  # type: ignore[index]
            messages=dict(sorted(messages.items())),
            focus=str(report.value(result, SH.focusNode)),
            value=None if value is None else str(value),
        )
