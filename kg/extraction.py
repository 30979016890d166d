"""One file to filings with their citations: documents → forms → citations. Pure but for reading the file."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kg.citations import Mention, cite, with_leftovers
from kg.citations import find_citations as find_mentions
from kg.documents import DEFAULT_LIMITS, Document, Limits, SourceFile, read_bytes, read_data
from kg.errors import KgError, UnreadableInput
from kg.filings import Filing, Finding, Unmapped
from kg.forms import read_filings
from kg.registry import with_regulations
from kg.registry.contradictions import malformed_number

__all__ = ["Extraction", "charged_to", "extract_data", "extract_document", "extract_file", "find_citations"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document holds. `unmapped` is its text outside any filing; `findings` are the document's own (those of a filing stand in it)."""

    document: Document
    filings: tuple[Filing, ...]
    unmapped: tuple[Unmapped, ...]
    findings: tuple[Finding, ...]


@contextmanager
def charged_to(source: str) -> Iterator[None]:
    """A fault of our own rules costs the one file in which it shows, never the run, and is said to be ours: it raises UnreadableInput."""
    try:
        yield
    except (KgError, OSError):  # already said; a disk that is full is no file's fault
        raise
    except Exception as fault:  # whatever a rule does wrong: the message names it, and the chain keeps the trace
        frame = traceback.extract_tb(fault.__traceback__)[-1]
        place = f"{Path(frame.filename).stem}.{frame.name}, line {frame.lineno}"
        reason = f"a fault of budget-kg, not of the file ({type(fault).__name__} in {place}): {fault}; please report it with the file"
        raise UnreadableInput(source, reason) from fault


def extract_file(source: SourceFile, *, max_bytes: int, limits: Limits = DEFAULT_LIMITS) -> Extraction:
    """The filings of a file; raises UnreadableInput where it cannot be read."""
    return extract_data(read_bytes(source, max_bytes=max_bytes, limits=limits), source=source.name, limits=limits)


def extract_data(data: bytes, *, source: str, limits: Limits = DEFAULT_LIMITS) -> Extraction:
    """The filings that bytes hold, read by what they are and what their name says; raises UnreadableInput."""
    with charged_to(source):
        return extract_document(read_data(data, source=source, limits=limits))


def extract_document(document: Document) -> Extraction:
    """The filings of a document with their citations; `regulation` is set by the registry stage, which sees the whole corpus."""
    reading = read_filings(document)
    filings = tuple([with_findings(document, cite(with_leftovers(filing, document.text))) for filing in reading.filings])
    findings = findings_of(document, filings) + (outside_findings(document, reading.unmapped) if filings else ())
    return Extraction(document, filings, reading.unmapped, findings)


def findings_of(document: Document, filings: tuple[Filing, ...]) -> tuple[Finding, ...]:
    """What a user should know of a file as a whole: the remarks of its reader (a doubt where something is not read), and that it holds no filing."""
    told = tuple([Finding("reader_note", note, severity="warning" if note in document.unread else "info") for note in document.notes])
    return told if filings else (*told, no_filing(document))


#: Money with its unit, and the words of indicator tables: what a file of forms holds beside citations.
MONEY = re.compile(r"\d\s*(?:亿元|万元|千元|元)|[(（](?:亿元|万元|千元|元)[)）]")
INDICATORS = re.compile(r"[一二三]级指标|(?:产出|效益|数量|质量|时效|成本|满意度)指标|绩效目标|指标值")


def no_filing(document: Document) -> Finding:
    """The finding of a file without a filing: what stands in it that a filing would have told."""
    found = find_mentions(document.text)
    held = [f"{len(found)} citations"] if found else []
    held += [name for name, pattern in (("money", MONEY), ("words of indicators", INDICATORS)) if pattern.search(document.text)]
    message = "the file holds no form that could be recognised" + (f", though it holds {', '.join(held)}" if held else "")
    begin = found[0].begin if found else 0
    return Finding("no_filing", message, place=document.place_of(begin), source=begin)


def outside_findings(document: Document, unmapped: tuple[Unmapped, ...]) -> tuple[Finding, ...]:
    """One finding for the citations that stand outside any filing of a document: covers, letters, forms that were not recognised."""
    found = [(rest.source + mention.begin, mention) for rest in unmapped for mention in find_mentions(rest.text)]
    if not found:
        return ()
    begin, first = found[0]
    message = f"{len(found)} citations stand outside any filing; the first: {first.surface[:40]!r}"
    return (Finding("unmapped_text", message, place=document.place_of(begin), source=begin, severity="info"),)


def with_findings(document: Document, filing: Filing) -> Filing:
    """The filing with the findings that follow from the whole of it."""
    found = (*unmapped_finding(document, filing), *malformed_numbers(document, filing))
    return replace(filing, findings=(*filing.findings, *found)) if found else filing


def malformed_numbers(document: Document, filing: Filing) -> tuple[Finding, ...]:
    """One finding for each document number that is not written as the standard asks, with the form proposed; the surface stays as it is."""
    found = []
    for citation in filing.citations:
        malformed = malformed_number(citation.surface, citation.number)
        if malformed is not None:
            pieces = filing.fields[citation.field_index].pieces
            source = next((p.source + max(citation.begin - p.begin, 0) for p in pieces if citation.begin < p.begin + p.length), None)
            place = citation.field if source is None else document.place_of(source)
            found.append(Finding("malformed_number", malformed.message, filing.index, place, source, "info"))
    return tuple(found)


def unmapped_finding(document: Document, filing: Filing) -> tuple[Finding, ...]:
    """One finding for all text of a filing that no rule accounts for."""
    if not filing.unmapped:
        return ()
    first = filing.unmapped[0]
    count = sum(len(u.text) for u in filing.unmapped)
    message = f"{count} characters in {len(filing.unmapped)} places belong to no field, row or label; the first: {first.text[:30]!r}"
    return (Finding("unmapped_text", message, filing.index, document.place_of(first.source), first.source, "info"),)


def find_citations(text: str) -> tuple[Mention, ...]:
    """The mentions of instruments in a free text, in its order, with `regulation`; offsets count code points."""
    return with_regulations(find_mentions(text))
