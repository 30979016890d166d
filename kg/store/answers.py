"""An answer to a query, and its formats."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import IO, TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from kg.errors import UnknownName
from kg.terms import PREFIXES

Term: TypeAlias = NamedNode | Literal | BlankNode | Triple

#: Formats of SELECT and ASK answers.
TABLE_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
#: Formats of CONSTRUCT and DESCRIBE answers.
GRAPH_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


class Answer:
    """The answer to one query. It is read once: as rows, as a truth value, as triples, or serialised.

    `kind` is select, ask or construct; `columns` are the variables of a SELECT, without the question mark.
    """

    def __init__(self, results: QuerySolutions | QueryBoolean | QueryTriples | Iterator[Triple]) -> None:
        self._results = results
        if isinstance(results, QuerySolutions):
            self.kind = "select"
            self.columns = tuple(v.value for v in results.variables)
        else:
            self.kind = "ask" if isinstance(results, QueryBoolean) else "construct"
            self.columns = ()

    def rows(self) -> Iterator[tuple[Term | None, ...]]:
        """The rows of a SELECT in the order of `columns`; an unbound variable is None."""
        assert isinstance(self._results, QuerySolutions), f"a {self.kind} answer has no rows"
        width = range(len(self.columns))
        return (tuple(row[n] for n in width) for row in self._solutions())

    def _solutions(self) -> Iterator[QuerySolution]:
        assert isinstance(self._results, QuerySolutions)
        return iter(self._results)

    def values(self) -> Iterator[tuple[str | None, ...]]:
        """The rows of a SELECT as text: IRIs and lexical forms."""
        return (tuple(None if term is None else text_of(term) for term in row) for row in self.rows())

    def triples(self) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        assert not isinstance(self._results, QuerySolutions | QueryBoolean), f"a {self.kind} answer has no triples"
        return iter(self._results)

    def __bool__(self) -> bool:
        """The truth value of an ASK."""
        assert isinstance(self._results, QueryBoolean), f"a {self.kind} answer is neither true nor false"
        return bool(self._results)

    def formats(self) -> dict[str, QueryResultsFormat] | dict[str, RdfFormat]:
        """The formats this answer can be written in, by name."""
        return GRAPH_FORMATS if self.kind == "construct" else TABLE_FORMATS

    def serialize(self, format_: str) -> bytes:
        """The answer in a format of `formats()`; raises UnknownName for another. Triples keep the order in which the store gives them."""
        stream = BytesIO()
        self.write(stream, format_)
        return stream.getvalue()

    def write(self, stream: IO[bytes], format_: str) -> None:
        """Writes what `serialize` gives to a stream, while the store finds it. What the stream raises ends the answer."""
        if format_ not in self.formats():
            raise UnknownName(f"format for the answer of {self.kind.upper()}", format_, sorted(self.formats()))
        if not isinstance(self._results, QuerySolutions | QueryBoolean):
            form = GRAPH_FORMATS[format_]
            prefixes = dict(PREFIXES) if form in (RdfFormat.TURTLE, RdfFormat.RDF_XML, RdfFormat.JSON_LD) else None
            serialize(self._results, stream, format=form, prefixes=prefixes)
        else:
            self._results.serialize(stream, format=TABLE_FORMATS[format_])


def text_of(term: Term) -> str:
    """An IRI, the lexical form of a literal, or a term as it is written in N-Triples."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
