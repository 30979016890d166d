"""Plain citations, read in one step: what is closed and followed by a separator, and leaves nothing to decide.

Three kinds, which are most of what filings cite: a title in 《》 with or without its number, a title without 《》 whose number stands in a bracket,
and a number that is an item by itself. Each is masked when it is read; whatever sign of a citation stays in the rest is a question, for which the
whole way (binding, judgement) reads the text anew. `tests/citations/test_plain.py` compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.citations.bare_titles import MASK, PAPERS, Bare, masked, scan_notices, title_before
from kg.citations.binding import CLOSES, COLONS, GAP, OPENED
from kg.citations.codes import REACH, code_start, recover_code, refused_code
from kg.citations.document_numbers import COUNTED_BY_NAME, NOT_HAO, OTHER_NUMBER
from kg.citations.introduced_titles import LEAD, PROVED_SIGN, QUOTED_SIGN
from kg.citations.joined_titles import JOINED_SIGN, scan_joined
from kg.citations.judgement import INSTRUMENT, JOURNAL, NOUN_ENDS, PRODUCT, PRODUCT_STARTS, WORKS_PAPERS, asks_more
from kg.citations.listed_titles import lists_items, lists_titles
from kg.citations.numbers import scan_numbers
from kg.citations.numerals import CLOSE, DIGIT, OPEN, S2, WHITE
from kg.citations.papers import NAMES
from kg.citations.pinpoints import ARTICLE_STARTS, article_at
from kg.citations.signs import HARD_SIGN, SPEAKS_BACK
from kg.citations.standards import ITEM
from kg.citations.tails import CARRIED_OUT, COUNT_BEHIND, NOUN_TAIL, SENT_OUT, TAIL, TAIL_STARTS, VERSION_START, VERSION_TAIL
from kg.citations.values import Explanation, Mention
from kg.citations.words import HAN


def _any_of(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one.pattern})" for one in patterns))


#: Divides texts that are read as one: no citation reaches over it.
BORDER = "\0"
#: A number of the usual form, from its year on.
COUNTED = "[〔\\[【（(](?P<year>(?:19[5-9]|20[0-9])[0-9])[〕\\]】）)](?P<serial>[1-9][0-9]{0,4})号(?:文件?)?"
INNER = f'[^《》〈〉<>‹›＜＞。\\n〔\\[【号A-Z"{BORDER}]'
#: A title that is closed, with at most one title in it (《关于印发〈…〉的通知》), and the number of the usual form behind it, in a bracket or not.
TITLE = re.compile(
    f"《(?P<title>{INNER}{{2,120}}(?:[〈<‹＜]{INNER}{{2,80}}[〉>›＞]{INNER}{{0,40}})?)》(?:(?P<open>[（(])?(?P<code>[{HAN}]{{2,9}}){COUNTED}(?(open)[)）]))?"
)
BRACKET = re.compile(f"[（(][^（()）《》。\n{BORDER}]{{4,40}}[)）]")
ROUND = frozenset("（(")
#: What may go on behind 》, or tell what a title is: all patterns of the whole way that begin there, and the signs that they begin with. Two of them
#: count only behind a verb (实施《…法》办法, 关于印发《…》通知).
BEHIND_TITLE = _any_of(TAIL, NOUN_TAIL, PRODUCT, JOURNAL, VERSION_TAIL)
BEHIND_VERB = _any_of(CARRIED_OUT, SENT_OUT)
VERBS_LAST = frozenset("施行发转布订改")
ASKS_BEHIND = TAIL_STARTS | PRODUCT_STARTS | frozenset("0123456789０１２３４５６７８９第零〇一二三四五六七八九十百") | frozenset(CLOSE + OPEN)
#: A title that ends so is the name of what is counted behind it (《…公告》2022年第13号).
COUNTED_NAMES = (*NAMES, "令", "公告", "通告")
#: What may be a number within a title: a standard's, a paper's.
NUMBER_INSIDE = re.compile(f"[标{''.join(name[-1] for name in NAMES)}](?:(?<=建标)|{'|'.join(f'(?<={name})(?!{chr(92)}Z)' for name in NAMES)})")
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
#: Codes that are names of other kinds of number.
NAMED_CODES = (*PAPERS, *COUNTED_BY_NAME, "令")
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
    titles = [mention for found in TITLE.finditer(text) if (mention := _title(text, found)) is not None]
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
    if JOINED_SIGN.search(rest) and any(scan_joined(rest)):
        return True
    if FURTHER.search(rest):
        return "》" in rest or bool(LOST.search(rest) or SPEAKS_BACK.search(rest)) or lists_titles(text, rest, role)
    return lists_items(rest, role)


def _title(text: str, found: re.Match[str]) -> Mention | None:
    """A title in 《》 that ends as an instrument's does or bears a number, and that nothing around it may make a work to be written."""
    title, opened, code, year, serial = found.groups()
    begin, end = found.span()
    if title[0] in WHITE or title[-1] in WHITE or NUMBER_INSIDE.search(title) or asks_more(text, begin):
        return None
    kind, number, version = "title", None, None
    sign = text[end : end + 1]
    if not code and sign in ROUND and VERSION_START.match(text, end + 1):
        version = _version(text, end)
        if version is None:
            return None
        end = version.end()
        sign = text[end : end + 1]
    if code and _is_code(code):
        if not opened and _goes_on(text, end):
            return None
        number = f"{code}〔{year}〕{serial}号"
    elif code or sign in ROUND:
        bracket = BRACKET.match(text, version.end() if version else found.end("title") + 1)
        filled = _filled(bracket.group()) if bracket is not None else None
        if bracket is None or filled is None:
            return None
        number, kind = filled
        end = bracket.end()
        sign = text[end : end + 1]
    elif not _stands(title, version) or (sign in ASKS_BEHIND and _asks_behind(text, begin, end, title)):
        return None
    if number and sign in PRODUCT_STARTS and PRODUCT.match(text, end):
        return None
    if version:
        title += version.group().strip()
    return Mention(text[begin:end], begin, end, kind, title, number, article_at(text, end) if sign in ARTICLE_STARTS else None)


