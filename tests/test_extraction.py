"""One file to filings: every text is searched, and nothing that was not recognised goes unsaid."""

from __future__ import annotations

import pytest

from kg.documents import read_data
from kg.extraction import Extraction, extract_document

HEAD = "项目支出绩效目标申报表\n（2023年度）\n项目名称\t河道清淤\n项目实施单位\t某县水利局\n"
FORM = f"{HEAD}一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t清淤长度\t≥12公里\n"


def extraction(text: str) -> Extraction:
    return extract_document(read_data(text.encode(), source="a.txt"))


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("按照某政办发〔2021〕30号办理。", "1 citations"),
        ("本年安排资金300万元，已全部拨付。", "money"),
        ("各单位填报三级指标时应当量化。", "words of indicators"),
        ("按照《某省节约用水条例》安排12.5万元，绩效目标另附。", "1 citations, money, words of indicators"),
    ],
)
def test_a_file_without_a_filing_says_what_it_holds(text: str, held: str) -> None:
    found = extraction(text)
    assert found.filings == ()
    (finding,) = found.findings
    assert (finding.code, finding.severity) == ("no_filing", "warning")
    assert finding.message.endswith(f"though it holds {held}")


def test_a_file_that_holds_nothing_of_a_filing_is_told_too() -> None:
    (finding,) = extraction("会议室管理的几点想法。").findings
    assert (finding.code, finding.message) == ("no_filing", "the file holds no form that could be recognised")


def test_citations_outside_the_filings_are_told() -> None:
    found = extraction("现将附表报上，请按某财预〔2022〕8号审核。\n\n" + FORM)
    assert len(found.filings) == 1
    (finding,) = found.findings
    assert (finding.code, finding.severity, finding.place) == ("unmapped_text", "info", "line 1")
    assert "某财预〔2022〕8号" in finding.message
    assert extraction(FORM).findings == ()


def test_text_of_a_filing_that_no_field_took_is_searched_and_still_counted() -> None:
    (filing,) = extraction(FORM + "\n以上依据《某省水利工程管理条例》测算\n").filings
    assert [(c.surface, c.role) for c in filing.citations] == [("《某省水利工程管理条例》", "mention")]
    assert [c for c in filing.citations if filing.fields[c.field_index].text[c.begin : c.end] != c.surface] == []
    assert "unmapped_text" in {finding.code for finding in filing.findings}
