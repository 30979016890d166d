"""A store behind a SPARQL 1.1 endpoint of somebody else's: Virtuoso, or a service of this kind. Read only, by the SPARQL 1.1 Protocol."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    Variable,
    parse,
    parse_query_results,
    serialize,
)
from pyoxigraph import Store as Graph

from kg.errors import QueryError, StoreError
from kg.store.answers import Answer, Term, text_of
from kg.store.queries import TOKEN, check_query, keywords, query_error
from kg.terms import BKG

#: An answer that takes longer is given up, in seconds.
SECONDS = 600
TABLE, GRAPH = "application/sparql-results+json", "application/n-triples, text/plain;q=0.9, text/turtle;q=0.8"
#: Virtuoso tells by this that it cut an answer off at its limit of rows.
CUT = "X-SPARQL-MaxRows"
#: An endpoint's complaint is told to its end only where it is short.
SHOWN = 500
FILINGS = "id/filing/"


class RemoteStore:
    """An endpoint as a store. The union of its graphs must be its default graph, or its graphs must be named in the queries."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        first = next(self.query(f"SELECT ?filing WHERE {{ ?filing a <{BKG.Filing}> }} LIMIT 1").values(), None)
        if first is None or first[0] is None or FILINGS not in first[0]:
            raise StoreError(f"{endpoint}: holds no filing; load an export of a store into it")
        self.base = first[0][: first[0].index(FILINGS)]
        self.version = self._version()

    def _version(self) -> str:
        """The runs that made the content, and how much there is: an endpoint tells no number of its content."""
        runs = self.query(f"SELECT ?f WHERE {{ ?run <{BKG.fingerprint}> ?f }}").values()
        facts = sorted(row[0] or "" for row in runs)
        for kind in (BKG.Filing, BKG.Citation, BKG.ProjectYear, BKG.Instrument):
            facts += [row[0] or "" for row in self.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s a <{kind}> }}").values()]
        return f"remote-{hashlib.sha256(chr(0).join(facts).encode()).hexdigest()[:16]}"

    def query(
        self,
        sparql: str,
        *,
        substitutions: Mapping[str, Term] | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Answer:
        """As `FolderStore.query`. Raises QueryError for what the endpoint refuses, StoreError where it does not answer."""
        check_query(sparql)
        wanted, at = form_of(sparql)
        if substitutions:
            sparql = bind(sparql, wanted, at, substitutions)
        given = [("query", sparql)]
        given += [("default-graph-uri", name) for name in default_graphs] + [("named-graph-uri", name) for name in named_graphs]
        accept = GRAPH if wanted in ("CONSTRUCT", "DESCRIBE") else TABLE
        answer, media = self._ask(given, accept)
        try:
            if accept == GRAPH:
                format_ = RdfFormat.TURTLE if media == "text/turtle" else RdfFormat.N_TRIPLES
                return Answer(quad.triple for quad in parse(answer, format=format_, lenient=True))
            results = parse_query_results(answer, QueryResultsFormat.JSON)
            return Answer(truth_of(results) if wanted == "ASK" and isinstance(results, QuerySolutions) else results)
        except (SyntaxError, ValueError) as fault:
            raise StoreError(f"{self.endpoint}: its answer cannot be read: {fault}") from fault

    def _ask(self, given: list[tuple[str, str]], accept: str) -> tuple[IO[bytes], str]:
        request = Request(self.endpoint, urlencode(given).encode(), {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"})
        try:
            answer = urlopen(request, timeout=SECONDS)
        except HTTPError as fault:
            complaint = " ".join(fault.read(SHOWN * 4).decode("utf-8", "replace").split())[:SHOWN]
            if fault.code == 400:
                raise QueryError(complaint or "the endpoint refuses the query") from fault
            raise StoreError(f"{self.endpoint}: {fault.code} {fault.reason}: {complaint}") from fault
        except (URLError, OSError) as fault:
            raise StoreError(f"{self.endpoint}: cannot be reached: {getattr(fault, 'reason', fault)}") from fault
        if CUT in answer.headers:
            answer.close()
            raise StoreError(f"{self.endpoint}: cut an answer off at {answer.headers[CUT]} rows; raise its limit (ResultSetMaxRows)")
        return answer, answer.headers.get_content_type()

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """The quads of one graph, or of all."""
        for name in [graph] if graph is not None else self.graphs():
            in_graph = NamedNode(name)
            for triple in self._triples(name):
                yield Quad(triple.subject, triple.predicate, triple.object, in_graph)

    def _triples(self, graph: str) -> Iterator[Triple]:
        return self.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", default_graphs=[NamedNode(graph).value]).triples()

    def graphs(self) -> Iterator[str]:
        """The names of the graphs that hold ours: the data, the ontology, the code lists; sorted."""
        rows = self.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").values()
        names = [name for (name,) in rows if name]
        ours = (f"{self.base}graph/", BKG.Filing.partition("#")[0])
        return iter(sorted(name for name in names if name.startswith(ours)))

    def write_triples(self, stream: IO[bytes], graph: str) -> None:
        """Writes one graph as N-Triples, in the order of the endpoint."""
        serialize(self._triples(graph), stream, format=RdfFormat.N_TRIPLES)

    def refresh(self) -> bool:
        """Asks whether the content is another; says so."""
        version, self.version = self.version, self._version()
        return version != self.version

    def close(self) -> None:
        """Nothing is held open."""


def form_of(sparql: str) -> tuple[str, int]:
    """SELECT, ASK, CONSTRUCT or DESCRIBE, and where it stands; raises QueryError for anything else, updates among them."""
    for word, at in keywords(sparql):
        if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
            return word, at
        if word not in ("PREFIX", "BASE"):
            raise QueryError(f"{word} is no query: the store is read only")
    raise QueryError("expected a query: SELECT, ASK, CONSTRUCT or DESCRIBE")


def bind(sparql: str, wanted: str, at: int, substitutions: Mapping[str, Term]) -> str:
    """The query with variables bound by a VALUES block, its terms written by the serialiser of RDF terms. What is bound is a column of a SELECT,
    so that a join with the whole query is the filter. The join stands around it: Virtuoso ignores one at its end where the query has paths. Into
    the pattern of another query it is put at its end, because behind it Virtuoso takes none."""
    names = " ".join(f"?{name}" for name in substitutions)
    values = f"VALUES ({names}) {{ ({' '.join(map(written, substitutions.values()))}) }}"
    if wanted != "SELECT":
        end = max(token.start() for token in TOKEN.finditer(sparql) if token.group() == "}")
        return f"{sparql[:end]}\n{values} {sparql[end:]}"
    columns = " ".join(str(variable) for variable in columns_of(sparql))
    return f"{sparql[:at]}SELECT {columns} WHERE {{ {values} {{\n{sparql[at:]}\n}} }}"


def truth_of(rows: QuerySolutions) -> QueryBoolean:
    """The truth value that Virtuoso tells as a table: of one row, where it is true."""
    true = any(text_of(row[0]) not in ("0", "false") for row in rows if row[0] is not None)
    results = parse_query_results(f'{{"head":{{}},"boolean":{str(true).lower()}}}'.encode(), QueryResultsFormat.JSON)
    assert isinstance(results, QueryBoolean), "a truth value is read as one"
    return results


def columns_of(sparql: str) -> list[Variable]:
    """The columns of a SELECT; raises QueryError where it does not parse."""
    try:
        answer = Graph().query(sparql)
    except SyntaxError as fault:
        raise query_error(fault) from fault
    assert isinstance(answer, QuerySolutions), "a SELECT has solutions"
    return answer.variables


def written(term: Term) -> str:
    """A term as SPARQL writes it in VALUES; raises QueryError for one that cannot stand there."""
    if isinstance(term, NamedNode | Literal):
        return str(term)
    raise QueryError(f"{term} cannot be bound: expected an IRI or a literal")
