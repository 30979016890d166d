"""The expert knowledge is what it says: examples are read as their group promises, and no word stands in two groups that exclude each other."""

from __future__ import annotations

import pytest

from kg.citations.extraction import explain, find_citations
from kg.citations.laws import laws
from kg.citations.words import word_groups, words

GROUPS = word_groups()


@pytest.mark.parametrize("name", sorted(GROUPS))
def test_each_group_has_words_and_examples_that_hold_one_of_them(name: str) -> None:
    group = GROUPS[name]
    listed = {str(word) for key, found in group.items() if key != "examples" for word in found}
    assert listed
    for example in group["examples"]:
        assert any(word in str(example) for word in listed), example


@pytest.mark.parametrize("noun", words("instrument_nouns", "strong") + words("instrument_nouns", "weak"))
def test_every_instrument_noun_makes_a_title_a_citation(noun: str) -> None:
    assert [m.title for m in find_citations(f"现行《停车{noun}》。")] == [f"停车{noun}"]


@pytest.mark.parametrize("noun", words("other_works"))
def test_no_other_work_is_a_citation_by_itself(noun: str) -> None:
    found = explain(f"《停车{noun}》。")
    if not f"停车{noun}".endswith(words("instrument_nouns", "strong") + words("instrument_nouns", "weak")):
        assert found.mentions == ()
        assert found.rejections[0].reason == "other_work"


@pytest.mark.parametrize("verb", words("writing_verbs"))
def test_a_title_behind_a_writing_verb_is_a_product_unless_it_has_a_number(verb: str) -> None:
    assert [r.reason for r in explain(f"{verb}《停车管理办法》。").rejections] == ["own_product"]
    assert [m.number for m in find_citations(f"{verb}《停车管理办法》（沪府发〔2017〕2号）。")] == ["沪府发〔2017〕2号"]


@pytest.mark.parametrize("verb", words("founding_verbs"))
def test_a_title_behind_a_founding_verb_is_a_product_only_where_it_is_still_to_come(verb: str) -> None:
    assert len(find_citations(f"单位{verb}了《停车管理办法》。")) == 1
    assert [r.reason for r in explain(f"拟{verb}《停车管理办法》。").rejections] == ["work_to_be_written"]


@pytest.mark.parametrize("mark", words("product_marks"))
def test_a_word_behind_a_title_can_make_it_a_product(mark: str) -> None:
    assert [r.reason for r in explain(f"《停车专项规划》{mark}。").rejections] == ["work_to_be_written"]


def test_laws_are_known_by_full_and_short_names_once_each() -> None:
    titles = [law.title for law in laws()]
    assert len(titles) == len(set(titles)) >= 300
    for law in laws():
        assert [m.title for m in find_citations(f"根据《{law.title}》办理。")] == [law.title]
        assert [m.title for m in find_citations(f"根据{law.title}的规定办理。")] == [law.title]


def test_every_reason_of_a_rejection_is_documented() -> None:
    from pathlib import Path

    text = (Path(__file__).parents[2] / "docs" / "citations.md").read_text(encoding="utf-8")
    for reason in ("own_product", "work_to_be_written", "other_work", "no_instrument_noun", "no_single_document", "provision_of_another"):
        assert f"`{reason}`" in text
