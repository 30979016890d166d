"""The first page: one search box, what the store holds, questions to begin with, the instruments most used."""

from __future__ import annotations

import json

from kg.catalogue import find_query
from kg.service.pages.questions import OFFERED
from kg.service.pages.visits import View, Visit
from kg.store.index.regulations import RegulationFilter, list_regulations

MOST_USED = 10


def home(visit: Visit) -> View:
    """Figures are of the whole store; the version names its build."""
    used = list_regulations(visit.index, RegulationFilter(), limit=MOST_USED)
    return View(
        "home.html",
        {
            "meta": visit.index.meta,
            "questions": [find_query(name) for name in OFFERED],
            "regulations": json.loads(used.items),
            "total": used.total,
        },
    )
