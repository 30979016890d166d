"""Where the values of a filing came from."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.documents import read_data
from kg.filings import Filing
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


SCALARS = (
    "project", "department", "supervisor", "category", "nature", "performance_type", "fiscal_year", "fiscal_year_end", "start_date", "end_date",
    "government_purchase", "paired_with", "execution_rate",
)  # fmt: skip


def values_of(filing: Filing) -> set[str]:
    """The keys of all values of a filing."""
    keys = {"form"} | {key for key in SCALARS if getattr(filing, key) is not None}
    keys |= {f"amounts.{amount.kind}" for amount in filing.amounts} | {f"statement.{figure.name}" for figure in filing.statement}
    keys |= {f"main_projects[{n}]" for n in range(len(filing.main_projects))} | {f"contacts[{n}]" for n in range(len(filing.contacts))}
    keys |= {f"fields[{n}]" for n, field in enumerate(filing.fields) if field.role != "indicator"}
    for n, row in enumerate(filing.indicators):
        keys |= {f"indicators[{n}].{key}" for key, at in (("name", row.name_field), ("target", row.field)) if at is not None}
        keys |= {f"indicators[{n}].{key}" for key in ("actual", "weight", "score", "reason") if getattr(row, key) is not None}
    return keys | ({"unmapped"} if filing.unmapped else set())


@pytest.mark.parametrize("name", CASES)
def test_every_value_is_explained_and_nothing_else(name: str) -> None:
    document = document_of(name)
    filings = read_filings(document).filings
    keys = {(row.index, row.key) for row in explain(document, filings)}
    assert keys == {(filing.index, key) for filing in filings for key in values_of(filing)}


def test_the_parts_of_a_self_evaluation_are_explained_at_their_row() -> None:
    rows = {row.key: row for row in explained("self-evaluation-tabs")}
    first = rows["indicators[0].actual"]
    assert (first.rule, first.place) == ("headers.yaml: the column actual of the same row", rows["indicators[0].target"].place)
    assert "execution_rate" in rows
    assert rows["execution_rate"].rule.endswith("a fraction")


def test_the_figures_of_a_statement_are_explained_where_they_stand() -> None:
    path = Path(__file__).parents[2] / "kg" / "samples"
    found = 0
    for sample in sorted(path.glob("*.txt")):
        document = read_data(sample.read_bytes(), source=sample.name)
        for row in explain(document, read_filings(document).filings):
            if row.key.startswith("statement."):
                found += 1
                line = document.text.split("\n")[int(row.place.removeprefix("line ")) - 1]
                assert row.value[:2] in line, row
    assert found > 10


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
