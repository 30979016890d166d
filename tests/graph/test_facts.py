"""A filing's graph: whole, legal, its own, and the same for the same values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
import yaml
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from kg import terms
from kg.citations.values import KINDS
from kg.filings import AMOUNT_KINDS, Amount, Filing
from kg.graph import filing_quads
from kg.graph.amounts import span_of
from kg.graph.citations import source_bounds
from kg.identifiers import Identifiers
from kg.resources import data_folder, package_data
from kg.terms import BKG, CIDS, CITO, FOAF, OA, OBEU_MEASURE, PROV, QB, RDF, SCHEMA
from tests.graph.filings_by_hand import BASE, SECOND, SECOND_SOURCE, SHA, filing, statement

IDS = Identifiers(BASE)

#: ⊑ of docs/model.md: what stands beside ours.
ALSO = {
    BKG.Filing: {FOAF.Document, PROV.Entity},
    BKG.Field: {OA.SpecificResource},
    BKG.Amount: {QB.Observation},
    BKG.Indicator: {CIDS.Indicator},
    BKG.Target: {CIDS.Target},
    BKG.IndicatorReport: {CIDS.IndicatorReport},
    BKG.Citation: {CITO.Citation, OA.Annotation},
    BKG.Figure: {PROV.Entity},
    BKG.MainProject: {PROV.Entity},
    BKG.UnmappedText: {PROV.Entity},
    BKG.Contact: {SCHEMA.ContactPoint},
}


def quads_of(value: Filing, *, with_contacts: bool = False) -> list[Quad]:
    data = filing_quads(value, sha256=SHA, identifiers=IDS, run=IDS.run(SHA), with_contacts=with_contacts)
    return list(parse(data, format=RdfFormat.N_QUADS))


def reported() -> Filing:
    """A self-evaluation: its indicators report what was reached."""
    value = filing()
    rows = tuple(i._replace(actual="96%", weight="10", score="9", reason="无") for i in value.indicators)
    return replace(value, form="self-evaluation", indicators=rows)


def test_every_key_of_the_earlier_stages_has_a_concept() -> None:
    layouts = yaml.safe_load(package_data("kg.forms", "layouts.yaml"))
    assert {layout["form"] for layout in layouts} <= set(terms.FORMS)
    assert set(AMOUNT_KINDS) <= set(terms.AMOUNT_KINDS)
    assert set(KINDS) <= set(terms.CITATION_KINDS)


FILINGS = {"form": filing(), "statement": statement(), "self-evaluation": reported()}


@pytest.mark.parametrize("name", FILINGS)
def test_the_lines_are_strict_n_quads_each_once_in_one_graph_without_blank_nodes(name: str) -> None:
    quads = quads_of(FILINGS[name])
    assert len(set(quads)) == len(quads)
    assert {q.graph_name for q in quads} == {NamedNode(IDS.filing_graph(SHA, FILINGS[name].index))}
    assert not [q for q in quads if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]


@pytest.mark.parametrize(("name", "other"), [("form", None), ("statement", 0)])
def test_a_filing_that_belongs_to_another_of_its_document_leads_there(name: str, other: int | None) -> None:
    found = [quad.object for quad in quads_of(FILINGS[name]) if quad.predicate.value == BKG.pairedWith]
    assert found == ([] if other is None else [NamedNode(IDS.filing(SHA, other))])


@pytest.mark.parametrize("name", FILINGS)
def test_every_subject_is_minted_for_this_filing(name: str) -> None:
    for quad in quads_of(FILINGS[name]):
        assert isinstance(quad.subject, NamedNode)
        found = IDS.parse(quad.subject.value)
        assert found is not None, quad.subject
        assert found.parts["sha16"] == SHA[:16]
        assert found.parts["index"] == str(FILINGS[name].index)


@pytest.mark.parametrize("name", FILINGS)
def test_every_term_of_ours_is_declared(name: str) -> None:
    declared = {
        triple.subject.value
        for file in ("budget-kg.ttl", "codes.ttl")
        for triple in parse((data_folder("ontology") / file).read_bytes(), format=RdfFormat.TURTLE)
        if isinstance(triple.subject, NamedNode)
    }
    used = {term.value for quad in quads_of(FILINGS[name]) for term in (quad.predicate, quad.object) if isinstance(term, NamedNode)}
    assert {iri for iri in used if iri.startswith(terms.BKG_NS)} <= declared


@pytest.mark.parametrize("name", FILINGS)
def test_established_classes_and_properties_stand_beside_ours(name: str) -> None:
    types = defaultdict(set)
    values = defaultdict(set)
    for quad in quads_of(FILINGS[name], with_contacts=True):
        assert isinstance(quad.subject, NamedNode)
        if quad.predicate.value == RDF.type:
            assert isinstance(quad.object, NamedNode)
            types[quad.subject.value].add(quad.object.value)
        values[quad.subject.value, quad.predicate.value].add(quad.object)
    for node, classes in types.items():
        for ours in classes & set(ALSO):
            assert classes >= ALSO[ours], node
    for (node, property_), objects in values.items():
        if property_ == BKG.inField:
            assert values[node, PROV.wasDerivedFrom] >= objects
        if property_ == BKG.yuan and BKG.Amount in types[node]:
            assert values[node, OBEU_MEASURE.amount] == objects


def test_the_same_values_give_the_same_bytes() -> None:
    def once() -> bytes:
        return filing_quads(filing(), sha256=SHA, identifiers=IDS, run=IDS.run(SHA))

    assert once() == once()


def literals(quads: list[Quad], property_: str) -> list[str]:
    return [q.object.value for q in quads if q.predicate.value == property_ and isinstance(q.object, Literal)]


def test_offsets_point_at_the_surface_in_the_field_and_in_the_document() -> None:
    value = filing()
    quads = quads_of(value)
    text = value.fields[0].text
    for number, citation in enumerate(value.citations):
        node = NamedNode(f"{IDS.filing(SHA, 0)}/citation/{number}")
        own = {q.predicate.value: q.object for q in quads if q.subject == node}
        begin, end = int(own[BKG.begin].value), int(own[BKG.end].value)  # type: ignore[union-attr]
        assert own[BKG.surface] == Literal(text[begin:end])
        position = {
            q.predicate.value: q.object.value for q in quads if q.subject == NamedNode(f"{node.value}/position") if isinstance(q.object, Literal)
        }
        piece = value.fields[0].pieces[0]
        assert int(position[OA.start]) - piece.source + piece.begin == citation.begin
        assert int(position[OA.end]) - int(position[OA.start]) == len(citation.surface)


def test_a_field_stands_where_its_pieces_are_printed_each_place_once() -> None:
    value = filing()
    asked = []

    def fragments(begin: int, end: int) -> list[str]:
        asked.append((begin, end))
        return ["page=1", "page=2"]

    data = filing_quads(value, sha256=SHA, identifiers=IDS, run=IDS.run(SHA), fragments=fragments)
    quads = list(parse(data, format=RdfFormat.N_QUADS))
    field = NamedNode(f"{IDS.filing(SHA, 0)}/field/0")
    selectors = {q.object for q in quads if q.subject == field and q.predicate.value == OA.hasSelector}
    printed = [q for q in quads if q.predicate.value == RDF.value and q.subject in selectors]
    assert [(q.subject.value.rpartition("/field/0/")[2], q.object) for q in printed] == [  # type: ignore[union-attr]
        ("fragment/0", Literal("page=1")),
        ("fragment/1", Literal("page=2")),
    ]
    assert {(p.source, p.source + p.length) for p in value.fields[0].pieces} <= set(asked)


def test_a_place_over_two_pieces_spans_both_and_one_over_none_is_unknown() -> None:
    value = filing()
    assert source_bounds(value, 0, SECOND - 2, SECOND + 2) == (100 + SECOND - 2, SECOND_SOURCE + 2)
    assert source_bounds(value, 0, SECOND - 1, SECOND) is None


def test_a_role_that_a_users_data_adds_is_another_label_in_the_graph() -> None:
    value = filing()
    known = [field.role for field in value.fields]
    value = replace(value, fields=(value.fields[0]._replace(role="watchers"), *value.fields[1:]))
    told = {quad.object.value for quad in quads_of(value) if quad.predicate == NamedNode(BKG.role) and "/field/" in str(quad.subject)}
    assert "other" in told
    assert told <= {*known, "other"}
    assert told <= set(terms.FIELD_ROLES)


def test_an_impossible_date_stays_text() -> None:
    quads = quads_of(replace(filing(), start_date="2020-02-30"))
    assert literals(quads, BKG.startDate) == []
    assert literals(quads, BKG.endDate) == ["2020-12-31"]


def test_an_undeclared_unit_gives_no_yuan() -> None:
    value = replace(filing(), amounts=(Amount("total", None, "40", None, 1),))
    node = NamedNode(f"{IDS.filing(SHA, 0)}/amount/total")
    quads = [q for q in quads_of(value) if q.subject == node]
    assert literals(quads, BKG.rawText) == ["40"]
    for property_ in (BKG.yuan, BKG.unit, BKG.scale, OBEU_MEASURE.amount):
        assert not literals(quads, property_)


def test_spans_follow_the_model() -> None:
    form = filing()
    total, current = form.amounts
    only_total = replace(form, amounts=(total,))
    assert span_of(total, form) == "whole-life"
    assert span_of(current, form) == "annual"
    assert span_of(total, only_total) == "annual"
    assert span_of(total, replace(only_total, fiscal_year_end=2022)) == "whole-life"
    assert span_of(replace(total, kind="prior_year_budget"), form) == "prior-year"


def test_money_keeps_more_than_two_places_only_where_the_source_has_more() -> None:
    value = replace(filing(), amounts=(Amount("total", Decimal("1276240.005"), "127.6240005", "万元", 1),))
    assert "1276240.005" in literals(quads_of(value), BKG.yuan)


def test_contacts_enter_only_on_request_and_are_masked_otherwise() -> None:
    hidden = filing_quads(filing(), sha256=SHA, identifiers=IDS, run=IDS.run(SHA)).decode()
    assert "王小明" not in hidden
    assert "联系人＊＊＊" in hidden
    assert "多余的字：＊＊＊" in hidden
    assert BKG.contact not in hidden
    asked = filing_quads(filing(), sha256=SHA, identifiers=IDS, run=IDS.run(SHA), with_contacts=True).decode()
    assert "联系人王小明" in asked
    assert BKG.Contact in asked
