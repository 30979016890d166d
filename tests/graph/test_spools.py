"""The spool gives back what was put into it, and forgets what is removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.filings import Finding
from kg.graph.spools import DocumentRows, DocumentSummary, Spool, filing_row, finding_row
from kg.graph.summaries import summarise
from tests.graph.filings_by_hand import SHA, filing, statement

OTHER = "f" * 64


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    opened = Spool(tmp_path / "s.sqlite")
    yield opened
    opened.close()


def rows(sha256: str, *, fingerprint: str = "1" * 64, findings: int = 1) -> DocumentRows:
    filings = tuple(filing_row(summarise(f, sha256=sha256)) for f in (filing(), statement()))
    found = tuple(finding_row(sha256[:16], n, Finding("no_project", "…", 0, "line 1", 5)) for n in range(findings))
    return DocumentRows(DocumentSummary(sha256, "text/plain", fingerprint, 2, 6, 2, 2, 9), filings, found)


def test_summaries_come_back_as_they_were_in_order(spool: Spool) -> None:
    spool.add([rows(OTHER), rows(SHA)])
    expected = [summarise(f, sha256=sha) for sha in (SHA, OTHER) for f in (filing(), statement())]
    assert list(spool.summaries()) == expected


def test_what_a_mention_may_mean_comes_back_too(spool: Spool) -> None:
    summary = summarise(filing(), sha256=SHA)
    several = replace(summary, mentions=tuple(m._replace(among=(("渠道办法", "皖水农〔2021〕3号"), ("饮水办法", ""))) for m in summary.mentions))
    spool.add([replace(rows(SHA), filings=(filing_row(several),))])
    assert list(spool.summaries()) == [several]


def test_findings_come_back_as_they_were(spool: Spool) -> None:
    spool.add([rows(SHA, findings=2)])
    assert list(spool.findings()) == [(SHA[:16], Finding("no_project", "…", 0, "line 1", 5))] * 2


def test_a_document_given_again_replaces_itself(spool: Spool) -> None:
    spool.add([rows(SHA, findings=3)])
    spool.add([rows(SHA)])
    assert spool.totals() == {"documents": 1, "filings": 2, "fields": 6, "indicators": 2, "citations": 2, "unmapped": 9}
    assert len(list(spool.findings())) == 1


def test_a_document_that_is_removed_is_forgotten(spool: Spool) -> None:
    spool.add([rows(SHA), rows(OTHER)])
    spool.remove(SHA[:16])
    assert {s.sha16 for s in spool.summaries()} == {OTHER[:16]}
    assert spool.document(SHA[:16]) is None
    assert spool.filings_of(SHA[:16]) == 0


def test_a_source_tells_what_it_held_before(spool: Spool) -> None:
    spool.add([rows(SHA), rows(OTHER)])
    assert spool.name("a.txt", SHA[:16]) is None
    assert spool.name("a.txt", SHA[:16]) is None
    assert spool.name("a.txt", OTHER[:16]) == SHA[:16]
    assert spool.sources_of(OTHER[:16]) == ["a.txt"]
    assert spool.document_of("a.txt") == OTHER[:16]
    assert spool.document_of("b.txt") is None


def test_duplicates_are_documents_of_several_sources(spool: Spool) -> None:
    spool.add([rows(SHA)])
    spool.name("b.txt", SHA[:16])
    assert list(spool.duplicates()) == []
    spool.name("a.txt", SHA[:16])
    assert list(spool.duplicates()) == [(SHA[:16], ["a.txt", "b.txt"])]


def test_runs_are_those_that_documents_come_from(spool: Spool) -> None:
    for fingerprint in ("1" * 64, "2" * 64):
        spool.record_run(fingerprint, "0.1.0")
    spool.add([rows(SHA, fingerprint="2" * 64)])
    assert spool.runs() == [("2" * 64, "0.1.0")]
    assert spool.fingerprints() == {"2" * 64: 1}


def test_an_alias_is_summarised_as_what_it_stands_for() -> None:
    value = filing()
    text = "根据《上海市燃气管理条例》（以下简称《条例》）和《条例》第三条。"
    begin = text.rindex("《条例》")
    alias = value.citations[0]._replace(surface="《条例》", begin=begin, end=begin + 4, kind="alias", title="条例")
    first = value.citations[0]._replace(begin=2, end=13)
    value = replace(value, fields=(value.fields[0]._replace(text=text), *value.fields[1:]), citations=(first, alias))
    found = summarise(value, sha256=SHA).mentions
    assert found[1].title == "上海市燃气管理条例"
