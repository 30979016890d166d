"""Terms and lines of N-Quads (W3C Recommendation, 2014) as bytes, built so that a filing's graph is one join of prepared fragments.

A line is `subject predicate object graph .`; here a *subject* and a *predicate* fragment end with a space, an *object* has none around it, and
the *tail* (` <graph> .` and the line feed) ends a line. Objects that recur (labels, level names, small numbers) are remembered.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from kg.filings import money
from kg.terms import RDF, XSD

#: How many objects are remembered before the memory starts anew: enough for the vocabulary of many forms, small beside one document.
REMEMBERED = 50_000
#: Longer texts are nearly always unique.
RECURRING_LENGTH = 48

_literals: dict[str, bytes] = {}

#: The end of an `xsd:integer`, from the closing quotation mark on.
INTEGER = f'"^^<{XSD.integer}>'.encode()
_DECIMAL = f'"^^<{XSD.decimal}>'.encode()
_DATE = f'"^^<{XSD.date}>'.encode()
_SMALL = [b'"%d%b' % (n, INTEGER) for n in range(10_000)]

TRUE = f'"true"^^<{XSD.boolean}>'.encode()
FALSE = f'"false"^^<{XSD.boolean}>'.encode()


def iri(text: str) -> bytes:
    """An IRI as an object. It must be legal: ours come from `identifiers` and `terms` only."""
    return b"<%b>" % text.encode()


def subject(text: str) -> bytes:
    """An IRI as the start of a line, or as a predicate: with the space after it."""
    return b"<%b> " % text.encode()


def pair(predicate: str, value: str) -> bytes:
    """A predicate with an IRI as its object."""
    return b"<%b> <%b>" % (predicate.encode(), value.encode())


def a(name: str) -> bytes:
    """`rdf:type` with a class."""
    return pair(RDF.type, name)


def tail(graph: str) -> bytes:
    """The end of every line of a graph."""
    return b" <%b> .\n" % graph.encode()


def literal(text: str) -> bytes:
    """A plain literal. Only the four characters that a quoted string may not hold are escaped."""
    if len(text) > RECURRING_LENGTH:
        return _literal(text)
    known = _literals.get(text)
    if known is None:
        if len(_literals) >= REMEMBERED:
            _literals.clear()
        known = _literals[text] = _literal(text)
    return known


def _literal(text: str) -> bytes:
    data = text.encode()
    if text.isalnum():
        return b'"%b"' % data
    if b"\\" in data:
        data = data.replace(b"\\", b"\\\\")
    return b'"%b"' % data.replace(b'"', b'\\"').replace(b"\n", b"\\n").replace(b"\r", b"\\r")


def integer(number: int) -> bytes:
    """An `xsd:integer`."""
    return _SMALL[number] if 0 <= number < 10_000 else b'"%d%b' % (number, INTEGER)


def decimal(number: Decimal) -> bytes:
    """An `xsd:decimal` without an exponent, with the places that the number has."""
    return b'"%b%b' % (f"{number:f}".encode(), _DECIMAL)


@lru_cache(maxsize=REMEMBERED)
def yuan(number: Decimal) -> bytes:
    """Money as an `xsd:decimal` with two places, more only where the source has more."""
    return b'"%b%b' % (money(number).encode(), _DECIMAL)


def date(text: str) -> bytes:
    """An ISO date as an `xsd:date`."""
    return b'"%b%b' % (text.encode(), _DATE)
