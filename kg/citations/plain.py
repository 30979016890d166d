"""Plain citations, read in one step: what leaves nothing to decide.

Three kinds, which are most of what filings cite: a title in 《》 with or without its number (`plain_titles.py`), a title without 《》 whose number
stands in a bracket, and a number that no title claims. Each is masked when it is read; whatever sign of a citation stays in the rest is a question,
for which the whole way (binding, judgement) reads the text anew. `tests/citations/test_plain.py` compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.citations.bare_titles import MASK, PAPERS, Bare, masked, scan_notices, title_before
from kg.citations.binding import CLOSES, COLONS, GAP, OPENED
from kg.citations.codes import REACH, recover_code, refused_code
from kg.citations.document_numbers import OTHER_ENDS, OTHER_NUMBER
from kg.citations.introduced_titles import LEAD, PROVED_SIGN, QUOTED_SIGN
from kg.citations.joined_titles import scan_joined
from kg.citations.listed_titles import lists_items, lists_titles
from kg.citations.numerals import CLOSE, DIGIT, S2, WHITE
from kg.citations.pinpoints import ARTICLE_STARTS, article_at
from kg.citations.plain_titles import COUNTED, NAMED_CODES, ROUND, TITLE, goes_on, is_code, plain_title
from kg.citations.signs import HARD_SIGN, SPEAKS_BACK
from kg.citations.values import Explanation, Mention
from kg.citations.words import BORDER, HAN

NUMBER = re.compile(COUNTED)
RUN = re.compile(f"[{HAN}]{{0,{REACH}}}")
#: What may stand before the signs in front of a number's year.
BEFORE = ROUND | frozenset(f"；。，、;：:.．{BORDER}")
#: What may go on behind a number, or be a title that it belongs to.
ASKS_BEHIND_NUMBER = WHITE | CLOSES | COLONS | frozenset(MASK)
#: No title without 《》 reaches further back from its bracket.
LONGEST = 70
#: So near behind a title a number may belong to it.
NEAR = 14
#: What in a title without 《》 may be a citation by itself, or begin another.
INSIDE = re.compile(f"[《》〔﹝【［\\[〖号〈<‹「＜『期A-ZＡ-Ｚ\n{BORDER}]|纪要|关于|建标|{SPEAKS_BACK.pattern}")
#: A count behind a bracketed year: a number that may have lost its 号, and has no other sign.
LOST = re.compile(f"(?<=[0-9０-９年 \u3000\xa0\t\n][{CLOSE}]){S2}第?{S2}[（(]?{S2}{DIGIT}")
#: A sign of what `asks_further` looks for: a set of first signs, which is looked for many times as fast as the alternatives behind them.
FURTHER = re.compile(
    f'[》简下该上前此“"「(（第{CLOSE}](?:(?<=》)|{LOST.pattern}|(?<=(?={SPEAKS_BACK.pattern}|{QUOTED_SIGN.pattern}|{PROVED_SIGN.pattern}).))'
)
CLOSES_ROUND = frozenset("）)")
#: A mention and the rule that found it.
Found = tuple[Mention, str]


def plain_citations(text: str, role: str, shift: int) -> Explanation | None:
    """The citations of a paragraph; None where anything else than plain citations may stand in it. `shift` is added to the offsets."""
    found, rest = scan_plain(text)
    if not found or "《" in rest or HARD_SIGN.search(rest) or LEAD.search(rest) or asks_further(text, rest, role):
        return None
    mentions, rules = zip(*found, strict=True)
    if shift:
        mentions = tuple(mention._replace(begin=mention.begin + shift, end=mention.end + shift) for mention in mentions)
    return Explanation(mentions, rules, ())


def scan_plain(text: str) -> tuple[list[Found], str]:
    """The plain citations of a text, or of several with a `BORDER` between, and the text with these masked, sign by sign. Where a title is left
    that is not plain, its text is not read further: its rest is one sign of a citation."""
    titles = [mention for found in TITLE.finditer(text) if (mention := plain_title(text, found)) is not None]
    rest = masked(text, titles)
    if "《" in rest:
        rest = _without_asking(rest)
    found = [(mention, "title") for mention in titles]
    numbered = list(_numbered(text, rest)) if "号" in rest else []
    if not numbered:
        return found, rest
    rest = masked(rest, [mention for mention, _ in numbered])
    return sorted([*found, *numbered], key=_begin) if found else numbered, rest


def _begin(found: Found) -> int:
    return found[0].begin


def _without_asking(rest: str) -> str:
    """The rest without the texts in which 《 is left, but for that sign."""
    parts, at = [], 0
    sign = rest.find("《")
    while sign >= 0:
        begin, end = rest.rfind(BORDER, at, sign) + 1, rest.find(BORDER, sign)
        begin, end = max(at, begin), len(rest) if end < 0 else end
        parts += [rest[at:begin], "《", MASK * (end - begin - 1)]
        at, sign = end, rest.find("《", end)
    return "".join((*parts, rest[at:]))


def asks_further(text: str, rest: str, role: str) -> bool:
    """Whether what plain citations leave of a paragraph speaks of them or lists bare titles, in a rest without the signs that are looked for in all
    texts (`HARD_SIGN`, `LEAD`)."""
    if any(scan_joined(rest)):
        return True
    if FURTHER.search(rest):
        return "》" in rest or bool(LOST.search(rest) or SPEAKS_BACK.search(rest)) or lists_titles(text, rest, role)
    return lists_items(rest, role)


def _numbered(text: str, rest: str) -> Iterator[Found]:
    """Numbers with the bare title before their bracket, and numbers alone, from left to right."""
    notices: dict[int, Bare] | None = None
    floor = 0
    for number in NUMBER.finditer(rest):
        at = number.start()
        if at < floor:
            continue
        run = RUN.match(rest[max(floor, at - REACH) : at][::-1]).end()  # type: ignore[union-attr]
        before = rest[at - run - 1] if run < at else BORDER
        if run < 2 or before not in BEFORE:
            continue
        if before in ROUND:
            if notices is None:
                notices = {notice.end: notice for notice in scan_notices(text, rest)} if "关于" in rest else {}
            found = _with_title(rest, number, at - run, floor, notices.get(at - run - 1))
        else:
            found = _alone(rest, number, at - run, floor)
        if found is not None:
            floor = found[0].end
            yield found


def _with_title(rest: str, number: re.Match[str], begin: int, floor: int, notice: Bare | None) -> Found | None:
    """某省停车管理办法（沪府办〔2015〕87号）: a title that begins an item or is a notice, in which nothing else may be read."""
    at, end, code = begin - 1, number.end() + 1, rest[begin : number.start()]
    sign = rest[end : end + 1]
    if rest[end - 1 : end] not in CLOSES_ROUND or rest[at - 1 : at] in WHITE or not is_code(code):
        return None
    title = notice or title_before(rest, rest, at, max(floor, rest.rfind(BORDER, max(floor, at - LONGEST), at) + 1))
    if title is None or title.begin < floor or (floor and title.begin == floor):
        return None
    name = rest[title.begin : at]
    if rest[title.begin - 1 : title.begin] == MASK:  # 《…细则》等3个办法（教财〔2012〕2号）
        return None
    if MASK in name or name.endswith(PAPERS) or INSIDE.search(name.replace("关于", "", 1) if notice else name):
        return None
    article = article_at(rest, end) if sign in ARTICLE_STARTS else None
    return Mention(rest[title.begin : end], title.begin, end, "bare_title", name.strip(), _value(code, number), article), title.rule


def _alone(rest: str, number: re.Match[str], first: int, floor: int) -> Found | None:
    """为落实沪府办〔2015〕87号的要求: a number in no bracket, behind no title and before none; its run of signs begins at `first`."""
    year, end = number.span()
    sign = rest[end : end + 1]
    if sign in ASKS_BEHIND_NUMBER or goes_on(rest, end) or rest[first] == "和":
        return None
    begin = recover_code(rest, year, floor)
    code = rest[begin:year]
    if len(code) < 2 or refused_code(code) or code.endswith(NAMED_CODES):
        return None
    if (title := rest.rfind(MASK, max(0, begin - NEAR), begin)) >= 0 and GAP.match(rest[title + 1 : begin]):
        return None
    if (
        OPENED.search(rest, max(floor, begin - 34), begin)
        or (rest[begin - 1 : begin] in OTHER_ENDS and OTHER_NUMBER.search(rest, max(0, begin - NEAR), begin))
        or title_before(rest, rest, begin, floor)
    ):
        return None
    article = article_at(rest, end) if sign in ARTICLE_STARTS else None
    return Mention(rest[begin:end], begin, end, "number", None, _value(code, number), article), "document_number"


def _value(code: str, number: re.Match[str]) -> str:
    return f"{code}〔{number['year']}〕{number['serial']}号"
