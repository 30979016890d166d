"""Status at the filing's year, and the findings that follow from it, told with their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from kg.filings import Finding
from kg.graph.contradicted import Contradicted
from kg.graph.statuses import Statuses
from kg.graph.summaries import FilingSummary, MentionSummary
from kg.identifiers import Identifiers
from kg.registry import Mention, resolve
from kg.registry.instruments import read_instruments
from kg.terms import INSTRUMENT_STATUSES

SHANGHAI = "上海市"
PLAN = MentionSummary("上海市停车三年行动计划（2018-2020）", "沪府办〔2018〕21号", "", "basis", SHANGHAI, "立项依据", 40)
OLD = MentionSummary("停车管理办法", "沪府办〔2009〕7号", "", "basis", SHANGHAI, "立项依据", 60)
AMOUNTS: Mapping[str, Decimal | None] = MappingProxyType({})
SUMMARY = FilingSummary("0" * 16, 0, "unknown", 2021, None, None, None, None, None, SHANGHAI, AMOUNTS, (PLAN, PLAN, OLD), ())


def keyed(summary: FilingSummary, *, rows: str = "") -> tuple[Statuses, list[tuple[str, MentionSummary]]]:
    mentions = [(m, Mention(m.title, m.number, m.context)) for m in summary.mentions]
    registry = resolve((mention for _, mention in mentions), known=read_instruments(rows) if rows else None)
    return Statuses(registry), [(registry.resolution(mention).key, m) for m, mention in mentions]


def findings(year: int | None, *, rows: str = "") -> list[Finding]:
    statuses, cited = keyed(SUMMARY, rows=rows)
    return list(statuses.findings(SUMMARY, year, iter(cited)))


def test_a_plan_has_ended_after_its_last_year() -> None:
    statuses, cited = keyed(SUMMARY)
    key = cited[0][0]
    assert [statuses.of(key, year).value for year in (2020, 2021)] == ["in_force", "ended"]
    status, reason = statuses.rows(key, 2021)
    assert INSTRUMENT_STATUSES["ended"].encode() in status
    assert b"last year named in the title" in reason
    assert list(statuses.rows(key, None)) == []


def test_an_ended_instrument_is_told_once_with_its_place_and_the_sunset_rule_only_asks() -> None:
    ended, question = findings(2021)
    assert (ended.code, ended.severity, ended.index, ended.place, ended.source) == ("cites_ended_instrument", "warning", 0, "立项依据", 40)
    assert ended.message.startswith("沪府办〔2018〕21号 上海市停车三年行动计划（2018-2020）: ended on 2020-12-31")
    assert (question.code, question.severity, question.source) == ("sunset_question", "info", 60)
    assert question.message.endswith("?")
    assert [finding.code for finding in findings(2020)] == ["sunset_question"]
    assert findings(None) == []


def test_an_imported_end_is_a_verdict() -> None:
    found = findings(2019, rows="number,title,valid_until,source\n沪府办[2009]7号,,2014-06-30,公报\n")
    assert [(finding.code, finding.message.split(": ")[1]) for finding in found] == [
        ("cites_ended_instrument", "ended on 2014-06-30 (公报), before the fiscal year 2019 began")
    ]


def test_each_side_of_a_contradiction_is_told_with_its_first_place() -> None:
    other = replace(SUMMARY, index=1, mentions=(MentionSummary("河道保洁办法", OLD.number, "", "basis", SHANGHAI, "项目概况", None),))
    mentions = [Mention(m.title, m.number, m.context) for s in (SUMMARY, other) for m in s.mentions]
    contradicted = Contradicted(resolve(mentions).findings())
    for summary in (SUMMARY, other, other):
        for mention in summary.mentions:
            contradicted.meet(summary, mention)
    identifiers = Identifiers("https:" + "//example.org/")
    (remark,) = contradicted.remarks(identifiers)
    assert remark.focus == identifiers.instrument("沪府办/2009/7")
    assert remark.finding.code == "same_number_two_titles"
    assert set(remark.finding.place.split("; ")) == {
        "停车管理办法: filing 0000000000000000-0, 立项依据 at 60",
        "河道保洁办法: filing 0000000000000000-1, 项目概况",
    }
