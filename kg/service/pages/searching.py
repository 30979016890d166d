"""Search: four kinds of things, narrowed by facets; the state is in the address, and the same list is a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kg.errors import InvalidData
from kg.service.pages.facets import facets_of
from kg.service.pages.filters import ENTITIES, NARROWING, indicator_filter, key_given, of_kind, project_filter, regulation_filter
from kg.service.pages.lists import behind
from kg.service.pages.notes import rows_sources, sources_of
from kg.service.pages.visits import View, Visit
from kg.store.index import Index, Page
from kg.store.index.departments import list_departments
from kg.store.index.indicators import list_indicators
from kg.store.index.names import resolve
from kg.store.index.projects import list_projects
from kg.store.index.regulations import list_regulations

#: Items of a page, of a group on the page of all kinds, rows of a file.
ITEMS, FEW, FILE_ROWS = 30, 5, 50_000
KINDS = ("instrument", "project", "department", "indicator")
#: Kinds whose rows are printed in filings; what the others tell are sums.
SOURCES = {"project": sources_of, "indicator": rows_sources}


def search(visit: Visit) -> View:
    """All kinds with a few items each, or one kind with its facets. Raises InvalidData for values that are not of their parameter."""
    kind, text = visit.value("kind"), visit.value("q")
    if kind is None and any(visit.value(name) for name in ("cites", "department", "role", "amount")):
        kind = "project"
    if kind is not None and kind not in KINDS:
        raise InvalidData(f"kind is {kind!r}; expected one of {', '.join(KINDS)}")
    visits = {each: of_kind(visit, each) for each in KINDS}
    pages = {
        each: read(visits[each], each, limit=ITEMS if each == kind else FEW, cursor=visit.value("cursor") if each == kind else None) for each in KINDS
    }
    own = visit if kind is None else visits[kind]
    groups = {each: (json.loads(page.items), page.total, page.next) for each, page in pages.items() if each == kind or kind is None}
    return View(
        "search.html",
        {
            "kind": kind,
            "q": text,
            "own": own,
            "tabs": [(each, page.total, visits[each].address(kind=each, cursor=None)) for each, page in pages.items()],
            "total": sum(page.total for page in pages.values()),
            "most": FILE_ROWS,
            "groups": groups,
            "chips": [] if kind is None else list(chips(own, kind)),
            "facets": facets_of(own, kind),
            "sparql": behind(own, kind),
            "sources": {each: SOURCES[each](visit, group[0]) for each, group in groups.items() if each in SOURCES},
            "exact": exact(visit.index, text) if text and kind is None else None,
        },
    )


def read(visit: Visit, kind: str, *, limit: int, cursor: str | None = None) -> Page:
    """A part of the list of a kind, narrowed as the address says."""
    if kind == "project":
        return list_projects(visit.index, project_filter(visit), limit=limit, cursor=cursor)
    if kind == "instrument":
        return list_regulations(visit.index, regulation_filter(visit), limit=limit, cursor=cursor)
    if kind == "department":
        return list_departments(visit.index, text=visit.value("q"), limit=limit, cursor=cursor)
    return list_indicators(visit.index, indicator_filter(visit), limit=limit, cursor=cursor)


def rows(visit: Visit, kind: str) -> Iterator[dict[str, Any]]:
    """The items of a list for a file, at most FILE_ROWS."""
    visit = of_kind(visit, kind)
    cursor, told = None, 0
    while told < FILE_ROWS:
        page = read(visit, kind, limit=500, cursor=cursor)
        items = json.loads(page.items)
        yield from items[: FILE_ROWS - told]
        told += len(items)
        cursor = page.next
        if cursor is None:
            return


def exact(index: Index, text: str) -> dict[str, str] | None:
    """What a text names without a doubt: kind, IRI and label."""
    for kinds in (("instrument",), ("department",), ("project",)):
        found = resolve(index, kinds, text)
        if found.status == "resolved" and found.match != "part" and (entity := index.entity(found.keys[0])):
            return dict(zip(("kind", "iri", "label"), entity, strict=True))
    return None


def chips(visit: Visit, kind: str) -> Iterator[tuple[str, str, str]]:
    """What narrows the list: parameter, what it is set to, the address without it."""
    for name in NARROWING[kind]:
        value = visit.value(name)
        if value is not None:
            key = key_given(visit, name) if name in ENTITIES else None
            entity = None if key is None else visit.index.entity(key)
            yield name, entity[2] if entity else value, visit.address(**{name: None, "cursor": None})
