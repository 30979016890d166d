"""What holds for every route: one shape of errors, headers, ids, limits, the token, the log, the reference."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest

from kg.service.problems import PROBLEM_SCHEMA
from tests.service.servers import Served, served


@pytest.fixture(scope="module")
def guarded(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server with a token, a rate limit, CORS and a proxy that it trusts."""
    settings = {
        "read_token": "open sesame",
        "rate_limit": "30",
        "cors_origins": "https" + ":" + "//a.example",
        "trusted_proxies": "127.0.0.1",
        "max_body_bytes": "1000",
        "max_url_bytes": "500",
        "sparql_workers": "1",
    }
    log = tmp_path_factory.mktemp("guarded") / "log"
    with served(sample_store, log, **settings) as server, httpx.Client(base_url=server.address) as client:
        yield client


TOKEN = {"Authorization": "Bearer open sesame"}


def routes(client: httpx.Client) -> list[tuple[str, str]]:
    paths: dict[str, dict[str, Any]] = client.get("/openapi.json").json()["paths"]
    return [(method.upper(), path) for path, operations in paths.items() for method in operations]


def test_every_route_has_one_shape_of_errors(client: httpx.Client) -> None:
    found = routes(client)
    assert len(found) > 25
    for method, path in found:
        address = re.sub(r"\{[^}]+\}", "0000000000000000", path)
        wrong = client.request("PATCH", address)
        answers = [wrong] if "{path" in path else [wrong, client.request(method, address, params={"no-such": "parameter"}, content=b"{")]
        assert wrong.status_code == 405, path
        for answer in answers:
            if answer.status_code >= 300 and answer.status_code != 303:
                assert answer.headers["content-type"] == "application/problem+json", (method, path)
                body = answer.json()
                jsonschema.validate(body, PROBLEM_SCHEMA)
                assert body["status"] == answer.status_code
                assert body["request_id"] == answer.headers["x-request-id"]


def test_headers_of_every_answer(client: httpx.Client) -> None:
    for path in ("/api/projects", "/nothing", "/docs", "/sparql", "/health"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers
        assert re.fullmatch("[0-9a-f]{16}", headers["x-request-id"])


@pytest.mark.parametrize("path", ["/api/projects", "/sparql", "/health", "/nothing", "/eli/cn/沪府办/2015/87.ttl"])
def test_head_is_answered_as_get_without_the_body(client: httpx.Client, path: str) -> None:
    head, got = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert {name: head.headers.get(name) for name in ("content-type", "content-length", "etag")} == {
        name: got.headers.get(name) for name in ("content-type", "content-length", "etag")
    }


def test_a_request_id_of_a_proper_form_is_kept(client: httpx.Client) -> None:
    assert client.get("/health", headers={"X-Request-ID": "abc-1"}).headers["x-request-id"] == "abc-1"
    assert client.get("/health", headers={"X-Request-ID": "a b\tc"}).headers["x-request-id"] != "a b\tc"


def test_log_lines_are_json_and_tell_the_request(client: httpx.Client, server: Served) -> None:
    client.get("/api/projects?limit=1", headers={"X-Request-ID": "find-me"})
    deadline = time.monotonic() + 5
    lines: list[dict[str, Any]] = []
    while not lines and time.monotonic() < deadline:
        lines = [row for row in map(json.loads, server.log.read_text(encoding="utf-8").splitlines()) if row.get("request_id") == "find-me"]
    (line,) = lines
    assert {"method": "GET", "path": "/api/projects", "status": 200}.items() <= line.items()
    assert {"time", "level", "milliseconds", "bytes", "client"} <= set(line)


def test_metrics_count_by_route_and_are_off_unless_asked_for(client: httpx.Client, guarded: httpx.Client) -> None:
    client.get("/api/regulations/0123456789abcdef")
    text = client.get("/metrics").text
    assert 'kg_requests_total{method="GET",route="/api/regulations/{id}",status="404"}' in text
    assert 'le="+Inf"' in text
    assert guarded.get("/metrics", headers=TOKEN | {"X-Forwarded-For": "10.0.9.9"}).status_code == 404


def test_health_needs_no_token_the_rest_does(guarded: httpx.Client) -> None:
    assert guarded.get("/health").json()["status"] == "ready"
    assert guarded.get("/health/live").status_code == 200
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic b3BlbiBzZXNhbWU="}):
        answer = guarded.get("/api/projects", headers=headers | {"X-Forwarded-For": "10.0.0.1"})
        assert (answer.status_code, answer.json()["code"]) == (401, "token-needed")
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert guarded.get("/api/projects", headers=TOKEN | {"X-Forwarded-For": "10.0.0.1"}).status_code == 200


def test_each_address_has_its_rate_and_a_trusted_proxy_tells_the_address(guarded: httpx.Client) -> None:
    statuses = [guarded.get("/api/projects?limit=1", headers=TOKEN | {"X-Forwarded-For": "10.0.0.2"}).status_code for _ in range(40)]
    assert statuses[:30] == [200] * 30
    assert 429 in statuses
    refused = guarded.get("/api/projects?limit=1", headers=TOKEN | {"X-Forwarded-For": "10.0.0.2"})
    assert int(refused.headers["retry-after"]) >= 1
    assert guarded.get("/api/projects?limit=1", headers=TOKEN | {"X-Forwarded-For": "10.0.0.3"}).status_code == 200
    assert guarded.get("/health", headers={"X-Forwarded-For": "10.0.0.2"}).status_code == 200


def test_long_addresses_and_bodies_are_refused(guarded: httpx.Client) -> None:
    own = TOKEN | {"X-Forwarded-For": "10.0.0.4"}
    assert guarded.get("/api/projects", params={"q": "照" * 300}, headers=own).status_code == 414
    long = json.dumps({"text": "照" * 2000}).encode()
    assert guarded.post("/api/citations", content=long, headers=own | {"Content-Type": "application/json"}).status_code == 413

    def chunks() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * 100

    answer = guarded.post("/sparql", content=chunks(), headers=own | {"Content-Type": "application/sparql-query"})
    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")


def test_cors_is_for_the_origins_that_are_named(guarded: httpx.Client) -> None:
    own = TOKEN | {"X-Forwarded-For": "10.0.0.5"}
    known = "https" + ":" + "//a.example"
    assert guarded.get("/api/projects", headers=own | {"Origin": known}).headers["access-control-allow-origin"] == known
    assert "access-control-allow-origin" not in guarded.get("/api/projects", headers=own | {"Origin": known + ".evil"}).headers
    preflight = guarded.options("/api/projects", headers={"Origin": known, "Access-Control-Request-Method": "GET"})
    assert preflight.status_code == 200


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"Origin": "https" + ":" + "//strange.example", "Access-Control-Request-Method": "GET"}, "origin"),
        ({"Origin": "https" + ":" + "//a.example", "Access-Control-Request-Method": "DELETE"}, "method"),
        ({"Origin": "https" + ":" + "//a.example", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "X-Strange"}, "headers"),
    ],
)
def test_a_refused_preflight_is_a_problem_too(guarded: httpx.Client, asked: dict[str, str], told: str) -> None:
    answer = guarded.options("/api/projects", headers=asked)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    problem = answer.json()
    assert (problem["status"], problem["instance"], problem["request_id"]) == (400, "/api/projects", answer.headers["x-request-id"])
    assert told in problem["detail"]
    assert "origin" in answer.headers["vary"].lower()
    if "strange" in asked["Origin"]:
        assert "access-control-allow-origin" not in answer.headers


