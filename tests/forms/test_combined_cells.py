"""Cells that hold an indicator and its target in one."""

from __future__ import annotations

import pytest

from kg.forms.combined_cells import holds_both, split_cell
from kg.forms.grids import GridCell
from tests.forms.contents import read, rows_of


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("新建书房数量：≥5座", [("新建书房数量", "≥5座")]),
        ("免疫头数≥20万头；", [("免疫头数", "≥20万头")]),
        ("1.新建：5座\n2.改造：及时", [("新建", "5座"), ("改造", "及时")]),
        ("保障机关运转", []),
        ("工作要求：各单位应当在年底之前完成全部任务", []),
        ("新建：5座\n其余见附件", []),
    ],
)
def test_lines_are_split_where_all_of_them_can_be(text: str, pairs: list[tuple[str, str]]) -> None:
    found = split_cell(GridCell(3, text, 100))
    assert [(name.text, target.text) for name, target in found] == pairs
    assert all(text[cell.begin - 100 :].startswith(cell.text) for pair in found for cell in pair)


@pytest.mark.parametrize(
    ("columns", "both"),
    [
        ({0: "level1", 1: "level2", 2: "content"}, True),
        ({0: "level1", 1: "name"}, True),
        ({0: "level1", 1: "name", 2: "target"}, False),
        ({0: "level2", 1: "target"}, False),
    ],
)
def test_a_column_for_both(columns: dict[int, str], *, both: bool) -> None:
    assert holds_both(columns) is both


def test_several_lines_are_several_rows() -> None:
    text = "项目绩效目标表\n项目名称\t书房\t\n项目单位\t云县图书馆\t\n一级指标\t二级指标\t指标内容及指标值\n"
    text += "产出指标\t数量指标\t新建书房：≥5座\n\t质量指标\t合格率：100%\n"
    assert rows_of(read(text)[0]) == [("产出指标", "数量指标", "新建书房", "≥5座"), ("产出指标", "质量指标", "合格率", "100%")]
