"""Schedules of projects: what is done and when are fields of their columns; no time of a step is the project's."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.filings import Filing
from kg.forms import read_filings
from kg.forms.schedules import column_of, heads_schedule, is_time
from kg.forms.words import read_data as read_rows

ROWS = read_rows("schedules.yaml")
HEAD = [["项目名称", "山塘整治"], ["项目实施单位", "某县水利局"], ["项目起止时间", "2021年1月至2022年12月"], ["项目概况", "整治山塘。"]]
END = [
    ["项目绩效目标", "长期目标", "年度目标"],
    ["", "全部整治。", "整治一半。"],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "山塘", "≥30座"],
]
STEPS = [
    ["项目实施进度计划", "项目实施内容", "开始时间", "完成时间"],
    ["", "1、制定方案", "2021年1月", "2021年3月"],
    ["", "2、实施方案评审", "2021.4", "2021.10"],
]
STAGES = [
    ["序号", "实施阶段", "时间安排", "责任单位"],
    ["1", "勘察设计", "2021年一季度", "某县设计院"],
    ["2", "按《招标投标法》招标", "全年", "某县水利局"],
]


def read(rows: list[list[str]], divider: str) -> Filing:
    lines = [divider.join(row) for row in HEAD + rows + END] if divider != "\n" else [cell for row in HEAD + rows + END for cell in row if cell]
    (filing,) = read_filings(read_data(("财政支出项目绩效目标申报表\n（2021年度）\n" + "\n".join(lines) + "\n").encode(), source="a.txt")).filings
    return filing


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["column"]))
def test_examples_head_their_column_and_the_others_none(row: dict[str, list[str]]) -> None:
    assert {column_of(word) for word in row["examples"]} == {row["column"]}
    assert row["column"] not in {column_of(word) for word in row["others"]}


def test_a_schedule_says_what_and_when_and_nothing_else() -> None:
    assert heads_schedule(["项目实施进度计划", "项目实施内容", "开始时间", "完成时间"]) in {0, 1}
    assert heads_schedule(["序号", "实施阶段", "时间节点"]) == 0
    assert heads_schedule(["项目起止时间", "2021年1月至2021年12月"]) is None
    assert heads_schedule(["开始时间", "完成时间"]) is None
    assert heads_schedule(["项目实施内容", "整治山塘", "开始时间", "2021年1月"]) is None


@pytest.mark.parametrize("divider", ["\t", "|", "\n"])
def test_each_step_and_its_times(divider: str) -> None:
    filing = read(STEPS, divider)
    assert [(field.label, field.text) for field in filing.fields if field.role == "plan" and field.text] == [
        ("项目实施内容", "1、制定方案"),
        ("开始时间", "2021年1月"),
        ("完成时间", "2021年3月"),
        ("项目实施内容", "2、实施方案评审"),
        ("开始时间", "2021.4"),
        ("完成时间", "2021.10"),
    ]
    assert (filing.start_date, filing.end_date) == ("2021-01-01", "2022-12-31")
    assert not filing.unmapped
    assert {field.label: field.text for field in filing.fields}["年度目标"] == "整治一半。"


@pytest.mark.parametrize("divider", ["\t", "|"])
def test_stages_with_who_is_responsible(divider: str) -> None:
    filing = read(STAGES, divider)
    assert [(field.label, field.text) for field in filing.fields if field.role == "plan"] == [
        ("实施阶段", "勘察设计"),
        ("时间安排", "2021年一季度"),
        ("责任单位", "某县设计院"),
        ("实施阶段", "按《招标投标法》招标"),
        ("时间安排", "全年"),
        ("责任单位", "某县水利局"),
    ]
    assert filing.department == "某县水利局"
    assert not filing.unmapped


def test_a_step_without_times_is_one_of_the_schedule() -> None:
    head = ["序号", "实施内容", "开始时间", "完成时间", "责任单位"]
    filing = read(
        [head, ["1", "设计", "2024年1月", "2024年2月", "某院"], ["2", "招标"], ["", "评标"], ["3", "施工", "2024年3月", "2024年5月", "某局"]], "\t"
    )
    assert [field.text for field in filing.fields if field.label == "实施内容"] == ["设计", "招标", "评标", "施工"]
    assert not filing.unmapped


@pytest.mark.parametrize("divider", ["\t", "|"])
def test_a_row_with_a_label_of_its_own_ends_the_schedule(divider: str) -> None:
    head = ["序号", "实施内容", "开始时间", "完成时间", "资金安排"]
    filing = read([head, ["1", "设计", "2024年1月", "2024年2月", "20.5"], ["风险分析", "无重大风险"]], divider)
    fields = [(field.label, field.text) for field in filing.fields]
    assert ("资金安排", "20.5") in fields
    assert ("风险分析", "无重大风险") in fields
    assert "序号" not in dict(fields)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2021年1月", True),
        ("3月底前", True),
        ("一季度", True),
        ("全年", True),
        ("12", False),
        ("100.00", False),
        ("20.5", False),
        ("2024.3", True),
        ("组织施工", False),
    ],
)
def test_what_says_when(text: str, told: bool) -> None:
    assert is_time(text) is told


def test_values_behind_a_label_are_not_asked_whether_they_head_a_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("kg.forms.schedules.column_of", lambda word: asked.append(word))
    assert heads_schedule(["项目概况", "整治山塘三十座。" * 99]) is None
    assert heads_schedule(["项目总预算", "100", "当年预算"]) is None
    assert asked == ["100"]


def test_a_schedule_needs_three_columns_or_two_behind_its_heading() -> None:
    assert heads_schedule(["实施内容", "开始时间"]) is None
    assert heads_schedule(["实施内容", "开始时间", "备注"]) == 0
    assert heads_schedule(["山塘整治", "实施内容", "开始时间"]) == 1
