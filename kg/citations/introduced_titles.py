"""Bare titles that a word introduces: 根据…条例, 列入…规划."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.citations.bare_titles import MASK, NOUNS, STRONG, VERSION, Bare, title_before
from kg.citations.laws import law_names
from kg.citations.places import PLACEHOLDER
from kg.citations.title_signs import HEADED, stands, stands_beside
from kg.citations.words import HAN, SPACE, alternation, words

#: 规划 ends no title that goes on (…五年规划和二〇三五年远景目标纲要).
#: 执法 and 方法 are no laws.
NOT_YET = "(?<!规划(?=和(?:20|二[〇○零])..年远景目标纲要))(?<![执立普书方守违合非]法)(?<!(?<!公)司法)"
#: What stands behind a title, where no sign divides them.
FOLLOWS = (
    f"的?(?:要求|精神|规定|文件|部署|内容|明确|相关|有关)|等|中|和|及|以及|与|为|{alternation(words('behind_titles', 'always'))}|"
    f"(?:{alternation(words('behind_titles', 'before_no_noun'))})(?!{alternation(words('behind_titles', 'nouns'))})|第[一二三四五六七八九十百]"
)
TITLE_HEAD = re.compile(
    f'(?P<title>(?:{PLACEHOLDER}|[{HAN}“”"0-9])[{HAN}“”"（）()0-9—\\-]{{1,40}}?(?:{NOUNS}){NOT_YET}(?:{VERSION}|(?=(?:{FOLLOWS}|{SPACE}|[，。；、,;.:：（(）)”{MASK}\n])|\\Z)))'
)
INTRODUCED = re.compile(
    "(?P<verb>根据|依据|按照|依照|遵照|贯彻落实|贯彻执行|贯彻|落实|执行|符合|遵循|遵守|围绕|对照|对标|坚持以|以(?=新|北京|上海|国家)|结合|响应|列入|纳入)(?:国家|我国|住建部|财政部|新版|新一轮|最新|现行|修订后的|新修订的|和|及)?(?=[^，。；、的])"
)


#: A sign of every word that introduces.
LEAD_SIGN = re.compile("[据照贯落执符遵围对坚以结响列纳]")


STOPS = f"。；，、：:;,\n{MASK}"
#: What a title without a place or a body at its beginning must hold, to be one by itself: a quick look before the title is read.
WORTH_READING = re.compile(f"{STRONG}|十[一二三四五]五|20[0-9]{{2}}|法")
WORTH_SIGNS = "".join(sorted({noun[0] for noun in words("instrument_nouns", "strong")} | set("十2法")))
#: One of these stands in whatever `HEADED` finds, and within its first signs.
HEAD_SIGN = re.compile(f"[省市区县盟旗州京海津庆角冀澳带域于{''.join(sorted({word[0] for word in words('title_heads')}))}]")
JOINT = re.compile("、|和|及|与|以及")


#: Names of laws that `WORTH_READING` does not see.
OTHER_LAWS = tuple(sorted(name for name in law_names() if not WORTH_READING.search(name)))


#: A word that introduces, with quick looks at whether a title without brackets may follow, before anything is read.
LEAD = re.compile(
    f"{INTRODUCED.pattern}(?=[^{STOPS}]{{0,46}}?(?=[{WORTH_SIGNS}])(?:{WORTH_READING.pattern})|"
    f"(?=[^{STOPS}]{{0,9}}{HEAD_SIGN.pattern})(?:{HEADED.pattern})|{alternation(OTHER_LAWS)})"
)


#: What is entered in a plan rests on it; what is entered in a catalogue or a budget only stands there.
ENTERED = ("列入", "纳入")
PLANNED = re.compile(f"(?:规划|纲要|行动计划|行动方案){VERSION}?\\Z")
#: 国家 begins the name of a plan of the state's own; in front of other titles it only says whose they are (国家森林防火条例).
NATIONAL_PLAN = re.compile(f"国家[^的]{{4,36}}(?:规划|纲要|战略){VERSION}?")


#: A title in quotes, of one that a place or a body at its beginning makes one; something before it introduces it, or something behind says so.
QUOTED = re.compile(f'[“"「](?=(?:{HEADED.pattern}))(?P<title>[{HAN}‘’（）()0-9—\\-]{{6,50}}?(?:{NOUNS})(?:{VERSION})?)[”"」]')
QUOTED_SIGN = re.compile('[“"「]')
QUOTE_LEAD = re.compile(f"(?:{alternation((*words('lead_ins'), '和', '及', '与', '、', '以'))})\\Z")
QUOTE_TRAILER = re.compile("(?:的?(?:要求|精神|规定|文件|部署|明确|提出)|第[一二三四五六七八九十]{1,3}条)")


def scan_quoted(free: str, *, listing: bool) -> Iterator[Bare]:
    """The titles in quotes, from left to right; in a field that may list titles none needs an introduction."""
    for found in QUOTED.finditer(free):
        told = listing or QUOTE_LEAD.search(free, max(0, found.start() - 6), found.start()) or QUOTE_TRAILER.match(free, found.end())
        if told and stands(found["title"]):
            yield Bare(found.start("title"), found.end("title"), "quoted")


#: A plan that its years prove one, whatever stands before and behind it (国家…规划纲要（2006—2020年）已近末期).
PLAN_OF_YEARS = re.compile("(?:规划|纲要|战略|行动计划|行动方案)[（(](?:19|20)[0-9]{2}年?[—–－-]{1,2}(?:19|20)[0-9]{2}年?[)）]")


#: One sign of it, that a look for candidates stops at.
PROVED_SIGN = re.compile("[（(第](?:(?<=[划要略案][（(])(?:19|20)[0-9]{2}年?[—–－-]|(?<=[法例定则]第)[一二三四五六七八九十百]{1,5}条)")


#: A rule whose article is named (某区互保补贴实施办法第四条明确…) is one too.
PINNED = re.compile("[法例定则](?=第[一二三四五六七八九十百]{1,5}条)")


def scan_proved(text: str, free: str) -> Iterator[Bare]:
    """The plans with their years behind them and the rules with an article, of a place or a body."""
    for rule, sign in (("plan_of_years", PLAN_OF_YEARS), ("pinned", PINNED)):
        for found in sign.finditer(free):
            bare = title_before(text, free, found.end(), 0)
            if bare and HEADED.match(free, bare.begin) and stands(free[bare.begin : bare.end]):
                yield Bare(bare.begin, bare.end, rule)


def scan_introduced(free: str) -> Iterator[Bare]:
    """The titles behind words that introduce, from left to right; 、 and 和 join further ones."""
    for lead in LEAD.finditer(free):
        found = TITLE_HEAD.match(free, lead.end("verb"))
        if found is None or not (found["title"] in law_names() or NATIONAL_PLAN.fullmatch(found["title"])):
            found = TITLE_HEAD.match(free, lead.end())
        if found and lead["verb"] in ENTERED and not PLANNED.search(found["title"]):
            continue
        if found is not None and stands(found["title"]):
            yield Bare(found.start("title"), found.end("title"), "introduced")
            yield from joined_to(free, found.end("title"), "introduced")


def joined_to(free: str, end: int, rule: str) -> Iterator[Bare]:
    """The titles that 、 and 和 join to what ends at `end`, one after another."""
    while joint := JOINT.match(free, end):
        found = TITLE_HEAD.match(free, joint.end())
        if found is None or not stands_beside(found["title"]):
            return
        end = found.end("title")
        yield Bare(found.start("title"), end, rule)
