"""The OpenAPI reference: a page whose script and style come with the installation."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from kg.service.problems import Problem

router = APIRouter(include_in_schema=False, default_response_class=Response)
ASSETS = {
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "swagger-ui.css": "text/css; charset=utf-8",
    "start.js": "text/javascript; charset=utf-8",
}
#: swagger-ui writes styles into its elements, and shows pictures of its own as data.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>budget-kg: reference of the service</title>'
    '<link rel="stylesheet" href="docs/assets/swagger-ui.css"></head><body><div id="swagger-ui"></div>'
    '<script src="docs/assets/swagger-ui-bundle.js"></script><script src="docs/assets/start.js"></script></body></html>'
)
START = "window.ui = SwaggerUIBundle({url: 'openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null});\n"


@router.get("/docs")
async def reference() -> Response:
    """The page."""
    return Response(PAGE, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"})


@router.get("/docs/assets/{name}")
async def asset(request: Request, name: str) -> Response:
    """A file of the page."""
    if name not in ASSETS:
        raise Problem(404, "no-such-address", f"there is no {request.url.path}")
    data = START.encode() if name == "start.js" else (files("fastapi_offline") / "static" / name).read_bytes()
    return Response(data, media_type=ASSETS[name], headers={"Cache-Control": "public, max-age=86400"})
