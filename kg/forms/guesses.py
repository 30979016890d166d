"""What a word means that no list holds, by what it is made of. The data is `guesses.yaml`; the caller knows that a label or a header stands there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, NamedTuple

from kg.forms.labels import Label, label_words
from kg.forms.money import HALF_WIDTH, parse_money
from kg.forms.words import AROUND, NUMBERING, UNIT, normalise, printed_label, read_data

#: No label is longer, and none holds the marks of a sentence or a figure.
LONGEST = 24
NO_WORD = re.compile(r"[。；，！？,;!?《》“”\d%≥≤=<>]")
DATED = re.compile(r"(?:19|20)\d\d|\d+(?:个)?[年月]|[一二三四五]年|全年|长期")
SENTENCE = re.compile(r"[。；，！？;]")


class Guess(NamedTuple):
    """A row of the data. `meaning` is a role, a column or what a line is; `within` as a label has it."""

    meaning: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    value: str | None
    within: str | None


@cache
def _rows(kind: str) -> tuple[Guess, ...]:
    rows: list[Mapping[str, Any]] = [row for row in read_data("guesses.yaml") if kind in row]
    return tuple(
        Guess(r[kind], re.compile(r["pattern"]), re.compile(r["unless"]) if "unless" in r else None, r.get("value"), r.get("within")) for r in rows
    )


@lru_cache(maxsize=8192)
def guess_label(text: str, value: str) -> Label | None:
    """The label that a cell or the words before a colon may be, where `value` follows; None where nothing speaks for one."""
    word = normalise(text)
    match = UNIT.search(word)
    unit = (match[1] or match[2]) if match else None
    word = UNIT.sub("", word)
    word = AROUND.sub("", NUMBERING.sub("", word)).rstrip(":")
    if not 2 < len(word) <= LONGEST or NO_WORD.search(word):
        return None
    plain = "".join(value.translate(HALF_WIDTH).split())
    for guess in _rows("role"):
        if guess.pattern.fullmatch(word) and not (guess.unless and guess.unless.search(word)) and _fits(guess.value, plain):
            return replace(_role(guess.meaning), unit=unit, printed=printed_label(text), word=word, within=guess.within)
    return None


def _fits(kind: str | None, value: str) -> bool:
    if kind == "figure":
        yuan, _, readable = parse_money(value, "元")
        return readable and yuan is not None
    if kind in {"date", "period"}:
        return len(value) <= 40 and DATED.search(value) is not None
    if kind == "name":
        return 0 < len(value) <= 60 and not SENTENCE.search(value) and any("\u4e00" <= char <= "\u9fff" for char in value)
    return len(value) >= 4


@cache
def _role(role: str) -> Label:
    return next(label for label in label_words().values() if label.role == role and not label.weak)


@lru_cache(maxsize=4096)
def guess_line(word: str) -> bool:
    """Whether an unknown word on a line of its own may be a label, by the nouns that it ends with."""
    return any(g.pattern.fullmatch(word) and not (g.unless and g.unless.search(word)) for g in _rows("line"))


@lru_cache(maxsize=4096)
def guess_header(text: str) -> str | None:
    """The column that an unknown word of a header row may name; None where nothing speaks for one."""
    word = AROUND.sub("", UNIT.sub("", normalise(text)))
    if not 0 < len(word) <= LONGEST:
        return None
    return next((g.meaning for g in _rows("column") if g.pattern.fullmatch(word) and not (g.unless and g.unless.search(word))), None)
