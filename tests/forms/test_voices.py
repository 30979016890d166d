"""Which cells may say what a row is: the first letters tell for all of a cell that they could tell by themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.forms.boilerplate import FURNITURE, find_boilerplate, may_be_year_line
from kg.forms.grids import text_line
from kg.forms.headers import find_among, find_header, header_words
from kg.forms.labels import label_words
from kg.forms.layouts import layouts, may_be_title, titles_of
from kg.forms.levels import level_words
from kg.forms.voices import all_voices, speaking
from kg.forms.words import may_start, read_data

HEADS = all_voices().heads
CELLS = st.text(alphabet="项目名称产出指标数量其中年月1２09.、%％=≥<>：:()（ \n路灯", min_size=1, max_size=12)


def speaks_as_whole(text: str) -> bool:
    """What `speaking` tells, from the whole text."""
    if text[0] in "=<>≥≤":
        return not (text[1:2].isdigit() or text[2:3].isdigit())
    if text[0].isdigit():
        return not text.endswith(("%", "％")) and (any(mark in text[1:4] for mark in "、.．)）") or "月" in text[1:12])
    return text[0] in FURNITURE or may_start(text[:3], HEADS) or "：" in text or ":" in text


@given(st.lists(CELLS, max_size=6))
def test_what_first_letters_tell_is_what_the_whole_tells(cells: list[str]) -> None:
    assert speaking(cells) == [cell for cell in cells if speaks_as_whole(cell)]


@pytest.mark.parametrize("words", [label_words(), header_words(), level_words()], ids=["labels", "headers", "levels"])
def test_every_known_word_speaks(words: dict[str, object]) -> None:
    assert set(speaking(list(words))) == set(words)


@pytest.mark.parametrize("cell", ["绿化养护覆盖率", "≥95%", "=2.00(个)", "12", "98%", "某市水务局"])
def test_names_targets_and_figures_are_silent(cell: str) -> None:
    assert speaking([cell]) == []


@pytest.mark.parametrize("cell", ["3.项目概况", "1-7月执行数", "填报说明：见下", "……", "≥"])
def test_numbers_months_colons_and_furniture_speak(cell: str) -> None:
    assert speaking([cell]) == [cell]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.forms.voices.REMEMBERED", 3)
    for cell in ("甲", "乙", "丙", "丁", "项目名称"):
        speaking([cell])
    assert len(all_voices()) <= 3
    assert speaking(["项目名称", "甲"]) == ["项目名称"]


@given(CELLS)
def test_a_header_word_among_others_is_found_by_its_first_letters_too(cell: str) -> None:
    if (known := find_header(cell)) is not None:
        assert find_among(cell) in {known, "described"}


YEARS = [example for row in read_data("boilerplate.yaml") if row["rule"] == "year_line" for example in row["examples"]]


@pytest.mark.parametrize("year", YEARS)
def test_year_lines_are_known_by_their_first_sign(year: str) -> None:
    assert may_be_year_line(year)
    assert may_be_year_line(f" {year}")
    assert text_line(f"{year}\t{year}").rule == find_boilerplate(year) == "year_line"


TITLES = ["财政项目支出绩效目标表", "2024年部门预算", "项目绩效目标情况说明", "绩效目标申报表（2024年度）", "部门决算公开说明"]


@pytest.mark.parametrize("title", [*TITLES, *(" ".join(title) for title in TITLES)])
def test_no_title_is_passed_over_by_its_signs(title: str) -> None:
    assert layouts()
    assert may_be_title(title) or not titles_of(title)


def test_titles_and_years_beside_each_other_are_still_read() -> None:
    assert text_line("项目支出绩效目标表\t\t项目支出绩效目标表").titles
    assert text_line("（2024年度）\t（2024年度）").rule == "year_line"
    assert not text_line("产出指标\t项目验收合格率").titles
