"""Linked data: `/id/…` and `/eli/…` name things (303 to a document); the documents are Turtle, JSON-LD, N-Triples, RDF/XML or a page.

The IRI of a thing is the base of the store and the path of the request: what a client calls the host plays no part.
"""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Callable
from urllib.parse import quote, unquote_to_bytes, urlsplit

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from kg.identifiers import segment
from kg.service.answers import context_of, headers_of, unchanged
from kg.service.negotiation import GRAPH_TYPES, accepted, require
from kg.service.problems import Problem, answers
from kg.service.snapshots import Snapshot

router = APIRouter(tags=["linked data"], default_response_class=Response)
HTML = "html"
#: What a thing's document is offered as: HTML first for browsers, which prefer it; Turtle for `*/*`.
OFFERED = {
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdfxml",
    "text/html": HTML,
    "application/xhtml+xml": HTML,
}
SUFFIXES = {"ttl": "ttl", "jsonld": "jsonld", "nt": "nt", "rdf": "rdfxml", "html": HTML}
ENDINGS = {format_: suffix for suffix, format_ in SUFFIXES.items()}
SUFFIX = re.compile(rf"\.({'|'.join(SUFFIXES)})\Z")
DESCRIBED = "CONSTRUCT { ?thing ?property ?value } WHERE { ?thing ?property ?value }"

#: A page of an entity: request, snapshot, IRI → response, or None where it has none (`app.state.entity_page`; pages put theirs there).
EntityPage = Callable[[Request, Snapshot, str], Response | None]


def iri_of(base: str, raw_path: bytes) -> str:
    """The IRI that a path names, however its characters are encoded: each segment is decoded and written again as it is minted. Raises
    Problem where the path is no UTF-8."""
    parts = []
    for part in raw_path.decode("ascii", "replace").lstrip("/").split("/"):
        try:
            text = unquote_to_bytes(part).decode()
        except UnicodeDecodeError as fault:
            raise Problem(400, "invalid-request", f"the address is no UTF-8: {part!r}") from fault
        parts.append(segment(text) if text else "")
    return base + "/".join(parts)


def path_of(base: str) -> str:
    """What stands between the host and our paths in a base, so that IRIs may be followed as they are: nothing, or `/a/b`."""
    return urlsplit(base).path.rstrip("/")


def address_of(base: str, iri: str) -> str:
    """The path at which a thing of ours is found."""
    return "/" + quote(iri.removeprefix(base), safe="/%!$&'()*+,;=:@~")


def triples_of(snapshot: Snapshot, iri: str, format_: str) -> bytes | None:
    """What the graph says of a thing; None where it says nothing."""
    thing = {"thing": NamedNode(iri)}
    if not snapshot.store.query("ASK { ?thing ?property ?value }", substitutions=thing):
        return None
    return snapshot.store.query(DESCRIBED, substitutions=thing).serialize(format_)


def exists(snapshot: Snapshot, iri: str) -> bool:
    """Whether the graph says anything of a thing."""
    try:
        thing = NamedNode(iri)
    except ValueError:
        return False
    return bool(snapshot.store.query("ASK { ?thing ?property ?value }", substitutions={"thing": thing}))


def moved_to(snapshot: Snapshot, iri: str) -> str | None:
    """The IRI of the instrument that took the place of a merged one."""
    return snapshot.index.replaced_by(iri)


@router.get("/id/{path:path}", responses=answers("RDF, or a page", status_303="the document", status_308="a merged thing has moved"))
@router.get("/eli/{path:path}", responses=answers("RDF, or a page", status_303="the document", status_308="a merged thing has moved"))
async def thing(request: Request, path: str) -> Response:
    """A thing leads to its document (303), a document (`….ttl`, `….jsonld`, `….nt`, `….rdf`, `….html`) is sent; a merged thing has moved (308)."""
    with context_of(request).snapshots.reading() as snapshot:
        asked: bytes = request.scope["raw_path"]
        above = path_of(snapshot.base)
        above = above if above and asked.startswith((f"{above}/id/".encode(), f"{above}/eli/".encode())) else ""
        iri = iri_of(snapshot.base, asked[len(above) :])
        suffix = SUFFIX.search(iri)
        if suffix and not await asyncio.to_thread(exists, snapshot, iri):
            return await document(request, snapshot, iri[: suffix.start()], above, suffix)
        merged = moved_to(snapshot, iri)
        if merged is not None and merged != iri:
            return Response(None, 308, {"Location": above + address_of(snapshot.base, merged), "Cache-Control": "no-cache"})
        if not await asyncio.to_thread(exists, snapshot, iri):
            raise Problem(404, "unknown-thing", f"nothing here is called {iri}")
        format_ = require(accepted(request), OFFERED)
        location = f"{above}{address_of(snapshot.base, iri)}.{ENDINGS[format_]}"
        return Response(None, 303, {"Location": location, "Vary": "Accept", "Cache-Control": "no-cache"})


async def document(request: Request, snapshot: Snapshot, iri: str, above: str, suffix: re.Match[str]) -> Response:
    """The document of a thing in the format of its suffix."""
    format_ = SUFFIXES[suffix.group(1)]
    merged = moved_to(snapshot, iri)
    if merged is not None and merged != iri:
        return Response(None, 308, {"Location": above + address_of(snapshot.base, merged) + suffix.group(), "Cache-Control": "no-cache"})
    data = await asyncio.to_thread(triples_of, snapshot, iri, "ttl" if format_ == HTML else format_) if is_iri(iri) else None
    if data is None:
        raise Problem(404, "unknown-thing", f"nothing here is called {iri}")
    if (same := unchanged(request, snapshot, format_)) is not None:
        return same
    if format_ != HTML:
        return Response(data, 200, headers_of(snapshot, format_), GRAPH_TYPES[format_])
    page: EntityPage = request.app.state.entity_page
    response = await asyncio.to_thread(page, request, snapshot, iri)
    return response if response is not None else stub_page(snapshot, iri, data)


def is_iri(text: str) -> bool:
    """Whether a text can be an IRI."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def stub_page(snapshot: Snapshot, iri: str, turtle: bytes) -> Response:
    """A page for a thing that has none of its own: what the graph says, with links to the other formats."""
    address = html.escape(address_of(snapshot.base, iri))
    links = " ".join(f'<a rel="alternate" href="{address}.{suffix}">{suffix}</a>' for suffix in SUFFIXES if suffix != HTML)
    statements = html.escape("\n".join(line for line in turtle.decode().splitlines() if not line.startswith("@prefix")).strip())
    name = html.escape(iri)
    head = f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{name}</title>'
    text = f"{head}<h1>{name}</h1><p>{links}</p><pre>{statements}</pre></html>"
    return Response(text.encode(), 200, headers_of(snapshot, HTML), "text/html; charset=utf-8")
