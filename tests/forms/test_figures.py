"""The figures of narrative statements: the data both ways, and the list of main projects."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.filings import Field, money
from kg.forms.figures import figure_rules, find_figures, find_main_projects
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
