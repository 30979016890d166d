"""Rows of tables in text whose cells keep a line's end: the two lines are one row, and rows that merely lost cells stay apart."""

from __future__ import annotations

import pytest

from tests.forms.contents import read, rows_of
from tests.forms.sheets import LAYOUTS, Form, tabs
from tests.forms.test_serialisations import agrees, read_one


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_line_end_anywhere_in_a_level_or_a_name(layout: str) -> None:
    title, make = LAYOUTS[layout]
    sheet = make(Form())
    for word in sorted({cell for row in Form().indicators for cell in row[:3]}):
        cut = len(word) // 2
        broken = [[word[:cut] + "\n" + word[cut:] if cell == word else cell for cell in row] for row in sheet]
        agrees(read_one(f"{title}\n（2022年度）\n{tabs(broken)}\n"), Form(), layout)


def test_a_target_that_a_line_end_cuts_before_its_last_cell() -> None:
    text = (
        "项目支出绩效自评表\n项目名称\t苗圃管护\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\n"
        "产出指标\t数量指标\t管护苗圃\t12处\t12处\t20\n\t时效指标\t春季补植完\n成时间\t4月底前\t4月20日\t10\n"
    )
    (filing,) = read(text)
    assert rows_of(filing)[1] == ("产出指标", "时效指标", "春季补植完成时间", "4月底前")
    field = filing.fields[filing.indicators[1].name_field or 0]
    assert [text[piece.source : piece.source + piece.length] for piece in field.pieces] == ["春季补植完", "成时间"]


@pytest.mark.parametrize(
    "body",
    [
        "产出\t数量\t巡查里程\t≥60公里\n巡查次数\t12次\n质量\t问题整改率\t≥95%\n",
        "产出指标\t数量指标\t巡查里程\t≥60公里\n巡查次数\t12次\n质量指标\t问题整改率\t≥95%\n",
        "产出指标\t数量指标\t巡查里程\t≥60公里\n\t\t巡查次数\t12次\n质量指标\t问题整改率\t≥95%\n",
    ],
)
def test_rows_that_lost_cells_stay_apart(body: str) -> None:
    (filing,) = read(f"项目支出绩效目标表\n项目名称\t河道巡查\n一级指标\t二级指标\t三级指标\t指标值\n{body}")
    assert [row[1:] for row in rows_of(filing)] == [
        (body.split("\t")[1], "巡查里程", "≥60公里"),
        (body.split("\t")[1], "巡查次数", "12次"),
        ("质量指标" if "质量指标" in body else "质量", "问题整改率", "≥95%"),
    ]
