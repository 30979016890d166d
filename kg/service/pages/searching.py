"""Search: four kinds of things, narrowed by facets; the state is in the address, and the same list is a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from kg.errors import InvalidData
from kg.service.pages.questions import text_of
from kg.service.pages.visits import View, Visit
from kg.store.index import Index, Page, hex_of, key_from
from kg.store.index.departments import list_departments
from kg.store.index.indicators import IndicatorFilter, list_indicators
from kg.store.index.names import resolve
from kg.store.index.pages import FOUND, Conditions, matching
from kg.store.index.projects import ProjectFilter, conditions, list_projects
from kg.store.index.regulations import RegulationFilter, list_regulations

#: Items of a page, of a group on the page of all kinds, values of a facet, rows of a file.
ITEMS, FEW, VALUES, FILE_ROWS = 30, 5, 12, 50_000
KINDS = ("instrument", "project", "department", "indicator")
#: Parameters that narrow a list, and are chips.
NARROWING = ("cites", "role", "department", "year", "level", "issuer")


@dataclass(frozen=True, slots=True)
class Facet:
    """Values by which a list may be narrowed, with how many items each leaves; `cut` says that there are more."""

    name: str
    values: tuple[tuple[str, str, int], ...]
    cut: bool


def search(visit: Visit) -> View:
    """All kinds with a few items each, or one kind with its facets. Raises InvalidData for values that are not of their parameter."""
    kind, text = visit.value("kind"), visit.value("q")
    if kind is None and any(visit.value(name) for name in ("cites", "department", "role")):
        kind = "project"
    if kind is not None and kind not in KINDS:
        raise InvalidData(f"kind is {kind!r}; expected one of {', '.join(KINDS)}")
    pages = {each: read(visit, each, limit=ITEMS if each == kind else FEW, cursor=visit.value("cursor") if each == kind else None) for each in KINDS}
    groups = {each: (json.loads(page.items), page.total, page.next) for each, page in pages.items() if each == kind or kind is None}
    return View(
        "search.html",
        {
            "kind": kind,
            "q": text,
            "totals": {each: page.total for each, page in pages.items()},
            "groups": groups,
            "chips": list(chips(visit)),
            "facets": FACETS[kind](visit) if kind in FACETS else [],
            "sparql": behind(visit, kind),
            "exact": exact(visit.index, text) if text and kind is None else None,
        },
    )


def behind(visit: Visit, kind: str | None) -> tuple[str, list[tuple[str, str]]] | None:
    """The SPARQL that gives the same list from the graph, and its columns with what they are bound to (as SPARQL writes it).

    None for a list that words narrow (the index finds them) and for kinds without a query.
    """
    name = {"project": "list_citing" if visit.value("cites") else "list_project", "instrument": "list_instrument"}.get(kind or "")
    if name is None or visit.value("q") or (visit.value("role") and not visit.value("cites")):
        return None
    bound = []
    for column in NARROWING:
        value = visit.value(column)
        if value is not None and f"?{column}" in text_of(name):
            kinds = {"cites": ("instrument",), "department": ("department",), "issuer": ("issuer", "department")}.get(column)
            found = visit.index.entity(key_named(visit.index, kinds, value)) if kinds else None
            bound.append((column, f"<{found[1]}>" if found else value if column == "year" else f'"{value}"'))
    return text_of(name), bound


def read(visit: Visit, kind: str, *, limit: int, cursor: str | None = None) -> Page:
    """A part of the list of a kind, narrowed as the address says."""
    text = visit.value("q")
    if kind == "project":
        return list_projects(visit.index, project_filter(visit), limit=limit, cursor=cursor)
    if kind == "instrument":
        return list_regulations(visit.index, regulation_filter(visit), limit=limit, cursor=cursor)
    if kind == "department":
        return list_departments(visit.index, text=text, limit=limit, cursor=cursor)
    return list_indicators(visit.index, IndicatorFilter(text=text, year=year_of(visit)), limit=limit, cursor=cursor)


def rows(visit: Visit, kind: str) -> Iterator[dict[str, Any]]:
    """The items of a list for a file, at most FILE_ROWS."""
    cursor, told = None, 0
    while told < FILE_ROWS:
        page = read(visit, kind, limit=500, cursor=cursor)
        items = json.loads(page.items)
        yield from items[: FILE_ROWS - told]
        told += len(items)
        cursor = page.next
        if cursor is None:
            return


def project_filter(visit: Visit) -> ProjectFilter:
    """The conditions on project years."""
    department, cites, role = visit.value("department"), visit.value("cites"), visit.value("role")
    if role not in (None, "basis", "mention"):
        raise InvalidData(f"role is {role!r}; expected basis or mention")
    return ProjectFilter(
        cites=None if cites is None else key_named(visit.index, ("instrument",), cites),
        role=role,
        departments=None if department is None else (key_named(visit.index, ("department",), department),),
        year=year_of(visit),
        text=visit.value("q"),
    )


def regulation_filter(visit: Visit) -> RegulationFilter:
    """The conditions on instruments."""
    issuer = visit.value("issuer")
    issuers = None if issuer is None else (key_named(visit.index, ("issuer", "department"), issuer),)
    return RegulationFilter(text=visit.value("q"), issuers=issuers, level=visit.value("level"), year=year_of(visit))


def year_of(visit: Visit) -> int | None:
    """The fiscal year, or an instrument's."""
    given = visit.value("year")
    if given is not None and not (given.isascii() and given.isdecimal() and len(given) <= 4):
        raise InvalidData(f"year is {given!r}; expected a year such as 2020")
    return None if given is None else int(given)


