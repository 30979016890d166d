"""All numbers of a text: document numbers, orders, announcements and standards."""

from __future__ import annotations

import re

from kg.citations.document_numbers import scan_document_numbers, scan_years_first
from kg.citations.numerals import CLOSE, OPEN, S2, Number
from kg.citations.orders import scan_announcements, scan_orders
from kg.citations.papers import NAMES, scan_papers
from kg.citations.standards import scan_standards

#: 国发〔二〇一五〕40号, 公告二0二0年第5号: a year in Chinese figures, of as many signs as in digits.
CHINESE_YEAR = re.compile(
    f"[一二](?:(?<=[{OPEN}].)[〇○零0九][〇○零0一二三四五六七八九]{{2}}(?=[{CLOSE}年])|[〇○零0][〇○零0一二三四五六七八九]{{2}}(?=年{S2}第))"
)
#: 〔2O20〕1O9号: letters that a scanner reads for digits, in a bracketed year and in the count behind one.
MISREAD = re.compile(f"(?<=[{OPEN}])[12][0-9OoIl]{{3}}(?=[{CLOSE}])|(?<=[{CLOSE}])[0-9OoIl]{{1,5}}(?=号)")
LETTERS = str.maketrans("OoIl", "0011")
FIGURES = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def _in_digits(year: re.Match[str]) -> str:
    return year.group().translate(FIGURES)


def _misread(digits: re.Match[str]) -> str:
    return digits.group().translate(LETTERS)


def scan_numbers(text: str) -> list[Number]:
    """All numbers of a text in its order, without overlaps; orders and announcements take precedence over document numbers."""
    found: list[Number] = []
    text = text.replace("號", "号")
    if "二〇" in text or "二○" in text or "二零" in text or "二0" in text or "一九" in text:
        text = CHINESE_YEAR.sub(_in_digits, text)
    hao = "号" in text
    if hao and ("O" in text or "l" in text or "o" in text or "I" in text):
        text = MISREAD.sub(_misread, text)
    if hao and "令" in text:
        found += scan_orders(text)
    if hao and ("公告" in text or "通告" in text):
        found += scan_announcements(text)
    for name in NAMES:
        if name in text:
            found += scan_papers(text)
            break
    others = list(scan_document_numbers(text))
    alone = len(others)
    if hao and "字" in text:
        others += scan_years_first(text)
    if "-" in text or "—" in text or "GB" in text or "/T" in text or "–" in text or "－" in text or "ISO" in text or "CECS" in text or "T/" in text:
        others += scan_standards(text)
    if not found and len(others) == alone:
        return others
    if found:
        others = _outside(others, found)
    found += others
    if len(found) < 2:
        return found
    found.sort(key=lambda n: (n.begin, -n.end))
    kept = found[:1]
    for number in found:
        if number.begin >= kept[-1].end:
            kept.append(number)
    return kept


def _outside(numbers: list[Number], taken: list[Number]) -> list[Number]:
    """The numbers that overlap none of `taken`; both are gone through once."""
    bounds = sorted((number.begin, number.end) for number in taken)
    kept, at = [], 0
    for number in sorted(numbers, key=lambda n: n.begin):
        while at < len(bounds) and bounds[at][1] <= number.begin:
            at += 1
        if at == len(bounds) or bounds[at][0] >= number.end:
            kept.append(number)
    return kept
