"""Indicator tables of text that lost its cells: which words of levels are labels, and which are names."""

from __future__ import annotations

import pytest

from tests.forms.contents import read, rows_of

HEAD = "项目支出绩效目标表\n项目名称\n河道管护\n主管部门\n云溪县水利局\n一级指标\n二级指标\n三级指标\n指标值\n"


@pytest.mark.parametrize("between", ["\n", "  "])
def test_a_name_that_reads_like_a_level_stays_a_name(between: str) -> None:
    """群众满意度 stands behind a level 2: it is the indicator, although forms print it as a level too."""
    body = ["产出指标", "数量指标", "巡查次数", "≥12次", "满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%"]
    (filing,) = read(HEAD + between.join(body) + "\n")
    assert rows_of(filing) == [("产出指标", "数量指标", "巡查次数", "≥12次"), ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%")]


def test_a_level_of_the_same_rank_closes_the_block_of_the_one_before_it() -> None:
    """Two labels of level 2 in a row: the first stands without indicators."""
    body = ["产出指标", "数量指标", "质量指标", "合格率", "≥95%", "时效指标", "完成时间", "12月底前"]
    (filing,) = read(HEAD + "\n".join(body) + "\n")
    assert rows_of(filing) == [("产出指标", "质量指标", "合格率", "≥95%"), ("产出指标", "时效指标", "完成时间", "12月底前")]


@pytest.mark.parametrize("space", [" ", "\u3000"])
def test_a_text_above_further_levels_ends_no_table(space: str) -> None:
    head = "项目支出绩效目标表\n项目名称 河道管护\n主管部门 云溪县水利局\n一级指标 二级指标 三级指标 指标值\n"
    body = "产出指标 数量指标 巡查次数 12次\n年度目标 完成全县河道的巡查并且通过验收。\n质量指标 合格率 90%\n满意度指标 群众满意度 95%\n"
    (filing,) = read((head + body).replace(" ", space))
    found = [(row.name, row.target) for row in filing.indicators]
    assert [row for row in found if row[0] != "年度目标"] == [("巡查次数", "12次"), ("合格率", "90%"), ("群众满意度", "95%")]
