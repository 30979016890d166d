"""Minted IRIs: the only home of their patterns. Minting is deterministic and can be undone (`Identifiers.parse`).

A part that comes from a document (a name, an agency code) is made safe for one path segment of an IRI (RFC 3987, `isegment`): Chinese stays
as it is, characters that an IRI may not hold, white space and the delimiters of a path are percent-encoded. Keys of instruments hold `/`
between their segments.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote, unquote

#: The base of minted IRIs where no setting says otherwise (`KG_BASE_IRI`).
DEFAULT_BASE = "https://budget-kg.example/"

# Paths below a filing's IRI.
FIELD, PIECE, FRAGMENT, AMOUNT, INDICATOR, TARGET, REPORT = "/field/", "/piece/", "/fragment/", "/amount/", "/indicator/", "/target", "/report"
CITATION, PLACE, POSITION, QUOTE, FIGURE, UNMAPPED = "/citation/", "/place", "/position", "/quote", "/figure/", "/unmapped/"
MAIN_PROJECT, CONTACT = "/main-project/", "/contact/"

#: kind → pattern below the base. `{…}` is one path segment, `{…+}` one or more. The order matters to `parse`: the more special first.
PATTERNS = {
    "run": "id/run/{fingerprint}",
    "software": "id/software/{name}-{version}",
    "finding": "id/finding/{hash}",
    "document": "id/document/{sha16}",
    "document_unmapped": "id/document/{sha16}/unmapped/{number}",
    "filing": "id/filing/{sha16}-{index}",
    "piece": "id/filing/{sha16}-{index}/field/{number}/piece/{piece}",
    "fragment": "id/filing/{sha16}-{index}/field/{number}/fragment/{fragment}",
    "field": "id/filing/{sha16}-{index}/field/{number}",
    "amount": "id/filing/{sha16}-{index}/amount/{kind}",
    "target": "id/filing/{sha16}-{index}/indicator/{number}/target",
    "report": "id/filing/{sha16}-{index}/indicator/{number}/report",
    "indicator": "id/filing/{sha16}-{index}/indicator/{number}",
    "place": "id/filing/{sha16}-{index}/citation/{number}/place",
    "position": "id/filing/{sha16}-{index}/citation/{number}/position",
    "quote": "id/filing/{sha16}-{index}/citation/{number}/quote",
    "citation": "id/filing/{sha16}-{index}/citation/{number}",
    "figure": "id/filing/{sha16}-{index}/figure/{name}",
    "main_project": "id/filing/{sha16}-{index}/main-project/{number}",
    "contact": "id/filing/{sha16}-{index}/contact/{number}",
    "unmapped": "id/filing/{sha16}-{index}/unmapped/{number}",
    "filing_year": "id/project-year/{sha16}-{index}",
    "department": "id/department/{department}",
    "project_year": "id/project/{department}/{project}/{year}",
    "project": "id/project/{department}/{project}",
    "concept": "id/indicator/{name}",
    "article": "eli/cn/{key+}/art/{article}",
    "instrument": "eli/cn/{key+}",
    "document_graph": "graph/document/{sha16}",
    "filing_graph": "graph/filing/{sha16}-{index}",
    "derived_graph": "graph/derived",
    "findings_graph": "graph/findings",
    "run_graph": "graph/run",
}

#: Hex digits, a number, or anything without a slash: what a part of a pattern may hold.
PARTS = {
    "sha16": "[0-9a-f]{16}",
    "hash": "[0-9a-f]{16}",
    "fingerprint": "[0-9a-f]{16}",
    "index": "[0-9]+",
    "number": "[0-9]+",
    "piece": "[0-9]+",
    "version": "[^/-]+",
}

#: Delimiters that a path segment may hold as they are (RFC 3986, `pchar`).
SEGMENT_SAFE = "!$&'()*+,;=:@~"

#: What is not `iunreserved` of RFC 3987: ASCII (where `quote` decides), C1 controls, private use, surrogates, non-characters of each plane; and,
#: though allowed, white space and invisible signs beyond ASCII, which nobody could read in an address.
NON_CHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))
UNSAFE = re.compile(
    "[\x00-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\uffff"
    f"{NON_CHARACTERS}\U000e0000-\U000e0fff\U000f0000-\U0010ffff]+"
)


@lru_cache(maxsize=65536)
def segment(text: str) -> str:
    """Text as one path segment of an IRI; `unquote` gives it back. Raises ValueError for an empty text, which names nothing."""
    if not text:
        raise ValueError("an identifier needs a name of at least one character")
    if text in {".", ".."}:  # would be removed when a relative reference is resolved (RFC 3986, 5.2.4)
        return text.replace(".", "%2E")
    return UNSAFE.sub(lambda run: quote(run.group(), safe=SEGMENT_SAFE, errors="replace"), text)


#: Percent-encoded characters beyond ASCII.
ENCODED = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")


def spelled_out(iri: str) -> str:
    """An IRI as it is minted, from the form in which browsers copy it: in percent signs (RFC 3987, 3.2). White space and <> around go."""

    def character(run: re.Match[str]) -> str:
        try:
            return segment(bytes.fromhex(run.group().replace("%", "")).decode())
        except UnicodeDecodeError:
            return run.group()

    return ENCODED.sub(character, iri.strip().removeprefix("<").removesuffix(">"))


def sixteen(text: str) -> str:
    """The first 16 hex digits of the SHA-256 of a text: `hash16` of the patterns, and `{id}` of the service when given an IRI."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Minted:
    """An IRI of ours taken apart: the kind of thing it names, and the parts it was minted from (numbers as text)."""

    kind: str
    parts: dict[str, str]


