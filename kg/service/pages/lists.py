"""The SPARQL behind a list: a query of ours whose optional lines are switched on by what narrows the list.

    #? year: ?project_year bkg:fiscalYear {} .

stands in the query where `year` narrows, with the value as SPARQL writes it (pyoxigraph does, so that no text can break out of its quotes).
"""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from kg.citations import find_citations
from kg.service.pages.filters import ENTITIES, UNSTATED, key_given, range_of, year_of
from kg.service.pages.questions import text_of
from kg.service.pages.visits import Visit
from kg.store.index.folding import fold
from kg.terms import XSD

OPTIONAL_LINE = re.compile(r"^( *)#\? (\w+): (.*)\n", re.MULTILINE)
DECIMAL, INTEGER = NamedNode(XSD.decimal), NamedNode(XSD.integer)


def behind(visit: Visit, kind: str | None) -> str | None:
    """The query that gives the list of a kind from the graph; None for the page of all kinds.

    Words are compared as the index compares them but for traditional characters and full width: letters, digits and Chinese only, any case.
    """
    return None if kind is None else narrowed(text_of(f"list_{kind}"), lines(visit, kind))


def lines(visit: Visit, kind: str) -> list[tuple[str, str]]:
    """The optional lines that the address switches on, each with its value as SPARQL writes it."""
    found: list[tuple[str, str]] = []
    for name in ENTITIES:
        key = key_given(visit, name)
        entity = None if key is None else visit.index.entity(key)
        if entity is not None:
            found.append((name, str(NamedNode(entity[1]))))
    if role := visit.value("role"):
        instrument = dict(found).get("cites", "?cited")
        found.append((role, instrument))
    if (year := year_of(visit)) is not None:
        found.append(("year", str(year)))
    if level := visit.value("level"):
        found.append(("unknown_level", "") if level == "unknown" else ("level", str(Literal(level))))
    if (amount := visit.value("amount")) == UNSTATED:
        found.append(("unstated", ""))
    elif amount is not None:
        least, most = range_of(amount)
        found += [(name, str(bound)) for name, bound in (("least", least), ("most", most)) if bound is not None]
    return found + [("word", str(Literal(word))) for word in words(visit.value("q"), kind)]


def words(text: str | None, kind: str) -> list[str]:
    """What must stand in an item's texts: each word of a search, folded; a number as the graph writes it."""
    if not text:
        return []
    numbers = [mention.number for mention in find_citations(text) if mention.number] if kind == "instrument" else []
    if len(numbers) == 1 and fold(numbers[0]) == fold(text):
        return [fold(numbers[0])]
    return [word for word in map(fold, text.split()) if word]


def narrowed(text: str, lines: list[tuple[str, str]]) -> str:
    """The query with the given optional lines, in the place where they stand, and without the others."""

    def written(match: re.Match[str]) -> str:
        indent, name, line = match.groups()
        return "".join(f"{indent}{line.replace('{}', value)}\n" for known, value in lines if known == name)

    return OPTIONAL_LINE.sub(written, text)
