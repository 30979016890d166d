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

NATION = "中国"
ENDING = re.compile("(?:壮族自治区|回族自治区|维吾尔自治区|自治区|省|市|[^省市区]{0,12}自治州|地区|林区|盟)\\Z")


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A province-level unit, with the abbreviations (one sign each, divided by spaces) that its agency codes begin with; `example` is a number
    that begins so, `source` the code of GB/T 2260 under which the unit stands."""

    name: str
    abbreviations: str
    example: str
    source: str


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(package_data("kg.registry.data", name))))


@cache
def provinces() -> tuple[Jurisdiction, ...]:
    """The 31 province-level units that have filings of these forms."""
    return tuple(Jurisdiction(**row) for row in _rows("jurisdictions.csv"))


@cache
def province_of_sign() -> dict[str, str]:
    """Abbreviation → the province whose agency codes begin with it."""
    return {sign: place.name for place in provinces() for sign in place.abbreviations.split()}


@cache
def province_of_city() -> dict[str, str]:
    """Prefecture-level unit → its province."""
    return {row["name"]: row["province"] for row in _rows("cities.csv")}


@cache
def _names_of_provinces() -> frozenset[str]:
    return frozenset(place.name for place in provinces()) | {NATION}


def province_of(place: str) -> str:
    """The province of a place (itself when it is one); "" when it is not known."""
    return place if place in _names_of_provinces() else province_of_city().get(place, "")


@cache
def _by_short_name() -> dict[str, str]:
    found = {}
    for name in (*province_of_city(), *(place.name for place in provinces())):
        short = ENDING.sub("", name) if len(ENDING.sub("", name)) >= 2 else name
        found[short] = name
        found[name] = name
    return found


@cache
def _place() -> re.Pattern[str]:
    short = sorted(_by_short_name(), key=lambda name: (-len(name), name))
    return re.compile(f"(?P<known>{'|'.join(short)})")


PLACE_TAIL = re.compile("(?:省|市|自治区|地区|州)")


@lru_cache(maxsize=65536)
def place_of(name: str) -> str:
    """The place with which a name begins, by its full name: the finest that is known (安徽省合肥市… is 合肥市); "" for none."""
    found = _place().match(name)
    if not found:
        return ""
    place = _by_short_name()[found["known"]]
    rest = name[found.end() :]
    rest = rest[len(tail.group()) :] if found["known"] != place and (tail := PLACE_TAIL.match(rest)) else rest
    finer = _place().match(rest)
    if finer and province_of_city().get(_by_short_name()[finer["known"]]) == place:
        return _by_short_name()[finer["known"]]
    return place


@lru_cache(maxsize=65536)
def without_place(name: str) -> str:
    """A name without the place with which it begins, for comparison (上海市绿化条例 → 绿化条例)."""
    found = _place().match(name)
    if not found:
        return name
    rest = name[found.end() :]
    if found["known"] != _by_short_name()[found["known"]]:
        tail = PLACE_TAIL.match(rest)
        rest = rest[tail.end() :] if tail else rest
    return rest or name


def context_of(filing: Filing) -> str:
    """The jurisdiction of a filing: the place with which its department's or supervisor's name begins, else the place of which its fields
    speak most often, by its full name ("" when of none)."""
    for name in (filing.department, filing.supervisor):
        place = place_of(re.sub("^[0-9\\[\\]()（）-]+", "", name)) if name else ""
        if place:
            return place
    spoken = Counter(_full_place_reversed().findall("\n".join([field.text for field in filing.fields])[::-1]))
    counts = {name[::-1]: count for name, count in spoken.items()}
    return min(counts, key=lambda place: (-counts[place], place)) if counts else ""


@cache
def _full_place_reversed() -> re.Pattern[str]:
    """Full names written backwards. They end with one of five letters, which are rare; hundreds of names begin with as many common ones."""
    by_last: dict[str, list[str]] = {}
    for name in sorted({*province_of_city(), *(p.name for p in provinces())}, key=lambda name: (-len(name), name)):
        by_last.setdefault(name[-1], []).append(name[-2::-1])
    return re.compile("|".join(f"{last}(?:{'|'.join(rest)})" for last, rest in by_last.items()))
