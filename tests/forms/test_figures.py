"""The figures of narrative statements: the data both ways, and the list of main projects."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from kg.filings import Field, money
from kg.forms import figures
from kg.forms.figures import COMPILED, compiled, figure_rules, find_figures, find_main_projects
from kg.forms.words import read_data

ROWS = read_data("figures.yaml")
EXAMPLES = [(row["name"], text, value) for row in ROWS for text, value in row["examples"].items()]
#: A heading that every rule's section matches.
ANY_SECTION = "（一）机构职责、收支、与上年对比、机关运行、绩效、国有资本情况"


@pytest.mark.parametrize(("name", "text", "value"), EXAMPLES)
def test_each_example_gives_its_figure(name: str, text: str, value: object) -> None:
    found = {figure.name: figure for figure in find_figures([Field(ANY_SECTION, "heading", text)], 2019)}
    figure = found[name]
    assert (money(figure.value) if isinstance(figure.value, Decimal) else figure.value) == value
    assert text[figure.begin : figure.end] == figure.raw


def test_every_rule_has_an_example_and_its_section_can_be_met() -> None:
    assert all(row["examples"] for row in ROWS)
    assert all(rule.section is None or rule.section.search(ANY_SECTION) for rule in figure_rules())


def test_a_figure_of_another_year_or_section_is_none() -> None:
    text = "2017年预算总收入100元"
    assert find_figures([Field("", "heading", text)], 2019) == ()
    assert "agency_operating_expenditure" not in {f.name for f in find_figures([Field("（二）其他", "heading", "合计45元")], 2019)}


def test_main_projects_are_listed_with_their_money() -> None:
    text = "主要项目是①河道保洁760.5万元②路灯维护30000元等。"
    assert [(p.name, p.yuan) for p in find_main_projects([Field("三、主要支出情况", "heading", text)])] == [
        ("河道保洁", Decimal("7605000.0")),
        ("路灯维护", Decimal(30000)),
    ]


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("2019年一般公共预算收入5万元，政府性基金预算收入2万元", "total_income"),
        ("2019年基本支出预算5万元", "total_expenditure"),
        ("与2018年相比，公务接待费预算安排3元，2019年“三公”经费另见表", "sangong_reception_this_year"),
        ("2019年“三公”经费预算比2018年减少5元", "sangong_total_this_year"),
        ("2019年“三公”经费预算8元。2018年公务接待费3元", "sangong_reception_this_year"),
        ("2019年收入预算10元，其中一般公共预算财政拨款6元、政府性基金预算财政拨款3元", "total_expenditure"),
        ("2019年政府采购预算比上年增加3元", "government_procurement_amount"),
        ("公务接待费3元，公务用车购置费比上年增加1元", "sangong_reception_increase"),
    ],
)
def test_a_sum_beside_is_not_taken(text: str, absent: str) -> None:
    assert absent not in {f.name for f in find_figures([Field("", "heading", text)], 2019)}


def test_sums_of_one_sentence_are_told_apart() -> None:
    text = "2019年，我局“三公”经费安排18.4万元，其中：因公出国（境）费0万元；公务接待费9.2万元；公务用车购置及运行维护费9.2万元。"
    found = {f.name: f.value for f in find_figures([Field("", "heading", text)], 2019)}
    assert found == {
        "sangong_total_this_year": 184000,
        "sangong_abroad_this_year": 0,
        "sangong_reception_this_year": 92000,
        "sangong_vehicle_this_year": 92000,
    }


def test_no_pattern_of_a_rule_stands_twice() -> None:
    assert all(len(set(row["patterns"])) == len(row["patterns"]) for row in ROWS)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("2018年略。2019年我局支出7万元，2019年项目支出1万元，其中2019年基本支出安排6万元", "basic_expenditure", "60000.00"),
        (f"2019年我局支出7万元，{'用于办公，' * 60}项目支出安排6万元", "project_expenditure", "60000.00"),
        ("公务接待费另行公开，公车不计，公务接待费2万元，比上年增加1万元", "sangong_reception_increase", "10000.00"),
    ],
)
def test_a_gap_may_hold_its_own_words(text: str, name: str, value: str) -> None:
    found = {f.name: f.value for f in find_figures([Field(ANY_SECTION, "heading", text)], 2019)}
    assert found[name] == Decimal(value)


@pytest.mark.parametrize(
    "atom", ["2019年“三公”经费", "2019年三公经费公务接待费", "总收入", "固定资产车辆", "123456789", "财政拨款", "2019年公务用车"]
)
def test_a_section_without_line_ends_is_searched_once(atom: str) -> None:
    # From each place where the first part of a pattern stands, such a section took more than a minute.
    text = atom * (30_000 // len(atom))
    begin = time.process_time()
    find_figures([Field(ANY_SECTION, "heading", text)], 2019)
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("2018年“三公”经费8元，其中公务接待费5元。2019年“三公”经费6元，其中公务接待费4元", "sangong_reception_this_year", "4.00"),
        ("支出预算9元，收入预算7元，其中：财政拨款收入6元", "income_fiscal_appropriation", "6.00"),
        ("2019年公务用车另行公开。2019年公务用车费用中，公务用车购置费18元", "sangong_vehicle_purchase_this_year", "18.00"),
    ],
)
def test_the_first_place_of_each_stretch_counts(text: str, name: str, value: str) -> None:
    found = {f.name: f.value for f in find_figures([Field(ANY_SECTION, "heading", text)], 2019)}
    assert found[name] == Decimal(value)


def test_patterns_without_a_year_are_compiled_once_and_those_with_one_for_theirs() -> None:
    patterns = [pattern for rule in figure_rules() for pattern in rule.patterns]
    dated = [pattern for pattern in patterns if "{Y}" in pattern or "{L}" in pattern]
    assert 0 < len(dated) < len(patterns)
    for pattern in patterns:
        same = compiled(pattern, 2019) is compiled(pattern, 2024)
        assert same is (pattern not in dated)
        assert "{Y}" not in compiled(pattern, 2019).pattern
        assert "{L}" not in compiled(pattern, 2019).pattern
    assert any("2018年" in compiled(pattern, 2019).pattern for pattern in dated)


def test_years_of_a_corpus_do_not_fill_the_memory() -> None:
    assert figures._compiled.cache_info().maxsize == COMPILED
