"""The numbers that Word prints in front of numbered paragraphs: they are not in the text of the file (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from kg.documents.archives import Package
from kg.documents.markup import attribute, local, parse_part

CHINESE = "零一二三四五六七八九"
ROMAN = {1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}


def chinese(number: int) -> str:
    """1 to 99 in Chinese; larger ones digit by digit."""
    if number < 10:
        return CHINESE[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return f"{CHINESE[tens] if tens > 1 else ''}十{CHINESE[ones] if ones else ''}"
    return "".join(CHINESE[int(digit)] for digit in str(number))


def roman(number: int) -> str:
    """A Roman number."""
    text = ""
    for value, sign in ROMAN.items():
        count, number = divmod(number, value)
        text += sign * count
    return text


def circled(number: int) -> str:
    """① to ⑳; larger ones as digits."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def letter(number: int) -> str:
    """A to Z, then AA, BB as Word does."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else "0"


NUMERALS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "ideographDigital": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": letter,
    "lowerLetter": lambda number: letter(number).lower(),
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
}
#: Levels of these kinds print no number.
SILENT = frozenset({"bullet", "none"})
HOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class NumberLevel:
    """A level of a list: its first number, its numerals, and its text, in which %1 stands for the number of the first level."""

    start: int
    kind: str
    text: str


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, lists: Mapping[str, tuple[str, Mapping[int, NumberLevel]]], styles: Mapping[str, tuple[str, int]]) -> None:
        self.lists = lists
        self.styles = styles
        self.counts: dict[str, dict[int, int]] = {}

    @classmethod
    def of(cls, package: Package, parts: Iterable[tuple[str, str, str]]) -> Numbering:
        """The lists of a package; none where it has no numbering part."""
        names = {kind: name for _, kind, name in parts}
        lists: dict[str, tuple[str, Mapping[int, NumberLevel]]] = {}
        styles: dict[str, tuple[str, int]] = {}
        if "numbering" in names and (data := package.part(names["numbering"])) is not None:
            lists = read_lists(parse_part(data, source=package.source, part=names["numbering"]))
            if "styles" in names and (data := package.part(names["styles"])) is not None:
                styles = read_styles(parse_part(data, source=package.source, part=names["styles"]))
        return cls(lists, styles)

    def next_number(self, paragraph: etree._Element) -> str:
        """The number printed in front of a paragraph, counted on; empty where it has none."""
        if not self.lists:
            return ""
        placed = number_of(paragraph, "pPr")
        if placed is None or placed[0] is None:
            style = style_of(paragraph)
            inherited = self.styles.get(style) if style else None
            if inherited is None:
                return ""
            placed = (inherited[0], placed[1] if placed and placed[1] else inherited[1])
        key, level = placed
        if key is None or key not in self.lists:
            return ""
        shared, levels = self.lists[key]
        if level not in levels:
            return ""
        counts = self.counts.setdefault(shared, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        if levels[level].kind in SILENT:
            return ""

        def numeral(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            known = levels.get(at)
            number = counts.get(at, known.start if known else 1)
            return NUMERALS.get(known.kind if known else "decimal", str)(number)

        return HOLDER.sub(numeral, levels[level].text)


def read_lists(root: etree._Element) -> dict[str, tuple[str, Mapping[int, NumberLevel]]]:
    """numId → (what it counts with, its levels): lists of one abstract list count on together, unless they restart."""
    abstract: dict[str, dict[int, NumberLevel]] = {}
    lists: dict[str, tuple[str, Mapping[int, NumberLevel]]] = {}
    for child in root:
        if local(child) == "abstractNum":
            abstract[attribute(child, "abstractNumId") or ""] = dict(map(read_level, (level for level in child if local(level) == "lvl")))
        elif local(child) == "num":
            key = attribute(child, "numId") or ""
            points_to = next((attribute(part, "val") or "" for part in child if local(part) == "abstractNumId"), "")
            levels = dict(abstract.get(points_to, {}))
            restarts = False
            for override in child:
                if local(override) != "lvlOverride":
                    continue
                at = number(attribute(override, "ilvl"), 0)
                for part in override:
                    if local(part) == "lvl":
                        at, levels[at] = read_level(part)
                    elif local(part) == "startOverride" and at in levels:
                        restarts = True
                        levels[at] = NumberLevel(number(attribute(part, "val"), 1), levels[at].kind, levels[at].text)
            lists[key] = (f"num {key}" if restarts else f"abstract {points_to}", levels)
    return lists


def read_level(element: etree._Element) -> tuple[int, NumberLevel]:
    """(index, level) of a level's definition."""
    values = {local(child): attribute(child, "val") for child in element}
    level = NumberLevel(number(values.get("start"), 1), values.get("numFmt") or "decimal", values.get("lvlText") or "")
    return number(attribute(element, "ilvl"), 0), level


def read_styles(root: etree._Element) -> dict[str, tuple[str, int]]:
    """Paragraph style → (numId, level), as far as a style or the one it is based on numbers its paragraphs."""
    own: dict[str, tuple[str | None, int]] = {}
    based: dict[str, str] = {}
    for style in root:
        if local(style) != "style":
            continue
        key = attribute(style, "styleId") or ""
        placed = number_of(style, "pPr")
        if placed is not None:
            own[key] = placed
        parent = next((attribute(child, "val") for child in style if local(child) == "basedOn"), None)
        if parent:
            based[key] = parent
    found: dict[str, tuple[str, int]] = {}
    for key in {*own, *based}:
        at, steps = key, 0
        while at not in own and at in based and steps < 20:
            at, steps = based[at], steps + 1
        placed = own.get(at)
        if placed is not None and placed[0] is not None:
            found[key] = (placed[0], placed[1])
    return found


def number_of(element: etree._Element, holder: str) -> tuple[str | None, int] | None:
    """(numId, level) that a paragraph or style declares; None where it declares none."""
    for properties in element:
        if local(properties) != holder:
            continue
        for child in properties:
            if local(child) == "numPr":
                values = {local(part): attribute(part, "val") for part in child}
                return values.get("numId"), number(values.get("ilvl"), 0)
    return None


def style_of(paragraph: etree._Element) -> str | None:
    """The style that a paragraph names."""
    for properties in paragraph:
        if local(properties) == "pPr":
            return next((attribute(child, "val") for child in properties if local(child) == "pStyle"), None)
    return None


def number(text: str | None, default: int) -> int:
    """A small whole number of an attribute."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 6 else default
