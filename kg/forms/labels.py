"""Label knowledge: what a printed label means. The data is `labels.yaml`, `headers.yaml` and `boilerplate.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import yaml

from kg.errors import InvalidData
from kg.forms.money import HALF_WIDTH
from kg.resources import package_data

KINDS = ("name", "choice", "date", "period", "flag", "year", "amount", "rate", "text", "contact", "note", "section")
#: A cell longer than this is no label: the longest known has 24 letters, and wraps add spaces.
LONGEST = 48

TAG = re.compile(r"</?(?:p|br|div|span|strong|b)\b[^<>]*>|\[bookmark:[^\]]*\]", re.IGNORECASE)
UNIT = re.compile(r"\((?:金额)?(?:单位:?)?(?:人民币)?(元|千元|万元|百万元|亿元)\)|:(元|千元|万元|亿元)$")
NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．](?!\d)|\([一二三四五六七八九十\d]{1,3}\)|[①-⑳])")
#: What may stand around a label without changing it: a mark of a required field, a formula letter, "of which".
AROUND = re.compile(r"^[*＊※]+|^其中:?|\([A-D](?:/[A-D])?\)$|\(%\)$|[*＊]+$")


@dataclass(frozen=True, slots=True)
class Label:
    """A label's meaning. `unit` is the money unit in the printed label's brackets; `printed` is the label as printed,
    without colon, `word` the same normalised and without its unit: what layouts name as evidence."""

    role: str
    kind: str
    amount: str | None = None
    span: str | None = None
    unit: str | None = None
    printed: str = ""
    word: str = ""


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """A label or header word without what does not change it: white space, tags, width of brackets, the colon at its end."""
    return "".join(TAG.sub("", text).translate(HALF_WIDTH).split()).rstrip(":")


@lru_cache(maxsize=65536)
def find_label(text: str) -> Label | None:
    """The label that a cell holds and nothing else, or None."""
    if len(text) > LONGEST:
        return None
    word = normalise(text)
    known = _labels()
    found = known.get(word)
    unit = None
    if found is None:
        match = UNIT.search(word)
        if match:
            unit = match[1] or match[2]
            word = (word[: match.start()] + word[match.end() :]).rstrip(":")
        word = AROUND.sub("", AROUND.sub("", NUMBERING.sub("", word))).rstrip(":")
        found = known.get(word)
        if found is None:
            return None
    return replace(found, unit=unit, printed=printed_label(text), word=word)


def printed_label(text: str) -> str:
    """The label as the form prints it: without tags, the colon at its end, and the unit; wraps undone."""
    word = TAG.sub("", text).strip().rstrip(":： \t\n")
    return "".join(word.split("\n"))


#: `申报单位名称：某局` in one cell.
INLINE = re.compile(r"\s*(?:<p>\s*)?([^:：<>\n]{2,30})[:：](?!//)\s*")


def split_inline(text: str) -> tuple[Label, int] | None:
    """(label, offset of the value) of a cell that holds a label, a colon and a value; None where it does not."""
    match = INLINE.match(text)
    if match is None or match.end() == len(text):
        return None
    label = find_label(match[1])
    return (label, match.end()) if label and label.kind != "section" else None


@cache
def _labels() -> Mapping[str, Label]:
    known: dict[str, Label] = {}
    for row in read_data("labels.yaml"):
        if row["kind"] not in KINDS:
            raise InvalidData(f"labels.yaml: role {row['role']}: kind is {row['kind']!r}; known: {', '.join(KINDS)}")
        for word in row["labels"]:
            if word in known:
                raise InvalidData(f"labels.yaml: the label {word} stands under {known[word].role} and {row['role']}")
            known[word] = Label(row["role"], row["kind"], row.get("amount"), row.get("span"))
    return known


@cache
def _headers() -> Mapping[str, str]:
    return {normalise(word): row["column"] for row in read_data("headers.yaml") for word in row["words"]}


@lru_cache(maxsize=16384)
def find_header(text: str) -> str | None:
    """The column of an indicator table that a header cell names, or None."""
    return _headers().get(normalise(text)) if len(text) <= LONGEST else None


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["rule"], re.compile(row["pattern"])) for row in read_data("boilerplate.yaml"))


@lru_cache(maxsize=16384)
def find_boilerplate(text: str) -> str | None:
    """The name of the rule that says that a cell or line is no content, or None."""
    word = "".join(text.split())
    return next((name for name, pattern in _rules() if pattern.fullmatch(word)), None) if len(word) <= 80 else None


def read_data(name: str) -> list[dict[str, Any]]:
    """The rows of a data file of this package."""
    rows: list[dict[str, Any]] = yaml.safe_load(package_data("kg.forms", name))
    return rows
