"""Instruments from data: schema, what follows, status, open cases, decisions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.errors import InvalidData
from kg.registry import LEVELS, Mention, resolve
from kg.registry.decisions import read_decisions
from kg.registry.instruments import merge_instruments, read_instruments
from kg.registry.known import bundled
from kg.registry.levels import level_of
from kg.registry.numbers import parse_number
from kg.registry.review import decision_rows, open_cases
from kg.registry.status import status_of
from kg.registry.titles import title_form
from kg.resources import package_data

HEAD = "number,title,short_names,issuer,level,jurisdiction,date_document,valid_from,valid_until,replaced_by,source\n"


def test_the_bundled_instruments_are_valid() -> None:
    read_instruments(package_data("kg.registry.data", "instruments.csv"))
    assert bundled().by_key("国务院令/262") is not None


def test_imported_instruments_are_resolved_to_with_their_dates() -> None:
    issued = "沪府办〔2015〕87号,停车管理办法,停车办法；停车规则,上海市人民政府办公厅,normative_document,上海市"
    rows = f"{HEAD}{issued},2015-09-01,2015-10-01,2020-09-30,沪府办〔2020〕61号,公报\n"
    (known,) = read_instruments(rows)
    assert (known.key, known.short_names, known.replaced_by) == ("沪府办/2015/87", ("停车办法", "停车规则"), "沪府办/2020/61")
    registry = resolve([Mention("停车规则", "", "上海市")], known=[known])
    instrument, successor = registry.instruments()
    assert (successor.key, successor.number) == ("沪府办/2020/61", "沪府办〔2020〕61号")
    assert (instrument.number, instrument.valid_until, instrument.reasons["valid_until"]) == ("沪府办〔2015〕87号", "2020-09-30", "公报")
    assert [status_of(instrument, day).value for day in ("2015-09-15", "2018-01-01", "2021-01-01")] == ["not_yet", "in_force", "ended"]
    assert "replaced by 沪府办〔2020〕61号" in status_of(instrument, "2021-01-01").reason


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title\n停车办法\n", "line 1: expected columns among"),
        (HEAD + ",,,某局,,,,,,,\n", "line 2: an instrument needs a number or a title"),
        (HEAD + ",停车办法,,,statute,,,,,,\n", "line 2: the level is 'statute'"),
        (HEAD + ",停车办法,,,,,2015-13-01,,,,\n", "line 2: date_document is '2015-13-01'"),
        (HEAD + "87号,停车办法,,,,,,,,,\n", "line 2: the number '87号' is not of the form"),
    ],
)
def test_a_fault_in_a_file_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(InvalidData, match=message):
        read_instruments(text, source="mine.csv")


@pytest.mark.parametrize(
    ("title", "number", "place", "level"),
    [
        ("中华人民共和国宪法", "", "中国", "constitution"),
        ("中华人民共和国建筑法", "", "中国", "law"),
        ("物业管理条例", "国务院令第379号", "中国", "administrative_regulation"),
        ("上海市建筑节能条例", "", "上海市", "local_regulation"),
        ("上海市实施<中华人民共和国防震减灾法>办法", "上海市人民代表大会常务委员会公告第16号", "上海市", "local_regulation"),
        ("超限高层建筑工程抗震设防管理规定", "建设部令第111号", "中国", "departmental_rule"),
        ("上海市建筑玻璃幕墙管理办法", "上海市人民政府令第77号", "上海市", "local_government_rule"),
        ("关于停车的意见", "沪府办〔2015〕87号", "上海市", "normative_document"),
        ("上海市交通发展白皮书", "", "上海市", "plan"),
        ("信息安全等级保护管理办法", "公通字〔2007〕43号", "中国", "normative_document"),
        ("术语", "GB/T 1-2008", "中国", "standard"),
        ("关于同意立项的批复", "沪府〔1995〕66号", "上海市", "reply"),
        ("上海市公积金管理中心财务管理办法", "", "上海市", "internal_rule"),
        ("甲乙丙", "", "", ""),
    ],
)
def test_the_norm_level_follows_from_number_and_title(title: str, number: str, place: str, level: str) -> None:
    found, why = level_of(title, title_form(title), parse_number(number) if number else None, place, "")
    assert found == level
    assert bool(why) == bool(level)
    assert level in {"", *LEVELS}


def test_a_plan_ends_with_the_month_that_its_title_names() -> None:
    for title, day in (
        ("河道整治三年行动方案（2019年7月-2022年6月）", "2022-06-30"),
        ("食品安全行动计划（2023.1-2025.12）", "2025-12-31"),
        ("无障碍改造行动计划（2021年1月1日至2024年2月28日）", "2024-02-29"),
    ):
        (plan,) = resolve([Mention(title, "", "上海市")]).instruments()
        assert plan.valid_until == day
    assert title_form("河道整治三年行动方案（2019年7月-2022年6月）").core == title_form("河道整治三年行动方案（2019-2022）").core


def test_a_plan_ends_with_the_last_year_of_its_title_and_other_titles_never() -> None:
    (plan,) = resolve([Mention("停车“十三五”规划", "", "上海市")]).instruments()
    assert plan.valid_until == "2020-12-31"
    assert status_of(plan, "2021-01-01").value == "ended"
    assert status_of(plan, "2020-01-01").value != "ended"
    (study,) = resolve([Mention("停车“十四五”规划研究工作方案", "", "上海市")]).instruments()
    assert study.valid_until == ""
    assert status_of(study, "2030-01-01").value == "unknown"


def test_the_sunset_of_normative_documents_is_a_question_and_no_verdict() -> None:
    (old,) = resolve([Mention("停车管理办法", "沪府办〔2010〕7号", "上海市")]).instruments()
    status = status_of(old, "2020-01-01")
    assert status.value == "unknown"
    assert "after 5 years" in status.question
    assert status_of(old, "2014-01-01").question == ""


def test_open_cases_come_by_money_and_give_rows_to_decide() -> None:
    small, large = Mention("停车管理办法", "", "上海市"), Mention("道路保洁办法", "", "上海市")
    registry = resolve([small, large, Mention("", "沪府办〔2015〕87号")])
    cited = [
        (small, "a#0", Decimal(5)),
        (small, "a#0", Decimal(5)),
        (large, "a#1", Decimal(9)),
        (Mention("", "沪府办〔2015〕87号"), "a#1", Decimal(9)),
    ]
    cases = open_cases(registry, cited)
    assert [(case.title, case.mentions, case.filings, case.yuan) for case in cases] == [
        ("道路保洁办法", 1, 1, Decimal(9)),
        ("停车管理办法", 2, 1, Decimal(5)),
    ]
    assert read_decisions(decision_rows(cases)) == ()
    filled = decision_rows(cases).replace("\n,道路保洁办法,,,,", "\nis,道路保洁办法,,,沪府办〔2015〕87号,").splitlines()[:2]
    (decision,) = read_decisions("\n".join(filled))
    assert (decision.verdict, decision.title, decision.target) == ("is", "道路保洁办法", "沪府办〔2015〕87号")


@pytest.mark.parametrize(
    ("wordings", "context"),
    [
        (["长沙市校舍三年行动计划（2018-2020）", "长沙市校舍三年行动计划（2018—2020年）", "《校舍三年行动计划（2018-2020年）》"], "长沙市"),
        (["关于印发《桂林市农村生活用水节约办法（试行）》的通知", "桂林市农村生活用水节约办法", "桂林市农村生活用水节约管理办法"], "桂林市"),
    ],
)
@pytest.mark.parametrize("verdict", ["is", "none"])
def test_a_verdict_on_an_open_case_holds_for_all_its_wordings(wordings: list[str], context: str, verdict: str) -> None:
    mentions = [Mention(title, "", context) for title in wordings]
    cited = [(mention, "a#0", Decimal(5)) for mention in mentions]
    (case,) = open_cases(resolve(mentions), cited)
    for title in {case.title, *wordings}:
        rows = f"verdict,title,context,target\n{verdict},{title},{{}},{'湘教发〔2018〕7号' if verdict == 'is' else ''}\n"
        for place in ("", context):
            registry = resolve(mentions, decisions=read_decisions(rows.format(place)))
            assert {registry.resolution(m).key for m in mentions} == {"湘教发/2018/7" if verdict == "is" else ""}
            assert open_cases(registry, cited) == ()
        assert open_cases(resolve(mentions, decisions=read_decisions(rows.format("拉萨市"))), cited) != ()


def test_a_case_known_by_its_number_is_decided_by_its_number() -> None:
    mentions = [Mention("", "市政府令第5号"), Mention("", "市政府令第05号"), Mention("", "〔2014〕12号")]
    cases = open_cases(resolve(mentions), [(mention, "a#0", Decimal(5)) for mention in mentions])
    assert {case.number for case in cases} == {"市人民政府令第5号", "〔2014〕12号"}
    filled = ["none" + row if row.startswith(",,") else row for row in decision_rows(cases).splitlines()]
    registry = resolve(mentions, decisions=read_decisions("\n".join(filled)))
    assert all(registry.resolution(mention).decided for mention in mentions)


def test_merging_keeps_rows_and_replaces_those_with_the_same_key() -> None:
    first = HEAD + "沪府办〔2015〕87号,停车管理办法,,,,,,,,,a\n沪府办〔2015〕88号,道路保洁办法,,,,,,,,,a\n"
    second = "number,title,valid_until\n沪府办〔2015〕87号,停车管理办法,2020-09-30\n"
    merged = read_instruments(merge_instruments(first, second))
    assert [(i.key, i.valid_until) for i in merged] == [("沪府办/2015/87", "2020-09-30"), ("沪府办/2015/88", "")]
    assert merge_instruments("", second) == merge_instruments(merge_instruments("", second), second)
