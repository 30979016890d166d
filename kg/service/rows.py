"""Terms as JSON values."""

from __future__ import annotations

from pyoxigraph import Literal

from kg.store import Term, text_of
from kg.terms import XSD


def plain_value(term: Term | None) -> str | int | bool | None:
    """A whole number as a number, a truth value as one, everything else as text; None for an unbound variable and for the empty text that the
    catalogue gives a column that may be bound."""
    if isinstance(term, Literal):
        if term.datatype.value == XSD.integer:
            return int(term.value)
        if term.datatype.value == XSD.boolean:
            return term.value in ("true", "1")
    text = None if term is None else text_of(term)
    return text or None
