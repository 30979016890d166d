"""The shapes: two languages, every class covered, every class's example conforms, every shape is violated by its example and only so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, SH, SKOS, Graph, Literal, Namespace, URIRef

from kg import terms

ROOT = Path(__file__).parent.parent.parent / "ontology"
BKS = Namespace(terms.GRAPH_SHAPES + "#")
VALID = {path.stem: path for path in sorted((ROOT / "examples" / "valid").glob("*.ttl"))}
VIOLATIONS = {path.stem: path for path in sorted((ROOT / "examples" / "violations").glob("*.ttl"))}


@cache
def shapes() -> Graph:
    return Graph().parse(ROOT / "shapes.ttl")


def laws() -> set[str]:
    """The local names of the shapes that state something: all but the lists of property shapes of a class."""
    return {str(s).removeprefix(BKS) for s in shapes().subjects(SH.severity, None)}


def results(graph: Graph) -> Iterator[tuple[object, ...]]:
    for result in graph.subjects(RDF.type, SH.ValidationResult):
        if graph.value(result, SH.sourceShape) is not None:
            messages = sorted(m.n3() for m in graph.objects(result, SH.resultMessage))
            yield (*(graph.value(result, p) for p in (SH.focusNode, SH.sourceShape, SH.resultSeverity)), messages)


def report(path: Path) -> list[tuple[object, ...]]:
    _, graph, _ = pyshacl.validate(Graph().parse(path), shacl_graph=shapes())
    assert isinstance(graph, Graph)
    return sorted(results(graph), key=str)


def test_the_shapes_are_well_formed() -> None:
    conforms, _, _ = pyshacl.validate(Graph(), shacl_graph=shapes(), meta_shacl=True)  # raises for shapes that are not SHACL
    assert conforms


def test_every_class_has_a_shape_and_a_valid_example() -> None:
    vocabulary = Graph().parse(ROOT / "budget-kg.ttl")
    classes = {str(c).removeprefix(terms.BKG_NS) for c in vocabulary.subjects(RDF.type, OWL.Class)}
    targets = {str(c).removeprefix(terms.BKG_NS) for c in shapes().objects(None, SH.targetClass)}
    assert classes <= targets
    assert classes == set(VALID)


@pytest.mark.parametrize("name", VALID)
def test_the_example_of_a_class_conforms(name: str) -> None:
    assert (None, RDF.type, URIRef(terms.BKG_NS + name)) in Graph().parse(VALID[name])
    assert report(VALID[name]) == []


def test_an_example_shows_every_property_of_its_class() -> None:
    """Each path of a class's shapes is used in its example, so that the example exercises the shape."""
    for name in VALID:
        example = Graph().parse(VALID[name])
        for shape in shapes().objects(BKS[name], SH.property):
            path = shapes().value(shape, SH.path)
            alternatives = {URIRef(terms.BKG.count), URIRef(terms.BKG.text)} if name == "Figure" else set()
            assert path in alternatives or (None, path, None) in example, (name, path)


def test_every_law_has_a_message_in_each_language_and_a_severity() -> None:
    for name in laws():
        messages = list(shapes().objects(BKS[name], SH.message))
        assert sorted(str(m.language) for m in messages if isinstance(m, Literal)) == ["en", "zh"], name
        assert shapes().value(BKS[name], SH.severity) in {SH.Violation, SH.Warning, SH.Info}, name
    zh = [m for m in shapes().objects(None, SH.message) if isinstance(m, Literal) and m.language == "zh"]
    assert all(re.search("[\u4e00-\u9fff]", m) for m in zh)


def test_every_property_shape_is_used() -> None:
    used = set(shapes().objects(None, SH.property))
    assert set(shapes().subjects(RDF.type, SH.PropertyShape)) == used


def test_every_law_has_a_violation() -> None:
    assert laws() == set(VIOLATIONS)


@pytest.mark.parametrize("name", VIOLATIONS)
def test_a_shape_is_violated_as_its_example_says_and_nothing_else(name: str) -> None:
    expected = sorted(results(Graph().parse(VIOLATIONS[name])), key=str)
    assert [row[1] for row in expected] == [BKS[name]]
    assert report(VIOLATIONS[name]) == expected


def test_lists_of_concepts_are_the_code_lists() -> None:
    """A list of allowed concepts in a shape is the whole code list, in its order; of a list in levels, one whole level."""
    broader = set(Graph().parse(ROOT / "codes.ttl").subjects(SKOS.broader))
    for shape, values in shapes().subject_objects(SH["in"]):
        members = [str(m) for m in shapes().items(values)]
        ours = [codes for codes in terms.CODE_LISTS.values() if members[0] in codes.values()]
        if ours and shape != shapes().value(predicate=SH.path, object=URIRef(terms.BKG.citationKind)) and isinstance(shape, URIRef):
            codes = list(ours[0].values())
            below = [code for code in codes if URIRef(code) in broader]
            assert members == codes or (below and members in (below, [code for code in codes if code not in below])), shape


def test_a_citation_that_a_person_has_decided_to_denote_nothing_is_no_doubt() -> None:
    graph = Graph().parse(VIOLATIONS["Citation-unresolved"])
    for citation in list(graph.subjects(RDF.type, URIRef(terms.BKG_NS + "Citation"))):
        graph.add((citation, URIRef(terms.BKG_NS + "decision"), Literal("office of legal affairs: a handbook")))
    _, found, _ = pyshacl.validate(graph, shacl_graph=shapes())
    assert isinstance(found, Graph)
    assert not list(results(found))
