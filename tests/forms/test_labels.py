"""The label data, both ways: every label is found as its role, every example too, and nothing else claims it."""

from __future__ import annotations

import re
from itertools import product

import pytest

from kg.forms.boilerplate import FURNITURE, TRIGGER, find_boilerplate, is_furniture
from kg.forms.compositions import composed
from kg.forms.headers import find_among, find_header
from kg.forms.labels import KINDS, find_label, split_inline, split_spaced
from kg.forms.words import normalise, read_data

LABELS = read_data("labels.yaml")
HEADERS = read_data("headers.yaml")
RULES = read_data("boilerplate.yaml")


@pytest.mark.parametrize("row", LABELS, ids=[row["role"] for row in LABELS])
def test_every_label_and_every_example_is_found_as_its_role(row: dict[str, object]) -> None:
    assert row["kind"] in KINDS
    assert row["examples"], "a role without an example cannot be checked"
    for text in (*row["labels"], *row["examples"]):  # type: ignore[misc]
        label = find_label(text)
        assert label is not None, text
        assert label.role == row["role"], text


def test_every_label_is_written_as_it_is_looked_up() -> None:
    for row in LABELS:
        for word in row["labels"]:
            assert word == normalise(word), word


@pytest.mark.parametrize("row", HEADERS, ids=[row["column"] for row in HEADERS])
def test_every_header_word_and_example_is_found_as_its_column(row: dict[str, list[str]]) -> None:
    for text in (*row["words"], *row["examples"]):
        assert find_among(text) == row["column"], text


@pytest.mark.parametrize("row", RULES, ids=[row["rule"] for row in RULES])
def test_every_boilerplate_rule_claims_its_examples(row: dict[str, object]) -> None:
    for text in row["examples"]:  # type: ignore[attr-defined]
        assert find_boilerplate(text) == row["rule"], text


def test_composed_words_mean_what_their_row_says_unless_they_are_listed() -> None:
    listed = {word for row in LABELS for word in row["labels"]}
    made: dict[str, tuple[str, bool]] = {}
    for row, words in composed("role"):
        meaning = (row["role"], row.get("weak", False))
        for word in words:
            assert made.setdefault(word, meaning) == meaning, f"{word} is made for {made[word]} and {meaning}"
            assert word == normalise(word), word
        for word in row["examples"]:
            assert word in words, word
            assert find_label(word) is not None, word
            assert word in listed or find_label(word).role == row["role"], word  # type: ignore[union-attr]


def test_composed_header_words_mean_their_column() -> None:
    listed = {word for row in HEADERS for word in row["words"]}
    made: dict[str, str] = {}
    for row, words in composed("column"):
        for word in words:
            assert made.setdefault(word, row["column"]) == row["column"], f"{word} is made for {made[word]} and {row['column']}"
        for word in row["examples"]:
            assert word in words, word
            assert word in listed or find_header(word) == row["column"], word


@pytest.mark.parametrize("kind", ["role", "column"])
def test_an_exception_is_one_that_the_parts_make(kind: str) -> None:
    for row, _ in composed(kind):
        made = {"".join(parts) for parts in product(*row["parts"])}
        assert set(row.get("except", ())) <= made, set(row["except"]) - made


@pytest.mark.parametrize(
    ("printed", "role", "unit", "shown"),
    [
        ("项目总预算（元）：", "total", "元", "项目总预算（元）"),
        ("预算金额（万元）", "total", "万元", "预算金额（万元）"),
        ("其中：财政拨款（万元）", "fiscal_appropriation", "万元", "其中：财政拨款（万元）"),
        ("三、立项依据：", "legal_basis", None, "三、立项依据"),
        ("（二）项目概况", "overview", None, "（二）项目概况"),
        ("<p>项目实施计划：</p>", "plan", None, "项目实施计划"),
        ("其他说明的\n问题", "remark", None, "其他说明的问题"),
        ("绩  效\n指 标", "section_indicators", None, "绩  效指 标"),
        ("*项目名称", "project", None, "*项目名称"),
        ("全年执行数（B）", "executed", None, "全年执行数（B）"),
        ("金额单位:万元", "section_money", "万元", "金额单位:万元"),
    ],
)
def test_what_stands_around_a_label_does_not_hide_it(printed: str, role: str, unit: str | None, shown: str) -> None:
    label = find_label(printed)
    assert label is not None
    assert (label.role, label.unit, label.printed) == (role, unit, shown)


@pytest.mark.parametrize("text", ["一级指标", "立项依据的充分性", "项目资金使用率", "", "根据《某某条例》", "2020-01-01", "同名项目上年预算"])
def test_what_is_no_label(text: str) -> None:
    assert find_label(text) is None


