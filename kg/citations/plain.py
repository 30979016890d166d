"""Plain citations, read in one step: what is closed and followed by a separator, and leaves nothing to decide.

Three kinds, which are most of what filings cite: a title in 《》 with or without its number, a title without 《》 whose number stands in a bracket,
and a number that is an item by itself. Each is masked when it is read; whatever sign of a citation stays in the rest is a question, for which the
whole way (binding, judgement) reads the text anew. `tests/citations/test_plain.py` compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.citations.bare_titles import MASK, PAPERS, Bare, masked, scan_notices, title_before
from kg.citations.binding import GAP, OPENED
from kg.citations.codes import REACH, code_start, recover_code, refused_code
from kg.citations.document_numbers import COUNTED_BY_NAME, OTHER_NUMBER
from kg.citations.introduced_titles import LEAD, PROVED_SIGN, QUOTED_SIGN
from kg.citations.joined_titles import JOINED_SIGN, scan_joined
from kg.citations.judgement import INSTRUMENT, NOUN_ENDS, WORKS_PAPERS, asks_more
from kg.citations.listed_titles import lists_items, lists_titles
from kg.citations.numerals import WHITE
from kg.citations.signs import HARD_SIGN, SPEAKS_BACK
from kg.citations.values import Explanation, Mention
from kg.citations.words import HAN

#: Divides texts that are read as one: no citation reaches over it.
BORDER = "\0"
OPENS, CLOSES = "〔\\[【（(", "〕\\]】）)"
YEAR = "(?:19[5-9]|20[0-9])[0-9]"
NUMBER = f"[{HAN}]{{2,9}}[{OPENS}]{YEAR}[{CLOSES}][1-9][0-9]{{0,4}}号"
BEHIND = f"(?=[；。，、;{BORDER}]|的?(?:要求|精神)|\\Z)"
TITLE = re.compile(
    f'《(?P<title>[^《》〈〉<>‹›＜＞。\\n〔\\[【号A-Z"{BORDER}]{{4,120}})》(?:(?P<open>[（(])?(?P<number>{NUMBER})(?(open)[）)]))?{BEHIND}'
)
YEAR_BEGINS = re.compile(f"[{OPENS}]")
#: From what stands before the code's run of signs to 号.
NUMBERED = re.compile(
    f"(?:\\A|(?P<before>[（(；。，、;：:{BORDER}]))(?P<run>[{HAN}]{{2,{REACH}}})(?P<year>[{OPENS}]{YEAR}[{CLOSES}])(?P<serial>[1-9][0-9]{{0,4}}号)\\Z"
)
LONGEST_NUMBER = REACH + 13
NUMBER_BEHIND = re.compile(BEHIND)
CLOSE_BEHIND = re.compile(f"[）)]{BEHIND}")
#: No title without 《》 reaches further back from its bracket.
LONGEST = 70
#: So near behind a title a number may belong to it.
NEAR = 14
#: What in a title without 《》 may be a citation by itself, or begin another.
INSIDE = re.compile(f"[《》〔﹝【［\\[〖号〈<‹「＜『期A-ZＡ-Ｚ\n{BORDER}]|纪要|关于|建标|{SPEAKS_BACK.pattern}")
#: Codes that are names of other kinds of number.
NAMED_CODES = (*PAPERS, *COUNTED_BY_NAME, "令")
#: A sign of what `asks_further` looks for: a set of first signs, which is looked for many times as fast as the alternatives behind them.
FURTHER = re.compile(f'[简下该上前此“"「(（第](?<=(?={SPEAKS_BACK.pattern}|{QUOTED_SIGN.pattern}|{PROVED_SIGN.pattern}).)')
#: A mention and the rule that found it.
Found = tuple[Mention, str]


def plain_citations(text: str, role: str, shift: int) -> Explanation | None:
    """The citations of a paragraph; None where anything else than plain citations may stand in it. `shift` is added to the offsets."""
    found, rest = scan_plain(text)
    if not found or HARD_SIGN.search(rest) or LEAD.search(rest) or asks_further(text, rest, role):
        return None
    mentions, rules = zip(*found, strict=True)
    if shift:
        mentions = tuple(mention._replace(begin=mention.begin + shift, end=mention.end + shift) for mention in mentions)
    return Explanation(mentions, rules, ())


def scan_plain(text: str) -> tuple[list[Found], str]:
    """The plain citations of a text, or of several with a `BORDER` between, and the text with these masked, sign by sign."""
    titles = [mention for found in TITLE.finditer(text) if (mention := _title(text, found)) is not None]
    rest = masked(text, titles)
    found = [(mention, "title") for mention in titles]
    numbered = list(_numbered(text, rest)) if "号" in rest else []
    if not numbered:
        return found, rest
    return sorted([*found, *numbered], key=lambda pair: pair[0].begin), masked(rest, [mention for mention, _ in numbered])


def asks_further(text: str, rest: str, role: str) -> bool:
    """Whether what plain citations leave of a paragraph speaks of them or lists bare titles, in a rest without the signs that are looked for in all
    texts (`HARD_SIGN`, `LEAD`)."""
    if JOINED_SIGN.search(rest) and any(scan_joined(rest)):
        return True
    if FURTHER.search(rest):
        return SPEAKS_BACK.search(rest) is not None or lists_titles(text, rest, role)
    return lists_items(rest, role)


def _title(text: str, found: re.Match[str]) -> Mention | None:
    """A title in 《》 that ends as an instrument's does and that nothing before it may make a work to be written."""
    title, _, number = found.groups()
    begin, end = found.span()
    if not (title.endswith(NOUN_ENDS) or INSTRUMENT.search(title)) or WORKS_PAPERS.fullmatch(title) or title[0] in " \u3000":
        return None
    if asks_more(text, begin):
        return None
    value = None
    if number:
        year = YEAR_BEGINS.search(number).start()  # type: ignore[union-attr]
        code = number[:year]
        if code_start(code) or refused_code(code):
            return None
        value = _value(code, number[year:])
    return Mention(text[begin:end], begin, end, "title", title, value)


