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
