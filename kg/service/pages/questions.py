"""The queries behind a page, and the catalogue as forms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from kg.catalogue import Query, find_query, load_catalogue
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


def given_to(visit: Visit, asked: Query) -> dict[str, str] | None:
    """The parameters of a question that the address holds; None while a needed one is missing, or nothing was asked yet."""
    given = {p.name: value for p in asked.parameters if (value := visit.value(p.name))}
    complete = all(p.optional or p.name in given for p in asked.parameters) and (bool(given) or visit.value("ask") is not None)
    return given if complete else None


def query(visit: Visit, name: str, answer: dict[str, Any] | None) -> View:
    """One question as a form, with its answer (`columns`, and `rows` as objects) where there is one. Raises UnknownName."""
    asked = find_query(name)
    given = {p.name: value for p in asked.parameters if (value := visit.value(p.name))}
    context: dict[str, Any] = {"asked": asked, "given": given, "columns": (), "rows": [], "total": None, "linked": False}
    if answer is not None:
        rows = [[row[column] for column in answer["columns"]] for row in answer["rows"][:ROWS]]
        context |= {"columns": answer["columns"], "rows": rows, "total": len(answer["rows"])}
        context["linked"] = any(isinstance(value, str) and value.startswith(visit.generation.base) for row in rows for value in row)
    return View("query.html", context)


def schema(visit: Visit) -> View:
    """The vocabulary with its numbers in this store."""
    return View("schema.html", {name: list(ask(visit.store, name)) for name in ("classes", "properties")})
