"""Places."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.filings import Field, Filing
from kg.registry.instruments import place_of_number
from kg.registry.jurisdictions import NATION, Jurisdiction, context_of, place_of, province_of, province_of_city, provinces, without_place
from kg.registry.numbers import parse_number
from kg.resources import package_data


@pytest.mark.parametrize(
    ("name", "place", "rest"),
    [
        ("上海市水务局", "上海市", "水务局"),
        ("上海水务局", "上海市", "水务局"),
        ("安徽省合肥市财政局", "合肥市", "合肥市财政局"),
        ("内蒙古自治区财政厅", "内蒙古自治区", "财政厅"),
        ("广西财政厅", "广西壮族自治区", "财政厅"),
        ("北京市西城区城管局", "北京市", "西城区城管局"),
        ("财政部", "", "财政部"),
        ("", "", ""),
    ],
)
def test_the_place_at_the_beginning_of_a_name(name: str, place: str, rest: str) -> None:
    assert place_of(name) == place
    assert without_place(name) == rest


def test_every_city_has_a_province_and_is_found_in_its_names() -> None:
    names = {place.name for place in provinces()}
    assert len(names) == 31
    for city, province in province_of_city().items():
        assert province in names
        assert province_of(city) == province
        assert place_of(f"{city}财政局") == city
    assert province_of(NATION) == NATION


CODE = re.compile("GB/T 2260 (?P<code>[0-9]{6})")


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(package_data("kg.registry.data", name))))


@pytest.mark.parametrize("province", provinces(), ids=lambda province: province.name)
def test_the_example_of_a_province_is_a_number_of_its_own(province: Jurisdiction) -> None:
    parts = parse_number(province.example)
    assert parts is not None
    assert parts.agency.startswith(tuple(province.abbreviations.split()))
    assert place_of_number(parts, province.name) == province.name
    assert CODE.fullmatch(province.source)


def test_every_place_stands_once_under_the_code_of_its_province() -> None:
    codes = {province.name: province.source[-6:-4] for province in provinces()}
    found = [(row["name"], row["source"], codes[row["province"]]) for row in rows("cities.csv")]
    assert all((code := CODE.fullmatch(source)) and code["code"].startswith(province) and code["code"][2:] != "0000" for _, source, province in found)
    for column in (0, 1):
        assert len({row[column] for row in found}) == len(found)
    assert all(re.search("(?:市|自治州|地区|盟|林区)\\Z", name) and not name.endswith("盟市") for name, _, _ in found)


def test_the_context_is_the_departments_place_else_the_one_most_spoken_of() -> None:
    assert context_of(Filing("a", 0, "unknown", department="219-上海市水务局")) == "上海市"
    assert context_of(Filing("a", 0, "unknown", department="水务局", supervisor="合肥市水务局")) == "合肥市"
    assert context_of(Filing("a", 0, "unknown", fields=(Field("x", "plan", "北京市、上海市、上海市"),))) == "上海市"
    assert context_of(Filing("a", 0, "unknown")) == ""


@settings(deadline=None)
@given(st.lists(st.sampled_from([*(place.name for place in provinces()), *province_of_city(), "的", "市、", "和", "，区"]), max_size=12))
def test_places_are_counted_as_they_are_read_from_the_front(words: list[str]) -> None:
    text = "".join(words)
    names = sorted({*province_of_city(), *(place.name for place in provinces())}, key=lambda name: -len(name))
    counts = Counter(re.findall("|".join(names), text))
    expected = min(counts, key=lambda name: (-counts[name], name)) if counts else ""
    assert context_of(Filing("a", 0, "unknown", fields=(Field("x", "plan", text),))) == expected
