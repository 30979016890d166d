"""A label that comes again behind a page break, in the midst of a citation or a sentence, goes on with its text; below a whole text it is another."""

from __future__ import annotations

import pytest

from kg.filings import Field
from tests.forms.contents import read

HEAD = "财政项目支出绩效目标表\n（2021年度）\n项目名称：\t档案数字化\n"
FOOT = "\n项目实施计划：\t<p>一季度采购，四季度验收。</p>\n一级目标\t二级目标\t三级目标\t指标目标值\n产出目标\t数量\t数字化页数\t>=12页\n"


def fields_of(text: str) -> list[Field]:
    (filing,) = read(HEAD + text + FOOT)
    assert not filing.unmapped
    return [field for field in filing.fields if field.role in {"legal_basis", "measures", "overview"}]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        (
            "立项依据：\t<p>《某省档案条例》；《某省档案事业发展“十三五”规划\n",
            "\n立项依据：\t纲要》（某档发〔2016〕4号）</p>",
            "规划纲要》（某档发〔2016〕4号）",
        ),
        ("保障措施\t执行《某数字化规范》（DA/T 31", "\n保障措施\t-2017）、《某采购制度》", "（DA/T 31-2017）、《某采购制度》"),
        ("立项依据\t按照某市人民政府关于印发《某市档案\n\n— 4 —\n", "\n立项依据（续）\t办法》的通知执行", "《某市档案办法》的通知执行"),
        ("项目概况\t根据某市档案工作会议的要求开展馆藏文书的数字化\n", "\n项目概况\t加工和著录", "数字化加工和著录"),
    ],
    ids=["title", "standard", "continued", "sentence"],
)
def test_a_label_again_in_the_midst_of_its_text(above: str, below: str, whole: str) -> None:
    text = HEAD + above + below + FOOT
    (field,) = fields_of(above + below)
    assert field.text.endswith(whole)
    for piece in field.pieces:
        assert field.text[piece.begin : piece.begin + piece.length] == text[piece.source : piece.source + piece.length]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("立项依据\t《某省档案条例》第三条。\n", "\n立项依据\t《某省档案办法》第四条。"),
        ("项目概况\t完成馆藏文书的加工", "\n项目概况\t完成馆藏照片的著录"),
        ("立项依据\t执行《某数字化规范》（DA/T 31", "\n保障措施\t-2017）、《某采购制度》"),
    ],
    ids=["whole", "list", "another"],
)
def test_labels_that_stay_two(above: str, below: str) -> None:
    assert len(fields_of(above + below)) == 2
