"""Pages of lists: conditions as constant pieces of SQL with bound values, one total order each, a cursor that names the last item shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any

from kg.errors import InvalidData
from kg.store.index.folding import fold, phrase

CURSOR = re.compile(r"[0-9a-f]{16}|o[0-9]{1,9}")


@dataclass(slots=True)
class Conditions:
    """A WHERE clause that grows: pieces of SQL, and the values bound in them."""

    pieces: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, piece: str, *values: Any) -> None:
        """Narrows the clause; `values` are bound in the piece."""
        self.pieces.append(piece)
        self.values += values

    def sql(self, *more: str) -> str:
        """The clause with its keyword, empty where nothing narrows."""
        pieces = [*self.pieces, *more]
        return f" WHERE {' AND '.join(pieces)}" if pieces else ""


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list: `items` is a JSON array, ready to be sent; `next` the cursor of the part that follows, None at the end."""

    items: bytes
    total: int
    next: str | None = None


def check_cursor(cursor: str | None) -> str | None:
    """A cursor of the right form; raises InvalidData."""
    if cursor is not None and not CURSOR.fullmatch(cursor):
        raise InvalidData(f"the cursor {cursor[:40]!r} is none that a list gave")
    return cursor


def direction(sort: str, known: Sequence[str]) -> tuple[str, bool]:
    """The order and whether it is turned round (`-amount`); raises InvalidData that lists the known ones."""
    name = sort.removeprefix("-")
    if name not in known:
        raise InvalidData(f"sort is {sort!r}; expected one of {', '.join(known)}, or one of them after - to turn it round")
    return name, sort.startswith("-")


def offset_of(cursor: str | None) -> int:
    """How many items a list by relevance has shown; raises InvalidData for the cursor of another order."""
    if cursor is not None and not cursor.startswith("o"):
        raise InvalidData(f"the cursor {cursor!r} is of a list in another order: start again without it")
    return int(cursor[1:]) if cursor else 0


def matching(kind: str, text: str) -> list[str]:
    """The FTS5 expressions of a search, one a word: all of them must match. Raises InvalidData for a text without letters or figures."""
    words = [word for word in map(fold, text.split()) if word]
    if not words:
        raise InvalidData(f"q is {text!r}; expected at least one letter, figure or Chinese character")
    return [f"kind:{kind.replace('_', '')} AND body:{phrase(word)}" for word in words]


FOUND = "(SELECT e.id FROM search AS s JOIN entries AS e ON e.n = s.rowid WHERE s.search MATCH ?)"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that a search found, with the field and the text that matched best."""

    key: int
    field: str
    wording: str


def hits(connection: Any, kind: str, text: str, *, limit: int, offset: int = 0) -> tuple[list[Hit], int]:
    """Entities of a kind in which every word of a text stands, the best first, and how many there are.

    A text that is the whole name comes first, then one at its start, then one inside; then the more telling field, the shorter name.
    """
    expressions = matching(kind, text)
    narrowed = "".join(f" AND e.id IN {FOUND}" for _ in expressions[1:])
    word = fold(text.split()[0])
    rows = connection.execute(
        f"SELECT e.id, e.n, {SCORE} FROM search AS s JOIN entries AS e ON e.n = s.rowid WHERE s.search MATCH ?{narrowed}",
        (len(word), word, len(word), *expressions),
    )
    # The best entry of each is kept here, in half the time that SQLite needs to group and to count them.
    best: dict[int, tuple[int, int]] = {}
    for key, entry, score in rows:
        if key not in best or score < best[key][0]:
            best[key] = (score, entry)
    chosen = nsmallest(offset + limit, ((*pair, key) for key, pair in best.items()))[offset:]
    told = ((key, connection.execute("SELECT field, wording FROM entries WHERE n = ?", (entry,)).fetchone()) for _, entry, key in chosen)
    return [Hit(key, name, wording) for key, (name, wording) in told], len(best)


#: The whole name, its start, or within; then the rank of the field; then the length. Bound: the length of the folded word, the word, its length.
SCORE = "CASE WHEN substr(e.folded, 1, ?) = ? THEN (length(e.folded) > ?) * 1000000 ELSE 2000000 END + e.rank * 100000 + min(length(e.folded), 99999)"
