"""The graphs of documents, of runs and of findings: what stands beside the filings."""

from __future__ import annotations

from collections.abc import Iterable

from kg.filings import Finding, Unmapped
from kg.graph.nquads import a, integer, iri, literal, pair, subject, tail
from kg.identifiers import UNMAPPED, Identifiers
from kg.terms import BKG, DCTERMS, FOAF, PROV, SCHEMA, SH

DOCUMENT_TYPES = (a(BKG.Document), a(FOAF.Document), a(PROV.Entity))
SHA256, FORMAT, SOURCE, HAS_UNMAPPED = subject(SCHEMA.sha256), subject(DCTERMS.format), subject(DCTERMS.source), subject(BKG.unmapped)
UNMAPPED_TYPES, ORDER, TEXT, BEGIN = (a(BKG.UnmappedText), a(PROV.Entity)), subject(BKG.order), subject(BKG.text), subject(BKG.begin)

RUN_TYPES, SOFTWARE_TYPES = (a(BKG.Run), a(PROV.Activity)), (a(BKG.Software), a(PROV.SoftwareAgent))
FINGERPRINT, ASSOCIATED, NAME, VERSION = (subject(p) for p in (BKG.fingerprint, PROV.wasAssociatedWith, FOAF.name, SCHEMA.softwareVersion))
SOFTWARE = "budget-kg"

FINDING_TYPES = (a(BKG.Finding), a(SH.ValidationResult))
CODE, MESSAGE, FOCUS, PLACE = subject(BKG.code), subject(SH.resultMessage), subject(SH.focusNode), subject(BKG.placeText)
SEVERITIES = {"info": SH.Info, "warning": SH.Warning, "violation": SH.Violation}
SEVERITY = {key: pair(SH.resultSeverity, concept) for key, concept in SEVERITIES.items()}


def document_quads(sha256: str, media_type: str, unmapped: Iterable[Unmapped], *, identifiers: Identifiers) -> bytes:
    """A document's graph without the names under which it was given: those belong to the corpus, not to the file."""
    node = identifiers.document(sha256)
    this, end = subject(node), tail(identifiers.document_graph(sha256))
    parts = [this + value + end for value in DOCUMENT_TYPES]
    parts += (this, SHA256, literal(sha256), end, this, FORMAT, literal(media_type), end)
    for number, rest in enumerate(unmapped):
        text = f"{node}{UNMAPPED}{number}"
        start = subject(text)
        parts += (this, HAS_UNMAPPED, iri(text), end, *(part for value in UNMAPPED_TYPES for part in (start, value, end)))
        parts += (start, ORDER, integer(number), end, start, TEXT, literal(rest.text), end, start, BEGIN, integer(rest.source), end)
    return b"".join(parts)


def source_quads(sha256: str, names: Iterable[str], *, identifiers: Identifiers) -> bytes:
    """The names under which a document was given."""
    this, end = subject(identifiers.document(sha256)), tail(identifiers.document_graph(sha256))
    return b"".join(this + SOURCE + literal(name) + end for name in names)


def run_quads(runs: Iterable[tuple[str, str]], *, identifiers: Identifiers) -> bytes:
    """The graph of runs, from their fingerprints and versions. A run has no time: the same rules give the same run."""
    end = tail(identifiers.run_graph)
    parts: dict[bytes, None] = {}
    for fingerprint, version in runs:
        software = identifiers.software(SOFTWARE, version)
        this, agent = subject(identifiers.run(fingerprint)), subject(software)
        rows = [this + value for value in RUN_TYPES] + [this + FINGERPRINT + literal(fingerprint), this + ASSOCIATED + iri(software)]
        rows += [agent + value for value in SOFTWARE_TYPES] + [agent + NAME + literal(SOFTWARE), agent + VERSION + literal(version)]
        parts.update(dict.fromkeys(row + end for row in rows))
    return b"".join(parts)


def finding_quads(finding: Finding, focus: str, *, identifiers: Identifiers) -> bytes:
    """A finding about a filing or a document (`focus`, an IRI). Its own IRI is the hash of what it says."""
    end = tail(identifiers.findings_graph)
    begin = "" if finding.source is None else str(finding.source)
    this = subject(identifiers.finding(focus, finding.code, finding.message, finding.place, begin))
    rows = [*FINDING_TYPES, CODE + literal(finding.code), MESSAGE + literal(finding.message), FOCUS + iri(focus), SEVERITY[finding.severity]]
    if finding.place:
        rows.append(PLACE + literal(finding.place))
    if finding.source is not None:
        rows.append(BEGIN + integer(finding.source))
    return b"".join(this + row + end for row in rows)
