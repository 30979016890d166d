"""The figures of a narrative statement. The patterns are data: `figures.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from kg.filings import SCALES, Field, Figure, MainProject
from kg.forms.money import HALF_WIDTH
from kg.forms.soft_lines import SoftLines, without_soft_ends
from kg.forms.words import read_data

#: No sum has more digits: what repeats without a bound would be tried from each of them.
FIGURE = r"\d{1,3}(?:[,，]\d{3}){1,6}(?:[.．]\d{1,9})?|\d{1,18}(?:[.．]\d{1,9})?"
SUM = rf"(?:人民币)?(?P<money>{FIGURE})\s*(?P<unit>亿元|万元|元)"
MACROS = {
    "{X}": SUM,
    "{X2}": SUM,
    "{N}": r"(?P<count>(?<!\d)\d{1,9}(?:\.\d{1,6})?)",
    "{T}": r"[^。\n]*",
    "{A}": r"(?:财政拨款|一般公共预算|预算|支出|安排|资金|经费|总额|总计|合计|共计|金额|年初|当年|计划|[数额为共是有:：\s]){0,24}+",
    "{O}": r"(?:(?!上年|[比较与增减]|{L}年)[^。；;\n]){0,40}?",
    "{S}": r"[“”\"‘’]?三公[“”\"‘’]?经费",
}
#: A gap without a bound behind the first part of a pattern, and what it may not hold.
GAP = re.compile(r"(?P<inside>\[\^[^\]]*\])\*\??")
#: What is printed where there is no money at all.
NONE_AT_ALL = frozenset({"无", "没有", "未安排", "不涉及", "未涉及", "零"})


@dataclass(frozen=True, slots=True)
class FigureRule:
    """How one figure is written: `patterns` still hold {Y} and {L}; those of `anywhere` count in any section, where none of `section` has it."""

    name: str
    type: str
    section: re.Pattern[str] | None
    patterns: tuple[str, ...]
    anywhere: tuple[str, ...] = ()


@cache
def figure_rules() -> tuple[FigureRule, ...]:
    """All rules, in the order of the data."""
    return tuple(
        FigureRule(
            row["name"],
            row["type"],
            re.compile(row["section"]) if "section" in row else None,
            tuple(map(_expand, row["patterns"])),
            tuple(map(_expand, row.get("anywhere", ()))),
        )
        for row in read_data("figures.yaml")
    )


def _expand(pattern: str) -> str:
    if "{X2}" in pattern:
        pattern = pattern.replace("{X}", rf"(?:{FIGURE})\s*(?:亿元|万元|元)")
    for macro, meaning in MACROS.items():
        pattern = pattern.replace(macro, meaning)
    return _from_first(pattern)


def _from_first(pattern: str) -> str:
    """A pattern with one gap without a bound, so that its first part is taken where it stands first in a stretch that the gap may cross, and
    nowhere else: what follows none there follows no later one of the stretch. From each of them it would take work by the square of a text."""
    gap = GAP.search(pattern)
    if gap is None or gap.start() == 0 or "(?>" in pattern[: gap.start()] or pattern.startswith("(?:^|"):
        return pattern
    inside, first = gap["inside"], pattern[: gap.start()]
    return f"(?<!{inside})(?>{inside}*?(?:{first})){pattern[gap.start() :]}"


#: So many patterns are kept compiled: those without a year, and those with one for some thirty years.
COMPILED = 4096


def compiled(pattern: str, year: int) -> re.Pattern[str]:
    """A pattern for statements of a year. Two of three name no year: they are compiled once for all."""
    return _compiled(pattern, year if _names_year(pattern) else None)


@cache
def _names_year(pattern: str) -> bool:
    return "{Y}" in pattern or "{L}" in pattern


@lru_cache(maxsize=COMPILED)
def _compiled(pattern: str, year: int | None) -> re.Pattern[str]:
    return re.compile(pattern if year is None else pattern.replace("{Y}", str(year)).replace("{L}", str(year - 1)))


def find_figures(fields: Sequence[Field], year: int) -> tuple[Figure, ...]:
    """The figures that a statement's sections hold, in the order of the data; one that no section holds is left out."""
    texts = [without_soft_ends(field.text) for field in fields]
    found = (_find(rule, fields, texts, year) for rule in figure_rules())
    return tuple(figure for figure in found if figure is not None)


def _find(rule: FigureRule, fields: Sequence[Field], texts: Sequence[SoftLines], year: int) -> Figure | None:
    for pattern in (*rule.patterns, *rule.anywhere):
        for index, field in enumerate(fields):
            if rule.section and pattern not in rule.anywhere and not rule.section.search(field.label):
                continue
            match = compiled(pattern, year).search(texts[index].text)
            if match:
                return _figure(rule, match, index, field.text, texts[index])
    return None


def _figure(rule: FigureRule, match: re.Match[str], index: int, printed_text: str, lines: SoftLines) -> Figure:
    groups = match.groupdict()
    value: Decimal | int | str
    if groups.get("money"):
        begin, end = match.start("money"), match.end("unit")
        value = yuan_of(match["money"], match["unit"])
    elif groups.get("count"):
        begin, end = match.span("count")
        value = int(match["count"]) if match["count"].isdecimal() else match["count"]
    else:
        begin, end = match.span(1)
        printed = match[1]
        if rule.type == "yuan" and printed in NONE_AT_ALL:
            value = Decimal(0)
        else:
            value = int(printed) if rule.type == "count" else printed
    begin, end = lines.begin(begin), lines.end(end)
    return Figure(rule.name, value, printed_text[begin:end], index, begin, end)


def yuan_of(figure: str, unit: str) -> Decimal:
    """A printed sum of money in yuan, exact."""
    return Decimal(figure.translate(HALF_WIDTH).replace(",", "").replace("，", "")) * SCALES[unit]


LIST = re.compile(r"主要项目(?:是|有|为|包括)?[:：]?")
ITEM = re.compile(
    rf"(?:[①-⑳]|[（(]?\d{{1,2}}[）).、．])?\s*(?P<name>[^①-⑳；;。，,、\d][^①-⑳；;。\n]{{1,60}}?)(?P<money>{FIGURE})\s*(?P<unit>亿元|万元|元)[；;，,、等]?"
)


def find_main_projects(fields: Sequence[Field]) -> Iterator[MainProject]:
    """The projects that a statement lists with their money (主要项目是①…7560000元②…)."""
    for index, field in enumerate(fields):
        start = LIST.search(field.text)
        if start is None:
            continue
        end = field.text.find("\n", start.end())
        for match in ITEM.finditer(field.text, start.end(), end if end >= 0 else len(field.text)):
            name = match["name"].strip(" ：:")
            yield MainProject(name, yuan_of(match["money"], match["unit"]), index, match.start("name"), match.end("unit"))
