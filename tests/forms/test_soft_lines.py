"""Line ends that only the width of the paper made."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.filings import Field
from kg.forms.figures import find_figures
from kg.forms.soft_lines import without_soft_ends

PROSE = "2023年部门收入预算为48,652.36万元，较上年增加2,136.25万元。支出预算为48,652.36万元，其中：基本支出36,420.18万元，项目支出12,232.18万元。"


@pytest.mark.parametrize("width", range(18, 48))
def test_a_sum_that_a_line_cut_is_whole_at_its_place(width: int) -> None:
    text = "\n".join(PROSE[at : at + width] for at in range(0, len(PROSE), width))
    found = {figure.name: figure for figure in find_figures([Field("二、收支预算情况", "heading", text)], 2023)}
    assert found["basic_expenditure"].value == Decimal("364201800")
    assert found["project_expenditure"].value == Decimal("122321800")
    for figure in found.values():
        assert text[figure.begin : figure.end] == figure.raw


def test_paragraphs_and_items_stay_apart() -> None:
    text = "机关运行经费安排186.3万元，比上年减少\n一、政府采购预算15,230万元，其中货物\n1.货物类5,230万元，工程类10,000万元。\n短行\n后面一行"
    assert without_soft_ends(text).text == text


@given(st.text(alphabet="预算安排3,.万元。\n", max_size=200))
def test_places_lead_back_to_the_same_signs(text: str) -> None:
    lines = without_soft_ends(text)
    assert lines.text.replace("\n", "") == text.replace("\n", "")
    assert all(text[lines.begin(at)] == sign for at, sign in enumerate(lines.text))
