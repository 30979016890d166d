"""What holds for every text: offsets, independence of brackets and spaces, of neighbouring paragraphs, and linear time."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.citations.codes import is_known
from kg.citations.extraction import explain, find_citations
from kg.citations.words import agency_codes

SIGNS = (
    "《》〈〉<>〔〕[]（）()【】“”、，。；：\n 号令第条年关于的通知办法条例规划根据按照编制国发沪府办财政部市0123456789２０１５GB/T-—以下简称该上述"
)
FRAGMENTS = st.sampled_from(
    ["《停车管理办法》", "（沪府办〔2015〕87号）", "关于加强道路保洁的通知", "国务院令第641号", "GB/T 22239-2008", "第二十七条", "根据",
     "编制", "、", "。", "（以下简称《办法》）",
     "《办法》", "上海市停车条例", "沪财预[2017]92号文", "该办法", "《A", "》", "〈", "\n"]
)  # fmt: skip
TEXTS = st.one_of(st.text(alphabet=SIGNS, max_size=80), st.lists(FRAGMENTS, max_size=8).map("".join))


@given(TEXTS, st.sampled_from(["", "legal_basis", "measures"]))
@settings(max_examples=400, deadline=None)
def test_offsets_slice_to_the_surface_and_mentions_stand_in_order(text: str, role: str) -> None:
    found = explain(text, role=role)
    for candidate in (*found.mentions, *found.rejections):
        assert text[candidate.begin : candidate.end] == candidate.surface != ""
    own = [m for m in found.mentions if m.kind != "back_reference"]
    assert all(one.end <= other.begin for one, other in pairwise(own))
    assert len(found.rules) == len(found.mentions)
    assert all(m.antecedent is None or m.antecedent < i for i, m in enumerate(found.mentions))
    assert all(m.title or m.number or m.kind == "back_reference" for m in found.mentions)


CODES = st.sampled_from(sorted(code for code in agency_codes() if len(code) > 2))
BRACKETS = st.sampled_from(["〔〕", "[]", "［］", "【】", "()", "（）", "﹝﹞", "(]", "〔)"])


@given(CODES, st.integers(1990, 2030), st.integers(1, 2999), BRACKETS, st.sampled_from(["", "第"]), st.sampled_from(["号", "号文", "号文件"]))
@settings(max_examples=300, deadline=None)
def test_the_number_does_not_depend_on_brackets_or_wording(code: str, year: int, serial: int, brackets: str, ordinal: str, sign: str) -> None:
    surface = f"{code}{brackets[0]}{year}{brackets[1]}{ordinal}{serial}{sign}"
    found = find_citations(f"根据{surface}。")
    assert [(m.surface, m.number) for m in found] == [(surface, f"{code}〔{year}〕{serial}号")]


@given(CODES, st.integers(1990, 2030), st.integers(1, 999), st.data())
@settings(max_examples=300, deadline=None)
def test_inserting_spaces_does_not_change_the_number(code: str, year: int, serial: int, data: st.DataObject) -> None:
    surface = f"{code}〔{year}〕{serial}号"
    places = data.draw(st.sets(st.integers(len(code), len(surface) - 1), max_size=4))
    if is_known(code):
        places |= data.draw(st.sets(st.integers(1, len(code) - 1), max_size=1))
    spaced = "".join((data.draw(st.sampled_from([" ", "\n", "\u3000"])) if i in places else "") + sign for i, sign in enumerate(surface))
    assert [m.number for m in find_citations(f"（{spaced}）")] == [surface]


@given(st.lists(FRAGMENTS, max_size=6).map("".join), st.lists(FRAGMENTS, max_size=6).map("".join))
@settings(max_examples=300, deadline=None)
def test_paragraphs_divided_by_a_blank_line_give_the_same_spans_as_each_alone(first: str, second: str) -> None:
    def spans(text: str, offset: int = 0) -> set[tuple[int, int]]:
        return {(m.begin + offset, m.end + offset) for m in find_citations(text) if m.kind != "back_reference"}

    first, second = first.strip(), second.strip()
    assert spans(f"{first}\n\n{second}") == spans(first) | spans(second, len(first) + 2)


@pytest.mark.parametrize(
    "unit",
    [
        "《",
        "《》",
        "《a《b》",
        "（2015",
        "〔2015〕",
        "关于",
        "关于的",
        "12",
        "(1)",
        "第1号令",
        "依据《甲条例》、云江市条例和2023年工作要点以及",
        "云江市条例和2023年某规划（2019年7月-",
        "GB/T 1-",
        "〈",
        "“",
        "《《》",
        "号",
        "沪府办〔2015〕87号",
        "据规划",
        "该办法\n\n",
        "根据上海市城市总体规划\n\n",
        "会议纪要第1期",
        "转发财政部《甲》的通知",
        "〔二〇二〇〕",
    ],
)
@pytest.mark.parametrize("role", ["legal_basis", ""])
def test_time_is_linear_in_a_text_made_to_be_slow(unit: str, role: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begin = time.process_time()
        explain(text, role=role)
        return time.process_time() - begin

    def linear() -> bool:
        small, large = seconds(20_000), seconds(160_000)
        return large < 8 * 4 * max(small, 0.01)

    assert any(linear() for _ in range(3))  # what disturbs a busy machine does not come three times


@pytest.mark.parametrize("repeated", ["文件精神", "等要求等规定", "的有关文件要求"])
def test_repeated_words_behind_a_title_are_read_in_one_way(repeated: str) -> None:
    """Read in two ways each, forty of them would never end."""
    assert explain(f"某市停车管理办法{repeated * 40}甲规定", role="legal_basis").mentions is not None
