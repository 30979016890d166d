"""The columns of targets that are not where their word says, and levels that forms name in their own way."""

from __future__ import annotations

import pytest

from kg.forms.natures import is_nature, natures
from tests.forms.contents import read, rows_of

HEAD = "项目支出绩效目标表\n（2023年度）\n项目名称\t苗圃管护\n主管部门\t某市林业局\n年度目标\t管护苗圃。\n"
EXPECTED = [
    ("产出指标", "数量指标", "管护苗圃", "≥12处"),
    ("产出指标", "质量指标", "苗木成活率", "95%"),
    ("产出指标", "时效指标", "完成时间", "2023年12月"),
    ("效益指标", "社会效益指标", "绿化水平", "提升"),
]
KINDS = ["定量", "定量", "定性", "定性"]


def table(header: list[str], columns: list[str], *, between: str) -> str:
    """Rows whose cells behind the levels are those of `columns`, by letter: n(ame), t(arget), k(ind), w(eight), u(nit)."""
    lines = [between.join(header)]
    before = ("", "")
    for (first, second, name, target), kind in zip(EXPECTED, KINDS, strict=True):
        values = {"n": name, "t": target, "k": kind, "w": "10"}
        lines.append(between.join(["" if before[0] == first and between != " " else first, second, *(values[letter] for letter in columns)]))
        before = (first, second)
    return "\n".join(lines) + "\n"


LEVELS = ["一级指标", "二级指标", "三级指标"]


@pytest.mark.parametrize("between", ["\t", "\n", " | "])
@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (["绩效指标性质", "绩效指标值", "权重"], "tkw"),
        (["绩效指标性质", "绩效指标值", "权重"], "ktw"),
        (["指标值", "指标性质"], "kt"),
        (["指标性质", "目标值"], "tk"),
        (["指标值", "指标属性"], "tk"),
        (["指标属性", "指标值"], "kt"),
    ],
)
def test_the_kind_of_an_indicator_is_no_target(header: list[str], columns: str, between: str) -> None:
    text = HEAD.replace("\t", "\n" if between == "\n" else "\t") + table([*LEVELS, *header], ["n", *columns], between=between)
    if between == "\n":
        text = text.replace("\n\n", "\n")
    (filing,) = read(text)
    assert rows_of(filing) == EXPECTED


@pytest.mark.parametrize("word", ["绩效标准", "指标内容", "具体指标"])
@pytest.mark.parametrize("between", ["\t", "\n"])
def test_a_word_for_names_behind_the_names_heads_the_targets(word: str, between: str) -> None:
    text = HEAD + table([*LEVELS, word], ["n", "t"], between=between).replace("\n\n", "\n")
    (filing,) = read(text if between == "\t" else text.replace("\t", "\n"))
    assert rows_of(filing) == EXPECTED


def test_a_word_for_names_beside_a_column_of_targets_explains() -> None:
    (filing,) = read(HEAD + "一级指标\t二级指标\t三级指标\t绩效标准\t指标值\n产出指标\t数量指标\t管护苗圃\t按面积计\t≥12处\n")
    assert rows_of(filing) == [("产出指标", "数量指标", "管护苗圃", "≥12处")]


@pytest.mark.parametrize(("output", "benefit"), [("项目完成", "项目效益"), ("项目产出", "项目效果"), ("项目产出指标", "项目效果指标")])
@pytest.mark.parametrize("between", ["\t", " ", "\n"])
def test_levels_that_a_province_names(output: str, benefit: str, between: str) -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", "指标值"],
        [output, "数量指标", "管护苗圃", "≥12处"], ["质量指标", "苗木成活率", "95%"], ["时效指标", "完成时间", "每月15日前"],
        [benefit, "社会效益指标", "绿化水平", "提升"], ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"],
    ]  # fmt: skip
    head = HEAD.replace("\t", "：" if between == " " else between)
    (filing,) = read(head + "".join(between.join(row) + "\n" for row in rows))
    assert rows_of(filing) == [
        (output, "数量指标", "管护苗圃", "≥12处"),
        (output, "质量指标", "苗木成活率", "95%"),
        (output, "时效指标", "完成时间", "每月15日前"),
        (benefit, "社会效益指标", "绿化水平", "提升"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
    ]


def test_the_kinds_are_data() -> None:
    assert {"定量", "定性", "正向指标"} <= natures()
    assert is_nature(" 定 性 ")
    assert not is_nature("提升")
