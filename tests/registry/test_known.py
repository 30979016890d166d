"""Imported instruments beside the bundled ones, and verdicts as people write them."""

from __future__ import annotations

import pytest

from kg.registry import Mention, known_with, regulation_name, resolve
from kg.registry.decisions import merge_decisions, read_decisions
from kg.registry.instruments import read_instruments
from kg.registry.known import bundled, bundled_instruments
from kg.registry.numbers import normal_number
from kg.registry.status import status_of
from kg.registry.values import Instrument

SHANGHAI = "上海市"


def test_an_imported_instrument_inherits_from_the_bundled_one_of_its_title() -> None:
    title = "城镇排水与污水处理条例"
    (bundled,) = (i for i in bundled_instruments() if i.title == title)
    known = known_with(read_instruments(f"number,title,valid_from\n国务院令第641号,{title},2014-01-01\n"))
    (instrument,) = (i for i in known if i.title == title)
    assert (instrument.key, instrument.valid_from, instrument.level) == ("国务院令/641", "2014-01-01", bundled.level)
    assert len(known) == len(bundled_instruments())
    assert known_with(()) == bundled_instruments()


DATED = [instrument for instrument in bundled_instruments() if instrument.valid_from or instrument.valid_until or instrument.replaced_by]


@pytest.mark.parametrize("instrument", DATED, ids=lambda i: i.number or i.title)
def test_what_is_shipped_with_dates_names_its_source_and_its_successor_is_known(instrument: Instrument) -> None:
    assert instrument.jurisdiction == "中国"
    assert instrument.level
    assert all("instruments.csv" not in instrument.reasons[name] for name in ("valid_from", "valid_until") if getattr(instrument, name))
    assert not (instrument.valid_from and instrument.valid_until) or instrument.valid_from < instrument.valid_until
    assert not instrument.replaced_by or instrument.valid_until
    assert not instrument.replaced_by or bundled().by_key(instrument.replaced_by) is not None


def test_dozens_of_ended_instruments_are_shipped_each_key_once() -> None:
    assert sum(bool(instrument.valid_until) for instrument in DATED) >= 36
    keys = [instrument.key for instrument in bundled_instruments()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("title", "number", "before", "after", "successor"),
    [
        ("合同法", "", ("2020-12-31", "in_force"), ("2021-01-01", "ended"), "民法典"),
        ("中华人民共和国城市规划法", "", ("2007-12-31", "in_force"), ("2008-01-01", "ended"), "城乡规划法"),
        ("政府采购信息公告管理办法", "财政部令第19号", ("2020-02-29", "in_force"), ("2020-03-01", "ended"), "政府采购信息发布管理办法"),
        ("信息系统安全等级保护基本要求", "GB/T 22239-2008", ("2019-11-30", "in_force"), ("2019-12-01", "ended"), ""),
        ("预算法", "", ("2014-12-31", "unknown"), ("2015-01-01", "unknown"), ""),
    ],
)
def test_an_ended_instrument_holds_until_its_last_day(
    title: str, number: str, before: tuple[str, str], after: tuple[str, str], successor: str
) -> None:
    mention, later = Mention(title, number, SHANGHAI), Mention(successor, "", SHANGHAI)
    registry = resolve([mention, later])
    instrument = registry.instrument(registry.resolution(mention).key)
    assert [status_of(instrument, day).value for day, _ in (before, after)] == [before[1], after[1]]
    assert not successor or instrument.replaced_by == registry.resolution(later).key


def test_of_two_instruments_with_one_title_the_number_tells_and_the_title_alone_is_the_later() -> None:
    title = "政府采购货物和服务招标投标管理办法"
    mentions = [Mention(title, "财政部令第18号"), Mention(title, "财政部令第87号"), Mention(title, "")]
    registry = resolve(mentions)
    assert [registry.resolution(m).key for m in mentions] == ["财政部令/18", "财政部令/87", "财政部令/87"]


