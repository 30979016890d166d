"""The graph in portions small enough to validate: a filing with what is concluded about its parts; documents, conclusions, findings in bundles.

A portion holds whole subjects only, with all their triples, so that a shape sees everything that it asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Triple

from kg.identifiers import Identifiers
from kg.store import Store
from kg.terms import BKG

#: Triples of a bundle: about as many as a filing has, so that portions take equal time.
BUNDLE = 600

#: What is concluded about the parts of one filing: their subjects are minted below it.
CONCLUDED_OF_FILING = """
SELECT ?filing_graph ?derived ?subject ?property ?value WHERE {
  { SELECT DISTINCT ?filing_graph ?subject { GRAPH ?filing_graph { ?subject a ?type } } }
  GRAPH ?derived { ?subject ?property ?value }
}
"""
#: Conclusions that stand for themselves, subject by subject.
CONCLUDED = """
PREFIX bkg: <%s>
SELECT ?derived ?subject ?property ?value WHERE {
  {
    SELECT DISTINCT ?derived ?subject {
      VALUES ?type { bkg:Department bkg:Issuer bkg:Project bkg:ProjectYear bkg:Instrument bkg:Article bkg:IndicatorConcept }
      GRAPH ?derived { ?subject a ?type }
    }
  }
  GRAPH ?derived { ?subject ?property ?value }
} ORDER BY ?subject
""" % BKG.Document.removesuffix("Document")  # noqa: UP031 - the braces are SPARQL's


def cut_portions(store: Store) -> Iterator[bytes]:
    """The portions as N-Triples, filings first, in the order of their graphs."""
    names = Identifiers(store.base)
    kinds = [(names.parse(graph), graph) for graph in store.graphs()]
    for minted, graph in kinds:
        if minted is not None and minted.kind == "filing_graph":
            concluded = store.query(CONCLUDED_OF_FILING, substitutions={"filing_graph": NamedNode(graph), "derived": NamedNode(names.derived_graph)})
            yield write([*graph_of(store, graph), *(Triple(s, p, o) for _, _, s, p, o in concluded.rows())])  # type: ignore[arg-type]
    documents = (graph_of(store, graph) for minted, graph in kinds if minted is not None and minted.kind == "document_graph")
    yield from bundles(documents)
    rows = store.query(CONCLUDED, substitutions={"derived": NamedNode(names.derived_graph)}).rows()
    yield from bundles([Triple(s, p, o) for _, s, p, o in same] for _, same in groupby(rows, key=lambda row: row[1]))  # type: ignore[arg-type]
    for graph in (names.run_graph, names.findings_graph):
        triples = sorted(graph_of(store, graph), key=lambda triple: str(triple.subject))
        yield from bundles(list(same) for _, same in groupby(triples, key=lambda triple: triple.subject))


def graph_of(store: Store, graph: str) -> list[Triple]:
    """The triples of a graph."""
    return [quad.triple for quad in store.quads(graph)]


def bundles(groups: Iterable[list[Triple]]) -> Iterator[bytes]:
    """Groups of triples put together up to the size of a bundle."""
    bundle: list[Triple] = []
    for group in groups:
        bundle += group
        if len(bundle) >= BUNDLE:
            yield write(bundle)
            bundle = []
    if bundle:
        yield write(bundle)


def write(triples: list[Triple]) -> bytes:
    """Triples as N-Triples."""
    data = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES)
    assert data is not None, "without an output the bytes are returned"
    return data
