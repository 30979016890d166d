"""Tables drawn with signs for boxes, or with + - and |."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.forms.boxes import find_boxes
from kg.forms.wrapped_rows import is_double
from tests.forms.contents import read, rows_of

DRAWN = """\
项目支出绩效目标表
（2024年度）
┌──────┬────────────────────┐
│项目名称    │沉陷区综合治理                          │
├──────┼──────┬──────┬──────┤
│主管部门    │云台省自然  │实施单位    │云台市规划局│
│            │资源厅      │            │            │
├──────┼──────┼──────┼──────┤
│一级指标    │二级指标    │三级指标    │指标值      │
├──────┼──────┼──────┼──────┤
│产出指标    │数量指标    │沉陷区治理面│≥1.5万亩   │
│            │            │积          │            │
│            ├──────┼──────┼──────┤
│            │质量指标    │工程合格率  │100%        │
├──────┼──────┼──────┼──────┤
│满意度      │服务对象满意│群众满意度  │≥90%       │
│指标        │度指标      │            │            │
└──────┴──────┴──────┴──────┘
填报人：甲
"""
PLAIN = """\
项目支出绩效目标表
+------------+----------------------+----------+------------------+
| 项目名称   | 校车运营补助         | 主管部门 | 云县教育局       |
+------------+----------------------+----------+------------------+
| 年度资金   | 120                  | 实施单位 | 云县学生交通服务 |
| 总额(万元) |                      |          | 中心             |
+------------+----------+-----------+----------+------------------+
| 一级指标   | 二级指标 | 三级指标  | 指标值   | 备注             |
+------------+----------+-----------+----------+------------------+
| 产出指标   | 数量指标 | 补助校车  | ≥45辆    | C++ 系统数据     |
|            |          | 数量      |          |                  |
|            +----------+-----------+----------+------------------+
|            | 质量指标 | 年检合格率| 100%     | -                |
+------------+----------+-----------+----------+------------------+
"""


def test_a_drawn_table_is_read_with_its_merged_and_wrapped_cells() -> None:
    (filing,) = read(DRAWN)
    assert (filing.project, filing.supervisor, filing.department) == ("沉陷区综合治理", "云台省自然资源厅", "云台市规划局")
    assert rows_of(filing) == [
        ("产出指标", "数量指标", "沉陷区治理面积", "≥1.5万亩"),
        ("产出指标", "质量指标", "工程合格率", "100%"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
    ]
    assert not filing.unmapped


def test_a_table_of_plain_signs() -> None:
    (filing,) = read(PLAIN)
    assert (filing.department, filing.amounts.current_year) == ("云县学生交通服务中心", 1_200_000)
    assert rows_of(filing) == [("产出指标", "数量指标", "补助校车数量", "≥45辆"), ("产出指标", "质量指标", "年检合格率", "100%")]
    assert "C++ 系统数据" in [field.text for field in filing.fields]


def test_rules_between_paragraphs_make_no_table() -> None:
    assert not list(find_boxes([(0, "————————"), (9, "一段文字"), (14, "————————")]))
    assert not list(find_boxes([(0, "│甲│乙│"), (6, "│丙│丁│"), (12, "│戊│己│")]))


CELLS = st.text("泵站管网清淤河道保洁Ab1%", min_size=1, max_size=9)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4), st.integers(2, 5), st.sampled_from([1, 2]))
def test_cells_are_those_that_were_drawn(rows: list[tuple[str, str, str]], room: int, width: int) -> None:
    """Whatever a table's columns hold and however wide they are, its cells come back, for signs of one place and of two."""
    inner = 4 * room
    rule = "├" + "┼".join(["─" * (inner // width)] * 3) + "┤"
    lines = [rule]
    for row in rows:
        wraps = [[cell[at : at + room] for at in range(0, len(cell), room)] for cell in row]
        for at in range(max(map(len, wraps))):
            texts = [cell[at] if at < len(cell) else "" for cell in wraps]
            lines.append("│" + "│".join(text + " " * (inner - sum(2 if is_double(sign) else 1 for sign in text)) for text in texts) + "│")
        lines.append(rule)
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    (box,) = find_boxes(list(zip(starts, lines, strict=True)))
    assert [tuple(row.text(column) for column in range(3)) for row in box.rows] == rows