def test_an_imported_instrument_counts_by_number_alone_and_by_a_title_without_a_place() -> None:
    known = known_with(read_instruments("number,title,valid_until\n沪府办【2015】87号,停车管理办法,2020-09-30\n沪府办[2015]88号,,2020-01-01\n"))
    one, other = Mention("停车管理办法", "", SHANGHAI), Mention("", "沪府办〔2015〕88号", SHANGHAI)
    registry = resolve([one, other], known=known)
    assert (registry.resolution(one).key, registry.resolution(one).reason) == ("沪府办/2015/87", "known_title")
    assert [instrument.valid_until for instrument in registry.instruments()] == ["2020-09-30", "2020-01-01"]
    assert registry.instruments()[0].jurisdiction == SHANGHAI


@pytest.mark.parametrize(
    ("written", "normal"),
    [("沪府办[2015]87号", "沪府办〔2015〕87号"), ("市政府77号令", "市政府令第77号"), ("GB/T22239-2008", "GB/T 22239-2008"), ("停车办法", "停车办法")],
)
def test_a_number_is_read_as_people_write_it(written: str, normal: str) -> None:
    assert normal_number(written) == normal


def test_two_titles_may_be_one_instrument_and_the_verdict_is_told() -> None:
    (verdict,) = read_decisions("verdict,title,target,by,reason\nsame,停车引导办法,沪府办【2015】87号,法规处,更名\n")
    mentions = [Mention("停车引导办法", "", SHANGHAI), Mention("停车管理办法", "沪府办〔2015〕87号", SHANGHAI)]
    registry = resolve(mentions, decisions=[verdict])
    found = registry.resolution(mentions[0])
    assert (found.key, found.decided, found.verdict) == ("沪府办/2015/87", True, "法规处: 更名")
    assert not registry.resolution(mentions[1]).decided


def test_the_target_of_a_verdict_is_described_though_nothing_cites_it() -> None:
    (verdict,) = read_decisions("verdict,title,target\nis,三定方案,沪建委[2016]109号\n")
    (instrument,) = resolve([Mention("三定方案", "", SHANGHAI)], decisions=[verdict]).instruments()
    assert (instrument.number, instrument.year, instrument.serial) == ("沪建委〔2016〕109号", 2016, "109")


def test_what_took_an_instruments_place_and_what_is_listed_is_described_though_nothing_cites_it() -> None:
    rows = ["甬政办发〔2016〕33号,河道若干意见,2020-06-30,甬政办发[2020]50号", ",宁波市造林办法,2020-06-30,宁波市绿化办法", ",宁波市古树规定,,"]
    imported = read_instruments("\n".join(["number,title,valid_until,replaced_by", *rows]))
    mentions = [Mention("", "甬政办发〔2016〕33号", "宁波市"), Mention("宁波市造林办法", "", "宁波市"), Mention("中华人民共和国合同法", "")]
    registry = resolve(mentions, known=known_with(imported))
    names = {i.key: regulation_name(i) for i in registry.instruments()}
    cited = [registry.instrument(registry.resolution(mention).key) for mention in mentions]
    assert [names[i.replaced_by] for i in cited] == [i.successor for i in cited] == ["甬政办发〔2020〕50号", "宁波市绿化办法", "中华人民共和国民法典"]
    assert "宁波市古树规定" not in names.values()
    assert status_of(cited[2], "2022-01-01").reason.endswith("replaced by 中华人民共和国民法典")
    listed = resolve(mentions, known=known_with(imported), listed=[i.key for i in imported])
    assert {i.title for i in listed.instruments()} >= {"宁波市古树规定", "河道若干意见"}
    assert [i.key for i in listed.instruments()] == sorted(i.key for i in listed.instruments())


def test_a_successor_known_by_its_title_is_the_instrument_of_its_number() -> None:
    known = read_instruments("number,title,replaced_by\n,宁波市造林办法,宁波市绿化办法\n")
    later = Mention("宁波市绿化办法", "甬政发〔2020〕5号", "宁波市")
    registry = resolve([Mention("宁波市造林办法", "", "宁波市"), later], known=known)
    (ended,) = (i for i in registry.instruments() if i.replaced_by)
    assert registry.aliases()[ended.replaced_by] == registry.resolution(later).key
    assert len(registry.instruments()) == 2


