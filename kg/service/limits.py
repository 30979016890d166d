"""The limits before every route: lengths, bodies, the rate, the read token. Plain ASGI, because it runs for each request; inside CORS, so that a page
that may read answers may read refusals."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections import OrderedDict

from starlette.requests import ClientDisconnect

from kg.service.gate import Asgi, Message, Receive, Scope, Send
from kg.service.metrics import Metrics
from kg.service.problems import Problem, problem_of, problem_response
from kg.service.streaming import BrokenOff
from kg.settings import Settings

#: A body must have arrived after so many seconds: who sends it byte by byte would hold a connection for ever.
BODY_SECONDS = 30
#: Addresses whose counts are remembered.
ADDRESSES = 100_000
#: What needs no token: load balancers ask it.
OPEN = ("/health", "/health/live", "/health/ready")


class RateLimit:
    """A bucket of tokens an address: `limit` requests a minute, all of them at once if need be."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_of(self, address: str, now: float) -> float:
        """Seconds until the address may ask again; 0 where it may now, which is counted."""
        left, seen = self.buckets.pop(address, (float(self.limit), now))
        left = min(float(self.limit), left + (now - seen) * self.limit / 60)
        allowed = left >= 1
        self.buckets[address] = (left - 1 if allowed else left, now)
        if len(self.buckets) > ADDRESSES:
            self.buckets.popitem(last=False)
        return 0.0 if allowed else (1 - left) * 60 / self.limit


class Limits:
    """Wraps the application; refuses a request before its body is read, where that can be known."""

    def __init__(self, app: Asgi, *, settings: Settings, metrics: Metrics) -> None:
        self.app, self.settings, self.metrics = app, settings, metrics
        self.rate = RateLimit(settings.rate_limit) if settings.rate_limit else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def send_on(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            problem = self._refusal(scope, dict(scope["headers"]))
            if problem is not None:
                await problem_response(scope, problem)(scope, receive, send)
            else:
                await self.app(scope, self._measured(receive), send_on)
        except asyncio.CancelledError:  # told to stop, and the time of requests under way is over
            if begun:
                raise
            stopping = Problem(503, "stopping", "the service is stopping", headers={"Retry-After": "5", "Connection": "close"})
            await problem_response(scope, stopping)(scope, receive, send)
        except ClientDisconnect:  # within its body: there is nobody to answer, and nothing is wrong here
            self.metrics.event("client_gone")
        except BrokenOff:  # said in the log already; that the response is not ended closes its connection
            self.metrics.event("broken_off")
        except Problem as fault:
            if begun:
                raise
            await problem_response(scope, problem_of(fault))(scope, receive, send)

    def _refusal(self, scope: Scope, headers: dict[bytes, bytes]) -> Problem | None:
        """Why a request goes no further, before its body is read."""
        length = len(scope.get("raw_path") or b"") + len(scope["query_string"])
        if length > self.settings.max_url_bytes:
            return Problem(414, "address-too-long", f"the address has {length} bytes; at most {self.settings.max_url_bytes} are read: use POST")
        declared = headers.get(b"content-length", b"")
        if declared.isdigit() and int(declared) > self.settings.max_body_bytes:
            return self._too_large()
        coding = headers.get(b"content-encoding", b"identity").strip().lower()
        if coding != b"identity":
            # Nothing is unpacked here, so that a small body cannot become a large one.
            return Problem(
                415, "unsupported-media-type", "bodies are read as they are sent: without Content-Encoding", headers={"Accept-Encoding": "identity"}
            )
        if self.rate is not None and scope["path"] not in OPEN:
            wait = self.rate.wait_of((scope.get("client") or ("",))[0], time.monotonic())
            if wait:
                self.metrics.event("rate_limited")
                seconds = str(int(wait) + 1)
                detail = f"more than {self.settings.rate_limit} requests a minute; try again in {seconds} seconds"
                return Problem(429, "too-many-requests", detail, headers={"Retry-After": seconds})
        token = self.settings.read_token
        if token and scope["path"] not in OPEN:
            scheme, _, shown = headers.get(b"authorization", b"").partition(b" ")
            if scheme.lower() != b"bearer" or not hmac.compare_digest(shown.strip(), token.encode()):
                return Problem(401, "token-needed", "this service needs a bearer token", headers={"WWW-Authenticate": 'Bearer realm="budget-kg"'})
        return None

    def _too_large(self) -> Problem:
        return Problem(413, "body-too-large", f"the body is longer than {self.settings.max_body_bytes} bytes")

    def _measured(self, receive: Receive) -> Receive:
        """Stops a body that is longer than its limit though it did not say so, and one that does not come."""
        read = 0
        whole = False
        deadline: float | None = None

        async def receive_on() -> Message:
            nonlocal read, whole, deadline
            if whole:  # what comes now is the end of the connection, whenever it comes
                return await receive()
            deadline = deadline or asyncio.get_running_loop().time() + BODY_SECONDS
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError:
                raise Problem(
                    408, "body-too-slow", f"the body did not arrive within {BODY_SECONDS} seconds", headers={"Connection": "close"}
                ) from None
            if message["type"] == "http.request":
                whole = not message.get("more_body", False)
                read += len(message.get("body", b""))
                if read > self.settings.max_body_bytes:
                    raise self._too_large()
            return message

        return receive_on