def _version(text: str, end: int) -> re.Match[str] | None:
    """The bracket behind 》 that says which version of a title is meant, where nothing of the title follows it."""
    version = VERSION_TAIL.match(text, end)
    if version is None or "\n" in version.group() or TAIL.match(text, end) or COUNT_BEHIND.match(text, version.end()):
        return None
    return version


def _stands(title: str, version: re.Match[str] | None) -> bool:
    """Whether a title without a number ends as an instrument's does."""
    if not title.endswith(NOUN_ENDS) and (version is not None or not INSTRUMENT.search(title)):
        return False
    return WORKS_PAPERS.fullmatch(title) is None


def _asks_behind(text: str, begin: int, end: int, title: str) -> bool:
    """Whether what stands behind a title may go on with it, or make it something else."""
    if title.endswith(COUNTED_NAMES) or BEHIND_TITLE.match(text, end):
        return True
    return text[begin - 1 : begin] in VERBS_LAST and BEHIND_VERB.match(text, end) is not None


def _goes_on(text: str, end: int) -> bool:
    """Whether what stands behind a number in no bracket makes it an order, or no number of a document."""
    return text.startswith("令", end) or (text[end - 1] == "号" and NOT_HAO.match(text, end) is not None)


@lru_cache(maxsize=65536)
def _is_code(run: str) -> bool:
    """Whether a run of signs that begins a bracket is an agency's code as a whole."""
    return code_start(run) == 0 and not refused_code(run) and not run.endswith(NAMED_CODES)


@lru_cache(maxsize=65536)
def _filled(bracket: str) -> tuple[str, str] | None:
    """The one number of any kind that fills a bracket behind a title, and the kind of what bears it."""
    if VERSION_START.match(bracket, 1):
        return None
    numbers = scan_numbers(f"》{bracket}")
    if len(numbers) != 1 or (numbers[0].begin, numbers[0].end) != (2, len(bracket)) or not numbers[0].code or ITEM.search(numbers[0].value):
        return None
    return numbers[0].value, "standard" if numbers[0].kind == "standard" else "title"


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
    if rest[end - 1 : end] not in CLOSES_ROUND or rest[at - 1 : at] in WHITE or not _is_code(code):
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
    if sign in ASKS_BEHIND_NUMBER or _goes_on(rest, end) or rest[first] == "和":
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
    article = article_at(rest, end) if sign in ARTICLE_STARTS else None
    return Mention(rest[begin:end], begin, end, "number", None, _value(code, number), article), "document_number"


def _value(code: str, number: re.Match[str]) -> str:
    return f"{code}〔{number['year']}〕{number['serial']}号"