def key_named(index: Index, kinds: tuple[str, ...], text: str) -> int:
    """The key of an entity by its 16 hex digits, IRI or name; the likeliest where a name may mean several."""
    if len(text) == 16 and not set(text) - set("0123456789abcdef"):
        return key_from(text)
    found = resolve(index, kinds, text)
    if not found.keys:
        raise InvalidData(f"{text!r} names no {' or '.join(kinds)} of this store")
    return found.keys[0]


def exact(index: Index, text: str) -> dict[str, str] | None:
    """What a text names without a doubt: kind, IRI and label."""
    for kinds in (("instrument",), ("department",), ("project",)):
        found = resolve(index, kinds, text)
        if found.status == "resolved" and found.match != "part" and (entity := index.entity(found.keys[0])):
            return dict(zip(("kind", "iri", "label"), entity, strict=True))
    return None


def chips(visit: Visit) -> Iterator[tuple[str, str, str]]:
    """What narrows the list: parameter, what it is set to in words, the address without it."""
    for name in NARROWING:
        value = visit.value(name)
        if value is not None:
            entity = visit.index.entity(key_from(value)) if len(value) == 16 else None
            yield name, entity[2] if entity else value, visit.address(**{name: None, "cursor": None})


def project_facets(visit: Visit) -> list[Facet]:
    """Years, departments and roles of the project years found; each facet counts without its own condition."""
    wanted = project_filter(visit)
    facets = [
        _facet(visit.index, "year", replace(wanted, year=None), "y.year", "y.year", "value DESC"),
        _facet(visit.index, "department", replace(wanted, departments=None), "y.department", "d.label", "count(*) DESC, label"),
    ]
    return [facet for facet in facets if facet.values]


def _facet(index: Index, name: str, wanted: ProjectFilter, column: str, label: str, order: str) -> Facet:
    where = conditions(wanted)
    source = "years AS y" if wanted.cites is None else "postings AS p JOIN years AS y ON y.n = p.n"
    where.add(f"{column} IS NOT NULL")
    found = index.rows(
        f"SELECT {column} AS value, {label} AS label, count(*) FROM {source} LEFT JOIN entities AS d ON d.id = y.department{where.sql()} "
        f"GROUP BY value ORDER BY {order} LIMIT {VALUES + 1}",
        where.values,
    )
    return _values(name, list(found))


def regulation_facets(visit: Visit) -> list[Facet]:
    """Levels, issuers and years of the instruments found."""
    facets = []
    for name, column, label in (("level", "i.level", "i.level"), ("issuer", "i.issuer", "s.label"), ("year", "i.year", "i.year")):
        where = Conditions()
        for other, piece in (("level", "i.level = ?"), ("year", "i.year = ?")):
            if other != name and (value := visit.value(other)):
                where.add(piece, value)
        if name != "issuer" and (wanted := regulation_filter(visit).issuers):
            where.add("i.issuer = ?", wanted[0] if isinstance(wanted, tuple) else next(iter(wanted)))
        if text := visit.value("q"):
            for expression in matching("instrument", text):
                where.add(f"i.id IN {FOUND}", expression)
        where.add(f"{column} IS NOT NULL")
        order = "value DESC" if name == "year" else "count(*) DESC, label"
        found = visit.index.rows(
            f"SELECT {column} AS value, {label} AS label, count(*) FROM instruments AS i LEFT JOIN entities AS s ON s.id = i.issuer{where.sql()} "
            f"GROUP BY value ORDER BY {order} LIMIT {VALUES + 1}",
            where.values,
        )
        facets.append(_values(name, list(found)))
    return [facet for facet in facets if facet.values]


def _values(name: str, found: list[tuple[Any, ...]]) -> Facet:
    entities = name in ("department", "issuer")
    values = tuple((hex_of(value) if entities else str(value), str(label), count) for value, label, count in found[:VALUES])
    return Facet(name, values, len(found) > VALUES)


FACETS: dict[str | None, Callable[[Visit], list[Facet]]] = {"project": project_facets, "instrument": regulation_facets}
