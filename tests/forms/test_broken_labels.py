"""Labels that line ends cut are labels, with all of their text; the last words of a text are none."""

from __future__ import annotations

from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.forms.broken_labels import begins_label
from kg.forms.labels import label_words
from tests.forms.contents import read, rows_of

TITLE = "项目支出绩效目标表\n（2021年度）\n项目名称\t公园养护\n主管部门\t某市园林局\n"


def texts_of(text: str) -> dict[str, str]:
    (filing,) = read(text)
    return {field.label: field.text for field in filing.fields if field.role != "indicator"}


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("立项\n依据", "立项依据"),
        ("项目\n立项\n依据", "项目立项依据"),
        ("立\n项\n依\n据", "立项依据"),
        ("年\n度\n总\n体\n目\n标", "年度总体目标"),
        ("年度\n目标", "年度目标"),
        ("保证项目实施\n的制度、措施", "保证项目实施的制度、措施"),
        ("项目设立\n的必要性：", "项目设立的必要性"),
    ],
)
def test_the_value_stands_beside_the_last_piece(printed: str, label: str) -> None:
    text = TITLE + f"{printed}\t按照《城市绿化条例》（国务院令第100\n号）和某园发〔2019〕12号文养护公园。\n产出指标\t数量指标\t养护公园\t12个\n"
    found = texts_of(text)
    assert found[label] == "按照《城市绿化条例》（国务院令第100号）和某园发〔2019〕12号文养护公园。"
    assert set(found) == {"项目名称", "主管部门", label}


@pytest.mark.parametrize(
    "printed",
    [
        "立\t按照《城市绿化条例》和\n项\t某园发〔2019〕12号文养护公\n依\t园。\n据\n",
        "立\n项\t按照《城市绿化条例》和\n\t某园发〔2019〕12号文养护公\n依\n据\t园。\n",
        "立\n项\t按照《城市绿化条例》和某园发〔2019〕12号文养护公\n园。\n依\n据\n",
    ],
)
def test_a_label_one_sign_a_line_beside_its_text(printed: str) -> None:
    assert texts_of(f"{TITLE}{printed}年度目标\t养护公园12个。\n")["立项依据"] == "按照《城市绿化条例》和某园发〔2019〕12号文养护公园。"


def test_names_and_money() -> None:
    text = (
        "项目支出绩效目标表\n（2021年度）\n项目\n名称\t湿地保护\n主管\n部门\t某市林业局\t实施\n单位\t某湿地管理站\n"
        "项目资金\n（万元）\t年度资金总额：\t210.00\n\t其中：财政拨款\t200.00\n其他\n资金\t10.00\n立项依据\t某林发〔2020〕7号\n"
    )
    (filing,) = read(text)
    assert (filing.project, filing.supervisor, filing.department) == ("湿地保护", "某市林业局", "某湿地管理站")
    assert {amount.kind: str(amount.yuan) for amount in filing.amounts} == {
        "current_year": "2100000.00",
        "fiscal_appropriation": "2000000.00",
        "other_funds": "100000.00",
    }


@pytest.mark.parametrize("heading", ["绩\n效\n指\n标\n一级指标", "绩效\n指标\t一级指标"])
def test_the_heading_of_the_indicators(heading: str) -> None:
    text = (
        f"{TITLE}年度目标\t养护公园12个。\n{heading}\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t养护公园\t12个\n\t质量指标\t绿地完好率\t≥98%\n"
    )
    (filing,) = read(text)
    assert rows_of(filing) == [("产出指标", "数量指标", "养护公园", "12个"), ("产出指标", "质量指标", "绿地完好率", "≥98%")]
    assert next(field.text for field in filing.fields if field.label == "年度目标") == "养护公园12个。"


def test_a_heading_beside_the_rows_of_indicators() -> None:
    text = TITLE + "绩\t一级指标\t二级指标\t三级指标\t指标值\n效\t产出指标\t数量指标\t养护公园\t12个\n"
    text += "指\t\t质量指标\t绿地完好率\t≥98%\n标\t效益指标\t生态效益指标\t绿量\t增加\n"
    (filing,) = read(text)
    assert rows_of(filing) == [
        ("产出指标", "数量指标", "养护公园", "12个"),
        ("产出指标", "质量指标", "绿地完好率", "≥98%"),
        ("效益指标", "生态效益指标", "绿量", "增加"),
    ]


def test_a_text_that_ends_with_what_a_label_begins_with() -> None:
    text = TITLE + "立项依据\t按照《城市绿化条例》和某园发〔2019〕12号文的要求养护公园并实施该\n项目\n绩效目标\t养护公园12个。\n"
    found = texts_of(text)
    assert found["立项依据"].endswith("实施该项目")
    assert found["绩效目标"] == "养护公园12个。"


def test_labels_with_values_of_their_own_stay_two() -> None:
    found = texts_of(TITLE + "年度\t2021\n目标\t养护公园12个。\n项目类别\t其他\n资金来源\t财政拨款\n")
    assert "年度目标" not in found
    assert found["项目类别"] == "其他"


WORDS = sorted(label_words())


