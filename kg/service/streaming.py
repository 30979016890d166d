"""An answer of the query processes as a response: short ones whole, long ones as they come, none for a client that has gone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kg.errors import KgError
from kg.service.pool import Pool

LOG = logging.getLogger("kg.service")
#: Most answers are here so soon that nobody looks whether the client is still there; in seconds.
UNWATCHED_SECONDS = 0.05


class BrokenOff(Exception):
    """An answer that has begun and does not come to its end: its connection is closed, so that a part is never taken for the whole."""


async def answered(request: Request, pool: Pool, job: dict[str, Any], types: Mapping[str, str], headers: Mapping[str, str]) -> Response:
    """Asks the pool and begins the response when the first bytes are there. A client that hangs up ends its query."""
    asking = asyncio.ensure_future(pool.ask(job))
    try:
        await asyncio.wait({asking}, timeout=UNWATCHED_SECONDS)
        if not asking.done() and not await _waited_for(request, asking):
            pool.metrics.event("client_gone")
            return Response(None, 499)
        reply = asking.result()
    finally:
        if not asking.done():
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
    media = types[reply.header["format"]]
    own = {"Vary": "Accept", "Cache-Control": "no-cache", **headers}
    if reply.body is not None:
        return Response(reply.body, 200, own, media)
    return StreamingResponse(_all(reply.chunks, request.scope["state"].get("request_id")), 200, own, media)


async def _waited_for(request: Request, asking: asyncio.Future[Any]) -> bool:
    """Whether the client is there still when the answer is."""
    gone: asyncio.Future[Any] = asyncio.ensure_future(_hung_up(request))
    try:
        await asyncio.wait([asking, gone], return_when=asyncio.FIRST_COMPLETED)
        return asking.done()
    finally:
        gone.cancel()


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _all(chunks: AsyncGenerator[bytes], request_id: str | None) -> AsyncGenerator[bytes]:
    try:
        async for chunk in chunks:
            yield chunk
    except KgError as fault:
        LOG.warning("answer broken off", extra={"request_id": request_id, "detail": str(fault)})
        raise BrokenOff from fault
    finally:
        await chunks.aclose()
