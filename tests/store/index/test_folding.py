"""Folding: what two ways of writing share, and the pairs by which a text is found."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.index.folding import bigrams, fold, fold_name, phrase
from kg.store.index.schema import hex_id, hex_of, key_from, key_of

TEXTS = st.text(st.sampled_from("审计服務务水０1aAé 《》（）[]〔〕、。\t“”-_㎡"), max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("沪府办〔2015〕87号", "滬府辦 [２０１５] ８７ 號"),
        ("GB/T 22239-2019", "ｇｂ／ｔ22239—2019"),
        ("《城市照明管理规定》", "城市照明 管理规定"),
    ],
)
def test_ways_of_writing_fold_to_one_text(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("text", ["沪府办〔2015〕87号", "沪府办〔2015〕第87号", "沪府办〔2015〕87", "沪府办〔2015〕87号文", "沪府办〔2015〕87号文件"])
def test_numbers_fold_without_what_writers_leave_out(text: str) -> None:
    assert fold_name(text) == "沪府办201587"


def test_a_title_keeps_the_sign_of_a_number_at_its_end() -> None:
    assert fold_name("神舟号") == "神舟号"


@given(TEXTS)
def test_folding_is_done_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS, TEXTS)
def test_a_phrase_is_found_exactly_in_the_texts_that_hold_it(text: str, wanted: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search USING fts5(body, content='', detail=full, columnsize=0, tokenize='ascii')")
    connection.execute("INSERT INTO search (rowid, body) VALUES (1, ?)", (bigrams(fold(text)),))
    if fold(wanted):
        found = connection.execute("SELECT count(*) FROM search WHERE search MATCH ?", (f"body:{phrase(fold(wanted))}",)).fetchone()[0]
        assert found == (fold(wanted) in fold(text))
    connection.close()


@given(st.text(max_size=50))
def test_keys_and_ids_are_one_number(iri: str) -> None:
    assert hex_of(key_of(iri)) == hex_id(iri)
    assert key_from(hex_id(iri)) == key_of(iri)
