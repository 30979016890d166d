"""A store behind a SPARQL 1.1 endpoint of somebody else's: Virtuoso, or a service of this kind. Read only, by the SPARQL 1.1 Protocol."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPException
from typing import IO, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
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
#: What is asked for, and may be read: Virtuoso calls N-Triples plain text.
TABLE_MEDIA = ("application/sparql-results+json", "application/json")
GRAPH_MEDIA = {"application/n-triples": RdfFormat.N_TRIPLES, "text/plain": RdfFormat.N_TRIPLES, "text/turtle": RdfFormat.TURTLE}


class Body:
    """What an endpoint sends, as a stream to read from; where it breaks off, StoreError."""

    def __init__(self, endpoint: str, answer: IO[bytes]) -> None:
        self.endpoint, self.answer = endpoint, answer

    def read(self, size: int = -1) -> bytes:
        """As a file does."""
        try:
            data = self.answer.read(size)
        except (OSError, HTTPException) as fault:
            raise StoreError(f"{self.endpoint}: its answer breaks off: {reason_of(fault)}") from fault
        if not data and getattr(self.answer, "length", None):  # what is missing of the length that it told; lines of triples end well anywhere
            raise StoreError(f"{self.endpoint}: its answer breaks off: {self.answer.length} bytes are missing")  # type: ignore[attr-defined]
        return data


class RemoteAnswer(Answer):
    """An answer that is still under way while it is read: an endpoint may end it early, and then StoreError is raised."""

    def __init__(self, endpoint: str, results: QuerySolutions | QueryBoolean | Iterator[Triple]) -> None:
        super().__init__(results)
        self.endpoint = endpoint

    @contextmanager
    def _whole(self) -> Iterator[None]:
        try:
            yield
        except SyntaxError as fault:
            raise StoreError(f"{self.endpoint}: its answer cannot be read, or breaks off: {fault}") from fault

    def _solutions(self) -> Iterator[QuerySolution]:
        with self._whole():
            yield from super()._solutions()

    def triples(self) -> Iterator[Triple]:
        """As of any answer."""
        with self._whole():
            yield from super().triples()

    def write(self, stream: IO[bytes], format_: str) -> None:
        """As of any answer."""
        with self._whole():
            super().write(stream, format_)


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
        if media not in (GRAPH_MEDIA if accept == GRAPH else TABLE_MEDIA):
            answer.close()
            raise StoreError(f"{self.endpoint}: answered with {media}, not as a SPARQL endpoint does; is the address right?")
        body = cast("IO[bytes]", Body(self.endpoint, answer))
        try:
            if accept == GRAPH:
                return RemoteAnswer(self.endpoint, (quad.triple for quad in parse(body, format=GRAPH_MEDIA[media], lenient=True)))
            results = parse_query_results(body, QueryResultsFormat.JSON)
            return RemoteAnswer(self.endpoint, truth_of(results) if wanted == "ASK" and isinstance(results, QuerySolutions) else results)
        except (SyntaxError, ValueError) as fault:
            raise StoreError(f"{self.endpoint}: its answer cannot be read: {fault}") from fault

    def _ask(self, given: list[tuple[str, str]], accept: str) -> tuple[IO[bytes], str]:
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            answer = urlopen(Request(self.endpoint, urlencode(given).encode(), headers), timeout=SECONDS)
        except HTTPError as fault:
            complaint = " ".join(fault.read(SHOWN * 4).decode("utf-8", "replace").split())[:SHOWN]
            if fault.code == 400:
                raise QueryError(complaint or "the endpoint refuses the query") from fault
            raise StoreError(f"{self.endpoint}: {fault.code} {' '.join(str(fault.reason).split())}: {complaint}") from fault
        except (OSError, HTTPException, ValueError) as fault:  # ValueError: an address that is none
            raise StoreError(f"{self.endpoint}: no SPARQL endpoint answers there: {reason_of(fault)}") from fault
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
        # Grouped, because Virtuoso takes minutes for the DISTINCT of the same.
        rows = self.query("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").values()
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


def reason_of(fault: Exception) -> str:
    """Why nothing was answered, in words: without the number of the error."""
    reason = fault.reason if isinstance(fault, URLError) else fault
    if isinstance(reason, TimeoutError):
        return f"nothing came for {SECONDS} seconds"
    if isinstance(reason, HTTPException):
        return "what came is no HTTP, or not all of it"
    told = reason.strerror if isinstance(reason, OSError) else None
    return (told or str(reason)).lower()


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
