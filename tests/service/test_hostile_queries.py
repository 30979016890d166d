"""A query that takes too much ends alone: its client is told, the others are served."""

from __future__ import annotations

import concurrent.futures
import json
import os
import signal
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from tests.service.servers import Served, served

CROSS_PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
UNBOUNDED_PATH = "SELECT (COUNT(*) AS ?n) { ?a (!<x:a>|^!<x:b>)* ?b . ?c (!<x:a>|^!<x:b>)* ?d }"
SORTED_PRODUCT = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?b"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
SMALL = "ASK { ?s ?p ?o }"


def children(server: Served) -> list[psutil.Process]:
    return psutil.Process(server.process.pid).children(recursive=True)


def assert_serves(client: httpx.Client) -> None:
    """Every process answers again."""
    for _ in range(4):
        assert client.get("/sparql", params={"query": SMALL}).json()["boolean"] is True


@pytest.mark.parametrize("query", [CROSS_PRODUCT, UNBOUNDED_PATH], ids=["cross product", "unbounded path"])
def test_a_slow_query_is_ended_and_others_are_served_meanwhile(client: httpx.Client, server: Served, query: str) -> None:
    with concurrent.futures.ThreadPoolExecutor(1) as other:
        started = time.monotonic()
        slow = other.submit(httpx.get, f"{server.address}/sparql", params={"query": query}, timeout=30)
        time.sleep(0.3)
        for _ in range(5):
            before = time.monotonic()
            assert client.get("/sparql", params={"query": SMALL}).status_code == 200
            assert client.get("/api/projects").status_code == 200
            assert time.monotonic() - before < 2
        answer = slow.result()
    assert answer.status_code == 503, answer.text
    assert answer.json()["code"] == "query-too-slow"
    assert 2.5 < time.monotonic() - started < 12
    assert_serves(client)


@pytest.mark.parametrize("query", [HUGE, "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }"])
def test_a_huge_result_is_cut_off(client: httpx.Client, server: Served, query: str) -> None:
    """The status is sent before the limit is met, so that the connection breaks: a client cannot take the part for the whole."""
    own = f"huge-{len(query)}"
    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/sparql", params={"query": query}, headers={"X-Request-ID": own})
    assert_serves(client)
    told = [line for line in map(json.loads, server.log.read_text(encoding="utf-8").splitlines()) if line.get("request_id") == own]
    assert [line["event"] for line in told] == ["answer broken off", "request"]
    assert not any("exception" in line for line in told)


def test_a_query_nested_too_deeply_ends_alone(client: httpx.Client) -> None:
    answer = client.post("/sparql", data={"query": "SELECT * " + "{" * 100_000 + "}" * 100_000})
    assert answer.status_code >= 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert_serves(client)


def test_a_client_that_hangs_up_ends_its_query(client: httpx.Client, server: Served) -> None:
    before = {child.pid for child in children(server)}
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{server.address}/sparql", params={"query": CROSS_PRODUCT}, timeout=0.5)
    deadline = time.monotonic() + 2.4  # the limit of the query itself comes later
    while {child.pid for child in children(server)} == before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert {child.pid for child in children(server)} != before
    assert_serves(client)


def test_a_process_that_dies_is_replaced(client: httpx.Client, server: Served) -> None:
    for child in children(server):
        os.kill(child.pid, signal.SIGKILL)
    time.sleep(0.3)  # the service learns of it between two queries
    assert_serves(client)


def test_a_process_that_is_killed_within_a_query_is_said_to_be(client: httpx.Client, server: Served) -> None:
    with concurrent.futures.ThreadPoolExecutor(1) as other:
        asked = other.submit(httpx.get, f"{server.address}/sparql", params={"query": CROSS_PRODUCT}, timeout=30)
        time.sleep(1)
        busy = max(children(server), key=lambda child: sum(child.cpu_times()[:2]))
        for child in children(server):
            os.kill(child.pid, signal.SIGKILL)
        answer = asked.result()
    assert busy.pid not in {child.pid for child in children(server)}
    assert (answer.status_code, answer.json()["code"]) == (503, "query-killed")
    assert_serves(client)


def test_processes_that_hang_are_replaced(client: httpx.Client, server: Served) -> None:
    assert_serves(client)
    for child in children(server):
        os.kill(child.pid, signal.SIGSTOP)
    assert client.get("/sparql", params={"query": SMALL}).json()["code"] == "query-too-slow"
    assert client.get("/sparql", params={"query": SMALL}).status_code in (200, 503)
    assert_serves(client)


def test_a_body_that_breaks_off_is_no_fault_of_the_service(client: httpx.Client, server: Served) -> None:
    parts = urlsplit(server.address)
    before = server.log.read_text(encoding="utf-8").count("exception")
    for sent in (b"Content-Length: 100\r\n\r\nASK", b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nASK{}"):
        with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
            connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n" + sent)
            time.sleep(0.2)
    time.sleep(0.5)
    assert client.get("/health").status_code == 200
    assert server.log.read_text(encoding="utf-8").count("exception") == before


def test_sixty_four_clients_at_once(server: Served) -> None:
    query = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"
    limits = httpx.Limits(max_connections=64)
    with httpx.Client(base_url=server.address, timeout=60, limits=limits) as many, concurrent.futures.ThreadPoolExecutor(64) as clients:
        answers = list(clients.map(lambda _: many.get("/sparql", params={"query": query}), range(64)))
    assert {answer.status_code for answer in answers} <= {200, 503}
    good = [answer.content for answer in answers if answer.status_code == 200]
    assert len(good) >= 32
    assert len({len(content) for content in good}) == 1


@pytest.mark.slow
def test_a_query_that_needs_too_much_memory_ends_alone(sample_store: Path, tmp_path: Path) -> None:
    limits = {"sparql_memory_bytes": "80000000", "sparql_seconds": "60"}
    with served(sample_store, tmp_path / "log", **limits) as server, httpx.Client(base_url=server.address, timeout=90) as client:
        answer = client.get("/sparql", params={"query": SORTED_PRODUCT})
        assert answer.status_code == 503, answer.text
        assert answer.json()["code"] == "query-too-large"
        assert_serves(client)


@pytest.mark.slow
def test_more_queries_than_may_wait_are_refused(sample_store: Path, tmp_path: Path) -> None:
    with served(sample_store, tmp_path / "log", sparql_queue="2", sparql_seconds="3", sparql_workers="1") as server:
        with concurrent.futures.ThreadPoolExecutor(8) as clients:
            ask = lambda _: httpx.get(f"{server.address}/sparql", params={"query": CROSS_PRODUCT}, timeout=30)  # noqa: E731
            answers = list(clients.map(ask, range(8)))
        codes = [answer.json()["code"] for answer in answers]
        assert codes.count("busy") >= 5
        assert all(answer.headers["retry-after"] for answer in answers if answer.json()["code"] == "busy")


@pytest.mark.slow
def test_processes_end_with_a_service_that_is_killed(sample_store: Path, tmp_path: Path) -> None:
    with served(sample_store, tmp_path / "log", sparql_seconds="60") as server:
        ours = children(server)
        with concurrent.futures.ThreadPoolExecutor(1) as other:
            asked = other.submit(httpx.get, f"{server.address}/sparql", params={"query": CROSS_PRODUCT}, timeout=30)
            time.sleep(1)
            server.process.kill()
            assert isinstance(asked.exception(), httpx.TransportError)
        _, alive = psutil.wait_procs(ours, timeout=5)
        assert not alive
        server.process.wait()
        server.process.returncode = 0  # as if it had been asked to end
