"""Pages of entities: departments, projects, instruments, indicators, issuers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyoxigraph import NamedNode

from kg.errors import InvalidData, UnknownName
from kg.service.pages.notes import amounts_of, facts_of, note_of, rows_sources, sources_of, supervisor_note, undeclared_of
from kg.service.pages.questions import ask
from kg.service.pages.site import Bar
from kg.service.pages.sources import filing
from kg.service.pages.visits import View, Visit
from kg.store.index import hex_of, key_from, key_of
from kg.store.index.departments import department_card, issuer_card
from kg.store.index.indicators import IndicatorFilter, list_indicators
from kg.store.index.projects import ProjectFilter, list_projects, project_card
from kg.store.index.regulations import RegulationFilter, cited_together, list_regulations, regulation_card, regulations_of

#: Rows of a list on an entity's page; the search page has them all.
ROWS = 20
#: Citations of a project that its page lists; its source has them all.
CITATIONS = 200
#: Instruments that a project's page lists at a time.
PART = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a long list: its rows, the number of the first (from 1) and of the last, how many the list has, addresses of the parts beside it."""

    rows: Sequence[dict[str, Any]]
    first: int
    last: int
    total: int
    before: str | None
    after: str | None


def part_of(visit: Visit, name: str, rows: Sequence[dict[str, Any]]) -> Part:
    """The part of a list that the address asks for by `name`, the number of rows before it. Raises InvalidData for what is no such number."""
    given = visit.value(name) or "0"
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise InvalidData(f"{name} is {given!r}; expected how many rows of the list are passed over, such as {PART}")
    start = min(int(given), max(len(rows) - 1, 0)) // PART * PART
    before = visit.address(None, **{name: start - PART or None}) if start else None
    after = visit.address(None, **{name: start + PART}) if start + PART < len(rows) else None
    return Part(rows[start : start + PART], start + 1, min(start + PART, len(rows)), len(rows), before, after)


def entity(visit: Visit, iri: str) -> View:
    """The page of an IRI. Raises UnknownName for an IRI that the store does not hold."""
    key = key_of(iri)
    found = visit.index.entity(key)
    if found is None or found[1] != iri:
        if "/id/filing/" in iri:
            return filing(visit, iri)
        raise UnknownName("entity", iri, [])
    return PAGES[found[0]](visit, key)


def department(visit: Visit, key: int) -> View:
    """A department: money by year, what it carries out, what it relies on, who stands above and below it."""
    card = department_card(visit.index, key)
    if card is None:
        raise InvalidData(f"{hex_of(key)} is no department")
    page = list_projects(visit.index, ProjectFilter(departments=(key,)), sort="year", limit=ROWS)
    bars = [Bar(str(each["fiscal_year"]), each["yuan"], each["project_years"], each["without_amount"]) for each in card["budgets"]]
    items = json.loads(page.items)
    sources = sources_of(visit, items)
    above = supervisor_note(visit, sources.filings) if card["supervisor"] else None
    told = {"card": card, "rows_of_bars": bars, "projects": items, "total": page.total, "sources": sources, "supervisor_note": above}
    return View("department.html", told)


def project(visit: Visit, key: int) -> View:
    """A project year, or a project by its latest year: amounts, legal basis, citations, indicators, all with their sources."""
    card = project_card(visit.index, key)
    if card is None:
        raise InvalidData(f"{hex_of(key)} is no project")
    own = key_from(card["id"])
    years = [year | {"iri": (visit.index.entity(key_from(year["id"])) or ("", "", ""))[1]} for year in card["years"]]
    basis = {item["iri"] for item in card["legal_basis"]}
    cited = list(dict.fromkeys(citation["regulation"] for citation in card["citations"] if citation["regulation"]))
    instruments = {item["iri"]: item for item in regulations_of(visit.index, [key_of(iri) for iri in cited])}
    cited_at: dict[str, list[str]] = {iri: [] for iri in cited}
    for citation in card["citations"]:
        if citation["regulation"]:
            cited_at[citation["regulation"]].append(citation["iri"])
    bars = [Bar(str(year["fiscal_year"]), year["yuan"], 1, int(year["yuan"] is None)) for year in reversed(years) if year["fiscal_year"]]
    return View(
        "project.html",
        {
            "card": card,
            "whole": key != own,
            "years": years,
            "rows_of_bars": bars if any(bar.yuan is not None for bar in bars) else [],
            "basis": part_of(visit, "basis", [instruments[iri] for iri in cited if iri in basis and iri in instruments]),
            "mentioned": part_of(visit, "mentioned", [instruments[iri] for iri in cited if iri not in basis and iri in instruments]),
            "instruments": instruments,
            "printed": facts_of(visit, card["filings"]),
            "notes": amounts_of(visit, card["filings"]),
            "undeclared": undeclared_of(visit, card["filings"]),
            "most": CITATIONS,
            "note": lambda iri: note_of(visit, card["filings"], iri),
            "cited_at": cited_at,
        },
    )


def instrument(visit: Visit, key: int) -> View:
    """An instrument: who cites it, how much money rests on it, what stands beside it, whether it still holds."""
    card = regulation_card(visit.index, key, limit=ROWS)
    if card is None:
        raise InvalidData(f"{hex_of(key)} is no instrument")
    page = list_projects(visit.index, ProjectFilter(cites=key), sort="amount", limit=ROWS)
    rows = visit.index.rows(
        "SELECT y.year, sum(y.amount), count(*), count(*) - count(y.amount) FROM postings AS p JOIN years AS y ON y.n = p.n "
        "WHERE p.instrument = ? AND p.basis = 1 AND y.year IS NOT NULL GROUP BY y.year ORDER BY y.year",
        (key,),
    )
    bars = [Bar(str(year), None if yuan is None else str(Decimal(repr(yuan))), count, without) for year, yuan, count, without in rows]
    beside = cited_together(visit.index, key, limit=10)
    items = json.loads(page.items)
    validity = next(ask(visit.store, "instrument_validity", instrument=NamedNode(card["iri"])), {})
    told = {"card": card, "rows_of_bars": bars, "projects": items, "total": page.total, "beside_it": beside, "sources": sources_of(visit, items)}
    return View("instrument.html", told | {"validity": validity})


def indicator(visit: Visit, key: int) -> View:
    """An indicator across filings: the targets that were set for it."""
    found = visit.index.entity(key)
    assert found is not None, "the caller has seen it"
    page = list_indicators(visit.index, IndicatorFilter(concepts=(key,)), limit=100, cursor=visit.value("cursor"))
    rows = json.loads(page.items)
    told = {"iri": found[1], "name": found[2], "id": hex_of(key), "rows": rows, "total": page.total, "next": page.next}
    return View("indicator.html", told | {"sources": rows_sources(visit, rows)})


def issuer(visit: Visit, key: int) -> View:
    """A body that issues instruments and files nothing."""
    card: dict[str, Any] | None = issuer_card(visit.index, key)
    if card is None:
        raise InvalidData(f"{hex_of(key)} is no issuer")
    total = list_regulations(visit.index, RegulationFilter(issuers=(key,)), limit=1).total
    return View("issuer.html", {"card": card, "total": total})


PAGES: dict[str, Callable[[Visit, int], View]] = {
    "department": department,
    "issuer": issuer,
    "project": project,
    "project_year": project,
    "instrument": instrument,
    "indicator": indicator,
}
