"""The page of /sparql for browsers: an editor where scripts run, a plain form where they do not, the answer as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from kg import terms
from kg.catalogue import load_catalogue
from kg.resources import data_folder
from kg.service.pages.questions import ROWS, text_of
from kg.service.pages.visits import View
from kg.terms import BKG_NS, OWL, PREFIXES, RDF, RDFS

#: Lines of a catalogue query that are its header.
HEADER = "#+"
KINDS = {OWL.NS + "Class": "class", OWL.NS + "ObjectProperty": "property", OWL.NS + "DatatypeProperty": "property"}


@dataclass(frozen=True, slots=True)
class Result:
    """An answer as the page shows it: rows of (text, IRI or None) under columns, `total` of them; or `text`: RDF, or yes and no."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, str | None], ...], ...] = ()
    total: int = 0
    text: str = ""


def editor(
    *,
    base: str,
    query: str | None,
    result: Result | None,
    problem: str | None,
    script: str | None,
    lang: str,
    words: dict[str, str],
    said: list[tuple[str, str]],
) -> View:
    """The page with a query (the first one of the editor unless given), and its answer or what is wrong with it."""
    examples = [{"name": each.name, "title": each.title[lang], "text": without_header(each.text)} for each in load_catalogue()]
    first = {"name": "first", "title": words["first"], "text": text_of("first")}
    setup = {
        "endpoint": "/sparql",
        "base": base,
        "prefixes": dict(PREFIXES),
        "terms": [{"iri": iri, "kind": kind, "label": label.get(lang, "")} for iri, kind, label in vocabulary()],
        "examples": [first, *examples],
        "words": words,
        "said": said,
    }
    return View(
        "sparql.html",
        {
            "query": query if query is not None else first["text"],
            "result": result,
            "problem": problem,
            "examples": load_catalogue(),
            "script": script,
            "setup": json.dumps(setup, ensure_ascii=False),
            "prefixes": terms.SPARQL_PREFIXES,
        },
        400 if problem else 200,
    )


def read_result(kind: str, body: bytes) -> Result:
    """The answer of a query process in SPARQL's own JSON, or Turtle for a graph."""
    if kind == "construct":
        return Result(text=body.decode())
    told = json.loads(body)
    if "boolean" in told:
        return Result(text=json.dumps(told["boolean"]))
    columns = tuple(told["head"]["vars"])
    found = told["results"]["bindings"]
    rows = tuple(tuple(shown(binding.get(column)) for column in columns) for binding in found[:ROWS])
    return Result(columns, rows, len(found))


def shown(term: dict[str, Any] | None) -> tuple[str, str | None]:
    """A term as text, and its IRI where it is one."""
    if term is None:
        return "–", None
    return term["value"], term["value"] if term["type"] == "uri" else None


def without_header(text: str) -> str:
    """The query without its header, which is for the catalogue."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(HEADER)).lstrip("\n")


@cache
def vocabulary() -> tuple[tuple[str, str, dict[str, str]], ...]:
    """IRI, kind (class or property) and names by language of the terms that a graph of ours uses: our own, then those of other vocabularies."""
    graph = Store()
    graph.load((data_folder("ontology") / "budget-kg.ttl").read_bytes(), RdfFormat.TURTLE)
    own: dict[str, tuple[str, dict[str, str]]] = {}
    for type_, kind in KINDS.items():
        for quad in graph.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(type_), None):
            iri = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
            if iri.startswith(BKG_NS):
                labels = graph.quads_for_pattern(quad.subject, NamedNode(RDFS.label), None, None)
                own[iri] = (kind, {q.object.language or "": q.object.value for q in labels if isinstance(q.object, Literal)})
    return (*((iri, *own[iri]) for iri in sorted(own)), *sorted((iri, kind, {}) for iri, kind in foreign()))


def foreign() -> Iterator[tuple[str, str]]:
    """The terms of other vocabularies that `kg.terms` holds: a class begins with a capital letter."""
    for prefix in PREFIXES:
        space = getattr(terms, prefix.upper().replace("-", "_"), None)
        for name, iri in vars(space).items() if space is not None and prefix != "bkg" else ():
            if not name.startswith("_") and name != "NS" and isinstance(iri, str) and iri.startswith(PREFIXES[prefix]):
                local = iri.removeprefix(PREFIXES[prefix])
                yield iri, "class" if local[:1].isupper() else "property"
