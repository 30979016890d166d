"""Level labels of indicator tables: recognising them in any column, and naming a lost level 1 from its level 2."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from kg.forms.layouts import layouts
from kg.forms.words import LONGEST, Starts, normalise, starts_of

#: `产出指标(50分)`, `数量指标（10）`: the weight in a level's brackets.
WEIGHT = re.compile(r"(?:\((?:权重|分值)?:?(?P<boxed>\d+(?:[-—~]\d+)?(?:\.\d+)?)(?:分|%)?\)分?|(?P<bare>\d+(?:\.\d+)?)分)$")
#: 一、产出指标, （二）质量指标, 1.2时效指标
LEVEL_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}(?:[.．]\d{1,2}){0,2}[、.．]?|\([一二三四五六七八九十\d]{1,3}\)|[①-⑳])"
    r"(?=[\u4e00-\u9fff])"
)
#: What is left in a row of a level label that was cut by a page break.
RESIDUE = frozenset({"指标", "目标", "效益", "度指标", "标"})

#: Families of level 2 → the family of level 1 it belongs to, for forms whose layout does not say. 成本 alone is an output in the older forms.
FAMILIES = (
    ("output", re.compile(r"数量|质量|时效|进度|成本|产出")),
    ("satisfaction", re.compile(r"满意")),
    ("benefit", re.compile(r"经济|社会|生态|环境|可持续|效益|影响")),
)
LEVEL1_FAMILIES = (
    ("cost", re.compile(r"^成本")),
    ("output", re.compile(r"产出|完成")),
    ("satisfaction", re.compile(r"满意")),
    ("benefit", re.compile(r"效益|效果")),
)


@dataclass(frozen=True, slots=True)
class Level:
    """A recognised level label: `name` as the form names it (wraps undone), `rank` 1 or 2, `weight` where brackets give one."""

    name: str
    rank: int
    weight: str | None = None


@lru_cache(maxsize=8)
def _vocabulary(form: str | None) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """(level 1, level 2): normalised word → the layout's own spelling. Words of other layouts count too, spelled as printed (None)."""
    level1: dict[str, str] = {}
    level2: dict[str, str] = {}
    for layout in sorted(layouts(), key=lambda known: known.form != form):
        own = layout.form == form and layout.fixed
        for first, seconds in layout.levels.items():
            level1.setdefault(first, first if own else "")
            for second in seconds:
                level2.setdefault(second, second if own else "")
                # The form may print the label with or without its last word (数量, 数量指标).
                short = second.removesuffix("指标")
                level2.setdefault(short, second if own else "")
                level2.setdefault(f"{short}指标", second if own and second.endswith("指标") else "")
    return level1, level2


def find_level(text: str, form: str | None) -> Level | None:
    """The level label that a cell holds and nothing else, or None. A word of both ranks (成本指标) counts as rank 2 unless it is the
    layout's level 1 only; the caller knows the column."""
    return _find_level(text, form) if len(text) <= LONGEST and _starts()[text[:3]] else None


@cache
def _starts() -> Starts:
    return Starts(level_starts())


def without_number(word: str) -> str:
    """A level label without its number."""
    match = LEVEL_NUMBER.match(word)
    return word[match.end() :] if match else word


def bare_level(text: str) -> str:
    """A level label of the form's own, without its number and its weight."""
    return WEIGHT.sub("", without_number(normalise(text)))


@lru_cache(maxsize=32768)
def _find_level(text: str, form: str | None) -> Level | None:
    word = without_number(normalise(text))
    match = WEIGHT.search(word)
    if match:
        word = word[: match.start()]
    level1, level2 = _vocabulary(form)
    weight = (match["boxed"] or match["bare"]) if match else None
    if word in level1:
        return Level(level1[word] or word, 1, weight)
    if word in level2:
        return Level(level2[word] or word, 2, weight)
    return None


@cache
def level_words() -> frozenset[str]:
    """Every level label of every layout, with and without its last word."""
    level1, level2 = _vocabulary(None)
    return frozenset(level1) | frozenset(level2)


@cache
def level_starts() -> frozenset[str]:
    """The starts of every level label, and of what is left of one."""
    level1, level2 = _vocabulary(None)
    return starts_of((*level1, *level2, *RESIDUE))


@lru_cache(maxsize=32768)
def find_level2(text: str, form: str | None) -> Level | None:
    """The same, for a place where only a level 2 can stand (成本指标 below 产出指标)."""
    if len(text) > LONGEST:
        return None
    word = without_number(normalise(text))
    match = WEIGHT.search(word)
    if match:
        word = word[: match.start()]
    spelling = _vocabulary(form)[1].get(word)
    return None if spelling is None else Level(spelling or word, 2, (match["boxed"] or match["bare"]) if match else None)


def level_over(text: str) -> Level | None:
    """The level 1 that a word over columns names, with or without its last word: 产出 over 数量指标 | 质量指标."""
    level = find_level(text, None) or find_level(normalise(text) + "指标", None)
    return replace(level, name=normalise(text)) if level is not None and level.rank == 1 and not normalise(text).endswith("指标") else level


@lru_cache(maxsize=4096)
def family_of(level2: str) -> str | None:
    """The family of level 1 that a level 2 belongs to."""
    return next((family for family, pattern in FAMILIES if pattern.search(level2)), None)


@lru_cache(maxsize=4096)
def level1_family(level1: str) -> str | None:
    """The family of a level-1 label."""
    return next((family for family, pattern in LEVEL1_FAMILIES if pattern.search(level1)), None)


def belongs(level2: str, level1: str, levels: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a level 2 may stand below a level 1; a level 2 that the form's layout does not know may stand below any."""
    second, first = family_of(level2), level1_family(level1)
    if level1 in levels and any(level2 in seconds for seconds in levels.values()):
        return level2 in levels[level1] or (first is not None and first == second)
    if second is None or first is None:
        return True
    return second == first or (second, first) in {("satisfaction", "benefit"), ("output", "cost"), ("benefit", "cost")}


def level1_of(level2: str, seen: tuple[str, ...], levels: Mapping[str, tuple[str, ...]]) -> str | None:
    """The level 1 of a level 2 whose own label is lost: one that the form prints elsewhere, else the layout's, else None."""
    for level1 in (*seen, *levels):
        if level1 in levels and level2 in levels[level1]:
            return level1
    family = family_of(level2)
    return next((level1 for level1 in (*seen, *levels) if family and level1_family(level1) == family), None)
