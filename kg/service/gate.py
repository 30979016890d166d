"""The gate before every route: request ids, HEAD, security headers, the log line. Plain ASGI, because it runs for each request."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from kg.service.metrics import Metrics

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]

ACCESS = logging.getLogger("kg.service.access")
GIVEN_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
#: Pages may bring a policy of their own; everything else loads nothing and stands in no frame.
SECURITY = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")


class Gate:
    """Wraps the application."""

    def __init__(self, app: Asgi, *, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = dict(scope["headers"])
        given = headers.get(b"x-request-id", b"")
        request_id = given.decode() if GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        status = 0
        sent = 0
        without_body = scope["method"] == "HEAD"
        if without_body:  # whatever is answered to GET is answered to HEAD, without its body (RFC 9110, 9.3.2)
            scope = {**scope, "method": "GET"}

        async def send_on(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                own = message["headers"] = list(message.get("headers", ()))
                own += SECURITY
                own.append((b"x-request-id", request_id.encode()))
                if not any(name.lower() == POLICY[0] for name, _ in own):
                    own.append(POLICY)
            elif message["type"] == "http.response.body":
                if without_body:
                    message = {**message, "body": b""}
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, send_on)
        finally:
            self._log(scope, request_id, status, sent, time.perf_counter() - started)

    def _log(self, scope: Scope, request_id: str, status: int, sent: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "(none)")
        self.metrics.observe(scope["method"], route, status, seconds)
        if ACCESS.isEnabledFor(logging.INFO):
            client = (scope.get("client") or ("",))[0]
            facts = {"request_id": request_id, "method": scope["method"], "path": scope["path"], "status": status, "bytes": sent}
            ACCESS.info("request", extra={**facts, "milliseconds": round(seconds * 1000, 3), "client": client})
