"""The page of a thing that has none of its own (a field, an amount, a citation, an article, a run): what the graph says of it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode

from kg.service.pages.codes import code_names
from kg.service.pages.editors import vocabulary
from kg.service.pages.notes import place_of
from kg.service.pages.questions import text_of
from kg.service.pages.visits import View, Visit
from kg.terms import BKG, BKG_NS, FOAF, PREFIXES, RDF, SKOS

#: What names a thing, the best first.
NAMES = (SKOS.prefLabel, FOAF.name, BKG.label, BKG.name, BKG.surface, BKG.rawText, BKG.code)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: its text, and the address of its page where it has one here."""

    text: str
    address: str | None


def thing(visit: Visit, iri: str) -> View:
    """What the graph says of a thing: property by property, with the filing it stands in and its place there."""
    found: dict[str, list[Value]] = {}
    names: dict[str, str] = {}
    kinds: list[str] = []
    for _, property_, value in visit.store.query(text_of("thing"), substitutions={"thing": NamedNode(iri)}).values():
        assert property_ is not None
        assert value is not None
        if property_ == RDF.type:
            kinds.append(value)
            continue
        names.setdefault(property_, value)
        found.setdefault(property_, []).append(Value(called(visit, value), visit.entity(value)))
    own = [called(visit, kind) for kind in kinds if kind.startswith(BKG_NS)]
    rows = [(called(visit, property_), short(property_), values) for property_, values in found.items()]
    name = next((names[each] for each in NAMES if each in names), None)
    filing = iri.partition("/id/filing/")[2].partition("/")[0]
    return View(
        "thing.html",
        {
            "iri": iri,
            "kinds": own,
            "name": name or (own[0] if own else iri.rpartition("/")[2]),
            "rows": sorted(rows, key=lambda row: (not row[1].startswith("bkg:"), row[1])),
            "place": place_of(visit, iri),
            "filing": f"{visit.generation.base}id/filing/{filing}" if filing else None,
        },
    )


def called(visit: Visit, text: str) -> str:
    """A term, a code or an entity in the language of the visit; other texts as they are."""
    if text.startswith(BKG_NS):
        names = terms().get(text) or code_names().get(text.removeprefix(BKG_NS)) or {}
        return names.get(visit.lang) or short(text)
    return visit.label(text) if text.startswith(visit.generation.base) else short(text)


def short(iri: str) -> str:
    """An IRI by its prefix; other texts as they are."""
    prefix = next((prefix for prefix, space in PREFIXES.items() if iri.startswith(space)), None)
    return iri if prefix is None else f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}"


@cache
def terms() -> dict[str, dict[str, str]]:
    """Our terms with their names by language."""
    return {iri: names for iri, _, names in vocabulary() if names}
