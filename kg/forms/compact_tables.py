"""Header words and level labels of indicator tables in text that lost its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.forms.beginnings import header_beginnings, level_beginnings
from kg.forms.compacts import BORDER, LINE, NOTHING, NUMERALS, Compact, end_of_label, is_two
from kg.forms.guesses import guess_header
from kg.forms.headers import ELSE, find_header, header_words
from kg.forms.levels import LEVEL_NUMBER, level_words

#: What ends with 指标 and is no level: a kind of indicator, what came of one, a name.
NO_LEVEL = re.compile(r"\d|^[正反]|达成|预期|完成.*指标|未|部分|该|定[性量]")
#: No header has more columns: a run of its words that is longer is read in pieces.
MOST_COLUMNS = 24
BARE_WEIGHT = re.compile(r"\d{1,3}分")
NUMBERS = NUMERALS | {"(", "①", "②", "③", "④", "⑤", "⑥"}


def match_header(c: Compact, i: int, *, fused: bool) -> tuple[str, int] | None:
    """(column, end) of the longest header word at `i`."""
    words = header_words()
    for length in header_beginnings()[c.text[i : i + 2]]:
        word = c.text[i : i + length]
        kind = words.get(word) if len(word) == length else None
        if kind is None or any(c.before[k] >= BORDER for k in range(i + 1, i + length)) or is_two(c, i, i + length, words):
            continue
        end = end_of_label(c.text, i + length)
        if fused or end >= len(c.text) or c.before[end] > NOTHING or _header_follows(c, end):
            return kind, end
    return None


def _header_follows(c: Compact, end: int) -> bool:
    return any(c.text[end : end + length] in header_words() for length in header_beginnings()[c.text[end : end + 2]])


def match_headers(c: Compact, i: int, *, fused: bool) -> tuple[list[str], int]:
    """(columns, end) of the header words that stand one behind the other from `i` on."""
    kinds: list[str] = []
    while (
        len(kinds) < MOST_COLUMNS and i < len(c.text) and (found := match_header(c, i, fused=fused or len(kinds) >= 2) or guessed_header(c, i, kinds))
    ):
        kinds.append(found[0])
        i = found[1]
    return kinds, i


def guessed_header(c: Compact, i: int, kinds: Sequence[str]) -> tuple[str, int] | None:
    """The same for a word that no data knows, behind two that it does."""
    if len(kinds) < 2 or not c.before[i]:
        return None
    end = next((k for k in range(i + 1, min(len(c.text), i + 14)) if c.before[k]), len(c.text))
    if c.text[i:end] in ELSE and kinds[-1] == "note" and end < len(c.text) and match_header(c, end, fused=False):
        return "note", end  # 经费保障 | 制度保障 | 其他 | 确定能
    if end - i >= 14 or match_level(c, i, fused=False) is not None:
        return None
    kind = find_header(c.text[i:end]) or guess_header(c.text[i:end])
    return (kind, end) if kind is not None else None


def match_level(c: Compact, i: int, *, fused: bool) -> int | None:
    """The end of the level label that begins at `i`, its weight included."""
    words = level_words()
    number = LEVEL_NUMBER.match(c.text, i, i + 12) if c.text[i] in NUMBERS else None
    if number is not None and _is_number_of(c, i, number.end()):
        return match_level(c, number.end(), fused=fused)
    for length in level_beginnings()[c.text[i : i + 2]]:
        word = c.text[i : i + length]
        if len(word) < length or word not in words or any(c.before[k] >= BORDER for k in range(i + 1, i + length)):
            continue
        end = _weight(c.text, i + length)
        if end >= len(c.text) or c.before[end] > NOTHING:
            return end
        if (fused or c.before[i] >= LINE) and (word.endswith(("指标", "目标")) or len(word) >= 6):
            return end
    return _other_level(c, i)


def _is_number_of(c: Compact, i: int, end: int) -> bool:
    """Whether the number from `i` to `end` is that of the label behind it (1.1数量指标), and no figure of the cell in front (…98%20质量指标)."""
    return end < len(c.text) and not any(c.before[i + 1 : end + 1]) and not c.text[i:end].isdigit()


def _other_level(c: Compact, i: int) -> int | None:
    """A level label of the form's own: a short cell that ends with 指标."""
    end = next((k for k in range(i + 1, min(len(c.text), i + 18) + 1) if k == len(c.text) or c.before[k] > NOTHING), None)
    if end is None or end - i < 4:
        return None
    bare = c.text[i:end].split("(")[0]
    return end if bare.endswith("指标") and NO_LEVEL.search(bare) is None else None


def _weight(text: str, end: int) -> int:
    """The end of a level label with its weight: `(50分)`, `(40-50)分`, `(10)`."""
    if text[end : end + 1] == "(" and (close := text.find(")", end, end + 12)) > 0 and set(text[end + 1 : close]) <= set("0123456789.-—~分值:%权重"):
        end = close + 1
        end += text[end : end + 1] == "分"
    elif bare := BARE_WEIGHT.match(text, end):
        end = bare.end()
    return end
