"""Load on a server over loopback: one lean client whose own cost is small beside the server's, and 32 at once."""

from __future__ import annotations

import re
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from tests.service.servers import free_port

CLIENTS = 32
#: A question that takes longer, in milliseconds, is asked once in `SELDOM` rounds.
SLOW, SELDOM = 50, 20
EMPTY = """
import sys
import uvicorn
from fastapi import FastAPI
app = FastAPI()
@app.get("/")
async def empty():
    return {}
uvicorn.run(app, port=int(sys.argv[1]), log_level="critical", access_log=False)
"""
#: What wrk prints: "50%  1.23ms", "Requests/sec: 12.3", "Non-2xx or 3xx responses: 1", "Socket errors: connect 0, read 0, write 0, timeout 0".
QUANTILE = re.compile(r"(\d+)%\s+([\d.]+)(us|ms|s)\b")
FAULTS = re.compile(r"(?:Non-2xx or 3xx responses:|connect|read|write|timeout) (\d+)")
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


class Connection:
    """A kept-alive connection that asks and reads to the end of the answer, no more."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host = (parts.hostname or "", parts.port or 80)
        self.connect()

    def connect(self) -> None:
        self.socket = socket.create_connection(self.host)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str, accept: str = "*/*") -> tuple[int, int]:
        """Gives the status and the bytes of the body."""
        status, parts = self.begin(path, accept)
        return status, sum(map(len, parts))

    def begin(self, path: str, accept: str = "*/*") -> tuple[int, Iterator[bytes]]:
        """Gives the status, and the body in the parts in which it comes, to be read to its end."""
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\n\r\n".encode())
        data = b""
        while b"\r\n\r\n" not in data:
            part = self.socket.recv(1 << 20)
            if not part:  # the server closed a connection that was idle while another was measured
                self.connect()
                return self.begin(path, accept)
            data += part
        head, _, rest = data.partition(b"\r\n\r\n")
        lower = head.lower()
        length = lower.partition(b"content-length:")[2].partition(b"\r\n")[0]
        return int(head.split()[1]), self._sized(rest, int(length)) if length else self._chunked(rest)

    def _sized(self, rest: bytes, length: int) -> Iterator[bytes]:
        yield rest
        length -= len(rest)
        while length:
            part = self._receive()
            length -= len(part)
            yield part

    def _chunked(self, rest: bytes) -> Iterator[bytes]:
        """The chunks (RFC 9112, 7.1): a body may hold what looks like the last one."""
        while True:
            while b"\r\n" not in rest:
                rest += self._receive()
            line, _, rest = rest.partition(b"\r\n")
            length = int(line, 16)
            while len(rest) < length + 2:
                rest += self._receive()
            if not length:
                return
            yield rest[:length]
            rest = rest[length + 2 :]

    def _receive(self) -> bytes:
        part = self.socket.recv(1 << 20)
        if not part:
            raise ConnectionError("the answer was broken off")
        return part


@contextmanager
def empty_server() -> Iterator[str]:
    """A FastAPI application with one empty route."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", EMPTY, str(port)])
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http{':'}//127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def interleaved(questions: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each question, asked by turns, so that whatever else the machine does meets all of them alike."""
    times: dict[str, list[float]] = {name: [] for name in questions}
    for question in questions.values():
        question()
    for number in range(rounds):
        for name, question in questions.items():
            if number % SELDOM and times[name] and times[name][0] > SLOW:
                continue
            started = time.perf_counter()
            question()
            times[name].append((time.perf_counter() - started) * 1000)
    return times


def middle(values: list[float]) -> float:
    return statistics.median(values)


def told(title: str, times: dict[str, list[float]], unit: str) -> list[str]:
    """A table: p50, p99, and how many times the p50 of `unit`."""
    lines = ["", f"{title:52} {'p50 ms':>10} {'p99 ms':>10} {'x ' + unit:>12}"]
    for name, values in times.items():
        ordered = sorted(values)
        p50, p99 = middle(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        lines.append(f"  {name:50} {p50:10.3f} {p99:10.3f} {p50 / middle(times[unit]):12.2f}")
    return lines


def crowd(address: str, path: str, seconds: float) -> str:
    """32 clients at once, by wrk where it is installed: its threads cost the server less than Python's."""
    rate, p50, p99, errors, by = by_wrk(address, path, seconds) if shutil.which("wrk") else by_threads(address, path, seconds)
    asked = f"{CLIENTS} clients for {seconds:.0f} s ({by}): {rate:,.0f} requests/s"
    return f"{asked}, p50 {p50:.1f} ms, p99 {p99:.1f} ms, {p99 / p50:.1f} x p50 (aim 5), {errors} errors"


def by_wrk(address: str, path: str, seconds: float) -> tuple[float, float, float, int, str]:
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds:.0f}s", "--timeout", "10s", "--latency", address + path]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    quantiles = {int(name): float(value) * MILLISECONDS[unit] for name, value, unit in QUANTILE.findall(said.partition("Distribution")[2])}
    rate = float(said.partition("Requests/sec:")[2].split()[0])
    return rate, quantiles[50], quantiles[99], sum(map(int, FAULTS.findall(said))), "wrk"


def by_threads(address: str, path: str, seconds: float) -> tuple[float, float, float, int, str]:
    times: list[float] = []
    errors = [0]
    end = time.monotonic() + seconds

    def ask() -> None:
        connection = Connection(address)
        while time.monotonic() < end:
            started = time.perf_counter()
            errors[0] += connection.get(path)[0] != 200
            times.append((time.perf_counter() - started) * 1000)

    threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    return len(times) / seconds, middle(times), times[int(len(times) * 0.99)], errors[0], "threads"
