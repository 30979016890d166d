"""Every node leads to the filing it comes from, and parts to their field."""

from __future__ import annotations

import pytest

from kg.checks.places import Places
from kg.checks.values import Breach
from tests.checks.stores import Memory

FILING = "id/filing/0123456789abcdef-0"


@pytest.fixture(scope="module")
def places() -> Places:
    return Places(Memory())


def locate(places: Places, path: str, place: str = "") -> tuple[str | None, int | None, str, int | None]:
    found = places.locate(Breach("Some-rule", "warning", {"en": "x", "zh": "某"}, Memory.base + path, place))
    return found.source, found.index, found.place, found.offset


@pytest.mark.parametrize(
    ("path", "place", "offset"),
    [
        ("", "", None),
        ("/field/1", "项目总预算", 200),
        ("/field/1/piece/0", "项目总预算", 200),
        ("/amount/total", "项目总预算", 200),
        ("/indicator/0", "质量指标", 300),
        ("/indicator/0/target", "质量指标", 300),
        ("/citation/0", "立项依据 [2:14]", 102),
        ("/figure/total_income", "立项依据 [19:22]", 100),
    ],
)
def test_a_part_of_a_filing(places: Places, path: str, place: str, offset: int | None) -> None:
    assert locate(places, FILING + path) == ("2021/water.txt", 0, place, offset)


@pytest.mark.parametrize(
    "path",
    ["id/project/水务局/河道保洁", "id/project/水务局/河道保洁/2021", "id/department/水务局", "id/department/市政府", "id/department/市政府办公厅",
     "eli/cn/沪府办/2015/87", "id/finding/00112233445566bb"],
)  # fmt: skip
def test_a_conclusion_leads_to_a_filing(places: Places, path: str) -> None:
    assert locate(places, path) == ("2021/water.txt", 0, "", None)


def test_a_document_and_a_stranger(places: Places) -> None:
    assert locate(places, "id/document/0123456789abcdef") == ("2021/water.txt", None, "", None)
    assert locate(places, "id/department/别处") == (None, None, "", None)


def test_the_place_that_a_rule_tells_is_kept(places: Places) -> None:
    assert locate(places, FILING, "current_year")[2] == "current_year"
