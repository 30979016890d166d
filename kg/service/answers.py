"""What the routes share: the state of the application, validators of caches, pages of lists, names as keys."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from kg.service.metrics import Metrics
from kg.service.pool import Pool
from kg.service.problems import Problem, candidates_problem
from kg.service.snapshots import Snapshot, Snapshots
from kg.settings import Settings
from kg.store.index import Index, Page, hex_of, key_from, key_of
from kg.store.index.folding import fold_name
from kg.store.index.names import resolve
from kg.store.index.regulations import regulations_of
from kg.version import __version__

JSON = "application/json"
#: What the path of an address may hold as it is.
SAFE = "/!$&'()*+,;=:@~"


@dataclass(slots=True)
class Context:
    """The state of the application: `request.app.state.context`."""

    settings: Settings
    snapshots: Snapshots
    pool: Pool
    metrics: Metrics


def context_of(request: Request) -> Context:
    """The state of the application that answers a request."""
    context: Context = request.app.state.context
    return context


def tag_of(snapshot: Snapshot, format_: str) -> str:
    """A strong validator: the bytes of an address change with the build, the version of this software and the format only."""
    return f'"{snapshot.version}.{__version__}.{format_}"'


def unchanged(request: Request, snapshot: Snapshot, format_: str = "json") -> Response | None:
    """304 where the client has these bytes already. To be asked when the answer is known to be 200: a condition counts for no other (RFC 9110,
    13.2.1)."""
    known = request.headers.getlist("if-none-match")
    if not known:
        return None
    tag = tag_of(snapshot, format_)
    tags = {part.strip().removeprefix("W/") for part in ",".join(known).split(",")}
    return Response(None, 304, headers_of(snapshot, format_)) if tag in tags or "*" in tags else None


def headers_of(snapshot: Snapshot, format_: str) -> dict[str, str]:
    """Caches may keep an answer, and must ask whether the build is still the same."""
    return {"ETag": tag_of(snapshot, format_), "Cache-Control": "no-cache", "Vary": "Accept"}


def json_response(snapshot: Snapshot, body: bytes | dict[str, Any], status: int = 200) -> Response:
    """Ready JSON, or a value as JSON."""
    if isinstance(body, dict):
        body = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(body, status, headers_of(snapshot, "json"), JSON)


def page_response(request: Request, snapshot: Snapshot, page: Page) -> Response:
    """A page of a list, with the address of the next as RFC 8288 has it."""
    following = "null" if page.next is None else f'"{page.next}"'
    body = b'{"items":' + page.items + f',"total":{page.total},"next":{following}}}'.encode()
    response = json_response(snapshot, body)
    if page.next is not None:
        response.headers["Link"] = f'<{next_address(request, page.next)}>; rel="next"'
    return response


def next_address(request: Request, cursor: str) -> str:
    """The address of the request with another cursor; relative, so that it holds behind any proxy."""
    given = [part for part in request.scope["query_string"].decode("ascii", "replace").split("&") if part and not part.startswith("cursor=")]
    path = quote(request.scope["path"], safe=SAFE)
    # Clients send signs that an address may not hold, among them the > that would end it in the header.
    return f"{path}?{quote('&'.join([*given, f'cursor={cursor}']), safe=SAFE + '%?')}"


async def answered_from(request: Request, read: Callable[[Index], Page | bytes | dict[str, Any]], *, light: bool = False) -> Response:
    """What `read` finds in the index; 304 where the client has it already. It is read beside the event loop, in another thread, unless it is
    `light`: read in less time than handing it to a thread takes, whatever the store holds."""
    with context_of(request).snapshots.reading() as snapshot:
        found = read(snapshot.index) if light else await asyncio.to_thread(read, snapshot.index)
        if (same := unchanged(request, snapshot)) is not None:
            return same
        return page_response(request, snapshot, found) if isinstance(found, Page) else json_response(snapshot, found)


def whole_list(items: list[dict[str, Any]]) -> dict[str, Any]:
    """A list that has one page."""
    return {"items": items, "total": len(items), "next": None}


def key_of_id(text: str, what: str) -> int:
    """The key of an `{id}`; an id of another form names nothing."""
    if len(text) != 16 or any(sign not in "0123456789abcdef" for sign in text):
        raise Problem(404, "unknown-id", f"no {what} has the id {text[:40]!r}: an id is 16 hexadecimal digits")
    return key_from(text)


def unknown_id(text: str, what: str) -> Problem:
    """The problem 404 of an id that nothing has."""
    return Problem(404, "unknown-id", f"no {what} has the id {text!r}")


def named(index: Index, kinds: Sequence[str], what: str, text: str) -> int:
    """The one entity that a text names. Raises the problems 404 and 300."""
    found = resolve(index, kinds, text)
    if found.status == "unknown":
        raise Problem(404, "unknown-name", f"no {what} here is called {text!r}")
    if found.status == "ambiguous":
        raise candidates_problem(what, text, found.total, candidates(index, kinds, found.keys))
    return found.keys[0]


def is_light(index: Index, kinds: Sequence[str], text: str | None) -> bool:
    """Whether `named` takes one look to answer, because the text is a name letter for letter or an IRI."""
    if text is None or index.entity(key_of(text)) is not None:
        return True
    folded = fold_name(text)
    return any(index.row("SELECT 1 FROM names WHERE kind = ? AND folded = ?", (kind, folded)) for kind in kinds)


def candidates(index: Index, kinds: Sequence[str], keys: Sequence[int]) -> list[dict[str, Any]]:
    """What an ambiguous name may mean."""
    if "instrument" in kinds:
        order = {hex_of(key): place for place, key in enumerate(keys)}
        return sorted(regulations_of(index, keys), key=lambda item: order[item["id"]])
    found = ((key, index.entity(key)) for key in keys)
    return [{"id": hex_of(key), "iri": entity[1], "name": entity[2]} for key, entity in found if entity]


def either(index: Index, kinds: Sequence[str], what: str, text: str | None) -> int | None:
    """As `named`, for a parameter that may be missing or an `{id}`."""
    return None if text is None else named(index, kinds, what, text)
