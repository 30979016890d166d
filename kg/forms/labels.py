"""Label knowledge: what a printed label means. The data is `labels.yaml`, `headers.yaml` and `boilerplate.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as SafeLoader  # ten times as fast, where the wheel holds it
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

from kg.errors import InvalidData
from kg.forms.additions import added_rows
from kg.forms.money import HALF_WIDTH
from kg.resources import package_data

KINDS = ("name", "choice", "date", "period", "flag", "year", "amount", "rate", "text", "contact", "note", "section", "column")
#: A cell longer than this is no label: the longest known has 24 letters, and wraps add spaces.
LONGEST = 48

TAG = re.compile(r"</?(?:p|br|div|span|strong|b)\b[^<>]*>|\[bookmark:[^\]]*\]", re.IGNORECASE)
UNIT = re.compile(r"\((?:金额)?(?:单位:?)?(?:人民币)?(元|千元|万元|百万元|亿元)\)|:(元|千元|万元|亿元)$")
NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．](?!\d)|\([一二三四五六七八九十\d]{1,3}\)|[①-⑳])")
#: What may stand around a label without changing it: a mark of a required field, a formula letter, "of which".
AROUND = re.compile(
    r"^[*＊※★]+|^其中:?|\([A-D](?:/[A-D])?\)$|\(%\)$|[*＊]+$|\((?:盖章|公章|签章|签字|必填|选填)\)$|\(\d+分?\)$|\(\d+字(?:以?内|左右)\)$|\(如.{1,14}\)$"
    r"|\((?:长期|年度|中期)\)$|\(20\d\d年?(?:[-—~至]+(?:20\d\d)?年?)?度?\)$"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label's meaning. `unit` is the money unit in the printed label's brackets; `printed` is the label as printed,
    without colon, `word` the same normalised and without its unit: what layouts name as evidence. A value of a `weak` label gives way to that
    of another label of the role (填报单位 to 实施单位)."""

    role: str
    kind: str
    amount: str | None = None
    span: str | None = None
    unit: str | None = None
    printed: str = ""
    word: str = ""
    weak: bool = False


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """A label or header word without what does not change it: white space, tags, width of brackets, the colon at its end."""
    return "".join(TAG.sub("", text).translate(HALF_WIDTH).split()).rstrip(":")


def find_label(text: str) -> Label | None:
    """The label that a cell holds and nothing else, or None."""
    # Most cells are no label, and most of those differ: their first letters say so for a tenth of what the look-up costs.
    return _find_label(text) if len(text) <= LONGEST and may_start(text, _label_starts()) else None


@lru_cache(maxsize=65536)
def _find_label(text: str) -> Label | None:
    word = normalise(text)
    known = label_words()
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
    if "：" not in text and ":" not in text:
        return None
    match = INLINE.match(text)
    if match is None or match.end() == len(text):
        return None
    label = find_label(match[1])
    return (label, match.end()) if label and label.kind != "section" else None


#: What may stand in front of a further label in one cell: white space, or a mark that ends the amount before it.
FURTHER = re.compile(
    r"(?P<front>[\s\u3000]+|[；;，,（(、]|(?<=元))(?P<label>(?:其中[:：])?[^\s:：；;，,、（）()]{2,16}(?:[（(][^（）()]{1,10}[）)])?)\s*[:：](?!//)"
)


def pairs_of_text(text: str, label: Label, offset: int) -> list[tuple[Label, int, int]]:
    """(label, begin, end of its value) of a cell that begins with a label whose value begins at `offset`: all of them, where further labels
    with colons stand in it. A text is never cut: its sentences use colons too."""
    pairs: list[tuple[Label, int, int]] = []
    begin = offset
    if label.kind != "text" and ("：" in text[offset:] or ":" in text[offset:]):
        for match in FURTHER.finditer(text, offset):
            found = find_label(match["label"])
            unit = UNIT.search(normalise(text[match.start("label") : match.end() + 3])) if found and found.kind == "section" else None
            if found is None or found.kind == "text" or (match["front"].strip() and found.kind != "amount"):
                continue
            pairs.append((label, begin, match.start()))
            end = match.end()
            if found.kind == "section":
                found = replace(found, unit=(unit[1] or unit[2]) if unit else None)
                end = next((at for at in range(match.end(), len(text)) if text[at].isspace()), len(text))
            label, begin = found, end
    pairs.append((label, begin, len(text)))
    return [(known, start, end) for known, start, end in pairs if known.kind != "section" or known.unit]


@cache
def label_words() -> Mapping[str, Label]:
    """Every label word of the data → its meaning."""
    known: dict[str, Label] = {}
    for row in read_data("labels.yaml"):
        if row["kind"] not in KINDS:
            raise InvalidData(f"labels.yaml: role {row['role']}: kind is {row['kind']!r}; known: {', '.join(KINDS)}")
        for word in row["labels"]:
            if word in known:
                raise InvalidData(f"labels.yaml: the label {word} stands under {known[word].role} and {row['role']}")
            known[word] = Label(row["role"], row["kind"], row.get("amount"), row.get("span"), weak=row.get("weak", False))
    roles = {label.role: label for label in reversed(known.values()) if not label.weak}
    for row in added_rows("labels.yaml"):
        like = roles.get(row["role"])
        kind = row.get("kind", like.kind if like else "text")
        if kind not in KINDS:
            raise InvalidData(f"label {row['labels']}: kind is {kind!r}; known: {', '.join(KINDS)}")
        meaning = replace(like, kind=kind, weak=row.get("weak", False)) if like else Label(row["role"], kind)
        known.update({normalise(str(word)): meaning for word in row["labels"]})
    return known


