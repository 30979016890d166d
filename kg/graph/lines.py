"""The growing lines of one filing's graph, and the predicates that several of its parts share."""

from __future__ import annotations

from kg.filings import Filing
from kg.graph.nquads import a, subject
from kg.identifiers import FIELD
from kg.terms import BKG, OA, PROV

BEGIN, END, START, STOP = subject(BKG.begin), subject(BKG.end), subject(OA.start), subject(OA.end)
ORDER, NAME, TEXT, LABEL, ROLE = subject(BKG.order), subject(BKG.name), subject(BKG.text), subject(BKG.label), subject(BKG.role)
IN_FIELD, DERIVED_FROM, RAW, UNIT, YUAN = (
    subject(BKG.inField),
    subject(PROV.wasDerivedFrom),
    subject(BKG.rawText),
    subject(BKG.unit),
    subject(BKG.yuan),
)
HAS_SOURCE, HAS_SELECTOR = subject(OA.hasSource), subject(OA.hasSelector)
POSITION_TYPE = a(OA.TextPositionSelector)

#: The role of a cell of the indicator table.
CELL = "indicator"


class Lines:
    """The lines of one filing as they grow: `parts` are fragments, `end` the tail of a line, `stem` the filing's IRI left open.

    `fields` are the IRIs of all fields by number, `shown` the numbers of those that stand in the graph: all but the cells of the indicator
    table that cite nothing.
    """

    __slots__ = ("document", "end", "fields", "parts", "shown", "stem", "this")

    def __init__(self, stem: bytes, document: bytes, end: bytes, filing: Filing) -> None:
        self.parts: list[bytes] = []
        self.stem, self.document, self.end = stem, document, end
        self.this = b"%b> " % stem
        below = stem + FIELD.encode()
        self.fields = [b"%b%d>" % (below, n) for n in range(len(filing.fields))]
        self.shown = {citation.field_index for citation in filing.citations}
        self.shown.update([n for n, field in enumerate(filing.fields) if field.role != CELL])

    def child(self, kind: bytes, number: int) -> tuple[bytes, bytes]:
        """A node below the filing, as the start of a line and as an object."""
        node = b"%b%b%d>" % (self.stem, kind, number)
        return node + b" ", node
