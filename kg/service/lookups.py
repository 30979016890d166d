"""The REST look-ups: lists and cards answered from the index."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from kg.service.answers import answered_from, context_of, either, is_light, key_of_id, named, unknown_id, whole_list
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
#: Parameters that choose a place in a list and narrow nothing: such a page is read along one order, however long the list is.
PLACE = frozenset({"limit", "cursor", "sort"})
#: Instruments shown beside one.
BESIDE = 200
#: The index leaves the upper bound of an amount out, a client means it to be in; yuan have two decimals.
WITHIN = Decimal("0.005")


@router.get("/api/projects", responses=example("projects"), summary="Project years", openapi_extra=described(ProjectQuery))
async def projects(request: Request) -> Response:
    """Project years by the instrument they cite, by department, year, indicator, amount and words; filters combine."""
    asked = read_parameters(ProjectQuery, request)
    along_an_order = asked.model_fields_set <= PLACE | {"cites"}
    light = along_an_order and is_light(context_of(request).snapshots.current.index, ("instrument",), asked.cites)
    return await answered_from(request, lambda index: find_projects(index, asked), light=light)


def find_projects(index: Index, asked: ProjectQuery) -> Page:
    """The page asked for; raises the problems 404 and 300 for names."""
    department = either(index, ("department",), "department", asked.department)
    wanted = ProjectFilter(
        cites=either(index, ("instrument",), "regulation", asked.cites),
        role=asked.role,
        status=asked.status,
        departments=None if department is None else (department,),
        year=asked.year,
        indicators=None if asked.indicator is None else concepts(index, asked.indicator),
        text=asked.q,
        least=asked.minimum,
        most=None if asked.maximum is None else asked.maximum + WITHIN,
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
    return await card(request, id, "project", project_card)


async def card(request: Request, text: str, what: str, read: Callable[[Index, int], dict[str, Any] | None]) -> Response:
    """What `read` knows of the entity of an `{id}`; raises the problem 404."""
    key = key_of_id(text, what)

    def found(index: Index) -> dict[str, Any]:
        known = read(index, key)
        if known is None:
            raise unknown_id(text, what)
        return known

    # The rows of a card are read along an order that the index holds, and end at a limit: in less time than a thread needs to begin.
    return await answered_from(request, found, light=True)


@router.get("/api/regulations", responses=example("regulations"), summary="Instruments", openapi_extra=described(RegulationQuery))
async def regulations(request: Request) -> Response:
    """Instruments with what rests on them, the most used first."""
    asked = read_parameters(RegulationQuery, request)

    def found(index: Index) -> Page:
        issuer = either(index, BODIES, "issuer", asked.issuer)
        wanted = RegulationFilter(text=asked.q, issuers=None if issuer is None else (issuer,), level=asked.level, year=asked.year)
        return list_regulations(index, wanted, sort=asked.sort, limit=asked.limit, cursor=asked.cursor)

    return await answered_from(request, found, light=asked.model_fields_set <= PLACE)


@router.get(
    "/api/regulations/resolve",
    responses=example("resolve"),
    summary="What a way of writing a regulation names",
    openapi_extra=described(ResolveQuery),
)
async def resolve_regulation(request: Request) -> Response:
    """`status` is resolved, ambiguous (the items are candidates) or unknown; `match` says by what it was found."""
    asked = read_parameters(ResolveQuery, request)

    def told(index: Index) -> dict[str, Any]:
        found = resolve(index, ("instrument",), asked.text)
        order = {hex_of(key): place for place, key in enumerate(found.keys)}
        items = sorted(regulations_of(index, found.keys), key=lambda item: order[item["id"]])
        return {"status": found.status, "match": found.match, "items": items, "total": found.total}

    return await answered_from(request, told)


@router.get("/api/regulations/{id}", responses=example("regulation"), summary="An instrument")
async def regulation(request: Request, id: str) -> Response:
    """The item of the lists, with the departments that cite it most."""
    return await card(request, id, "regulation", regulation_card)


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
    wanted = ProjectFilter(cites=key, role=asked.role, status=asked.status)

    def found(index: Index) -> Page:
        known_regulation(index, key, id)
        return list_projects(index, wanted, sort=asked.sort, limit=asked.limit, cursor=asked.cursor)

    return await answered_from(request, found, light=asked.model_fields_set <= PLACE)


@router.get("/api/regulations/{id}/together", responses=example("regulations"), summary="What is cited beside an instrument")
async def regulations_together(request: Request, id: str) -> Response:
    """Instruments that stand in the same project years, the most frequent first; `together` counts those."""
    key = key_of_id(id, "regulation")

    def found(index: Index) -> dict[str, Any]:
        known_regulation(index, key, id)
        return whole_list(cited_together(index, key, limit=BESIDE))

    return await answered_from(request, found)


def known_regulation(index: Index, key: int, text: str) -> None:
    """Raises the problem 404 for an id that is no instrument's."""
    if find_regulation(index, key) is None:
        raise unknown_id(text, "regulation")


@router.get("/api/departments", responses=example("departments"), summary="Departments", openapi_extra=described(DepartmentQuery))
async def departments(request: Request) -> Response:
    """Departments with their totals, those with most money first."""
    asked = read_parameters(DepartmentQuery, request)

    def found(index: Index) -> Page:
        return list_departments(index, text=asked.q, sort=asked.sort, limit=asked.limit, cursor=asked.cursor)

    return await answered_from(request, found, light=asked.model_fields_set <= PLACE)


@router.get("/api/departments/{id}", responses=example("department"), summary="A department")
async def department(request: Request, id: str) -> Response:
    """The item of the lists, with budgets by year, what it supervises and what it cites most."""
    return await card(request, id, "department", body_card)


def body_card(index: Index, key: int) -> dict[str, Any] | None:
    """The card of a department, or of an issuer that files nothing; None for neither."""
    found = department_card(index, key)
    if found is None:
        entity = index.entity(key)
        found = issuer_card(index, key) if entity is not None and entity[0] == "issuer" else None
    return found


@router.get("/api/indicators", responses=example("indicators"), summary="Rows of indicator tables", openapi_extra=described(IndicatorQuery))
async def indicators(request: Request) -> Response:
    """Targets of one indicator across projects, by name, the newest first."""
    asked = read_parameters(IndicatorQuery, request)
    return await answered_from(request, lambda index: find_indicators(index, asked))


def find_indicators(index: Index, asked: IndicatorQuery) -> Page:
    """The page asked for; raises the problems 404 and 300 for names."""
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
