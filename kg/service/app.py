"""The application: state, routers by subject, one error handler; before all the gate, then CORS, then the limits."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from os import PathLike
from typing import Any

from fastapi import FastAPI

from kg.service import citing, descriptions, health, linked_data, lookups, networks, queries, reference, sparql
from kg.service.answers import Context
from kg.service.gate import Gate
from kg.service.limits import Limits
from kg.service.metrics import Metrics
from kg.service.origins import with_cors
from kg.service.pages import Site, add_pages
from kg.service.pool import Pool
from kg.service.problems import PROBLEM_SCHEMA, add_error_handler
from kg.service.snapshots import Snapshots
from kg.settings import Settings
from kg.version import __version__
from viz.sites import ASSETS, TEMPLATES, Pictures

#: Routers by subject, those asked most first, because routes are tried in turn; the pages join here. `lookups` has `/api/regulations/resolve`
#: before `/api/regulations/{id}`, so the order within counts.
ROUTERS = (
    *(lookups.router, sparql.router, networks.router, linked_data.router, health.router),
    *(citing.router, queries.router, descriptions.router, reference.router),
)
DESCRIPTION = (
    "Chinese budget-performance filings as a knowledge graph. Lists answer items, total and next (a cursor; also in the Link header); errors are "
    "problem documents (RFC 9457); a name that may mean several things is answered 300 with candidates, an unknown one 404."
)


def create_app(store: str | PathLike[str], settings: Settings) -> FastAPI:
    """The application over the store in a folder. Raises StoreError where there is none, or it has no index."""
    snapshots = Snapshots(store)
    metrics = Metrics()
    context = Context(settings, snapshots, Pool(str(store), settings=settings, metrics=metrics), metrics)

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await context.pool.start()
        following = asyncio.create_task(snapshots.follow())
        try:
            yield
        finally:
            following.cancel()
            await context.pool.close()
            snapshots.close()

    app = FastAPI(
        title="budget-kg", version=__version__, description=DESCRIPTION, lifespan=lifespan, docs_url=None, redoc_url=None,
        redirect_slashes=False, openapi_url="/openapi.json",
    )  # fmt: skip
    app.state.context = context
    for router in ROUTERS:
        app.include_router(router)
    if above := linked_data.path_of(snapshots.current.base):
        app.include_router(linked_data.router, prefix=above, include_in_schema=False)
    add_pages(app, Site(TEMPLATES, Pictures()), ASSETS)
    add_error_handler(app)
    describe_problems(app)
    app.add_middleware(Limits, settings=settings, metrics=metrics)
    # Starlette answers a fault outside of what `add_middleware` adds: these two stand around that answer too.
    stack = app.build_middleware_stack
    app.build_middleware_stack = lambda: Gate(with_cors(stack(), settings), metrics=metrics)  # type: ignore[method-assign]
    return app


def describe_problems(app: FastAPI) -> None:
    """Puts the shape of problems, and the real shape of validation errors, into the OpenAPI description."""
    written = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = written()
            schema.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
            for name in ("HTTPValidationError", "ValidationError"):
                schema["components"]["schemas"].pop(name, None)
            for operations in schema["paths"].values():
                for operation in operations.values():
                    operation["responses"].pop("422", None)
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
