"""Views: a text in another order, and the way back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.documents import read_data
from kg.filings import Finding, Piece, Unmapped
from kg.forms.views import ViewMaker

DOCUMENT = read_data("甲乙丙丁戊己庚辛\n壬癸子丑寅卯\n".encode(), source="a.txt")


@given(st.lists(st.one_of(st.text("—·", min_size=1, max_size=3), st.tuples(st.integers(0, 15), st.integers(0, 15))), min_size=1, max_size=8))
def test_every_run_leads_to_its_letters(parts: list[str | tuple[int, int]]) -> None:
    maker = ViewMaker(DOCUMENT)
    for part in parts:
        if isinstance(part, str):
            maker.put(part)
        else:
            maker.copy(min(part), max(part))
    view = maker.view()
    text = view.document.text
    copied = view.pieces([Piece(0, 0, len(text))])
    for piece in copied:
        assert text[piece.begin : piece.begin + piece.length] == DOCUMENT.text[piece.source : piece.source + piece.length]
    assert sum(p.length for p in copied) == sum(abs(p[0] - p[1]) for p in parts if not isinstance(p, str))


def test_text_that_no_rule_claims_is_told_run_by_run() -> None:
    maker = ViewMaker(DOCUMENT)
    maker.copy(0, 2)
    maker.put("；")
    maker.copy(9, 11)
    view = maker.view()
    assert view.unmapped([Unmapped("甲乙；壬癸", 0)]) == (Unmapped("甲乙", 0), Unmapped("壬癸", 9))
    assert view.source_of(2) == 9
    assert view.source_of(99) == len(DOCUMENT.text)


def test_findings_name_the_line_of_the_file() -> None:
    maker = ViewMaker(DOCUMENT)
    maker.copy(9, 11)
    found = maker.view()._finding(Finding("x", "y", 0, "line 1", 0))
    assert (found.source, found.place) == (9, "line 2")
    assert maker.view()._finding(Finding("x", "y")) == Finding("x", "y")
