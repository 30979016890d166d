"""`kg/terms.py` says exactly what `ontology/*.ttl` declares, and its foreign names are spelled as their vocabularies spell them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from rdflib import OWL, RDF, SKOS, Graph, Namespace, URIRef

from kg import filings, terms
from kg.registry import values as registry
from kg.resources import data_folder

QB = Namespace(terms.QB.NS)


def constants(vocabulary: type) -> dict[str, str]:
    return {name: value for name, value in vars(vocabulary).items() if not name.startswith("_") and isinstance(value, str)}


@pytest.fixture(scope="module")
def declared() -> set[str]:
    """Every term of ours: classes, properties, the data cube, schemes and concepts."""
    graph = Graph()
    for name in ("budget-kg.ttl", "codes.ttl"):
        graph.parse(data=(data_folder("ontology") / name).read_text(encoding="utf-8"), format="turtle")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, QB.DataSet, QB.DataStructureDefinition, SKOS.ConceptScheme, SKOS.Concept)
    return {str(s) for kind in kinds for s in graph.subjects(RDF.type, kind)}


def test_terms_are_those_of_the_ontology(declared: set[str]) -> None:
    ours = set(constants(terms.BKG).values()) | {iri for scheme in terms.CODE_LISTS.values() for iri in scheme.values()}
    assert sorted(ours - declared) == [], "in kg/terms.py, but not declared"
    assert sorted(declared - ours) == [], "declared, but not in kg/terms.py"


def test_a_term_is_named_as_its_local_name() -> None:
    for vocabulary in (v for v in vars(terms).values() if isinstance(v, terms.Vocabulary)):
        names = constants(vocabulary)
        namespace = names.pop("NS", terms.BKG_NS)
        for name, iri in names.items():
            assert iri.startswith(namespace), iri
            assert iri.removeprefix(namespace).replace("-", "_") == name


def test_prefixes_name_distinct_namespaces() -> None:
    assert len(set(terms.PREFIXES.values())) == len(terms.PREFIXES)
    assert all(namespace.endswith(("#", "/")) for namespace in terms.PREFIXES.values())
    assert Graph().query(terms.SPARQL_PREFIXES + "ASK { ?s a bkg:Filing }").askAnswer is False


def test_concepts_are_found_by_the_keys_of_the_json() -> None:
    for scheme, codes in terms.CODE_LISTS.items():
        assert codes, scheme
        for key, iri in codes.items():
            assert iri.endswith(f"-{key}")
    assert tuple(terms.AMOUNT_KINDS) == filings.AMOUNT_KINDS
    assert tuple(terms.NORM_LEVELS) == registry.LEVELS


def test_a_misspelt_term_fails() -> None:
    with pytest.raises(AttributeError):
        terms.BKG.Filling  # type: ignore[attr-defined] # noqa: B018
    with pytest.raises(KeyError):
        terms.FORMS["shanghai-1999"]


def test_a_vocabulary_does_not_change() -> None:
    with pytest.raises(AttributeError, match=r"BKG\.Filing"):
        terms.BKG.Filing = "x"  # type: ignore[misc]
    with pytest.raises(TypeError):
        terms.FORMS["new"] = "x"  # type: ignore[index]


@pytest.mark.parametrize("vocabulary", ["RDF", "RDFS", "SKOS", "DCTERMS", "FOAF", "PROV", "ORG", "QB", "SH", "XSD"])
def test_foreign_terms_exist(vocabulary: str) -> None:
    """rdflib carries these vocabularies as closed namespaces; the others are not published in a library."""
    import rdflib.namespace

    namespace = getattr(rdflib.namespace, vocabulary)
    names = constants(vars(terms)[vocabulary])
    assert str(URIRef(namespace._NS)) == names.pop("NS")
    for name in names:
        assert name in namespace.__annotations__ or name == "langString", f"{vocabulary} has no {name}"


def test_terms_are_cheap_to_import() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import kg.terms, sys; print('rdflib' in sys.modules, 'pyoxigraph' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.split() == ["False", "False"]
