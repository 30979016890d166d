"""Imported instruments beside the bundled ones, and verdicts as people write them."""

from __future__ import annotations

import pytest

from kg.registry import Mention, known_with, resolve
from kg.registry.decisions import merge_decisions, read_decisions
from kg.registry.instruments import read_instruments
from kg.registry.known import bundled_instruments
from kg.registry.numbers import normal_number

SHANGHAI = "上海市"


def test_an_imported_instrument_inherits_from_the_bundled_one_of_its_title() -> None:
    title = "城镇排水与污水处理条例"
    (bundled,) = (i for i in bundled_instruments() if i.title == title)
    known = known_with(read_instruments(f"number,title,valid_from\n国务院令第641号,{title},2014-01-01\n"))
    (instrument,) = (i for i in known if i.title == title)
    assert (instrument.key, instrument.valid_from, instrument.level) == ("国务院令/641", "2014-01-01", bundled.level)
    assert len(known) == len(bundled_instruments())
    assert known_with(()) == bundled_instruments()


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


def test_a_later_verdict_replaces_the_one_before() -> None:
    head = "verdict,title,target\n"
    merged = merge_decisions(head + "is,甲办法,沪府办〔2015〕87号\nnone,乙办法,\n", head + "none,甲办法,\n")
    assert [(d.verdict, d.title) for d in read_decisions(merged)] == [("none", "乙办法"), ("none", "甲办法")]
    assert merge_decisions(merged, "") == merged
