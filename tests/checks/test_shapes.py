"""Validation of one portion."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import BlankNode, RdfFormat
from pyoxigraph import Literal as Lit
from rdflib import RDF, SH, Graph

from kg.checks.shapes import node_of, read_triples, validate
from kg.terms import BKG, GRAPH_SHAPES

EXAMPLES = Path(__file__).parent.parent.parent / "ontology" / "examples"


def portion(path: Path) -> bytes:
    """The data of an example: its expected report holds blank nodes and is left out."""
    triples = [q.triple for q in pyoxigraph.parse(path=str(path), format=RdfFormat.TURTLE) if not isinstance(q.subject, BlankNode)]
    data = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES)
    assert data is not None
    return data


@pytest.mark.parametrize("path", sorted((EXAMPLES / "valid").glob("*.ttl")), ids=lambda path: path.stem)
def test_a_valid_example_has_no_breach(path: Path) -> None:
    assert validate(portion(path)) == []


@pytest.mark.parametrize("path", sorted((EXAMPLES / "violations").glob("*.ttl"))[::7], ids=lambda path: path.stem)
def test_a_violation_is_a_breach(path: Path) -> None:
    report = Graph().parse(path)
    result = next(r for r in report.subjects(SH.sourceShape) if (r, RDF.type, SH.ValidationResult) in report)
    (breach,) = validate(portion(path))
    assert f"{GRAPH_SHAPES}#{breach.check}" == str(report.value(result, SH.sourceShape))
    assert breach.focus == str(report.value(result, SH.focusNode))
    assert breach.severity == str(report.value(result, SH.resultSeverity)).rpartition("#")[2].lower()
    assert sorted(breach.messages) == ["en", "zh"]
    assert set(breach.messages.values()) == {str(m) for m in report.objects(result, SH.resultMessage)}


def test_breaches_are_sorted_and_tell_the_value() -> None:
    name = "https://budget-kg.example/id/filing/0123456789abcdef-0/unmapped/"
    lines = [
        f'<{name}{n}> <{BKG.begin}> "-{n}"^^<http://www.w3.org/2001/XMLSchema#integer> .\n<{name}{n}> a <{BKG.UnmappedText}> .' for n in (3, 1, 2)
    ]
    found = validate("\n".join(lines).replace(" a ", f" <{RDF.type}> ").encode())
    assert found == sorted(found, key=lambda b: (b.focus, b.check, b.value or ""))
    assert [b.value for b in found if b.check == "UnmappedText-begin"] == ["-1", "-2", "-3"]


def test_plain_strings_and_language_tags_survive_the_crossing() -> None:
    triples = read_triples('<a:s> <a:p> "x", "y"@en, "1"^^<http://www.w3.org/2001/XMLSchema#integer> .'.replace(", ", " .\n<a:s> <a:p> ").encode())
    assert {o.n3() for o in triples.objects()} == {'"x"', '"y"@en', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'}
    assert node_of(Lit("元")).n3() == '"元"'
