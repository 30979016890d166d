"""Every layout in every way of writing it, whole and damaged: no field is lost that a reader could still see."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import read_data
from kg.filings import Filing, money
from kg.forms import read_filings
from tests.forms.sheets import LAYOUTS, WAYS, Cell, Form, Sheet, printed

NAMES = ["完成培训期数", "设备购置数量", "项目验收情况", "资金支付进度", "管护责任落实情况", "事故发生次数", "受益人口", "宣传活动场次", "绿化面积", "档案整理数量"]
TARGETS = ["≥95%", "=12次", "100%", "<5个", "≤30.00元/月/平米", "±3%以内", "每月一次", "<=4小时", "及时", "8月和次年1月", "80%合格", "=2.00(个)", "提升", "12月底前"]
LEVELS = [
    ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("产出指标", "成本指标"), ("效益指标", "经济效益指标"),
    ("效益指标", "社会效益指标"), ("效益指标", "生态效益指标"), ("效益指标", "可持续影响指标"), ("满意度指标", "服务对象满意度指标"),
]  # fmt: skip


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Forms with indicators drawn from lists, levels in the form's order."""
    chosen = sorted(draw(st.sets(st.integers(0, len(LEVELS) - 1), min_size=2)))
    names = iter(draw(st.permutations(NAMES)))
    rows = []
    for at in chosen:
        for _ in range(draw(st.integers(1, 2))):
            name = next(names, None)
            if name:
                rows.append((*LEVELS[at], name, draw(st.sampled_from(TARGETS)), draw(st.sampled_from(["100%", "12次", "达成", "96.5%"])), "10", "9.5"))
    whole = draw(st.integers(2, 99_999))
    amounts = {"current_year": f"{whole}.50", "fiscal_appropriation": f"{whole}.00", "other_funds": "0.50"}
    return replace(Form(), indicators=tuple(rows), amounts=amounts, year=draw(st.integers(2016, 2026)))


def read_one(text: str) -> Filing:
    filings = read_filings(read_data(text.encode(), source="a.txt")).filings
    assert len(filings) == 1, [f.project for f in filings]
    return filings[0]


def agrees(filing: Filing, form: Form, layout: str, *, texts: bool = True) -> None:
    """Everything that the form says is in the filing."""
    assert filing.form == layout
    assert (filing.project, filing.supervisor, filing.department, filing.fiscal_year) == (form.project, form.supervisor, form.department, form.year)
    assert {a.kind: a.yuan for a in filing.amounts if a.kind in form.amounts} == {
        kind: pytest.approx(float(figure) * 10_000) for kind, figure in form.amounts.items()
    }, [(a.kind, a.yuan and money(a.yuan)) for a in filing.amounts]
    assert [(i.level1, i.level2, i.name, i.target) for i in filing.indicators] == [row[:4] for row in form.indicators]
    if layout == "self-evaluation":
        assert [(i.actual, i.weight, i.score) for i in filing.indicators] == [row[4:7] for row in form.indicators]
    if texts:
        found = "".join("".join(f.text.split()) for f in filing.fields)
        assert form.goal in found
        assert layout == "self-evaluation" or form.basis in {"".join(f.text.split()) for f in filing.fields if f.role == "legal_basis"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_read_in_every_way_of_writing_it(layout: str, way: str) -> None:
    filing = read_one(printed(Form(), layout, way))
    agrees(filing, Form(), layout)


@settings(max_examples=200, deadline=None)
@given(forms(), st.sampled_from(sorted(LAYOUTS)), st.sampled_from(sorted(WAYS)))
def test_whatever_the_indicators_are(form: Form, layout: str, way: str) -> None:
    agrees(read_one(printed(form, layout, way)), form, layout)
