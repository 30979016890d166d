"""What an address narrows a list to, read into the filters of the index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from kg.errors import InvalidData
from kg.service.answers import named
from kg.service.pages.visits import Visit
from kg.store.index import Index, key_from
from kg.store.index.indicators import IndicatorFilter
from kg.store.index.projects import ProjectFilter
from kg.store.index.regulations import RegulationFilter

#: kind → the parameters that narrow its list, and are chips.
NARROWING: Mapping[str, tuple[str, ...]] = {
    "project": ("cites", "role", "department", "year", "amount"),
    "instrument": ("level", "issuer", "year"),
    "department": (),
    "indicator": ("department", "year"),
}
#: What goes along with every list.
COMMON = ("kind", "q", "lang", "unit", "cursor")
#: The value of `amount` for project years that state none.
UNSTATED = "none"
#: Parameters that name an entity → its kinds.
ENTITIES = {"cites": ("instrument",), "department": ("department",), "issuer": ("issuer", "department")}


def of_kind(visit: Visit, kind: str) -> Visit:
    """The visit with what narrows lists of this kind only: the year of an instrument is not that of a budget."""
    other_years = "instrument" in (kind, visit.value("kind")) and visit.value("kind") != kind
    kept = {*COMMON, *(name for name in NARROWING[kind] if not (other_years and name == "year"))}
    return replace(visit, query=tuple((name, value) for name, value in visit.query if name in kept))


def project_filter(visit: Visit) -> ProjectFilter:
    """The conditions on project years. Raises InvalidData for a value that is none of its parameter."""
    role, amount = visit.value("role"), visit.value("amount")
    if role not in (None, "basis", "mention"):
        raise InvalidData(f"role is {role!r}; expected basis or mention")
    least, most = (None, None) if amount in (None, UNSTATED) else range_of(amount)
    department = key_given(visit, "department")
    return ProjectFilter(
        cites=key_given(visit, "cites"),
        role=role,
        departments=None if department is None else (department,),
        year=year_of(visit),
        text=visit.value("q"),
        least=least,
        most=most,
        unstated=amount == UNSTATED,
    )


def regulation_filter(visit: Visit) -> RegulationFilter:
    """The conditions on instruments."""
    issuer = key_given(visit, "issuer")
    return RegulationFilter(text=visit.value("q"), issuers=None if issuer is None else (issuer,), level=visit.value("level"), year=year_of(visit))


def indicator_filter(visit: Visit) -> IndicatorFilter:
    """The conditions on rows of indicator tables."""
    department = key_given(visit, "department")
    return IndicatorFilter(text=visit.value("q"), year=year_of(visit), departments=None if department is None else (department,))


def year_of(visit: Visit) -> int | None:
    """The fiscal year, or an instrument's."""
    given = visit.value("year")
    if given is not None and not (given.isascii() and given.isdecimal() and len(given) <= 4):
        raise InvalidData(f"year is {given!r}; expected a year such as 2020")
    return None if given is None else int(given)


def range_of(text: str) -> tuple[Decimal | None, Decimal | None]:
    """The bounds of a range of yuan such as `100000-1000000`, the upper one outside; either may be missing. Raises InvalidData."""
    least, dash, most = text.partition("-")
    if not dash or not (least or most) or not all(part == "" or (part.isascii() and part.isdecimal() and len(part) < 16) for part in (least, most)):
        raise InvalidData(f"amount is {text!r}; expected a range of yuan such as 100000-1000000, 100000- or -100000, or {UNSTATED}")
    return Decimal(least) if least else None, Decimal(most) if most else None


def key_given(visit: Visit, name: str) -> int | None:
    """The key of the entity that a parameter names; None where it is missing."""
    text = visit.value(name)
    return None if text is None else key_named(visit.index, ENTITIES[name], text)


def key_named(index: Index, kinds: tuple[str, ...], text: str) -> int:
    """The key of an entity by its 16 hex digits, IRI or name. Raises the problems 404, and 300 where a name may mean several."""
    if len(text) == 16 and not set(text) - set("0123456789abcdef"):
        return key_from(text)
    return named(index, kinds, " or ".join(kinds), text)
