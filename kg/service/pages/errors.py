"""What a page says of an error: in the reader's language, with ways that lead on. The exact English message stands below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from kg.errors import AmbiguousName, KgError
from kg.service.pages.visits import View, Visit
from kg.service.problems import Problem, problem_of

#: Candidates shown.
MOST = 20
#: Statuses that have words of their own, `error_…` in the message catalogue; a query that was stopped is 408 or 503 by who stopped it.
REASONS = {300: "ambiguous", 404: "unknown", 405: "request", 408: "slow", 413: "large", 429: "busy", 503: "busy"}


@dataclass(frozen=True, slots=True)
class Way:
    """What a name may have meant: its text, a number beside it, and the address that goes on with it."""

    text: str
    number: str
    address: str


def error_view(visit: Visit, fault: KgError) -> View:
    """The page of an error with its status. What was given (`value`, by the parameter `name`) is found in the message, which quotes it."""
    problem = problem_of(fault)
    status = 300 if isinstance(fault, AmbiguousName) else problem.status
    name, value = given_in(visit, str(fault))
    told = {"reason": REASONS.get(status, "request"), "name": name, "value": value, "detail": str(fault)}
    told["sought"] = sought(visit, value) if status == HTTPStatus.NOT_FOUND else None
    return View("error.html", told | {"ways": ways(visit, fault, problem, name)}, status)


def sought(visit: Visit, value: str | None) -> str | None:
    """What a search may find instead: the value that was not known, or the name that ends the address of an entity."""
    if value or not visit.path.startswith(("/id/", "/eli/")):
        return value
    return visit.path.rstrip("/").rpartition("/")[2].removesuffix(".html") or None


def given_in(visit: Visit, message: str) -> tuple[str | None, str | None]:
    """The parameter of the address whose value the message quotes, with its value."""
    quoted = ((name, value.strip()) for name, value in visit.query if value.strip())
    return next(((name, value) for name, value in quoted if repr(value) in message), (None, None))


def ways(visit: Visit, fault: KgError, problem: Problem, name: str | None) -> list[Way]:
    """The candidates of an ambiguous name, or what is known instead of an unknown one; each with the address that was asked for, but for the
    name, or where no parameter gave it, with its own page or a search for it."""
    known = problem.extra.get("candidates") or getattr(fault, "known", None) or getattr(fault, "candidates", None) or []
    return [way(visit, each, name) for each in known[:MOST]]


def way(visit: Visit, each: Mapping[str, Any] | str, name: str | None) -> Way:
    if isinstance(each, str):
        return Way(each, "", visit.address(cursor=None, **{name: each}) if name else visit.address("/search", q=each))
    text, number = str(each.get("name") or each.get("title") or each.get("number") or each["iri"]), str(each.get("number") or "")
    address = visit.address(cursor=None, **{name: each["iri"]}) if name else visit.entity(each["iri"])
    return Way(text, number if number != text else "", address or visit.address("/search", q=text))