def _compile(pattern: str) -> re.Pattern[str]:
    def part(found: re.Match[str]) -> str:
        name = found.group(1)
        many = name.endswith("+")
        name = name.rstrip("+")
        return f"(?P<{name}>{PARTS.get(name, '.+' if many else '[^/]+')})"

    return re.compile(re.sub(r"\{([a-z0-9]+\+?)\}", part, pattern))


COMPILED = {kind: _compile(pattern) for kind, pattern in PATTERNS.items()}


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Mints IRIs below a base (setting `base_iri`; ends with / or #). Arguments named `key` are normalised names or instrument keys."""

    base: str
    derived_graph: str = field(init=False, default="")
    findings_graph: str = field(init=False, default="")
    run_graph: str = field(init=False, default="")

    def __post_init__(self) -> None:
        for name in ("derived_graph", "findings_graph", "run_graph"):
            object.__setattr__(self, name, self.base + PATTERNS[name])

    def document(self, sha256: str) -> str:
        return f"{self.base}id/document/{sha256[:16]}"

    def document_graph(self, sha256: str) -> str:
        return f"{self.base}graph/document/{sha256[:16]}"

    def filing(self, sha256: str, index: int) -> str:
        return f"{self.base}id/filing/{sha256[:16]}-{index}"

    def filing_graph(self, sha256: str, index: int) -> str:
        return f"{self.base}graph/filing/{sha256[:16]}-{index}"

    def filing_year(self, sha256: str, index: int) -> str:
        """The project year of a filing that names no project, no department or no year."""
        return f"{self.base}id/project-year/{sha256[:16]}-{index}"

    def department(self, key: str) -> str:
        return f"{self.base}id/department/{segment(key)}"

    def project(self, department_key: str, project_key: str) -> str:
        """`project_key` is the project's name without its year."""
        return f"{self.base}id/project/{segment(department_key)}/{segment(project_key)}"

    def project_year(self, department_key: str, project_key: str, year: str) -> str:
        """`year` is a fiscal year (`2020`) or a range of them (`2022-2024`)."""
        return f"{self.project(department_key, project_key)}/{segment(year)}"

    def concept(self, name: str) -> str:
        """An indicator name shared by filings."""
        return f"{self.base}id/indicator/{segment(name)}"

    def instrument(self, key: str) -> str:
        """A key of the registry: `沪府办/2015/87`, `国务院令/641`, `std/…`, `title/{hash16}`."""
        return f"{self.base}eli/cn/{'/'.join(map(segment, key.split('/')))}"

    def article(self, key: str, article: str) -> str:
        return f"{self.instrument(key)}/art/{segment(article)}"

    def run(self, fingerprint: str) -> str:
        return f"{self.base}id/run/{fingerprint[:16]}"

    def software(self, name: str, version: str) -> str:
        return f"{self.base}id/software/{segment(name)}-{segment(version)}"

    def finding(self, *facts: str) -> str:
        """A finding's IRI is the hash of what it says, so that the same finding has the same IRI in every build."""
        return f"{self.base}id/finding/{sixteen(chr(0).join(facts))}"

    def parse(self, iri: str) -> Minted | None:
        """What an IRI names and the parts it was minted from; None for an IRI that is not ours."""
        if not iri.startswith(self.base):
            return None
        path = iri[len(self.base) :]
        for kind, pattern in COMPILED.items():
            found = pattern.fullmatch(path)
            if found:
                return Minted(kind, {name: unquote(text) for name, text in found.groupdict().items()})
        return None
