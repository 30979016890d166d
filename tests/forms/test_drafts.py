"""The roles that reading gives to fields are those of the vocabulary's list, whatever the form: another would break the shapes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.documents import read_data
from kg.forms import read_filings
from kg.forms.drafts import whole_life_role
from kg.forms.words import read_data as read_rows
from kg.terms import FIELD_ROLES
from tests.forms.test_cases import FOLDER

AMOUNTS = [row["labels"][0] for row in read_rows("labels.yaml") if row.get("kind") == "amount"]


def roles(text: bytes, source: str) -> set[str]:
    return {field.role for filing in read_filings(read_data(text, source=source)).filings for field in filing.fields}


@pytest.mark.parametrize("path", [path for path in sorted(FOLDER.iterdir()) if path.suffix != ".yaml"], ids=lambda path: path.name)
def test_every_role_of_a_case_is_in_the_list(path: Path) -> None:
    found = roles(path.read_bytes(), path.name)
    assert found <= set(FIELD_ROLES)


@pytest.mark.parametrize("label", AMOUNTS)
def test_every_amount_may_stand_below_the_whole_projects_and_the_years(label: str) -> None:
    head = "项目支出绩效目标申报表\n（2024年度）\n项目名称\t泵站\n实施单位\t甲县水利局\n金额单位：万元\n项目资金总额\t900\t年度资金总额\t300\n"
    found = roles(f"{head}{label}\t450\t{label}\t150\n年度目标\t完成泵站改造。\n".encode(), "a.txt")
    assert {"total", "current_year"} <= found
    assert found <= set(FIELD_ROLES)


@pytest.mark.parametrize(
    ("role", "whole"),
    [("own_funds", "whole_life_own_funds"), ("local_funds", "whole_life_local_funds"), ("current_year", "other"), ("executed", "other")],
)
def test_a_source_has_a_role_in_the_whole_projects_money(role: str, whole: str) -> None:
    assert whole_life_role(role) == whole


def test_the_total_of_scores_has_a_role() -> None:
    head = "项目支出绩效自评表\n（2024年度）\n项目名称\t泵站\n"
    text = (
        head
        + "一级指标\t二级指标\t三级指标\t指标值\t实际完成值\t分值\t得分\n产出指标\t数量指标\t改造泵站\t≥3座\t3座\t90\t90\n总分\t\t\t\t\t100\t99\n"
    )
    assert "total_score" in roles(text.encode(), "a.txt")
    assert "total_score" in FIELD_ROLES


def test_a_third_source_is_not_the_years_whole_money() -> None:
    rows = "本年度申请市财政资金（万元）|100\n本年度申请区财政资金（万元）|50\n本年度申请县财政资金（万元）|20\n"
    text = f"项目支出绩效目标表\n（2023年度）\n项目名称|校舍维修\n{rows}年度目标|完成维修。\n"
    (filing,) = read_filings(read_data(text.encode(), source="a.txt")).filings
    assert [(amount.kind, amount.raw) for amount in filing.amounts] == [("fiscal_appropriation", "100")]
    assert [field.text for field in filing.fields if field.role == "local_funds"] == ["50", "20"]
