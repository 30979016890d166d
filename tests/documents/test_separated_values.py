"""Tables as text with separators: which separator, where cells stand, what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.documents import Paragraph, Table, read_data
from kg.errors import UnreadableInput
from kg.extraction import extract_data
from tests.documents.laws import check, rows_of


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_the_separator_and_the_encoding_are_seen(separator: str, encoding: str) -> None:
    lines = ["项目名称,,桥梁检测", "预算（万元）,1402.5,元", "说明,一；二，三,"]
    found = read_data("\r\n".join(lines).replace(",", separator).encode(encoding), source="a.csv")
    check(found)
    assert rows_of(found) == [["项目名称", "桥梁检测"], ["预算（万元）", "1402.5", "元"], ["说明", "一；二，三"]]


def test_excel_tells_the_separator_in_a_first_line_that_is_no_row() -> None:
    found = read_data("sep=;\r\n名称;指标,值\r\n".encode(), source="a.csv")
    assert rows_of(found) == [["名称", "指标,值"]]
    assert [str(block.rows[0][1].locator) for block in found.blocks if not isinstance(block, Paragraph)] == ["cell B2"]


def test_quoted_cells_hold_separators_and_paragraphs() -> None:
    found = read_data('项目资金,"1,402.30"\n立项依据,"一、《公路法》；\n二、他说""可以"""\n'.encode(), source="a.csv")
    assert rows_of(found) == [["项目资金", "1,402.30"], ["立项依据", '一、《公路法》；\n二、他说"可以"']]


def test_single_cells_at_the_start_and_below_an_empty_row_are_paragraphs() -> None:
    found = read_data("绩效目标申报表,,\n（2023年度）,,\n甲,乙,\n丙,,\n,,\n注：以万元计,,\n".encode(), source="a.csv")
    assert [found.text[b.begin : b.end] for b in found.blocks if isinstance(b, Paragraph)] == ["绩效目标申报表", "（2023年度）", "注：以万元计"]
    assert [[found.text[cell.begin : cell.end] for cell in row] for b in found.blocks if isinstance(b, Table) for row in b.rows] == [
        ["甲", "乙"],
        ["丙"],
    ]


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_line() -> None:
    with pytest.raises(UnreadableInput, match=r"a\.csv, line 2: is no table with separators"):
        read_data(('甲,乙\n丙,"' + "丁" * 140_000).encode(), source="a.csv")


def test_a_page_or_a_workbook_named_csv_is_read_as_what_it_is() -> None:
    assert read_data(b"<html><table><tr><td>1</td></tr></table></html>", source="a.csv").media_type == "text/html"


@pytest.mark.parametrize(("year", "printed", "yuan"), [(2023, "356.50", "3565000"), (2024, '"1,402.30"', "14023000")])
def test_a_form_saved_as_csv_is_a_filing(year: int, printed: str, yuan: str) -> None:
    text = (
        f"项目支出绩效目标申报表,,,\n（{year}年度）,,,\n项目名称,桥梁检测,,\n实施单位,某市公路养护中心,,\n项目资金（万元）,年度资金总额,{printed},\n"
        "一级指标,二级指标,三级指标,指标值\n产出指标,数量指标,检测桥梁,≥12座\n,质量指标,合格率,≥95%\n"
    )
    (filing,) = extract_data(text.encode("gb18030"), source="导出.csv").filings
    assert (filing.project, filing.fiscal_year, filing.yuan) == ("桥梁检测", year, Decimal(yuan))
    assert [(i.level1, i.name, i.target) for i in filing.indicators] == [("产出指标", "检测桥梁", "≥12座"), ("产出指标", "合格率", "≥95%")]
