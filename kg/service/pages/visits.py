"""What a page is made of: who asks for what (a visit), and what is shown (a view)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from kg.errors import InvalidData
from kg.service.pages.addresses import path_of
from kg.service.snapshots import Snapshot
from kg.store import FolderStore, Store
from kg.store.generations import ABOUT
from kg.store.index import Index, key_from, key_of

LANGUAGES = ("zh", "en")
#: Units of money: how many yuan, and decimals shown.
UNITS = {"yuan": (1, 0), "wan": (10_000, 2), "yi": (100_000_000, 4)}


@dataclass(frozen=True, slots=True)
class Visit:
    """A request as pages see it: `path` is decoded, `query` the pairs of the query string in order."""

    generation: Snapshot
    path: str
    query: Sequence[tuple[str, str]] = ()

    @property
    def index(self) -> Index:
        return self.generation.index

    @property
    def store(self) -> Store:
        return self.generation.store

    @property
    def lang(self) -> str:
        return "en" if self.value("lang") == "en" else "zh"

    def whole(self, name: str, known: range, default: int) -> int:
        """A whole number within bounds; raises InvalidData."""
        given = self.value(name)
        if given is None:
            return default
        if not (given.isascii() and given.isdecimal() and len(given) < 10 and int(given) in known):
            raise InvalidData(f"{name} is {given!r}; expected a whole number from {known[0]} to {known[-1]}")
        return int(given)

    @property
    def unit(self) -> str:
        """The unit of money in which amounts are shown: ten thousands of yuan in Chinese, as forms and newspapers do, unless another is asked for."""
        given = self.value("unit")
        return given if given in UNITS else "wan" if self.lang == "zh" else "yuan"

    def value(self, name: str) -> str | None:
        """The last value of a parameter; None where it is missing or empty."""
        found = [value.strip() for key, value in self.query if key == name]
        return found[-1] if found and found[-1] else None

    def address(self, path: str | None = None, **changes: object) -> str:
        """The address of this page, or of another, with parameters changed; None takes one away. Language and unit go along."""
        kept = [(key, value) for key, value in self.query if value and (path is None or key in ("lang", "unit"))]
        pairs = {key: value for key, value in kept if key not in changes} | {key: str(value) for key, value in changes.items() if value is not None}
        pairs.pop("lang", None) if pairs.get("lang") == "zh" else None
        return (path if path is not None else self.path_sent) + (f"?{urlencode(pairs)}" if pairs else "")

    @property
    def path_sent(self) -> str:
        """The path of this page as an address."""
        return path_of(self.path.lstrip("/"), "") or "/"

    def label(self, iri: str) -> str:
        """What an entity is called; the end of its IRI where the index does not hold it."""
        found = self.index.entity(key_of(iri))
        return found[2] if found and found[1] == iri else iri.rpartition("/")[2]

    @property
    def built(self) -> str | None:
        """The day (UTC) on which the generation was written, by its folder: a graph has no clock. None for an endpoint, and for a folder that was
        removed while it is read."""
        try:
            return day_of(self.store.folder / ABOUT) if isinstance(self.store, FolderStore) else None
        except OSError:
            return None

    def iri_of(self, key: str | None) -> str | None:
        """The IRI of an entity by its 16 hex digits; None where the index does not hold it."""
        found = self.index.entity(key_from(key)) if key else None
        return found[1] if found else None

    def entity(self, iri: str | None) -> str | None:
        """The address of an entity's page; None for what is not ours."""
        path = path_of(iri, self.generation.base)
        return None if path is None else self.address(f"{path}.html")


@cache
def day_of(path: Path) -> str:
    """The day (UTC) of a file that never changes."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


@dataclass(frozen=True, slots=True)
class View:
    """A template and what it shows."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
