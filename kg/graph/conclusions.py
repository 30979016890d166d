"""The derived graph: what follows from all filings together, recomputed in every build from their summaries and the registry.

Nothing in it depends on the order in which files were loaded. Memory holds the distinct mentions, departments and articles; filings pass
through one document at a time, project years one project at a time, sorted on disk.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import IO

from kg.filings import Finding
from kg.graph.instruments import alias_quads, article_quads, body_quads, instrument_quads
from kg.graph.names import key_of, project_name
from kg.graph.nquads import a, decimal, integer, iri, literal, pair, subject, tail, yuan
from kg.graph.spools import Spool
from kg.graph.summaries import STATED_KINDS, FilingSummary
from kg.identifiers import AMOUNT, CITATION, INDICATOR, Identifiers
from kg.registry import Departments, Mention, Registry, resolve, resolve_departments
from kg.terms import BKG, CITO, DCTERMS, FOAF, OBEU_DIMENSION, PROV, RESOLUTION_STATUSES, SKOS

DENOTES, CITED, CITED_BY, CANDIDATE, DENOTES_ARTICLE = (
    subject(p) for p in (BKG.denotes, CITO.hasCitedEntity, BKG.citedBy, BKG.candidate, BKG.denotesArticle)
)
CONFIDENCE, STATUS = subject(BKG.confidence), {key: pair(BKG.resolutionStatus, concept) for key, concept in RESOLUTION_STATUSES.items()}
OF_DEPARTMENT, OF_PROJECT, CONCEPT = subject(OBEU_DIMENSION.organization), subject(OBEU_DIMENSION.project), subject(BKG.concept)
CONCEPT_TYPES, PREF_LABEL = (a(BKG.IndicatorConcept), a(SKOS.Concept)), subject(SKOS.prefLabel)

PROJECT_TYPES, PROJECT_NAME, DEPARTMENT = (a(BKG.Project), a(FOAF.Project)), subject(FOAF.name), subject(BKG.department)
YEAR_TYPES, VERSION_OF, NAME = (a(BKG.ProjectYear), a(PROV.Entity)), subject(DCTERMS.isVersionOf), subject(BKG.name)
FISCAL_YEAR, FISCAL_YEAR_END = subject(BKG.fiscalYear), subject(BKG.fiscalYearEnd)
STATED_IN, DERIVED_FROM, YUAN = subject(BKG.statedIn), subject(PROV.wasDerivedFrom), subject(BKG.yuan)
STATED = dict(zip(STATED_KINDS, map(subject, (BKG.totalYuan, BKG.currentYearYuan, BKG.priorYearBudgetYuan, BKG.priorYearExecutedYuan)), strict=True))
BASIS = (subject(BKG.hasLegalBasis), subject(CITO.citesAsAuthority))
CITES, REFERENCES = subject(BKG.cites), subject(DCTERMS.references)

SCHEMA = """
CREATE TABLE stated (
    iri TEXT NOT NULL, sha16 TEXT NOT NULL, number INTEGER NOT NULL, project TEXT, department TEXT, name TEXT, year INTEGER, year_end INTEGER,
    amounts TEXT NOT NULL, basis TEXT NOT NULL, cited TEXT NOT NULL
);
CREATE TABLE concepts (iri TEXT PRIMARY KEY, label TEXT NOT NULL) WITHOUT ROWID;
"""

#: Of the ways in which a name is written, the smallest is the label.
CONCEPT_MET = "INSERT INTO concepts VALUES (?,?) ON CONFLICT (iri) DO UPDATE SET label = min(label, excluded.label)"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a filing is about: IRIs of its project year, its project and its department (None where it does not say), and the years."""

    project_year: str
    project: str | None
    department: str | None
    name: str | None
    year: int | None
    year_end: int | None


def conclude(spool: Spool, stream: IO[bytes], *, identifiers: Identifiers, scratch: Path) -> Iterator[tuple[str, Finding]]:
    """Writes the derived graph as N-Quads, each line once, and gives the findings that come up, each with its document (sha16).

    `scratch` is a folder for what is sorted on disk. The graph is whole when the findings are read to their end.
    """
    registry, departments = resolve_all(spool)
    for part in body_quads(departments, registry.instruments(), identifiers=identifiers):
        stream.write(part)
    for instrument in registry.instruments():
        stream.write(instrument_quads(instrument, identifiers=identifiers))
    stream.writelines(alias_quads(registry.aliases(), identifiers=identifiers))
    path = scratch / "conclusions.sqlite"
    rows = sqlite3.connect(path, isolation_level=None)
    try:
        rows.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; BEGIN;" + SCHEMA)
        _conclude_filings(spool, rows, stream, registry, departments, identifiers)
        stream.writelines(_concepts(rows, identifiers))
        yield from _conclude_years(rows, stream, identifiers)
    finally:
        rows.close()
        path.unlink()


