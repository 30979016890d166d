"""Departments: lists, and cards with their budgets by year."""

from __future__ import annotations

import json
from typing import Any

from kg.store.index.listing import read_page
from kg.store.index.opening import Index
from kg.store.index.pages import Conditions, Page
from kg.store.index.schema import hex_of

#: name of an order → column; largest first, by name.
SORTS = {"amount": "by_amount", "name": "by_name"}
COLUMNS = "d.id, e.iri, d.name, d.others, s.label, s.iri, d.projects, d.project_years, d.regulations, d.without_amount, d.yuan"
TABLES = "departments AS d JOIN entities AS e ON e.id = d.id LEFT JOIN entities AS s ON s.id = d.parent"
KEYS = ("id", "iri", "name", "other_names", "supervisor", "supervisor_iri", "projects", "project_years", "regulations", "without_amount", "yuan")

#: An instrument in a card: `without_amount` of the project years that rest on it state no amount, and `yuan` adds the others.
USED = ("id", "iri", "number", "title", "project_years", "without_amount", "yuan")


def department(row: tuple[Any, ...]) -> dict[str, Any]:
    """A department as lists show it. `yuan` adds what its project years state, null where none does; `without_amount` counts those that do not."""
    item = dict(zip(KEYS, row, strict=True))
    return item | {"id": hex_of(item["id"]), "other_names": json.loads(item["other_names"])}


def list_departments(index: Index, *, text: str | None = None, sort: str | None = None, limit: int = 50, cursor: str | None = None) -> Page:
    """Departments, those with most money first unless words are searched."""
    return read_page(
        index, Conditions(), kind="department", text=text, columns=COLUMNS, tables=TABLES, table="departments", short="d", sorts=SORTS,
        shape=department, sort=sort, default="amount", limit=limit, cursor=cursor,
    )  # fmt: skip


def department_card(index: Index, key: int, *, limit: int = 20) -> dict[str, Any] | None:
    """A department with its budgets by year, the bodies below it, and what it cites most; None for a key that is none."""
    row = index.row(f"SELECT {COLUMNS} FROM {TABLES} WHERE d.id = ?", (key,))
    if row is None:
        return None
    card = department(row)
    budgets = index.rows("SELECT year, project_years, without_amount, yuan FROM budgets WHERE department = ? ORDER BY year", (key,))
    card["budgets"] = [dict(zip(("fiscal_year", "project_years", "without_amount", "yuan"), row, strict=True)) for row in budgets]
    of_parent = "SELECT d.id, e.iri, d.name FROM departments AS d JOIN entities AS e ON e.id = d.id WHERE d.parent = ? ORDER BY d.name"
    below = index.rows(of_parent, (key,))
    card["supervises"] = [{"id": hex_of(own), "iri": iri, "name": name} for own, iri, name in below]
    cited = index.rows(
        "SELECT u.instrument, e.iri, i.number, i.title, u.project_years, u.without_amount, u.yuan FROM uses AS u "
        "JOIN instruments AS i ON i.id = u.instrument JOIN entities AS e ON e.id = i.id "
        "WHERE u.department = ? ORDER BY u.project_years DESC, i.by_use LIMIT ?",
        (key, limit),
    )
    card["cites"] = [dict(zip(USED, (hex_of(row[0]), *row[1:]), strict=True)) for row in cited]
    return card


def issuer_card(index: Index, key: int, *, limit: int = 50) -> dict[str, Any] | None:
    """A body that issues instruments, with those most used."""
    found = index.entity(key)
    if found is None:
        return None
    rows = index.rows(
        "SELECT i.id, e.iri, i.number, i.title, i.project_years, i.without_amount, i.yuan FROM instruments AS i JOIN entities AS e ON e.id = i.id "
        "WHERE i.issuer = ? ORDER BY i.by_use LIMIT ?",
        (key, limit),
    )
    issued = [dict(zip(USED, (hex_of(row[0]), *row[1:]), strict=True)) for row in rows]
    return {"id": hex_of(key), "iri": found[1], "name": found[2], "issued": issued}
