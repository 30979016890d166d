"""Is it alive, is it ready, what has it done."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.service.answers import context_of
from kg.service.problems import Problem, answers

router = APIRouter(tags=["operation"], default_response_class=JSONResponse)


@router.get("/health", summary="Live and ready", responses=answers("ready"))
@router.get("/health/ready", include_in_schema=False)
async def ready(request: Request) -> Response:
    """200 with the version of the build that is served; 503 while no query process runs."""
    context = context_of(request)
    if not context.pool.processes:
        raise Problem(503, "starting", "no query process runs yet", headers={"Retry-After": "1"})
    return JSONResponse({"status": "ready", "version": context.snapshots.current.version}, headers={"Cache-Control": "no-store"})


@router.get("/health/live", summary="Live", responses=answers("alive"))
async def live() -> Response:
    """200 while the process answers."""
    return JSONResponse({"status": "live"}, headers={"Cache-Control": "no-store"})


@router.get("/metrics", summary="Counts and times for Prometheus", responses=answers("text format 0.0.4"))
async def metrics(request: Request) -> Response:
    """Off unless the setting `metrics` asks for it."""
    context = context_of(request)
    if not context.settings.metrics:
        raise Problem(404, "no-such-address", "metrics are off (KG_METRICS)")
    return Response(context.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8", headers={"Cache-Control": "no-store"})
