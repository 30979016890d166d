"""Which narrative and which form are of one project."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.filings import Amount, Amounts, Filing, Indicator, Target
from kg.forms.pairs import pair

INDICATOR = Indicator("产出指标", "数量指标", "养护里程", "≥10公里", Target("quantity", ">="))
Told = tuple[str, str | None, str | None, int | None]
NARRATIVE, FORM = "anhui-narrative", "mof-project"


def filing(index: int, told: Told) -> Filing:
    form, project, department, yuan = told
    amounts = Amounts([Amount("current_year", Decimal(yuan), str(yuan), "元", 0)] if yuan is not None else [])
    return Filing("x.txt", index, form, 0, 0, project=project, department=department, amounts=amounts)


@pytest.mark.parametrize(
    ("filings", "pairs"),
    [
        # the name but for marks, in whatever order
        (
            [(NARRATIVE, "农村供水", None, None), (NARRATIVE, "危桥改造", None, 1), (FORM, "危桥 改造", None, 2), (FORM, "“农村供水”", None, None)],
            [3, 2, 1, 0],
        ),
        # the year in front, 专项 behind
        ([(NARRATIVE, "危桥改造专项", None, None), (FORM, "2023年危桥改造项目", None, None)], [1, 0]),
        # a part of the name, the same body and money
        ([(NARRATIVE, "办案中心运维", "某县公安局", 900), (FORM, "某县公安局办案中心运维", "某县公安局", 900)], [1, 0]),
        ([(NARRATIVE, "办案中心运维", "某县公安局", 900), (FORM, "城区办案中心运维", "某县公安局", 700)], [None, None]),
        ([(NARRATIVE, "危桥改造", None, None), (FORM, "东区危桥改造", None, None), (FORM, "西区危桥改造", None, None)], [None, None, None]),
        # no name: the body and the money of one form only
        ([(NARRATIVE, None, "某县水利局", 500), (FORM, "小水库", "某县水利局", 500), (FORM, "山塘", "某县水利局", 600)], [1, 0, None]),
        ([(NARRATIVE, None, "某县水利局", 500), (FORM, "小水库", "某县水利局", 500), (FORM, "山塘", "某县水利局", 500)], [None, None, None]),
        ([(NARRATIVE, None, "某县水利局", None), (FORM, "小水库", "某县水利局", 500)], [None, None]),
    ],
)  # fmt: skip
def test_a_narrative_and_its_form_name_each_other(filings: list[Told], pairs: list[int | None]) -> None:
    assert [found.paired_with for found in pair([filing(index, told) for index, told in enumerate(filings)])] == pairs


def test_the_form_says_the_name_of_a_named_narrative_only() -> None:
    named = pair([filing(0, (NARRATIVE, "危桥改造", None, None)), filing(1, (FORM, "2023年危桥改造项目", None, None))])
    assert named[0].project == "2023年危桥改造项目"
    unnamed = pair([filing(0, (NARRATIVE, None, "某局", 5)), filing(1, (FORM, "小水库", "某局", 5))])
    assert unnamed[0].project is None


def test_a_table_that_names_nothing_is_nobodys_wherever_it_stands() -> None:
    table = replace(filing(1, (FORM, None, None, None)), indicators=(INDICATOR,))
    narrative = filing(0, (NARRATIVE, "农村公路养护", "某县公路中心", 3200))
    assert [f.paired_with for f in pair([narrative, table])] == [None, None]
    assert [f.paired_with for f in pair([replace(table, index=0), replace(narrative, index=1)])] == [None, None]
