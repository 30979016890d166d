"""The expert knowledge of the citations stage, read once from its data files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import yaml

from kg.errors import InvalidData
from kg.resources import package_data

#: White space as it stands between and inside the parts of a citation.
SPACE = "[ \t\r\n\u3000\xa0]"
#: Divides texts that are read as one: no citation reaches over it, and it begins and ends a text as its own ends do.
BORDER = "\0"
HAN = "\u3400-\u4dbf\u4e00-\u9fff〇々"


@dataclass(frozen=True, slots=True)
class AgencyCode:
    """机关代字 of GB/T 9704-2012, 7.2.5: the code with which an issuer's document numbers begin.

    `level` is the norm level that such documents usually have; `example` is a number that bears the code, `source` the rule or document it is from.
    """

    code: str
    issuer: str
    jurisdiction: str
    level: str
    example: str
    source: str


@cache
def word_groups() -> dict[str, dict[str, list[str]]]:
    """The groups of `words.yaml`: group → list name → words."""
    groups = yaml.safe_load(package_data("kg.citations.data", "words.yaml"))
    if not isinstance(groups, dict):
        raise InvalidData("kg/citations/data/words.yaml: expected a mapping of groups")
    return groups


def words(group: str, name: str = "words") -> tuple[str, ...]:
    """The words of a group, each once, longest first: so that an alternation takes the longest."""
    found = word_groups()[group][name]
    return tuple(sorted(dict.fromkeys(str(word) for word in found), key=lambda word: (-len(word), word)))


def alternation(found: Iterable[str]) -> str:
    """The words as a regular expression, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(found), key=lambda word: (-len(word), word)))


@cache
def agency_codes() -> dict[str, AgencyCode]:
    """The known agency codes by code."""
    rows = csv.DictReader(io.StringIO(package_data("kg.citations.data", "agency_codes.csv")))
    found: dict[str, AgencyCode] = {}
    for line, row in enumerate(rows, start=2):
        if row["code"] in found:
            raise InvalidData(f"kg/citations/data/agency_codes.csv, line {line}: the code {row['code']} stands twice")
        found[row["code"]] = AgencyCode(**row)
    return found
