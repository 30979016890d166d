"""Agency codes: the data both ways, and recovery from what runs into a code."""

from __future__ import annotations

import pytest

from kg.citations.codes import code_start, is_known, recover_code
from kg.citations.extraction import find_citations
from kg.citations.words import AgencyCode, agency_codes, words

CODES = sorted(agency_codes().values(), key=lambda code: code.code)


def test_there_are_more_than_four_hundred_codes_of_all_provinces() -> None:
    assert len(CODES) >= 400
    assert len({code.jurisdiction for code in CODES}) >= 32


@pytest.mark.parametrize("code", CODES, ids=lambda c: c.code)
def test_the_example_bears_the_code_and_is_read_as_it_stands(code: AgencyCode) -> None:
    assert code.issuer
    assert code.source
    assert code.example.startswith(f"{code.code}〔")
    for text in (code.example, f"根据{code.example}执行。", f"《停车管理办法》（{code.example}）"):
        assert [m.number for m in find_citations(text)] == [code.example]


@pytest.mark.parametrize(
    ("run", "code"),
    [
        ("根据沪府办", "沪府办"),
        ("安徽省财政厅皖财预", "皖财预"),
        ("财政部财预", "财预"),
        ("住建部建办质", "建办质"),
        ("以及皖政办秘", "皖政办秘"),
        ("项目经辽发改投资", "辽发改投资"),
        ("县委县发", "县发"),
        ("永定区人民政府永政办发", "永政办发"),
        ("管理办法的通知沪府发", "沪府发"),
        ("沪建城管联", "沪建城管联"),
        ("沪规划资源调", "沪规划资源调"),
        ("苏文旅发", "苏文旅发"),
        ("和行办发", "行办发"),
        ("专题会议纪要", "专题会议纪要"),
        ("积石山发改投资", "积石山发改投资"),
        ("张家川财社", "张家川财社"),
        ("下达都江堰财预", "都江堰财预"),
        ("长丰县财农", "长丰县财农"),
        ("根据云南省财社", "云南省财社"),
        ("省财政厅财社", "财社"),
        ("安徽省皖财社", "皖财社"),
        ("补助资金财社", "财社"),
        ("工信部联消费", "工信部联消费"),
        ("工信厅信软", "工信厅信软"),
        ("根据人社厅发", "人社厅发"),
        ("省工信厅软信规", "软信规"),
        ("市科技局莞科通", "莞科通"),
    ],
)
def test_what_runs_into_a_code_is_cut_off(run: str, code: str) -> None:
    assert run[code_start(run) :] == code


def test_white_space_inside_a_code_is_bridged_only_where_the_parts_belong_together() -> None:
    assert recover_code("豫 政办", 4) == 0
    assert recover_code("的批复 沪建交", 7) == 4
    assert recover_code("川 交", 3) == 0


def test_a_province_before_a_ministrys_code_is_known() -> None:
    assert is_known("黔财预")
    assert not is_known("黔预财")


@pytest.mark.parametrize("word", ["对照", "比照", "收到", "援引", "下达", "现行", "我县", "另按", "载明", "来自"])
@pytest.mark.parametrize("number", ["茂财绩函〔2022〕2号", "乐民发〔2021〕7号", "财预〔2020〕10号", "甘财社〔2021〕5号"])
def test_a_word_before_a_code_is_no_part_of_it(word: str, number: str) -> None:
    assert [m.number for m in find_citations(f"评价组{word}{number}文办理。")] == [number]


@pytest.mark.parametrize("word", words("before_known_codes"))
def test_behind_what_codes_begin_with_too_only_a_known_code_begins(word: str) -> None:
    assert [m.number for m in find_citations(f"{word}财预〔2020〕10号文办理。")] == ["财预〔2020〕10号"]


def test_a_sign_that_ends_a_word_begins_no_code() -> None:
    assert [m.number for m in find_citations("其中财预〔2020〕10号、最新财社〔2021〕5号。")] == ["财预〔2020〕10号", "财社〔2021〕5号"]
    assert [m.number for m in find_citations("中财预〔2020〕10号。")] == ["中财预〔2020〕10号"]
