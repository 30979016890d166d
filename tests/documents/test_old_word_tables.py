"""Tables of old Word documents by their own structures. The wide file is one that antiword and LibreOffice run together: made by LibreOffice
from a table of nine columns, whose rows' properties are too long for a page of them."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import read_data
from kg.documents.flows import FlowTable
from kg.documents.old_word_tables import Properties, _content, count_cells, read_tables
from kg.documents.old_word_texts import WordText
from kg.errors import UnreadableInput
from kg.forms import read_filings
from tests.documents.laws import check

FOLDER = Path(__file__).parent / "data"
SMALL, WIDE = (gzip.decompress((FOLDER / name).read_bytes()) for name in ("small.doc.gz", "wide.doc.gz"))


def cells_of(data: bytes) -> list[list[str]]:
    found = read_tables(data, "a.doc")
    assert found is not None
    return [[cell.text for cell in row] for part in found if isinstance(part, FlowTable) for row in part.rows]


def test_rows_of_few_cells_and_rows_of_many() -> None:
    assert [len(row) for row in cells_of(SMALL)] == [4, 2]
    wide = cells_of(WIDE)
    assert wide[1][1:] == ["", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分", ""]
    assert [row[-1] for row in wide[3:]] == ["原因", "", "一处缓建"]


@pytest.mark.parametrize("programs", [(), ("antiword",), ("soffice", "antiword")], ids=["none", "antiword", "both"])
def test_neighbouring_figures_never_become_one(programs: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: which(name) if name in programs else None)
    document = read_data(WIDE, source="a.doc")
    check(document)
    (filing,) = read_filings(document).filings
    assert {amount.kind: amount.raw for amount in filing.amounts if amount.kind in {"current_year", "adjusted_budget", "executed"}} == {
        "current_year": "1200",
        "adjusted_budget": "1200",
        "executed": "1200",
    }
    assert [(row.name, row.target, row.actual, row.weight, row.score) for row in filing.indicators] == [
        ("维护渡口", "6个", "6个", "50", "50"),
        ("行船条件", "明显改善", "明显改善", "40", "38"),
    ]


def test_cells_with_text_are_counted() -> None:
    assert count_cells("标题\r甲\x07\x07乙\r丙\x07\x07") == 2


def test_cells_of_a_row_without_a_marked_end_are_lines() -> None:
    raw = "前言\r甲\x07乙\x07丙\r丁\x07"
    opened = WordText(b"", b"", b"", raw, ((0, 0, 2),))
    assert list(_content(opened, [0], [Properties(False, False, ())])) == ["前言", "甲", "乙", "丙", "丁"]


@given(st.sampled_from([SMALL, WIDE]), st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=40))
def test_damaged_structures_are_refused_or_read(data: bytes, damage: list[tuple[float, int]]) -> None:
    damaged = bytearray(data)
    for place, value in damage:
        damaged[512 + int(place * (len(data) - 512))] = value
    try:
        found = read_tables(bytes(damaged), "a.doc")
    except UnreadableInput:
        return
    assert found is None or all(isinstance(part, str | FlowTable) for part in found)
