"""The SPARQL 1.1 Protocol with real clients, and its rules for an endpoint that only answers queries, as a table."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from kg.store import open_store
from tests.service.servers import Served

BKG = "PREFIX bkg: <https" + ":" + "//w3id.org/budget-kg#> "
SELECT = BKG + "SELECT (COUNT(*) AS ?n) WHERE { ?s a bkg:ProjectYear }"
CONSTRUCT = BKG + "CONSTRUCT { ?s a bkg:ProjectYear } WHERE { ?s a bkg:ProjectYear }"
ASK = BKG + "ASK { ?s a bkg:ProjectYear }"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


@pytest.fixture(scope="module")
def years(sample_store: Path) -> int:
    """How many project years the store in the folder holds, asked in process."""
    store = open_store(sample_store)
    (row,) = store.query(SELECT).values()
    store.close()
    return int(row[0] or 0)


#: what, method, parameters of the address, headers, body → status, media type.
PROTOCOL = [
    ("query by GET", "GET", {"query": SELECT}, {}, None, 200, "application/sparql-results+json"),
    ("query by form", "POST", {}, {"Content-Type": FORM}, {"query": SELECT}, 200, "application/sparql-results+json"),
    ("query as body", "POST", {}, {"Content-Type": QUERY}, SELECT, 200, "application/sparql-results+json"),
    ("query as body with a charset", "POST", {}, {"Content-Type": f"{QUERY}; charset=UTF-8"}, SELECT, 200, "application/sparql-results+json"),
    ("any type", "GET", {"query": SELECT}, {"Accept": "*/*"}, None, 200, "application/sparql-results+json"),
    ("xml", "GET", {"query": SELECT}, {"Accept": "application/sparql-results+xml"}, None, 200, "application/sparql-results+xml"),
    ("csv", "GET", {"query": SELECT}, {"Accept": "text/csv"}, None, 200, "text/csv; charset=utf-8"),
    ("tsv", "GET", {"query": SELECT}, {"Accept": "text/tab-separated-values"}, None, 200, "text/tab-separated-values; charset=utf-8"),
    ("best quality", "GET", {"query": SELECT}, {"Accept": "application/sparql-results+xml;q=0.5, text/csv"}, None, 200, "text/csv; charset=utf-8"),
    ("quality of a range", "GET", {"query": SELECT}, {"Accept": "application/*;q=0.2, text/csv;q=0.5"}, None, 200, "text/csv; charset=utf-8"),
    ("ask as json", "GET", {"query": ASK}, {}, None, 200, "application/sparql-results+json"),
    ("ask as xml", "GET", {"query": ASK}, {"Accept": "application/sparql-results+xml"}, None, 200, "application/sparql-results+xml"),
    ("graph", "GET", {"query": CONSTRUCT}, {}, None, 200, "text/turtle; charset=utf-8"),
    ("graph as n-triples", "GET", {"query": CONSTRUCT}, {"Accept": "application/n-triples"}, None, 200, "application/n-triples"),
    ("graph as json-ld", "GET", {"query": CONSTRUCT}, {"Accept": "application/ld+json"}, None, 200, "application/ld+json"),
    ("graph as rdf/xml", "GET", {"query": CONSTRUCT}, {"Accept": "application/rdf+xml"}, None, 200, "application/rdf+xml"),
    ("not acceptable", "GET", {"query": SELECT}, {"Accept": "image/png"}, None, 406, None),
    ("a graph as csv", "GET", {"query": CONSTRUCT}, {"Accept": "text/csv"}, None, 406, None),
    ("no query in a form", "POST", {}, {"Content-Type": FORM}, {"other": "x"}, 400, None),
    ("two queries by GET", "GET", [("query", SELECT), ("query", ASK)], {}, None, 400, None),
    ("two queries in a form", "POST", {}, {"Content-Type": FORM}, {"query": [SELECT, ASK]}, 400, None),
    ("query in body and address", "POST", {"query": SELECT}, {"Content-Type": QUERY}, SELECT, 400, None),
    ("no type of body", "POST", {}, {"Content-Type": ""}, SELECT, 415, None),
    ("wrong type of body", "POST", {}, {"Content-Type": "text/plain"}, SELECT, 415, None),
    ("wrong charset", "POST", {}, {"Content-Type": f"{QUERY}; charset=utf-16"}, SELECT.encode("utf-16"), 415, None),
    ("no utf-8", "POST", {}, {"Content-Type": QUERY}, b"SELECT \xff", 400, None),
    ("syntax error", "GET", {"query": "SELECT * WHERE {\n ?s ?p "}, {}, None, 400, None),
    ("empty query", "GET", {"query": ""}, {}, None, 400, None),
    ("update as a query", "GET", {"query": "DELETE WHERE { ?s ?p ?o }"}, {}, None, 400, None),
    ("update by GET", "GET", {"update": "DELETE WHERE { ?s ?p ?o }"}, {}, None, 403, None),
    ("update by form", "POST", {}, {"Content-Type": FORM}, {"update": "DELETE WHERE { ?s ?p ?o }"}, 403, None),
    ("update as body", "POST", {}, {"Content-Type": "application/sparql-update"}, "DELETE WHERE { ?s ?p ?o }", 403, None),
    ("service", "GET", {"query": "SELECT * { SERVICE <http" + ":" + "//127.0.0.1:1/> { ?s ?p ?o } }"}, {}, None, 400, None),
    ("load", "GET", {"query": "LOAD <file" + ":" + "///etc/passwd>"}, {}, None, 400, None),
    ("a graph that is no iri", "GET", {"query": SELECT, "default-graph-uri": "not an iri"}, {}, None, 400, None),
    ("put", "PUT", {"query": SELECT}, {}, None, 405, None),
    ("delete", "DELETE", {"query": SELECT}, {}, None, 405, None),
]  # fmt: skip


@pytest.mark.parametrize(("what", "method", "parameters", "headers", "body", "status", "media"), PROTOCOL, ids=[row[0] for row in PROTOCOL])
def test_protocol(
    client: httpx.Client, years: int, what: str, method: str, parameters: Any, headers: dict[str, str], body: Any, status: int, media: str | None
) -> None:
    sent: dict[str, Any] = {"data": body} if isinstance(body, dict) else {"content": body}
    answer = client.request(method, "/sparql", params=parameters, headers=headers, **sent)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == (media or "application/problem+json")
    if media and "json" in media and "results" in media:
        document = answer.json()
        assert document.get("boolean", True) is True
        assert "boolean" in document or document["results"]["bindings"][0]["n"]["value"] == str(years)


def test_a_syntax_error_tells_its_place(client: httpx.Client) -> None:
    body = client.get("/sparql", params={"query": "SELECT * WHERE {\n ?s ?p ?o .\n FILTER(?o = }"}).json()
    assert (body["line"], body["column"]) == (3, 15)


def test_the_data_set_of_the_protocol_takes_the_place_of_the_default(client: httpx.Client) -> None:
    graphs = [
        row["g"]["value"]
        for row in client.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"}).json()["results"]["bindings"]
    ]
    filing = next(graph for graph in graphs if "/graph/filing/" in graph)
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def counted(query: str, **given: Any) -> int:
        answer = client.get("/sparql", params={"query": query, **given})
        return int(answer.json()["results"]["bindings"][0]["n"]["value"])

    everything, one = counted(count), counted(count, **{"default-graph-uri": filing})
    assert 0 < one < everything
    assert counted(count, **{"default-graph-uri": [filing, next(g for g in graphs if g != filing)]}) > one
    assert counted(count, **{"named-graph-uri": filing}) == 0
    assert counted("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": filing}) == one
    # What the protocol gives counts more than FROM in the query (SPARQL 1.1 Protocol, 2.1.4).
    assert counted(count.replace(" {", f" FROM <{graphs[0]}> {{", 1), **{"default-graph-uri": filing}) == one
    assert counted(count.replace(" {", f" FROM <{filing}> {{", 1)) == one


def test_without_a_query_the_service_describes_itself(client: httpx.Client) -> None:
    described = set()
    for media in ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"):
        answer = client.get("/sparql", headers={"Accept": media})
        assert answer.headers["content-type"].startswith(media)
        triples = {str(quad.triple) for quad in parse(answer.content, format=RdfFormat.from_media_type(media))}
        described.add(frozenset(triples))
        assert any("sparql-service-description#Service" in triple for triple in triples)
        assert any("sparql-service-description#SPARQL11Query" in triple for triple in triples)
    assert len(described) == 1


def test_void_counts_what_sparql_counts(client: httpx.Client) -> None:
    graph = rdflib.Graph().parse(data=client.get("/.well-known/void").content, format="turtle")
    void = rdflib.Namespace("http" + ":" + "//rdfs.org/ns/void#")
    parts = {str(graph.value(part, void["class"])): int(graph.value(part, void.entities)) for part in graph.objects(None, void.classPartition)}
    assert len(parts) == 5
    for name, count in parts.items():
        answer = client.get("/sparql", params={"query": f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a <{name}> }}"})
        assert int(answer.json()["results"]["bindings"][0]["n"]["value"]) == count, name
    (triples,) = graph.objects(None, void.triples)
    answer = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"})
    assert int(answer.json()["results"]["bindings"][0]["n"]["value"]) == int(triples)


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("returned", ["xml", "json", "csv"])
def test_rdflib_as_a_client(server: Served, years: int, method: Any, returned: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.address}/sparql", method=method, returnFormat=returned))
    rows = list(graph.query(SELECT))
    assert int(rows[0][0]) == years


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("returned", [JSON, XML, CSV])
def test_sparqlwrapper_as_a_client(server: Served, years: int, method: str, returned: str) -> None:
    wrapper = SPARQLWrapper(f"{server.address}/sparql")
    wrapper.setMethod(method)
    wrapper.setQuery(SELECT)
    wrapper.setReturnFormat(returned)
    answer = wrapper.query().convert()
    text = answer.decode() if isinstance(answer, bytes) else answer.toxml() if hasattr(answer, "toxml") else json.dumps(answer)
    assert str(years) in text


def test_sparqlwrapper_constructs(server: Served, years: int) -> None:
    wrapper = SPARQLWrapper(f"{server.address}/sparql")
    wrapper.setQuery(CONSTRUCT)
    wrapper.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=wrapper.query().convert(), format="turtle")) == years


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize(
    "arguments",
    [
        ["--get", "--data-urlencode", f"query={SELECT}"],
        ["--data-urlencode", f"query={SELECT}"],
        ["-H", f"Content-Type: {QUERY}", "--data-binary", SELECT],
        ["--http1.0", "--get", "--data-urlencode", f"query={SELECT}"],
    ],
)
def test_curl_as_a_client(server: Served, years: int, arguments: list[str]) -> None:
    done = subprocess.run(["curl", "-sS", "--fail", *arguments, f"{server.address}/sparql"], capture_output=True, check=True)
    assert json.loads(done.stdout)["results"]["bindings"][0]["n"]["value"] == str(years)
