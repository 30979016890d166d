"""Labels cut by line ends, or one sign a line, in text whose columns stand apart: their text is whole, its places are the file's."""

from __future__ import annotations

import pytest

from tests.forms.contents import read, rows_of

HEAD = "项目支出绩效目标表\n（2022年度）\n项目名称     湿地保护\n主管部门     某市林业局      实施单位    某湿地站\n"
TABLE = (
    "一级指标   二级指标    三级指标     指标值\n产出指标   数量指标    巡护次数     100次\n"
    "           质量指标    巡护覆盖率   ≥95%\n效益指标   社会效益指标  知晓率     提升\n"
)
FIRST, REST = "《中华人民共和国湿地保护法》、某林发〔2020〕7号文要求开展湿地巡护、监测", "和宣传工作。"


@pytest.mark.parametrize(
    "lines",
    [
        f"立\n项           {FIRST}\n依           {REST}\n据\n",
        f"立           {FIRST}\n项           {REST}\n依\n据\n",
        f"立\n项\n依\n据           {FIRST}\n             {REST}\n",
        f"立\n项           {FIRST}\n             {REST}\n依\n据\n",
        f" 立项\n 依据        {FIRST}\n             {REST}\n",
        f"立项依据     {FIRST}\n             {REST}\n",
        f"立项         {FIRST}\n依据         {REST}\n",
        f"立项         {FIRST[:-2]}\n             {FIRST[-2:]}\n依据         {REST}\n",
    ],
)
def test_a_label_with_its_text(lines: str) -> None:
    text = f"{HEAD}{lines}年度目标     巡护湿地。\n{TABLE}"
    (filing,) = read(text)
    fields = {field.label: field for field in filing.fields if field.role != "indicator"}
    assert list(fields) == ["项目名称", "主管部门", "实施单位", "立项依据", "年度目标"]
    assert fields["立项依据"].text == FIRST + REST
    assert "".join(text[piece.source : piece.source + piece.length] for piece in fields["立项依据"].pieces) == FIRST + REST
    assert (filing.department, len(rows_of(filing))) == ("某湿地站", 3)
    assert not filing.unmapped


def test_two_labels_that_make_a_longer_one() -> None:
    (filing,) = read(f"{HEAD}年度\n总体目标     巡护湿地100次。\n{TABLE}")
    assert next(field.text for field in filing.fields if field.label == "年度总体目标") == "巡护湿地100次。"


def test_paragraphs_beside_a_label() -> None:
    (filing,) = read(f"{HEAD}年\n度           目标1：巡护湿地100次。\n目           目标2：完成监测12次。\n标\n{TABLE}")
    assert next(field.text for field in filing.fields if field.label == "年度目标") == "目标1：巡护湿地100次。\n目标2：完成监测12次。"


def test_labels_with_values_of_their_own() -> None:
    (filing,) = read(f"{HEAD}年度         2022\n目标         巡护湿地100次。\n{TABLE}")
    assert not any(field.label == "年度目标" for field in filing.fields)


@pytest.mark.parametrize("pieces", [("项目设立的", "必要性"), ("项目", "必要性"), ("项目实施的", "必要性")])
def test_a_piece_that_is_a_label_itself_beside_a_line_of_the_text(pieces: tuple[str, str]) -> None:
    first, second = pieces
    (filing,) = read(f"{HEAD}{first:<8}{FIRST}\n{second:<8}{REST}\n年度目标     巡护湿地。\n{TABLE}")
    assert {field.label: field.text for field in filing.fields}["".join(pieces)] == FIRST + REST
    (filing,) = read(f"{HEAD}项目         湿地巡护\n必要性       {FIRST}\n{TABLE}")
    assert not any(field.label == "项目必要性" for field in filing.fields)