def test_refusals_may_be_read_by_the_origins_that_are_named(guarded: httpx.Client) -> None:
    origin = {"Origin": "https" + ":" + "//a.example", "X-Forwarded-For": "10.0.0.6"}
    own = TOKEN | origin
    refused = [
        guarded.get("/api/projects", headers=origin),
        guarded.get("/api/projects?q=" + "a" * 600, headers=own),
        guarded.post("/api/citations", content=b"x" * 2000, headers=own | {"Content-Type": "application/json"}),
        guarded.post("/api/citations", content=b"{}", headers=own | {"Content-Type": "application/json", "Content-Encoding": "gzip"}),
    ]
    while refused[-1].status_code != 429:
        refused.append(guarded.get("/api/projects?limit=0", headers=own))
    assert {answer.status_code for answer in refused} == {400, 401, 413, 414, 415, 429}
    for answer in refused:
        assert answer.headers["access-control-allow-origin"] == origin["Origin"], answer.status_code
        assert answer.headers["x-request-id"] == answer.json()["request_id"]
        assert "Retry-After" in answer.headers["access-control-expose-headers"]


def test_a_proxy_that_is_not_trusted_is_not_believed(server: Served, client: httpx.Client) -> None:
    client.get("/health", headers={"X-Forwarded-For": "10.6.6.6", "X-Request-ID": "forged"})
    time.sleep(0.2)
    (line,) = [row for row in map(json.loads, server.log.read_text(encoding="utf-8").splitlines()) if row.get("request_id") == "forged"]
    assert line["client"] == "127.0.0.1"


def test_the_reference_comes_from_this_server_alone(client: httpx.Client) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    assets = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(assets) == 3
    for asset in assets:
        assert not asset.startswith(("http", "//"))
        answer = client.get(f"/{asset}")
        assert (answer.status_code, len(answer.content) > 50) == (200, True)
    assert client.get("/docs/assets/..%2F..%2Fapp.py").status_code == 404


def test_openapi_tells_every_route_with_answers_and_errors(client: httpx.Client) -> None:
    schema = client.get("/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert operation.get("summary"), (method, path)
            assert "422" not in operation["responses"], (method, path)
            assert "application/problem+json" in operation["responses"]["404"]["content"], (method, path)
    assert "Problem" in schema["components"]["schemas"]
    lookups = [operation for path, operations in schema["paths"].items() if path.startswith("/api/") for operation in operations.values()]
    assert all(
        any("example" in media for media in o["responses"]["200"].get("content", {}).values()) or "queries" in str(o["tags"])
        for o in lookups
        if "look-ups" in o["tags"]
    )
