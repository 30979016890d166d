"""Titles in 《》: brackets paired with nesting, mismatches and losses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.citations.laws import law_names
from kg.citations.words import HAN, alternation, words

#: No title is longer (GB/T 9704-2012, 7.3.1 asks for one to three lines; quoted titles nest), and no bracket is paired over a longer way.
LONGEST = 260
DEEPEST = 4

TOKEN = re.compile("[《》〈〉<>‹›＜＞。]|\n\n")
NOUNS = alternation((*words("instrument_nouns", "strong"), *words("instrument_nouns", "weak")))
SIMPLE = re.compile("《(?P<title>[^《》〈〉<>‹›＜＞。\n]{1,200})》")
YEAR_ONLY = re.compile("[ ]?[12１２][09０９][0-9０-９]{2}[ ]?")
#: What follows a closing bracket that closed only the inner title: the outer one goes on (〈…〉的通知》, (试行)》).
GOES_ON = re.compile(f"[^《》。；]{{0,30}}?(?:的|有关|若干|补充)?[^《》。；]{{0,12}}(?:{alternation(words('notice_nouns'))})[》〉]")
NOTICE = re.compile(f"[^《》。；，、]{{0,16}}?的(?:{alternation(words('notice_nouns'))})")
ASCII_TITLE = re.compile(f'(?:<<|<|〈|‹|＜|「|『)(?P<title>[{HAN}“”"（(][{HAN}“”"（）()0-9—\\-、 ]{{3,80}}?)(?:>>|>|〉|›|＞|」|』)')
#: Names of laws are known however short they are.
SHORT_NAME = re.compile(f"(?:<|〈|‹|＜)(?P<title>[{HAN}]{{2,4}})(?:>|〉|›|＞)")
ENDS_AS_INSTRUMENT = re.compile(f"(?:{NOUNS})(?:[（(][^（()）]{{1,14}}[）)])?\\Z")


#: 《…>、<…》: each of the two is closed or opened by a bracket of another kind.
NEXT_OPENS = re.compile("[、，,；;和及]?[《〈<]")
#: A title whose opening bracket is lost or of another kind: from the item's beginning to 》.
UNOPENED = re.compile(
    f"(?:(?<=[，。；;、：:\n》）)〈<])|\\A)(?P<lead>(?:根据|依据|按照|执行|[0-9]{{1,2}}[.、．])?)(?P<title>[{HAN}“”][{HAN}“”（）()0-9—\\-]{{2,80}})》"
)


class Title(NamedTuple):
    """A bracketed title: `text[begin:end]` with its brackets, `text[inner_begin:inner_end]` without the outer ones; `closed` is False where
    the closing bracket is lost."""

    begin: int
    end: int
    inner_begin: int
    inner_end: int
    closed: bool = True


def scan_titles(text: str) -> Iterator[Title]:
    """The bracketed titles of a text, outermost, in its order. A 《 that nothing closes gives a title only where it can be bounded."""
    position = text.find("《")
    while position >= 0:
        title = _title_at(text, position)
        if title is None:
            position = text.find("《", position + 1)
            continue
        yield title
        position = text.find("《", title.end)


def _title_at(text: str, begin: int) -> Title | None:
    simple = SIMPLE.match(text, begin)
    if simple and YEAR_ONLY.fullmatch(simple["title"]):  # 国发《2015》40号: a year in the wrong brackets
        return None
    if simple:
        return Title(begin, simple.end(), begin + 1, simple.end() - 1) if simple["title"].strip() else None
    depth, inner, nested, last_close = 1, 0, False, -1
    limit = min(len(text), begin + LONGEST)
    stop = limit
    for token in TOKEN.finditer(text, begin + 1, limit):
        sign, at = token.group(), token.start()
        if sign == "《":
            if depth == 1 and not nested and (text[at - 1] in "、；;，,." or at == begin + 1):
                if at == begin + 1:  # 《《…》》 or a doubled opening bracket
                    nested = True
                else:
                    stop = at - 1
                    break
            nested = True
            depth += 1
            if depth > DEEPEST:
                return None
        elif sign == "》":
            if depth == 1 and inner > 0 and GOES_ON.match(text, at + 1, at + 60):
                inner -= 1
                continue
            depth -= 1
            last_close = at
            if depth == 0:
                return _plain(text, begin, at + 1)
        elif sign in "〈<‹＜":
            inner += 1
        elif sign in "〉>›＞":
            if inner:
                inner -= 1
            elif depth == 1 and ("》" not in text[at : min(limit, at + 80)] or NEXT_OPENS.match(text, at + 1)):
                return _plain(text, begin, at + 1)
        else:
            stop = at
            break
    return _unclosed(text, begin, stop, last_close)


def _plain(text: str, begin: int, end: int) -> Title | None:
    inner_begin, inner_end = begin + 1, end - 1
    if text.startswith("《", inner_begin) and text.find("》", begin, end - 1) < 0:
        inner_begin += 1
    elif text.startswith("《", inner_begin) and text.startswith("》", inner_end - 1):
        inner_begin, inner_end = inner_begin + 1, inner_end - 1
    return Title(begin, end, inner_begin, inner_end) if text[inner_begin:inner_end].strip() else None


def _unclosed(text: str, begin: int, stop: int, last_close: int) -> Title | None:
    """A 《 without its 》: it ends with the nested title's own tail (《关于印发《X》的通知), else where a noun ends it, else with the text."""
    if text.startswith("《", begin + 1):
        doubled = _title_at(text, begin + 1)
        return doubled and doubled._replace(begin=begin)
    if last_close > 0:
        tail = NOTICE.match(text, last_close + 1, min(stop, last_close + 40))
        end = tail.end() if tail else last_close + 1
        return Title(begin, end, begin + 1, end, closed=False)
    body = text[begin + 1 : stop]
    line = body.split("\n", 1)[0]
    bounded = re.match(f"[^，。；、：:《]{{2,80}}?(?:{NOUNS}|(?<=的)(?:请示|报告|答复))(?=[，。；、：:（(〔\\[【]|\\Z)", line)
    if bounded:
        return Title(begin, begin + 1 + bounded.end(), begin + 1, begin + 1 + bounded.end(), closed=False)
    if stop >= len(text) and 4 <= len(line) <= 80 and not re.search("[，；。]", line) and len(line) == len(body):
        return Title(begin, stop, begin + 1, stop, closed=False)
    return None


def scan_unopened(mask: str) -> Iterator[Title]:
    """Titles that only 》 closes and that end with an instrument's noun, in a text whose bracketed titles are masked."""
    for found in UNOPENED.finditer(mask):
        title = found["title"]
        # a torn 的通知》 names nothing
        if (len(title) > 4 or title in law_names()) and not title.startswith("的") and ENDS_AS_INSTRUMENT.search(title):
            begin = found.start("title")
            opened = begin > 0 and mask[begin - 1] in "〈<"
            yield Title(begin - opened, found.end(), begin, found.end("title"))


def scan_other_brackets(text: str) -> Iterator[Title]:
    """Titles in other brackets (〈…〉, <…>, ‹…›, 「…」) that end with an instrument's noun; the caller leaves out those inside 《》."""
    for short in SHORT_NAME.finditer(text):
        if short["title"] in law_names():
            yield Title(short.start(), short.end(), short.start("title"), short.end("title"))
    for found in ASCII_TITLE.finditer(text):
        if len(found["title"]) > 4 and ENDS_AS_INSTRUMENT.search(found["title"]):
            yield Title(found.start(), found.end(), found.start("title"), found.end("title"))