def resolve_all(spool: Spool) -> tuple[Registry, Departments]:
    """The registry stage over a corpus: its distinct mentions and department names."""
    mentions: set[Mention] = set()
    names: set[tuple[str, str | None, str]] = set()
    for summary in spool.summaries():
        mentions.update(m.mention for m in summary.mentions if m.mention is not None)
        if summary.department:
            names.add((summary.department, summary.supervisor, summary.context))
    return resolve(mentions), resolve_departments(names)


def _conclude_filings(
    spool: Spool, rows: sqlite3.Connection, stream: IO[bytes], registry: Registry, departments: Departments, identifiers: Identifiers
) -> None:
    """The links from a filing's citations, amounts and indicators to what they are about; what it states goes to `rows`."""
    end = tail(identifiers.derived_graph)
    articles: set[tuple[str, str]] = set()
    for _, group in groupby(spool.summaries(), key=lambda s: s.sha16):
        for summary, identity in identify(list(group), departments, identifiers):
            filing = identifiers.filing(summary.sha16, summary.index)
            basis, cited = [], []
            parts: list[bytes] = []
            for number, mention in enumerate(summary.mentions):
                if mention.mention is None:
                    continue
                key = _citation(parts, f"{filing}{CITATION}{number}", mention.mention, mention.article, registry, identity, end, identifiers)
                if key:
                    cited.append(key)
                    if mention.role == "basis":
                        basis.append(key)
                    if mention.article:
                        articles.add((key, mention.article))
            for kind in summary.amounts:
                this = subject(f"{filing}{AMOUNT}{kind}")
                if identity.department:
                    parts += (this, OF_DEPARTMENT, iri(identity.department), end)
                if identity.project:
                    parts += (this, OF_PROJECT, iri(identity.project), end)
            for number, name in enumerate(summary.indicators):
                concept = concept_key(name)
                if concept:
                    node = identifiers.concept(concept)
                    rows.execute(CONCEPT_MET, (node, name.strip()))
                    parts += (subject(f"{filing}{INDICATOR}{number}"), CONCEPT, iri(node), end)
            stream.write(b"".join(parts))
            rows.execute("INSERT INTO stated VALUES (?,?,?,?,?,?,?,?,?,?,?)", _stated(summary, identity, basis, cited))
    for key, article in sorted(articles):
        stream.write(article_quads(key, article, identifiers=identifiers))


def _citation(
    parts: list[bytes], node: str, mention: Mention, article: str, registry: Registry, identity: Identity, end: bytes, identifiers: Identifiers
) -> str:
    """What one citation denotes; gives the instrument's key, "" where a person has decided that it denotes none."""
    found = registry.resolution(mention)
    this = subject(node)
    parts += (this, STATUS[found.status], end, this, CITED_BY, iri(identity.project_year), end)
    parts += (this, CONFIDENCE, decimal(Decimal(str(round(found.confidence, 4)))), end)
    for candidate in found.candidates:
        parts += (this, CANDIDATE, iri(identifiers.instrument(candidate.key)), end)
    if not found.key:
        return ""
    instrument = iri(identifiers.instrument(found.key))
    parts += (this, DENOTES, instrument, end, this, CITED, instrument, end)
    if article:
        parts += (this, DENOTES_ARTICLE, iri(identifiers.article(found.key, article)), end)
    return found.key


def identify(document: Sequence[FilingSummary], departments: Departments, identifiers: Identifiers) -> Iterator[tuple[FilingSummary, Identity]]:
    """The identity of each filing of a document. A narrative and its form name each other and are about one project year: what the one leaves
    open the other says, and where both speak the form is right."""
    by_index = {summary.index: summary for summary in document}
    for summary in document:
        other = None if summary.paired_with is None else by_index.get(summary.paired_with)
        both = [summary] if other is None else sorted((summary, other), key=lambda s: (s.form.endswith("narrative"), s.index))
        yield summary, _identity(summary, both, departments, identifiers)


def _identity(summary: FilingSummary, both: Sequence[FilingSummary], departments: Departments, identifiers: Identifiers) -> Identity:
    named = next((s for s in both if s.department), None)
    key = None if named is None or named.department is None else departments.of(named.department, named.context).key
    name = next((s.project for s in both if s.project), None)
    dated = next((s for s in both if s.year is not None), summary)
    year = dated.year
    year_end = dated.year_end if dated.year_end != year else None
    department = None if key is None else identifiers.department(key)
    project_key = key_of(project_name(name, year, year_end)) if name else ""
    if key is None or not project_key:
        first = min(both, key=lambda s: s.index)
        return Identity(identifiers.filing_year(first.sha16, first.index), None, department, name, year, year_end)
    project = identifiers.project(key, project_key)
    if year is None:
        return Identity(identifiers.filing_year(summary.sha16, summary.index), project, department, name, None, None)
    label = str(year) if year_end is None else f"{year}-{year_end}"
    return Identity(identifiers.project_year(key, project_key, label), project, department, name, year, year_end)


