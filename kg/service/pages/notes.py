"""Footnotes: where in the source a value stands. A place is the page of the filing with the anchor of a field, row or mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyoxigraph import NamedNode

from kg.service.pages.questions import ask
from kg.service.pages.visits import Visit

#: Parts of a filing that its page shows → the letter of their anchors.
ANCHORS = {"field": "f", "citation": "c", "indicator": "i", "amount": "a-"}
#: Fields that say what a project year is, in the order in which a page tells them.
ROLES = ("project", "department", "supervisor", "category", "nature", "performance_type", "start_date", "end_date", "government_purchase")

#: Kinds of amounts of which several may be equal, the one that a sum takes first.
KINDS = ("current_year", "total")
#: Filings in which a department's supervisor is looked for.
SEARCHED = 5


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: the number of the filing among the sources of a page (from 1), and the address of the place."""

    number: int
    address: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A value as a form prints it: role of its field, text, footnote."""

    role: str
    text: str
    note: Note


def place_of(visit: Visit, iri: str) -> str | None:
    """The address of the place where a part of a filing stands; None for what is no such part."""
    filing, _, part = iri.partition("/id/filing/")
    pieces = part.split("/")
    if len(pieces) < 3 or pieces[1] not in ANCHORS:
        return None
    page = visit.entity(f"{filing}/id/filing/{pieces[0]}")
    return None if page is None else f"{page}#{ANCHORS[pieces[1]]}{pieces[2]}"


def number_of(filings: Sequence[Mapping[str, Any]], iri: str) -> int:
    """The number of the filing that a part belongs to among the sources of a page, from 1."""
    return next((n for n, filing in enumerate(filings, 1) if iri.startswith(filing["iri"] + "/")), 1)


def note_of(visit: Visit, filings: Sequence[Mapping[str, Any]], iri: str) -> Note | None:
    """The footnote of a part of one of the filings."""
    address = place_of(visit, iri)
    return None if address is None else Note(number_of(filings, iri), address)


def facts_of(visit: Visit, filings: Sequence[Mapping[str, Any]]) -> list[Fact]:
    """What the filings print of the project itself, each value once, with its place."""
    found: dict[str, Fact] = {}
    for filing in filings:
        for row in ask(visit.store, "filing_fields", filing=NamedNode(filing["iri"])):
            note = note_of(visit, filings, row["field"])
            if row["role"] in ROLES and row["role"] not in found and (row["text"] or "").strip() and note is not None:
                found[row["role"]] = Fact(row["role"], row["text"].strip(), note)
    return [found[role] for role in ROLES if role in found]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a page's rows of project years come from: their filings, each once, and the footnote of each row's amount by its IRI."""

    filings: Sequence[Mapping[str, Any]]
    notes: Mapping[str, Note]

    def number(self, iri: str) -> int:
        """The number of the filing that a part belongs to."""
        return number_of(self.filings, iri)


def sources_of(visit: Visit, items: Sequence[Mapping[str, Any]]) -> Sources:
    """The sources of project years as lists show them. An amount's footnote leads to the one that prints the yuan of the row."""
    filings = list({filing["iri"]: filing for item in items for filing in item["filings"]}.values())
    notes = {}
    for item in items:
        rows = [row for filing in item["filings"] for row in ask(visit.store, "filing_amounts", filing=NamedNode(filing["iri"]))]
        same = [row for row in rows if item["yuan"] and row["yuan"] and Decimal(row["yuan"]) == Decimal(item["yuan"])]
        first = min(same, key=lambda row: preferred(row["kind"]), default=None)
        note = note_of(visit, filings, first["field"] or first["amount"]) if first else None
        if note is not None:
            notes[item["iri"]] = note
    return Sources(filings, notes)


def rows_sources(visit: Visit, rows: Sequence[Mapping[str, Any]]) -> Sources:
    """The sources of rows of indicator tables, and the footnote of each row by its IRI."""
    filings = {}
    for row in rows:
        filing = row["iri"].partition("/indicator/")[0]
        filings[filing] = {"iri": filing, "source": row["source"], "index": int(filing.rpartition("-")[2])}
    notes = ((row["iri"], note_of(visit, list(filings.values()), row["iri"])) for row in rows)
    return Sources(list(filings.values()), {iri: note for iri, note in notes if note is not None})


def preferred(kind: str) -> int:
    """The rank of a kind of amount (an IRI) among those that say the same."""
    name = kind.rpartition("#amount-")[2]
    return KINDS.index(name) if name in KINDS else len(KINDS)


def supervisor_note(visit: Visit, filings: Sequence[Mapping[str, Any]]) -> Note | None:
    """The footnote of the supervisor that the first of the filings names."""
    return next((fact.note for filing in filings[:SEARCHED] for fact in facts_of(visit, [filing]) if fact.role == "supervisor"), None)


def undeclared_of(visit: Visit, filings: Sequence[Mapping[str, Any]]) -> list[Fact]:
    """Amounts that the filings print without saying in which unit: kind, text as printed, footnote. No yuan follow from them."""
    found: dict[str, Fact] = {}
    for filing in filings:
        for row in ask(visit.store, "filing_amounts", filing=NamedNode(filing["iri"])):
            note = note_of(visit, filings, row["field"] or row["amount"])
            kind = row["kind"].rpartition("#amount-")[2]
            if row["yuan"] is None and row["unit"] is None and any(map(str.isdecimal, row["raw"] or "")) and note is not None:
                found.setdefault(kind, Fact(kind, row["raw"].strip(), note))
    return list(found.values())


def amounts_of(visit: Visit, filings: Sequence[Mapping[str, Any]]) -> dict[str, Note]:
    """kind of amount → its footnote: the field that prints it, else the row of the filing's amounts."""
    found: dict[str, Note] = {}
    for filing in filings:
        for row in ask(visit.store, "filing_amounts", filing=NamedNode(filing["iri"])):
            note = note_of(visit, filings, row["field"] or row["amount"])
            if note is not None:
                found.setdefault(row["kind"].rpartition("#amount-")[2], note)
    return found
