"""The vocabulary files: two languages, no foreign subject, no blank node, links to established terms, OWL 2 RL consistency."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import owlrl
import pyoxigraph
import pytest
import yaml
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef

from kg import terms
from kg.resources import package_data

ROOT = Path(__file__).parent.parent.parent / "ontology"
BKG = Namespace(terms.BKG_NS)
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
TURTLE = sorted(ROOT.rglob("*.ttl"))
VOCABULARY = ("budget-kg.ttl", "codes.ttl", "alignments.ttl")


def read(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(ROOT / name)
    return graph


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return read("budget-kg.ttl")


def languages(graph: Graph, subject: URIRef, *properties: URIRef) -> list[str]:
    return sorted(str(o.language) for p in properties for o in graph.objects(subject, p) if isinstance(o, Literal) and str(o).strip())


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: str(path.relative_to(ROOT)))
def test_turtle_parses_alike_in_two_libraries(path: Path) -> None:
    assert len(Graph().parse(path)) == len(set(pyoxigraph.parse(path=path)))


def test_every_term_has_one_label_and_one_definition_in_each_language(vocabulary: Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    own = {s for kind in kinds for s in vocabulary.subjects(RDF.type, kind)} | {BKG.amounts, BKG["amounts-structure"]}
    assert len(own) > 90
    for term in own:
        assert isinstance(term, URIRef)
        assert languages(vocabulary, term, RDFS.label) == ["en", "zh"], term
        assert languages(vocabulary, term, SKOS.definition) == ["en", "zh"], term
        assert (term, RDFS.isDefinedBy, URIRef(terms.GRAPH_ONTOLOGY)) in vocabulary, term


@pytest.mark.parametrize("name", ["budget-kg.ttl", "codes.ttl"])
def test_nothing_of_ours_is_left_without_label_and_definition(name: str) -> None:
    graph = read(name)
    own = {s for s in graph.subjects() if str(s).startswith(terms.BKG_NS)}
    assert own
    for term in own:
        labels = [o.language for p in (RDFS.label, SKOS.prefLabel) for o in graph.objects(term, p)]  # type: ignore[attr-defined]
        assert sorted(labels) == ["en", "zh"], term
        assert languages(graph, URIRef(str(term)), SKOS.definition) == ["en", "zh"], term


def test_labels_are_distinct_within_classes_and_within_properties(vocabulary: Graph) -> None:
    for kinds in ((OWL.Class,), (OWL.ObjectProperty, OWL.DatatypeProperty)):
        labels = [o for kind in kinds for s in vocabulary.subjects(RDF.type, kind) for o in vocabulary.objects(s, RDFS.label)]
        assert len(labels) == len(set(labels))


@pytest.mark.parametrize("name", VOCABULARY)
def test_only_our_terms_are_subjects_and_no_node_is_blank(name: str) -> None:
    graph = read(name)
    for subject, predicate, value in graph:
        assert not isinstance(subject, BNode), (subject, predicate, value)
        assert not isinstance(value, BNode), (subject, predicate, value)
        assert str(subject).startswith(terms.GRAPH_ONTOLOGY), subject


@pytest.mark.parametrize("name", [*VOCABULARY, "shapes.ttl"])
def test_the_version_stands_in_the_header_and_in_the_changelog(name: str) -> None:
    graph = read(name)
    header = graph.value(predicate=RDF.type, object=OWL.Ontology)
    newest = re.search(r"^## (\S+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert str(graph.value(header, OWL.versionInfo)) == newest.group(1)


def test_every_class_rests_on_an_established_one(vocabulary: Graph) -> None:
    for name in vocabulary.subjects(RDF.type, OWL.Class):
        supers = [str(o) for o in vocabulary.objects(name, RDFS.subClassOf)]
        assert any(not s.startswith(terms.BKG_NS) for s in supers), name


def test_domains_and_ranges_are_declared_or_foreign(vocabulary: Graph) -> None:
    classes = set(vocabulary.subjects(RDF.type, OWL.Class))
    for predicate in (RDFS.domain, RDFS.range, OWL.disjointWith):
        for subject, value in vocabulary.subject_objects(predicate):
            assert value in classes or not str(value).startswith(terms.BKG_NS), (subject, value)
    for name in vocabulary.subjects(RDF.type, OWL.DatatypeProperty):
        assert str(vocabulary.value(name, RDFS.range)).startswith(terms.XSD.NS), name
    for name in vocabulary.subjects(RDF.type, OWL.ObjectProperty):
        assert not str(vocabulary.value(name, RDFS.range)).startswith(terms.XSD.NS), name


def test_alignments_speak_of_declared_terms() -> None:
    declared = set(read("budget-kg.ttl", "codes.ttl").subjects())
    alignments = read("alignments.ttl")
    for subject, predicate, value in alignments:
        if subject != URIRef(terms.GRAPH_ALIGNMENTS):
            assert subject in declared, subject
            assert str(predicate).startswith((terms.SKOS.NS, terms.OWL.NS)), predicate
            assert not str(value).startswith(terms.GRAPH_ONTOLOGY), value


def test_every_concept_is_labelled_and_notated_in_its_scheme() -> None:
    codes = read("codes.ttl")
    for scheme, keys in terms.CODE_LISTS.items():
        assert languages(codes, URIRef(scheme), SKOS.prefLabel) == ["en", "zh"], scheme
        assert languages(codes, URIRef(scheme), SKOS.definition) == ["en", "zh"], scheme
        members = {str(codes.value(c, SKOS.notation)): str(c) for c in codes.subjects(SKOS.inScheme, URIRef(scheme))}
        assert members == dict(keys), scheme
        for concept in map(URIRef, keys.values()):
            assert languages(codes, concept, SKOS.prefLabel) == ["en", "zh"], concept
            assert languages(codes, concept, SKOS.definition) == ["en", "zh"], concept
        for language in ("en", "zh"):
            labels = [str(o) for c in keys.values() for o in codes.objects(URIRef(c), SKOS.prefLabel) if o.language == language]  # type: ignore[attr-defined]
            assert len(labels) == len(set(labels)), scheme


def closure(*extra: str) -> Graph:
    """The OWL 2 RL closure of the vocabulary and of everything in the valid examples."""
    graph = read(*VOCABULARY, *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "examples" / "valid").glob("*.ttl"))))
    for data in extra:
        graph.parse(data=terms.SPARQL_PREFIXES + data, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return graph


def test_the_vocabulary_is_consistent() -> None:
    graph = closure()
    assert [str(o) for o in graph.objects(None, ERROR)] == []
    assert list(graph.subjects(RDF.type, OWL.Nothing)) == []
    document = URIRef("https://budget-kg.example/id/document/0123456789abcdef")
    assert (document, RDF.type, URIRef(terms.PROV.Entity)) in graph, "the closure reasons"
    merged = [(s, o) for s, o in graph.subject_objects(OWL.sameAs) if s != o and not isinstance(s, Literal)]
    assert merged == [], "no two individuals of the examples become one"


def test_a_contradiction_is_found() -> None:
    graph = closure("<https://budget-kg.example/x> a bkg:Filing, bkg:Instrument .")
    assert list(graph.objects(None, ERROR)) != []


def test_every_role_of_a_label_is_a_field_role() -> None:
    """A role in kg/forms/labels.yaml needs its concept (codes.ttl, terms.py); contacts drop their prefix."""
    labels = yaml.safe_load(package_data("kg.forms", "labels.yaml"))
    roles = {entry["role"].removeprefix("contact_") for entry in labels}
    assert sorted(roles - set(terms.FIELD_ROLES)) == []


def codes_in(tree: ast.AST) -> Iterator[str]:
    """The first argument of `Finding(…)`, `Contradiction(…)` and `….find(…)` with a message after it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) > 1 and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in {"Finding", "Contradiction"} or (name == "find" and re.fullmatch("[a-z_]+", node.args[0].value)):
                yield node.args[0].value


def test_every_code_of_a_finding_is_in_the_code_list() -> None:
    package = ROOT.parent / "kg"
    used = {code for path in package.rglob("*.py") for code in codes_in(ast.parse(path.read_text(encoding="utf-8")))}
    assert len(used) > 5, "the search finds the calls"
    assert sorted(used - set(terms.FINDING_CODES)) == []
