"""What a page is made of: who asks for what (a visit), and what is shown (a view)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

from kg.service.pages.addresses import path_of
from kg.store import Store
from kg.store.index import Index

LANGUAGES = ("zh", "en")
#: Units of money: how many yuan, and decimals shown.
UNITS = {"yuan": (1, 0), "wan": (10_000, 2), "yi": (100_000_000, 4)}


class Generation(Protocol):
    """One generation of a store: graph and index of the same build."""

    @property
    def store(self) -> Store: ...

    @property
    def index(self) -> Index: ...

    @property
    def base(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Visit:
    """A request as pages see it: `path` is decoded, `query` the pairs of the query string in order."""

    generation: Generation
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

    @property
    def unit(self) -> str:
        """The unit of money in which amounts are shown."""
        given = self.value("unit")
        return given if given in UNITS else "wan"

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

    def entity(self, iri: str | None) -> str | None:
        """The address of an entity's page; None for what is not ours."""
        path = path_of(iri, self.generation.base)
        return None if path is None else self.address(path)


@dataclass(frozen=True, slots=True)
class View:
    """A template and what it shows."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
