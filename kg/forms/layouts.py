"""Layout knowledge: which form a title and its labels speak for, and how it names its levels. The data is `layouts.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kg.errors import InvalidData
from kg.forms.additions import added_rows
from kg.forms.labels import begins_with_label
from kg.forms.money import HALF_WIDTH
from kg.forms.words import normalise, read_data

UNKNOWN = "unknown"
#: The year in front of a title, with what may stand between: 2023年度部门整体支出绩效自评表.
YEAR_IN_FRONT = re.compile(
    r"(?<!\d)20\d\d年度?(?:[省市区县州本]级|[省市区县州]直|部门|[(（]单位[)）]|单位|整体|支出|项目|财政|预算|专项|资金|政策|转移支付)*$"
)
TITLE_YEAR = re.compile(r"[(（]?\s*(?:20|19)\d\d\s*(?:[-—~至]\s*20\d\d\s*)?年")


@dataclass(frozen=True, slots=True)
class Layout:
    """A form as its issuer designed it. `levels` maps each level-1 label to its level-2 labels, in the form's order.

    `fixed` says that the form's levels are always those, so that a label which lost its last word is named as the layout names it; with `fixed_by`,
    only in a table that has a column of that meaning (the Beijing forms of 2019, whose titles the whole country prints)."""

    form: str
    title: re.Pattern[str]
    evidence: frozenset[str]
    against: frozenset[str]
    order: tuple[str, ...]
    levels: Mapping[str, tuple[str, ...]]
    narrative: str | None = None
    fixed: bool = False
    fixed_by: str | None = None


@cache
def layouts() -> tuple[Layout, ...]:
    """All layouts: a user's own, then the package's, in the order of the data."""
    known = [_layout(row) for row in read_data("layouts.yaml")]
    forms = sorted({layout.form for layout in known})
    added = []
    for row in added_rows("layouts.yaml"):
        if row["form"] not in forms:
            raise InvalidData(f"layout {row['title']!r}: form is {row['form']!r}; known: {', '.join(forms)}")
        layout = _layout(row)
        for example in row["examples"]:
            if not _titles_among((layout,), example):
                raise InvalidData(f"layout {row['title']!r}: its example {example!r} is no such title")
        added.append(layout)
    return (*added, *known)


@cache
def _own_layouts() -> tuple[Layout, ...]:
    """A user's own layouts."""
    return layouts()[: len(added_rows("layouts.yaml"))]


def _titles_among(known: Sequence[Layout], line: str) -> tuple[Layout, ...]:
    """Those of some layouts whose title ends a line, whatever its words; the longest counts."""
    word = SUFFIX.sub("", PREFIX.sub("", normalise(line)))
    found = [(match.end() - match.start(), layout) for layout in known if (match := layout.title.search(word)) and match.end() == len(word)]
    longest = max((length for length, _ in found), default=0)
    return tuple(layout for length, layout in found if length == longest)


def _layout(row: Mapping[str, Any]) -> Layout:
    try:
        title = re.compile(row["title"])
    except re.error as fault:
        raise InvalidData(f"layout {row['title']!r}: the title is no regular expression: {fault}") from fault
    return Layout(
        row["form"],
        title,
        frozenset(normalise(word) for word in row.get("evidence", ())),
        frozenset(normalise(word) for word in row.get("against", ())),
        tuple(row.get("order", ())),
        {level1: tuple(level2) for level1, level2 in row.get("levels", {}).items()},
        row.get("narrative"),
        bool(row.get("fixed", False)),
        row["fixed"] if isinstance(row.get("fixed"), str) else None,
    )


#: What may stand around a form's title on its line.
PREFIX = re.compile(
    r"^(?:\d{1,2}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)?(?:附?[表件][一二三四五六七八九十百\d]{1,4}(?:[-—]\d{1,2})?[:：.、]?)?"
)
SUFFIX = re.compile(r"(?:[(（](?:\d{4}(?:[-—~至]\d{4})?年?度?|续表?|.{0,10}级|.{0,6}项目|[^()（）]{1,16})[)）])?(?:\d{4}年度?)?$")
FORM_WORDS = ("绩效", "部门预算", "说明", "项目文本", "支出情况公开", "决算", "预算公开")
#: The kind of narrative that tells of one project in numbered sections.
PROJECT_NARRATIVE = "project"
#: The kind of narrative that tells in free sections how money was used.
REPORT = "report"
#: The kind of narrative that tells of a department's whole budget, with its figures.
STATEMENT = "statement"
#: How the title of a report ends: 关于 may stand in front of it, and the names of several things in it.
REPORT_ENDS = ("报告", "总结", "汇报", "说明", "文本")
#: Words at a title's end that make it a cover, a list or a sentence, not a form.
NO_FORM = re.compile(
    r"[，。；、！？]|汇总|一览|目录|模板|说明书|填报说明|(?<!预算)(?<!决算)编制说明$|通知|公示|(?<!项目文本)(?<!项目支出情况)公开$|^(?:详见|见|参见|附|填写|关于)"
)


