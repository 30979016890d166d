"""Short names: what gives one, and what each use of it points at."""

from __future__ import annotations

import pytest

from kg.citations.extraction import explain, find_citations


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("按照市政府77号令（以下简称《办法》）收费，《办法》另有减免。", ["《办法》"]),
        ("依据沪府办〔2015〕87号（以下简称“87号文”）安排，87号文已定标准。", ["87号文"]),
        ("依据财政部令第100号（下称《规定》）和《规定》第五条。", ["《规定》"]),
        ("依据国务院令第641号（简称“排水条例”）管理，“排水条例”未定的另议。", ["排水条例"]),
        ("按照沪府办〔2015〕87号（以下简称《意见》）。\n\n再依《意见》办理。", ["《意见》"]),
    ],
)
def test_a_short_name_points_at_the_number_that_gave_it(text: str, uses: list[str]) -> None:
    first, *others = find_citations(text)
    assert first.kind in {"number", "order"}
    assert [(m.surface, m.kind, m.antecedent) for m in others] == [(use, "alias", 0) for use in uses]


def test_this_document_points_back() -> None:
    found = find_citations("依据沪府办〔2015〕87号安排，该文明确了标准，该文化馆参照。")
    assert [(m.surface, m.kind, m.antecedent) for m in found[1:]] == [("该文", "back_reference", 0)]


def test_antecedents_are_told_after_pointers_are_put_in_their_places() -> None:
    found = find_citations("依据财预〔2010〕88号，该文要求从严；按沪府办〔2015〕87号（以下简称“87号文”），87号文与“87号文”同。")
    assert [(m.surface, m.antecedent) for m in found if m.kind == "alias"] == [("87号文", 2), ("87号文", 2)]


def test_a_word_in_quotes_that_nothing_gave_is_none() -> None:
    assert [m.kind for m in explain("落实“意见”，依据沪府办〔2015〕87号。").mentions] == ["number"]