@given(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS).flatmap(lambda word: st.integers(0, len(word)).map(lambda end: word[:end])), st.text())
)
def test_what_a_label_begins_with_is_known_as_if_each_were_tried(word: str) -> None:
    behind = WORDS[bisect_left(WORDS, word) :]
    longer = next((label for label in behind if label != word), "")
    assert begins_label(word) is (bool(word) and longer.startswith(word))
    if any(label.startswith(word) and label != word for label in WORDS[:: max(len(WORDS) // 999, 1)]):
        assert begins_label(word) is bool(word)


def test_the_place_of_a_word_among_labels_tells() -> None:
    assert begins_label("立项")
    assert begins_label("年度总体")
    assert not begins_label("")
    assert not begins_label("路灯完好")
    assert all(begins_label(word[:-1]) for word in WORDS[::97] if len(word) > 1)


TABLE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t养护公园\t12个\n\t质量指标\t绿地完好率\t≥98%\n"


@pytest.mark.parametrize("printed", ["项目\n立项\n依据\n", "立项\n依据：\n", "项目立项\n依据\n"])
def test_a_label_on_lines_of_its_own_above_its_text(printed: str) -> None:
    basis = "按照《城市绿化条例》和某省某厅关于印发《某省公园养护管理规\n定》的通知（某建〔\n2019〕12号）养护公园\n"
    found = texts_of(f"{TITLE}其他资金\t0.00\n{printed}{basis}{TABLE}")
    label = printed.replace("\n", "").rstrip("：")
    assert found[label] == "按照《城市绿化条例》和某省某厅关于印发《某省公园养护管理规定》的通知（某建〔2019〕12号）养护公园"
    assert found["其他资金"] == "0.00"


def test_labels_on_lines_of_their_own_one_behind_the_other() -> None:
    first = "立项\n依据\n按照《城市绿化条例》和某园发〔2019〕12号文的要求养护公园，并对全部公园的\n树木登记造册\n"
    second = "项目实施\n计划\n一季度签订合同，二季度养护公园并完成中期检查，三季度开展树木的登记和\n复查，四季度验收\n"
    found = texts_of(f"{TITLE}{first}{second}年度目标\t养护公园12个。\n{TABLE}")
    assert found["立项依据"].endswith("全部公园的树木登记造册")
    assert found["项目实施计划"].endswith("登记和复查，四季度验收")


@pytest.mark.parametrize("divider", ["\t", " | "])
@pytest.mark.parametrize(("printed", "label"), [("项目设立的\n必要性", "项目设立的必要性"), ("项目\n可行性", "项目可行性")])
def test_a_label_below_a_text_without_a_full_stop(printed: str, label: str, divider: str) -> None:
    basis = "立项依据\t1、《城市绿化条例》、某省某厅关于《某省公园养护管理规定》的通知（某建〔2019\n〕12号）；\n2、某某市“十四五”城市公园专项规划\n"
    text = f"{TITLE}{basis}{printed}\t中心城区公园的树木老化，需要增加经费，用于补种和养护，按某园发〔2021〕\n3号文执行\n{TABLE}"
    found = texts_of(text.replace("\t", divider))
    assert found["立项依据"].endswith("2、某某市“十四五”城市公园专项规划")
    assert found[label].endswith("按某园发〔2021〕3号文执行")


@pytest.mark.parametrize("cut", [4, 5])
def test_what_ends_no_text_begins_a_label_below_a_text_of_one_line(cut: int) -> None:
    label, text = "项目设立的必要性", "立项依据\t按照《城市绿化条例》和某园发〔2019〕12号文的要求养护公园\n"
    found = texts_of(f"{TITLE}{text}{label[:cut]}\n{label[cut:]}\t公园的树木老化，需要补种。\n{TABLE}")
    assert found["立项依据"].endswith("要求养护公园")
    assert found[label] == "公园的树木老化，需要补种。"


def test_lines_of_a_value_between_the_pieces_of_a_label() -> None:
    text = f"{TITLE}项目立项\t中心城区公园的树木老化，需要增加经费，用于补种\n\t和养护，按某园发〔2021〕\n依据\t3号文执行\n{TABLE}"
    assert texts_of(text)["项目立项依据"] == "中心城区公园的树木老化，需要增加经费，用于补种和养护，按某园发〔2021〕3号文执行"


def test_a_label_below_a_value_that_ends_is_its_own() -> None:
    found = texts_of("项目支出绩效目标表\n（2021年度）\n项目\t公园养护\n立项依据\t按照《城市绿化条例》养护公园。\n" + TABLE)
    assert found["立项依据"] == "按照《城市绿化条例》养护公园。"
    assert found["项目"] == "公园养护"


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("主\t某市园林局\t实施单位\t某市公园站\n管\n部\n门\n项目资金\n", "主管部门"),
        ("主管\t某市园林局\n部门\n", "主管部门"),
        ("年\t养护十二个公园\n度\n目\n标\n", "年度目标"),
    ],
    ids=["signs", "halves", "goal"],
)
def test_a_unit_is_no_piece_of_a_label_that_is_none_of_money(printed: str, label: str) -> None:
    (filing,) = read(f"{TITLE}{printed}（万元）\t年度资金总额\t12\n\t其中：财政拨款\t10\n{TABLE}")
    assert {amount.kind: str(amount.yuan) for amount in filing.amounts} == {"current_year": "120000", "fiscal_appropriation": "100000"}
    assert label in {field.label for field in filing.fields}
    assert not [field.label for field in filing.fields if "万元" in field.label]


def test_a_unit_goes_on_no_label_at_the_end_of_the_row_above() -> None:
    (filing,) = read(f"{TITLE}联系电话\t0100\t主管部门\n（万元）\t年度资金总额\t12\n{TABLE}")
    assert not [field.label for field in filing.fields if "万元" in field.label]
