"""Facets: the values by which a list may be narrowed, each with how many items it leaves. A facet counts without its own condition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from kg.service.pages.filters import UNSTATED, indicator_filter, project_filter, regulation_filter
from kg.service.pages.visits import Visit
from kg.store.index import Index, hex_of
from kg.store.index.indicators import IndicatorFilter
from kg.store.index.indicators import conditions as indicator_conditions
from kg.store.index.pages import FOUND, Conditions, matching
from kg.store.index.projects import ProjectFilter, conditions

#: Values of a facet that are shown.
VALUES = 12
#: Where ranges of money end, in yuan: by powers of ten, as budgets are spread.
BOUNDS = (100_000, 1_000_000, 10_000_000, 100_000_000)
RANGES = (f"-{BOUNDS[0]}", *(f"{least}-{most}" for least, most in pairwise(BOUNDS)), f"{BOUNDS[-1]}-")


@dataclass(frozen=True, slots=True)
class Facet:
    """Values by which a list may be narrowed, with how many items each leaves; `cut` says that there are more."""

    name: str
    values: tuple[tuple[str, str, int], ...]
    cut: bool


def facets_of(visit: Visit, kind: str | None) -> list[Facet]:
    """The facets of a kind that have values; none for kinds without."""
    return [facet for facet in FACETS[kind](visit) if facet.values] if kind in FACETS else []


def project_facets(visit: Visit) -> list[Facet]:
    """Years, departments and ranges of money of the project years found; with an instrument, the roles that it plays."""
    index, wanted = visit.index, project_filter(visit)
    facets = [
        _of_years(index, "year", replace(wanted, year=None), "y.year", "y.year", "value DESC"),
        _of_years(index, "department", replace(wanted, departments=None), "y.department", "d.label", "count(*) DESC, label"),
        _of_years(index, "amount", replace(wanted, least=None, most=None, unstated=False), RANGE, RANGE, "min(y.amount) IS NULL, min(y.amount)"),
    ]
    if wanted.cites is not None:
        role = "CASE p.basis WHEN 1 THEN 'basis' ELSE 'mention' END"
        facets.append(_of_years(index, "role", replace(wanted, role=None), role, role, "count(*) DESC"))
    return facets


#: The range that an amount lies in, as the parameter `amount` writes it.
RANGE = (
    f"CASE WHEN y.amount IS NULL THEN '{UNSTATED}' "
    + " ".join(f"WHEN y.amount < {bound} THEN '{name}'" for bound, name in zip(BOUNDS, RANGES, strict=False))
    + f" ELSE '{RANGES[-1]}' END"
)


def _of_years(index: Index, name: str, wanted: ProjectFilter, column: str, label: str, order: str) -> Facet:
    where = conditions(wanted)
    source = "years AS y" if wanted.cites is None else "postings AS p JOIN years AS y ON y.n = p.n"
    return _counted(index, name, f"{source} LEFT JOIN entities AS d ON d.id = y.department", where, column, label, order)


def regulation_facets(visit: Visit) -> list[Facet]:
    """Levels, issuers and years of the instruments found."""
    facets = []
    for name, column, label in (("level", "i.level", "i.level"), ("issuer", "i.issuer", "s.label"), ("year", "i.year", "i.year")):
        wanted, where = regulation_filter(visit), Conditions()
        for other, value in (("level", wanted.level), ("year", wanted.year), ("issuer", next(iter(wanted.issuers or ()), None))):
            if other != name and value is not None:
                where.add(f"i.{other} = ?", value)
        for expression in matching("instrument", wanted.text) if wanted.text else ():
            where.add(f"i.id IN {FOUND}", expression)
        order = "value DESC" if name == "year" else "count(*) DESC, label"
        facets.append(_counted(visit.index, name, "instruments AS i LEFT JOIN entities AS s ON s.id = i.issuer", where, column, label, order))
    return facets


def indicator_facets(visit: Visit) -> list[Facet]:
    """Years, departments and kinds of indicators of the rows found."""
    wanted = indicator_filter(visit)

    def counted(name: str, wanted: IndicatorFilter, column: str, label: str, order: str) -> Facet:
        source = "indicators AS i JOIN years AS y ON y.n = i.year LEFT JOIN entities AS d ON d.id = y.department"
        return _counted(visit.index, name, source, indicator_conditions(wanted), column, label, order)

    return [
        counted("year", replace(wanted, year=None), "y.year", "y.year", "value DESC"),
        counted("department", replace(wanted, departments=None), "y.department", "d.label", "count(*) DESC, label"),
    ]


def _counted(index: Index, name: str, source: str, where: Conditions, column: str, label: str, order: str) -> Facet:
    where.add(f"{column} IS NOT NULL")
    found = list(
        index.rows(
            f"SELECT {column} AS value, {label} AS label, count(*) FROM {source}{where.sql()} GROUP BY value ORDER BY {order} LIMIT {VALUES + 1}",
            where.values,
        )
    )
    entities = name in ("department", "issuer")
    values: tuple[tuple[Any, ...], ...] = tuple(found[:VALUES])
    return Facet(name, tuple((hex_of(v) if entities else str(v), str(text), count) for v, text, count in values), len(found) > VALUES)


FACETS: dict[str | None, Callable[[Visit], list[Facet]]] = {
    "project": project_facets,
    "instrument": regulation_facets,
    "indicator": indicator_facets,
}
