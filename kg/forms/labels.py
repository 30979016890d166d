"""Label knowledge: what a printed label means. The data is `labels.yaml` and `compositions.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from kg.errors import InvalidData
from kg.forms.additions import added_rows
from kg.forms.compositions import composed
from kg.forms.words import AROUND, LONGEST, NUMBERING, PART_OF_YEAR, UNIT, Starts, normalise, printed_label, read_data, starts_of

KINDS = ("name", "choice", "date", "period", "flag", "year", "amount", "rate", "text", "contact", "note", "section", "column")


@dataclass(frozen=True, slots=True)
class Label:
    """A label's meaning. `unit` is the money unit in the printed label's brackets; `printed` is the label as printed,
    without colon, `word` the same normalised and without its unit: what layouts name as evidence. A value of a `weak` label gives way to that
    of another label of the role (填报单位 to 实施单位). `year` is the year that the label itself prints (2024年预算金额). `within` is
    the source that the amount is of where the form prints the sum of all sources too (本年度申请市财政资金 beside 年度资金总额)."""

    role: str
    kind: str
    amount: str | None = None
    span: str | None = None
    unit: str | None = None
    printed: str = ""
    word: str = ""
    weak: bool = False
    year: int | None = None
    within: str | None = None


def find_label(text: str) -> Label | None:
    """The label that a cell holds and nothing else, or None."""
    # Most cells are no label, and most of those differ: their first letters say so for a tenth of what the look-up costs.
    if len(text) > LONGEST or not _starts()[text[:3]] or (text.isascii() and not _has_ascii_words()):
        return None
    return _find_label(text)


@cache
def _has_ascii_words() -> bool:
    """Whether any label has no Chinese letter: figures and dates, of which forms are full, need not be looked up where none has."""
    return any(word.isascii() for word in label_words())


@cache
def _starts() -> Starts:
    return Starts(label_starts())


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
        year = YEAR_IN_FRONT.match(word) if found is None else None
        if year is not None:
            rest = word[year.end() :]
            found = next((known[front + rest] for front in ("当年", "年度", "") if front + rest in known), None)
            return replace(found, unit=unit, printed=printed_label(text), word=word, year=int(year[1])) if found else None
        part = PART_OF_YEAR.match(word) if found is None else None
        if part is not None and word[part.end() :] in PART_DONE:
            # 1-7月执行数 is no money of the year.
            return Label("other", "column", None, None, unit, printed_label(text), word)
        if found is None:
            return None
    return replace(found, unit=unit, printed=printed_label(text), word=word)


#: What was spent in a part of the year.
PART_DONE = frozenset(
    {"执行数", "执行率", "实际执行数", "支出数", "实际支出数", "预算执行数", "预算执行率", "执行金额", "支出金额", "执行进度", "实际支出"}
)
#: 2024年预算金额, 2024年度总体目标: the year stands where other forms print 年度 or 当年.
YEAR_IN_FRONT = re.compile(r"((?:19|20)\d\d)年度?(?=[\u4e00-\u9fff]{2})")


#: `申报单位名称：某局` in one cell.
INLINE = re.compile(r"\s*(?:<p>\s*)?(?:其中[:：]\s*(?=[^:：<>\n]{2,30}[:：]))?([^:：<>\n]{2,30})[:：](?!//)\s*")

#: `（2）立项依据。` in front of its text.
NUMBERED = re.compile(r"\s*((?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．])\s*[\u4e00-\u9fff]{2,12})。(?=.)")


def split_inline(text: str) -> tuple[Label, int] | None:
    """(label, offset of the value) of a cell that holds a label, a colon and a value; None where it does not. Behind its number a label may end
    with a full stop: `（2）立项依据。`"""
    numbered = NUMBERED.match(text)
    if numbered and (named := find_label(numbered[1])) and named.kind in {"text", "name", "period"}:
        return named, numbered.end()
    match = INLINE.match(text) if "：" in text or ":" in text else None
    if match is None or match.end() == len(text):
        return None
    label = find_label(match[1])
    if normalise(match[1]) in BODIES and is_body(value_of(text, match.end())):
        label = body_label(match[1])
    return (label, match.end()) if label and label.kind != "section" else None


#: A label and its value that white space divides in one cell (年度资金总额 160, 主管部门 某市科协), and what the value then is.
SPACED = re.compile(r"\s*((?:其中[:：]\s*)?[^\s:：<>，。；]{2,16})[^\S\n]+(?=\S)")
#: The same for an amount's, from a printed page on which nothing divides a letter and a figure.
JOINED = re.compile(r"\s*((?:其中[:：]\s*)?[^\s:：<>，。；\d]{4,16})(?=\d)")
FIGURE = re.compile(r"-?\d[\d,，]*(?:[.．]\d+)?\s*(?:元|千元|万元|亿元|[%％])?\s*")


def split_spaced(text: str) -> tuple[Label, int] | None:
    """(label, offset of the value) of a cell that holds a label, white space and a value that nothing but its value can be: a figure behind an
    amount's label, a body's name behind a body's."""
    if len(text) > LONGEST_PAIR or not _starts()[text.lstrip()[:3]]:
        return None
    match = SPACED.match(text) or JOINED.match(text)
    label = find_label(match[1]) if match else None
    if match is None or label is None:
        return None
    value = text[match.end() :]
    if label.kind in {"amount", "rate"}:
        return (label, match.end()) if FIGURE.fullmatch(value) else None
    return (label, match.end()) if label.role in {"department", "supervisor"} and len(match[1]) > 3 and is_body(value) else None


