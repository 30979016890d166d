"""Amounts whose figures stand in the row below their labels, in every way of printing a table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from kg.documents import read_data
from kg.filings import Filing
from kg.forms import read_filings
from tests.documents.printing import content_of, markdown, page, pdf, word, workbook
from tests.forms.sheets import WAYS, Sheet, tabs

INDICATORS: Sheet = [
    ["整体绩效目标", "丰富群众文化生活，规范文化旅游市场秩序，推动文化和旅游融合发展。"],
    ["年度绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
    [None, "产出指标", "数量指标", "组织文化活动场次", "≥600场"],
    [None, None, "质量指标", "文化设施达标率", "=100%"],
    [None, "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"],
]
DEPARTMENT: Sheet = [["部门（单位）名称", "云江市文化和旅游局"]]
PROJECT: Sheet = [["项目名称", "群众文化活动经费"], ["主管部门", "云江市文旅局", "实施单位", "云江市文化馆"]]
WHOLE = {"total": "900", "basic_expenditure": "350", "project_expenditure": "550"}
#: the block as it is printed, and its amounts in 万元
BLOCKS: dict[str, tuple[Sheet, dict[str, str]]] = {
    "a heading merged beside": ([["总体资金情况（万元）", "预算支出总额", "其中：基本支出", "其中：项目支出"], [None, "900", "350", "550"]], WHOLE),
    "no heading": ([["部门支出总额（万元）", "基本支出（万元）", "项目支出（万元）"], ["900", "350", "550"]], WHOLE),
    "budgets": ([["整体支出（万元）", "部门预算支出总额", "基本支出预算", "项目支出预算"], [None, "900", "350", "550"]], WHOLE),
    "an amount that heads": ([["年度预算（万元）", "预算总支出", "其中：基本支出", "其中：项目支出"], [None, "900", "350", "550"]], WHOLE),
    "sources": (
        [["部门预算资金（万元）", "资金总额", "其中：财政拨款", "其他资金"], [None, "900", "850", "50"]],
        {"total": "900", "fiscal_appropriation": "850", "other_funds": "50"},
    ),
    "a project's years": ([["项目资金（万元）", "项目总预算", "项目当年预算"], [None, "900", "300"]], {"total": "900", "current_year": "300"}),
    "beside, one below the other": (
        [["基本支出预算（万元）", "350"], ["项目支出预算（万元）", "550"]],
        {"basic_expenditure": "350", "project_expenditure": "550"},
    ),
}
#: A form on one line tells no figure from the next label's; everything else does.
TEXTS = {name: way for name, way in WAYS.items() if name != "one line"}
FILES: dict[str, Callable[[str], bytes]] = {
    "html": lambda text: page(content_of(text)),
    "docx": lambda text: word(content_of(text)),
    "xlsx": lambda text: workbook(content_of(text)),
    "md": lambda text: markdown(content_of(text)),
    "pdf": lambda text: pdf(content_of(text)),
}


def sheet_of(block: str) -> tuple[str, Sheet]:
    title, head = ("项目支出绩效目标表", PROJECT) if block.startswith("a project") else ("部门整体支出绩效目标申报表", DEPARTMENT)
    return title, [*head, *BLOCKS[block][0], *INDICATORS]


def check(filings: tuple[Filing, ...], block: str) -> None:
    (filing,) = filings
    found = {amount.kind: amount.yuan for amount in filing.amounts if amount.yuan is not None}
    assert found == {kind: Decimal(value) * 10000 for kind, value in BLOCKS[block][1].items()}
    assert len(filing.indicators) == 3


@pytest.mark.parametrize("way", TEXTS)
@pytest.mark.parametrize("block", BLOCKS)
def test_figures_below_their_labels_in_text(block: str, way: str) -> None:
    title, sheet = sheet_of(block)
    check(read_filings(read_data(f"{title}\n（2023年度）\n{TEXTS[way](sheet)}\n".encode(), source="a.txt")).filings, block)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("block", BLOCKS)
def test_figures_below_their_labels_in_files(block: str, kind: str) -> None:
    title, sheet = sheet_of(block)
    data = FILES[kind](f"{title}\n（2023年度）\n{tabs(sheet)}\n")
    check(read_filings(read_data(data, source=f"a.{kind}")).filings, block)


def test_the_rows_of_a_grid_keep_their_own_figures() -> None:
    head = "项目支出绩效自评表 （2023年度） 项目名称 站房修缮 主管部门 云江水务局 项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分"
    rows = "年度资金总额 30 30 27 10 90% 9 其中：财政拨款 上年结转资金 30 30 27 年度总体目标 修缮站房。"
    (filing,) = read_filings(read_data("\n".join([*head.split(), *rows.split(), ""]).encode(), source="a.txt")).filings
    found = {amount.kind: amount.raw for amount in filing.amounts}
    assert found["carried_over"] == "30"
    assert not found.get("fiscal_appropriation")
