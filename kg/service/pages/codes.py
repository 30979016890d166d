"""Names of codes (forms, amounts, norm levels, roles …) in Chinese and English, from the code lists of the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from kg.resources import data_folder
from kg.terms import BKG_NS, SKOS


@cache
def code_names() -> Mapping[str, Mapping[str, str]]:
    """`amount-total` → language → name."""
    graph = Store()
    graph.load((data_folder("ontology") / "codes.ttl").read_bytes(), RdfFormat.TURTLE)
    names: dict[str, dict[str, str]] = {}
    for quad in graph.quads_for_pattern(None, NamedNode(SKOS.prefLabel), None, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and quad.object.language:
            names.setdefault(quad.subject.value.removeprefix(BKG_NS), {})[quad.object.language] = quad.object.value
    return names


def code_name(prefix: str, key: str | None, lang: str) -> str:
    """The name of a code; the code itself where the lists do not hold it, nothing for nothing."""
    if not key:
        return ""
    return code_names().get(f"{prefix}-{key}", {}).get(lang, key)
