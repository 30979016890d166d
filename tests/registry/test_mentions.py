"""What resolution is told of a filing's citations."""

from __future__ import annotations

import pytest

import kg
from kg.citations import cite
from kg.documents import read_text
from kg.filings import Field, Filing
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


WHOLE = ("农村渠道管护办法", "皖水农〔2021〕3号")


@pytest.mark.parametrize(
    ("basis", "overview", "meant"),
    [
        ("《农村渠道管护办法》（皖水农〔2021〕3号）。", "按照《管护办法》第三条实施。", WHOLE),  # the one title that ends so
        ("《农村渠道管护办法》（皖水农〔2021〕3号）；《农村饮水管护办法》。", "按照《管护办法》实施。", None),
        ("《农村渠道管护办法》（皖水农〔2021〕3号）。", "按照《某县管护办法》实施。", None),
        ("《高标准农田建设项目管理办法》（皖水农〔2021〕3号）。", "按照《项目管理办法》实施。", None),  # any unit has one
        ("《中央财政水利专项资金管理办法》（财农〔2020〕3号）。", "严格执行本单位《专项资金管理办法》。", None),
        ("《中央和国家机关差旅费管理办法》（财行〔2013〕531号）。", "按照《差旅费管理办法》报销。", None),
        ("《中华人民共和国社会保险法》。", "执行《保险法》。", None),  # a known law
        (
            "《关于印发〈农村渠道管护办法〉的通知》（皖水农〔2021〕3号）。",
            "执行《渠道管护办法》。",
            ("关于印发〈农村渠道管护办法〉的通知", "皖水农〔2021〕3号"),
        ),
        (
            "安徽省水利厅关于印发《农村渠道实施办法》的通知（皖水农〔2021〕3号）。",
            "执行《实施办法》。",
            ("安徽省水利厅关于印发《农村渠道实施办法》的通知", "皖水农〔2021〕3号"),
        ),
        ("《农村渠道管护办法》（皖水农〔2021〕3号）。", "按照《办法》第三条实施。", WHOLE),
        ("《农村渠道管护办法》（皖水农〔2021〕3号）；《农村渠道管护办法（试行）》；《水法》。", "按照《办法》实施。", WHOLE),
        ("《农村渠道管护办法》（皖水农〔2021〕3号）；《农村饮水管护办法》。", "按照《办法》实施。", None),
        ("《农村渠道管护条例》（皖水农〔2021〕3号）。", "按照《办法》实施。", None),
        ("皖水农〔2021〕3号《农村渠道管护办法》（以下简称“管护办法”）。", "按照“管护办法”实施。", WHOLE),
        ("《农村渠道管护办法》（皖水农〔2021〕3号）。", "按照3号文实施，", WHOLE),
        ("《农村渠道管护办法》（皖水农〔2021〕3号）。", "按照皖水农3号文件实施，", WHOLE),
        ("《农村渠道管护办法》（皖水农〔2021〕3号）；皖财农〔2020〕3号。", "按照3号文件实施。", ()),
        ("《农村渠道管护办法》（皖水农〔2021〕3号）。", "按照国发3号文、4号文实施。", ()),
        ("《农村渠道管护办法》（皖水农〔2021〕3号）。", "维修3号文化站，3号令牌。", ()),
    ],
)
def test_a_noun_alone_or_a_serial_is_the_one_instrument_of_the_filing_that_it_can_mean(
    basis: str, overview: str, meant: tuple[str, str] | tuple[()] | None
) -> None:
    """`meant` is None where the short title stays what it is, () where nothing is cited."""
    there = len(numbers(basis, "清淤。"))
    found = numbers(basis, overview)[there:]
    if meant is None:
        assert [number for _, number in found] == [""]
        assert found[0][0] in overview
    else:
        assert found == ([meant] if meant else [])


CHANNELS, WELLS = ("农村渠道管护办法", "皖水农〔2021〕3号"), ("农村饮水管护办法", "")


@pytest.mark.parametrize(
    ("basis", "overview", "among"),
    [
        ("《农村渠道管护办法》（皖水农〔2021〕3号）；《农村饮水管护办法》。", "按照《办法》实施。", (CHANNELS, WELLS)),
        (
            "《淠河治理三年行动计划》；《巢湖治理三年行动计划》。",
            "落实《三年行动计划》。",
            (("巢湖治理三年行动计划", ""), ("淠河治理三年行动计划", "")),
        ),
        ("《农村渠道管护办法》；《管理办法》；《农村饮水条例》。", "按照《办法》实施。", ()),
        ("《农村渠道管护办法》；《农村饮水管护办法》。", "按照《管护办法》实施。", ()),
        ("《农村渠道管护办法》；《农村饮水管护办法》。", "按照《农村渠道管护办法》实施。", ()),
    ],
)
def test_what_a_noun_alone_may_mean_is_told_where_it_is_several(basis: str, overview: str, among: tuple[tuple[str, str], ...]) -> None:
    filing = Filing("a.txt", 0, "unknown", fields=(Field("立项依据", "legal_basis", basis), Field("项目概况", "overview", overview)))
    assert registry_mentions(cite(filing))[-1].among == among


def test_in_one_field_a_noun_alone_means_what_stands_before_it() -> None:
    found = numbers("《办法》；《农村渠道管护办法》（皖水农〔2021〕3号）；《办法》；3号文。", "清淤。")
    assert found[0] == ("办法", "")
    assert found[2:] == [WHOLE, WHOLE]
    assert numbers("4号文；《农村渠道管护办法》（皖水农〔2021〕4号）。", "清淤。") == [("农村渠道管护办法", "皖水农〔2021〕4号")]


def test_an_order_whose_issuer_is_not_said_is_the_filings_one_of_that_count() -> None:
    whole = ("渠道条例", "省政府令第3号")
    assert numbers("《渠道条例》（省政府令第3号）、皖水农〔2021〕3号。", "按照3号令实施。")[-1] == whole
    assert numbers("《渠道条例》（省政府令第3号）、水利部令第3号。", "按照3号令实施。")[-1] == ("", "令第3号")
    assert numbers("皖水农〔2021〕3号。", "按照3号令实施。")[-1] == ("", "令第3号")


def test_what_a_number_sends_out_bears_that_number() -> None:
    assert numbers("按皖水农〔2021〕3号印发的《农村渠道管护办法》。", "清淤。")[1] == WHOLE
    assert numbers("按皖水农〔2021〕3号文“关于加强渠道管护的通知”办理。", "清淤。")[1] == ("关于加强渠道管护的通知", "皖水农〔2021〕3号")
    assert numbers("皖水农〔2021〕3号文件发布的《农村渠道管护办法》，皖财农〔2020〕9号和《渠道规划》。", "清淤。")[1:] == [
        WHOLE,
        ("", "皖财农〔2020〕9号"),
        ("渠道规划", ""),
    ]


@pytest.mark.parametrize(
    ("text", "surface", "regulation"),
    [
        ("据《贵阳市数据开放条例》（以下简称《条例》），落实《条例》第九条。该条例成效明显。", "该条例", "贵阳市数据开放条例"),
        ("据《节水办法》（云水发〔2015〕22号，下称《办法》），依《办法》执行；上述办法另有减免。", "上述办法", "云水发〔2015〕22号"),
    ],
)
def test_a_pointer_at_a_short_name_points_at_what_that_was_given_to(text: str, surface: str, regulation: str) -> None:
    (pointer,) = (mention for mention in kg.find_citations(text) if mention.surface == surface)
    assert (pointer.kind, pointer.regulation) == ("back_reference", regulation)
