"""Contact persons, telephones and addresses never enter the graph: in shown text they become as many ＊ as they have code points.

So offsets hold, and a reader sees that something was left out. A contact is masked where its pieces say that it stands, and wherever
its wording is met again, if the wording is long enough to be no chance.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.filings import Contact, Field, Filing, Piece, Unmapped

MASK = "＊"

#: A shorter wording (a surname, an extension, the name of a city as an address) is masked only where it stands as a contact.
SHORTEST_NAME, SHORTEST_NUMBER, SHORTEST_ADDRESS = 2, 5, 8

NUMBER = re.compile(r"[\d\s()（）+\-—－/,，、]+")


def mask_contacts(filing: Filing) -> Filing:
    """The filing with its contacts masked in every text that the graph shows; the same object where nothing is to be masked."""
    if not filing.contacts:
        return filing
    places = sorted((p.source, p.source + p.length) for c in filing.contacts for p in c.pieces)
    hide = _hider(filing.contacts)
    fields = tuple(_mask_field(f, places, hide) for f in filing.fields)
    texts = [f.text for f in fields]
    return replace(
        filing,
        fields=fields,
        amounts=tuple(replace(a, raw=hide(a.raw)) for a in filing.amounts),
        indicators=tuple(replace(i, name=hide(i.name), target=hide(i.target)) for i in filing.indicators),
        citations=tuple(replace(c, surface=texts[c.field_index][c.begin : c.end]) for c in filing.citations),
        statement=tuple(replace(f, value=hide(f.value) if isinstance(f.value, str) else f.value, raw=hide(f.raw)) for f in filing.statement),
        unmapped=tuple(Unmapped(hide(_cover(u.text, (Piece(0, u.source, len(u.text)),), places)), u.source) for u in filing.unmapped),
        findings=tuple(replace(f, message=hide(f.message)) for f in filing.findings),
    )


def _hider(contacts: tuple[Contact, ...]) -> Callable[[str], str]:
    wordings = sorted({c.text.strip() for c in contacts if _is_distinctive(c)}, key=lambda t: (-len(t), t))
    if not wordings:
        return lambda text: text
    pattern = re.compile("|".join(map(re.escape, wordings)))
    return lambda text: pattern.sub(lambda found: MASK * len(found.group()), text)


def _is_distinctive(contact: Contact) -> bool:
    text = contact.text.strip()
    if NUMBER.fullmatch(text):
        return sum(c.isdigit() for c in text) >= SHORTEST_NUMBER
    return len(text) >= (SHORTEST_ADDRESS if "address" in contact.role else SHORTEST_NAME)


def _mask_field(field: Field, places: list[tuple[int, int]], hide: Callable[[str], str]) -> Field:
    text = hide(_cover(field.text, field.pieces, places))
    return field if text == field.text else replace(field, text=text)


def _cover(text: str, pieces: tuple[Piece, ...], places: list[tuple[int, int]]) -> str:
    """The text with the places (begin and end in the document's text) covered."""
    for piece in pieces:
        for begin, end in places:
            first = max(begin, piece.source) - piece.source + piece.begin
            last = min(end, piece.source + piece.length) - piece.source + piece.begin
            if first < last:
                text = text[:first] + MASK * (last - first) + text[last:]
    return text
