"""Whose a budget statement is: named in its title, by the line above a title over two lines, or in its text."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.forms import read_filings

FORM = "项目支出绩效目标表\n项目名称：河道保洁\n实施单位：云河区河道管理所\n年度目标：保持河道清洁\n"
TEXT = "一、基本情况\n内设机构9个。\n二、收支情况\n2025年收入预算380万元。\n"


@pytest.mark.parametrize(
    ("head", "department"),
    [
        ("云河区水务局\n2025年部门预算情况说明\n", "云河区水务局"),
        ("松江县文化广电和旅游局\n\n2024年部门预算公开说明\n", "松江县文化广电和旅游局"),
        ("云河区水务局2025年部门预算情况说明\n", "云河区水务局"),
        ("云河区人民政府\n2025年部门预算情况说明\n", "云河区河道管理所"),  # who publishes it, perhaps: the form's own body stays
        ("来源：云河区水务局\n2025年部门预算情况说明\n", "云河区河道管理所"),
        ("2025年部门预算情况说明\n", "云河区河道管理所"),
    ],
)
def test_the_line_above_a_statements_title_names_its_body(head: str, department: str) -> None:
    statement, form = read_filings(read_data((head + TEXT + FORM).encode(), source="a.txt")).filings
    assert statement.form == "beijing-2019-statement"
    assert statement.department == department
    assert form.department == "云河区河道管理所"
