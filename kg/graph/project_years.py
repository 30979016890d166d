"""Project years, and the projects they are years of: what filings state about one project and one fiscal year, put together."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import IO

from kg.filings import Finding
from kg.graph.names import key_of, project_name
from kg.graph.nquads import a, integer, iri, literal, subject, tail, yuan
from kg.graph.summaries import STATED_KINDS, FilingSummary
from kg.identifiers import Identifiers
from kg.registry import Departments
from kg.terms import BKG, CITO, DCTERMS, FOAF, PROV

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
"""
STATE = "INSERT INTO stated VALUES (?,?,?,?,?,?,?,?,?,?,?)"


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with the IRI it is about, and the document (sha16) or the key of the instrument where it came up."""

    focus: str
    where: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Identity:
    """What a filing is about: IRIs of its project year, its project and its department (None where it does not say), and the years."""

    project_year: str
    project: str | None
    department: str | None
    name: str | None
    year: int | None
    year_end: int | None


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


def stated_row(summary: FilingSummary, identity: Identity, basis: list[str], cited: list[str]) -> tuple[object, ...]:
    """A row of the table `stated`: what one filing says of its project year; `basis` and `cited` are keys of instruments."""
    amounts = json.dumps({kind: str(value) for kind, value in summary.amounts.items() if kind in STATED and value is not None})
    who = (identity.project_year, summary.sha16, summary.index, identity.project, identity.department, identity.name)
    return (*who, identity.year, identity.year_end, amounts, json.dumps(sorted(set(basis))), json.dumps(sorted(set(cited))))


StatedRow = tuple[str, str, int, str | None, str | None, str | None, int | None, int | None, str, str, str]


def conclude_years(rows: sqlite3.Connection, stream: IO[bytes], identifiers: Identifiers) -> Iterator[Remark]:
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


def _year(stream: IO[bytes], stated: list[StatedRow], end: bytes, identifiers: Identifiers) -> Iterator[Remark]:
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
    yield from (Remark(identifiers.filing(sha16, finding.index or 0), sha16, finding) for sha16, finding in findings)


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
