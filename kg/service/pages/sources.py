"""The source viewer: a filing's text, field by field, with every citation marked at its exact span."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from kg.errors import UnknownName
from kg.service.pages.questions import ask
from kg.service.pages.visits import View, Visit

#: Citations that the list beside the text shows; the others are folded.
CITATIONS = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a field's text; `citation` is what it cites, None between citations."""

    text: str
    citation: dict[str, Any] | None = None


def filing(visit: Visit, iri: str) -> View:
    """A filing as it was read. Raises UnknownName for a filing that the store does not hold."""
    node = NamedNode(iri)
    about = next(ask(visit.store, "filing", filing=node), None)
    if about is None:
        raise UnknownName("filing", iri, [])
    citations: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in ask(visit.store, "filing_citations", filing=node):
        begin, end = int(row["begin"]), int(row["end"])
        citations[row["field"]].append(row | {"begin": begin, "end": end, "anchor": "c" + row["citation"].rpartition("/")[2]})
    fields = [
        row | {"anchor": "f" + row["field"].rpartition("/")[2], "pieces": list(mark(row["text"] or "", citations[row["field"]]))}
        for row in ask(visit.store, "filing_fields", filing=node)
    ]
    amounts = [row | {"kind": row["kind"].rpartition("#amount-")[2]} for row in ask(visit.store, "filing_amounts", filing=node)]
    unmapped = [row["text"] for row in ask(visit.store, "filing_unmapped", filing=node)]
    return View(
        "filing.html",
        {
            "iri": iri,
            "about": about,
            "fields": fields,
            "amounts": amounts,
            "indicators": list(ask(visit.store, "filing_indicators", filing=node)),
            "citations": sorted((row for rows in citations.values() for row in rows), key=lambda row: int(row["citation"].rpartition("/")[2])),
            "unmapped": unmapped,
            "most": CITATIONS,
        },
    )


def mark(text: str, citations: Iterable[dict[str, Any]]) -> Iterator[Piece]:
    """A text cut at its citations, in order. Offsets count code points; a citation inside another belongs to the longer one."""
    done = 0
    for citation in sorted(citations, key=lambda c: (c["begin"], -c["end"])):
        if citation["begin"] < done or citation["end"] > len(text):
            continue
        if citation["begin"] > done:
            yield Piece(text[done : citation["begin"]])
        yield Piece(text[citation["begin"] : citation["end"]], citation)
        done = citation["end"]
    if done < len(text):
        yield Piece(text[done:])
