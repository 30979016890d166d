"""Labels that no data knows in text with a cell a line: a text behind one is a field of that label; a value that looks like one stays a value."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.filings import Filing
from kg.forms import read_filings

HEAD = "项目支出绩效目标申报表\n项目名称\n城区供水管网改造\n项目单位\n某县供水公司\n预算金额（万元）\n120\n"


def read(text: str) -> tuple[Filing, ...]:
    return read_filings(read_data(text.encode(), source="a.txt")).filings


def texts(filing: Filing) -> dict[str, tuple[str, str]]:
    return {field.label: (field.role, field.text) for field in filing.fields}


def test_labels_of_the_forms_own_behind_a_figure_and_behind_texts() -> None:
    (filing,) = read(
        HEAD + "批复依据\n《城镇供水条例》第十二条；某政办〔2022〕9号\n设备清单\n水泵四台、阀门三十只。\n"
        "资金管理办法\n由某县住建局报账，依某建发〔2021〕33号。\n年度目标\n水压合格。\n"
    )
    found = texts(filing)
    assert found["批复依据"] == ("legal_basis", "《城镇供水条例》第十二条；某政办〔2022〕9号")
    assert found["设备清单"] == ("other", "水泵四台、阀门三十只。")
    assert found["资金管理办法"] == ("measures", "由某县住建局报账，依某建发〔2021〕33号。")
    assert found["年度目标"][1] == "水压合格。"
    assert not filing.unmapped


def test_a_line_that_comes_again_at_its_place_needs_no_known_noun() -> None:
    head = "项目绩效目标批复表\n项目名称\n{0}\n实施单位\n某市档案馆\n资金总额（元）\n300000\n"
    one = head + "项目概况\n{0}一项。\n成果归属\n依照《某市档案管理办法》归某市档案馆所有。\n年度目标\n如期完成。\n"
    filings = read(one.format("库房改造") + one.format("档案扫描"))
    assert [texts(filing)["成果归属"] for filing in filings] == [("other", "依照《某市档案管理办法》归某市档案馆所有。")] * 2
    (alone,) = read(one.format("库房改造"))
    assert "成果归属" not in texts(alone)


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        # in a list of a value's own lines
        ("年度目标\n完善制度\n加强管理\n提升供水保障能力，水压合格。\n", "年度目标", "完善制度加强管理提升供水保障能力，水压合格。"),
        ("项目内容\n航道疏浚\n岸线管理\n沉船清理\n", "项目内容", "航道疏浚岸线管理沉船清理"),
        # in a wrapped line
        (
            "项目概况\n疏浚主航道，清理沉船，并按照上级主管部门批准的年度计划组织渔港\n安全管理\n工作，疏浚约六万立方米。\n",
            "项目概况",
            "疏浚主航道，清理沉船，并按照上级主管部门批准的年度计划组织渔港安全管理工作，疏浚约六万立方米。",
        ),
        # right behind its label
        ("资金性质\n专项资金管理\n资金用途\n用于支付施工费，不含税。\n", "资金性质", "专项资金管理"),
    ],
)
def test_a_value_that_looks_like_a_label_stays_a_value(text: str, label: str, value: str) -> None:
    (filing,) = read(HEAD + text)
    assert texts(filing)[label][1] == value
