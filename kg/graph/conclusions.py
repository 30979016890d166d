"""The derived graph: what follows from all filings together, recomputed in every build from their summaries and the registry.

Nothing in it depends on the order in which files were loaded. Memory holds the distinct mentions, departments and articles; filings pass
through one document at a time, project years one project at a time, sorted on disk.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import IO

from kg.graph.contradicted import Contradicted
from kg.graph.instruments import alias_quads, article_quads, body_quads, instrument_quads
from kg.graph.names import key_of
from kg.graph.nquads import a, decimal, iri, literal, pair, subject, tail
from kg.graph.project_years import SCHEMA, STATE, Identity, Remark, conclude_years, identify, stated_row
from kg.graph.spools import Spool
from kg.graph.statuses import Statuses
from kg.graph.summaries import MentionSummary
from kg.identifiers import AMOUNT, CITATION, INDICATOR, Identifiers
from kg.registry import Decision, Departments, Instrument, Mention, Registry, resolve, resolve_departments
from kg.terms import BKG, CITO, OBEU_DIMENSION, RESOLUTION_STATUSES, SKOS

DENOTES, CITED, CITED_BY, CANDIDATE, DENOTES_ARTICLE, DECISION = (
    subject(p) for p in (BKG.denotes, CITO.hasCitedEntity, BKG.citedBy, BKG.candidate, BKG.denotesArticle, BKG.decision)
)
CONFIDENCE, STATUS = subject(BKG.confidence), {key: pair(BKG.resolutionStatus, concept) for key, concept in RESOLUTION_STATUSES.items()}
OF_DEPARTMENT, OF_PROJECT, CONCEPT = subject(OBEU_DIMENSION.organization), subject(OBEU_DIMENSION.project), subject(BKG.concept)
CONCEPT_TYPES, PREF_LABEL = (a(BKG.IndicatorConcept), a(SKOS.Concept)), subject(SKOS.prefLabel)

CONCEPTS = "CREATE TABLE concepts (iri TEXT PRIMARY KEY, label TEXT NOT NULL) WITHOUT ROWID;"

#: Of the ways in which a name is written, the smallest is the label.
CONCEPT_MET = "INSERT INTO concepts VALUES (?,?) ON CONFLICT (iri) DO UPDATE SET label = min(label, excluded.label)"


def conclude(
    spool: Spool,
    stream: IO[bytes],
    *,
    identifiers: Identifiers,
    scratch: Path,
    known: Iterable[Instrument] | None = None,
    decisions: Iterable[Decision] = (),
    listed: Iterable[str] = (),
) -> Iterator[Remark]:
    """Writes the derived graph as N-Quads, each line once, and gives the findings that come up.

    `known` are the instruments to resolve to (None: the bundled ones), `decisions` human verdicts, `listed` the keys of known instruments that
    the graph describes though nothing cites them. `scratch` is a folder for what is sorted on disk.
    The graph is whole when the findings are read to their end.
    """
    registry, departments = resolve_all(spool, known=known, decisions=decisions, listed=listed)
    for part in body_quads(departments, registry.instruments(), identifiers=identifiers):
        stream.write(part)
    for instrument in registry.instruments():
        stream.write(instrument_quads(instrument, identifiers=identifiers))
    stream.writelines(alias_quads(registry.aliases(), identifiers=identifiers))
    contradicted = Contradicted(registry.findings())
    path = scratch / "conclusions.sqlite"
    rows = sqlite3.connect(path, isolation_level=None)
    try:
        rows.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; BEGIN;" + SCHEMA + CONCEPTS)
        yield from _conclude_filings(spool, rows, stream, Statuses(registry), contradicted, departments, identifiers)
        yield from contradicted.remarks(identifiers)
        stream.writelines(_concepts(rows, identifiers))
        yield from conclude_years(rows, stream, identifiers)
    finally:
        rows.close()
        path.unlink()


def resolve_all(
    spool: Spool, *, known: Iterable[Instrument] | None = None, decisions: Iterable[Decision] = (), listed: Iterable[str] = ()
) -> tuple[Registry, Departments]:
    """The registry stage over a corpus: its distinct mentions, and department names with the filings that use them."""
    mentions: set[Mention] = set()
    names: Counter[tuple[str, str | None, str]] = Counter()
    for summary in spool.summaries():
        mentions.update(m.mention for m in summary.mentions if m.mention is not None)
        if summary.department:
            names[summary.department, summary.supervisor, summary.context] += 1
    return resolve(mentions, known=known, decisions=decisions, listed=listed), resolve_departments(names)


def _conclude_filings(
    spool: Spool,
    rows: sqlite3.Connection,
    stream: IO[bytes],
    statuses: Statuses,
    contradicted: Contradicted,
    departments: Departments,
    identifiers: Identifiers,
) -> Iterator[Remark]:
    """The links from a filing's citations, amounts and indicators to what they are about; what it states goes to `rows`. Gives the findings
    about what it cites."""
    end = tail(identifiers.derived_graph)
    articles: set[tuple[str, str]] = set()
    for _, group in groupby(spool.summaries(), key=lambda s: s.sha16):
        for summary, identity in identify(list(group), departments, identifiers):
            filing = identifiers.filing(summary.sha16, summary.index)
            basis, cited = [], []
            found: list[tuple[str, MentionSummary]] = []
            parts: list[bytes] = []
            for number, mention in enumerate(summary.mentions):
                if mention.mention is None:
                    continue
                key = _citation(parts, f"{filing}{CITATION}{number}", mention.mention, mention.article, statuses, identity, end, identifiers)
                contradicted.meet(summary, mention)
                if key:
                    cited.append(key)
                    found.append((key, mention))
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
            rows.execute(STATE, stated_row(summary, identity, basis, cited))
            yield from (Remark(filing, summary.sha16, finding) for finding in statuses.findings(summary, identity.year, iter(found)))
    for key, article in sorted(articles):
        stream.write(article_quads(key, article, identifiers=identifiers))


def _citation(
    parts: list[bytes], node: str, mention: Mention, article: str, statuses: Statuses, identity: Identity, end: bytes, identifiers: Identifiers
) -> str:
    """What one citation denotes; gives the instrument's key, "" where a person has decided that it denotes none."""
    found = statuses.registry.resolution(mention)
    this = subject(node)
    parts += (this, CITED_BY, iri(identity.project_year), end)
    if found.key:
        parts += (this, STATUS[found.status], end)
    if found.decided:
        parts += (this, DECISION, literal(found.verdict), end)
    parts += (this, CONFIDENCE, decimal(Decimal(str(round(found.confidence, 4)))), end)
    for candidate in found.candidates:
        parts += (this, CANDIDATE, iri(identifiers.instrument(candidate.key)), end)
    if not found.key:
        return ""
    instrument = iri(identifiers.instrument(found.key))
    parts += (this, DENOTES, instrument, end, this, CITED, instrument, end)
    for row in statuses.rows(found.key, identity.year):
        parts += (this, row, end)
    if article:
        parts += (this, DENOTES_ARTICLE, iri(identifiers.article(found.key, article)), end)
    return found.key


def concept_key(name: str) -> str:
    """What indicators of one name share."""
    return key_of(name)


def _concepts(rows: sqlite3.Connection, identifiers: Identifiers) -> Iterator[bytes]:
    end = tail(identifiers.derived_graph)
    for node, label in rows.execute("SELECT iri, label FROM concepts ORDER BY iri"):
        this = subject(node)
        yield b"".join(this + row + end for row in (*CONCEPT_TYPES, PREF_LABEL + literal(label)))