@cache
def header_words() -> Mapping[str, str]:
    """Every header word of the data → its column."""
    return {normalise(str(word)): row["column"] for row in (*read_data("headers.yaml"), *added_rows("headers.yaml")) for word in row["words"]}


def find_header(text: str) -> str | None:
    """The column of an indicator table that a header cell names, or None."""
    return _find_header(text) if len(text) <= LONGEST and may_start(text, _header_starts()) else None


@lru_cache(maxsize=4096)
def _find_header(text: str) -> str | None:
    word = normalise(text)
    return header_words().get(word) or header_words().get(AROUND.sub("", UNIT.sub("", word)))


def is_parallel(kinds: Sequence[str]) -> bool:
    """Whether the columns come in two groups side by side, each with its name (or level 2) and its target."""
    if kinds.count("target") != 2:
        return False
    first = list(kinds).index("target")
    return any(lead in kinds[:first] and lead in kinds[first:] for lead in ("level2", "name"))


def settle_columns(kinds: Sequence[str]) -> list[str]:
    """The columns of a header row, where two claim the same: of two names the second is a description (三级指标 | 指标内容), of two targets of one
    name the last is the year's (实施期指标值 | 年度指标值); a table that prints two groups of columns side by side keeps both."""
    if is_parallel(kinds):
        return list(kinds)
    settled: list[str] = []
    targets = kinds.count("target")
    for kind in kinds:
        if kind == "target":
            targets -= 1
        settled.append("note" if (kind == "name" and "name" in settled) or (kind == "target" and targets) else kind)
    return settled


@cache
def _label_starts() -> frozenset[str]:
    return starts_of(label_words())


@cache
def _header_starts() -> frozenset[str]:
    return starts_of(header_words())


#: What may follow a word of two letters: nothing, a colon, a bracket.
ENDS = ("", ":", "(", "[", "*", "＊")
FULL_WIDTH = str.maketrans("():/[],", "（）：／［］，")


def starts_of(words: Iterable[str]) -> frozenset[str]:
    """The first three letters of words in both widths, for `may_start`; a shorter word with what may follow it."""
    heads = {head for word in words for head in ([word[:3]] if len(word) > 2 else [word + end for end in ENDS])}
    return frozenset(heads | {head.translate(FULL_WIDTH) for head in heads})


COMPARATORS = frozenset("=<>≥≤")


def may_speak(text: str, starts: frozenset[str]) -> bool:
    """Whether a cell may hold a label, a header word or a level (their starts are given) or be furniture; figures do not."""
    first = text[:1]
    if first in COMPARATORS:
        return not (text[1:2].isdigit() or text[2:3].isdigit())
    if first.isdigit():
        return not text.endswith(("%", "％")) and any(mark in text[1:4] for mark in "、.．)）")
    return first in FURNITURE or may_start(text, starts) or "：" in text or ":" in text


@cache
def label_and_header_starts() -> frozenset[str]:
    """The starts of every label and header word."""
    return _label_starts() | _header_starts()


#: A text that starts with one of these hides its first letter: a number, a bracket, a tag, a mark, 其中.
HIDING = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十(（[［【<*＊※★①②③④⑤⑥⑦⑧⑨⑩其") | frozenset(" \t\n\u3000")


def may_start(text: str, starts: frozenset[str]) -> bool:
    """Whether a text may be one of the words with these starts; True where spaces or marks hide its first letters."""
    head = text[:3]
    return head in starts or head[:1] in HIDING or head[1:2].isspace() or head[2:].isspace()


#: The first letters of every text that a rule for cells among others claims.
FURNITURE = frozenset("-—–_=|+:.。…⋯<[（(续 \t\n")


def is_furniture(text: str) -> bool:
    """Whether a cell among others is no content: a ruling, an ellipsis, an empty tag."""
    return text[:1] in FURNITURE and _is_furniture(text)


@lru_cache(maxsize=16384)
def _is_furniture(text: str) -> bool:
    word = "".join(text.split())
    return len(word) <= 80 and any(pattern.fullmatch(word) for pattern in _furniture())


@cache
def _furniture() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in read_data("boilerplate.yaml") if row.get("in_tables"))


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["rule"], re.compile(row["pattern"])) for row in (*added_rows("boilerplate.yaml"), *read_data("boilerplate.yaml")))


#: What every text that a rule claims holds; a test compares it with the examples.
TRIGGER = re.compile(
    r"[-—–_=|+:.。…⋯\d(（\[<]|单位|续表|汇总|一览|公开|表[一二三四五六七八九十]|附[表件]"
    r"|扫一扫|分享|打印|关闭|相关|版权|ICP|预览|阅读|文档|文本内容|留言|责任编辑|浏览|来源|作者|发布|字[号体]|网站|主办|注[:：]|返回|纠错|收藏|[上下]一[篇条]|√"
)


def find_boilerplate(text: str) -> str | None:
    """The name of the rule that says that a cell or line is no content, or None."""
    return _find_boilerplate(text) if len(text) <= 160 and (TRIGGER.search(text) or _has_own_rules()) else None


@cache
def _has_own_rules() -> bool:
    return bool(added_rows("boilerplate.yaml"))


@lru_cache(maxsize=16384)
def _find_boilerplate(text: str) -> str | None:
    word = "".join(text.split())
    return next((name for name, pattern in _rules() if pattern.fullmatch(word)), None) if len(word) <= 80 else None


def read_data(name: str) -> list[dict[str, Any]]:
    """The rows of a data file of this package."""
    rows: list[dict[str, Any]] = yaml.load(package_data("kg.forms", name), Loader=SafeLoader)
    return rows


def begins_with_label(text: str) -> bool:
    """Whether a text without white space in front begins with a label word of a form's head."""
    word = normalise(text)
    return any(length <= len(word) and (label := label_words().get(word[:length])) and label.kind in {"name", "note"} for length in range(4, 13))
