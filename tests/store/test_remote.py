"""A store behind an endpoint answers as the folder it was loaded from; so does the index built from its answers."""

from __future__ import annotations

import json
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources.abc import Traversable
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode

from kg.builds.reviews import review, review_answers
from kg.catalogue import load_catalogue, run_query
from kg.errors import QueryError, StoreError
from kg.registry.review import OpenCase
from kg.resources import data_folder
from kg.store import RemoteStore, Store, open_store
from kg.store.index import INDEX, Index, build_index
from tests.built import sample_store
from tests.service.servers import Served, served, server
from tests.store.virtuosos import installed, virtuoso

__all__ = ["sample_store", "server"]

TABLES = ("years", "instruments", "departments", "postings", "uses", "budgets", "concepts", "names", "aliases", "neighbours", "entities")


@pytest.fixture(scope="module")
def virtuoso_endpoint(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not installed():
        pytest.skip("virtuoso-opensource-7-bin is not installed")
    with virtuoso(sample_store, tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


@pytest.fixture(scope="module", params=["service", pytest.param("virtuoso", marks=pytest.mark.slow)])
def endpoint(request: pytest.FixtureRequest) -> str:
    if request.param == "virtuoso":
        address: str = request.getfixturevalue("virtuoso_endpoint")
        return address
    own: Served = request.getfixturevalue("server")
    return f"{own.address}/sparql"


@pytest.fixture(scope="module")
def remote(endpoint: str) -> Store:
    return open_store(endpoint)


@pytest.fixture(scope="module")
def folder(sample_store: Path) -> Store:
    return open_store(sample_store)


def test_an_address_is_a_remote_store_with_the_base_of_its_iris(remote: Store, folder: Store) -> None:
    assert isinstance(remote, RemoteStore)
    assert remote.base == folder.base
    assert remote.refresh() is False


@pytest.mark.parametrize("name", [query.name for query in load_catalogue()])
def test_every_catalogue_query_answers_as_the_folder_does(remote: Store, folder: Store, name: str) -> None:
    query = next(query for query in load_catalogue() if query.name == name)
    given = {p.name: p.example for p in query.parameters}
    for bound in (query.example, *({**query.example, key: value} for key, value in given.items())):
        expected = sorted(map(comparable, run_query(folder, name, bound).values()))
        assert sorted(map(comparable, run_query(remote, name, bound).values())) == expected, bound


RULES = sorted(data_folder("queries").joinpath("checks").iterdir(), key=lambda rule: rule.name)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_finds_what_it_finds_in_the_folder(remote: Store, folder: Store, rule: Traversable) -> None:
    text = rule.read_text(encoding="utf-8")
    assert sorted(map(comparable, remote.query(text).values())) == sorted(map(comparable, folder.query(text).values()))


def comparable(row: tuple[str | None, ...]) -> tuple[str, ...]:
    """A row as text; numbers without the zeros that stores write differently, unbound as empty."""
    return tuple("" if value is None else number(value) for value in row)


def number(text: str) -> str:
    whole, point, fraction = text.partition(".")
    return (
        whole + (f".{fraction.rstrip('0')}" if fraction.rstrip("0") else "")
        if point and whole.lstrip("-").isdecimal() and fraction.isdecimal()
        else text
    )


def test_the_index_built_from_its_answers_is_the_index_of_the_folder(remote: Store, folder: Store, tmp_path: Path) -> None:
    build_index(remote, tmp_path / INDEX, base=remote.base, version=remote.version)
    built, own = Index(tmp_path / INDEX), Index(folder.folder / INDEX)  # type: ignore[attr-defined]
    for table in TABLES:
        order = "1, 2, 3" if table not in ("concepts",) else "1, 2"
        assert list(built.rows(f"SELECT * FROM {table} ORDER BY {order}")) == list(own.rows(f"SELECT * FROM {table} ORDER BY {order}")), table
    items = [json.loads(item) for (item,) in built.rows("SELECT item FROM years ORDER BY n")]
    assert items


def test_graphs_and_quads(remote: Store, folder: Store) -> None:
    assert list(remote.graphs()) == list(folder.graphs())
    graph = next(name for name in folder.graphs() if "/graph/filing/" in name)
    assert len(set(remote.quads(graph))) == len(set(folder.quads(graph)))


def test_asking_whether_and_what_of_a_bound_thing(remote: Store, folder: Store) -> None:
    known = {"thing": NamedNode(remote.base + "eli/cn/沪府办/2015/87")}
    unknown = {"thing": NamedNode(remote.base + "eli/cn/沪府办/2015/88")}
    for place in (remote, folder):
        assert bool(place.query("ASK { ?s ?p ?o }")) is True
        assert bool(place.query("ASK { ?s ?p 'no such text' }")) is False
        assert bool(place.query("ASK { ?thing ?p ?o } # }", substitutions=known)) is True
        assert bool(place.query("ASK { ?thing ?p ?o }", substitutions=unknown)) is False
    described = "CONSTRUCT { ?thing ?p ?o } WHERE { ?thing ?p ?o }"
    assert set(remote.query(described, substitutions=known).triples()) == set(folder.query(described, substitutions=known).triples()) != set()


@pytest.mark.slow
def test_the_service_over_virtuoso(virtuoso_endpoint: str, tmp_path: Path) -> None:
    with served(virtuoso_endpoint, tmp_path / "log") as running, httpx.Client(base_url=running.address, timeout=60) as client:
        for path in ("/api/projects?cites=沪府办【2015】87号", "/eli/cn/沪府办/2015/87.ttl", "/eli/cn/沪府办/2015/87.html", "/.well-known/void", "/"):
            assert client.get(path).status_code == 200, path
        assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True
        assert client.get("/api/queries/regulations_by_level").json()["rows"]


def test_what_is_bound_cannot_become_query(remote: Store) -> None:
    evil = '" } ?s ?p ?o } #'
    query = "SELECT ?name WHERE { ?s <http" + ":" + "//www.w3.org/2004/02/skos/core#prefLabel> ?name }"
    assert list(remote.query(query, substitutions={"name": Literal(evil)}).values()) == []
    with pytest.raises(ValueError, match="IRI"):
        NamedNode("x> } ?s ?p ?o } #")


@pytest.mark.parametrize("query", ["SELECT * {", "DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }", ""])
def test_wrong_queries_are_refused(remote: Store, query: str) -> None:
    with pytest.raises(QueryError):
        remote.query(query)


@pytest.mark.parametrize("address", ["//127.0.0.1:9/sparql", "//nowhere.invalid/sparql", "//[::1/sparql", "///sparql"])
def test_an_endpoint_that_does_not_answer_is_a_store_error(address: str) -> None:
    with pytest.raises(StoreError, match=r"no SPARQL endpoint answers there: [a-z]") as told:
        open_store("http:" + address)
    assert "Errno" not in str(told.value)


RESULTS = b'{"head":{"vars":["filing"]},"results":{"bindings":[{"filing":{"type":"uri","value":"urn:x/id/filing/1"}}]}}'
JSON, TRIPLES = "application/sparql-results+json", "application/n-triples"


def told(status: str, media: str, body: bytes, length: int | None = None) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {length or len(body)}\r\nConnection: close\r\n\r\n".encode() + body


@contextmanager
def speaking(*answers: bytes) -> Iterator[str]:
    """The address of an endpoint that gives these answers, the last of them for ever."""

    class Speaker(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            heard = b""
            while b"query=" not in heard.partition(b"\r\n\r\n")[2]:
                heard += self.request.recv(65536)
            self.request.sendall(left.pop(0) if len(left) > 1 else left[0])

    left = list(answers)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Speaker) as speaker:
        speaker.daemon_threads = True
        threading.Thread(target=speaker.serve_forever, daemon=True).start()
        yield f"http{':'}//127.0.0.1:{speaker.server_address[1]}/sparql"
        speaker.shutdown()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (told("200 OK", "text/html", b"<p>log in</p>"), "answered with text/html"),
        (told("500 Internal Server Error", "text/html", b"<p>down</p>"), "500 Internal Server Error: <p>down</p>"),
        (told("404 Not Found", "text/plain", b"no"), "404 Not Found: no"),
        (told("200 OK", JSON, b"{}"), "cannot be read"),
        (told("200 OK", JSON, RESULTS[:70]), "cannot be read, or breaks off"),
        (told("200 OK", JSON, RESULTS[:70], length=5000), "bytes are missing|breaks off"),
        (b"SSH-2.0-OpenSSH\r\n", "what came is no HTTP"),
        (b"", "what came is no HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: " + JSON.encode() + b"\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", "breaks off"),
    ],
)
def test_an_endpoint_that_answers_something_else_is_a_store_error(answer: bytes, reason: str) -> None:
    with speaking(answer) as address, pytest.raises(StoreError, match=reason):
        open_store(address)


