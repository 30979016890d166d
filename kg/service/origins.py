"""Pages of other origins: which may read answers (CORS), and the one shape of errors for preflights that are refused."""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.service.problems import Problem, problem_response
from kg.settings import Settings


def with_cors(app: ASGIApp, settings: Settings) -> ASGIApp:
    """What lets pages of the origins that are named read answers, where any are."""
    origins = [origin.strip() for origin in settings.cors_origins.split(",") if origin.strip()]
    if not origins:
        return app
    return Origins(
        app,
        allow_origins=origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type", "If-None-Match", "X-Request-ID"],
        expose_headers=["Link", "ETag", "X-Request-ID", "Retry-After"],
    )


class Origins(CORSMiddleware):
    """Starlette's, whose refused preflights are plain text."""

    def preflight_response(self, request_headers: Headers) -> Response:
        """The answer to a preflight."""
        response = super().preflight_response(request_headers)
        return response if response.status_code == HTTPStatus.OK else Refused(response)


class Refused(Response):
    """A refused preflight as a problem: what the plain answer says, with its headers."""

    def __init__(self, plain: Response) -> None:
        super().__init__(None, plain.status_code)
        kept = {name: value for name, value in plain.headers.items() if name == "vary" or name.startswith("access-control-")}
        self.problem = Problem(plain.status_code, "invalid-request", bytes(plain.body).decode(), headers=kept)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await problem_response(scope, self.problem)(scope, receive, send)
