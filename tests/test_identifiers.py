"""Minting and its reverse."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse

from kg import identifiers
from kg.identifiers import PATTERNS, Identifiers, Minted, segment, sixteen, spelled_out

IDS = Identifiers("http" + "://example.org/")
SHA = "0123456789abcdef" * 4

#: Names as documents give them: Chinese, ASCII signs, spaces, brackets; no lone surrogates, which no decoded text holds.
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
KEYS = st.lists(NAMES.filter(lambda t: "/" not in t and t != "art"), min_size=1, max_size=3).map("/".join)


@given(NAMES)
def test_a_segment_is_a_legal_part_of_an_iri(name: str) -> None:
    iri = IDS.department(name)
    assert not set(segment(name)) & set('/?#[]<>"{}|\\^` \n\u3000')
    line = f"<{iri}> <{iri}> <{iri}> .".encode()
    (triple,) = parse(line, format=RdfFormat.N_TRIPLES)  # the parser checks IRIs by RFC 3987
    assert triple.subject == NamedNode(iri)


@given(NAMES, NAMES, st.integers(1900, 2100))
def test_a_project_year_gives_back_its_parts(department: str, project: str, year: int) -> None:
    found = IDS.parse(IDS.project_year(department, project, str(year)))
    assert found == Minted("project_year", {"department": department, "project": project, "year": str(year)})


@given(KEYS, NAMES)
def test_instruments_and_articles_give_back_their_key(key: str, article: str) -> None:
    assert IDS.parse(IDS.instrument(key)) == Minted("instrument", {"key": key})
    assert IDS.parse(IDS.article(key, article)) == Minted("article", {"key": key, "article": article})


@given(NAMES, NAMES)
def test_two_names_never_share_an_iri(one: str, other: str) -> None:
    assert (IDS.concept(one) == IDS.concept(other)) == (one == other)


@pytest.mark.parametrize(
    ("iri", "kind", "parts"),
    [
        (IDS.document(SHA), "document", {"sha16": SHA[:16]}),
        (IDS.filing(SHA, 3), "filing", {"sha16": SHA[:16], "index": "3"}),
        (IDS.filing(SHA, 3) + identifiers.FIELD + "2", "field", {"sha16": SHA[:16], "index": "3", "number": "2"}),
        (IDS.filing(SHA, 3) + identifiers.FIELD + "2" + identifiers.PIECE + "0", "piece", None),
        (IDS.filing(SHA, 3) + identifiers.FIELD + "2" + identifiers.FRAGMENT + "0", "fragment", None),
        (IDS.filing(SHA, 3) + identifiers.AMOUNT + "total", "amount", None),
        (IDS.filing(SHA, 3) + identifiers.INDICATOR + "4", "indicator", None),
        (IDS.filing(SHA, 3) + identifiers.INDICATOR + "4" + identifiers.TARGET, "target", None),
        (IDS.filing(SHA, 3) + identifiers.INDICATOR + "4" + identifiers.REPORT, "report", None),
        (IDS.filing(SHA, 3) + identifiers.CITATION + "4", "citation", None),
        (IDS.filing(SHA, 3) + identifiers.CITATION + "4" + identifiers.PLACE, "place", None),
        (IDS.filing(SHA, 3) + identifiers.CITATION + "4" + identifiers.POSITION, "position", None),
        (IDS.filing(SHA, 3) + identifiers.CITATION + "4" + identifiers.QUOTE, "quote", None),
        (IDS.filing(SHA, 3) + identifiers.FIGURE + "total_income", "figure", None),
        (IDS.filing(SHA, 3) + identifiers.UNMAPPED + "1", "unmapped", None),
        (IDS.document(SHA) + identifiers.UNMAPPED + "1", "document_unmapped", None),
        (IDS.filing_year(SHA, 3), "filing_year", None),
        (IDS.department("上海市城市管理行政执法局"), "department", {"department": "上海市城市管理行政执法局"}),
        (IDS.instrument("沪府办/2015/87"), "instrument", {"key": "沪府办/2015/87"}),
        (IDS.article("国务院令/641", "第二十七条"), "article", {"key": "国务院令/641", "article": "第二十七条"}),
        (IDS.run(SHA), "run", {"fingerprint": SHA[:16]}),
        (IDS.filing(SHA, 3) + identifiers.MAIN_PROJECT + "1", "main_project", None),
        (IDS.filing(SHA, 3) + identifiers.CONTACT + "1", "contact", None),
        (IDS.software("budget-kg", "0.1.0"), "software", {"name": "budget-kg", "version": "0.1.0"}),
        (IDS.finding("code", "place"), "finding", {"hash": sixteen("code\0place")}),
        (IDS.document_graph(SHA), "document_graph", None),
        (IDS.filing_graph(SHA, 0), "filing_graph", None),
        (IDS.derived_graph, "derived_graph", {}),
        (IDS.findings_graph, "findings_graph", {}),
        (IDS.run_graph, "run_graph", {}),
    ],
)
def test_every_minted_kind_is_recognised(iri: str, kind: str, parts: dict[str, str] | None) -> None:
    found = IDS.parse(iri)
    assert found is not None
    assert found.kind == kind
    if parts is not None:
        assert found.parts == parts


def test_every_pattern_has_an_example_above() -> None:
    (mark,) = test_every_minted_kind_is_recognised.pytestmark  # type: ignore[attr-defined]
    covered = {kind for _, kind, _ in mark.args[1]} | {"project", "project_year", "concept"}
    assert covered == set(PATTERNS)


def test_others_iris_are_not_ours() -> None:
    assert IDS.parse("urn:isbn:1") is None
    assert IDS.parse(IDS.base + "elsewhere") is None


@given(KEYS)
def test_an_iri_may_be_given_as_browsers_copy_it(key: str) -> None:
    iri = IDS.instrument(key)
    copied = quote(iri, safe=":/?#[]@!$&'()*+,;=%~")
    assert copied.isascii()
    assert spelled_out(f" <{copied}> ") == iri
    assert spelled_out(iri) == iri


def test_percent_signs_that_are_no_utf_8_stay() -> None:
    assert spelled_out("urn:x:%FF%20") == "urn:x:%FF%20"


def test_an_empty_name_names_nothing() -> None:
    with pytest.raises(ValueError, match="at least one character"):
        IDS.department("")
