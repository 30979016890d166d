"""Measures the service against what it is made of, in one run, so that ratios hold on a busy machine.

    python -m benchmarks.service_corpus corpus --filings 10000
    kg build corpus --store store
    python -m benchmarks.service store [--virtuoso] [--seconds 60] [--rounds 200]

Latencies are of one client on loopback with a bare socket, interleaved question by question; then 32 clients at once.
"""

from __future__ import annotations

import argparse
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

from pyoxigraph import NamedNode

from kg.catalogue import find_query
from kg.store import FolderStore, open_store
from kg.store.index import INDEX, Index
from kg.store.index.folding import fold, phrase
from tests.service.servers import free_port, served
from tests.store.virtuosos import virtuoso

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
#: The page of fifty as SPARQL answers it: the question of the look-up, the rows of its items' heads.
PAGE = """PREFIX bkg: <https://w3id.org/budget-kg#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?y ?name ?department ?year ?yuan ?role WHERE {
  ?y bkg:cites <IRI> ; a bkg:ProjectYear .
  OPTIONAL { ?y bkg:name ?name } OPTIONAL { ?y bkg:department/skos:prefLabel ?department }
  OPTIONAL { ?y bkg:fiscalYear ?year } OPTIONAL { ?y bkg:yuan ?yuan }
  BIND(IF(EXISTS { ?y bkg:hasLegalBasis <IRI> }, "basis", "mention") AS ?role)
} ORDER BY DESC(?yuan) LIMIT 50"""
CONTAINS = """PREFIX bkg: <https://w3id.org/budget-kg#> SELECT ?y WHERE { ?y a bkg:ProjectYear ; bkg:name ?name FILTER(CONTAINS(?name, "审计")) }"""
SMALL = "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/budget-kg#Instrument> ; ?p ?o } GROUP BY ?p"
CLIENTS = 32


class Connection:
    """A kept-alive connection that asks and reads to the end of the answer, no more."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host = (parts.hostname or "", parts.port or 80)
        self.connect()

    def connect(self) -> None:
        self.socket = socket.create_connection(self.host)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str, accept: str = "*/*") -> int:
        """Gives the status."""
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\n\r\n".encode())
        data = b""
        while b"\r\n\r\n" not in data:
            part = self.socket.recv(1 << 20)
            if not part:  # the server closed a connection that was idle while another was measured
                self.connect()
                return self.get(path, accept)
            data += part
        head, _, body = data.partition(b"\r\n\r\n")
        lower = head.lower()
        if b"content-length:" in lower:
            left = int(lower.split(b"content-length:")[1].split(b"\r\n")[0]) - len(body)
            while left > 0:
                left -= len(self.socket.recv(1 << 20))
        else:
            while not body.endswith(b"0\r\n\r\n"):
                body = (body + self.socket.recv(1 << 20))[-64:]
        return int(head.split()[1])


@contextmanager
def empty_server() -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", EMPTY, str(port)])
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def interleaved(questions: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each question, asked by turns."""
    times: dict[str, list[float]] = {name: [] for name in questions}
    for question in questions.values():
        question()
    for number in range(rounds):
        for name, question in questions.items():
            if number % 10 and times[name] and times[name][0] > 100:
                continue  # what takes long is asked less often
            started = time.perf_counter()
            question()
            times[name].append((time.perf_counter() - started) * 1000)
    return times


def table(title: str, times: dict[str, list[float]], base: str) -> None:
    print(f"\n{title}", flush=True)
    middle = statistics.median(times[base])
    for name, values in times.items():
        ordered = sorted(values)
        p50, p99 = statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        print(f"  {name:44} p50 {p50:9.3f} ms   p99 {p99:9.3f} ms   {p50 / middle:8.2f} x {base}")