def test_verdicts_that_no_mention_meets_are_told() -> None:
    rows = (
        "verdict,title,number,context,target\nis,停车办法,,上海市,沪府办〔2015〕87号\nis,停车办法,,北京市,京政办发〔2015〕8号\nnone,手册甲,,,\nnone,手册乙,,,\n"
        "same,,沪府办〔2015〕88号,,沪府办〔2015〕89号\nsame,,沪府办〔2015〕89号,,沪府办〔2015〕90号\nsame,,沪府办〔2015〕1号,,沪府办〔2015〕2号\n"
    )
    mentions = [Mention("停车办法", "", SHANGHAI), Mention("手册甲", "", SHANGHAI), Mention("", "沪府办〔2015〕88号", SHANGHAI)]
    registry = resolve(mentions, decisions=read_decisions(rows))
    assert [(v.title or v.number, v.context) for v in registry.idle_decisions()] == [
        ("停车办法", "北京市"),
        ("手册乙", ""),
        ("沪府办〔2015〕1号", ""),
    ]
    assert resolve(mentions).idle_decisions() == ()


def test_a_verdict_that_a_decided_mention_meets_is_not_idle() -> None:
    rows = "verdict,title,number,context,target\nis,停车新规定,,,沪府办〔2015〕87号\nsame,,沪府办〔2015〕87号,,沪府办〔2020〕61号\n"
    registry = resolve([Mention("停车新规定", "", SHANGHAI)], decisions=read_decisions(rows))
    assert [instrument.key for instrument in registry.instruments()] == ["沪府办/2020/61"]
    assert registry.idle_decisions() == ()


def test_a_later_verdict_replaces_the_one_before() -> None:
    head = "verdict,title,target\n"
    merged = merge_decisions(head + "is,甲办法,沪府办〔2015〕87号\nnone,乙办法,\n", head + "none,甲办法,\n")
    assert [(d.verdict, d.title) for d in read_decisions(merged)] == [("none", "乙办法"), ("none", "甲办法")]
    assert merge_decisions(merged, "") == merged


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("2023年中央一号文件", "中发/2023/1"),
        ("2018年中央“1号文件”", "中发/2018/1"),
        ("中央2021年1号文件", "中发/2021/1"),
        ("中共中央 国务院关于做好2022年全面推进乡村振兴重点工作的意见", "中发/2022/1"),
        ("国务院关于印发水污染防治行动计划的通知", "国发/2015/17"),
        ("全民健身计划（2021-2025年）", "国发/2021/11"),
    ],
)
def test_a_years_first_document_and_widely_cited_ones_are_those_of_their_numbers(name: str, key: str) -> None:
    mention = Mention(name, "", "安徽省")
    assert resolve([mention]).resolution(mention).key == key


def test_the_first_document_of_no_year_or_of_a_province_is_none_of_those() -> None:
    mentions = [Mention(name, "", "安徽省") for name in ("中央一号文件", "2022年省委一号文件")]
    registry = resolve(mentions)
    assert [registry.resolution(m).status for m in mentions] == ["stub", "stub"]


@pytest.mark.parametrize(("short", "whole"), [("党章", "中国共产党章程"), ("宪法", "中华人民共和国宪法"), ("环评法", "中华人民共和国环境影响评价法")])
def test_short_names_are_the_whole_ones(short: str, whole: str) -> None:
    one, other = Mention(short, ""), Mention(whole, "")
    registry = resolve([one, other])
    assert registry.resolution(one).key == registry.resolution(other).key
    assert registry.resolution(one).reason == "known_title"


@pytest.mark.parametrize("title", ["安徽省水污染防治行动计划", "水污染防治行动计划实施方案", "全民健身计划（2016-2020年）"])
def test_a_places_own_a_wider_and_an_earlier_one_are_not_the_widely_cited_one(title: str) -> None:
    mention = Mention(title, "", "安徽省")
    assert resolve([mention]).resolution(mention).status == "stub"
