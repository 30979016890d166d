"""The level labels that lead a row, where the row stands as the header says and where it shifted."""

from __future__ import annotations

import pytest

from kg.forms.grids import text_line
from kg.forms.row_levels import split_levels

PLAIN = ("level1", "level2", "name", "target")
EVALUATION = (*PLAIN, "actual", "weight", "score", "reason")
HALF_YEAR = ("level1", "level2", "name", "past", "target")


@pytest.mark.parametrize(
    ("row", "kinds", "levels", "rest"),
    [
        # A row that lost its leading tab: its level 2 stands in the column of level 1, and reaches no last column.
        ("社会效益指标\t山火发生起数\t0起\t0起\t10\t9.5\t", EVALUATION, [(2, "社会效益指标")], ["山火发生起数", "0起", "0起", "10", "9.5"]),
        ("质量\t苗木成活率\t提升\t提升\t8\t8\t", EVALUATION, [(2, "质量")], ["苗木成活率", "提升", "提升", "8", "8"]),
        ("时效指标\t抢修到场时间\t≤2小时\t≤2小时\t", HALF_YEAR, [(2, "时效指标")], ["抢修到场时间", "≤2小时", "≤2小时"]),
        # The same words where the form prints them as its level 1.
        ("满意度\t服务对象满意度\t住户满意度\t≥80%\t≥90%", HALF_YEAR, [(1, "满意度"), (2, "服务对象满意度")], ["住户满意度", "≥80%", "≥90%"]),
        ("质量\t工程质量目标\t验收合格率\t≥95%\t≥98%", HALF_YEAR, [(1, "质量"), (2, "工程质量目标")], ["验收合格率", "≥95%", "≥98%"]),
        ("经济效益\t直接增收\t户均增收\t≥500元\t≥900元", HALF_YEAR, [(1, "经济效益"), (2, "直接增收")], ["户均增收", "≥500元", "≥900元"]),
    ],
)
def test_a_known_level_2_in_the_first_column(row: str, kinds: tuple[str, ...], levels: list[tuple[int, str]], rest: list[str]) -> None:
    found, cells, stray = split_levels(text_line(row), None, tuple(enumerate(kinds)))
    assert [(level.rank, level.name) for level in found] == levels
    assert [cell.text for cell in cells] == rest
    assert not stray


def test_a_name_in_the_first_column_of_a_table_without_targets() -> None:
    header = tuple(enumerate(("level1", "level2", "name", "note", "note")))
    levels, cells, _ = split_levels(text_line("添置巡护车辆\t反映投入情况\t12辆\t年度计划"), None, header)
    assert not levels
    assert cells[0].text == "添置巡护车辆"
    levels, cells, _ = split_levels(text_line("产出\t数量\t巡护人数\t反映投入情况"), None, header)
    assert [(level.rank, level.name) for level in levels] == [(1, "产出"), (2, "数量")]
    assert cells[0].text == "巡护人数"
