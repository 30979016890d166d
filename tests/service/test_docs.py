"""docs/service.md names every address of the service, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import httpx

DOC = (Path(__file__).parent.parent.parent / "docs" / "service.md").read_text(encoding="utf-8")


def test_the_page_names_every_address(client: httpx.Client) -> None:
    told = set(re.findall(r"^\| `((?:GET|POST) /[^`]*)` \|", DOC, flags=re.MULTILINE))
    paths = client.get("/openapi.json").json()["paths"]
    served = {f"{method.upper()} {path}" for path, operations in paths.items() for method in operations}
    served = {route for route in served if not route.startswith("GET /api/queries/")} | {"GET /api/queries/{name}"}
    served.discard("GET /health/live")
    assert told == served
