"""Citations of a filing: all its fields are searched; what role a citation has in one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from operator import attrgetter

import yaml

from kg.citations.extraction import BLANK_LINE, mentions_of
from kg.citations.introduced_titles import LEAD
from kg.citations.listed_titles import LISTING_ROLES
from kg.citations.plain import Found, asks_further, scan_plain
from kg.citations.short_names import short_uses
from kg.citations.signs import HARD_SIGN
from kg.citations.values import Mention
from kg.citations.words import BORDER, alternation
from kg.citations.wraps import joined as joined_lines
from kg.filings import Citation, Field, Filing
from kg.resources import package_data

#: Labels that, unlabelled as a basis, hold one by their sense (docs/citations.md, Roles).
BASIS_LABELS = re.compile("依据|项目总体情况|保证项目实施的制度|审批")

#: Labels that name the legal basis, for fields whose role does not.
BASIS_NAMES = re.compile("(?:立项|政策|设立|法律|法规|文件|项目)的?依据|项目审批")


#: A short name is given by one of the first two; 87号文 is one by itself.
SHORT_NAME_WORDS = ("简称", "下称", "号文")
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
    nothing that is not cited already.

    All texts are searched as one, because most are short and cite nothing: plain citations are read and masked, and only fields in whose rest a
    sign of others stays are read by themselves."""
    fields = filing.fields
    if not fields:
        return filing
    _, roles, texts, _ = zip(*fields, strict=True)
    joined = _joined(texts)
    plain, rest = scan_plain(joined)
    alone = _asking(rest)
    mentions = _by_text(joined, plain)
    listing = [index for index, role in enumerate(roles) if role in LISTING and texts[index]]
    found: list[Citation] = []
    for index in sorted({*alone, *mentions, *listing}):
        field = fields[index]
        begin, here = mentions.get(index, (0, []))
        if index in alone or _asks(field, rest[begin : begin + len(field.text)] if here else field.text):
            found += field_citations(field, index)
            alone.add(index)
        elif here:
            found += _citations(field, index, here, begin)
    # A short name is given beside a citation, and 87号文 has a sign of its own: both stand in fields that were read by themselves.
    if found and any(word in fields[index].text for index in alone for word in SHORT_NAME_WORDS):
        found = _with_short_uses(fields, found)
    return _with_citations(filing, found) if found or filing.citations else filing


#: The values of a filing in their order, read in one step: `dataclasses.replace` takes twice as long for as many as a filing has.
VALUES = attrgetter(*Filing.__slots__)
CITATIONS = Filing.__slots__.index("citations")


def _with_citations(filing: Filing, found: Sequence[Citation]) -> Filing:
    values = list(VALUES(filing))
    values[CITATIONS] = tuple(found)
    return Filing(*values)


def _joined(texts: Sequence[str]) -> str:
    """The texts as one, a `BORDER` between them and nowhere else."""
    joined = BORDER.join(texts)
    return joined if joined.count(BORDER) < len(texts) else BORDER.join([text.replace(BORDER, "\n") for text in texts])


def _asking(rest: str) -> set[int]:
    """The places of the texts that hold a sign of a citation."""
    found: set[int] = set()
    for sign in (HARD_SIGN, LEAD):
        place = at = 0
        while here := sign.search(rest, at):
            place += rest.count(BORDER, at, here.start())
            found.add(place)
            at = rest.find(BORDER, here.start())
            if at < 0:
                break
    return found


def _by_text(joined: str, plain: Sequence[Found]) -> dict[int, tuple[int, list[Mention]]]:
    """The mentions of each text by its place, with where it begins in all."""
    found: dict[int, tuple[int, list[Mention]]] = {}
    place = at = 0
    for mention, _ in plain:
        place += joined.count(BORDER, at, mention.begin)
        at = mention.begin
        if place not in found:
            found[place] = (joined.rfind(BORDER, 0, at) + 1, [])
        found[place][1].append(mention)
    return found


def _asks(field: Field, rest: str) -> bool:
    """Whether a field has to be read by itself though no sign of a further citation stands in its rest: where it has several paragraphs, or lines
    broken inside a word, or may list titles."""
    text = field.text
    if "\n" in text and (BLANK_LINE.search(text) is not None or joined_lines(text) is not None):
        return True
    return asks_further(text, rest, reading_role(field))


def _with_short_uses(fields: Sequence[Field], found: list[Citation]) -> list[Citation]:
    """The citations with the uses of short names in other fields than those that give them."""
    uses = [
        Citation(field.label, index, _role_of(field) or _role_at(field, begin), field.text[begin:end], begin, end, "alias", field.text[begin:end])
        for index, begin, end in short_uses(fields, found)
        for field in (fields[index],)
    ]
    return sorted([*found, *uses], key=lambda citation: (citation.field_index, citation.begin)) if uses else found


def field_citations(field: Field, index: int) -> list[Citation]:
    """The citations of one field, read by itself. `index` is its place in the filing."""
    mentions = mentions_of(field.text, reading_role(field))
    return _citations(field, index, [mention for mention in mentions if mention.kind != "back_reference"], 0)


def _citations(field: Field, index: int, mentions: Sequence[Mention], start: int) -> list[Citation]:
    """Mentions as citations of a field, whose text begins at `start` of what was searched."""
    if not mentions:
        return []
    label, role = field.label, _role_of(field)
    return [
        Citation(label, index, role or _role_at(field, begin - start), surface, begin - start, end - start, kind, title, number, article)
        for surface, begin, end, kind, title, number, article, _, _ in mentions
    ]


def _role_of(field: Field) -> str | None:
    """The role of whatever is cited in a field; None where it depends on how a citation is introduced there (`_role_at`)."""
    groups = role_groups()
    if reading_role(field) in groups["basis"]:
        return "basis"
    return None if field.role in groups["basis_when_introduced"] and BASIS_LABELS.search(field.label) else "mention"


def _role_at(field: Field, begin: int) -> str:
    """The role of a citation that its sentence may introduce as a basis."""
    return "basis" if _introduced().search(field.text[:begin]) else "mention"


def reading_role(field: Field) -> str:
    """The role as which a field is read: a section of a narrative or an unknown label is a legal basis where its label says so."""
    return "legal_basis" if field.role in role_groups()["read_by_label"] and BASIS_NAMES.search(field.label) else field.role
