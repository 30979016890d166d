"""Names that a user types, as terms: a number in any bracket style, a title, the name of a department or project, an IRI, a figure.

A name is looked up in the store itself, by the queries of `queries/lookups/`: first letter for letter, as typed and as the citations stage reads
it; an instrument then by the key that the registry gives its number or wording; at last folded, without regard to white space, width, brackets
and traditional characters. An IRI may be given as browsers copy it, and as tables show it, without the base.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pyoxigraph import Literal, NamedNode

from kg.catalogue.values import Parameter
from kg.citations import find_citations
from kg.errors import AmbiguousName, InvalidData, UnknownName
from kg.identifiers import Identifiers, spelled_out
from kg.registry.numbers import parse_number
from kg.registry.titles import wording_key
from kg.resources import data_folder
from kg.store import Store, Term, text_of
from kg.store.index.folding import fold, fold_name
from kg.terms import XSD

#: type of a parameter → the lookups that know its names, the surest first.
LOOKUPS = {
    "department": ("departments",),
    "project": ("projects",),
    "instrument": ("instruments", "instruments_as_cited"),
}
BY_IDENTIFIER = {"instrument": "instruments_by_identifier"}
#: type of a parameter that is bound to a name as the store writes it → the lookup that knows such names.
WRITTEN = {"issuer": "issuers", "indicator": "indicators"}

IRI = re.compile(r"<?[A-Za-z][A-Za-z0-9+.\-]*:/{2}\S+\Z")
#: An IRI of ours as tables show it: without the base.
SHOWN = re.compile(r"/(?:id|eli)/\S+\Z")
#: What the store's own numbers hold; a longer one, or one with an exponent, is no year and no sum of money.
INTEGER, DECIMAL = re.compile(r"[+-]?[0-9]{1,18}"), re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?")
NEAREST = 5
LEAST_SHARED = 0.3


def term_of(store: Store, parameter: Parameter, text: str) -> Term:
    """The term that a parameter is bound to. Raises InvalidData for a text that is not of its type; see `find_entity` and `find_name` for names."""
    match parameter.type:
        case "integer":
            if not INTEGER.fullmatch(text.strip()):
                raise InvalidData(f"{parameter.name} is {text!r}; expected a whole number such as {parameter.example}")
            return Literal(str(int(text)), datatype=NamedNode(XSD.integer))
        case "decimal":
            if not DECIMAL.fullmatch(text.strip()):
                raise InvalidData(f"{parameter.name} is {text!r}; expected a number such as {parameter.example}")
            return Literal(text.strip(), datatype=NamedNode(XSD.decimal))
        case "iri":
            return node(text.strip(), parameter.name)
        case "string":
            if parameter.values and text not in parameter.values:
                raise InvalidData(f"{parameter.name} is {text!r}; expected one of {', '.join(parameter.values)}")
            return Literal(text)
        case "issuer" | "indicator":
            return Literal(find_name(store, parameter.type, text))
        case kind:
            return find_entity(store, kind, text)


def find_entity(store: Store, kind: str, text: str) -> NamedNode:
    """The department, project or instrument that a text names.

    Raises UnknownName, which lists the nearest names that the store holds, and AmbiguousName, which lists what the name may mean.
    """
    text = text.strip()
    if SHOWN.match(text):
        text = store.base + text[1:]
    if IRI.match(text):
        return find_identified(store, kind, spelled_out(text))
    for wording in wordings(kind, text):
        for lookup in LOOKUPS[kind]:
            found = ask(store, lookup, wording=Literal(wording))
            if found:
                return only(kind, text, found)
    for iri in identifiers(store, text) if kind == "instrument" else ():
        found = ask(store, BY_IDENTIFIER[kind], wording=NamedNode(iri))
        if found:
            return only(kind, text, found)
    known = [row for lookup in LOOKUPS[kind] for row in ask(store, lookup)]
    plain = fold_name(text)
    alike = [row for row in known if plain and fold_name(row[1]) == plain]
    if alike:
        return only(kind, text, alike)
    raise UnknownName(kind, text, nearest(plain, known))


def find_name(store: Store, kind: str, text: str) -> str:
    """The name of an issuer or indicator as the store writes it. Raises UnknownName, which lists the nearest names that the store holds."""
    text = text.strip()
    if ask(store, WRITTEN[kind], wording=Literal(text)):
        return text
    known = ask(store, WRITTEN[kind])
    plain = fold(text)
    alike = sorted({wording for _, wording, _ in known if plain and fold(wording) == plain})
    if not alike:
        raise UnknownName(kind, text, nearest(plain, known))
    return alike[0]


def find_identified(store: Store, kind: str, text: str) -> NamedNode:
    """The entity behind an IRI, once it is known to the store."""
    iri = node(text, kind)
    lookup = BY_IDENTIFIER.get(kind)
    found = ask(store, lookup, wording=iri) if lookup else ask(store, LOOKUPS[kind][0], entity=iri)
    if not found:
        raise UnknownName(kind, text, [])
    return only(kind, text, found)


def wordings(kind: str, text: str) -> Iterator[str]:
    """What to look for, the surest first: the text as it is, then the number and the title that the citations stage reads in it."""
    yield text
    if kind == "instrument":
        for mention in find_citations(text):
            yield from (part for part in (mention.number, mention.title) if part)
        if text.startswith("《") and text.endswith("》"):
            yield text[1:-1]


def identifiers(store: Store, text: str) -> Iterator[str]:
    """The IRIs that the numbers and titles of a text have, or had before their title was found to be another's."""
    minted = Identifiers(store.base)
    for wording in wordings("instrument", text):
        number = parse_number(wording)
        yield minted.instrument(number.key if number else wording_key(wording))


def only(kind: str, text: str, found: Iterable[tuple[str, str, str]]) -> NamedNode:
    """The one entity of the rows found."""
    entities = {iri: label for iri, _, label in found}
    if len(entities) > 1:
        raise AmbiguousName(kind, text, [f"{label}: {iri}" for iri, label in sorted(entities.items(), key=lambda item: item[::-1])])
    return NamedNode(next(iter(entities)))


def ask(store: Store, lookup: str, **bound: Term) -> list[tuple[str, str, str]]:
    """The rows of a lookup: IRI, wording, label."""
    rows = store.query(lookup_text(lookup), substitutions=bound).rows()
    return [(text_of(entity), text_of(wording) if wording else "", text_of(label) if label else "") for entity, wording, label in rows if entity]


@cache
def lookup_text(name: str) -> str:
    """The SPARQL of a lookup."""
    return (data_folder("queries") / "lookups" / f"{name}.rq").read_text(encoding="utf-8")


def node(text: str, name: str) -> NamedNode:
    """An IRI as a term."""
    try:
        return NamedNode(text)
    except ValueError as fault:
        raise InvalidData(f"{name} is {text!r}; expected an absolute IRI: {fault}") from fault


def nearest(plain: str, known: list[tuple[str, str, str]]) -> list[str]:
    """The labels that share most pairs of characters with a name, the nearest first."""
    wanted = pairs(plain)
    shared: dict[str, float] = {}
    for _, wording, label in known:
        own = pairs(fold(wording))
        score = len(wanted & own) / max(1, min(len(wanted), len(own)))
        shared[label] = max(score, shared.get(label, 0.0))
    close = sorted((label for label, score in shared.items() if score >= LEAST_SHARED), key=lambda label: (-shared[label], label))
    return close[:NEAREST]


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters."""
    return {text[n : n + 2] for n in range(len(text) - 1)} or {text}
