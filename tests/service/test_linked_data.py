"""Linked data: names lead to documents, documents come in several formats, merged names have moved."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from kg.builds import build
from kg.settings import Settings
from kg.store import open_store
from kg.store.index import INDEX, Index
from tests.service.servers import served

BASE = "https" + ":" + "//budget-kg.example/"
INSTRUMENT = "/eli/cn/沪府办/2015/87"
FORMATS = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples", "rdf": "application/rdf+xml"}


def iris(sample_store: Path) -> list[tuple[str, str]]:
    """One entity of each kind, and parts of a filing."""
    store = open_store(sample_store)
    rows = store.query("SELECT ?type (MIN(STR(?s)) AS ?first) { ?s a ?type FILTER(STRSTARTS(STR(?s), '" + BASE + "')) } GROUP BY ?type").values()
    return [(kind or "", iri or "") for kind, iri in rows]


def path_of(iri: str) -> str:
    return "/" + quote(iri.removeprefix(BASE), safe="/%")


@pytest.mark.parametrize(("suffix", "media"), FORMATS.items())
def test_every_kind_of_thing_has_documents(client: httpx.Client, sample_store: Path, suffix: str, media: str) -> None:
    things = iris(sample_store)
    assert len(things) > 15
    for kind, iri in things:
        answer = client.get(path_of(iri), headers={"Accept": media})
        assert (answer.status_code, answer.headers["vary"]) == (303, "Accept"), (kind, iri)
        assert answer.headers["location"].endswith(f".{suffix}")
        document = client.get(answer.headers["location"])
        assert document.status_code == 200, (kind, iri)
        assert document.headers["content-type"].startswith(media)
        subjects = {quad.subject.value for quad in parse(document.content, format=RdfFormat.from_media_type(media))}
        assert subjects == {iri}


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("*/*", "ttl"),
        ("application/json", "jsonld"),
        ("application/n-triples, text/turtle;q=0.4", "nt"),
        ("text/turtle;q=0, application/rdf+xml", "rdf"),
    ],
)
def test_a_name_leads_to_the_document_that_is_asked_for(client: httpx.Client, accept: str, suffix: str) -> None:
    answer = client.get(INSTRUMENT, headers={"Accept": accept})
    assert answer.status_code == 303
    assert answer.headers["location"] == quote(INSTRUMENT) + f".{suffix}"


def test_what_is_not_offered_is_406_and_what_is_not_there_404(client: httpx.Client) -> None:
    assert client.get(INSTRUMENT, headers={"Accept": "image/png"}).status_code == 406
    for path in ("/eli/cn/无/1/1", "/eli/cn/无/1/1.ttl", "/id/department/", "/id/%FF", "/id/department/%00", "/id/a%20b.ttl", "/eli/"):
        answer = client.get(path)
        assert answer.status_code in (400, 404), path
        assert answer.headers["content-type"] == "application/problem+json"


def test_the_page_of_a_thing_loads_nothing(client: httpx.Client) -> None:
    answer = client.get(INSTRUMENT + ".html")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "沪府办" in answer.text
    assert "<script" not in answer.text.replace('<script src="/', "")


def test_merged_instruments_have_moved(client: httpx.Client, sample_store: Path) -> None:
    store = open_store(sample_store)
    index = Index(store.folder / INDEX)  # type: ignore[attr-defined]
    aliases = list(index.rows("SELECT a.iri, e.iri FROM aliases AS a JOIN entities AS e ON e.id = a.target"))
    assert aliases
    for old, new in aliases:
        answer = client.get(path_of(old))
        assert (answer.status_code, answer.headers["location"]) == (308, path_of(new))
        assert client.get(path_of(old) + ".ttl").headers["location"] == path_of(new) + ".ttl"
        found = client.get("/api/regulations/resolve", params={"text": old}).json()
        assert [item["iri"] for item in found["items"]] == [new]


@pytest.mark.parametrize(
    "path", ["/api/projects", "/api/regulations", "/api/queries", INSTRUMENT + ".ttl", INSTRUMENT + ".jsonld", "/.well-known/void"]
)
def test_an_unchanged_answer_is_not_sent_again(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    assert client.get(path).content == first.content
    again = client.get(path, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_condition_counts_for_what_is_there_only(client: httpx.Client) -> None:
    tag = client.get("/api/projects").headers["etag"]
    turtle = client.get("/.well-known/void", headers={"Accept": "text/turtle"}).headers["etag"]
    for path in ("/api/projects/0000000000000000", "/api/regulations/0000000000000000/projects", "/api/projects?cites=无此文", "/id/x.ttl"):
        assert [client.get(path, headers={"If-None-Match": known}).status_code for known in ("*", tag, turtle)] == [404] * 3, path
    assert client.get("/api/projects", headers={"If-None-Match": "*"}).status_code == 304
    assert client.get("/api/projects", headers=[("If-None-Match", '"other"'), ("If-None-Match", f"W/{tag}")]).status_code == 304


def test_lines_of_accept_are_one_list(client: httpx.Client) -> None:
    lines = [("Accept", "image/png"), ("Accept", "application/n-triples;q=0.5"), ("Accept", "text/turtle;q=0.1")]
    assert client.get("/.well-known/void", headers=lines).headers["content-type"] == "application/n-triples"


def test_formats_have_validators_of_their_own(client: httpx.Client) -> None:
    assert client.get(INSTRUMENT + ".ttl").headers["etag"] != client.get(INSTRUMENT + ".nt").headers["etag"]


def test_the_host_that_a_client_names_changes_nothing(client: httpx.Client) -> None:
    strange = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    for path in ("/api/projects?limit=1", INSTRUMENT, INSTRUMENT + ".ttl", "/sparql", "/.well-known/void", "/openapi.json"):
        answer = client.get(path, headers=strange)
        assert "evil" not in answer.text + str(answer.headers), path
        assert answer.content == client.get(path).content


@pytest.mark.slow
def test_things_are_answered_at_their_iris_where_the_base_has_a_path(tmp_path: Path) -> None:
    base = "https" + ":" + "//data.example/open/kg/"
    with as_file(files("kg") / "samples") as samples:
        build([samples / "shanghai-construction-2020.txt"], store=tmp_path / "store", settings=Settings(base_iri=base))
    with served(tmp_path / "store", tmp_path / "log") as server, httpx.Client(base_url=server.address) as client:
        instrument = "/" + client.get("/api/regulations?limit=1").json()["items"][0]["iri"].removeprefix(base)
        project = "/" + client.get("/api/projects?limit=1").json()["items"][0]["iri"].removeprefix(base)
        for above in ("", "/open/kg"):
            for thing in (instrument, project):
                name = client.get(above + thing, headers={"Accept": "application/n-triples"})
                assert (name.status_code, name.headers["location"]) == (303, quote(above + thing) + ".nt")
                document = client.get(name.headers["location"])
                assert {quad.subject.value for quad in parse(document.content, format=RdfFormat.N_TRIPLES)} == {base + thing[1:]}
                assert client.get(above + thing, headers={"Accept": "text/html"}, follow_redirects=True).status_code == 200
        assert client.get("/open" + instrument).status_code == 404
