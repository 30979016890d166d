"""Every error of the service as one shape: a problem document (RFC 9457). The only place that turns an exception into a response."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match, Mount
from starlette.types import Scope

from kg.errors import InvalidData, KgError, QueryError, StoreError, UnknownName

PROBLEM_JSON = "application/problem+json"
#: Names of problems stand below this; `code` repeats the last part.
TYPE = "urn:budget-kg:problem:"

#: Statuses that the router gives by itself.
NOT_ROUTED = (404, 405)
#: Methods that routes have.
ROUTED = ("GET", "POST")

LOG = logging.getLogger("kg.service")


class Problem(KgError):
    """An error with its HTTP status. `extra` are members of the problem document beside the standard ones."""

    def __init__(self, status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **extra: Any) -> None:
        self.status, self.code, self.detail, self.extra = status, code, detail, extra
        self.headers = dict(headers or {})
        super().__init__(detail)


def problem_document(status: int, code: str, detail: str, *, instance: str, request_id: str | None, **extra: Any) -> dict[str, Any]:
    """The members of a problem document; those that are not known are left out."""
    document = {"type": TYPE + code, "title": HTTPStatus(status).phrase, "status": status, "code": code, "detail": detail, "instance": instance}
    if request_id:
        document["request_id"] = request_id
    return document | {key: value for key, value in extra.items() if value is not None}


def problem_response(scope: Mapping[str, Any], problem: Problem) -> Response:
    """The response that tells a problem."""
    document = problem_document(
        problem.status,
        problem.code,
        problem.detail,
        instance=scope.get("raw_path", b"").decode("ascii", "replace"),  # a reference, as RFC 9457 wants it: encoded
        request_id=scope.get("state", {}).get("request_id"),
        **problem.extra,
    )
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(body, problem.status, {"Cache-Control": "no-store", **problem.headers}, PROBLEM_JSON)


def problem_of(fault: Exception) -> Problem:
    """What an exception means to the one who asked."""
    match fault:
        case Problem():
            return fault
        case RequestValidationError():
            errors = [{"where": ".".join(map(str, error["loc"])), "message": error["msg"]} for error in fault.errors()]
            told = "; ".join(f"{error['where']}: {error['message']}" for error in errors)
            return Problem(400, "invalid-request", told or "the request is not valid", errors=errors)
        case HTTPException():
            code = {404: "no-such-address", 405: "method-not-allowed"}.get(fault.status_code, "refused")
            return Problem(fault.status_code, code, str(fault.detail), headers=fault.headers)
        case QueryError():
            return Problem(400, "invalid-query", str(fault), line=fault.line, column=fault.column)
        case UnknownName():
            return Problem(404, "unknown-name", str(fault), known=fault.known or None)
        case InvalidData():
            return Problem(400, "invalid-request", str(fault))
        case StoreError():
            LOG.error("store", extra={"detail": str(fault)})
            return Problem(503, "store-unavailable", "the store cannot be read at the moment", headers={"Retry-After": "5"})
        case KgError():
            return Problem(400, "refused", str(fault))
        case _:
            # The server ends a connection on which a fault happened; a client that is not told would ask on it again.
            closing = {"Connection": "close"}
            return Problem(500, "internal-error", "an error of the service; the request id finds it in the log", headers=closing)


def add_error_handler(app: FastAPI) -> None:
    """Answers every exception of a route with a problem document; browsers with a page where `app.state.problem_page` gives one."""

    async def answer(request: Request, fault: Exception) -> Response:
        problem = problem_of(fault)
        if isinstance(fault, HTTPException) and fault.status_code in NOT_ROUTED:
            problem = not_routed(app, request.scope, problem)
            if request.method == "OPTIONS" and "Allow" in problem.headers:
                return Response(None, 204, problem.headers)
        if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(fault, KgError):
            LOG.error("fault", exc_info=fault, extra={"request_id": request.scope.get("state", {}).get("request_id")})
        page: Response | None = request.app.state.problem_page(request, problem)
        return page if page is not None else problem_response(request.scope, problem)

    for kind in (KgError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, answer)


def not_routed(app: FastAPI, scope: Mapping[str, Any], problem: Problem) -> Problem:
    """What the router says in two words, in a sentence. Its own Allow knows the first route of an address only."""
    if problem.status == HTTPStatus.NOT_FOUND:
        return Problem(404, problem.code, f"there is no {scope['path']}; /docs shows every address")
    told = ", ".join(allowed_at(app, scope["path"]))
    return Problem(405, problem.code, f"{scope['method']} is not answered at {scope['path']}, only {told}", headers={"Allow": told})


def allowed_at(app: FastAPI, path: str) -> list[str]:
    """The methods that are answered at an address, sorted: HEAD wherever GET is, OPTIONS everywhere."""
    asked: Scope = {"type": "http", "path": path, "root_path": "", "headers": []}
    routes = [route for route in app.routes if not isinstance(route, Mount)]
    found = {method for method in ROUTED if any(route.matches({**asked, "method": method})[0] is Match.FULL for route in routes)}
    found = found or {"GET"}  # files of the pages
    return sorted(found | {"OPTIONS"} | ({"HEAD"} if "GET" in found else set()))


def candidates_problem(what: str, text: str, total: int, candidates: Sequence[Mapping[str, Any]]) -> Problem:
    """A name that may mean several things: 300 with what it may mean."""
    shown = "" if total == len(candidates) else f", the {len(candidates)} likeliest are shown"
    return Problem(300, "ambiguous-name", f"{what} {text!r} may mean {total} things{shown}", candidates=list(candidates), total=total)


#: For OpenAPI: what the error answers of every route look like.
RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {
        "description": f"{HTTPStatus(status).phrase}: a problem document (RFC 9457)",
        "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status in (300, 400, 401, 404, 405, 406, 408, 413, 414, 415, 429, 500, 503)
}


def answers(description: str, **more: str) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route: what 200 gives, further statuses by `status_303="…"`, and the problems."""
    own: dict[int | str, dict[str, Any]] = {200: {"description": description}}
    own |= {int(status.removeprefix("status_")): {"description": text} for status, text in more.items()}
    return own | RESPONSES


PROBLEM_SCHEMA = {
    "title": "Problem",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "examples": [TYPE + "unknown-name"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "request_id": {"type": "string"},
        "candidates": {"type": "array", "items": {"type": "object"}, "description": "what an ambiguous name may mean (300)"},
        "total": {"type": "integer"},
        "line": {"type": "integer", "description": "where a query breaks, from 1"},
        "column": {"type": "integer"},
    },
}