def crowd(address: str, path: str, seconds: float) -> None:
    """32 clients at once: rate, quantiles, errors."""
    times: list[float] = []
    errors = [0]
    end = time.monotonic() + seconds

    def ask() -> None:
        connection = Connection(address)
        while time.monotonic() < end:
            started = time.perf_counter()
            if connection.get(path) != 200:
                errors[0] += 1
            times.append((time.perf_counter() - started) * 1000)

    threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    p50, p99 = statistics.median(times), times[int(len(times) * 0.99)]
    rate, ratio = len(times) / seconds, p99 / p50
    print(f"  {CLIENTS} clients, {seconds:.0f} s: {rate:,.0f} requests/s, p50 {p50:.1f} ms, p99 {p99:.1f} ms ({ratio:.1f} x p50), {errors[0]} errors")


def answer(store: FolderStore, sparql: str) -> bytes:
    return store.query(sparql).serialize("json")


def measure(folder: Path, *, rounds: int, seconds: float, with_virtuoso: bool) -> None:
    store = open_store(folder)
    assert isinstance(store, FolderStore), "a folder is measured"
    index = Index(store.folder / INDEX)
    ranked = list(index.rows("SELECT e.iri, i.number, i.project_years FROM instruments AS i JOIN entities AS e ON e.id = i.id ORDER BY i.by_use"))
    chosen = {"hub": ranked[0], "medium": ranked[min(60, len(ranked) // 2)], "rare": ranked[-1]}
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        own = stack.enter_context(served(folder, scratch / "log"))
        empty = Connection(stack.enter_context(empty_server()))
        ours = Connection(own.address)
        other = urlsplit(stack.enter_context(virtuoso(folder, scratch, buffers=100_000))) if with_virtuoso else None
        theirs = Connection(f"http://{other.netloc}") if other else None
        for name, (iri, number, count) in chosen.items():
            page = PAGE.replace("IRI", iri)
            lookup, asked = f"/api/projects?cites={quote(number or iri)}", f"/sparql?query={quote(page)}"
            questions: dict[str, Callable[[], object]] = {
                "empty": partial(empty.get, "/"),
                "look-up by number": partial(ours.get, lookup),
                "SPARQL in process": partial(answer, store, page),
                "SPARQL over HTTP": partial(ours.get, asked),
            }
            if theirs:
                questions["Virtuoso over HTTP"] = partial(theirs.get, f"{asked}&format=json")
            table(f"a page of 50, {name}: {count} project years", interleaved(questions, rounds), "empty")
        iri, number, _ = chosen["hub"]
        word = f"kind:projectyear AND body:{phrase(fold('审计'))}"
        table(
            "further questions",
            interleaved(
                {
                    "empty": lambda: empty.get("/"),
                    "ordinary look-up": lambda: ours.get(f"/api/projects?cites={quote(number or iri)}"),
                    "neighbourhood of the hub, 200 nodes": lambda: ours.get(f"/api/network?focus={quote(number or iri)}"),
                    "regulations by use, a page": lambda: ours.get("/api/regulations"),
                    "departments with yuan, a page": lambda: ours.get("/api/departments"),
                    "search 审计": lambda: ours.get(f"/api/projects?q={quote('审计')}"),
                    "search 审计, the index library alone": lambda: index.rows("SELECT rowid FROM search WHERE search MATCH ?", (word,)).fetchall(),  # type: ignore[attr-defined]
                    "search 审计, SPARQL CONTAINS in process": partial(answer, store, CONTAINS),
                    "small SPARQL in process": partial(answer, store, SMALL),
                    "small SPARQL over HTTP": lambda: ours.get(f"/sparql?query={quote(SMALL)}"),
                    "projects_citing_regulation in process": lambda: store.query(
                        find_query("projects_citing_regulation").text, substitutions={"regulation": NamedNode(iri)}
                    ).serialize("json"),
                },
                max(20, rounds // 4),
            ),
            "empty",
        )
        print("\nmany clients, a page of the hub")
        crowd(own.address, f"/api/projects?cites={quote(number or iri)}", seconds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--virtuoso", action="store_true")
    given = parser.parse_args()
    measure(given.store, rounds=given.rounds, seconds=given.seconds, with_virtuoso=given.virtuoso)
