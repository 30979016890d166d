"""Heads of requests that come slowly, or without end: their connections are closed, the others are served."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest
import uvicorn

from kg.service import connections
from kg.service.connections import HEADERS_BYTES, LimitedH11, limited_protocol, on_httptools
from tests.loops import run_apart

WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
SECONDS = 0.4
#: Path, parameters and body of what the application was asked.
ASKED: list[tuple[str, bytes, bytes]] = []
Client = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Reads the body to its end."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    ASKED.append((scope["path"], scope["query_string"], body))
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture(params=["h11", "httptools"])
def protocol(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> type[asyncio.Protocol]:
    monkeypatch.setattr(connections, "HEAD_SECONDS", SECONDS)
    if request.param == "h11":
        return LimitedH11
    return on_httptools()


def talk(protocol: type[asyncio.Protocol], conversation: Callable[[Callable[[], Awaitable[Client]]], Awaitable[None]]) -> None:
    """A server on a free port, and what its clients say."""

    async def run() -> None:
        config = uvicorn.Config(app, port=0, http=protocol, lifespan="off", log_config=None, h11_max_incomplete_event_size=10 * HEADERS_BYTES)
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        opened: list[Client] = []

        async def connect() -> Client:
            opened.append(await asyncio.open_connection("127.0.0.1", port))
            return opened[-1]

        try:
            await conversation(connect)
        finally:
            for _, writer in opened:
                writer.close()
                with suppress(ConnectionError):
                    await writer.wait_closed()
            server.should_exit = True
            await serving

    run_apart(run())


async def ended(reader: asyncio.StreamReader, within: float = 10) -> bytes:
    """What comes until the server closes the connection."""
    async with asyncio.timeout(within):
        try:
            return await reader.read()
        except ConnectionError:
            return b""


async def answered(client: Client, request: bytes) -> None:
    reader, writer = client
    writer.write(request)
    assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("begun", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: "])
def test_a_head_that_does_not_come_to_its_end_closes_its_connection_alone(protocol: type[asyncio.Protocol], begun: bytes) -> None:
    async def conversation(connect: Callable[[], Awaitable[Client]]) -> None:
        slow = [await connect() for _ in range(20)]
        for _, writer in slow:
            writer.write(begun)
        await answered(await connect(), WHOLE)
        for reader, _ in slow:
            assert await ended(reader) == b""

    talk(protocol, conversation)


def test_bytes_one_by_one_win_no_time(protocol: type[asyncio.Protocol]) -> None:
    async def conversation(connect: Callable[[], Awaitable[Client]]) -> None:
        reader, writer = await connect()
        writer.write(b"GET / HTTP/1.1\r\nHost: ")
        gone = asyncio.create_task(ended(reader))
        for _ in range(100):
            if gone.done():
                break
            writer.write(b"x")
            await asyncio.sleep(SECONDS / 10)
        assert gone.done()

    talk(protocol, conversation)


def test_the_second_request_of_a_connection_is_no_slower(protocol: type[asyncio.Protocol]) -> None:
    async def conversation(connect: Callable[[], Awaitable[Client]]) -> None:
        client = await connect()
        await answered(client, WHOLE)
        client[1].write(b"GET / HTTP/1.1\r\n")
        assert await ended(client[0]) == b""

    talk(protocol, conversation)


def test_a_body_may_take_longer_than_a_head(protocol: type[asyncio.Protocol]) -> None:
    async def conversation(connect: Callable[[], Awaitable[Client]]) -> None:
        client = await connect()
        client[1].write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na")
        await asyncio.sleep(SECONDS * 2)
        await answered(client, b"bc")
        await answered(client, WHOLE)

    talk(protocol, conversation)


def test_a_head_without_end_is_not_kept(protocol: type[asyncio.Protocol], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 30)

    async def conversation(connect: Callable[[], Awaitable[Client]]) -> None:
        reader, writer = await connect()
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: bbbbbbbbbb\r\n" * (HEADERS_BYTES // 10))
        assert await ended(reader) == b""
        await answered(await connect(), b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: bbbbbbbbbb\r\n" * 100 + b"\r\n")

    talk(protocol, conversation)


@pytest.mark.parametrize("cut", [None, 5, 11, 20])
def test_an_address_may_come_with_its_characters_as_they_are(protocol: type[asyncio.Protocol], cut: int | None) -> None:
    request = "POST /照明?q=审计 HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n审计".encode()

    async def conversation(connect: Callable[[], Awaitable[Client]]) -> None:
        reader, writer = await connect()
        for _ in range(2):  # the second on the same connection
            for part in (request,) if cut is None else (request[:cut], request[cut:]):
                writer.write(part)
                await asyncio.sleep(0.05)
            assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200")
        assert ASKED[-2:] == [("/照明", b"q=%E5%AE%A1%E8%AE%A1", "审计".encode())] * 2

    talk(protocol, conversation)


@pytest.mark.parametrize("sent", [b"\x16\x03\x01\x02\x00\r\n\r\n", b"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", b"hello\r\n\r\n"])
def test_what_is_no_http_is_a_problem_too(protocol: type[asyncio.Protocol], sent: bytes) -> None:
    async def conversation(connect: Callable[[], Awaitable[Client]]) -> None:
        reader, writer = await connect()
        writer.write(sent)
        head, _, body = (await ended(reader)).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json\r\n")
        assert b"x-content-type-options: nosniff" in head
        document = json.loads(body)
        assert (document["status"], document["code"]) == (400, "invalid-http")
        assert f"x-request-id: {document['request_id']}".encode() in head

    talk(protocol, conversation)


def test_addresses_may_be_as_long_as_the_setting_says() -> None:
    assert limited_protocol(1000).most == 1000 + HEADERS_BYTES  # type: ignore[attr-defined]
