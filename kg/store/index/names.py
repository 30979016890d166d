"""What a text names: an IRI, a number in any bracket style, a title, or a part of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.citations import find_citations
from kg.identifiers import spelled_out
from kg.store.index.folding import fold, fold_name
from kg.store.index.opening import Index
from kg.store.index.pages import hits
from kg.store.index.schema import key_of

IRI = re.compile(r"<?[A-Za-z][A-Za-z0-9+.\-]*:/{2}\S+\Z")
#: More candidates help nobody; how many there are is told.
CANDIDATES = 20
#: A part of a name shorter than this says too little to name anything.
LEAST_PART = 2


@dataclass(frozen=True, slots=True)
class Resolution:
    """`status` is resolved (one key), ambiguous (candidates, the likelier first; `total` of them) or unknown. `match` says by what it was found:
    iri, name, cited (as filings cite it), part."""

    status: str
    keys: tuple[int, ...] = ()
    total: int = 0
    match: str | None = None


UNKNOWN = Resolution("unknown")


def resolve(index: Index, kinds: Sequence[str], text: str) -> Resolution:
    """The entity of one of the kinds that a text names."""
    text = text.strip()
    if IRI.match(text):
        return _by_iri(index, kinds, spelled_out(text))
    for wording in wordings(kinds, text):
        found = _by_name(index, kinds, fold_name(wording))
        if found is not UNKNOWN:
            return found
    if len(fold(text)) < LEAST_PART or ("instrument" in kinds and _has_number(text)):
        return UNKNOWN
    return _by_part(index, kinds, text)


def _by_iri(index: Index, kinds: Sequence[str], text: str) -> Resolution:
    found = index.entity(key_of(text))
    if found is not None and found[0] in kinds and found[1] == text:
        return Resolution("resolved", (key_of(text),), 1, "iri")
    successor = index.replaced_by(text)
    return UNKNOWN if successor is None or "instrument" not in kinds else Resolution("resolved", (key_of(successor),), 1, "iri")


def wordings(kinds: Sequence[str], text: str) -> Iterator[str]:
    """What to look for, the surest first: the text as it is, then the numbers and the titles that the citations stage reads in it."""
    yield text
    if "instrument" in kinds:
        mentions = list(find_citations(text))
        yield from (mention.number for mention in mentions if mention.number)
        yield from (mention.title for mention in mentions if mention.title)


def _has_number(text: str) -> bool:
    """A number that the store does not hold names nothing: it must not be taken for a part of another."""
    return any(mention.number for mention in find_citations(text))


def _by_name(index: Index, kinds: Sequence[str], folded: str) -> Resolution:
    rows = [row for kind in kinds for row in index.rows("SELECT id, field FROM names WHERE kind = ? AND folded = ?", (kind, folded))]
    own = {key for key, field in rows if field != "cited"} or {key for key, _ in rows}
    if not own:
        return UNKNOWN
    match = "name" if any(field != "cited" for _, field in rows) else "cited"
    return Resolution("resolved" if len(own) == 1 else "ambiguous", tuple(sorted(own)), len(own), match)


def _by_part(index: Index, kinds: Sequence[str], text: str) -> Resolution:
    keys: list[int] = []
    total = 0
    for kind in kinds:
        found, known = hits(index.connection, kind, "".join(text.split()), limit=CANDIDATES)
        keys += (hit.key for hit in found)
        total += known
    if not keys:
        return UNKNOWN
    return Resolution("resolved" if total == 1 else "ambiguous", tuple(keys[:CANDIDATES]), total, "part")
