"""The REST look-ups: lists and cards answered from the index."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from kg.service.answers import context_of, either, json_response, key_of_id, named, page_response, unchanged, unknown_id
from kg.service.examples import example
from kg.service.models import DepartmentQuery, IndicatorQuery, ProjectQuery, RegulationProjectsQuery, RegulationQuery, ResolveQuery
from kg.service.parameters import described, read_parameters
from kg.service.problems import Problem
from kg.store.index import Index, Page, hex_of
from kg.store.index.departments import department_card, issuer_card, list_departments
from kg.store.index.indicators import IndicatorFilter, list_indicators
from kg.store.index.names import resolve
from kg.store.index.pages import hits
from kg.store.index.projects import ProjectFilter, list_projects, project_card
from kg.store.index.regulations import RegulationFilter, cited_together, find_regulation, list_regulations, regulation_card, regulations_of

router = APIRouter(tags=["look-ups"], default_response_class=Response)
BODIES = ("department", "issuer")
#: Names of indicators that one word may select.
CONCEPTS = 1000


@router.get("/api/projects", responses=example("projects"), summary="Project years", openapi_extra=described(ProjectQuery))
async def projects(request: Request) -> Response:
    """Project years by the instrument they cite, by department, year, indicator and words; filters combine."""
    asked = read_parameters(ProjectQuery, request)
    with context_of(request).snapshots.reading() as snapshot:
        if (same := unchanged(request, snapshot)) is not None:
            return same
        # What scans is done beside the event loop; a page of an instrument, the common question, is read in less time than a thread needs to start.
        light = asked.q is None and asked.indicator is None
        page = find_projects(snapshot.index, asked) if light else await asyncio.to_thread(find_projects, snapshot.index, asked)
        return page_response(request, snapshot, page)


def find_projects(index: Index, asked: ProjectQuery) -> Page:
    department = either(index, ("department",), "department", asked.department)
    wanted = ProjectFilter(
        cites=either(index, ("instrument",), "regulation", asked.cites),
        role=asked.role,
        status=asked.status,
        departments=None if department is None else (department,),
        year=asked.year,
        indicators=None if asked.indicator is None else concepts(index, asked.indicator),
        text=asked.q,
    )
    return list_projects(index, wanted, sort=asked.sort, limit=asked.limit, cursor=asked.cursor)


def concepts(index: Index, text: str) -> list[int]:
    """The indicators of a name, or all in whose names it stands."""
    found = resolve(index, ("indicator",), text)
    if found.status == "unknown":
        raise Problem(404, "unknown-name", f"no indicator here is called {text!r}")
    if found.match != "part":
        return list(found.keys)
    return [hit.key for hit in hits(index.connection, "indicator", text, limit=CONCEPTS)[0]]


@router.get("/api/projects/{id}", responses=example("project"), summary="A project year, or a project at its newest year")
async def project(request: Request, id: str) -> Response:
    """The item of the lists, with the project's years and the rows of the indicator table."""
    return card(request, id, "project", project_card)


def card(request: Request, text: str, what: str, read: Any) -> Response:
    key = key_of_id(text, what)
    with context_of(request).snapshots.reading() as snapshot:
        if (same := unchanged(request, snapshot)) is not None:
            return same
        found = read(snapshot.index, key)
        if found is None:
            raise unknown_id(text, what)
        return json_response(snapshot, found)


@router.get("/api/regulations", responses=example("regulations"), summary="Instruments", openapi_extra=described(RegulationQuery))
async def regulations(request: Request) -> Response:
    """Instruments with what rests on them, the most used first."""
    asked = read_parameters(RegulationQuery, request)
    with context_of(request).snapshots.reading() as snapshot:
        if (same := unchanged(request, snapshot)) is not None:
            return same
        index = snapshot.index
        issuer = either(index, BODIES, "issuer", asked.issuer)
        wanted = RegulationFilter(text=asked.q, issuers=None if issuer is None else (issuer,), level=asked.level, year=asked.year)
        ask = partial(list_regulations, index, wanted, sort=asked.sort, limit=asked.limit, cursor=asked.cursor)
        page = ask() if asked.q is None else await asyncio.to_thread(ask)
        return page_response(request, snapshot, page)


