"""Project years: lists by instrument, department, year, indicator and words; each item is stored as the JSON that is sent."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kg.errors import InvalidData
from kg.store.index.opening import Index
from kg.store.index.pages import FOUND, Conditions, Page, check_cursor, direction, hits, matching, offset_of
from kg.store.index.schema import hex_of, key_from

#: name of an order → column; largest first, newest first, by name.
SORTS = {"amount": "by_amount", "year": "by_year", "name": "by_name"}
RELEVANCE = "relevance"
ROLES = {"basis": 1, "mention": 0}


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """What a list of project years is narrowed to; keys as in the tables, None for everything. `indicators` are keys of concepts; `least` and
    `most` bound the yuan (the upper bound is outside), `unstated` wants those that state none."""

    cites: int | None = None
    role: str | None = None
    status: str | None = None
    departments: Collection[int] | None = None
    year: int | None = None
    indicators: Collection[int] | None = None
    text: str | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    unstated: bool = False

    @property
    def by_amount(self) -> bool:
        """Whether the amount narrows the list."""
        return self.unstated or self.least is not None or self.most is not None


def list_projects(index: Index, wanted: ProjectFilter, *, sort: str | None = None, limit: int = 50, cursor: str | None = None) -> Page:
    """Project years that meet every condition (docs/service.md). With `cites` each has the `role` that the instrument plays in it."""
    cursor = check_cursor(cursor)
    sort = sort or (RELEVANCE if wanted.text else "amount")
    where = conditions(wanted)
    source, basis, prefix = "years AS y", "NULL", "y"
    if wanted.cites is not None:
        source, basis, prefix = "postings AS p JOIN years AS y ON y.n = p.n", "p.basis", "p"
    if sort == RELEVANCE:
        if not wanted.text:
            raise InvalidData("sort is 'relevance'; it needs q")
        return by_relevance(index, wanted, where, source, basis, limit, offset_of(cursor))
    name, turned = direction(sort, list(SORTS))
    rank, sign = f"{prefix}.{SORTS[name]}", "<" if turned else ">"
    total = count(index, wanted, where, source)
    if cursor is not None:
        after = index.row(f"SELECT {SORTS[name]} FROM years WHERE id = ?", (key_from(cursor),)) if not cursor.startswith("o") else None
        if after is None:
            raise InvalidData(f"the cursor {cursor!r} names an item that this store does not hold: start again without it")
        where.add(f"{rank} {sign} ?", after[0])
    order = "DESC" if turned else "ASC"
    # Joined here, not in SQL: there the pieces would be copied again and again, at six times the time.
    rows = list(index.rows(f"SELECT y.item, {basis}, y.id FROM {source}{where.sql()} ORDER BY {rank} {order} LIMIT ?", (*where.values, limit + 1)))
    following = hex_of(rows[limit - 1][2]) if len(rows) > limit else None
    return Page(b"[" + b",".join([PREFIX[role] + item[1:] for item, role, _ in rows[:limit]]) + b"]", total, following)


#: How an item begins, by the role that the instrument asked for plays in it.
PREFIX = {None: b"{", 1: b'{"role":"basis",', 0: b'{"role":"mention",'}


def conditions(wanted: ProjectFilter) -> Conditions:
    """The conditions but those of a cursor."""
    where = Conditions()
    own = "y"
    if wanted.cites is not None:
        own = "p"
        where.add("p.instrument = ?", wanted.cites)
        if wanted.role is not None:
            where.add("p.basis = ?", ROLES[wanted.role])
        if wanted.status is not None:
            where.add("p.status = ?", wanted.status)
    elif wanted.role is not None or wanted.status is not None:
        tests = Conditions(["q.n = y.n"])
        if wanted.role is not None:
            tests.add("q.basis = ?", ROLES[wanted.role])
        if wanted.status is not None:
            tests.add("q.status = ?", wanted.status)
        where.add(f"EXISTS (SELECT 1 FROM postings AS q{tests.sql()})", *tests.values)
    if wanted.departments is not None:
        where.add(f"{own}.department IN ({marks(wanted.departments)})", *wanted.departments)
    if wanted.year is not None:
        where.add(f"{own}.year = ?", wanted.year)
    if wanted.indicators is not None:
        where.add(f"y.n IN (SELECT i.year FROM indicators AS i WHERE i.concept IN ({marks(wanted.indicators)}))", *wanted.indicators)
    if wanted.unstated:
        where.add("y.amount IS NULL")
    for sign, bound in ((">=", wanted.least), ("<", wanted.most)):
        if bound is not None:
            where.add(f"y.amount {sign} ?", float(bound))
    for expression in matching("project_year", wanted.text) if wanted.text else ():
        where.add(f"y.id IN {FOUND}", expression)
    return where


def marks(values: Collection[Any]) -> str:
    """As many placeholders of SQL as there are values."""
    return ",".join("?" * len(values))


def count(index: Index, wanted: ProjectFilter, where: Conditions, source: str) -> int:
    """How many there are: told beforehand for a whole store and for an instrument, counted otherwise."""
    own = wanted.by_amount or wanted.indicators is not None or wanted.text
    narrowed = own or wanted.status or wanted.departments is not None or wanted.year is not None
    if not narrowed and wanted.cites is not None:
        row = index.row("SELECT project_years, basis_project_years FROM instruments WHERE id = ?", (wanted.cites,))
        if row is None:
            return 0
        years, basis = row
        return int({"basis": basis, "mention": years - basis}.get(wanted.role or "", years))
    if not narrowed and wanted.role is None:
        return int(index.meta["years"])
    if not own:
        source = source.removesuffix(" JOIN years AS y ON y.n = p.n")
    row = index.row(f"SELECT count(*) FROM {source}{where.sql()}", where.values)
    assert row is not None, "an aggregate has a row"
    return int(row[0])


def by_relevance(index: Index, wanted: ProjectFilter, where: Conditions, source: str, basis: str, limit: int, offset: int) -> Page:
    """The best matches first; each item tells what matched."""
    assert wanted.text, "relevance is of a text"
    narrowed = len(where.pieces) > len(matching("project_year", wanted.text))
    total = count(index, wanted, where, source) if narrowed else 0
    items: list[bytes] = []
    seen = offset
    # Where other conditions narrow the list, hits that they reject are passed over.
    while len(items) < limit:
        found, known = hits(index.connection, "project_year", wanted.text, limit=limit, offset=seen)
        total = total if narrowed else known
        for hit in found:
            seen += 1
            if narrowed:
                row = index.row(f"SELECT y.item, {basis} FROM {source}{where.sql('y.id = ?')}", (*where.values, hit.key))
            else:
                row = index.row("SELECT item, NULL FROM years WHERE id = ?", (hit.key,))
            if row is not None:
                items.append(matched(PREFIX[row[1]] + row[0][1:], hit.field, hit.wording))
                if len(items) == limit:
                    break
        if seen >= known or not found:
            break
    more = seen < known if not narrowed else seen < known and offset_total(offset, len(items)) < total
    return Page(b"[" + b",".join(items) + b"]", total, f"o{seen}" if more else None)


def offset_total(offset: int, shown: int) -> int:
    """At least so many items of the list were shown by now: all of them, where the list began here."""
    return shown if offset == 0 else 0


def matched(item: bytes, field: str, wording: str) -> bytes:
    """An item with the field and the text that matched."""
    told = json.dumps({"field": field, "text": wording}, ensure_ascii=False).encode()
    return b'{"match":' + told + b"," + item[1:]


def project_card(index: Index, key: int) -> dict[str, Any] | None:
    """A project year, or a project, with its years and the rows of its indicator table; None for a key that is neither."""
    row = index.row("SELECT n, whole, item FROM years WHERE id = ?", (key,))
    if row is None:
        latest = index.row("SELECT n, whole, item FROM years WHERE whole = ? ORDER BY by_year LIMIT 1", (key,))
        if latest is None:
            return None
        row = latest
    number, whole, item = row
    card: dict[str, Any] = json.loads(item)
    years = index.rows("SELECT id, year, yuan, name FROM years WHERE whole = ? ORDER BY by_year", (whole,))
    card["years"] = [{"id": hex_of(own), "fiscal_year": year, "yuan": yuan, "name": name} for own, year, yuan, name in years]
    card["indicators"] = [
        dict(zip(INDICATOR, row, strict=True))
        for row in index.rows(f"SELECT {', '.join(INDICATOR)} FROM indicators WHERE year = ? ORDER BY n", (number,))
    ]
    return card


INDICATOR = (
    *("name", "level1", "level2", "target", "kind", "comparator", "lower", "upper", "unit", "direction"),
    *("actual", "weight", "score", "reason", "iri", "source"),
)
