"""The catalogue over HTTP: every question is an address, its parameters are those of its header."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter
from pyoxigraph import Literal, NamedNode
from starlette.requests import Request
from starlette.responses import Response

from kg.catalogue import Parameter, Query, find_query, load_catalogue
from kg.catalogue.names import term_of
from kg.errors import UnknownName
from kg.service.answers import context_of, json_response, named, unchanged
from kg.service.examples import example
from kg.service.negotiation import TABLE_TYPES, accepted, require
from kg.service.parameters import pairs
from kg.service.problems import Problem, answers
from kg.service.snapshots import Snapshot
from kg.service.streaming import answered

router = APIRouter(tags=["catalogue"], default_response_class=Response)
OFFERED = {
    "application/json": "rows",
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TYPES = TABLE_TYPES | {"rows": "application/json"}
#: type of a parameter that names something → kinds of entities.
KINDS = {"department": ("department",), "instrument": ("instrument",), "project": ("project",)}
JSON_TYPES = {"integer": "integer", "decimal": "number"}


def told(query: Query) -> dict[str, Any]:
    """A question as the catalogue lists it."""
    return {
        "name": query.name,
        "title": dict(query.title),
        "description": dict(query.description),
        "parameters": [
            {"name": p.name, "type": p.type, "optional": p.optional, "example": p.example, "description": dict(p.description)}
            | ({"values": p.values} if p.values else {})
            for p in query.parameters
        ],
        "columns": [{"name": column.name, "description": dict(column.description)} for column in query.columns],
        "sparql": query.text,
    }


@router.get("/api/queries", summary="The catalogue", responses=answers("the questions"))
async def catalogue(request: Request) -> Response:
    """Questions with titles and descriptions in English and Chinese, parameters with examples, and their SPARQL."""
    with context_of(request).snapshots.reading() as snapshot:
        if (same := unchanged(request, snapshot)) is not None:
            return same
        items = [told(query) for query in load_catalogue()]
        return json_response(snapshot, {"items": items, "total": len(items), "next": None})


async def ask(request: Request) -> Response:
    """Answers the question that the address names."""
    return await answer(request, request.url.path.rpartition("/")[2])


async def answer(request: Request, name: str) -> Response:
    """The rows of a question, in the format that the request accepts. Raises the problems 400, 404, 406 and 300."""
    try:
        query = find_query(name)
    except UnknownName as fault:
        raise Problem(404, "unknown-name", str(fault), known=fault.known) from fault
    given = parameters_of(query, pairs(request.url.query))
    format_ = require(accepted(request), OFFERED)
    context = context_of(request)
    with context.snapshots.reading() as snapshot:
        bound = await asyncio.to_thread(resolved, snapshot, query, given)
        job = {"query": query.text_for(bound), "bound": bound, "table_format": format_, "graph_format": None, "version": snapshot.version}
        return await answered(request, context.pool, job, TYPES, {})


def parameters_of(query: Query, given: list[tuple[str, str]]) -> dict[str, str]:
    """The parameters by name; raises the problem 400 for a strange one, one given twice, and one that is missing."""
    known = {parameter.name: parameter for parameter in query.parameters}
    values: dict[str, str] = {}
    for key, value in given:
        if key not in known or key in values:
            problem = "is given twice" if key in values else "is none of this question"
            raise Problem(400, "invalid-request", f"the parameter {key!r} {problem}; it has {', '.join(known) or 'none'}", known=list(known))
        if value:
            values[key] = value
    missing = [f"{p.name}={p.example}" for p in query.parameters if not p.optional and p.name not in values]
    if missing:
        raise Problem(400, "invalid-request", f"{query.name} needs {', '.join(missing)} (an example)")
    return values


def resolved(snapshot: Snapshot, query: Query, given: dict[str, str]) -> dict[str, dict[str, str]]:
    """The parameters as terms (`{"iri": …}` or `{"value": …, "datatype": …}`); names are found in the index. Raises the problems 404 and 300, and
    InvalidData for a text that is not of its type."""
    parameters = {parameter.name: parameter for parameter in query.parameters}
    bound = {}
    for key, value in given.items():
        kinds = KINDS.get(parameters[key].type)
        if kinds is not None:
            what = "regulation" if "instrument" in kinds else kinds[0]
            entity = snapshot.index.entity(named(snapshot.index, kinds, what, value))
            assert entity is not None, "a resolved name has an entity"
            bound[key] = {"iri": entity[1]}
        else:
            term = term_of(snapshot.store, parameters[key], value)
            assert isinstance(term, NamedNode | Literal), "a parameter is an IRI or a literal"
            bound[key] = {"iri": term.value} if isinstance(term, NamedNode) else {"value": term.value, "datatype": term.datatype.value}
    return bound


def openapi_parameter(parameter: Parameter) -> dict[str, Any]:
    """A parameter of a question as OpenAPI describes it."""
    kind = JSON_TYPES.get(parameter.type, "string")
    shown: Any = int(parameter.example) if kind == "integer" else parameter.example
    schema: dict[str, Any] = {"type": kind} if kind != "string" else {"type": "string", "minLength": 1}
    if parameter.values:
        schema = {"type": "string", "enum": list(parameter.values)}
    return {
        "name": parameter.name,
        "in": "query",
        "required": not parameter.optional,
        "schema": schema,
        "description": parameter.description["en"],
        "example": shown,
    }


for question in load_catalogue():
    router.add_api_route(
        f"/api/queries/{question.name}",
        ask,
        summary=question.title["en"],
        description=question.description["en"],
        operation_id=f"query_{question.name}",
        responses=example("rows"),
        openapi_extra={"parameters": [openapi_parameter(parameter) for parameter in question.parameters]},
    )


@router.get("/api/queries/{name}", include_in_schema=False)
async def unknown(request: Request, name: str) -> Response:
    """A question that the catalogue does not have."""
    return await answer(request, name)
