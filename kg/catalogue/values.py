"""The values of the catalogue: a query is a table, a parameter is one of its columns, and binding it filters that column."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

#: What a parameter's text is turned into. The last five are names that the store knows, of which `issuer` and `indicator` stay names; the rest is
#: taken as written.
PARAMETER_TYPES = ("iri", "string", "integer", "decimal", "department", "instrument", "project", "issuer", "indicator")
LANGUAGES = ("en", "zh")
#: Parameters by how few rows they leave, the fewest first: of several that are given, the first says where an answer begins.
NARROWEST = ("project", "department", "regulation", "fiscal_year")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A column that may be bound. `description` is by language; `example` answers on the bundled samples. `values` are all that the column can
    hold, where they are few and known; nothing else may be given then."""

    name: str
    type: str
    description: Mapping[str, str]
    example: str
    optional: bool
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer. `description` is by language."""

    name: str
    description: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Query:
    """One question of the catalogue: `text` is its SPARQL, header included; `title` and `description` are by language. `narrowed` has, by parameter,
    the same question for a store that is to begin with what is bound: a store chooses its way before it knows."""

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str
    narrowed: Mapping[str, str] = field(default_factory=dict)

    def text_for(self, given: Collection[str]) -> str:
        """The SPARQL to be asked where these parameters are bound. Every text gives the same rows."""
        first = next((name for name in NARROWEST if name in given), None)
        return self.text if first is None else self.narrowed.get(first, self.text)

    @property
    def example(self) -> dict[str, str]:
        """The least that the query needs, with values that answer on the bundled samples."""
        return {p.name: p.example for p in self.parameters if not p.optional}
