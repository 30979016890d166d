"""What the service says of itself in RDF: the service description of the endpoint, and the counts of the data set (VoID)."""

from __future__ import annotations

from fastapi import APIRouter
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response

from kg.service.answers import context_of, headers_of, unchanged
from kg.service.negotiation import GRAPH_TYPES, GRAPHS, accepted, require
from kg.service.problems import answers
from kg.service.snapshots import Snapshot
from kg.store import GRAPH_FORMATS
from kg.terms import BKG, BKG_NS, DCTERMS, FORMATS, PREFIXES, RDF, SD, VOID, XSD

router = APIRouter(tags=["linked data"], default_response_class=Response)
RESULT_FORMATS = (
    *(FORMATS.SPARQL_Results_JSON, FORMATS.SPARQL_Results_XML, FORMATS.SPARQL_Results_CSV, FORMATS.SPARQL_Results_TSV),
    *(FORMATS.Turtle, FORMATS.N_Triples, FORMATS.JSON_LD, FORMATS.RDF_XML),
)
#: class → key of the index's own counts.
COUNTS = {BKG.ProjectYear: "years", BKG.Instrument: "instruments", BKG.Department: "departments", BKG.Indicator: "indicators", BKG.Filing: "filings"}


def number(value: str | int) -> Literal:
    """A whole number as a term."""
    return Literal(str(value), datatype=NamedNode(XSD.integer))


def void_triples(snapshot: Snapshot) -> list[Triple]:
    """The data set with its counts; its IRI is the base of the minted ones."""
    this = NamedNode(snapshot.base + "dataset")
    triples = [
        Triple(this, NamedNode(RDF.type), NamedNode(VOID.Dataset)),
        Triple(this, NamedNode(VOID.uriSpace), Literal(snapshot.base)),
        Triple(this, NamedNode(VOID.vocabulary), NamedNode(BKG_NS)),
        Triple(this, NamedNode(DCTERMS.title), Literal("budget-kg", language="en")),
    ]
    if "triples" in snapshot.index.meta:
        triples.append(Triple(this, NamedNode(VOID.triples), number(snapshot.index.meta["triples"])))
    triples.append(Triple(this, NamedNode(VOID.sparqlEndpoint), NamedNode(snapshot.base + "sparql")))
    for name, key in COUNTS.items():
        part = NamedNode(f"{snapshot.base}dataset/{key}")
        triples += [
            Triple(this, NamedNode(VOID.classPartition), part),
            Triple(part, NamedNode(VOID.NS + "class"), NamedNode(name)),
            Triple(part, NamedNode(VOID.entities), number(snapshot.index.meta[key])),
        ]
    return triples


def service_description(snapshot: Snapshot, format_: str) -> bytes:
    """The endpoint in a format of `GRAPH_FORMATS`. Its IRI is minted, because what a client calls the host proves nothing."""
    endpoint = snapshot.base + "sparql"
    this, graph = NamedNode(endpoint), NamedNode(snapshot.base + "dataset")
    triples = [
        Triple(this, NamedNode(RDF.type), NamedNode(SD.Service)),
        Triple(this, NamedNode(SD.endpoint), this),
        Triple(this, NamedNode(SD.supportedLanguage), NamedNode(SD.SPARQL11Query)),
        Triple(this, NamedNode(SD.feature), NamedNode(SD.UnionDefaultGraph)),
        Triple(this, NamedNode(SD.defaultDataset), graph),
        Triple(graph, NamedNode(RDF.type), NamedNode(SD.Dataset)),
        *(Triple(this, NamedNode(SD.resultFormat), NamedNode(name)) for name in RESULT_FORMATS),
        *void_triples(snapshot),
    ]
    return written(triples, format_)


def written(triples: list[Triple], format_: str) -> bytes:
    """Triples in a format of `GRAPH_FORMATS`."""
    form = GRAPH_FORMATS[format_]
    data = serialize(triples, format=form, prefixes=None if form == RdfFormat.N_TRIPLES else dict(PREFIXES))
    assert data is not None, "without an output the bytes are returned"
    return data


@router.get("/.well-known/void", responses=answers("RDF"), summary="The data set and its counts (VoID)")
async def void(request: Request) -> Response:
    """Turtle, N-Triples, JSON-LD or RDF/XML."""
    format_ = require(accepted(request), GRAPHS)
    with context_of(request).snapshots.reading() as snapshot:
        if (same := unchanged(request, snapshot, format_)) is not None:
            return same
        data = written(void_triples(snapshot), format_)
        return Response(data, 200, headers_of(snapshot, format_), GRAPH_TYPES[format_])
