"""Connections that do not wait for ever: the head of a request must come whole, within a time and a length. uvicorn limits neither by itself
(httptools reads heads of any length), and who sends them byte by byte would hold every connection that the system allows. Beside that: an address
may come with its Chinese characters as they are, and what is no HTTP at all is answered in the shape of every error."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import secrets
from importlib.util import find_spec
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.service.gate import POLICY, SECURITY
from kg.service.problems import PROBLEM_JSON, problem_document

LOG = logging.getLogger("kg.service")
#: A head must have arrived after so many seconds; browsers send theirs at once.
HEAD_SECONDS = 20
#: Beside the longest address that is read, in bytes: cookies and what proxies add.
HEADERS_BYTES = 64 * 1024
NOT_ASCII = re.compile(b"[\x80-\xff]")


class HeadLimits:
    """Mixed into a protocol of uvicorn: closes a connection on which a head takes too long, or grows too long."""

    most = HEADERS_BYTES
    transport: Any
    awaited: asyncio.TimerHandle | None = None
    came = 0
    in_line = False

    def awaits_head(self) -> bool:
        """Whether what comes next is (the rest of) a head."""
        raise NotImplementedError

    def begins(self) -> bool:
        """Whether what comes next is the first byte of a request."""
        raise NotImplementedError

    def connection_made(self, transport: Any) -> None:
        """A connection that says nothing is closed too."""
        super().connection_made(transport)  # type: ignore[misc]
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Counts what belongs to a head."""
        if self.in_line or self.begins():
            data = self._encoded(data)
        super().data_received(data)  # type: ignore[misc]
        if not self.awaits_head():
            self._forget()
            return
        self.came += len(data)
        if self.came > self.most:
            self.transport.abort()
        elif self.awaited is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits no longer."""
        self._forget()
        super().connection_lost(exc)  # type: ignore[misc]

    def _encoded(self, data: bytes) -> bytes:
        """The line of the request with bytes encoded that no address may hold: curl sends Chinese as it is typed, browsers encode it."""
        end = data.find(b"\n")
        self.in_line = end < 0
        if data.isascii():
            return data
        line, rest = (data, b"") if end < 0 else (data[:end], data[end:])
        return NOT_ASCII.sub(lambda found: b"%%%02X" % found[0][0], line) + rest

    def send_400_response(self, msg: str) -> None:
        """Called for what cannot be read; no route sees it, and no gate."""
        request_id = secrets.token_hex(8)
        LOG.warning("no request of HTTP/1.1", extra={"request_id": request_id})
        told = "what came is no request of HTTP/1.1; is the address encoded, without spaces?"
        body = json.dumps(problem_document(400, "invalid-http", told, instance="", request_id=request_id)).encode()
        own = {"content-type": PROBLEM_JSON, "content-length": str(len(body)), "cache-control": "no-store", "x-request-id": request_id}
        headers = [*((name.encode(), value.encode()) for name, value in own.items()), *SECURITY, POLICY, (b"connection", b"close")]
        self.transport.write(b"HTTP/1.1 400 Bad Request\r\n" + b"".join(b"%s: %s\r\n" % header for header in headers) + b"\r\n" + body)
        self.transport.close()

    def _wait(self) -> None:
        self.awaited = asyncio.get_running_loop().call_later(HEAD_SECONDS, self.transport.abort)

    def _forget(self) -> None:
        self.came = 0
        if self.awaited is not None:
            self.awaited.cancel()
            self.awaited = None


class LimitedH11(HeadLimits, H11Protocol):
    """On h11, which is always there."""

    def awaits_head(self) -> bool:
        """h11 knows where the client is."""
        return self.conn.their_state is h11.IDLE

    def begins(self) -> bool:
        """Nothing of a head has come."""
        return self.conn.their_state is h11.IDLE and not self.came


def limited_protocol(max_url_bytes: int) -> type[asyncio.Protocol]:
    """The protocol for uvicorn: on httptools where it is installed, as uvicorn itself chooses."""
    chosen = on_httptools() if find_spec("httptools") else LimitedH11
    return type(chosen.__name__, (chosen,), {"most": max_url_bytes + HEADERS_BYTES})


def on_httptools() -> type[asyncio.Protocol]:
    """The same on httptools."""
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

    class LimitedHttpTools(HeadLimits, HttpToolsProtocol):
        """httptools tells where it is by calling."""

        in_head = True
        between = True

        def awaits_head(self) -> bool:
            """Between the first byte of a request and the end of its head, and before the first request."""
            return self.in_head

        def begins(self) -> bool:
            """Between two requests, and before the first."""
            return self.between

        def on_message_begin(self) -> None:
            """Called at the first byte of a request."""
            self.in_head, self.between = True, False
            super().on_message_begin()

        def on_headers_complete(self) -> None:
            """Called at the end of a head."""
            self.in_head = False
            super().on_headers_complete()

        def on_message_complete(self) -> None:
            """Called at the end of a request, its body with it."""
            self.between = True
            super().on_message_complete()

    return LimitedHttpTools
