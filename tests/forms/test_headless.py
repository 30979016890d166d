"""Indicators below no head: their level labels, as cells of their own, begin the table; in running text they do not."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.filings import Filing
from kg.forms import read_filings

BANK = "项目支出绩效目标申报表\n项目名称\n湖岸巡护\n实施单位\n某县湖泊管理站\n项目概况\n巡护湖岸，其产出指标、数量指标均已核定。\n"
SCALES = "项目绩效目标表\n项目名称\n衡器检定\n项目单位\n某市计量所\n年度目标\n检定集贸市场衡器\n"


def read(text: str) -> Filing:
    (filing,) = read_filings(read_data(text.encode(), source="a.txt")).filings
    return filing


def rows(filing: Filing) -> list[tuple[str | None, str | None, str, str]]:
    return [(row.level1, row.level2, row.name, row.target) for row in filing.indicators]


def test_a_cell_a_line() -> None:
    filing = read(BANK + "产出指标\n数量指标\n巡护岸线\n46公里\n时效指标\n完成时间\n12月底前\n效益指标\n社会效益指标\n受益渔民\n≥300户\n")
    assert rows(filing) == [
        ("产出指标", "数量指标", "巡护岸线", "46公里"),
        ("产出指标", "时效指标", "完成时间", "12月底前"),
        ("效益指标", "社会效益指标", "受益渔民", "≥300户"),
    ]
    assert [field.text for field in filing.fields if field.role == "overview"] == ["巡护湖岸，其产出指标、数量指标均已核定。"]
    assert not filing.unmapped


def test_a_cell_a_line_with_weights_and_a_second_name_of_a_level() -> None:
    filing = read(
        SCALES
        + "成本指标(10分)\n经济成本指标(10分)\n每台费用\n≤150元\n产出指标(50分)\n数量指标(20分)\n检定台数\n=60台\n抽查台数\n=9台\n填表人：王某\n"
    )
    assert [(row[1], row[2], row[3]) for row in rows(filing)] == [
        ("经济成本指标", "每台费用", "≤150元"),
        ("数量指标", "检定台数", "=60台"),
        ("数量指标", "抽查台数", "=9台"),
    ]


@pytest.mark.parametrize("divider", ["\t", "|"])
@pytest.mark.parametrize("heading", ["", "绩效指标"])
def test_a_row_a_line(divider: str, heading: str) -> None:
    lead, empty = ([heading], [""]) if heading else ([], [])
    table = [[*lead, "产出指标", "数量指标", "检定台数", "=60台"], [*empty, "", "质量指标", "检定合格率", "≥98%"]]
    head = [["项目名称", "衡器检定"], ["项目单位", "某市计量所"], ["年度目标", "检定集贸市场衡器"]]
    filing = read("项目绩效目标表\n" + "".join(divider.join(row) + "\n" for row in head + table))
    assert rows(filing) == [("产出指标", "数量指标", "检定台数", "=60台"), ("产出指标", "质量指标", "检定合格率", "≥98%")]


@pytest.mark.parametrize(
    "text",
    [
        "产出指标\n按期完成检定，数量指标不少于六十台。\n效益指标\n交易公平得到保障。\n",
        "产出指标\n数量指标\n检定六十台；抽查九台。\n效益指标\n交易公平。\n",
        "产出指标 数量指标 见附件\n效益指标 见附件\n",
    ],
)
def test_level_words_in_running_text_stay_text(text: str) -> None:
    filing = read(SCALES + text + "实施方案\n由计量所实施。\n")
    assert not filing.indicators
    goal = next(field.text for field in filing.fields if field.role == "goal")
    assert "效益指标" in goal
