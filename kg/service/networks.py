"""Neighbourhoods, common instruments and shortest paths."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from kg.service.answers import answered_from, context_of, named, whole_list
from kg.service.examples import example
from kg.service.models import NetworkQuery, PairQuery
from kg.service.parameters import described, read_parameters
from kg.service.problems import Problem
from kg.store.index import Index, key_from, key_of
from kg.store.index.folding import fold_name
from kg.store.index.networks import RELATIONS, Network, neighbourhood, shortest_path
from kg.store.index.regulations import common_regulations
from kg.store.index.schema import KINDS

router = APIRouter(tags=["network"], default_response_class=Response)
ID = re.compile("[0-9a-f]{16}")
#: So many nodes are read in less time than a thread needs to start.
FEW = 200
#: What a name is looked for among, the surest first: a text names what the first of them knows.
NAMED = (("department",), ("instrument",), ("project",), ("issuer",), ("project_year",), ("indicator",))


def entity_of(index: Index, text: str) -> int:
    """The entity that an id, an IRI or a name means. Raises the problems 404 and 300."""
    whole = key_of_whole(index, text)
    if whole is not None:
        return whole
    ambiguous: Problem | None = None
    for kinds in NAMED:
        try:
            return named(index, kinds, "entity", text)
        except Problem as fault:
            if fault.status == 300:
                ambiguous = ambiguous or fault
    raise ambiguous or Problem(404, "unknown-name", f"no entity here is called {text!r}")


def key_of_whole(index: Index, text: str) -> int | None:
    """The entity of an id, an IRI, or a name letter for letter that nothing else of its kind bears."""
    if ID.fullmatch(text) and index.entity(key_from(text)) is not None:
        return key_from(text)
    entity = index.entity(key_of(text))
    if entity is not None and entity[1] == text:
        return key_of(text)
    folded = fold_name(text)
    for kind in (kind for kinds in NAMED for kind in kinds):
        found = list(index.rows("SELECT id FROM names WHERE kind = ? AND folded = ? AND field <> 'cited' LIMIT 2", (kind, folded)))
        if found:
            return int(found[0][0]) if len(found) == 1 else None
    return None


def chosen(text: str | None, known: Collection[str], what: str) -> tuple[str, ...] | None:
    """The parts of a list divided by commas, all of them known."""
    if text is None:
        return None
    parts = tuple(part.strip() for part in text.split(",") if part.strip())
    strange = [part for part in parts if part not in known]
    if strange or not parts:
        raise Problem(400, "invalid-request", f"{what} is {text!r}; expected some of {', '.join(known)}")
    return parts


def told(network: Network) -> bytes:
    """A network as JSON; whether it is the whole is always said."""
    facts = f',"shown":{network.shown},"total":{network.total},"truncated":{str(network.shown < network.total or not network.exact).lower()}'
    relations = ",".join(
        f'{{"relation":"{row["relation"]}","outward":{str(row["outward"]).lower()},"count":{row["count"]}}}' for row in network.relations
    )
    exact = str(network.exact).lower()
    return b'{"nodes":' + network.nodes + b',"edges":' + network.edges + f'{facts},"total_is_exact":{exact},"relations":[{relations}]}}'.encode()


@router.get("/api/network", responses=example("network"), summary="What is joined to an entity", openapi_extra=described(NetworkQuery))
async def network(request: Request) -> Response:
    """The neighbourhood of one or several entities, the nearest and heaviest nodes first. `relations` counts the neighbours of a single focus."""
    asked = read_parameters(NetworkQuery, request)
    kinds = chosen(asked.types, KINDS, "types")
    relations = chosen(asked.relations, tuple(RELATIONS), "relations") or tuple(RELATIONS)

    def found(index: Index) -> bytes:
        focus = [entity_of(index, text) for text in asked.focus]
        return told(neighbourhood(index, focus, depth=asked.depth, limit=asked.limit, kinds=kinds, relations=relations))

    # One step from one entity reads no more than it shows, however many neighbours there are.
    near = asked.depth == 1 and len(asked.focus) == 1 and kinds is None and asked.limit <= FEW
    light = near and key_of_whole(context_of(request).snapshots.current.index, asked.focus[0]) is not None
    return await answered_from(request, found, light=light)


@router.get(
    "/api/network/common", responses=example("regulations"), summary="Instruments that two departments both cite", openapi_extra=described(PairQuery)
)
async def common(request: Request) -> Response:
    """`project_years_of` counts the project years of a and of b."""
    asked = read_parameters(PairQuery, request)

    def found(index: Index) -> dict[str, Any]:
        keys = [named(index, ("department",), "department", text) for text in (asked.a, asked.b)]
        return whole_list(common_regulations(index, *keys))

    return await answered_from(request, found)


@router.get("/api/network/path", responses=example("network"), summary="A shortest path between two entities", openapi_extra=described(PairQuery))
async def path(request: Request) -> Response:
    """Over departments, projects and what they cite; without nodes where there is no path."""
    asked = read_parameters(PairQuery, request)
    return await answered_from(request, lambda index: told(shortest_path(index, *(entity_of(index, text) for text in (asked.a, asked.b)))))
