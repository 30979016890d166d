"""Citations of free text, with what they denote here."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from kg.citations import find_citations
from kg.service.answers import context_of, json_response, whole_list
from kg.service.examples import example
from kg.service.models import CitationsText
from kg.service.parameters import read_body
from kg.store.index import Index
from kg.store.index.folding import fold_name
from kg.store.index.regulations import find_regulation

router = APIRouter(tags=["look-ups"], default_response_class=Response)


@router.post(
    "/api/citations",
    responses=example("citations"),
    summary="Citations in a text",
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": CitationsText.model_json_schema()}}}},
)
async def citations(request: Request) -> Response:
    """Each citation with its place (`begin` and `end` count code points of the text) and the instrument of the store that it denotes, if any."""
    given = await read_body(CitationsText, request)
    with context_of(request).snapshots.reading() as snapshot:
        items = await asyncio.to_thread(cited, snapshot.index, given.text)
        response = json_response(snapshot, whole_list(items))
        del response.headers["ETag"]  # the answer to a POST has no address to keep it under
        return response


def cited(index: Index, text: str) -> list[dict[str, Any]]:
    """The citations of a text in their order."""
    mentions = list(find_citations(text))
    items = []
    for mention in mentions:
        own = mention if mention.antecedent is None else mentions[mention.antecedent]
        status, keys = denoted(index, own.number, own.title)
        item: dict[str, Any] = {key: getattr(mention, key) for key in ("surface", "begin", "end", "kind", "title", "number", "article")}
        regulations = [found for key in keys if (found := find_regulation(index, key))]
        item |= {"status": status, "regulation": regulations[0]["iri"] if status == "resolved" else None}
        item |= {"id": regulations[0]["id"] if status == "resolved" else None}
        if status == "ambiguous":
            item["candidates"] = [{key: found[key] for key in ("id", "iri", "number", "title")} for found in regulations]
        items.append(item)
    return items


def denoted(index: Index, number: str | None, title: str | None) -> tuple[str, list[int]]:
    """The instruments that a number names, else a title."""
    for wording in (number, title):
        if wording:
            rows = list(index.rows("SELECT id, field FROM names WHERE kind = 'instrument' AND folded = ?", (fold_name(wording),)))
            own = sorted({key for key, field in rows if field != "cited"} or {key for key, _ in rows})
            if own:
                return ("resolved" if len(own) == 1 else "ambiguous"), own
    return "unknown", []