def inline_of(text: str) -> tuple[Label, int] | None:
    """(label, offset of the value) of a cell that holds both, divided by a colon or by white space."""
    return split_inline(text) or split_spaced(text)


#: No cell that holds such a pair is longer.
LONGEST_PAIR = 48


#: 单位 and what forms print beside it for the seal: in front of a body's name the one that files.
BODIES = frozenset({"单位", "部门", "单位(盖章)", "单位(公章)", "部门(盖章)", "单位(印章)"})


def body_label(printed: str) -> Label:
    """单位 as the label of the body that files the form."""
    return Label("department", "name", None, None, None, printed_label(printed), "单位", weak=True)


def value_of(text: str, begin: int) -> str:
    """The value that begins there, as far as wide spaces or a further label go."""
    return WIDE.split(text[begin:].strip(), maxsplit=1)[0]


WIDE = re.compile(r"\s{2,}|\u3000+|\t|\s+(?=[^\s:：]{2,8}[:：])")
#: A body's name: Chinese letters, no unit of money, no sentence.
BODY = re.compile(r"\s*[\[(（【]?\d{0,12}[\])）】]?[-—\s]?[\u4e00-\u9fff（）()·“”、]{3,40}\s*")


def is_body(text: str) -> bool:
    """Whether a value of 单位 is a body's name and not a unit of money or of measure."""
    return BODY.fullmatch(text) is not None and not text.rstrip().endswith("元") and find_label(text) is None


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
            if found is None and label.kind == "amount" and "\n" in match["front"]:
                # A line of its own in a cell of sums, whose label no data knows.
                found = Label("other", "name", printed=printed_label(match["label"]), word=normalise(match["label"]))
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
    for word in [word for word in known if word.startswith("项目")]:
        # 政策(项目)属性 is 项目属性
        for front in ("政策(项目)", "项目(政策)", "专项(项目)", "项目(专项)"):
            known.setdefault(front + word[2:], known[word])
    listed = dict(known)
    roles = {label.role: label for label in reversed(known.values()) if not label.weak}
    for made, words in composed("role"):
        meaning = _like(roles.get(made["role"]), made)
        for word in words - listed.keys():
            # 预期目标实际完成情况 is two labels side by side.
            if meaning.kind != "text" or not any(word[:at] in listed and word[at:] in listed for at in range(2, len(word) - 1)):
                known[word] = meaning
    for added in added_rows("labels.yaml"):
        known.update(dict.fromkeys([normalise(str(word)) for word in added["labels"]], _like(roles.get(added["role"]), added)))
    return known


@cache
def _amounts_that_head() -> Mapping[str, Label]:
    """The headings of a block of money that a composition makes amounts of: 年度预算数 heads rows in one form and labels its figure in another."""
    known = label_words()
    roles = {label.role: label for label in reversed(list(known.values())) if not label.weak}
    made = [(word, _like(roles.get(row["role"]), row)) for row, words in composed("role") for word in words if word in known]
    return {word: meaning for word, meaning in made if known[word].role == "section_money" and meaning.kind == "amount"}


def beside_figure(label: Label) -> Label:
    """What a label means right before a figure or over a column: a heading that is an amount's label too is one there."""
    meaning = _amounts_that_head().get(label.word) if label.role == "section_money" else None
    return replace(meaning, unit=label.unit, printed=label.printed, word=label.word) if meaning else label


def _like(like: Label | None, row: Mapping[str, Any]) -> Label:
    """The meaning of a row that names a role: that of the role's labels, or a new one with its kind."""
    kind = row.get("kind", like.kind if like else "text")
    if kind not in KINDS:
        raise InvalidData(f"label {row.get('labels') or row['parts']}: kind is {kind!r}; known: {', '.join(KINDS)}")
    return replace(like, kind=kind, weak=row.get("weak", False), within=row.get("within")) if like else Label(row["role"], kind)


@cache
def label_starts() -> frozenset[str]:
    """The first letters of every label."""
    return starts_of((*label_words(), "上半年", "前三季度", "一季度", "二季度", "三季度", "截至", "截止"))


def begins_with_label(text: str) -> bool:
    """Whether a text without white space in front begins with a label word of a form's head."""
    word = normalise(text)
    return any(length <= len(word) and (label := label_words().get(word[:length])) and label.kind in {"name", "note"} for length in range(4, 13))


MONEY_HEADING = re.compile(
    r"[\u4e00-\u9fff()]{0,10}(?:资金|预算|金额|经费|投资|收支|支出|收入|拨款)[\u4e00-\u9fff]{0,8}\((?:单位:)?(万元|千元|亿元|元)\)"
)


def find_money_heading(text: str) -> Label | None:
    """The heading of a block of money that no data knows, by the unit in its brackets: 项目金额（万元）."""
    if len(text) > LONGEST or "元" not in text:
        return None
    match = MONEY_HEADING.fullmatch(normalise(text))
    return Label("section_money", "section", unit=match[1], printed=printed_label(text), word=normalise(text)) if match else None
