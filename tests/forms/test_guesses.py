"""Words that no list holds: every row of the data, both ways, and what is no label."""

from __future__ import annotations

import pytest

from kg.forms.guesses import guess_header, guess_label, guess_line
from kg.forms.headers import header_words
from kg.forms.labels import label_words
from kg.forms.words import read_data

ROWS = read_data("guesses.yaml")
VALUES = {"figure": "120.50", "date": "2024-03-01", "period": "2024年1月至12月", "name": "某市某局", "text": "按年度工作安排开展。", None: ""}


@pytest.mark.parametrize("row", [row for row in ROWS if "role" in row], ids=lambda row: row["role"])
def test_an_example_is_guessed_as_its_role_and_only_in_front_of_such_a_value(row: dict[str, str]) -> None:
    for word in row["examples"]:
        label = guess_label(word, VALUES[row["value"]])
        assert label is not None, word
        assert label.role == row["role"], word
        if row["value"] in {"figure", "date", "period"}:
            found = guess_label(word, "某市某局")
            assert found is None or found.role != row["role"], word


@pytest.mark.parametrize("row", [row for row in ROWS if "column" in row], ids=lambda row: row["column"])
def test_an_example_is_guessed_as_its_column(row: dict[str, str]) -> None:
    for word in row["examples"]:
        assert guess_header(word) == row["column"], word


@pytest.mark.parametrize("row", [row for row in ROWS if "line" in row], ids=lambda row: row["line"])
def test_an_example_may_be_a_label_on_its_line_and_the_others_not(row: dict[str, list[str]]) -> None:
    assert all(guess_line(word) for word in row["examples"])
    assert not any(guess_line(word) for word in row["others"])


def test_a_guess_never_contradicts_the_lists() -> None:
    """Where a listed or composed amount is guessed too, it is guessed as money: a whole project's never as the year's."""
    for word, label in label_words().items():
        guessed = guess_label(word, "120.50") if label.kind == "amount" else None
        if guessed is not None and label.role == "total":
            assert guessed.role != "executed", word
        assert not (guessed is not None and label.span == "prior_year" and guessed.span != "prior_year"), word


@pytest.mark.parametrize("text", ["更新电梯台数", "≥95%", "2024年", "按《某某条例》的依据", "项目实施后，提高监管水平", "科", "某市某局"])
def test_what_is_no_label(text: str) -> None:
    assert guess_label(text, "120.50") is None
    assert guess_label(text, "某市某局") is None


def test_a_header_word_that_is_known_needs_no_guess() -> None:
    assert header_words()["指标值"] == "target"
    assert guess_header("龘") is None