def test_lines_of_triples_that_end_early_are_not_taken_for_all(tmp_path: Path) -> None:
    """Each line is whole, so that only the length tells."""
    line = b"<urn:x/id/filing/1> <urn:p> <urn:o> .\n"
    first, count = told("200 OK", JSON, RESULTS), told("200 OK", JSON, b'{"head":{"vars":["n"]},"results":{"bindings":[]}}')
    with speaking(first, *[count] * 5, told("200 OK", TRIPLES, line * 3, length=len(line) * 4)) as address:
        store = open_store(address)
        with pytest.raises(StoreError, match="breaks off: 38 bytes are missing"):
            list(store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").triples())


def test_an_endpoint_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.remote.SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(StoreError, match=r"nothing came for 0\.2 seconds"):
        open_store(f"http{':'}//127.0.0.1:{silent.getsockname()[1]}/sparql")


def test_the_open_cases_of_an_endpoint_are_those_of_the_folder(remote: Store, sample_store: Path) -> None:
    def shown(cases: tuple[OpenCase, ...]) -> list[tuple[object, ...]]:
        return [(c.key, c.title, c.status, c.mentions, c.filings, c.yuan, c.candidates) for c in cases]

    own = review(sample_store, limit=1000)
    assert own
    assert shown(review_answers(remote, limit=1000)) == shown(own)
    assert shown(review_answers(remote, limit=2)) == shown(own[:2])
