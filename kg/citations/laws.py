"""Names of laws and well-known regulations, with their short names."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache

from kg.resources import package_data


@dataclass(frozen=True, slots=True)
class Law:
    """A national law or regulation: full title, norm level, short names in use, and the order that promulgated it ("" where not stated)."""

    title: str
    level: str
    short_names: tuple[str, ...]
    number: str


@cache
def laws() -> tuple[Law, ...]:
    """The rows of `laws.csv`."""
    rows = csv.DictReader(io.StringIO(package_data("kg.citations.data", "laws.csv")))
    return tuple(Law(row["title"], row["level"], tuple(filter(None, row["short_names"].split(" "))), row["number"]) for row in rows)


@cache
def law_names() -> frozenset[str]:
    """Every name by which a bare mention of a law is known: full titles, titles without 中华人民共和国, short names."""
    names = set()
    for law in laws():
        names |= {law.title, law.title.removeprefix("中华人民共和国"), *law.short_names}
    return frozenset(names)
