"""The first page: one search box, what the store holds, questions to begin with, the instruments most used."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kg.catalogue import Query, find_query
from kg.service.pages.questions import OFFERED
from kg.service.pages.visits import View, Visit
from kg.store.index.departments import list_departments
from kg.store.index.names import resolve
from kg.store.index.regulations import RegulationFilter, list_regulations

MOST_USED = 10


def home(visit: Visit) -> View:
    """Figures are of the whole store; the version names its build."""
    used = list_regulations(visit.index, RegulationFilter(), limit=MOST_USED)
    items = json.loads(used.items)
    return View(
        "home.html",
        {
            "meta": visit.index.meta,
            "questions": [(query, filled(visit, query, items)) for query in map(find_query, OFFERED)],
            "regulations": items,
            "total": used.total,
        },
    )


def filled(visit: Visit, query: Query, used: Sequence[dict[str, Any]]) -> dict[str, str]:
    """What the fields of a question begin with: the catalogue's examples where this store holds them all, else what it holds most of."""
    needed = [parameter for parameter in query.parameters if not parameter.optional]
    if all(resolve(visit.index, (parameter.type,), parameter.example).status == "resolved" for parameter in needed):
        return {parameter.name: parameter.example for parameter in needed}
    found = {
        "instrument": [item["number"] or item["title"] for item in used],
        "department": [item["name"] for item in json.loads(list_departments(visit.index, limit=2).items)],
    }
    taken = {kind: iter(names) for kind, names in found.items()}
    return {parameter.name: next(taken.get(parameter.type, iter(())), "") for parameter in needed}