def _value(code: str, counted: str) -> str:
    """沪府办 and [2015]87号 as 沪府办〔2015〕87号."""
    return f"{code}〔{counted[1:5]}〕{counted[6:]}"


def _numbered(text: str, rest: str) -> Iterator[Found]:
    """Numbers with the bare title before their bracket, and numbers alone, from left to right."""
    notices: dict[int, Bare] | None = None
    floor = 0
    sign = rest.find("号")
    while sign >= 0:
        end = sign + 1
        number = NUMBERED.search(rest, max(floor, end - LONGEST_NUMBER), end)
        found = None
        if number is not None and number["before"] and number["before"] in "（(":
            if notices is None:
                notices = {notice.end: notice for notice in scan_notices(text, rest)} if "关于" in rest else {}
            found = _with_title(rest, number, floor, notices.get(number.start()))
        elif number is not None:
            found = _alone(rest, number, floor)
        if found is not None:
            floor = found[0].end
            yield found
        sign = rest.find("号", end)


def _with_title(rest: str, number: re.Match[str], floor: int, notice: Bare | None) -> Found | None:
    """某省停车管理办法（沪府办〔2015〕87号）: a title that begins an item or is a notice, in which nothing else may be read."""
    at, end, code = number.start(), number.end() + 1, number["run"]
    if not CLOSE_BEHIND.match(rest, end - 1) or rest[at - 1 : at] in WHITE or code_start(code) or refused_code(code) or code.endswith(NAMED_CODES):
        return None
    title = notice or title_before(rest, rest, at, max(floor, rest.rfind(BORDER, max(floor, at - LONGEST), at) + 1))
    if title is None or title.begin < floor:
        return None
    name = rest[title.begin : at]
    if MASK in name or INSIDE.search(name.replace("关于", "", 1) if notice else name):
        return None
    value = _value(code, number["year"] + number["serial"])
    return Mention(rest[title.begin : end], title.begin, end, "bare_title", name.strip(), value), title.rule


def _alone(rest: str, number: re.Match[str], floor: int) -> Found | None:
    """为落实沪府办〔2015〕87号的要求: a number in no bracket, behind no title."""
    end, year = number.end(), number.start("year")
    if not NUMBER_BEHIND.match(rest, end) or number["run"].startswith("和"):
        return None
    begin = recover_code(rest, year, floor)
    code = rest[begin:year]
    if len(code) < 2 or refused_code(code) or code.endswith(NAMED_CODES):
        return None
    if (title := rest.rfind(MASK, max(0, begin - NEAR), begin)) >= 0 and GAP.match(rest[title + 1 : begin]):
        return None
    if (
        OPENED.search(rest, max(floor, begin - 34), begin)
        or OTHER_NUMBER.search(rest, max(0, begin - NEAR), begin)
        or title_before(rest, rest, begin, floor)
    ):
        return None
    return Mention(rest[begin:end], begin, end, "number", None, _value(code, number["year"] + number["serial"])), "document_number"
