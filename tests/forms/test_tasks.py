"""Tables of tasks in the form of a whole department: every cell is a field of its column, whatever words head the columns."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.filings import Filing
from kg.forms import read_filings

TITLE = "部门整体支出绩效目标申报表\n"
END = [["年度总体目标", "灌溉保证率提高"], ["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "清淤长度", "≥30公里"]]
DUTIES = [
    ["部门名称", "某州水利局"],
    ["年度主要任务", "任务名称", "主要内容及依据", "预算（元）"],
    ["", "灌渠清淤", "清淤三十公里；《某州灌溉条例》", "500000"],
    ["", "水库管理", "依据某政办〔2022〕9号巡查。", "320000"],
]
WORKS = [
    ["部门名称", "某市林草局"],
    ["序号", "重点工作", "政策依据", "责任科室", "经费需求（万元）"],
    ["1", "有害生物防治", "《某市防治办法》第三条", "防治科", "120"],
    ["2", "古树名木普查", "某林发〔2023〕5号", "资源科", "45.5"],
    ["合计", "", "", "", "165.5"],
]


def read(rows: list[list[str]], divider: str) -> Filing:
    lines = [divider.join(row) for row in rows] if divider != "\n" else [cell for row in rows for cell in row if cell]
    (filing,) = read_filings(read_data((TITLE + "\n".join(lines) + "\n").encode(), source="a.txt")).filings
    return filing


def fields(filing: Filing) -> list[tuple[str, str, str]]:
    return [(field.label, field.role, field.text) for field in filing.fields if field.role in {"plan", "legal_basis", "other", "project"}]


@pytest.mark.parametrize("divider", ["\t", "|", "\n"])
def test_columns_by_the_words_that_heads_are_made_of(divider: str) -> None:
    filing = read(DUTIES + END, divider)
    assert fields(filing) == [
        ("任务名称", "plan", "灌渠清淤"),
        ("主要内容及依据", "plan", "清淤三十公里；《某州灌溉条例》"),
        ("预算（元）", "other", "500000"),
        ("任务名称", "plan", "水库管理"),
        ("主要内容及依据", "plan", "依据某政办〔2022〕9号巡查。"),
        ("预算（元）", "other", "320000"),
    ]
    assert filing.project is None
    assert not filing.amounts
    assert not filing.unmapped
    assert [row.name for row in filing.indicators] == ["清淤长度"]


def test_numbered_works_with_their_basis_and_the_sum_of_their_money() -> None:
    filing = read(WORKS + END, "\t")
    assert [field for field in fields(filing) if field[1] == "legal_basis"] == [
        ("政策依据", "legal_basis", "《某市防治办法》第三条"),
        ("政策依据", "legal_basis", "某林发〔2023〕5号"),
    ]
    assert [(amount.kind, str(amount.raw)) for amount in filing.amounts] == [("total", "165.5")]
    assert not filing.unmapped


@pytest.mark.parametrize("value", ["推进内容建设", "任务完成情况良好，依据充分", "某某依据不足的整改"])
def test_a_text_beside_the_word_for_tasks_heads_nothing(value: str) -> None:
    filing = read([["部门名称", "某州水利局"], ["年度主要任务", value], *END], "\t")
    assert ("年度主要任务", value) in [(field.label, field.text) for field in filing.fields]
