"""Plain titles: a title in 《》 that is closed, with its version, number and article, where nothing around it asks for more.

What may go on behind a title is asked by the patterns of the whole way (`tails.py`, `judgement.py`, `pinpoints.py`), and what fills a bracket by its
numbers (`numbers.py`), so that there is one grammar.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.citations.bare_titles import PAPERS
from kg.citations.codes import code_start, refused_code
from kg.citations.document_numbers import COUNTED_BY_NAME, NOT_HAO
from kg.citations.judgement import INSTRUMENT, JOURNAL, NOUN_ENDS, PRODUCT, PRODUCT_STARTS, WORKS_PAPERS, asks_more
from kg.citations.numbers import scan_numbers
from kg.citations.numerals import CLOSE, OPEN, WHITE
from kg.citations.papers import NAMES
from kg.citations.pinpoints import ARTICLE_STARTS, article_at
from kg.citations.standards import ITEM
from kg.citations.tails import CARRIED_OUT, COUNT_BEHIND, NOUN_TAIL, SENT_OUT, TAIL, TAIL_STARTS, VERSION_START, VERSION_TAIL
from kg.citations.values import Mention
from kg.citations.words import BORDER, HAN


def _any_of(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one.pattern})" for one in patterns))


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
#: Codes that are names of other kinds of number.
NAMED_CODES = (*PAPERS, *COUNTED_BY_NAME, "令")


def plain_title(text: str, found: re.Match[str]) -> Mention | None:
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
    if code and is_code(code):
        if not opened and goes_on(text, end):
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


def goes_on(text: str, end: int) -> bool:
    """Whether what stands behind a number in no bracket makes it an order, or no number of a document."""
    return text.startswith("令", end) or (text[end - 1] == "号" and NOT_HAO.match(text, end) is not None)


@lru_cache(maxsize=65536)
def is_code(run: str) -> bool:
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
