"""Words that may begin at a place of a running text: two letters tell their lengths, and no word is missed by them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.forms.beginnings import Beginnings, header_beginnings, label_beginnings, level_beginnings
from kg.forms.compacts import FUSED
from kg.forms.fusions import is_fused
from kg.forms.headers import header_words
from kg.forms.labels import label_words
from kg.forms.levels import level_words

KNOWN = [(label_beginnings, label_words), (header_beginnings, header_words), (level_beginnings, level_words)]


@pytest.mark.parametrize(("beginnings", "words"), KNOWN, ids=["labels", "headers", "levels"])
def test_every_word_is_found_where_it_begins(beginnings: object, words: object) -> None:
    lengths = beginnings()  # type: ignore[operator]
    assert [word for word in words() if len(word) not in lengths[f"{word}路"[:2]]] == []  # type: ignore[operator]


@given(st.sets(st.text(alphabet="甲乙丙", min_size=1, max_size=4), max_size=12), st.text(alphabet="甲乙丙丁", max_size=6))
def test_lengths_come_longest_first_and_miss_no_word(words: set[str], text: str) -> None:
    lengths = Beginnings(words)[text[:2]]
    assert list(lengths) == sorted(set(lengths), reverse=True)
    assert {len(word) for word in words if text.startswith(word)} <= set(lengths)
    assert set(lengths) <= {len(word) for word in words if word[:1] == text[:1]}


def test_what_is_remembered_of_places_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.forms.beginnings.REMEMBERED", 5)
    beginnings = Beginnings(["项目", "项目名称"])
    for number in range(99):
        assert beginnings[chr(0x4E00 + number) + "目"] == ((4, 2) if chr(0x4E00 + number) == "项" else ())
    assert len(beginnings) <= 5
    assert beginnings["项目"] == (4, 2)


def fused_by_all_lengths(text: str, enough: int) -> bool:
    """What `is_fused` tells, trying each label at each place."""
    roles: set[str] = set()
    at = 0
    while at < len(text):
        found = max((w for w in label_words() if len(w) >= 4 and text.startswith(w, at) and label_words()[w].kind != "section"), key=len, default="")
        if found:
            roles.add(label_words()[found].role)
        at += len(found) or 1
    return len(roles) >= enough and (enough < FUSED or "project" in roles or "一级指标" in text or "数量指标" in text)


@pytest.mark.parametrize("enough", [2, FUSED])
@pytest.mark.parametrize(
    "text",
    [
        "项目名称道路养护主管部门某局实施单位某处年度资金总额12财政拨款12",
        "道路养护项目由某局负责，联系电话12",
        "绩效目标数量指标道路养护12立项依据",
        "",
    ],
)
def test_a_run_is_a_form_as_if_each_label_were_tried_at_each_place(text: str, enough: int) -> None:
    assert is_fused(text, enough=enough) == fused_by_all_lengths(text, enough)
