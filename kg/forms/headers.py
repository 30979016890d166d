"""Header words of indicator tables, and what a header row's columns mean. The data is `headers.yaml` and `compositions.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from kg.forms.additions import added_rows
from kg.forms.compositions import composed
from kg.forms.words import AROUND, LONGEST, PART_OF_YEAR, UNIT, Starts, normalise, read_data, starts_of


@cache
def header_words() -> Mapping[str, str]:
    """Every header word of the data → its column."""
    known: dict[str, str] = {}
    for row, words in composed("column"):
        known.update(dict.fromkeys(words, row["column"]))
    rows = [row for row in (*read_data("headers.yaml"), *added_rows("headers.yaml")) if row["column"] != DESCRIBED]
    known.update({normalise(str(word)): row["column"] for row in rows for word in row["words"]})
    return known


#: The column of words that are no header words but among others: what they mean follows from the columns beside them.
DESCRIBED = "described"


@cache
def _described_words() -> frozenset[str]:
    rows = (*read_data("headers.yaml"), *added_rows("headers.yaml"))
    return frozenset(normalise(str(word)) for row in rows if row["column"] == DESCRIBED for word in row["words"])


def find_among(text: str) -> str | None:
    """The column that a cell names among others of a header, `described` where that follows from the others; None for any other cell."""
    if len(text) > LONGEST or not _starts_among()[text[:3]]:
        return None
    return DESCRIBED if normalise(text) in _described_words() else find_header(text)


@cache
def _starts_among() -> Starts:
    return Starts(header_starts() | starts_of(_described_words()))


def find_header(text: str) -> str | None:
    """The column of an indicator table that a header cell names, or None."""
    return _find_header(text) if len(text) <= LONGEST and _starts()[text[:3]] else None


@cache
def _starts() -> Starts:
    return Starts(header_starts())


#: What was done in a part of the year: 1-7月执行情况, 上半年完成值.
DONE = re.compile(r"(?:实际|累计|目标)?(?:完成|执行|实现)(?:值|数|情况|程度|指标值)?")


@lru_cache(maxsize=4096)
def _find_header(text: str) -> str | None:
    word = normalise(text)
    known: Mapping[str, str] = header_words()
    found = known.get(word) or known.get(AROUND.sub("", UNIT.sub("", word)))
    if found is None and (part := PART_OF_YEAR.match(word)) is not None and DONE.fullmatch(word, part.end()) is not None:
        return "actual"
    return found


def is_parallel(kinds: Sequence[str]) -> bool:
    """Whether the columns come in two groups side by side, each with its name (or level 2) and its target."""
    if kinds.count("target") != 2:
        return False
    first = list(kinds).index("target")
    return any(lead in kinds[:first] and lead in kinds[first:] for lead in ("level2", "name"))


def settle_described(found: dict[int, str]) -> None:
    """Tells what the columns `described` are, in place: the first that follows the names or a sign heads the targets where no other column
    does, the others explain them."""
    taken = bool({"target", "content"} & set(found.values()))
    before: str | None = None
    for column in sorted(found):
        if found[column] == DESCRIBED:
            heads = not taken and before in LEADING
            found[column], taken = ("target", True) if heads else ("note", taken)
        before = found[column]


#: Columns right behind which a word such as 内容 heads the targets.
LEADING = frozenset({"name", "sign", "note"})

#: Of columns with one meaning the last counts (实施期指标值 | 年度指标值); of all other kinds the first does.
LAST = frozenset({"target"})
REMARKS = frozenset({"note", "other", "past"})


def settle_columns(kinds: Sequence[str]) -> list[str]:
    """The columns of a header row, where two claim the same meaning: one keeps it, the others are remarks (三级指标 | 指标内容), or targets of
    another time (实施期指标值 | 年度指标值). Weights beside the levels are the levels' own: the indicator's stands behind its name. A table that
    prints two groups of columns side by side keeps both."""
    if is_parallel(kinds):
        return list(kinds)
    kept: dict[str, int] = {}
    name = next((at for at, kind in enumerate(kinds) if kind in {"name", "content"}), 0)
    for at, kind in enumerate(kinds):
        if kind in kept and not (kind in LAST or (kind == "weight" and kept[kind] < name)):
            continue
        kept[kind] = at
    if told := _told_behind_names(kinds, kept):
        return [("target" if at == told else kind if kind in REMARKS or kept[kind] == at else "note") for at, kind in enumerate(kinds)]
    return [kind if kind in REMARKS or kept[kind] == at else "past" if kind == "target" else "note" for at, kind in enumerate(kinds)]


def _told_behind_names(kinds: Sequence[str], kept: Mapping[str, int]) -> int | None:
    """The column of targets whose word elsewhere heads names, where it stands right behind theirs and no other heads targets (三级指标 |
    绩效标准)."""
    if {"target", "content"} & set(kinds) or "level2" not in kept or kinds.count("name") != 2:
        return None
    last = len(kinds) - 1 - list(reversed(kinds)).index("name")
    return last if last == kept["name"] + 1 and kept["level2"] < kept["name"] else None


def with_level2(kinds: Sequence[str]) -> list[str] | None:
    """The columns of a header whose 指标名称 turns out to hold the level 2, because its rows say so (指标类型 | 指标名称 | 指标内容);
    None where no other column can hold the names."""
    names = [at for at, kind in enumerate(kinds) if kind == "name"]
    notes = [at for at, kind in enumerate(kinds) if names and at > names[0] and kind == "note"]
    if "level2" in kinds or "level1" not in kinds or not notes or notes[0] != names[0] + 1:
        return None
    return ["level2" if at == names[0] else "name" if at == notes[0] else kind for at, kind in enumerate(kinds)]


@cache
def header_starts() -> frozenset[str]:
    """The first letters of every header word."""
    return starts_of((*header_words(), "上半年", "前三季度", "一季度", "二季度", "三季度", "截至", "截止"))


#: What may stand last among several reasons, in front of further columns.
ELSE = frozenset({"其他", "其它"})
