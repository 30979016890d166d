"""The SPARQL 1.1 Protocol, read only."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from kg.service.answers import context_of, headers_of, unchanged
from kg.service.descriptions import service_description
from kg.service.negotiation import GRAPH_TYPES, GRAPHS, TABLE_TYPES, TABLES, accepted, choose, require
from kg.service.parameters import pairs as pairs
from kg.service.problems import RESPONSES, Problem
from kg.service.streaming import answered

router = APIRouter(tags=["SPARQL"], default_response_class=Response)
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
#: What the protocol knows; other parameters of a form are left alone, as clients send their own.
GRAPHS_GIVEN = ("default-graph-uri", "named-graph-uri")
TYPES = TABLE_TYPES | GRAPH_TYPES
#: A browser is given the editor, and the plain form of its page says by `as` what it wants back.
PAGE = {"text/html": "html"}
FORM_TYPES = {"csv": "text/csv", "json": "application/sparql-results+json"}

QUERY_EXAMPLE = "SELECT ?type (COUNT(*) AS ?things) WHERE { ?thing a ?type } GROUP BY ?type ORDER BY DESC(?things)"
GRAPH_PARAMETERS = [
    {"name": name, "in": "query", "required": False, "schema": {"type": "array", "items": {"type": "string", "format": "iri"}}}
    for name in GRAPHS_GIVEN
]
ANSWER = {
    "description": "SELECT and ASK: the formats of SPARQL results; CONSTRUCT and DESCRIBE: RDF",
    "content": {media: {"schema": {} if "json" in media else {"type": "string"}} for media in dict.fromkeys([*TABLES, *GRAPHS])},
}
RESPONSES_OF_QUERIES = {200: ANSWER} | RESPONSES


@router.get(
    "/sparql",
    summary="Ask a SPARQL 1.1 query; without one, the service description",
    responses=RESPONSES_OF_QUERIES,
    openapi_extra={
        "parameters": [
            {"name": "query", "in": "query", "required": False, "schema": {"type": "string"}, "example": QUERY_EXAMPLE},
            *GRAPH_PARAMETERS,
        ]
    },
)
async def ask_by_address(request: Request) -> Response:
    """The default graph is the union of all graphs; `SERVICE` is off."""
    given = pairs(request.url.query)
    as_asked = dict(given).get("as")
    queries = [value for key, value in given if key == "query"]
    if (as_asked == "table" and len(queries) == 1) or (not queries and choose(accepted(request), GRAPHS | PAGE) == "html"):
        refuse_update(given)
        page: Response = await request.app.state.sparql_page(request, queries[0] if queries else None)
        return page
    if not queries:
        refuse_update(given)
        return described(request)
    return await ask(request, given, as_asked)


@router.post(
    "/sparql",
    summary="Ask a SPARQL 1.1 query in the body",
    responses=RESPONSES_OF_QUERIES,
    openapi_extra={
        "parameters": GRAPH_PARAMETERS,
        "requestBody": {
            "required": True,
            "content": {
                QUERY: {"schema": {"type": "string"}, "example": QUERY_EXAMPLE},
                FORM: {
                    "schema": {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}},
                    "example": {"query": QUERY_EXAMPLE},
                },
            },
        },
    },
)
async def ask_by_body(request: Request) -> Response:
    """A form with `query`, or the query itself as `application/sparql-query`."""
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = parameters.partition("charset=")[2].strip().strip('"').lower() or "utf-8"
    if charset not in ("utf-8", "utf8"):
        raise Problem(415, "unsupported-media-type", f"the body is declared as {charset}; queries are read as UTF-8")
    body = await request.body()
    try:
        text = body.decode()
    except UnicodeDecodeError as fault:
        raise Problem(400, "invalid-request", f"the body is no UTF-8: byte {fault.start}") from fault
    match media.strip().lower():
        case "application/sparql-query":
            given = [("query", text), *(pair for pair in pairs(request.url.query) if pair[0] != "query")]
            if any(key == "query" for key, _ in pairs(request.url.query)):
                raise Problem(400, "invalid-request", "the query stands both in the body and in the address")
        case "application/x-www-form-urlencoded":
            given = pairs(text)
        case "application/sparql-update":
            raise refused_update()
        case other:
            raise Problem(415, "unsupported-media-type", f"the body is {other or 'of no type'}; expected {QUERY} or {FORM}")
    return await ask(request, given)


def refused_update() -> Problem:
    """The problem of every update."""
    return Problem(403, "read-only", "this endpoint answers queries only; updates are refused")


def refuse_update(given: list[tuple[str, str]]) -> None:
    """Raises the problem 403 where an update is among the parameters."""
    if any(key == "update" for key, _ in given):
        raise refused_update()


async def ask(request: Request, given: list[tuple[str, str]], as_asked: str | None = None) -> Response:
    """Answers the one query among the parameters; `as_asked` is what the page's form wants, instead of what the browser accepts."""
    refuse_update(given)
    queries = [value for key, value in given if key == "query"]
    if len(queries) != 1:
        raise Problem(400, "invalid-request", f"{len(queries)} parameters `query`; expected one")
    accept = FORM_TYPES.get(as_asked or "") or accepted(request)
    context = context_of(request)
    job = {
        "query": queries[0],
        "default_graphs": [value for key, value in given if key == "default-graph-uri"],
        "named_graphs": [value for key, value in given if key == "named-graph-uri"],
        "table_format": choose(accept, TABLES),
        "graph_format": choose(accept, GRAPHS),
    }
    if job["table_format"] is None and job["graph_format"] is None:
        require(accept, TABLES | GRAPHS)
    with context.snapshots.reading() as snapshot:  # until the query process has the generation open itself
        return await answered(request, context.pool, job | {"version": snapshot.version}, TYPES, {})


def described(request: Request) -> Response:
    """The service description (SPARQL 1.1 Service Description)."""
    format_ = require(accepted(request), GRAPHS)
    with context_of(request).snapshots.reading() as snapshot:
        if (same := unchanged(request, snapshot, format_)) is not None:
            return same
        data = service_description(snapshot, format_)
        return Response(data, 200, headers_of(snapshot, format_), GRAPH_TYPES[format_])
