"""Requests that no honest client sends: each is a problem of its own making, nothing of it comes back in a header, the server lives."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from kg.service.limits import Limits
from kg.service.metrics import Metrics
from kg.settings import Settings
from tests.loops import run_apart
from tests.service.servers import Served

JSON = {"Content-Type": "application/json"}
QUERY = {"Content-Type": "application/sparql-query"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/indicators?cursor=o" + "9" * 30, 400),
        ("/api/indicators?cursor=0123456789abcdef", 400),
        ("/api/regulations?q=管理&cursor=0123456789abcdef", 400),
        ("/api/projects?cursor=" + "A" * 5000, 400),
        ("/api/projects?cursor=Li4vLi4vZXRj", 400),
        ("/api/projects?cursor=%00", 400),
        ("/api/projects?q=%00", 400),
        ("/api/projects?cites=%00", 404),
        ("/api/projects?cites=%0d%0aSet-Cookie:%20a=b", 404),
        ("/api/projects?department=%ff", 400),
        ("/api/projects?q=照明&q=照明", 400),
        ("/api/projects?year=99999999999999999999", 400),
        ("/api/projects?minimum=nan", 400),
        ("/api/projects?" + "&".join(["q"] * 2000), 400),
        ("/api/projects/%00", 404),
        ("/eli/%ff", 400),
        ("/eli/cn/%0d%0aSet-Cookie:a=b", 404),
        ("/id/../../etc/passwd", 404),
        ("/api/network?focus=%00", 404),
        ("/sparql?query=%ff", 400),
    ],
)
def test_addresses(client: httpx.Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("path", "headers", "body", "status"),
    [
        ("/api/citations", JSON, b"[" * 100_000, 400),
        ("/api/citations", JSON, b'{"text":' * 100_000, 400),
        ("/api/citations", JSON, b'{"text":"\xff"}', 400),
        ("/api/citations", JSON, b'{"text":"\\ud800"}', 400),
        ("/api/citations", JSON, b"", 400),
        ("/api/citations", JSON, b'{"text":"x","text2":1}', 400),
        ("/api/citations", {"Content-Type": "text/plain"}, b'{"text":"x"}', 415),
        ("/api/citations", {"Content-Type": ""}, b'{"text":"x"}', 415),
        ("/api/citations", JSON | {"Content-Encoding": "gzip"}, gzip.compress(b'{"text":"x"}', mtime=0), 415),
        ("/sparql", QUERY | {"Content-Encoding": "gzip"}, gzip.compress(b"ASK {}" + b" " * 10_000_000, mtime=0), 415),
        ("/sparql", QUERY, b"ASK {" + b" ?s ?p ?o ." * 90_000 + b"}", 400),
        ("/sparql", QUERY, b"#" * 1_100_000, 413),
    ],
)
def test_bodies(client: httpx.Client, path: str, headers: dict[str, str], body: bytes, status: int) -> None:
    answer = client.post(path, content=body, headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get("/health").status_code == 200


def test_a_query_of_a_megabyte_is_answered(client: httpx.Client) -> None:
    assert client.post("/sparql", content=b"ASK { ?s ?p ?o } #" + b"x" * 1_000_000, headers=QUERY).json()["boolean"] is True


def test_addresses_that_are_not_there_and_methods_that_are_not_answered_are_said(client: httpx.Client) -> None:
    nothing = client.get("/nothing").json()
    assert (nothing["status"], nothing["detail"]) == (404, "there is no /nothing; /docs shows every address")
    wrong = client.delete("/api/projects")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert wrong.json()["detail"] == "DELETE is not answered at /api/projects, only GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/sparql", "GET, HEAD, OPTIONS, POST"),
        ("/api/citations", "OPTIONS, POST"),
        ("/api/projects/0000000000000000", "GET, HEAD, OPTIONS"),
        ("/assets/style.css", "GET, HEAD, OPTIONS"),
        ("/eli/cn/沪府办/2015/87", "GET, HEAD, OPTIONS"),
    ],
)
def test_an_address_tells_the_methods_it_answers(client: httpx.Client, path: str, methods: str) -> None:
    told = client.options(path)
    assert (told.status_code, told.headers["allow"], told.content) == (204, methods, b"")
    refused = client.put(path, content=b"x")
    assert (refused.status_code, refused.headers["allow"]) == (405, methods)
    assert client.options("/nothing").status_code == 404


def test_what_is_not_ascii_is_told_as_a_reference(client: httpx.Client) -> None:
    assert client.get("/eli/cn/无/1").json()["instance"] == "/eli/cn/%E6%97%A0/1"
    assert client.get("/id/%00").json()["instance"] == "/id/%00"
    assert client.get("/api/projects?q=%ff%41").json()["detail"] == "the parameters are no UTF-8: %FFA"


@pytest.mark.parametrize("host", [b"[", b"evil.example/path?x=1", b"a b", b"\xff"])
def test_what_a_client_calls_the_host_plays_no_part(server: Served, host: bytes) -> None:
    parts = urlsplit(server.address)
    for path in (b"/api/queries/regulations_by_level", b"/sparql?query=ASK%7B%7D", b"/api/projects?limit=1&sort=name"):
        with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
            connection.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")
            head = connection.recv(65536)
        assert head.startswith(b"HTTP/1.1 200"), head
        assert b"evil" not in head


def test_signs_that_would_end_a_link_are_written_otherwise(server: Served) -> None:
    parts = urlsplit(server.address)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        connection.sendall(b'GET /api/projects?limit=1&cites=</x>;rel="evil" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
        assert connection.recv(65536).startswith(b"HTTP/1.1 404")
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        connection.sendall(b'GET /api/regulations?limit=1&q=>"%E7%AE%A1%E7%90%86 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
        head = connection.recv(65536)
    (link,) = [line for line in head.split(b"\r\n") if line.startswith(b"link:")]
    assert link.count(b">") == 1
    assert b"q=%3E%22%E7" in link


async def nothing_comes() -> Any:
    await asyncio.Event().wait()


@pytest.mark.parametrize("sent", [0, 1])
def test_a_body_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch, sent: int) -> None:
    monkeypatch.setattr("kg.service.limits.BODY_SECONDS", 0.05)
    answered: list[Any] = []
    waiting = [{"type": "http.request", "body": b"{", "more_body": True}] * sent

    async def receive() -> Any:
        return waiting.pop() if waiting else await nothing_comes()

    async def send(message: Any) -> None:
        answered.append(message)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass

    scope = {"type": "http", "method": "POST", "path": "/api/citations", "query_string": b"", "headers": []}
    run_apart(Limits(app, settings=Settings(), metrics=Metrics())(scope, receive, send))
    assert answered[0]["status"] == 408
    assert json.loads(answered[1]["body"])["code"] == "body-too-slow"
