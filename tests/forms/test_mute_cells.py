"""Names and targets that decide nothing about their row, and rows that the cells in front of their values tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.forms import row_levels
from kg.forms.boilerplate import is_furniture
from kg.forms.grids import GridCell, Line, text_line
from kg.forms.labels import find_label, label_words
from kg.forms.levels import RESIDUE, find_level, find_level2, level_words
from kg.forms.mute_cells import is_mute
from kg.forms.row_levels import split_levels
from kg.forms.words import normalise

KEY = ((0, "level1"), (1, "level2"), (2, "name"), (3, "target"))
SCORED = (*KEY, (4, "score"))
WEIGHED = ((0, "level1"), (1, "note"), (2, "level2"), (3, "name"), (4, "target"))
WORDS = [
    "产出指标",
    "数量指标",
    "成本指标",
    "满意度",
    "指标",
    "效益",
    "路灯完好率",
    "项目验收合格率",
    "≥95%",
    "12",
    "10分",
    "资金到位率",
    "——",
    "三公经费控制率",
]


@given(st.text(alphabet="项目产出数量指标效益分1２％≥<>br—- \n[（路灯", min_size=1, max_size=9))
def test_a_mute_cell_is_no_word_of_any_table(text: str) -> None:
    if is_mute(text):
        assert find_label(text) is None
        assert find_level(text, None) is None
        assert find_level2(text, None) is None
        assert find_level2(text, "shanghai-2020") is None
        assert normalise(text) not in RESIDUE
        assert not is_furniture(text)


@pytest.mark.parametrize("words", [label_words(), level_words(), RESIDUE], ids=["labels", "levels", "residue"])
def test_no_known_word_is_mute(words: list[str]) -> None:
    assert [word for word in words if is_mute(word)] == []


@pytest.mark.parametrize("text", ["路灯完好率", "项目验收合格率", "1、巡查道路，修复破损路面。" * 9, "≥95%", "=2.00(个)", "及时"])
def test_names_and_targets_are_mute(text: str) -> None:
    assert is_mute(text)


@pytest.mark.parametrize("text", ["数<br>量指标", "10", "5.5分", "——", "（续）", "9" * 60, "\u3000" * 50 + "指标"])
def test_what_may_count_as_something_else_is_not(text: str) -> None:
    assert not is_mute(text)


ROWS = st.lists(st.tuples(st.sampled_from(WORDS), st.booleans()), min_size=1, max_size=6)


@given(ROWS, st.sampled_from([KEY, SCORED, WEIGHED]), st.sampled_from([None, "shanghai-2020"]))
def test_a_row_split_by_what_was_met_before_is_split_as_from_all_its_cells(
    row: list[tuple[str, bool]], key: row_levels.Key, form: str | None
) -> None:
    column, cells = 0, []
    for text, apart in row:
        column += apart
        cells.append(GridCell(column, text, 9 * len(cells)))
        column += 1
    line = Line(tuple(cells), column)
    whole = [tuple(part) for part in row_levels._split(line, form, key)]
    assert [tuple(part) for part in split_levels(line, form, key)] == whole
    assert [tuple(part) for part in split_levels(line, form, key)] == whole


def test_rows_of_one_block_are_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    line = text_line("某类指标甲\t数量指标\t修复路面面积\t≥300平方米")
    levels, values, stray = split_levels(line, None, KEY)
    monkeypatch.setattr("kg.forms.row_levels._split", lambda *_: pytest.fail("the row was read from all its cells"))
    again, others, _ = split_levels(text_line("某类指标甲\t数量指标\t更换路灯盏数\t=20盏"), None, KEY)
    assert tuple(again) == tuple(levels)
    assert not stray
    assert [cell.text for cell in values] == ["修复路面面积", "≥300平方米"]
    assert [cell.text for cell in others] == ["更换路灯盏数", "=20盏"]


def test_what_is_kept_of_rows_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.forms.row_levels.TOLD", 4)
    for number in range(20):
        split_levels(text_line(f"自定目标{number}\t数量指标\t修复路面\t≥3处"), None, KEY)
    assert len(row_levels._told) <= 4
    split_levels(text_line("很长的说明" * 40 + "\t数量指标\t修复路面\t≥3处"), None, KEY)
    assert all(len(text) < 100 for known in row_levels._told for text in known[0])
