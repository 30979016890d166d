"""The queries behind a page, and the catalogue as forms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from kg.catalogue import find_query, load_catalogue, run_query
from kg.resources import package_data
from kg.service.pages.visits import View, Visit
from kg.store import Store, Term

#: Rows of a table on a page; the rest is in the download.
ROWS = 200
#: The questions that the first page offers.
OFFERED = ("projects_citing_regulation", "regulations_by_use", "path_between_departments")


@cache
def text_of(name: str) -> str:
    """The SPARQL of a page's query."""
    return package_data("kg.service.pages", f"queries/{name}.rq")


def ask(store: Store, name: str, **bound: Term) -> Iterator[dict[str, Any]]:
    """The rows of a page's query as text by column; what is unbound is None."""
    answer = store.query(text_of(name), substitutions=bound)
    columns = answer.columns
    return (dict(zip(columns, row, strict=True)) for row in answer.values())


def queries(visit: Visit) -> View:
    """The catalogue."""
    return View("queries.html", {"queries": load_catalogue()})


def query(visit: Visit, name: str) -> View:
    """One question as a form, with its answer once every needed parameter is given. Raises UnknownName for a question that there is not."""
    asked = find_query(name)
    given = {p.name: value for p in asked.parameters if (value := visit.value(p.name))}
    complete = all(p.optional or p.name in given for p in asked.parameters) and (bool(given) or visit.value("ask") is not None)
    context: dict[str, Any] = {"asked": asked, "given": given, "columns": (), "rows": [], "total": None, "shown": ROWS}
    if complete:
        answer = run_query(visit.store, name, given)
        rows = list(answer.values())
        context |= {"columns": answer.columns, "rows": rows[:ROWS], "total": len(rows)}
    return View("query.html", context)
