"""Citations of a filing: all its fields are searched; what role a citation has in one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate
from operator import add

import yaml

from kg.citations.extraction import HARD_SIGN, mentions_of
from kg.citations.introduced_titles import LEAD
from kg.citations.listed_titles import LISTING_ROLES
from kg.citations.short_names import short_uses
from kg.citations.words import alternation
from kg.filings import Citation, Field, Filing
from kg.resources import package_data

#: Labels that, unlabelled as a basis, hold one by their sense (docs/citations.md, Roles).
BASIS_LABELS = re.compile("依据|项目总体情况|保证项目实施的制度|审批")

#: Labels that name the legal basis, for fields whose role does not.
BASIS_NAMES = re.compile("(?:立项|政策|设立|法律|法规|文件|项目)的?依据|项目审批")


#: Fields that may list titles, or be read as ones that do: they are read whole.
LISTING = LISTING_ROLES | {"heading", "other", "remark"}


@cache
def role_groups() -> dict[str, frozenset[str]]:
    """Groups of field roles, from `roles.yaml`."""
    groups = yaml.safe_load(package_data("kg.citations.data", "roles.yaml"))
    return {name: frozenset(found) for name, found in groups.items()}


@cache
def _introduced() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(role_groups()['introducing'])})[^。；;\n]*\\Z")


def cite(filing: Filing) -> Filing:
    """The filing with `citations` filled from its fields, field by field in the order of the form. Back references are left out: they cite
    nothing that is not cited already."""
    fields = filing.fields
    listing: list[int] = []
    searched: list[int] = []
    for index, (_, role, _, _) in enumerate(fields):
        (listing if role in LISTING else searched).append(index)
    found: list[Citation] = []
    for index in sorted([*listing, *_signed(fields, searched)]):
        found += field_citations(fields[index], index)
    if found:
        found = _with_short_uses(fields, [*listing, *searched], found)
    return replace(filing, citations=tuple(found)) if found or filing.citations else filing


def _with_short_uses(fields: Sequence[Field], readable: Sequence[int], found: list[Citation]) -> list[Citation]:
    """The citations with the uses of short names in other fields than those that give them."""
    uses = [
        Citation(field.label, index, _role_of(field)(begin), field.text[begin:end], begin, end, "alias", field.text[begin:end])
        for index, begin, end in short_uses(fields, readable, found)
        for field in (fields[index],)
    ]
    return sorted([*found, *uses], key=lambda citation: (citation.field_index, citation.begin)) if uses else found


def _signed(fields: Sequence[Field], searched: Sequence[int]) -> set[int]:
    """Those of the fields `searched` whose text holds a sign of a citation: one scan for each sign over all texts, because most texts are short
    and hold none."""
    texts = [fields[index].text for index in searched]
    joined = "\0".join(texts)
    ends: list[int] = []
    found: set[int] = set()
    for sign in (HARD_SIGN, LEAD):
        here = sign.search(joined)
        while here is not None:
            ends = ends or list(map(add, accumulate(map(len, texts)), range(len(texts))))
            place = bisect_right(ends, here.start())
            found.add(searched[place])
            here = sign.search(joined, ends[place])
    return found


def field_citations(field: Field, index: int) -> list[Citation]:
    """The citations of one field. `index` is its place in the filing."""
    role_at = _role_of(field)
    return [
        Citation(
            field.label,
            index,
            role_at(mention.begin),
            mention.surface,
            mention.begin,
            mention.end,
            mention.kind,
            mention.title,
            mention.number,
            mention.article,
        )
        for mention in mentions_of(field.text, reading_role(field))
        if mention.kind != "back_reference"
    ]


def _role_of(field: Field) -> Callable[[int], str]:
    """The role of what is cited in a field, by its place there."""
    groups = role_groups()
    if reading_role(field) in groups["basis"]:
        return lambda _: "basis"
    if field.role in groups["basis_when_introduced"] and BASIS_LABELS.search(field.label):
        return lambda begin: "basis" if _introduced().search(field.text[:begin]) else "mention"
    return lambda _: "mention"


def reading_role(field: Field) -> str:
    """The role as which a field is read: a section of a narrative or an unknown label is a legal basis where its label says so."""
    return "legal_basis" if field.role in role_groups()["read_by_label"] and BASIS_NAMES.search(field.label) else field.role
