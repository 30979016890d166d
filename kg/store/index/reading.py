"""The graph as records: the statements that the index needs, subject after subject.

One query a predicate, two columns each: a scan of one index of the store, which a remote endpoint does as well; star-shaped queries cost five
times as much. The answers are sorted together on disk, so that memory does not grow with the store. In the order of their bytes the parts of
a filing follow the filing (docs/model.md: their IRIs begin with its own), and projects follow filings.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Protocol

from kg.store.answers import Answer, Term
from kg.store.sorting import sort_lines
from kg.terms import BKG, DCTERMS, ELI, FOAF, ORG, SKOS

#: key of a record → predicate.
PREDICATES: Mapping[str, str] = {
    "actual": BKG.actual,
    "alternative": ELI.title_alternative,
    "article": BKG.citedArticle,
    "cited_by": BKG.citedBy,
    "cited_number": BKG.citedNumber,
    "cited_title": BKG.citedTitle,
    "cites": BKG.cites,
    "comparator": BKG.comparator,
    "concept": BKG.concept,
    "current_year": BKG.currentYearYuan,
    "date_document": ELI.date_document,
    "denotes": BKG.denotes,
    "department": BKG.department,
    "direction": BKG.direction,
    "document": DCTERMS.isPartOf,
    "end": BKG.end,
    "fiscal_year": BKG.fiscalYear,
    "fiscal_year_end": BKG.fiscalYearEnd,
    "form": BKG.form,
    "index": BKG.index,
    "issuer": ELI.passed_by,
    "jurisdiction": ELI.jurisdiction,
    "legal_basis": BKG.hasLegalBasis,
    "level": ELI.type_document,
    "level1": BKG.level1,
    "level2": BKG.level2,
    "lower": BKG.lowerBound,
    "name": BKG.name,
    "number": ELI.id_local,
    "other_label": SKOS.altLabel,
    "parent": ORG.subOrganizationOf,
    "pref_label": SKOS.prefLabel,
    "prior_year_budget": BKG.priorYearBudgetYuan,
    "prior_year_executed": BKG.priorYearExecutedYuan,
    "project": DCTERMS.isVersionOf,
    "project_name": FOAF.name,
    "raw": BKG.rawText,
    "reason": BKG.reason,
    "replaced_by": DCTERMS.isReplacedBy,
    "role": BKG.citationRole,
    "score": BKG.score,
    "source": DCTERMS.source,
    "stated_in": BKG.statedIn,
    "status": BKG.resolutionStatus,
    "surface": BKG.surface,
    "target_kind": BKG.targetKind,
    "title": ELI.title,
    "total": BKG.totalYuan,
    "unit": BKG.unit,
    "upper": BKG.upperBound,
    "weight": BKG.weight,
    "year": BKG.year,
    "yuan": BKG.yuan,
}
#: Of these predicates most subjects are fields and their pieces, which the index does not hold: only those of citations are asked for.
OF_CITATIONS: Mapping[str, str] = {"begin": f"<{BKG.begin}>", "field": f"<{BKG.inField}>/<{BKG.label}>"}
#: Classes whose members a record tells under the key `a`.
CLASSES = {"department": BKG.Department, "issuer": BKG.Issuer, "instrument": BKG.Instrument}

#: Values in a record, one or more a key.
Values = dict[str, list[str]]
ESCAPE = re.compile(r"\\(.)")
ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
#: Answers up to this size are not written to disk.
IN_MEMORY_BYTES = 16 * 1024 * 1024
CHUNK_BYTES = 1024 * 1024


class Asked(Protocol):
    """What the index needs of a store."""

    def query(self, sparql: str, *, substitutions: Mapping[str, Term] | None = None) -> Answer: ...


def read_records(lines: Iterable[bytes], base: str) -> Iterator[tuple[str, Values]]:
    """Every subject below the base with its statements of `PREDICATES`, in the order of the bytes of their IRIs; a value is an IRI or a lexical
    form. Distinct statements only.

    A line holds a subject (with its <, without its >), then keys and values in turn, divided by tabs; several lines may have one subject.
    """
    current, values = "", Values()
    start = b"<" + base.encode()
    for line in sort_lines(line for line in lines if line.startswith(start)):
        subject, *statements = line[:-1].decode().split("\t")
        if subject != current:
            if values:
                yield current[1:], values
            current, values = subject, {}
        for n in range(0, len(statements), 2):
            values.setdefault(statements[n], []).append(plain(statements[n + 1]))
    if values:
        yield current[1:], values


def statements(store: Asked) -> Iterator[bytes]:
    """The statements of `PREDICATES` as lines for `read_records`, asked from a store."""
    questions = [(key, f"SELECT ?s ?o WHERE {{ ?s <{predicate}> ?o }}") for key, predicate in PREDICATES.items()]
    questions += [(key, f"SELECT ?s ?o WHERE {{ ?s <{BKG.surface}> ?surface ; {path} ?o }}") for key, path in OF_CITATIONS.items()]
    questions += [("a", f'SELECT ?s ("{key}" AS ?o) WHERE {{ ?s a <{name}> }}') for key, name in CLASSES.items()]
    # The store answers the next question in another thread while the lines of this one are read.
    with ThreadPoolExecutor(1) as asking:
        ahead = asking.submit(_ask, store, questions[0][1])
        for number, (key, _) in enumerate(questions, 1):
            answer = ahead.result()
            if number < len(questions):
                ahead = asking.submit(_ask, store, questions[number][1])
            yield from _read(answer, key)


def _ask(store: Asked, sparql: str) -> IO[bytes]:
    """The TSV answer to a question, on disk where it is large."""
    stream = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - closed by its reader
    store.query(sparql).write(stream, "tsv")
    stream.seek(0)
    return stream


def _read(answer: IO[bytes], key: str) -> Iterator[bytes]:
    """The lines of an answer with the key between subject and value. A tab within a value is escaped, so `>` and a tab end a subject."""
    join = b"\t%b\t" % key.encode()
    with answer as stream:
        stream.readline()
        while lines := stream.readlines(CHUNK_BYTES):
            yield from b"".join(lines).replace(b">\t", join).splitlines(keepends=True)


def plain(value: str) -> str:
    """The text of a term as TSV writes it: an IRI, a literal's lexical form, a number as it is."""
    if value.startswith("<"):
        return value[1:-1]
    if not value.startswith('"'):
        return value
    text = value[1 : value.rindex('"')]
    return ESCAPE.sub(lambda found: ESCAPED.get(found.group(1), found.group(1)), text) if "\\" in text else text