@router.get(
    "/api/regulations/resolve",
    responses=example("resolve"),
    summary="What a way of writing a regulation names",
    openapi_extra=described(ResolveQuery),
)
async def resolve_regulation(request: Request) -> Response:
    """`status` is resolved, ambiguous (the items are candidates) or unknown; `match` says by what it was found."""
    asked = read_parameters(ResolveQuery, request)
    with context_of(request).snapshots.reading() as snapshot:
        if (same := unchanged(request, snapshot)) is not None:
            return same
        found = resolve(snapshot.index, ("instrument",), asked.text)
        order = {hex_of(key): place for place, key in enumerate(found.keys)}
        items = sorted(regulations_of(snapshot.index, found.keys), key=lambda item: order[item["id"]])
        return json_response(snapshot, {"status": found.status, "match": found.match, "items": items, "total": found.total})


@router.get("/api/regulations/{id}", responses=example("regulation"), summary="An instrument")
async def regulation(request: Request, id: str) -> Response:
    """The item of the lists, with the departments that cite it most."""
    return card(request, id, "regulation", regulation_card)


@router.get(
    "/api/regulations/{id}/projects",
    responses=example("projects"),
    summary="The project years that cite an instrument",
    openapi_extra=described(RegulationProjectsQuery),
)
async def regulation_projects(request: Request, id: str) -> Response:
    """As `/api/projects?cites=`. An instrument that nothing cites has no items."""
    asked = read_parameters(RegulationProjectsQuery, request)
    key = key_of_id(id, "regulation")
    with context_of(request).snapshots.reading() as snapshot:
        if (same := unchanged(request, snapshot)) is not None:
            return same
        if find_regulation(snapshot.index, key) is None:
            raise unknown_id(id, "regulation")
        wanted = ProjectFilter(cites=key, role=asked.role, status=asked.status)
        return page_response(request, snapshot, list_projects(snapshot.index, wanted, sort=asked.sort, limit=asked.limit, cursor=asked.cursor))


@router.get("/api/regulations/{id}/together", responses=example("regulations"), summary="What is cited beside an instrument")
async def regulations_together(request: Request, id: str) -> Response:
    """Instruments that stand in the same project years, the most frequent first; `together` counts those."""
    key = key_of_id(id, "regulation")
    with context_of(request).snapshots.reading() as snapshot:
        if (same := unchanged(request, snapshot)) is not None:
            return same
        if find_regulation(snapshot.index, key) is None:
            raise unknown_id(id, "regulation")
        items = await asyncio.to_thread(cited_together, snapshot.index, key, limit=200)
        return json_response(snapshot, {"items": items, "total": len(items), "next": None})


@router.get("/api/departments", responses=example("departments"), summary="Departments", openapi_extra=described(DepartmentQuery))
async def departments(request: Request) -> Response:
    """Departments with their totals, those with most money first."""
    asked = read_parameters(DepartmentQuery, request)
    with context_of(request).snapshots.reading() as snapshot:
        if (same := unchanged(request, snapshot)) is not None:
            return same
        ask = partial(list_departments, snapshot.index, text=asked.q, sort=asked.sort, limit=asked.limit, cursor=asked.cursor)
        page = ask() if asked.q is None else await asyncio.to_thread(ask)
        return page_response(request, snapshot, page)


@router.get("/api/departments/{id}", responses=example("department"), summary="A department")
async def department(request: Request, id: str) -> Response:
    """The item of the lists, with budgets by year, what it supervises and what it cites most."""
    return card(request, id, "department", body_card)


def body_card(index: Index, key: int) -> dict[str, Any] | None:
    found = department_card(index, key)
    if found is None:
        entity = index.entity(key)
        found = issuer_card(index, key) if entity is not None and entity[0] == "issuer" else None
    return found


@router.get("/api/indicators", responses=example("indicators"), summary="Rows of indicator tables", openapi_extra=described(IndicatorQuery))
async def indicators(request: Request) -> Response:
    """Targets of one indicator across projects, by name, the newest first."""
    asked = read_parameters(IndicatorQuery, request)
    with context_of(request).snapshots.reading() as snapshot:
        if (same := unchanged(request, snapshot)) is not None:
            return same
        page = await asyncio.to_thread(find_indicators, snapshot.index, asked)
        return page_response(request, snapshot, page)


def find_indicators(index: Index, asked: IndicatorQuery) -> Page:
    department = either(index, ("department",), "department", asked.department)
    wanted = IndicatorFilter(
        text=asked.q,
        concepts=None if asked.name is None else (named(index, ("indicator",), "indicator", asked.name),),
        kind=asked.kind,
        comparator=asked.comparator,
        unit=asked.unit,
        least=asked.minimum,
        most=asked.maximum,
        departments=None if department is None else (department,),
        year=asked.year,
    )
    return list_indicators(index, wanted, limit=asked.limit, cursor=asked.cursor)
