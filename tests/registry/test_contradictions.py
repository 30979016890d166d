"""Contradictions and malformed numbers."""

from __future__ import annotations

import pytest

from kg.citations import find_citations
from kg.registry.contradictions import malformed_number


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("黔府办发〔2020165号", "黔府办发〔2020〕165号"),
        ("湘政办发2018〕21号", "湘政办发〔2018〕21号"),
        ("沪建房(1996)第0498号", "沪建房〔1996〕498号"),
        ("国发《2015》40号", "国发〔2015〕40号"),
        ("沪府办〔2015〕87", "沪府办〔2015〕87号"),
    ],
)
def test_a_malformed_number_is_told_with_its_standard_form(text: str, proposed: str) -> None:
    (mention,) = find_citations(f"根据{text}。")
    found = malformed_number(mention.surface, mention.number)
    assert found is not None
    assert (found.code, found.values) == ("malformed_number", (text, proposed))


@pytest.mark.parametrize(
    "text", ["沪府办[2015]87号", "沪府办（2015）第87号文", "沪府办 ﹝2015﹞ 87 号", "国务院令第641号", "GB/T 22239-2008", "《停车管理办法》"]
)
def test_habits_of_writing_are_no_faults(text: str) -> None:
    (mention,) = find_citations(f"根据{text}。")
    assert malformed_number(mention.surface, mention.number) is None
