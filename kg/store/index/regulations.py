"""Instruments: lists, cards, what is cited beside them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from kg.errors import InvalidData
from kg.store.index.listing import read_page
from kg.store.index.opening import Index
from kg.store.index.pages import Conditions, Page
from kg.store.index.projects import marks
from kg.store.index.schema import hex_of

#: name of an order → column; most used first, newest first, by title.
SORTS = {"use": "by_use", "year": "by_year", "name": "by_name"}
COLUMNS = (
    "i.id, e.iri, i.number, i.title, i.alternatives, s.label, s.iri, i.level, i.year, i.jurisdiction, i.date_document, i.projects, "
    "i.departments, i.project_years, i.basis_project_years, i.citations, i.without_amount, i.yuan"
)
TABLES = "instruments AS i JOIN entities AS e ON e.id = i.id LEFT JOIN entities AS s ON s.id = i.issuer"
KEYS = (
    *("id", "iri", "number", "title", "alternatives", "issuer", "issuer_iri", "level", "year", "jurisdiction", "date_document", "projects"),
    *("departments", "project_years", "basis_project_years", "citations", "without_amount", "yuan"),
)
#: A department in a card.
CITING = ("id", "iri", "name", "project_years", "without_amount", "yuan", "first_year", "last_year")


@dataclass(frozen=True, slots=True)
class RegulationFilter:
    """What a list of instruments is narrowed to; `issuers` are keys."""

    text: str | None = None
    issuers: Collection[int] | None = None
    level: str | None = None
    year: int | None = None


def regulation(row: tuple[Any, ...]) -> dict[str, Any]:
    """An instrument as lists show it. `yuan` is of the project years that rest on it, null where none states an amount; `without_amount` counts those
    that do not; `citations` counts mentions."""
    item = dict(zip(KEYS, row, strict=True))
    return item | {"id": hex_of(item["id"]), "alternatives": json.loads(item["alternatives"])}


def list_regulations(index: Index, wanted: RegulationFilter, *, sort: str | None = None, limit: int = 50, cursor: str | None = None) -> Page:
    """Instruments that meet every condition."""
    where = Conditions()
    if wanted.issuers is not None:
        where.add(f"i.issuer IN ({marks(wanted.issuers)})", *wanted.issuers)
    if wanted.level == "unknown":
        where.add("i.level IS NULL")
    elif wanted.level is not None:
        where.add("i.level = ?", wanted.level)
    if wanted.year is not None:
        where.add("i.year = ?", wanted.year)
    return read_page(
        index, where, kind="instrument", text=wanted.text, columns=COLUMNS, tables=TABLES, table="instruments", short="i", sorts=SORTS,
        shape=regulation, sort=sort, default="use", limit=limit, cursor=cursor,
    )  # fmt: skip


def find_regulation(index: Index, key: int) -> dict[str, Any] | None:
    """One instrument; None for a key that is none."""
    row = index.row(f"SELECT {COLUMNS} FROM {TABLES} WHERE i.id = ?", (key,))
    return None if row is None else regulation(row)


def regulations_of(index: Index, keys: Collection[int]) -> list[dict[str, Any]]:
    """Several instruments, the most used first."""
    return [regulation(row) for row in index.rows(f"SELECT {COLUMNS} FROM {TABLES} WHERE i.id IN ({marks(keys)}) ORDER BY i.by_use", keys)]


def regulation_card(index: Index, key: int, *, limit: int = 20) -> dict[str, Any] | None:
    """An instrument with the departments that cite it most, and what is cited beside it."""
    card = find_regulation(index, key)
    if card is None:
        return None
    card["cited_by_departments"] = [
        dict(zip(CITING, (hex_of(row[0]), *row[1:]), strict=True))
        for row in index.rows(
            "SELECT u.department, e.iri, e.label, u.project_years, u.without_amount, u.yuan, u.first_year, u.last_year FROM uses AS u "
            "JOIN entities AS e ON e.id = u.department WHERE u.instrument = ? ORDER BY u.project_years DESC, e.label, e.id LIMIT ?",
            (key, limit),
        )
    ]
    return card


def cited_together(index: Index, key: int, *, limit: int = 50) -> list[dict[str, Any]]:
    """Instruments that stand in the same project years, the most frequent first; `together` counts those."""
    rows = index.rows(
        "SELECT o.instrument, count(*) AS together FROM postings AS p JOIN postings AS o ON o.n = p.n AND o.instrument <> p.instrument "
        "WHERE p.instrument = ? GROUP BY o.instrument ORDER BY together DESC, o.instrument LIMIT ?",
        (key, limit),
    )
    found = []
    for other, together in rows:
        item = find_regulation(index, other)
        if item is None:
            raise InvalidData(f"the index cites {hex_of(other)}, which it does not hold")
        found.append(item | {"together": together})
    return found


def common_regulations(index: Index, one: int, other: int) -> list[dict[str, Any]]:
    """Instruments that two departments both cite, with the project years of each."""
    rows = index.rows(
        "SELECT a.instrument, a.project_years, b.project_years FROM uses AS a JOIN uses AS b ON b.instrument = a.instrument AND b.department = ? "
        "WHERE a.department = ? ORDER BY min(a.project_years, b.project_years) DESC, a.instrument",
        (other, one),
    )
    shared = {key: (own, theirs) for key, own, theirs in rows}
    items = {item["id"]: item for item in regulations_of(index, list(shared))}
    return [items[hex_of(key)] | {"project_years_of": list(pair)} for key, pair in shared.items()]
