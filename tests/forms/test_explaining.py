"""Where the values of a filing came from."""

from __future__ import annotations

import pytest

from kg.forms import read_filings
from kg.forms.explaining import Explanation, explain
from tests.forms.test_cases import CASES, document_of


def explained(name: str) -> list[Explanation]:
    document = document_of(name)
    return list(explain(document, read_filings(document).filings))


def test_a_value_names_its_label_its_rule_and_its_line() -> None:
    rows = {row.key: row for row in explained("boxed-tabs-ticks")}
    assert (rows["project"].label, rows["project"].place) == ("项目名称", "line 4")
    assert rows["project"].rule == "labels.yaml: 项目名称 is project (name)"
    assert "code of the budget system" in rows["department"].rule
    assert rows["amounts.total"].value == "186.50 → 1865000.00 yuan"
    assert "万元 is declared by the heading" in rows["amounts.total"].rule
    assert rows["form"].rule.startswith("layouts.yaml: title '市直部门预算项目支出绩效目标表'")
    assert "levels 产出指标 › 数量指标" in rows["indicators[0].target"].rule


@pytest.mark.parametrize("name", CASES)
def test_every_scalar_amount_and_target_is_explained(name: str) -> None:
    document = document_of(name)
    filings = read_filings(document).filings
    keys = {(row.index, row.key) for row in explain(document, filings)}
    for filing in filings:
        for key in ("project", "department", "supervisor", "fiscal_year"):
            assert getattr(filing, key) is None or (filing.index, key) in keys
        assert {f"amounts.{a.kind}" for a in filing.amounts} <= {key for index, key in keys if index == filing.index}
        assert {f"indicators[{n}].name" for n, i in enumerate(filing.indicators) if i.name_field is not None} <= {k for _, k in keys}


def test_the_data_that_gave_a_label_its_meaning_is_named() -> None:
    rules = {row.label: row.rule for row in explained("two-years-money-html")}
    assert rules["项目负责单位"].startswith("guesses.yaml: 项目负责单位 is made as labels of department are")
    rules = {row.label: row.rule for row in explained("bilingual-region-html")}
    assert rules["资金使用单位"].startswith("labels.yaml")
    rules = {row.label: row.rule for row in explained("hunan-department-html")}
    assert rules["其中：一般公共预算"].startswith("labels.yaml")
    assert {row.label: row.rule for row in explained("tianjin-html")}["单位"].endswith("in front of a body's name")
    assert explained("hebei-coded-filer")[0].key == "form"
    assert "a body's name below the title" in {row.key: row.rule for row in explained("hebei-coded-filer")}["department"]
