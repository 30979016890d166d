"""An answer of the query processes as a response: short ones whole, long ones as they come, none for a client that has gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kg.service.pool import Pool, Reply


class ClientGone(Exception):
    """The client closed the connection before the first byte."""


async def answered(request: Request, pool: Pool, job: dict[str, Any], types: Mapping[str, str], headers: Mapping[str, str]) -> Response:
    """Asks the pool and begins the response when the first bytes are there. A client that hangs up ends its query."""
    asking = asyncio.ensure_future(_begin(pool, job))
    gone = asyncio.ensure_future(_hung_up(request))
    try:
        await asyncio.wait({asking, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            pool.metrics.event("client_gone")
            return Response(None, 499)
        reply, first, rest = asking.result()
    finally:
        for task in (asking, gone):
            if not task.done():
                task.cancel()
        await asyncio.gather(asking, gone, return_exceptions=True)
    media = types[reply.header["format"]]
    own = {"Vary": "Accept", "Cache-Control": "no-cache", **headers}
    if rest is None:
        return Response(first, 200, own, media)
    return StreamingResponse(_all(first, rest), 200, own, media)


async def _begin(pool: Pool, job: dict[str, Any]) -> tuple[Reply, bytes, AsyncIterator[bytes] | None]:
    """The reply with its first bytes; no rest where they are all."""
    reply = await pool.ask(job)
    chunks = reply.chunks
    first = b""
    whole = True
    try:
        async for chunk in chunks:
            if first:
                # More than one frame: a long answer, which is passed on as it comes.
                whole = False
                return reply, first + chunk, chunks
            first = chunk
    finally:
        if whole:
            await chunks.aclose()  # type: ignore[attr-defined]
    return reply, first, None


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _all(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    try:
        yield first
        async for chunk in rest:
            yield chunk
    finally:
        await rest.aclose()  # type: ignore[attr-defined]
