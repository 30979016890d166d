"""Rows of indicator tables across project years: one name, many targets."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from kg.store.index.listing import encode
from kg.store.index.opening import Index
from kg.store.index.pages import FOUND, Conditions, Page, check_cursor, matching, offset_of
from kg.store.index.projects import marks
from kg.store.index.schema import hex_of

KINDS = ("quantity", "percentage", "date", "qualitative")
COMPARATORS = ("=", "<", "<=", ">", ">=", "~")
COLUMNS = (
    "i.concept, i.iri, i.name, i.level1, i.level2, i.target, i.kind, i.comparator, i.lower, i.upper, i.unit, i.direction, "
    "i.actual, i.weight, i.score, i.reason, y.id, y.name, d.label, d.iri, y.year, i.source, i.by_name"
)
TABLES = "indicators AS i JOIN years AS y ON y.n = i.year LEFT JOIN entities AS d ON d.id = y.department"
KEYS = (
    *("concept", "iri", "name", "level1", "level2", "target", "kind", "comparator", "lower", "upper", "unit", "direction"),
    *("actual", "weight", "score", "reason"),
    *("project_id", "project", "department", "department_iri", "fiscal_year", "source"),
)


@dataclass(frozen=True, slots=True)
class IndicatorFilter:
    """What a list of indicator rows is narrowed to. `least` and `most` bound the target's figure: its lower bound, else its upper one."""

    text: str | None = None
    concepts: Collection[int] | None = None
    kind: str | None = None
    comparator: str | None = None
    unit: str | None = None
    least: float | None = None
    most: float | None = None
    departments: Collection[int] | None = None
    year: int | None = None


def list_indicators(index: Index, wanted: IndicatorFilter, *, limit: int = 50, cursor: str | None = None) -> Page:
    """Rows by name, then newest first. The cursor is a place in this order."""
    where = conditions(wanted)
    total = count(index, where)
    if cursor is not None:
        where.add("i.by_name > ?", offset_of(check_cursor(cursor)))
    rows = list(index.rows(f"SELECT {COLUMNS} FROM {TABLES}{where.sql()} ORDER BY i.by_name LIMIT ?", (*where.values, limit + 1)))
    following = f"o{rows[limit - 1][-1]}" if len(rows) > limit else None
    return Page(encode([indicator(row) for row in rows[:limit]]), total, following)


def conditions(wanted: IndicatorFilter) -> Conditions:
    """The conditions but those of a cursor."""
    where = Conditions()
    if wanted.concepts is not None:
        where.add(f"i.concept IN ({marks(wanted.concepts)})", *wanted.concepts)
    for expression in matching("indicator", wanted.text) if wanted.text else ():
        where.add(f"i.concept IN {FOUND}", expression)
    for column, value in (("i.kind", wanted.kind), ("i.comparator", wanted.comparator), ("i.unit", wanted.unit), ("y.year", wanted.year)):
        if value is not None:
            where.add(f"{column} = ?", value)
    figure = "CAST(coalesce(i.lower, i.upper) AS REAL)"
    if wanted.least is not None or wanted.most is not None:
        where.add("coalesce(i.lower, i.upper) IS NOT NULL")
    if wanted.least is not None:
        where.add(f"{figure} >= ?", wanted.least)
    if wanted.most is not None:
        where.add(f"{figure} <= ?", wanted.most)
    if wanted.departments is not None:
        where.add(f"y.department IN ({marks(wanted.departments)})", *wanted.departments)
    return where


def count(index: Index, where: Conditions) -> int:
    """How many rows meet the conditions."""
    if not where.pieces:
        return int(index.meta["indicators"])
    row = index.row(f"SELECT count(*) FROM indicators AS i JOIN years AS y ON y.n = i.year{where.sql()}", where.values)
    assert row is not None, "an aggregate has a row"
    return int(row[0])


def indicator(row: tuple[Any, ...]) -> dict[str, Any]:
    """A row of an indicator table with the project year it stands in."""
    item = dict(zip(KEYS, row[:-1], strict=True))
    concept = item.pop("concept")
    return {"id": None if concept is None else hex_of(concept)} | item | {"project_id": hex_of(item["project_id"])}
