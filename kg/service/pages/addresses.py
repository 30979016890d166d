"""Addresses of pages: an entity's page stands at the path of its IRI, below the service's own host."""

from __future__ import annotations

from urllib.parse import quote

#: What a path of an IRI may hold as it is; the percent sign because the IRI is encoded already.
SAFE = "/!$&'()*+,;=:@~%"


def path_of(iri: str | None, base: str) -> str | None:
    """The path of an entity's page; None for what is not ours."""
    return "/" + quote(iri.removeprefix(base), safe=SAFE) if iri and iri.startswith(base) else None
