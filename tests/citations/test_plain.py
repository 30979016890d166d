"""The one step for plain texts finds what the whole way finds, and hands back whatever leaves a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.citations.evaluation import read_negatives, read_sentences
from kg.citations.extraction import HARD_SIGN, whole_way
from kg.citations.plain import plain_citations

HERE = Path(__file__).parent
SENTENCES = read_sentences((HERE / "sentences.txt").read_text(encoding="utf-8"))
NEGATIVES = read_negatives((HERE / "negatives.txt").read_text(encoding="utf-8"))
ROLES = ("", "legal_basis", "measures")
PARTS = st.sampled_from(
    [
        "《停车管理办法》", "《停车管理办法（试行）》", "《课题报告》", "《城市绿化条例》", "（沪府办〔2015〕87号）", "(皖财预[2019]3号)",
        "沪府办【2015】87号", "根据", "执行", "编制", "落实", "拟制定", "、", "，", "；", "。", "1、", "和", "等", "的要求", "的通知", "第三条",
        "按照年度计划实施", "上海市停车条例", "该办法",
    ]
)  # fmt: skip


def compare(text: str, role: str) -> bool:
    plain = plain_citations(text, role, 0, HARD_SIGN)
    if plain is not None:
        assert plain == whole_way(text, role, {}, 0, 0)
    return plain is not None


@given(st.lists(PARTS, min_size=1, max_size=9).map("".join), st.sampled_from(ROLES))
@settings(max_examples=600, deadline=None)
def test_what_is_read_in_one_step_is_what_the_whole_way_finds(text: str, role: str) -> None:
    compare(text, role)


@pytest.mark.parametrize("role", ROLES)
def test_the_evaluation_set_is_read_the_same_either_way(role: str) -> None:
    assert sum(compare(sentence.text, role) for sentence in (*SENTENCES, *NEGATIVES) if "\n" not in sentence.text) > 10


@pytest.mark.parametrize(
    "text",
    ["编制《停车管理办法》。", "《停车管理办法》的通知。", "《停车报告》。", "《停车管理办法》，国发〔2015〕40号。", "按《停车管理办法》该办法执行"],
)
def test_a_text_that_leaves_a_question_is_handed_back(text: str) -> None:
    assert plain_citations(text, "", 0, HARD_SIGN) is None
