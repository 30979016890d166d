"""Contact persons, telephones and addresses never enter the graph: in shown text they become as many ＊ as they have code points.

So offsets hold, and a reader sees that something was left out. A contact is masked where its pieces say that it stands, and wherever
its wording is met again, if the wording is long enough to be no chance.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.filings import Amounts, Contact, Field, Figures, Filing, Indicator, Piece, Unmapped

MASK = "＊"

#: A shorter wording (a surname, an extension, the name of a city as an address) is masked only where it stands as a contact. So is a postcode
#: of any length: 200000 is one of Shanghai, and a sum of money.
SHORTEST_NAME, SHORTEST_NUMBER, SHORTEST_ADDRESS = 2, 7, 8
POSTCODE = "postcode"

NUMBER = re.compile(r"[\d\s()（）+\-—－/,，、]+")


def mask_contacts(filing: Filing) -> Filing:
    """The filing with its contacts masked in every text that the graph shows; the same object where nothing is to be masked."""
    if not filing.contacts:
        return filing
    places = sorted((p.source, p.source + p.length) for c in filing.contacts for p in c.pieces)
    wordings = sorted({c.text.strip() for c in filing.contacts if _is_distinctive(c)}, key=lambda t: (-len(t), t))
    if not (_are_met(filing, wordings) or _are_covered(filing, places)):
        return filing
    hide = _hider(wordings)
    fields = tuple(_mask_field(f, places, hide) for f in filing.fields)
    texts = [f.text for f in fields]
    return replace(
        filing,
        fields=fields,
        amounts=Amounts(replace(a, raw=hide(a.raw)) for a in filing.amounts),
        indicators=tuple(_mask_indicator(i, hide) for i in filing.indicators),
        citations=tuple(c._replace(surface=texts[c.field_index][c.begin : c.end]) for c in filing.citations),
        statement=Figures(replace(f, value=hide(f.value) if isinstance(f.value, str) else f.value, raw=hide(f.raw)) for f in filing.statement),
        main_projects=tuple(replace(p, name=hide(p.name)) for p in filing.main_projects),
        unmapped=tuple(Unmapped(hide(_cover(u.text, (Piece(0, u.source, len(u.text)),), places)), u.source) for u in filing.unmapped),
        findings=tuple(replace(f, message=hide(f.message)) for f in filing.findings),
    )


def _are_met(filing: Filing, wordings: list[str]) -> bool:
    """Whether any wording stands in any text that is shown."""
    rows = [text for i in filing.indicators for text in (i.name, i.target, i.actual, i.score, i.reason) if text]
    told = [text for f in filing.statement for text in (f.raw, f.value) if isinstance(text, str)]
    rest = [*(a.raw for a in filing.amounts), *(p.name for p in filing.main_projects), *(f.message for f in filing.findings)]
    texts = "\n".join([*(f.text for f in filing.fields), *rows, *told, *rest, *(u.text for u in filing.unmapped)])
    return any(wording in texts for wording in wordings)


def _are_covered(filing: Filing, places: list[tuple[int, int]]) -> bool:
    """Whether a place of a contact is part of any text that is shown."""
    if not places:
        return False
    first, last = places[0][0], max(end for _, end in places)
    runs = [(p.source, p.source + p.length) for f in filing.fields for p in f.pieces] + [(u.source, u.source + len(u.text)) for u in filing.unmapped]
    near = [(begin, end) for begin, end in runs if begin < last and end > first]
    return any(begin < stop and end > start for begin, end in near for start, stop in places)


def _hider(wordings: list[str]) -> Callable[[str], str]:
    if not wordings:
        return lambda text: text
    pattern = re.compile("|".join(map(_bounded, wordings)))
    return lambda text: pattern.sub(lambda found: MASK * len(found.group()), text)


def _bounded(wording: str) -> str:
    """A pattern for the wording; digits of a longer number are not it."""
    return ("(?<![0-9])" if wording[0].isdigit() else "") + re.escape(wording) + ("(?![0-9])" if wording[-1].isdigit() else "")


def _is_distinctive(contact: Contact) -> bool:
    text = contact.text.strip()
    if contact.role == POSTCODE:
        return False
    if NUMBER.fullmatch(text):
        return sum(c.isdigit() for c in text) >= SHORTEST_NUMBER
    return len(text) >= (SHORTEST_ADDRESS if "address" in contact.role else SHORTEST_NAME)


def _mask_indicator(row: Indicator, hide: Callable[[str], str]) -> Indicator:
    actual, score, reason = (None if text is None else hide(text) for text in (row.actual, row.score, row.reason))
    return row._replace(name=hide(row.name), target=hide(row.target), actual=actual, score=score, reason=reason)


def _mask_field(field: Field, places: list[tuple[int, int]], hide: Callable[[str], str]) -> Field:
    text = hide(_cover(field.text, field.pieces, places))
    return field if text == field.text else field._replace(text=text)


def _cover(text: str, pieces: tuple[Piece, ...], places: list[tuple[int, int]]) -> str:
    """The text with the places (begin and end in the document's text) covered."""
    for piece in pieces:
        for begin, end in places:
            first = max(begin, piece.source) - piece.source + piece.begin
            last = min(end, piece.source + piece.length) - piece.source + piece.begin
            if first < last:
                text = text[:first] + MASK * (last - first) + text[last:]
    return text
