"""What pages are made of: words, money, bars, addresses, marked texts."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InvalidData
from kg.service.pages.files import guarded, write_list
from kg.service.pages.site import Bar, bars, money, read_words
from kg.service.pages.sources import mark
from kg.service.pages.visits import UNITS, Visit
from kg.service.snapshots import Snapshot
from viz.sites import ASSETS, TEMPLATES

WORDS = read_words(TEMPLATES / "messages.yaml")


def visit(path: str, *query: tuple[str, str]) -> Visit:
    return Visit(cast("Snapshot", None), path, query)


def test_templates_and_words_agree() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("*.html")))
    used = set(re.findall(r'\b(?:t|both|beside|head)\("(\w+)"', text)) | set(re.findall(r"\b(?:t|both|beside|head)\('(\w+)'", text))
    assert used - set(WORDS) == {key for key in used if key.endswith("_")}
    named = set(re.findall(r"[\"'](\w+)[\"']", text))
    composed = (*(key for key in used if key.endswith("_")), "error_", "net_", "editor_", "range_", "said_", "search_result")
    unused = [key for key in WORDS if key not in named and not key.startswith(composed)]
    assert unused == []


def test_words_have_the_same_blanks_in_both_languages() -> None:
    for key, pair in WORDS.items():
        assert sorted(re.findall(r"{\w+}", pair["zh"])) == sorted(re.findall(r"{\w+}", pair["en"])), key


def test_a_broken_catalogue_is_told(tmp_path: Path) -> None:
    (tmp_path / "messages.yaml").write_text("search: [检索]\n", encoding="utf-8")
    with pytest.raises(InvalidData, match=r"search.*expected \[Chinese, English\]"):
        read_words(tmp_path / "messages.yaml")


@pytest.mark.parametrize(
    ("yuan", "unit", "shown"),
    [
        ("3460000.00", "wan", "346"),
        ("3460000.00", "yuan", "3,460,000"),
        ("184196000.00", "yi", "1.842"),
        ("0.50", "yuan", "0.50"),
        ("0.00", "wan", "0"),
        ("1000000000000.00", "wan", "100,000,000"),
        (None, "wan", "–"),
    ],
)
def test_money(yuan: str | None, unit: str, shown: str) -> None:
    assert money(yuan, unit) == shown


@given(st.decimals(0, 10**13, places=2), st.sampled_from(sorted(UNITS)))
def test_money_is_rounded_and_never_misplaced(yuan: Decimal, unit: str) -> None:
    scale, decimals = UNITS[unit]
    shown = Decimal(money(str(yuan), unit).replace(",", "")) * scale
    assert abs(shown - yuan) <= Decimal(scale) / 10 ** (decimals or 2)


def test_bars_are_as_long_as_their_amounts() -> None:
    chart = bars([Bar("2020", "100", 1), Bar("2021", "50", 1), Bar("2022", None, 2, 2)], "yuan", "未标明")
    lengths = [float(found) for found in re.findall(r'class="bar"[^>]* width="([\d.]+)"', chart)]
    assert chart.count("未标明") == 1, "the sum of no amount is no bar of no length"
    assert lengths == [lengths[0], lengths[0] / 2]


def test_an_address_keeps_language_and_drops_what_is_taken_away() -> None:
    here = visit("/search", ("q", "绿化"), ("year", "2020"), ("lang", "en"))
    assert here.address(year=None) == "/search?q=%E7%BB%BF%E5%8C%96&lang=en"
    assert here.address("/graph") == "/graph?lang=en"
    assert here.address(lang="zh") == "/search?q=%E7%BB%BF%E5%8C%96&year=2020"


@given(st.text("甲乙丙《》", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=8))
def test_a_marked_text_is_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    citations = [{"begin": begin, "end": begin + length} for begin, length in spans]
    pieces = list(mark(text, citations))
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        assert piece.text
        if piece.citation is not None:
            assert piece.text == text[piece.citation["begin"] : piece.citation["end"]]


def test_no_cell_becomes_a_formula() -> None:
    assert guarded("=1+1") == "'=1+1"
    assert guarded("≥95%") == "≥95%"
    item = {"name": "+86", "supervisor": None, "projects": 1, "project_years": 1, "regulations": 0, "yuan": "1.00", "iri": "x"}
    assert "'+86,,1" in write_list("department", [item], "csv", total=1).decode("utf-8-sig")


#: What Chrome 86 does not know: methods that came later, and what style sheets learnt later.
NEWER = {
    ".js": r"(?<!layer)\.(?:at|findLast|findLastIndex|toSorted|toReversed|toSpliced)\(|Object\.hasOwn\(|structuredClone\(|\(\?<[=!]|\bstatic\s*\{",
    ".css": r":has\(|:is\(|:where\(|@container|@layer|aspect-ratio|\binset:|color-mix\(|\d[dsl]vh\b|[{;]\s*&|text-decoration: underline \d",
}


@pytest.mark.parametrize("path", [path for path in sorted(ASSETS.parent.glob("**/*")) if path.suffix in NEWER and "src" not in path.parts], ids=str)
def test_scripts_and_styles_are_for_the_browsers_of_offices(path: Path) -> None:
    if path.name in ("vite.config.js",) or "node_modules" in path.parts:
        return
    assert re.search(NEWER[path.suffix], path.read_text(encoding="utf-8")) is None
    assert re.search(NEWER[path.suffix], {".js": "rows.toSorted(", ".css": "a:is(.b)"}[path.suffix])
