"""Faults of the service itself, put into a real server: told as every other problem is, and found in the log."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import jsonschema
import pytest

from kg.service.problems import PROBLEM_SCHEMA
from tests.service.servers import served

BROKEN = """
import kg.service.descriptions, kg.service.limits, kg.service.lookups
def broken(*given, **named):
    raise ZeroDivisionError("injected")
kg.service.lookups.list_projects = broken
kg.service.descriptions.void_triples = broken
wait_of = kg.service.limits.RateLimit.wait_of
kg.service.limits.RateLimit.wait_of = lambda self, address, now: broken() if address == "10.9.9.9" else wait_of(self, address, now)
"""
ORIGIN = "https" + ":" + "//a.example"


@pytest.mark.slow
def test_a_fault_has_the_shape_of_every_problem_and_is_logged_with_its_request(sample_store: Path, tmp_path: Path) -> None:
    settings = {"cors_origins": ORIGIN, "rate_limit": "1000", "trusted_proxies": "127.0.0.1"}
    log = tmp_path / "log"
    with served(sample_store, log, before=BROKEN, **settings) as server, httpx.Client(base_url=server.address) as client:
        asked = [
            client.get("/api/projects?q=照明", headers={"Origin": ORIGIN}),  # in a thread
            client.get("/api/projects", headers={"Origin": ORIGIN}),  # in the event loop
            client.get("/.well-known/void", headers={"Origin": ORIGIN, "Accept": "text/html, */*"}),
            client.get("/api/departments", headers={"Origin": ORIGIN, "X-Forwarded-For": "10.9.9.9"}),  # before every route
        ]
        head = client.head("/api/projects", headers={"X-Request-ID": "headless"})
        assert (head.status_code, head.content, head.headers["x-request-id"]) == (500, b"", "headless")
        assert client.get("/api/departments").status_code == 200
    for answer in asked:
        assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
        jsonschema.validate(answer.json(), PROBLEM_SCHEMA)
        assert answer.json()["code"] == "internal-error"
        assert answer.json()["request_id"] == answer.headers["x-request-id"]
        assert "injected" not in answer.text
        assert answer.headers["access-control-allow-origin"] == ORIGIN
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    for answer in asked:
        told = [line for line in lines if line.get("request_id") == answer.headers["x-request-id"]]
        assert [line["event"] for line in told] == ["fault", "request"]
        assert "ZeroDivisionError: injected" in told[0]["exception"]
        assert told[1]["status"] == 500
