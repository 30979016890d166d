"""What happens to the store, the disk and the process under a running server."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import psutil
import pytest

from tests.service.servers import Served, free_port, served

SMALL = "/sparql?query=ASK%7B%7D"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
PATHS = ("/api/projects?limit=1", SMALL, "/api/queries/regulations_by_level", "/health", "/")


def warm(client: httpx.Client) -> None:
    """Until every query process has the store open."""
    for _ in range(10):
        assert client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).status_code == 200


def statuses(client: httpx.Client) -> list[int]:
    return [client.get(path).status_code for path in PATHS]


@pytest.mark.slow
def test_a_store_that_is_removed_is_read_on_or_said_to_be_missing_and_may_come_back(sample_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(sample_store, store)
    with served(store, tmp_path / "log", sparql_workers="1") as server, httpx.Client(base_url=server.address, timeout=60) as client:
        warm(client)
        shutil.rmtree(store)
        time.sleep(1)  # the pointer is looked at
        assert all(status in (200, 503) for status in statuses(client))
        with httpx.Client(base_url=server.address, timeout=60) as other:
            kill_processes(server)
            time.sleep(0.5)
            missing = other.get(SMALL)
            assert (missing.status_code, missing.json()["code"]) == (503, "store-unavailable")
            assert other.get("/health").status_code == 200
            shutil.copytree(sample_store, store)
            assert other.get(SMALL).status_code == 200
            assert statuses(other) == [200] * len(PATHS)
    assert "exception" not in (tmp_path / "log").read_text(encoding="utf-8")


def kill_processes(server: Served) -> None:
    for child in psutil.Process(server.process.pid).children():
        child.kill()


@pytest.mark.slow
@pytest.mark.parametrize("pointer", ["garbage\n", "9999\n", ""])
def test_a_pointer_that_leads_nowhere_leaves_the_old_build_served(sample_store: Path, tmp_path: Path, pointer: str) -> None:
    store = tmp_path / "store"
    shutil.copytree(sample_store, store)
    with served(store, tmp_path / "log", sparql_workers="1") as server, httpx.Client(base_url=server.address, timeout=60) as client:
        warm(client)
        (store / "CURRENT").write_text(pointer, encoding="ascii")
        time.sleep(1)
        assert statuses(client) == [200] * len(PATHS)


@pytest.mark.slow
def test_a_full_disk_for_the_log_stops_no_answer(sample_store: Path) -> None:
    port = free_port()
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--store", str(sample_store), "--port", str(port)]
    with Path("/dev/full").open("wb") as full:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=full)
    try:
        with httpx.Client(base_url=f"http{':'}//127.0.0.1:{port}", timeout=30) as client:
            deadline = time.monotonic() + 60
            while True:
                try:
                    if client.get("/health").status_code == 200:
                        break
                except httpx.TransportError:
                    assert process.poll() is None
                    assert time.monotonic() < deadline
                    time.sleep(0.1)
            assert statuses(client) == [200] * len(PATHS)
            assert client.get("/nothing").status_code == 404
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.slow
def test_being_told_to_stop_within_a_long_query_says_so(sample_store: Path, tmp_path: Path) -> None:
    answers: list[httpx.Response] = []
    long = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}
    with served(sample_store, tmp_path / "log", sparql_seconds="60") as server:
        asked = lambda: answers.append(httpx.get(f"{server.address}/sparql", params=long, timeout=60))  # noqa: E731 - a thread's whole work
        asking = threading.Thread(target=asked)
        asking.start()
        time.sleep(1.5)
        server.process.terminate()
        assert server.process.wait(20) in (0, -15)
        asking.join()
    (answer,) = answers
    assert (answer.status_code, answer.json()["code"], answer.headers["connection"]) == (503, "stopping", "close")
    assert answer.headers["x-request-id"] == answer.json()["request_id"]
    assert "exception" not in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.slow
def test_being_told_to_stop_within_a_long_answer_breaks_it_off_and_leaves_nothing(sample_store: Path, tmp_path: Path) -> None:
    ends: list[str] = []

    def read(address: str) -> None:
        try:
            with httpx.stream("GET", f"{address}/sparql", params={"query": HUGE}, timeout=60) as answer:
                for _ in answer.iter_bytes():
                    pass
            ends.append("whole")
        except httpx.TransportError:
            ends.append("broken")

    with served(sample_store, tmp_path / "log", sparql_seconds="60", sparql_result_bytes=str(1 << 40)) as server:
        reading = threading.Thread(target=read, args=(server.address,))
        reading.start()
        time.sleep(1.5)
        before = time.monotonic()
        server.process.terminate()
        assert server.process.wait(20) in (0, -15)
        assert time.monotonic() - before < 15
        reading.join()
    assert ends == ["broken"]
    assert "shutdown failed" not in (tmp_path / "log").read_text(encoding="utf-8")
