"""Project identity: the rule's data, both ways."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.names import key_of, project_name, rules, without_year
from kg.resources import package_data

DATA = yaml.safe_load(package_data("kg.graph", "data/project_years.yaml"))
EXAMPLES = [(rule["name"], name, left) for rule in DATA["rules"] for name, left in rule["examples"].items()]
COUNTEREXAMPLES = [name for rule in DATA["rules"] for name in rule["counterexamples"]]


@pytest.mark.parametrize(("rule", "name", "left"), EXAMPLES)
def test_each_example_loses_its_year_by_its_own_rule(rule: str, name: str, left: str) -> None:
    pattern = dict(zip((r["name"] for r in DATA["rules"]), rules(), strict=True))[rule]
    assert pattern.sub("", name) == left
    assert without_year(name) == left


@pytest.mark.parametrize("name", COUNTEREXAMPLES)
def test_counterexamples_stay(name: str) -> None:
    assert without_year(name) == name


@given(
    st.integers(1990, 2035), st.sampled_from(["公房修缮", "A座维护", "河道（二期）疏浚"]), st.sampled_from(["{y}年{n}", "{n}（{y}）", "{n}{y}年度"])
)
def test_the_years_of_a_project_share_a_key(year: int, name: str, form: str) -> None:
    assert key_of(without_year(form.format(y=year, n=name))) == key_of(without_year(name))


def test_a_name_that_is_only_a_year_stays() -> None:
    assert without_year("2020年度") == "2020年度"


def test_keys_ignore_width_space_and_bracket_style() -> None:
    assert key_of("公房 修缮（Ａ座）") == key_of("公房修缮(a座)") == key_of("公房修缮【A座】")
    assert key_of("公房修缮") != key_of("公房修缮二期")


@pytest.mark.parametrize(
    ("name", "year", "year_end", "left"),
    [
        ("2020年道路整治工程", 2020, None, "道路整治工程"),
        ("2019年道路整治工程", 2020, None, "2019年道路整治工程"),
        ("河道疏浚（2018-2020）", 2019, None, "河道疏浚"),
        ("河道疏浚（2018-2020）", 2021, None, "河道疏浚（2018-2020）"),
        ("2021年改造", 2020, 2022, "改造"),
        ("２０２０年度桥梁检测", 2020, None, "桥梁检测"),
        ("2019年道路整治工程", None, None, "道路整治工程"),
        ("道路整治工程", 2020, None, "道路整治工程"),
    ],
)
def test_only_the_filings_own_year_is_taken_off(name: str, year: int | None, year_end: int | None, left: str) -> None:
    assert project_name(name, year, year_end) == left
