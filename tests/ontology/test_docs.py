"""docs/ontology.md and docs/checks.md say what the files say."""

from __future__ import annotations

import re

import pytest
from rdflib import OWL, RDF, RDFS, URIRef

from kg import terms
from tests.ontology.tables import ROOT, filled, read, tables

TABLES = [(document, name, lines) for document, content in tables().items() for name, lines in content.items()]


@pytest.mark.parametrize(("document", "name", "lines"), TABLES, ids=[f"{document}: {name}" for document, name, _ in TABLES])
def test_a_table_is_what_the_file_says(document: str, name: str, lines: list[str]) -> None:
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    assert filled(text, name, lines) == text, "write it anew: python -m tests.ontology.tables"


def test_the_diagram_shows_every_class_and_only_true_links() -> None:
    text = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    diagram = re.search(r"```mermaid\n(.*?)```", text, re.DOTALL)
    assert diagram
    links = re.findall(r'^ *(\w+) (?:-->|"[^"]*" -->) (\w+) : (\w+)', diagram.group(1), re.MULTILINE)
    graph = read("budget-kg.ttl")
    known = {str(c).removeprefix(terms.BKG_NS) for c in graph.subjects(RDF.type, OWL.Class)}
    assert known == {name for link in links for name in link[:2]}
    for subject, value, name in links:
        property_ = URIRef(terms.BKG_NS + name)
        if (property_, RDF.type, OWL.ObjectProperty) in graph:
            domain, range_ = (graph.value(property_, p) for p in (RDFS.domain, RDFS.range))
            assert domain in (None, URIRef(terms.BKG_NS + subject)), (subject, name)
            assert range_ == URIRef(terms.BKG_NS + value), (name, value)
        else:
            assert name in {
                "isPartOf",
                "isVersionOf",
                "subOrganizationOf",
                "passed_by",
                "is_part_of",
                "wasGeneratedBy",
                "wasAssociatedWith",
                "focusNode",
            }
