"""What resolution is told of a filing's citations."""

from __future__ import annotations

import pytest

from kg.citations import cite
from kg.documents import read_text
from kg.forms import read_filings
from kg.registry.mentions import registry_mentions


def numbers(basis: str, overview: str) -> list[tuple[str, str]]:
    """(title, number) of each mention of a filing with these two fields."""
    text = f"项目支出绩效目标申报表\n（2024年度）\n项目名称：\t渠道修缮\n主管部门：\t某县水利局\n立项依据：\t{basis}\n项目概况：\t{overview}\n"
    table = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t修缮长度\t≥12公里\n"
    (filing,) = read_filings(read_text((text + table).encode(), source="a.txt")).filings
    return [(mention.title, mention.number) for mention in registry_mentions(cite(filing))]


@pytest.mark.parametrize(
    "given",
    [
        "《农村渠道管护办法》（皖水农〔2021〕3号，以下简称《管护办法》）",
        "《农村渠道管护办法》（皖水农〔2021〕3号）（以下简称《管护办法》）",
        "《农村渠道管护办法》（皖水农〔2021〕3号），以下简称“《管护办法》”",
    ],
)
def test_a_short_name_holds_in_the_other_fields_of_its_filing(given: str) -> None:
    whole = ("农村渠道管护办法", "皖水农〔2021〕3号")
    assert numbers(f"{given}。", "按照《管护办法》要求实施，衔接《管护规划》。") == [whole, whole, ("管护规划", "")]


def test_a_title_with_a_number_of_its_own_is_no_short_name() -> None:
    found = numbers("《农村渠道管护办法》（皖水农〔2021〕3号，以下简称《管护办法》）。", "按照《管护办法》（皖水农〔2018〕9号）清淤。")
    assert found[1] == ("管护办法", "皖水农〔2018〕9号")


def test_a_title_means_itself_in_front_of_the_short_name_in_one_field() -> None:
    found = numbers("《管护办法》；《农村渠道管护办法》（皖水农〔2021〕3号，以下简称《管护办法》）。", "清淤。")
    assert found[0] == ("管护办法", "")
