"""Cells of indicator rows laid into columns, figures that ran together, names and options."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.forms.alignments import Piece, align
from kg.forms.figure_runs import split_names, split_run
from kg.forms.grids import GridCell
from kg.forms.labels import find_label
from kg.forms.moneygrids import find_grid
from kg.forms.scalars import bare_name, ticked_option

EVALUATION = ("name", "target", "actual", "weight", "score", "reason")


def laid(text: str, kinds: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of cells divided by spaces; _ is an empty cell."""
    pieces = [Piece(None if word == "_" else GridCell(-1, word, 0), 2) for word in text.split()]
    rows, stray = align(pieces, kinds)
    assert stray == []
    return [{kind: " ".join(cell.text for cell in cells) for kind, cells in row.items()} for row in rows]


def test_missing_cells_do_not_shift_the_next_row() -> None:
    rows = laid("维修管网长度 ≥12公里 12.3 15 15 供水稳定程度 明显改善 达成预期 15 14 个别村组水压偏低 村民满意度 ≥90% 93% 10 10", EVALUATION)
    assert rows == [
        {"name": "维修管网长度", "target": "≥12公里", "actual": "12.3", "weight": "15", "score": "15"},
        {"name": "供水稳定程度", "target": "明显改善", "actual": "达成预期", "weight": "15", "score": "14", "reason": "个别村组水压偏低"},
        {"name": "村民满意度", "target": "≥90%", "actual": "93%", "weight": "10", "score": "10"},
    ]


def test_signs_and_units_stand_in_their_columns() -> None:
    kinds = ("name", "sign", "target", "unit", "weight")
    assert laid("巡检 ≥ 12 次 30 可用率 ≥ 99 % 30", kinds)[1] == {"name": "可用率", "sign": "≥", "target": "99", "unit": "%", "weight": "30"}


def test_a_name_in_two_pieces_is_one_name() -> None:
    assert laid("监控点位 数量 86", ("name", "target")) == [{"name": "监控点位 数量", "target": "86"}]


WORDS = ["数量", "≥5", "10", "≥", "%", "提升", "无", "很长的一段说明文字"]


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from([EVALUATION, ("name", "target")]))
def test_no_cell_is_lost_or_doubled(words: list[str], kinds: tuple[str, ...]) -> None:
    cells = [GridCell(-1, word, at) for at, word in enumerate(words)]
    rows, stray = align([Piece(cell, 2) for cell in cells], kinds)
    assert sorted([cell for row in rows for part in row.values() for cell in part] + stray, key=lambda c: c.begin) == cells


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("40004000100%", ["4000", "4000", "100%"]),
        ("3200243276%", ["3200", "2432", "76%"]),
        ("85.584.699%", ["85.584.699%"]),
        ("2020", ["2020"]),
        ("100%", ["100%"]),
        ("12001200120010100%10", ["1200", "1200", "1200", "10", "100%", "10"]),
        ("3640364034902095.88%18.5", ["3640", "3640", "3490", "20", "95.88%", "18.5"]),
        ("12001200120010%", ["12001200120010%"]),
    ],
)
def test_figures_that_ran_together_are_told_apart_by_their_division(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in split_run(text)] == parts


@pytest.mark.parametrize(
    ("text", "columns", "parts"),
    [
        ("验收合格率≥95%", 2, ["验收合格率", "≥95%"]),
        ("开放天数=330天接待人次≥20000人次", 2, ["开放天数", "=330天", "接待人次", "≥20000人次"]),
        ("制度健全性健全", 2, ["制度健全性", "健全"]),
        ("改造户数400户400户", 3, ["改造户数", "400户", "400户"]),
        ("保障程度有所提升有所提升", 3, ["保障程度", "有所提升", "有所提升"]),
        ("88100", 2, ["88100"]),
    ],
)
def test_names_and_targets_that_ran_together(text: str, columns: int, parts: list[str]) -> None:
    assert [text[a:b] for a, b in split_names(text, 0, len(text), columns=columns)] == parts


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("219-某某局", "某某局"),
        ("[015001]某某市教育局", "某某市教育局"),
        ("（301）某某局", "某某局"),
        ("301001 某某局", "某某局"),
        ("51000023R000000012345-系统运维", "系统运维"),
        ("某某局[015001]", "某某局"),
        ("2023年道路维修项目", "2023年道路维修项目"),
        ("2023年度专项", "2023年度专项"),
        ("12345政务热线运行", "12345政务热线运行"),
        ("某某\n局", "某某局"),
    ],
)
def test_names_without_codes(printed: str, name: str) -> None:
    assert bare_name(printed) == name


@pytest.mark.parametrize(
    ("printed", "option"),
    [
        ("新增项目□ 延续项目√", "延续项目"),
        ("□新增项目 ☑延续项目", "延续项目"),
        ("新增项目□延续项目☑", "延续项目"),
        ("☑一次性 □经常性", "一次性"),
        ("新增项目□ 延续项目□", None),
        ("4.其他一般类", "4.其他一般类"),
    ],
)
def test_the_option_that_is_ticked(printed: str, option: str | None) -> None:
    assert ticked_option(printed) == option


def test_a_grid_of_amounts_reads_budget_and_execution() -> None:
    labels = [(label, at) for at, word in enumerate(["年初预算数", "全年预算数", "全年执行数", "分值", "执行率"]) if (label := find_label(word))]
    grid = find_grid(labels)
    row = find_label("年度资金总额：")
    source = find_label("其中：当年财政拨款")
    assert grid is not None
    assert row is not None
    assert source is not None
    cells = [GridCell(at, text, at) for at, text in enumerate(["60", "58.5", "58", "10", "99%"])]
    assert [(label.role, cell.text) for label, cell in grid.read(row, cells)] == [
        ("current_year", "60"), ("adjusted_budget", "58.5"), ("executed", "58"), ("weight", "10"), ("execution_rate", "99%"),
    ]  # fmt: skip
    assert [(label.amount, cell.text) for label, cell in grid.read(source, cells[:2])] == [("fiscal_appropriation", "60"), (None, "58.5")]
    assert find_grid(labels[:2]) is None


def test_the_padding_of_a_wrapped_cell_is_no_part_of_a_name() -> None:
    assert bare_name("云山州农村供水服\n            务站") == "云山州农村供水服务站"
    assert bare_name("云山州农村供水服            务站") == "云山州农村供水服务站"
    assert bare_name("云山州水务局 供水站") == "云山州水务局 供水站"
