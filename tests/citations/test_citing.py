"""Which fields are searched, and what role a citation has."""

from __future__ import annotations

import pytest

from kg.citations import cite
from kg.filings import Field, Filing

BASIS = "《停车管理办法》（沪府办〔2015〕87号）"


def filing(*fields: Field) -> Filing:
    return Filing("a.txt", 0, "unknown", fields=fields)


def test_a_citation_names_its_field_and_its_place_there() -> None:
    cited = cite(filing(Field("项目名称", "project", "停车"), Field("立项依据", "legal_basis", f"依据{BASIS}。")))
    (citation,) = cited.citations
    assert (citation.field, citation.field_index, citation.role) == ("立项依据", 1, "basis")
    assert cited.fields[1].text[citation.begin : citation.end] == citation.surface == BASIS
    assert (citation.title, citation.number, citation.regulation) == ("停车管理办法", "沪府办〔2015〕87号", None)


@pytest.mark.parametrize(
    ("label", "role", "text"),
    [
        ("项目名称", "project", f"落实{BASIS}经费"),
        ("预算金额", "total", f"500{BASIS}"),
        ("项目起止时间", "period", f"2023年（{BASIS}）"),
        ("主管部门", "supervisor", f"某局{BASIS}"),
        ("资金情况", "section_money", BASIS),
        ("x", "a_role_of_tomorrow", BASIS),
    ],
)
def test_every_field_is_searched_whatever_its_role(label: str, role: str, text: str) -> None:
    assert [(c.surface, c.role) for c in cite(filing(Field(label, role, text))).citations] == [(BASIS, "mention")]


@pytest.mark.parametrize(
    ("label", "role", "text", "expected"),
    [
        ("项目设立的必要性", "necessity", f"根据{BASIS}，需要建设。", "mention"),
        ("测算依据及说明", "estimate", f"根据{BASIS}测算。", "basis"),
        ("测算依据及说明", "estimate", f"项目与{BASIS}有关。", "mention"),
        ("项目总体情况", "overview", f"依据{BASIS}、《城市道路停车条例》设立。", "basis"),
        ("项目概况", "overview", f"根据{BASIS}设立。", "mention"),
        ("保证项目实施的制度、措施", "measures", f"严格按照{BASIS}执行。", "basis"),
        ("二、立项依据", "heading", "上海市停车条例、上海市停车规划", "basis"),
        ("数量指标", "indicator", f"符合{BASIS}", "mention"),
        ("总体目标完成情况", "section_goal", f"依据{BASIS}完成。", "mention"),
    ],
)
def test_a_citation_outside_the_legal_basis_is_one_only_where_it_is_introduced_as_grounds(label: str, role: str, text: str, expected: str) -> None:
    assert {citation.role for citation in cite(filing(Field(label, role, text))).citations} == {expected}


@pytest.mark.parametrize("title", ["《云江市深化医疗改革2022年重点工作任务》", "《云江市2023年河长制重点任务》", "《某县乡村振兴2024年工作任务》"])
def test_a_title_that_ends_with_tasks_is_one_in_any_field(title: str) -> None:
    for role in ("indicator", "remark", "legal_basis"):
        assert [citation.surface for citation in cite(filing(Field("数量指标", role, title))).citations] == [title]
    assert not cite(filing(Field("立项依据", "legal_basis", "完成市委2023年重点工作任务"))).citations


def test_back_references_are_no_citations_of_a_filing_and_aliases_are() -> None:
    text = "根据《停车管理办法》（以下简称《办法》），按照该办法和《办法》第三条。"
    cited = cite(filing(Field("立项依据", "legal_basis", text)))
    assert [(c.kind, c.title, c.article) for c in cited.citations] == [("title", "停车管理办法", None), ("alias", "办法", "第三条")]


@pytest.mark.parametrize(
    "text",
    [
        "自财社〔2021〕12号",
        "自贡政发〔2021〕12号",
        "《公路法》二十条",
        "《某停车办法》❨试行❩",
        "《某停车条例》⦅2021年修订⦆",
        "《水法》和某市水利发展“十四五”规划",
        "和财预〔2021〕2号",
    ],
)
def test_a_field_says_the_same_alone_and_between_others(text: str) -> None:
    field = Field("依据", "legal_basis", text)
    alone = [(c.surface, c.title, c.number, c.article) for c in cite(filing(field)).citations]
    around = cite(filing(Field("a", "goal", "无"), field, Field("b", "period", "2022年起实施"))).citations
    assert [(c.surface, c.title, c.number, c.article) for c in around] == alone != []
