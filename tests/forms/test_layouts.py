"""Layouts as data: every example is a title of its layout, and what is no title leads to none."""

from __future__ import annotations

import pytest

from kg.forms.layouts import choose_layout, find_title, layouts, titles_of
from kg.forms.words import read_data

ROWS = read_data("layouts.yaml")


@pytest.mark.parametrize("row", ROWS, ids=[row["form"] for row in ROWS])
def test_every_example_is_a_title_of_its_layout(row: dict[str, list[str]]) -> None:
    for title in row["examples"]:
        assert row["form"] in {layout.form for layout in titles_of(title)}, title


@pytest.mark.parametrize(
    "line",
    [
        "某某局2024年度项目绩效目标汇总表",
        "详见项目支出绩效目标表",
        "根据绩效目标填写自评表。",
        "项目支出绩效目标申报表填报说明",
        "政府采购预算情况说明",
        "机关运行安排情况说明",
        "",
    ],
)
def test_what_is_no_title(line: str) -> None:
    assert titles_of(line) == ()


def test_the_longest_title_is_the_one_meant() -> None:
    assert [layout.form for layout in titles_of("省级部门预算项目支出绩效目标表（2023年度）")] == ["boxed"]
    assert [layout.form for layout in titles_of("财政项目支出绩效目标申报表")] == ["shanghai-2024"]


def test_a_title_inside_a_longer_text() -> None:
    text = "下载本文档2021年项目支出绩效目标表(2021年度)填报单位:某局"
    found = find_title(text)
    assert found is not None
    assert text[found[0] : found[1]] == "2021年项目支出绩效目标表"
    assert find_title("按要求填写项目支出绩效目标表并公开") is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("2024年部门（单位）整体绩效目标表 部门（单位）名称 某县林业局 年度履职目标 造林。", "2024年部门（单位）整体绩效目标表"),
        ("某县 2023年度部门整体支出绩效自评表 部门名称 某县司法局 年度总体目标", "2023年度部门整体支出绩效自评表"),
        ("附件 项目支出绩效目标执行监控表 （2024年度） 项目名称 路灯维护", "项目支出绩效目标执行监控表"),
    ],
)
def test_titles_of_whole_forms_on_one_line(text: str, title: str) -> None:
    found = find_title(text)
    assert found is not None
    assert text[found[0] : found[1]] == title


def test_labels_decide_where_the_title_speaks_for_another() -> None:
    shanghai = titles_of("财政项目支出绩效目标申报表")
    words = frozenset({"主管部门及代码", "年度资金总额", "一级指标", "三级指标", "指标值"})
    chosen, confidence = choose_layout(shanghai, words)
    assert chosen is not None
    assert (chosen.form, 0 < confidence < 1) == ("mof-project", True)
    assert choose_layout((), frozenset({"项目名称"})) == (None, 0.0)


def test_every_form_of_the_contract_has_a_layout() -> None:
    contract = {
        "shanghai-2020", "shanghai-2024", "beijing-2019-statement", "beijing-2019-department", "beijing-2019-project", "shanghai-narrative",
        "anhui-narrative", "mof-project", "self-evaluation", "approval", "boxed", "unknown",
    }  # fmt: skip
    assert {layout.form for layout in layouts()} == contract
