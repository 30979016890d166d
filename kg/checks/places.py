"""Where a breach stands in the sources: the filing, the field and the offset behind a node."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode

from kg.checks.values import Breach, CheckResult
from kg.identifiers import Identifiers
from kg.store import Store
from kg.terms import SPARQL_PREFIXES

#: The filing that a conclusion comes from: the first by IRI.
FILING_BEHIND = f"""{SPARQL_PREFIXES}
SELECT ?node ?filing WHERE {{
  {{ ?node bkg:statedIn ?filing }}
  UNION {{ ?year dcterms:isVersionOf ?node ; bkg:statedIn ?filing }}
  UNION {{ ?citation bkg:denotes | bkg:denotesArticle | bkg:candidate ?node . ?filing bkg:citation ?citation }}
  UNION {{ ?indicator bkg:concept ?node . ?filing bkg:indicator ?indicator }}
  UNION {{ ?year bkg:department ?node ; bkg:statedIn ?filing }}
  UNION {{ ?unit org:subOrganizationOf ?node . ?year bkg:department ?unit ; bkg:statedIn ?filing }}
  UNION {{ ?instrument eli:passed_by ?node . ?citation bkg:denotes ?instrument . ?filing bkg:citation ?citation }}
  UNION {{ ?node a bkg:Finding ; sh:focusNode ?filing }}
}} ORDER BY ?filing LIMIT 1
"""
#: The field a part stands in and its offset in the document; an indicator and its target tell both themselves.
PLACE_OF_PART = f"""{SPARQL_PREFIXES}
SELECT ?node (MIN(?field_label) AS ?label) (MIN(?field_begin) AS ?begin) (MIN(?field_end) AS ?end) (MIN(?position) AS ?offset) WHERE {{
  {{
    {{ ?indicator a bkg:Indicator . BIND(?indicator AS ?node) }} UNION {{ ?indicator bkg:target | bkg:report ?node }}
    ?indicator bkg:begin ?position .
    OPTIONAL {{ ?indicator bkg:level2 ?field_label }}
  }} UNION {{
    {{ ?node bkg:inField ?field }} UNION {{ ?node a bkg:Field . BIND(?node AS ?field) }} UNION {{ ?field oa:hasSelector ?node ; a bkg:Field }}
    FILTER NOT EXISTS {{ ?node a bkg:Indicator }} FILTER NOT EXISTS {{ ?node a bkg:Target }}
    ?field bkg:label ?field_label .
    OPTIONAL {{ ?node bkg:begin ?field_begin ; bkg:end ?field_end }}
    OPTIONAL {{ ?field oa:hasSelector/oa:start ?field_start }}
    OPTIONAL {{ ?node oa:hasTarget/oa:hasSelector/oa:start ?own_start }}
    BIND(COALESCE(?own_start, ?field_start) AS ?position)
  }}
}} GROUP BY ?node
"""
SOURCE = f"""{SPARQL_PREFIXES}
SELECT ?document (MIN(?name) AS ?source) WHERE {{ ?document dcterms:source ?name }} GROUP BY ?document
"""


@dataclass(frozen=True, slots=True)
class Origin:
    """A document's IRI, and the index of a filing in it."""

    document: str
    index: int | None


class Places:
    """Looks places up in a store, each document and each conclusion once."""

    def __init__(self, store: Store) -> None:
        self.store, self.names = store, Identifiers(store.base)
        self.source_of = lru_cache(maxsize=4096)(self._source_of)
        self.origin_of = lru_cache(maxsize=65536)(self._origin_of)

    def locate(self, breach: Breach) -> CheckResult:
        """The breach with its place."""
        origin = self.origin_of(breach.focus)
        place, offset = self.part_of(breach.focus)
        return CheckResult(
            breach.check, breach.severity, breach.messages, breach.focus, None if origin is None else self.source_of(origin.document),
            None if origin is None else origin.index, breach.place or place, offset, breach.value,
        )  # fmt: skip

    def part_of(self, iri: str) -> tuple[str, int | None]:
        """The field's label, with begin and end where the part has them; the offset in the document's text."""
        for _, label, begin, end, offset in self.store.query(PLACE_OF_PART, substitutions={"node": NamedNode(iri)}).values():
            extent = f" [{begin}:{end}]" if begin is not None and end is not None else ""
            return f"{label or ''}{extent}", None if offset is None else int(offset)
        return "", None

    def _source_of(self, document: str) -> str | None:
        return next((source for _, source in self.store.query(SOURCE, substitutions={"document": NamedNode(document)}).values()), None)

    def _origin_of(self, iri: str) -> Origin | None:
        minted = self.names.parse(iri)
        parts = {} if minted is None else minted.parts
        if "sha16" in parts:
            return Origin(self.names.document(parts["sha16"]), int(parts["index"]) if "index" in parts else None)
        behind = (filing for _, filing in self.store.query(FILING_BEHIND, substitutions={"node": NamedNode(iri)}).values())
        filing = next(behind, None)
        return None if filing is None or filing == iri else self.origin_of(filing)
