"""Addresses of pages: an entity's page stands at the path of its IRI, below the service's own host."""

from __future__ import annotations

import re
from urllib.parse import quote

from kg.identifiers import segment

#: Percent-encoded bytes of characters beyond ASCII: browsers send them for the Chinese of an address, an IRI has them as they are.
BEYOND_ASCII = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
#: What a path of an IRI may hold as it is; the percent sign because the IRI is encoded already.
SAFE = "/!$&'()*+,;=:@~%"


def path_of(iri: str | None, base: str) -> str | None:
    """The path of an entity's page; None for what is not ours."""
    return "/" + quote(iri.removeprefix(base), safe=SAFE) if iri and iri.startswith(base) else None


def iri_of(raw_path: bytes, base: str) -> str:
    """The IRI that a path (as it was sent) stands for."""
    decoded = BEYOND_ASCII.sub(lambda found: bytes.fromhex(found.group().replace("%", "")).decode(errors="replace"), raw_path.decode("latin-1"))
    return base + "/".join(segment(part) if "%" not in part and part else part for part in decoded.lstrip("/").split("/"))
