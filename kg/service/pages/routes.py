"""The addresses of the pages. A view is made in a thread of its own; whatever goes wrong is a page too."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from kg.catalogue import find_query
from kg.errors import KgError, UnknownName
from kg.service.answers import context_of, headers_of
from kg.service.negotiation import choose
from kg.service.pages.editors import editor, read_result
from kg.service.pages.entities import entity
from kg.service.pages.errors import error_view
from kg.service.pages.files import TYPES, write_list
from kg.service.pages.filters import of_kind
from kg.service.pages.home import home
from kg.service.pages.questions import given_to, queries, query, schema
from kg.service.pages.searching import KINDS, read, rows, search
from kg.service.pages.site import Site
from kg.service.pages.things import thing
from kg.service.pages.visits import View, Visit
from kg.service.problems import PROBLEM_JSON, Problem
from kg.service.queries import resolved
from kg.service.snapshots import Snapshot
from kg.service.sparql import pairs
from kg.store.index import key_of

router = APIRouter(include_in_schema=False, default_response_class=Response)
HTML = "text/html; charset=utf-8"
#: Everything comes from here: no inline script, no inline style, nothing from elsewhere.
POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
#: Addresses that programs ask: their errors stay problem documents.
PROGRAMS = ("/api/", "/sparql", "/assets/", "/health", "/metrics", "/openapi.json")
FILING = re.compile(r"/id/filing/[0-9a-f]{16}-[0-9]+\Z")


def entity_page(request: Request, snapshot: Snapshot, iri: str) -> Response:
    """The page of an entity; of other things (fields, amounts, runs …) what the graph says of them."""
    visit = visit_of(request, snapshot)
    if snapshot.index.entity(key_of(iri)) is None and not FILING.search(iri):
        return respond(request, visit, lambda: thing(visit, iri))
    return respond(request, visit, lambda: entity(visit, iri))


@router.get("/")
async def first_page(request: Request) -> Response:
    return await page(request, home)


@router.get("/search")
async def search_page(request: Request) -> Response:
    return await page(request, search)


@router.get("/search.{format_}")
async def search_file(request: Request, format_: str) -> Response:
    """The list of the page as a file, with the same address but for the ending."""

    def made(visit: Visit) -> bytes:
        kind = visit.value("kind") or "project"
        if kind not in KINDS or format_ not in TYPES:
            raise UnknownName("list", f"{kind}.{format_}", [f"{known}.{ending}" for known in KINDS for ending in TYPES])
        return write_list(kind, rows(visit, kind), format_, total=read(of_kind(visit, kind), kind, limit=1).total)

    return await file(request, made, TYPES.get(format_, ""), f"search.{format_}")


@router.get("/queries")
async def queries_page(request: Request) -> Response:
    return await page(request, queries)


@router.get("/queries/{name}.{format_}")
async def query_file(request: Request, name: str, format_: str) -> Response:
    """The answer as a file: as the catalogue's own address gives it."""
    with context_of(request).snapshots.reading() as snapshot:
        visit = visit_of(request, snapshot)
        try:
            answer = await ask(request, visit, name, {"csv": "csv", "json": "rows"}.get(format_, "csv"))
        except KgError as fault:
            return failed(request, visit, fault)
        body = b"\xef\xbb\xbf" + answer if format_ == "csv" else answer
        headers = {"Content-Disposition": f'attachment; filename="{find_query(name).name}.{format_}"'}
        return Response(body, 200, headers_of(snapshot, format_) | headers, TYPES.get(format_, TYPES["csv"]))


@router.get("/queries/{name}")
async def query_page(request: Request, name: str) -> Response:
    with context_of(request).snapshots.reading() as snapshot:
        visit = visit_of(request, snapshot)
        try:
            given = given_to(visit, find_query(name))
            answer: dict[str, Any] | None = None if given is None else json.loads(await ask(request, visit, name, "rows"))
        except KgError as fault:
            return failed(request, visit, fault)
        return respond(request, visit, lambda: query(visit, name, answer))


async def ask(request: Request, visit: Visit, name: str, format_: str) -> bytes:
    """Answers a question in a query process, which is stopped when it takes too long."""
    asked = find_query(name)
    bound = await asyncio.to_thread(resolved, visit.generation, asked, given_to(visit, asked) or {})
    job = {"query": asked.text, "bound": bound, "table_format": format_, "graph_format": None, "version": visit.generation.version}
    reply = await context_of(request).pool.ask(job)
    return b"".join([chunk async for chunk in reply.chunks])


async def sparql_page(request: Request, query_text: str | None) -> Response:
    """The editor, and for a query the answer as a table: what `/sparql` gives a browser."""
    site: Site = request.app.state.site
    with context_of(request).snapshots.reading() as snapshot:
        visit = visit_of(request, snapshot)
        result, problem = None, None
        if query_text is not None:
            job = {"query": query_text, "table_format": "json", "graph_format": "ttl", "version": snapshot.version}
            try:
                reply = await context_of(request).pool.ask(job)
                result = read_result(reply.header["kind"], b"".join([chunk async for chunk in reply.chunks]))
            except KgError as fault:
                problem = str(fault)

        def made() -> View:
            words = site.words_of("editor_", visit.lang)
            said = site.said(visit.lang)
            script = site.pictures.editor
            return editor(
                base=snapshot.base, query=query_text, result=result, problem=problem, script=script, lang=visit.lang, words=words, said=said
            )

        return await asyncio.to_thread(respond, request, visit, made)


@router.get("/schema")
async def schema_page(request: Request) -> Response:
    return await page(request, schema)


async def page(request: Request, made: Callable[[Visit], View]) -> Response:
    """A view as a response."""
    with context_of(request).snapshots.reading() as snapshot:
        visit = visit_of(request, snapshot)
        return await asyncio.to_thread(respond, request, visit, lambda: made(visit))


async def file(request: Request, made: Callable[[Visit], bytes], media_type: str, name: str) -> Response:
    """Bytes as a download."""
    with context_of(request).snapshots.reading() as snapshot:
        visit = visit_of(request, snapshot)
        try:
            body = await asyncio.to_thread(made, visit)
        except KgError as fault:
            return failed(request, visit, fault)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(body, 200, headers_of(snapshot, name.rpartition(".")[2]) | headers, media_type)


def visit_of(request: Request, snapshot: Snapshot) -> Visit:
    return Visit(snapshot, request.url.path, tuple(pairs(request.url.query)))


def respond(request: Request, visit: Visit, made: Callable[[], View]) -> Response:
    """A view as HTML; an error of ours as a page that says what is wrong."""
    site: Site = request.app.state.site
    try:
        view = made()
        body = site.render(visit, view)
    except KgError as fault:
        return failed(request, visit, fault)
    return Response(body, view.status, {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache", "Vary": "Accept"}, HTML)


def failed(request: Request, visit: Visit, fault: KgError) -> Response:
    """The page of an error, with its status and what the name may have meant."""
    site: Site = request.app.state.site
    view = error_view(visit, fault)
    return Response(site.render(visit, view), view.status, {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}, HTML)


def problem_page(request: Request, problem: Problem) -> Response | None:
    """An error that no page has answered, as a page for who would rather read one; None for programs, and where the store may be what fails."""
    asked = choose(request.headers.get("accept"), {PROBLEM_JSON: "json", "text/html": "html"})
    if asked != "html" or problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR or request.url.path.startswith(PROGRAMS):
        return None
    with context_of(request).snapshots.reading() as snapshot:
        response = failed(request, visit_of(request, snapshot), problem)
    response.headers.update(problem.headers | {"Vary": "Accept"})
    return response
