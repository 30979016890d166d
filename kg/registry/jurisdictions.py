"""Places: the jurisdiction of a filing, and the one a title or a number speaks of."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.filings import Filing
from kg.resources import package_data


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A province-level unit, with the abbreviation that its agency codes begin with."""

    name: str
    abbreviation: str
    capital: str


@cache
def provinces() -> tuple[Jurisdiction, ...]:
    """The 31 province-level units."""
    rows = csv.DictReader(io.StringIO(package_data("kg.registry.data", "jurisdictions.csv")))
    return tuple(Jurisdiction(**row) for row in rows)


@cache
def _by_short_name() -> dict[str, str]:
    found = {}
    for place in provinces():
        short = re.sub("(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)\\Z", "", place.name)
        found[short] = place.name
        if place.capital:
            found[place.capital.removesuffix("市")] = place.capital
    return found


@cache
def _place() -> re.Pattern[str]:
    short = sorted(_by_short_name(), key=lambda name: (-len(name), name))
    return re.compile(
        f"(?P<known>{'|'.join(short)})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)?|(?P<other>[\u4e00-\u9fff]{{2,4}}?(?:市|州|盟|地区))"
    )


@lru_cache(maxsize=65536)
def place_of(name: str) -> str:
    """The place with which a name begins, by its full name (上海市); "" when it begins with none."""
    found = _place().match(name)
    if not found:
        return ""
    return _by_short_name()[found["known"]] if found["known"] else found["other"]


def context_of(filing: Filing) -> str:
    """The jurisdiction of a filing: the place with which its department's or supervisor's name begins, else the known place that its fields
    name most often ("" when none)."""
    for name in (filing.department, filing.supervisor):
        place = place_of(re.sub("^[0-9\\[\\]()（）-]+", "", name)) if name else ""
        if place:
            return place
    counts: Counter[str] = Counter()
    for field in filing.fields:
        for found in _place().finditer(field.text):
            if found["known"] and found.group() != found["known"]:
                counts[_by_short_name()[found["known"]]] += 1
    return min(counts, key=lambda place: (-counts[place], place)) if counts else ""
