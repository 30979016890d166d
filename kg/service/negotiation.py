"""What a client accepts (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from starlette.requests import Request

from kg.service.problems import Problem

#: media type → name of the format, the service's favourite first.
TABLES = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS = {
    "text/turtle": "ttl",
    "application/x-turtle": "ttl",
    "application/n-triples": "nt",
    "text/plain": "nt",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
}
#: format → media type of the answer.
TABLE_TYPES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
GRAPH_TYPES = {
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}


def accepted(request: Request) -> str | None:
    """What a request says that it accepts; lines of one name are one list (RFC 9110, 5.3)."""
    return ",".join(request.headers.getlist("accept")) or None


@lru_cache(maxsize=1024)
def parse_accept(accept: str) -> tuple[tuple[str, float, int], ...]:
    """Media ranges with their quality and how special they are; parameters but `q` are ignored."""
    ranges = []
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    quality = 0.0
        if name:
            ranges.append((name, quality, 0 if name == "*/*" else 1 if name.endswith("/*") else 2))
    return tuple(ranges)


def choose(accept: str | None, offered: Mapping[str, str]) -> str | None:
    """The format that the client likes best; the first offered for equal quality and for no wish at all; None where it accepts none."""
    if accept is None or not accept.strip():
        return next(iter(offered.values()))
    ranges = parse_accept(accept)
    best, best_quality = None, 0.0
    for media, name in offered.items():
        fitting = [(special, quality) for wanted, quality, special in ranges if _fits(wanted, media)]
        quality = max(fitting)[1] if fitting else 0.0
        if quality > best_quality:
            best, best_quality = name, quality
    return best


def _fits(wanted: str, media: str) -> bool:
    return wanted in ("*/*", media) or (wanted.endswith("/*") and media.startswith(wanted[:-1]))


def require(accept: str | None, offered: Mapping[str, str]) -> str:
    """As `choose`; raises the problem 406."""
    chosen = choose(accept, offered)
    if chosen is None:
        raise Problem(406, "not-acceptable", f"this is offered as {', '.join(offered)}; the request accepts {accept}", offered=list(offered))
    return chosen
