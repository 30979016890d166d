"""Shape and colour both tell the kind, also to the colour blind; text and outline can be seen on light and dark."""

from __future__ import annotations

from itertools import combinations

import pytest

from viz import appearance
from viz.links import KINDS

NODES = appearance.kinds()["nodes"]
#: Severe deficiencies (Machado, Oliveira and Fernandes 2009), on linear RGB.
DEFICIENCIES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


def linear(colour: str) -> list[float]:
    parts = [value / 255 for value in bytes.fromhex(colour[1:])]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lightness_and_chroma(rgb: list[float]) -> tuple[float, float, float]:
    """CIE L*a*b* of linear sRGB, D65."""
    red, green, blue = (min(max(part, 0), 1) for part in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_each_kind_has_its_look() -> None:
    assert set(NODES) == set(KINDS)
    assert len({look["shape"] for look in NODES.values()}) == len(KINDS)
    assert len({look["colour"] for look in NODES.values()}) == len(KINDS)


@pytest.mark.parametrize("sight", ["normal", *DEFICIENCIES])
def test_colours_stay_apart(sight: str) -> None:
    seen = {}
    for kind, look in NODES.items():
        rgb = linear(look["colour"])
        if sight != "normal":
            rgb = [sum(weight * part for weight, part in zip(row, rgb, strict=True)) for row in DEFICIENCIES[sight]]
        seen[kind] = lightness_and_chroma(rgb)
    for one, other in combinations(seen, 2):
        apart = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5
        assert apart > 12, f"{one} and {other} look alike: {apart:.0f}"


def test_outlines_can_be_seen_on_white() -> None:
    assert all(contrast(look["line"], "#ffffff") >= 3 for look in NODES.values())


def test_fills_can_be_seen_on_the_dark_page() -> None:
    assert all(contrast(look["colour"], "#15181c") >= 3 for look in NODES.values())


def test_weight_grows_a_node_up_to_a_bound() -> None:
    sizes = [appearance.node({"kind": "instrument", "title": "办法", "weight": weight}).size for weight in (0, 1, 10, 100, 10**9)]
    assert sizes == sorted(sizes)
    assert sizes[-1] == appearance.LARGEST


def test_basis_is_drawn_whole_and_mention_dashed() -> None:
    assert not appearance.edge({"relation": "cites", "role": "basis", "weight": 1}).dashes
    assert appearance.edge({"relation": "cites", "role": "mention", "weight": 1}).dashes


def test_a_nameless_instrument_is_called_by_its_number() -> None:
    look = appearance.node({"kind": "instrument", "title": "", "number": "国发〔2015〕1号"})
    assert (look.title, look.number) == (("国发〔2015〕1号",), "")


def test_what_is_told_of_a_node() -> None:
    data = {"kind": "project", "title": "照明维护", "yuan": "1234567.50", "years": "2020 2021", "more": 3}
    assert appearance.tooltip(data) == "照明维护\n项目\n年度: 2020 2021\n金额（元）: 1,234,567.50\n另有 3 个未显示"
    assert appearance.tooltip(data, "en").startswith("照明维护\nProject\nYears: 2020 2021\nYuan: 1,234,567.50")
    assert appearance.money("4600000.00") == "4,600,000"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"yuan": "1200.00"}, "1,200"),
        ({"yuan": "0.00"}, "0"),
        ({"yuan": "", "without_amount": 2}, "2 项未标明"),
        ({"yuan": "1200.50", "without_amount": 1}, "1,200.50，另 1 项未标明"),
        ({"yuan": ""}, ""),
        ({}, ""),
    ],
)
def test_a_sum_of_nothing_is_told_as_such(data: dict[str, str | int], told: str) -> None:
    assert appearance.sum_of(data) == told
    tip = appearance.tooltip({"kind": "project", "title": "甲", **data})
    assert tip.endswith(f"金额（元）: {told}") if told else "金额" not in tip
