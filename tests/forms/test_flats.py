"""Lines that hold several forms are cut at their titles, without copying the rest of the line each time."""

from __future__ import annotations

import pytest

from kg.forms import flats, layouts
from kg.forms.grids import Row, paragraph_line

FORM = "项目支出绩效目标申报表（2020年度）项目名称：甲项目预算金额：12万元绩效目标：完成全年任务 "


def test_a_line_is_cut_at_every_title_and_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (FORM * 50).strip()
    searched: list[tuple[int, int]] = []

    def find_title(line: str, start: int = 0) -> tuple[int, int] | None:
        found = layouts.find_title(line, start)
        searched.append((start, found[1] if found else len(line)))
        assert len(line) == len(text)
        return found

    monkeypatch.setattr(flats, "find_title", find_title)
    rows = list(flats._cut_titles(Row(0, len(text), paragraph_line(text), False, False), text))
    assert len(rows) == 3 * 50
    assert all(text[row.begin : row.end] == row.line.cells[0].text for row in rows)
    assert sum(end - start for start, end in searched) <= len(text)
