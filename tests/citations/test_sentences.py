"""The evaluation set: every sentence's mentions are exactly those drawn in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.citations.evaluation import Sentence, read_negatives, read_sentences
from kg.citations.extraction import explain

HERE = Path(__file__).parent
SENTENCES = read_sentences((HERE / "sentences.txt").read_text(encoding="utf-8"))
NEGATIVES = read_negatives((HERE / "negatives.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: s.text[:30].replace("\n", " "))
def test_the_mentions_of_a_sentence_are_those_drawn_in_it(sentence: Sentence) -> None:
    found = explain(sentence.text, role=sentence.role).mentions
    assert [(m.surface, m.title, m.number, m.article) for m in found if m.kind != "back_reference"] == list(sentence.expected)


@pytest.mark.parametrize("sentence", NEGATIVES, ids=lambda s: s.text[:30])
def test_a_sentence_without_citations_gives_none(sentence: Sentence) -> None:
    assert [m.surface for m in explain(sentence.text, role=sentence.role).mentions if m.kind != "back_reference"] == []


def test_the_set_is_as_large_as_promised() -> None:
    assert len(SENTENCES) >= 150
    assert len(NEGATIVES) >= 60


@pytest.mark.parametrize("second", ["〈农村住房鉴定导则〉（建办村函﹝2020﹞655号）", "《危房改造办法》（建村〔2019〕7号）"])
def test_a_number_in_front_of_a_line_that_has_its_own_stays_alone(second: str) -> None:
    found = explain(f"隆政办发[2021]7号\n{second}", role="legal_basis").mentions
    assert [m.surface for m in found] == ["隆政办发[2021]7号", second]


def test_a_number_in_front_of_a_line_with_its_title_is_bound_to_it() -> None:
    assert [m.number for m in explain("隆政办发[2021]7号\n《危房改造办法》", role="legal_basis").mentions] == ["隆政办发〔2021〕7号"]
