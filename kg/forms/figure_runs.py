"""Figures and names that ran together: `40004000100%` in a grid of budget, execution and rate; `验收合格率≥95%完成时间12月底前`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

RUN = re.compile(r"(?P<figures>\d+(?:\.\d+)?)(?P<rate>%)(?P<score>\d{1,2}(?:\.\d+)?)?")
PLAIN = re.compile(r"(?:0|[1-9]\d*)(?:\.\d{1,6})?")
RATE = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.\d{1,2})?")
MARK = r"[≥≤><=≧≦±约]|不低于|不少于|不高于|不超过|大于|小于"
UNIT = (
    r"%|‰|百分比|个百分点|[百千万亿]?(?:平方米|平方公里|平方千米|公里|千米|立方米|公顷|人次|车次|辆次|场次|件套|户次)|元/[一-龥]{1,4}|人/次|个工作日|工作日|个月"
    r"|小时|分钟|[百千万亿]?[个次户家座盏套台份篇期场处条项亩株天日年月人岁种批辆件本名所米吨分起元对只头枚袋]"
)
TARGET = re.compile(rf"(?:{MARK})*\d+(?:,\d{{3}})*(?:\.\d+)?(?:{UNIT})?(?:(?:及?以[上下内]|底前?|前|左右|完成)(?![^\d]*指标))*")
ENDING = re.compile(
    r"(?:不断|持续|逐步|有所|明显|显著|稳步)?(?:提升|提高|增强|改善|完善|健全|下降|降低|减少|增加|巩固)|(?:及时|合规|规范|合理|优良|良好|长期|长远|有效|达标|合格)$"
)


@lru_cache(maxsize=4096)
def split_run(text: str) -> tuple[tuple[int, int], ...]:
    """The figures of a run, as (begin, end): budget, execution and rate are told apart by their division; anything else is one figure."""
    match = RUN.fullmatch(text)
    if match is None or len(text) < 6:
        return ((0, len(text)),)
    digits = match["figures"]
    if RATE.fullmatch(digits) and not match["score"]:
        # 100.00% is a rate, and not 1 | 0 | 0.00%
        return ((0, len(text)),)
    if (grid := _split_grid(digits, text)) is not None:
        return grid
    found: list[tuple[int, int]] = []
    for third in range(2, len(digits)):
        if RATE.fullmatch(digits[third:]):
            found += [(second, third) for second in range(1, third) if _divides(digits[:second], digits[second:third], digits[third:])]
    if not found:
        return ((0, len(text)),)
    # A year's budget and what was spent of it are figures of one length, or nearly.
    second, third = min(found, key=lambda cut: (abs(2 * cut[0] - cut[1]), cut[1]))
    score = ((match.start("score"), len(text)),) if match["score"] else ()
    return ((0, second), (second, third), (third, match.end("rate")), *score)


def _split_grid(digits: str, text: str) -> tuple[tuple[int, int], ...] | None:
    """A row of a self-evaluation's grid whose year's budget stands twice, as planned and as adjusted: budget, budget, spent, weight, rate, score."""
    for length in range(len(digits) // 4, 1, -1):
        budget = digits[:length]
        if digits[length : 2 * length] != budget:
            continue
        for end in range(2 * length + 1, len(digits)):
            weight = next((w for w in WEIGHTS if digits.startswith(w, end)), None)
            rate = end + len(weight or "")
            if weight and RATE.fullmatch(digits[rate:]) and _divides(budget, digits[2 * length : end], digits[rate:]):
                places = (0, length, 2 * length, end, rate, len(digits) + 1, len(text))
                return tuple((a, b) for a, b in pairwise(places) if a < b)
    return None


#: What budgets' execution weighs in self-evaluations.
WEIGHTS = ("10", "20", "15", "5")


def _divides(budget: str, spent: str, rate: str) -> bool:
    """Whether the rate is that of the two figures, as far as its digits say."""
    if not (PLAIN.fullmatch(budget) and PLAIN.fullmatch(spent)) or not Decimal(budget):
        return False
    if Decimal(spent) and not Decimal(rate):
        return False  # what is next to nothing is a wrong cut
    places = len(rate.partition(".")[2])
    return abs(Decimal(spent) * 100 / Decimal(budget) - Decimal(rate)) <= Decimal(1).scaleb(-places) / 2


def split_names(text: str, begin: int, end: int, *, columns: int = 2) -> Iterator[tuple[int, int]]:
    """The names and targets of a run, as (begin, end) pieces in their order. `columns`: how many the table has; with more than two the
    target may stand twice, as planned and as reached (有所提升有所提升)."""
    at = begin
    if not any("\u4e00" <= char <= "\u9fff" for char in text[begin:end]):
        # Figures alone, whose borders nothing tells.
        yield begin, end
        return
    if columns > 2 and not any(char.isdigit() for char in text[begin:end]):
        for length in range((end - begin) // 3, 1, -1):
            if text[end - length : end] == text[end - 2 * length : end - length]:
                yield begin, end - 2 * length
                yield end - 2 * length, end - length
                yield end - length, end
                return
    while at < end:
        match = next((m for m in TARGET.finditer(text, at + (at == begin), end)), None)
        if match is None:
            ending = next((m for m in ENDING.finditer(text, min(at + 2, end), end) if m.end() == end), None)
            if ending:
                yield at, ending.start()
                yield ending.start(), end
            else:
                yield at, end
            return
        if match.start() > at:
            yield at, match.start()
        yield match.start(), match.end()
        at = match.end()
