"""Numbers as keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.citations.words import agency_codes
from kg.identifiers import Identifiers
from kg.registry.numbers import canonical_issuer, issuer_names, parse_number


@pytest.mark.parametrize(
    ("number", "context", "key", "standard_form"),
    [
        ("沪府办〔2015〕87号", "", "沪府办/2015/87", "沪府办〔2015〕87号"),
        ("沪建房〔1996〕0498号", "上海市", "沪建房/1996/498", "沪建房〔1996〕498号"),
        ("国务院令第641号", "", "国务院令/641", "国务院令第641号"),
        ("中华人民共和国国务院令第641号", "", "国务院令/641", "国务院令第641号"),
        ("国务院令〔2011〕593号", "", "国务院令/593", "国务院令第593号"),
        ("市政府令第77号", "上海市", "上海市人民政府令/77", "上海市人民政府令第77号"),
        ("市政府令第77号", "北京市", "北京市人民政府令/77", "北京市人民政府令第77号"),
        ("省政府令第268号", "湖南省", "湖南省人民政府令/268", "湖南省人民政府令第268号"),
        ("安徽省政府令第285号", "", "安徽省人民政府令/285", "安徽省人民政府令第285号"),
        ("住建部令第37号", "", "住房和城乡建设部令/37", "住房和城乡建设部令第37号"),
        ("中华人民共和国住房和城乡建设部令第37号", "", "住房和城乡建设部令/37", "住房和城乡建设部令第37号"),
        ("建设部令第111号", "", "建设部令/111", "建设部令第111号"),
        ("交通运输部令2019年第46号", "", "交通运输部令/2019/46", "交通运输部令2019年第46号"),
        ("国令第641号", "", "国务院令/641", "国务院令第641号"),
        ("河北省人民政府令〔2013〕第7号", "", "河北省人民政府令/2013/7", "河北省人民政府令〔2013〕第7号"),
        ("国家税务总局公告2018年第28号", "", "国家税务总局公告/2018/28", "国家税务总局公告2018年第28号"),
        ("上海市人民代表大会常务委员会公告第16号", "", "上海市人民代表大会常务委员会公告/16", "上海市人民代表大会常务委员会公告第16号"),
        ("区政府常务会议纪要〔2020〕15期", "", "区政府常务会议纪要/2020/15", "区政府常务会议纪要〔2020〕15期"),
        ("市政府专题会议纪要〔2020〕15号", "合肥市", "合肥市市政府专题会议纪要/2020/15", "市政府专题会议纪要〔2020〕15号"),
        ("合肥市政府专题会议纪要〔2020〕15号", "上海市", "合肥市政府专题会议纪要/2020/15", "合肥市政府专题会议纪要〔2020〕15号"),
        ("县政府常务会议纪要第08期", "", "县政府常务会议纪要/8", "县政府常务会议纪要第8期"),
        ("沪府令第47号", "", "上海市人民政府令/47", "上海市人民政府令第47号"),
        ("津政令第18号", "", "天津市人民政府令/18", "天津市人民政府令第18号"),
        ("浙政令〔2021〕388号", "", "浙江省人民政府令/388", "浙江省人民政府令第388号"),
        ("冀政令〔2013〕第7号", "", "河北省人民政府令/2013/7", "河北省人民政府令〔2013〕第7号"),
        ("苏教财〔2021〕3-1号", "", "苏教财/2021/3-1", "苏教财〔2021〕3-1号"),
        ("鲁财农〔2020〕012-2号", "", "鲁财农/2020/12-2", "鲁财农〔2020〕12-2号"),
        ("粤府令第275号", "", "广东省人民政府令/275", "广东省人民政府令第275号"),
        ("穗府令第188号", "", "广州市人民政府令/188", "广州市人民政府令第188号"),
        ("国务院令〔2017〕第676号", "", "国务院令/676", "国务院令第676号"),
        ("主席令〔2014〕第9号", "", "主席令/9", "主席令第9号"),
        ("GB/T 22239-2008", "", "std/GB/T/22239-2008", "GB/T 22239-2008"),
        ("GB/T 20647.1~20647.9-2006", "", "std/GB/T/20647.1-20647.9-2006", "GB/T 20647.1-20647.9-2006"),
        ("建标 152-2017", "", "std/建标/152-2017", "建标 152-2017"),
        ("DB13（J）/T 8377-2020", "", "std/DB13(J)/T/8377-2020", "DB13(J)/T 8377-2020"),
        ("JTG F80/1-2017", "", "std/JTG/F80/1-2017", "JTG F80/1-2017"),
        ("DG/TJ 08-2115-2012", "", "std/DG/TJ/08-2115-2012", "DG/TJ 08-2115-2012"),
    ],
)
def test_a_number_gives_its_key_and_standard_form(number: str, context: str, key: str, standard_form: str) -> None:
    parts = parse_number(number, context)
    assert parts is not None
    assert (parts.key, parts.number) == (key, standard_form)


@pytest.mark.parametrize("number", ["〔2014〕12号", "令第77号", "", "三定方案"])
def test_a_number_without_its_issuer_names_no_instrument(number: str) -> None:
    assert parse_number(number) is None


@given(st.sampled_from(sorted(agency_codes())), st.integers(1950, 2030), st.integers(1, 9999))
def test_the_key_of_a_document_number_makes_an_identifier_that_can_be_undone(code: str, year: int, serial: int) -> None:
    parts = parse_number(f"{code}〔{year}〕{serial}号")
    assert parts is not None
    identifiers = Identifiers("urn:kg/")
    minted = identifiers.parse(identifiers.instrument(parts.key))
    assert minted is not None
    assert minted.parts["key"] == parts.key == f"{code}/{year}/{serial}"


@pytest.mark.parametrize("name", sorted(issuer_names()))
def test_every_name_of_an_issuer_leads_to_one_that_leads_to_itself(name: str) -> None:
    assert canonical_issuer(canonical_issuer(name)) == canonical_issuer(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("农业农村部通告〔2023〕1号", "农业农村部通告2023年第1号"),
        ("国家药监局通告〔2022〕5号", "国家药品监督管理局通告2022年第5号"),
        ("税务总局公告〔2020〕3号", "国家税务总局公告2020年第3号"),
    ],
)
def test_what_an_office_counts_by_its_name_is_one_in_either_writing(one: str, other: str) -> None:
    left, right = parse_number(one), parse_number(other)
    assert left is not None
    assert right is not None
    assert (left.key, left.issuer) == (right.key, right.issuer)
