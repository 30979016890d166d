"""Connections that do not wait for ever: the head of a request must come whole, within a time and a length. uvicorn limits neither by itself
(httptools reads heads of any length), and who sends them byte by byte would hold every connection that the system allows."""

from __future__ import annotations

import asyncio
from importlib.util import find_spec
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

#: A head must have arrived after so many seconds; browsers send theirs at once.
HEAD_SECONDS = 20
#: Beside the longest address that is read, in bytes: cookies and what proxies add.
HEADERS_BYTES = 64 * 1024


class HeadLimits:
    """Mixed into a protocol of uvicorn: closes a connection on which a head takes too long, or grows too long."""

    most = HEADERS_BYTES
    transport: Any
    awaited: asyncio.TimerHandle | None = None
    came = 0

    def awaits_head(self) -> bool:
        """Whether what comes next is (the rest of) a head."""
        raise NotImplementedError

    def connection_made(self, transport: Any) -> None:
        """A connection that says nothing is closed too."""
        super().connection_made(transport)  # type: ignore[misc]
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Counts what belongs to a head."""
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

        def awaits_head(self) -> bool:
            """Between the first byte of a request and the end of its head, and before the first request."""
            return self.in_head

        def on_message_begin(self) -> None:
            """Called at the first byte of a request."""
            self.in_head = True
            super().on_message_begin()

        def on_headers_complete(self) -> None:
            """Called at the end of a head."""
            self.in_head = False
            super().on_headers_complete()

    return LimitedHttpTools
