"""The network: around something, of a list, of an answer, of given nodes, or the overview; as a page, as data for the browser, as a file."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from kg.catalogue import find_query
from kg.errors import InvalidData, KgError, UnknownName
from kg.service.answers import context_of
from kg.service.pages.filters import of_kind
from kg.service.pages.routes import ask, failed, file, respond, visit_of
from kg.service.pages.searching import KINDS, read
from kg.service.pages.site import Site
from kg.service.pages.visits import View, Visit
from kg.service.parameters import pairs
from kg.service.problems import problem_of, problem_response
from kg.store.index import hex_of, key_from, key_of
from kg.store.index.names import resolve
from kg.store.index.regulations import find_regulation

router = APIRouter(include_in_schema=False, default_response_class=Response)
#: Formats of a network → media type; the page that stands alone is a download, because its scripts are inline.
DRAWINGS = {
    "svg": "image/svg+xml",
    "html": "text/html; charset=utf-8",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "json": "application/json",
}
DEPTHS, LIMITS = range(4), range(1, 501)
#: Items of a list, or rows of an answer, that a network begins with; nodes that an address may name.
LISTED, NAMED = 60, 500
#: Keys of the index, as addresses write them.
KEY_LETTERS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Start:
    """What a network is drawn of: one text that names something, several IRIs, or nothing (the overview). `of` is how many there were, `title`
    what they are."""

    focus: str | tuple[str, ...] | None = None
    of: int = 0
    title: str = ""


@router.get("/graph")
async def graph_page(request: Request) -> Response:
    """The network with a table of the same."""
    site: Site = request.app.state.site
    with context_of(request).snapshots.reading() as snapshot:
        visit = visit_of(request, snapshot)
        try:
            start = await start_of(request, visit)
        except KgError as fault:
            return failed(request, visit, fault)

        def made() -> View:
            graph, depth, limit = drawn(site, visit, start)
            figure = site.pictures.figure(graph, lang=visit.lang, link=visit.entity, height=820)
            context = {
                "browser": site.pictures.browser,
                "words": json.dumps(site.words_of("net_", visit.lang), ensure_ascii=False),
                "focus": start.focus if isinstance(start.focus, str) else None,
                "called": called(visit, start.focus, graph.graph["focus"]),
                "start": start,
                "listed": LISTED,
                "asked": {name: visit.value(name) for name in ("focus", "search", "question", "nodes")},
                "depth": depth,
                "limit": limit,
                "label": start.title or site.pictures.label(graph) or site.word("search_result", visit.lang),
                "figure": Markup(figure),
                "edges": site.pictures.edges(graph, lang=visit.lang),
            }
            return View("graph.html", context)

        return await asyncio.to_thread(respond, request, visit, made)


@router.get("/graph/data")
async def graph_data(request: Request) -> Response:
    """The network for the network browser; what is wrong is told as a problem document."""
    site: Site = request.app.state.site

    def made(visit: Visit, start: Start) -> bytes:
        graph = drawn(site, visit, start)[0]
        keys = {key_of(iri): iri for iri in graph}
        found = visit.index.rows(f"SELECT id, degree FROM entities WHERE id IN ({','.join('?' * len(keys))})", list(keys))
        degrees = {keys[key]: degree for key, degree in found}
        names = {iri: hex_of(key) for key, iri in keys.items()}
        return site.pictures.data(graph, lang=visit.lang, link=visit.entity, degrees=degrees, keys=names)

    with context_of(request).snapshots.reading() as snapshot:
        visit = visit_of(request, snapshot)
        try:
            body = await asyncio.to_thread(made, visit, await start_of(request, visit))
        except KgError as fault:
            return problem_response(request.scope, problem_of(fault))
        return Response(body, 200, {"Cache-Control": "no-cache"}, DRAWINGS["json"])


@router.get("/graph.{format_}")
async def graph_file(request: Request, format_: str) -> Response:
    """The network as a file."""
    site: Site = request.app.state.site
    with context_of(request).snapshots.reading() as snapshot:
        try:
            start = await start_of(request, visit_of(request, snapshot))
        except KgError as fault:
            return failed(request, visit_of(request, snapshot), fault)

    def made(visit: Visit) -> bytes:
        if format_ not in DRAWINGS:
            raise UnknownName("format of a network", format_, list(DRAWINGS))
        return site.pictures.file(drawn(site, visit, start)[0], format_, lang=visit.lang)

    return await file(request, made, DRAWINGS.get(format_, ""), f"network.{format_}")


def drawn(site: Site, visit: Visit, start: Start) -> tuple[Any, int, int]:
    """The network that an address asks for: graph, depth, limit of nodes."""
    alone = isinstance(start.focus, tuple) and visit.value("search") is None
    depth, limit = visit.whole("depth", DEPTHS, 0 if alone else 1), visit.whole("limit", LIMITS, 120)
    depth = depth if isinstance(start.focus, tuple) else max(depth, 1)
    graph = site.pictures.network(visit.store, start.focus, depth=depth, limit=limit)
    if start.focus and visit.value("question") and visit.value("depth") is None and not graph.number_of_edges():
        # An answer of one kind of things: what joins them stands between them.
        depth = 1
        graph = site.pictures.network(visit.store, start.focus, depth=depth, limit=limit)
    return graph, depth, limit


def called(visit: Visit, asked: str | tuple[str, ...] | None, iri: str) -> str | None:
    """What the form says of a focus: a number or a name in the place of its IRI, where it means nothing else; what was asked for otherwise."""
    if not isinstance(asked, str) or asked != iri:
        return asked if isinstance(asked, str) else None
    entity = visit.index.entity(key_of(iri))
    if entity is None or entity[0] not in ("instrument", "department", "project"):
        return asked
    card = find_regulation(visit.index, key_of(iri)) or {}
    names = (name for name in (card.get("number"), entity[2]) if name)
    return next((name for name in names if resolve(visit.index, (entity[0],), name).keys == (key_of(iri),)), asked)


async def start_of(request: Request, visit: Visit) -> Start:
    """What the address names: `focus`, `nodes` (keys), `search` (the query of a list), `question` (with its parameters), or nothing."""
    if visit.value("focus"):
        return Start(visit.value("focus"))
    if nodes := visit.value("nodes"):
        return of_nodes(visit, nodes)
    if (searched := visit.value("search")) is not None:
        return await asyncio.to_thread(of_list, replace(visit, path="/search", query=tuple(pairs(searched))))
    if question := visit.value("question"):
        asked = find_query(question)
        answer = json.loads(await ask(request, visit, question, "rows"))
        texts = [value for row in answer["rows"] for value in row.values() if isinstance(value, str) and value.startswith(visit.generation.base)]
        iris = [iri for iri in dict.fromkeys(texts) if visit.index.entity(key_of(iri)) is not None]
        if not iris:
            raise InvalidData(f"the answer to {question} names nothing that a network could show")
        return Start(tuple(iris[:LISTED]), len(iris), asked.title[visit.lang])
    return Start()


def of_nodes(visit: Visit, nodes: str) -> Start:
    """The entities of some keys; those that the store does not hold are left out. Raises InvalidData."""
    keys = nodes.split(",")
    if len(keys) > NAMED or any(len(key) != len("0123456789abcdef") or set(key) - KEY_LETTERS for key in keys):
        raise InvalidData(f"nodes is {nodes[:60]!r}; expected at most {NAMED} keys of 16 hexadecimal digits, divided by commas")
    found = (visit.index.entity(key_from(key)) for key in keys)
    return Start(tuple(dict.fromkeys(entity[1] for entity in found if entity is not None)), len(keys))


def of_list(visit: Visit) -> Start:
    """The first items of a list, as entities that stand in networks: project years as their projects, rows of indicators as the indicators."""
    kind = visit.value("kind") or "project"
    if kind not in KINDS:
        raise InvalidData(f"kind is {kind!r}; expected one of {', '.join(KINDS)}")
    page = read(of_kind(visit, kind), kind, limit=LISTED)
    iris = [iri for item in json.loads(page.items) if (iri := entity_of(visit, kind, item))]
    if not iris:
        raise InvalidData("the list is empty: there is nothing to draw")
    return Start(tuple(dict.fromkeys(iris)), page.total, visit.value("q") or "")


def entity_of(visit: Visit, kind: str, item: dict[str, Any]) -> str | None:
    """The IRI of the node that stands for an item."""
    if kind == "indicator":
        found = visit.index.entity(key_from(item["id"])) if item["id"] else None
        return found[1] if found else None
    iri: str = (item.get("project") if kind == "project" else None) or item["iri"]
    return iri