def test_a_label_with_its_value_in_one_cell() -> None:
    found = split_inline("申报单位名称：某某局：二处")
    assert found is not None
    assert (found[0].role, "申报单位名称：某某局：二处"[found[1] :]) == ("department", "某某局：二处")
    assert split_inline("阶段性任务：完成建设") is None
    assert split_inline("项目名称：") is None


@pytest.mark.parametrize("pattern", [row["pattern"] for row in RULES])
def test_boilerplate_never_claims_running_text(pattern: str) -> None:
    assert re.fullmatch(pattern, "按照合同约定支付年度维护费用") is None


@pytest.mark.parametrize(
    "text",
    [
        "完成网站ICP备案工作，保障网站正常运行。",
        "完成湘ICP备12000000号网站的改版。",
        "建设单位：某县政府网站管理中心",
        "维护：网站及信息系统12个",
        "文字信息发布数量",
        "文字材料汇编2册",
        "文字稿件编审费12万元",
        "文字材料及信息报送由各镇负责。",
        "访问量：≥10万次",
        "浏览量：≥10万次",
        "访问量：全年线上访问12万人次。",
        "更新时间：每季度更新1次",
        "发布时间：每月5日前",
        "更新时间：2022年12月31日前更新3次",
        "首页-改版",
        "主办：某县文旅局举办全县运动会3场",
        "主办单位为某县文旅局，协办单位12家，举办赛事3场。",
        "主办单位：某县文旅局举办全县运动会3场",
        "版权所有权登记数量",
        "版权所有者满意度≥90%",
        "版权说明会举办2场",
        "版权所有：完成软件著作权登记12件。",
    ],
)
def test_content_that_sounds_like_a_site_is_none_of_it(text: str) -> None:
    assert find_boilerplate(text) is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("主办：某县交通局", "furniture"),
        ("主办单位：某县人民政府  网站地图", "furniture"),
        ("主办单位：某县人民政府办公室 承办：某县信息中心", "furniture"),
        ("版权所有：某县人民政府 某ICP备12000000号", "furniture"),
        ("版权所有 侵权必究", "furniture"),
        ("版权所有 某市财政局 地址：某市人民路1号", "furniture"),
        ("版权说明：本文由用户上传，若有侵权请联系", "furniture"),
        ("主办：某县交通局 承办：某县信息中心", "furniture"),
        ("备案号：湘ICP备12000000号-1", "furniture"),
        ("浏览次数：123次", "furniture"),
        ("发布时间：2022-03-05 10:22 来源：某县财政局", "furniture"),
        ("更新时间：2022-03-05 10:22", "site_head"),
        ("访问量：[ 1024 ]", "site_head"),
        ("字体 大 中 小", "site_head"),
        ("首页 / 政务公开 / 预算", "site_head"),
    ],
)
def test_what_a_site_prints_around_a_form(text: str, rule: str) -> None:
    assert find_boilerplate(text) == rule


def test_the_quick_looks_never_hide_what_a_rule_claims() -> None:
    for row in RULES:
        for text in row["examples"]:
            assert TRIGGER.search(text), text
            if row.get("in_tables"):
                assert text[0] in FURNITURE, text
                assert is_furniture(text), text


@pytest.mark.parametrize("text", ["2020年", "3/12", "=100%", "（2020年度）", "第3页"])
def test_a_cell_among_others_that_looks_like_a_year_or_a_page_is_content(text: str) -> None:
    assert not is_furniture(text)


@pytest.mark.parametrize("figure", ["2024-01-01", "1,260.00", "100%", "(2024)", "<p>"])
def test_figures_are_looked_up_nowhere(figure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.forms.labels._find_label", lambda text: pytest.fail(f"{text} was looked up"))
    assert find_label(figure) is None


@pytest.mark.parametrize(
    ("text", "role", "value"),
    [
        ("年度资金总额 160", "current_year", "160"),
        ("其中：财政拨款（万元）　1,160.5", "fiscal_appropriation", "1,160.5"),
        ("项目资金总额32.6万元", "total", "32.6万元"),
        ("执行率 98.5%", "execution_rate", "98.5%"),
        ("主管部门 某市科学技术协会", "supervisor", "某市科学技术协会"),
    ],
)
def test_a_label_and_its_value_in_one_cell_without_a_colon(text: str, role: str, value: str) -> None:
    found = split_spaced(text)
    assert found is not None
    assert (found[0].role, text[found[1] :]) == (role, value)


@pytest.mark.parametrize(
    "text", ["其他2", "财政拨款 实施单位", "主管部门 实施单位", "绩效目标 完成改造", "年度资金总额 见附表", "项目支出 3项目", "其他资金"]
)
def test_what_holds_no_value_is_no_pair(text: str) -> None:
    assert split_spaced(text) is None