def concept_key(name: str) -> str:
    """What indicators of one name share."""
    return key_of(name)


def _concepts(rows: sqlite3.Connection, identifiers: Identifiers) -> Iterator[bytes]:
    end = tail(identifiers.derived_graph)
    for node, label in rows.execute("SELECT iri, label FROM concepts ORDER BY iri"):
        this = subject(node)
        yield b"".join(this + row + end for row in (*CONCEPT_TYPES, PREF_LABEL + literal(label)))


def _stated(summary: FilingSummary, identity: Identity, basis: list[str], cited: list[str]) -> tuple[object, ...]:
    amounts = json.dumps({kind: str(value) for kind, value in summary.amounts.items() if kind in STATED and value is not None})
    who = (identity.project_year, summary.sha16, summary.index, identity.project, identity.department, identity.name)
    return (*who, identity.year, identity.year_end, amounts, json.dumps(sorted(set(basis))), json.dumps(sorted(set(cited))))


StatedRow = tuple[str, str, int, str | None, str | None, str | None, int | None, int | None, str, str, str]


def _conclude_years(rows: sqlite3.Connection, stream: IO[bytes], identifiers: Identifiers) -> Iterator[tuple[str, Finding]]:
    """Project years, and their projects: each is stated by one filing or several."""
    end = tail(identifiers.derived_graph)
    # By project first: a project year without a year has an IRI of its own, away from its project's.
    cursor: Iterable[StatedRow] = rows.execute("SELECT * FROM stated ORDER BY project, iri, sha16, number")
    for project, years in groupby(cursor, key=lambda row: row[3]):
        names: Counter[str] = Counter()
        basis: dict[str, None] = {}
        department = None
        for _, same in groupby(years, key=lambda row: row[0]):
            stated = list(same)
            department = department or stated[0][4]
            yield from _year(stream, stated, end, identifiers)
            if project is not None:
                names.update(project_name(row[5], row[6], row[7]) for row in stated if row[5])
                basis.update(dict.fromkeys(key for row in stated for key in json.loads(row[9])))
        if project is not None:
            this = subject(project)
            name = min(names, key=lambda n: (-names[n], n))
            lines = [*PROJECT_TYPES, PROJECT_NAME + literal(name)]
            if department:
                lines.append(DEPARTMENT + iri(department))
            for key in sorted(basis):
                instrument = iri(identifiers.instrument(key))
                lines += (p + instrument for p in (*BASIS, REFERENCES))
            stream.write(b"".join(this + line + end for line in lines))


def _year(stream: IO[bytes], stated: list[StatedRow], end: bytes, identifiers: Identifiers) -> Iterator[tuple[str, Finding]]:
    node, _, _, project, department, _, year, year_end, *_ = stated[0]
    this = subject(node)
    lines = [*YEAR_TYPES]
    if project:
        lines.append(VERSION_OF + iri(project))
    name = next((row[5] for row in stated if row[5]), None)
    if name:
        lines.append(NAME + literal(name))
    if department:
        lines.append(DEPARTMENT + iri(department))
    if year is not None:
        lines.append(FISCAL_YEAR + integer(year))
    if year_end is not None:
        lines.append(FISCAL_YEAR_END + integer(year_end))
    for row in stated:
        filing = iri(identifiers.filing(row[1], row[2]))
        lines += (STATED_IN + filing, DERIVED_FROM + filing)
    amounts, findings = agree([(row[1], row[2], json.loads(row[8])) for row in stated])
    lines += (STATED[kind] + yuan(value) for kind, value in amounts.items())
    counted = amounts.get("current_year", None if year_end is not None else amounts.get("total"))
    if counted is not None:
        lines.append(YUAN + yuan(counted))
    basis = {key for row in stated for key in json.loads(row[9])}
    for key in sorted({key for row in stated for key in json.loads(row[10])}):
        instrument = iri(identifiers.instrument(key))
        lines += (CITES + instrument, REFERENCES + instrument)
        if key in basis:
            lines += (p + instrument for p in BASIS)
    stream.write(b"".join(this + line + end for line in lines))
    yield from findings


def agree(stated: Sequence[tuple[str, int, dict[str, str]]]) -> tuple[dict[str, Decimal], list[tuple[str, Finding]]]:
    """One sum a kind from what several filings say: where they differ, the first filing's, and a finding at each that says otherwise."""
    agreed: dict[str, Decimal] = {}
    findings = []
    for sha16, index, amounts in stated:
        for kind, text in amounts.items():
            value = Decimal(text)
            if agreed.setdefault(kind, value) != value:
                message = f"{kind} is {value:f} yuan here and {agreed[kind]:f} in another filing of the same project and year; the other one counts"
                findings.append((sha16, Finding("contradictory_amounts", message, index)))
    return {kind: agreed[kind] for kind in STATED if kind in agreed}, findings
