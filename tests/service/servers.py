"""Real servers for the tests: `kg serve` in a process of its own on a free port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.built import sample_store

__all__ = ["Served", "client", "sample_store", "served", "server"]
#: A machine of continuous integration may be twenty times slower than a desk.
START_SECONDS = 300


@dataclass(frozen=True)
class Served:
    """A server under test: where it listens, its process, the file of its log lines."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(store: Path | str, log: Path, *, before: str = "", **settings: str) -> Iterator[Served]:
    """`kg serve` over a store, with settings as `sparql_seconds="2"`; ended by SIGTERM, and must then end well. `before` is Python that the process
    runs first."""
    port = free_port()
    environment = {**os.environ, **{f"KG_{name.upper()}": value for name, value in settings.items()}}
    command = [sys.executable, "-c", f"{before}\nfrom kg.cli import main; main()", "serve", "--store", str(store), "--port", str(port)]
    with log.open("wb") as lines:
        process = subprocess.Popen(command, stderr=lines, env=environment)
        try:
            served_ = Served(f"http://127.0.0.1:{port}", process, log)
            deadline = time.monotonic() + START_SECONDS
            while True:
                assert process.poll() is None, log.read_text(encoding="utf-8")
                assert time.monotonic() < deadline, "the server did not start"
                try:
                    if httpx.get(f"{served_.address}/health").status_code == 200:
                        break
                except httpx.TransportError:
                    time.sleep(0.05)
            yield served_
            process.terminate()
            assert process.wait(60) in (0, -15), log.read_text(encoding="utf-8")
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


@pytest.fixture(scope="session")
def server(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The samples, with the settings as they are but short limits."""
    log = tmp_path_factory.mktemp("server") / "log"
    with served(sample_store, log, metrics="1", sparql_seconds="3", sparql_result_bytes="2000000") as running:
        yield running


@pytest.fixture(scope="session")
def client(server: Served) -> Iterator[httpx.Client]:
    """A client of the server over the samples; it follows no redirect."""
    with httpx.Client(base_url=server.address, timeout=120) as opened:
        yield opened
