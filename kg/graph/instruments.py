"""Departments, issuers and instruments as N-Quads of the derived graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.graph.nquads import a, date, integer, iri, literal, pair, subject, tail
from kg.identifiers import Identifiers
from kg.registry import Departments, Instrument
from kg.registry.departments import department_key
from kg.resources import data_folder
from kg.terms import BKG, DCTERMS, ELI, INSTRUMENT_STATUSES, NORM_LEVELS, ORG, SKOS

DEPARTMENT, ISSUER = (a(BKG.Department), a(ORG.FormalOrganization)), (a(BKG.Issuer), a(ORG.FormalOrganization), a(ELI.Agent))
PREF_LABEL, ALT_LABEL, PART_OF_BODY = subject(SKOS.prefLabel), subject(SKOS.altLabel), subject(ORG.subOrganizationOf)

INSTRUMENT = (a(BKG.Instrument), a(ELI.LegalResource))
TITLE, SAME_TITLE, OTHER_TITLE = subject(ELI.title), subject(DCTERMS.title), subject(ELI.title_alternative)
FULL_NUMBER, SERIAL, PASSED_BY = subject(ELI.id_local), subject(ELI.number), subject(ELI.passed_by)
JURISDICTION, DATED, YEAR, REPLACED_BY = subject(ELI.jurisdiction), subject(ELI.date_document), subject(BKG.year), subject(DCTERMS.isReplacedBy)
LEVEL = {key: pair(ELI.type_document, concept) for key, concept in NORM_LEVELS.items()}

VALID_FROM, VALID_UNTIL = subject(ELI.first_date_entry_in_force), subject(ELI.date_no_longer_in_force)
#: Not `dcterms:isReplacedBy`: that leads from an old name of an instrument to the instrument, which links follow.
REPEALED_BY, REASON = subject(ELI.repealed_by), subject(BKG.statusReason)
DATES = ("valid_from", "valid_until", "replaced_by")

ARTICLE = (a(BKG.Article), a(ELI.LegalResourceSubdivision))
IS_PART_OF, NAME = subject(ELI.is_part_of), subject(BKG.name)
#: What has been replaced has ended. Of the rest nothing is said: whether a date has passed depends on a clock, which a graph has not.
ENDED = (pair(BKG.status, INSTRUMENT_STATUSES["ended"]), pair(ELI.in_force, ELI.InForce_notInForce))


@lru_cache(maxsize=1)
def jurisdictions() -> Mapping[str, str]:
    """Chinese name of a jurisdiction → its concept, from the code list itself."""
    triples = parse((data_folder("ontology") / "codes.ttl").read_bytes(), format=RdfFormat.TURTLE)
    labels = {}
    for triple in triples:
        if triple.predicate.value == SKOS.prefLabel and isinstance(triple.object, Literal) and triple.object.language == "zh":
            assert isinstance(triple.subject, NamedNode), "the code lists have no blank nodes"
            labels[triple.object.value] = triple.subject.value
    return {name: concept for name, concept in labels.items() if concept.startswith(f"{BKG.jurisdictions.removesuffix('s')}-")}


def body_quads(departments: Departments, instruments: Iterable[Instrument], *, identifiers: Identifiers) -> Iterator[bytes]:
    """Departments, and issuers of instruments: one body may be both, and has its label once."""
    end = tail(identifiers.derived_graph)
    bodies: dict[str, dict[bytes, None]] = {}
    for department in departments.all():
        rows = bodies.setdefault(identifiers.department(department.key), {})
        rows.update(dict.fromkeys(DEPARTMENT))
        rows[PREF_LABEL + literal(department.label)] = None
        rows.update((ALT_LABEL + literal(name), None) for name in department.alternatives if name != department.label)
        if department.parent_key:
            rows[PART_OF_BODY + iri(identifiers.department(department.parent_key))] = None
    for name in sorted({i.issuer for i in instruments if i.issuer}):
        key = department_key(name)
        rows = bodies.setdefault(identifiers.department(key), {})
        if not rows:
            rows[PREF_LABEL + literal(key)] = None
        rows.update(dict.fromkeys(ISSUER))
    for node, rows in bodies.items():
        this = subject(node)
        yield b"".join(this + row + end for row in rows)


def instrument_quads(instrument: Instrument, *, identifiers: Identifiers) -> bytes:
    """What is known of one instrument."""
    end, this = tail(identifiers.derived_graph), subject(identifiers.instrument(instrument.key))
    rows = [*INSTRUMENT]
    if instrument.title:
        rows += (TITLE + literal(instrument.title), SAME_TITLE + literal(instrument.title))
    others = sorted({*instrument.titles, *instrument.short_names} - {instrument.title, ""})
    rows += (OTHER_TITLE + literal(title) for title in others)
    if instrument.number:
        rows.append(FULL_NUMBER + literal(instrument.number))
    if instrument.serial:
        rows.append(SERIAL + literal(instrument.serial))
    if instrument.year is not None:
        rows.append(YEAR + integer(instrument.year))
    if instrument.issuer:
        rows.append(PASSED_BY + iri(identifiers.department(department_key(instrument.issuer))))
    if instrument.level:
        rows.append(LEVEL[instrument.level])
    place = jurisdictions().get(instrument.jurisdiction)
    if place:
        rows.append(JURISDICTION + iri(place))
    if instrument.date_document:
        rows.append(DATED + date(instrument.date_document))
    if instrument.valid_from:
        rows.append(VALID_FROM + date(instrument.valid_from))
    if instrument.valid_until:
        rows.append(VALID_UNTIL + date(instrument.valid_until))
    if instrument.replaced_by:
        rows += (REPEALED_BY + iri(identifiers.instrument(instrument.replaced_by)), *ENDED)
    reasons = [f"{name}: {instrument.reasons[name]}" for name in DATES if getattr(instrument, name) and name in instrument.reasons]
    if reasons:
        rows.append(REASON + literal("; ".join(reasons)))
    return b"".join(this + row + end for row in rows)


def article_quads(key: str, article: str, *, identifiers: Identifiers) -> bytes:
    """A pinpoint of an instrument."""
    end, this = tail(identifiers.derived_graph), subject(identifiers.article(key, article))
    return b"".join(this + row + end for row in (*ARTICLE, IS_PART_OF + iri(identifiers.instrument(key)), NAME + literal(article)))


def alias_quads(aliases: Mapping[str, str], *, identifiers: Identifiers) -> Iterator[bytes]:
    """Keys that once named an instrument lead to the one that it has now: links by a title go on working."""
    end = tail(identifiers.derived_graph)
    for old, key in sorted(aliases.items()):
        if old != key:
            yield subject(identifiers.instrument(old)) + REPLACED_BY + iri(identifiers.instrument(key)) + end
