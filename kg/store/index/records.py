"""The index's records without asking the graph: those of a filing while it is in memory, and those of lines of N-Quads.

The graph gives the same records (`reading.statements`), at three times the price of drawing them on the way: a build that reads every filing
itself leaves them beside the filing's graph. A test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg.filings import Filing
from kg.graph.nquads import iri, literal
from kg.identifiers import AMOUNT, CITATION, INDICATOR, REPORT, TARGET, Identifiers
from kg.store.index.reading import CLASSES, PREDICATES
from kg.terms import CITATION_ROLES, FORMS, RDF, TARGET_KINDS

KEYS = {b"<%b>" % predicate.encode(): key.encode() for key, predicate in PREDICATES.items()}
TYPE = b"<%b>" % RDF.type.encode()
CLASS_KEYS = {b"<%b>" % name.encode(): key.encode() for key, name in CLASSES.items()}
ROLES, KINDS, FORM_IRIS = ({key: iri(concept) for key, concept in concepts.items()} for concepts in (CITATION_ROLES, TARGET_KINDS, FORMS))


def filing_records(filing: Filing, *, sha256: str, identifiers: Identifiers) -> list[bytes]:
    """The records of a filing and its parts, a line each: what its named graph says that the index holds. The filing is as the graph shows it."""
    stem = b"<%b" % identifiers.filing(sha256, filing.index).encode()
    document = iri(identifiers.document(sha256))
    lines = [b"%b\tdocument\t%b\tindex\t%d\tform\t%b\n" % (stem, document, filing.index, FORM_IRIS[filing.form])]
    below = stem + AMOUNT.encode()
    lines += [b"%b%b\tyuan\t%b\n" % (below, a.kind.encode(), plain_decimal(a.yuan)) for a in filing.amounts if a.yuan is not None]
    below = stem + CITATION.encode()
    for number, citation in enumerate(filing.citations):
        label = filing.fields[citation.field_index].label
        bounds = b"begin\t%d\tend\t%d\trole\t%b" % (citation.begin, citation.end, ROLES[citation.role])
        parts = [b"%b%d\tsurface\t%b\tfield\t%b" % (below, number, text(citation.surface), text(label)), bounds]
        cited = ((b"cited_title", citation.title), (b"cited_number", citation.number), (b"article", citation.article))
        parts += [b"%b\t%b" % (key, text(value)) for key, value in cited if value]
        lines.append(b"\t".join(parts) + b"\n")
    below = stem + INDICATOR.encode()
    end = TARGET.encode()
    for number, row in enumerate(filing.indicators):
        parts = [b"%b%d\tname\t%b" % (below, number, text(row.name))]
        if row.level1:
            parts.append(b"level1\t" + text(row.level1))
        if row.level2:
            parts.append(b"level2\t" + text(row.level2))
        if row.weight:
            parts.append(b"weight\t" + text(row.weight))
        lines.append(b"\t".join(parts) + b"\n")
        if row.target:
            target = row.parsed
            parts = [b"%b%d%b\traw\t%b\ttarget_kind\t%b" % (below, number, end, text(row.target), KINDS[target.kind])]
            told = ((b"comparator", target.comparator), (b"unit", target.unit), (b"direction", target.direction))
            parts += [b"%b\t%b" % (key, text(value)) for key, value in told if value]
            bounds_of = ((b"lower", target.lower), (b"upper", target.upper))
            parts += [b"%b\t%b" % (key, plain_decimal(value)) for key, value in bounds_of if value is not None]
            lines.append(b"\t".join(parts) + b"\n")
        reached = ((b"actual", row.actual), (b"score", row.score), (b"reason", row.reason))
        parts = [b"%b\t%b" % (key, text(value)) for key, value in reached if value is not None]
        if parts:
            lines.append(b"\t".join([b"%b%d%b" % (below, number, REPORT.encode()), *parts]) + b"\n")
    return lines


def quad_records(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The records of our own lines of N-Quads, a line a statement."""
    for line in lines:
        subject, predicate, rest = line.split(b" ", 2)
        key = KEYS.get(predicate)
        if key is not None:
            value = rest[: rest.rindex(b" <")]
            yield b"%b\t%b\t%b\n" % (subject[:-1], key, value.replace(b"\t", b"\\t"))
        elif predicate == TYPE:
            key = CLASS_KEYS.get(rest[: rest.rindex(b" <")])
            if key is not None:
                yield b'%b\ta\t"%b"\n' % (subject[:-1], key)


def text(value: str) -> bytes:
    """A literal in which no tab stands as it is: tabs divide a record."""
    return literal(value).replace(b"\t", b"\\t")


def plain_decimal(number: Decimal) -> bytes:
    """A number as the store gives it back: without an exponent and without zeros at its end."""
    told = f"{number:f}"
    return (told.rstrip("0").rstrip(".") if "." in told else told).encode()
