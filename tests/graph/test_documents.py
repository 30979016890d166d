"""The graphs beside the filings."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.filings import Finding, Unmapped
from kg.graph.documents import SEVERITIES, document_quads, finding_quads, run_quads, source_quads
from kg.identifiers import Identifiers
from kg.terms import BKG, DCTERMS, FOAF, PROV, RDF, SCHEMA, SH
from tests.graph.filings_by_hand import BASE, SHA

IDS = Identifiers(BASE)


def values(data: bytes, subject: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in parse(data, format=RdfFormat.N_QUADS):
        if quad.subject == NamedNode(subject):
            value = quad.object.value if isinstance(quad.object, NamedNode | Literal) else str(quad.object)
            found.setdefault(quad.predicate.value, set()).add(value)
    return found


def test_a_document_says_what_it_is_and_what_it_holds_outside_its_filings() -> None:
    data = document_quads(SHA, "text/plain", [Unmapped("封面\n", 3)], identifiers=IDS)
    node = values(data, IDS.document(SHA))
    assert node[RDF.type] == {BKG.Document, FOAF.Document, PROV.Entity}
    assert node[SCHEMA.sha256] == {SHA}
    assert node[DCTERMS.format] == {"text/plain"}
    (unmapped,) = node[BKG.unmapped]
    assert values(data, unmapped)[BKG.text] == {"封面\n"}
    assert values(data, unmapped)[BKG.begin] == {"3"}
    assert {q.graph_name for q in parse(data, format=RdfFormat.N_QUADS)} == {NamedNode(IDS.document_graph(SHA))}


def test_every_name_of_a_document_is_a_source() -> None:
    assert values(source_quads(SHA, ["a.txt", 'b "2".txt'], identifiers=IDS), IDS.document(SHA))[DCTERMS.source] == {"a.txt", 'b "2".txt'}


def test_two_runs_of_one_version_share_their_software_and_repeat_no_line() -> None:
    data = run_quads([("1" * 64, "0.1.0"), ("2" * 64, "0.1.0")], identifiers=IDS)
    lines = data.splitlines()
    assert len(set(lines)) == len(lines)
    (software,) = values(data, IDS.run("1" * 64))[PROV.wasAssociatedWith]
    assert values(data, software)[SCHEMA.softwareVersion] == {"0.1.0"}


@pytest.mark.parametrize("severity", SEVERITIES)
def test_a_finding_is_a_validation_result(severity: str) -> None:
    finding = Finding("no_project", "the form names no project", 0, "line 3", 7, severity)
    data = finding_quads(finding, IDS.filing(SHA, 0), identifiers=IDS)
    (node,) = {str(q.subject)[1:-1] for q in parse(data, format=RdfFormat.N_QUADS)}
    found = values(data, node)
    assert found[RDF.type] == {BKG.Finding, SH.ValidationResult}
    assert found[SH.focusNode] == {IDS.filing(SHA, 0)}
    assert found[SH.resultSeverity] == {SEVERITIES[severity]}
    assert found[BKG.placeText] == {"line 3"}
    assert found[BKG.begin] == {"7"}


def test_the_same_finding_has_the_same_iri_and_another_another() -> None:
    def iri(message: str) -> str:
        data = finding_quads(Finding("no_project", message), IDS.document(SHA), identifiers=IDS)
        return next(str(q.subject) for q in parse(data, format=RdfFormat.N_QUADS))

    assert iri("a") == iri("a") != iri("b")
