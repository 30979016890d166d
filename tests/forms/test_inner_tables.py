"""Tables within a form: their rows go on in the fields of their columns, a row with a label of its own does not."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.forms import read_filings

BEGIN, END = (
    "项目支出绩效目标表\n（2023年度）\n项目名称\t山塘\n成本构成\t资金用途\t测算依据\n",
    "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t山塘\t≥3座\n",
)


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        (
            "印刷费\t制册\t每册十元\n差旅费\t外出\t每次百元\n",
            {"成本构成": "印刷费\n差旅费", "资金用途": "制册\n外出", "测算依据": "每册十元\n每次百元"},
        ),
        ("印刷费\t\t每册十元\n差旅费\t外出\t每次百元\n", {"成本构成": "印刷费\n差旅费", "资金用途": "外出", "测算依据": "每册十元\n每次百元"}),
        ("印刷费\t制册\t每册十元\n差旅费\t\t每次百元\n", {"成本构成": "印刷费\n差旅费", "资金用途": "制册", "测算依据": "每册十元\n每次百元"}),
        (
            "印刷费\t制册\t每册十元\n风险分析\t无重大风险\n",
            {"成本构成": "印刷费", "资金用途": "制册", "测算依据": "每册十元", "风险分析": "无重大风险"},
        ),
    ],
    ids=["full", "an empty cell", "an empty cell below", "an own label"],
)
def test_each_cell_goes_into_the_field_of_its_column(rows: str, fields: dict[str, str]) -> None:
    (filing,) = read_filings(read_data((BEGIN + rows + END).encode(), source="a.txt")).filings
    assert {field.label: field.text for field in filing.fields if field.label not in {"项目名称", "数量指标"}} == fields