#: No line with a title is longer.
LONGEST_TITLE = 90
#: The signs of which every title holds one: the first of each of its words.
TITLE_SIGNS = frozenset(word[0] for word in FORM_WORDS)


def may_be_title(line: str) -> bool:
    """Whether a line may print a title; a user's own layouts may have any."""
    return (len(line) <= LONGEST_TITLE and not TITLE_SIGNS.isdisjoint(line)) or bool(_own_layouts())


@lru_cache(maxsize=16384)
def titles_of(line: str) -> tuple[Layout, ...]:
    """The layouts whose title a line prints; empty for a line that is no title of a form."""
    own = _own_layouts()
    if own and len(line) <= LONGEST_TITLE and (titles := _titles_among(own, line)):
        return titles
    if len(line) > LONGEST_TITLE or not any(word in "".join(line.split()) for word in FORM_WORDS):
        return ()
    word = normalise(line.rstrip("| "))  # what divides cells may end the line
    word = SUFFIX.sub("", PREFIX.sub("", word))
    if word.endswith(REPORT_ENDS):
        word = word.removeprefix("关于")
    if len(word) > 60 or NO_FORM.search(word.replace("、", "") if word.endswith(REPORT_ENDS) else word):
        return ()
    found: list[tuple[int, Layout]] = []
    for layout in layouts():
        match = layout.title.search(word)
        # The title ends the line; in front may stand a year, a place or a unit.
        if match and match.end() == len(word) and (layout.narrative is not None or "、" not in word):
            found.append((match.end() - match.start(), layout))
    # 省级部门预算项目支出绩效目标表 ends as a plain 绩效目标表 does: the longest title is the one meant.
    longest = max((length for length, _ in found), default=0)
    return tuple(layout for length, layout in found if length == longest)


#: A title inside a longer line, as far as it goes in front of its year or its first label.
WITHIN = re.compile(
    r"[\u4e00-\u9fff\d年（）()“”、]{0,40}?(?:绩效(?:目标)?(?:申报|自评|审批|批复|情况|公开|填报|编制|审核|评价|(?:运行|执行)?监控)?|预算绩效目标(?:申报)?)表"
)


def find_title(text: str, start: int = 0) -> tuple[int, int] | None:
    """(begin, end) of the first form title from `start` on in a longer text that its year or a label follows; None where there is none."""
    for match in WITHIN.finditer(text, start):
        behind = text[match.end() : match.end() + 24].lstrip()
        if not (TITLE_YEAR.match(behind) or begins_with_label(behind)):
            continue
        half = text[match.start() : match.end()].translate(HALF_WIDTH)
        starts = [match.start() + found.start() for layout in layouts() if not layout.narrative and (found := layout.title.search(half))]
        if not starts:
            continue
        # In front of the title proper may stand its year; what else stands there cannot be told from the text in front.
        begin = min(starts)
        year = YEAR_IN_FRONT.search(text, match.start(), begin)
        return (year.start() if year else begin), match.end()
    return None


#: A title says more than a few labels do: half the forms print labels of the Ministry of Finance's under a title of their own.
TITLE_POINTS = 5


def choose_layout(titled: Iterable[Layout], words: frozenset[str]) -> tuple[Layout | None, float]:
    """(the layout that fits best, confidence) for the layouts of the title and all label and header words of the form.

    The confidence is the share of the best layout's points among those it could have; None where nothing speaks for any layout.
    """
    titled = tuple(titled)
    best: Layout | None = None
    best_points = 0
    for layout in layouts():
        if layout.narrative:
            continue
        points = TITLE_POINTS * (layout in titled) + len(layout.evidence & words) - 3 * len(layout.against & words)
        if points > best_points:
            best, best_points = layout, points
    if best is None or best_points < 2:
        return None, 0.0
    full = TITLE_POINTS + len(best.evidence)
    return best, round(best_points / full, 2)
