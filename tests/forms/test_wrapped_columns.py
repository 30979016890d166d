"""Cells that go on in the line below, in text whose columns stand apart: at the top of their rows, and in the middle of them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import read_data
from kg.filings import Filing
from kg.forms import read_filings
from kg.forms.wrapped_columns import find_wrapped
from kg.forms.wrapped_rows import is_double, runs_of
from tests.forms.contents import read, rows_of

TOP = """\
                     项目支出绩效目标表
                        （2023年度）
项目名称              村道养护补助
一级指标    二级指标        三级指标              指标值        备注
产出指标    数量指标        农村公路日常养护      ≥420公里      含村道
                            里程
            质量指标        养护路段优良中等      ≥85%
                            路率
效益指标    社会效益指标    群众出行便利程        明显改善      问卷
                            度
满意度指标  服务对象满      沿线群众满意度        ≥90%
            意度指标
填报人：甲
"""
CENTRED = """\
 项目支出绩效自评表
 项目名称    小型水库管护    主管部门    云溪县水利局
 一级指标    二级指标      三级指标             年度指标值    实际完成值    分值   得分
                           小型水库日常巡
             数量指标                           ≥365次        366次         20     20
                           查次数
 产出指标
                           水库大坝安全鉴
             质量指标                           100%          99%           20     18
                           定合格率
             社会效益      下游群众安全保
 效益指标                                       提升          提升          30     30
             指标          障水平
             服务对象满
 满意度指标                群众满意度           ≥90%          92%           10     10
             意度指标
"""


def test_a_row_is_read_over_the_lines_of_its_cells() -> None:
    (filing,) = read(TOP)
    assert rows_of(filing) == [
        ("产出指标", "数量指标", "农村公路日常养护里程", "≥420公里"),
        ("产出指标", "质量指标", "养护路段优良中等路率", "≥85%"),
        ("效益指标", "社会效益指标", "群众出行便利程度", "明显改善"),
        ("满意度指标", "服务对象满意度指标", "沿线群众满意度", "≥90%"),
    ]


def test_cells_may_stand_in_the_middle_of_their_row() -> None:
    (filing,) = read(CENTRED)
    assert [(*row, i.actual, i.score) for row, i in zip(rows_of(filing), filing.indicators, strict=True)] == [
        ("产出指标", "数量指标", "小型水库日常巡查次数", "≥365次", "366次", "20"),
        ("产出指标", "质量指标", "水库大坝安全鉴定合格率", "100%", "99%", "18"),
        ("效益指标", "社会效益指标", "下游群众安全保障水平", "提升", "提升", "30"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "92%", "10"),
    ]


def test_the_pieces_of_a_wrapped_cell_lead_to_its_lines() -> None:
    document = read_data(TOP.encode(), source="form.txt")
    (filing,) = read_filings(document).filings
    field = next(f for f in filing.fields if f.text == "农村公路日常养护里程")
    assert [document.text[p.source : p.source + p.length] for p in field.pieces] == ["农村公路日常养护", "里程"]
    assert all(field.text[p.begin : p.begin + p.length] == document.text[p.source : p.source + p.length] for p in field.pieces)


def test_a_table_whose_columns_do_not_stand_apart_is_none() -> None:
    lines = [
        "一级指标  二级指标  三级指标  指标值",
        "产出指标  数量指标  人工造林面积  ≥8000亩",
        "封山育林面积  ≥12000亩",
        "质量指标  造林成活率  ≥85%",
    ]
    assert not list(find_wrapped([runs_of(line, 0) for line in lines]))


NAMES = ("排水管网清淤长度", "泵站设备完好率", "河道保洁覆盖面积", "公众投诉处理及时率", "防汛物资储备品种", "污水集中处理水平提升程度")
TARGETS = ("≥120公里", "100%", "≤3日", "≥85%", "有所提升", "12种")
LEVELS = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标"))


def printed(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    """Rows as a page prints them, each cell wrapped at the width of its column (in Chinese letters), its first line at the top."""
    lines = []
    for row in rows:
        cells = [[text[at : at + width] for at in range(0, len(text), width)] or [""] for text, width in zip(row, widths, strict=True)]
        for at in range(max(map(len, cells))):
            line = ""
            for cell, width in zip(cells, widths, strict=True):
                text = cell[at] if at < len(cell) else ""
                line += text + " " * (2 * width + 4 - sum(2 if is_double(sign) else 1 for sign in text))
            lines.append(line.rstrip())
    return "\n".join(lines)


def read_rows(text: str) -> list[tuple[str | None, str | None, str, str]]:
    (filing,) = read(text)
    assert isinstance(filing, Filing)
    return rows_of(filing)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=4, max_size=4, unique=True), st.permutations(TARGETS), st.integers(4, 9), st.integers(4, 9))
def test_the_width_of_the_columns_tells_nothing(names: list[str], targets: list[str], level: int, width: int) -> None:
    """Whatever the width at which a page wraps its cells, the rows are those of the table."""
    rows = [(*levels, name, target) for levels, name, target in zip(LEVELS, names, targets, strict=False)]
    body = [(row[0] if not at or rows[at - 1][0] != row[0] else "", *row[1:]) for at, row in enumerate(rows)]
    text = "项目支出绩效目标表\n项目名称    河道管护    主管部门    云溪县水利局\n"
    text += printed([("一级指标", "二级指标", "三级指标", "指标值"), *body], (5, level, width, 8))
    assert read_rows(text) == rows


def test_columns_in_an_unusual_order_are_told_by_their_places() -> None:
    text = """\
项目支出绩效目标表
项目名称      档案数字化        主管部门      柳溪区档案馆
指标值        三级指标          分值    二级指标              一级指标
≥30万页       扫描页数          20      数量指标              产出指标
≥99%          扫描合格率        20      质量指标
持续提升      查档便利程度      30      社会效益指标          效益指标
≥95%          群众满意度        10      服务对象满意度指标    满意度指标
"""
    (filing,) = read(text)
    assert (filing.project, filing.supervisor) == ("档案数字化", "柳溪区档案馆")
    assert [(*row, i.weight) for row, i in zip(rows_of(filing), filing.indicators, strict=True)] == [
        ("产出指标", "数量指标", "扫描页数", "≥30万页", "20"),
        ("产出指标", "质量指标", "扫描合格率", "≥99%", "20"),
        ("效益指标", "社会效益指标", "查档便利程度", "持续提升", "30"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥95%", "10"),
    ]
