"""Titles that stand without 《》: found by 关于 … 的通知, by a number behind them, or as the whole of an item in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from kg.citations.bodies import ends_with_body, issuer_begin
from kg.citations.places import HEADS, PLACE
from kg.citations.words import HAN, SPACE, alternation, words

MASK = "□"
STRONG = alternation(words("instrument_nouns", "strong"))
NOUNS = alternation((*words("instrument_nouns", "strong"), *words("instrument_nouns", "weak")))
NOTICE_NOUNS = alternation(words("notice_nouns"))
PAPERS = words("numbered_papers")
EDITIONS = (
    "第[一二三四五六七八九十]次修[订正改]|试行|暂行|试行稿|修订|修正|修订稿|修订版|修正案|第[一二三四五六七八九十0-9]+版|[一二三四五六七八九十]+"
)
ONE_YEAR = f"[0-9]{{4}}{SPACE}?年?{SPACE}?"
#: A month, and the day in it, behind the year with which a period begins or ends.
MONTH = f"(?:(?:(?<=[0-9])[.．/][0-9]{{1,2}}(?:[.．/][0-9]{{1,2}})?|[0-9]{{1,2}}月){SPACE}?(?:[0-9]{{1,2}}日{SPACE}?)?)?"
PERIOD = f"{ONE_YEAR}{MONTH}[-—–~～－至]+{SPACE}?{ONE_YEAR}{MONTH}(?:度|底|末)?"
#: （2016年7月2日修订）; a day alone is no version.
ON_A_DAY = f"[0-9]{{4}}年{SPACE}?[0-9]{{1,2}}月{SPACE}?(?:[0-9]{{1,2}}日{SPACE}?)?(?:第[一二三]次)?(?:修订|修正|修改|版|本)"
YEARS = f"{ON_A_DAY}|{ONE_YEAR}第[一二三四五]次(?:修订|修正|修改)|(?:{PERIOD}|{ONE_YEAR})(?:版|本|修订|修正|修改|修正本|修订本|修正版|修订版|试行)?"
VERSION = f"(?:{SPACE}?[（(](?:{EDITIONS}|{YEARS})[）)])"

#: After a notice's noun stands something that cannot belong to its title.
BEHIND_NOTICE = (
    f"[，。；、,;.:：（(〔［\\[【)）》”\"’'〉>/—–－\\-{MASK}\n]|[0-9]{{1,2}}[.、．)）]|[0-9]{{1,3}}\\Z|的?(?:要求|精神|规定|文件|有关|相关|部署|明确|内容)|"
    "等|中|和|及|与|以及|第[一二三四五六七八九十百0-9]|关于|根据|依据|按照|文号|[①-⑳]|\\Z|"
    "(?:安排|执行|施行|下达|拨付|批准|核准|立项|实施|列支|办理|发放|确定|支付|分配)(?![^，。；]{0,16}(?:通知|意见|函|批复|方案|办法|细则|规定|情况|工作|计划))"
)
CODE_BEHIND = f"{SPACE}*[{HAN}]{{1,10}}{SPACE}*[〔\\[［【(（﹝]{SPACE}*[12１２]"
BOUNDARY = f"(?=\\Z|[ \t\u3000]|{CODE_BEHIND}|{SPACE}*(?:{BEHIND_NOTICE}))"
#: 关于印发…办法（试行）的通知: the version is the inner title's, and the notice goes on behind it.
LETTER = f"(?:的|等?有关(?:问题|事项|工作)的|若干问题的)(?:补充|紧急|实施|指导|若干)?(?:{alternation(words('letter_nouns'))})"
GOES_ON = f"{VERSION}{LETTER}{VERSION}?(?!书|单|会){BOUNDARY}"
NOTICE = re.compile(
    f"关于[^。；;]{{2,150}}?(?:的(?:第[一二三四五六七八九十]{{1,3}}个五年)?|若干|实施|指导|暂行|试行|补充|具体|工作|管理|处理|意见的|办法的|方案的|规定的)(?:补充|紧急|实施|落实|贯彻|推进|指导|若干|工作|暂行|试行|处理|审批|复){{0,2}}"
    f"(?:{NOTICE_NOUNS})(?!{GOES_ON})(?:{VERSION}(?<![一二三四五六七八九十][)）])|{VERSION}?{BOUNDARY})"
)
#: 某省政府贯彻国务院关于 … 的实施意见 is the province's own document.
CARRYING = re.compile("(?:贯彻落实|贯彻执行|贯彻|落实)\\Z")
CARRIES = ("实施意见", "实施方案", "实施办法", "实施细则", "的通知")

NUMBERING = re.compile(
    f"(?:{SPACE}|[（(][0-9一二三四五六七八九十]{{1,3}}[)）]|[0-9]{{1,2}}[)）.．、]|[一二三四五六七八九十]{{1,3}}[、.．]|[①-⑳]|第[一二三四五六七八九十]+[，,、]|[-—·•●◆■*※]|其[一二三四五][是，,]|[一二三四五]是)+"
)
LEAD = re.compile(
    f".*(?:根据|依据|按照|依照|遵照|参照|严格执行|遵循|遵守|符合|以及|(?:{alternation(words('issuing_verbs'))}|执行)(?:的|了)|"
    f"(?:{alternation(words('body_ends'))})(?:联合)?(?:制定|印发|转发|发布|出台|颁布|下发|公布))(?=.)",
    re.DOTALL,
)
#: Without any of these there is nothing for `LEAD` to find.
LEAD_SIGN = re.compile("的|了|据|照|执行|遵|符合|以及|制定|印发|转发|发布|出台|颁布|下发|公布")
LEADING = re.compile(
    "(?:(?:认真|深入|全面|切实|严格|坚决|持续|继续|扎实)(?=贯彻|落实|执行)|已?列入|已?纳入|执行|参照|根据|依据|按照|见|详见|贯彻落实|贯彻执行|贯彻|落实|和|及|与|、|以|按|据|新版|最新|现行|国家的?(?=《))+(?=.)"
)


class Bare(NamedTuple):
    """A bare title: `text[begin:end]`. `rule` is notice, numbered, listed, introduced or known."""

    begin: int
    end: int
    rule: str


class Bounded(Protocol):
    """What stands in a text from `begin` to `end`."""

    @property
    def begin(self) -> int: ...

    @property
    def end(self) -> int: ...


def masked(text: str, titles: Sequence[Bounded]) -> str:
    """The text with every one of some titles replaced, sign by sign, so that patterns step over it."""
    if not titles:
        return text
    parts, at = [], 0
    for title in titles:
        parts += [text[at : title.begin], MASK * (title.end - title.begin)]
        at = title.end
    return "".join((*parts, text[at:]))


def scan_notices(text: str, mask: str) -> Iterator[Bare]:
    """Titles of the form [issuer]关于 … 的通知, with the brackets inside them."""
    position = mask.find("关于")
    while position >= 0:
        found = NOTICE.match(mask, position)
        if found is None or not _balanced(text[position : found.end()]) or _runs_on(mask, found):
            position = mask.find("关于", position + 2)
            continue
        inner = mask.find("关于", position + 2, found.end())
        if (
            inner > 0
            and MASK not in found.group()
            and not re.search("(?:印发|转发|批转|发布|实施|执行|贯彻|落实|修改|修订|废止)\\Z", mask[position:inner])
        ):
            shorter = NOTICE.match(mask, inner)
            if shorter is not None and shorter.end() == found.end() and re.search("[，,：:]", mask[position:inner]):
                position = inner
                continue
        begin = issuer_begin(mask, position)
        if begin == position and (spaced := SPACED_ISSUER.search(mask, max(0, position - 3), position)):
            named = issuer_begin(mask, spaced.start())
            begin = named if named < spaced.start() and BEGINS_ITEM.search(mask, max(0, named - 2), named) else begin
        carried = CARRYING.search(mask[max(0, begin - 5) : begin]) if begin < position and found.group().endswith(CARRIES) else None
        if carried:
            earlier = issuer_begin(mask, begin - len(carried.group()))
            begin = earlier if earlier < begin - len(carried.group()) else begin
        yield Bare(begin, found.end(), "notice")
        position = mask.find("关于", found.end())


#: 州财政局 州农业农村局 关于…: issuers that a space divides from what they write about, where they begin an item.
SPACED_ISSUER = re.compile(f"(?<=[{HAN}])[ \u3000]{{1,2}}\\Z")
BEGINS_ITEM = re.compile(f"(?:\\A|[。；;，,：:、\n{MASK}.．)）]) ?\\Z")
NUMBER_FOLLOWS = re.compile(f"{SPACE}*[（(〔［\\[【]|{CODE_BEHIND}")


def _runs_on(mask: str, found: re.Match[str]) -> bool:
    """Whether a supposed title goes through a comma or a line break, and no number proves it: then it is two clauses."""
    title = found.group()
    if "，" not in title and "," not in title and "：" not in title and "\n" not in title:
        return False
    return NUMBER_FOLLOWS.match(mask, found.end()) is None


def _balanced(title: str) -> bool:
    return title.count("（") + title.count("(") == title.count("）") + title.count(")") and title.count("“") == title.count("”")


#: 每人每年15元的标准, 引用标准: a standard that is described, not named.
UNNAMED = re.compile(
    "[的之](?:标准|规定|要求|办法|政策|原则|程序|方案|计划|制度|措施|目录|清单|规范|意见|精神)\\Z|"
    f"\\A(?:上级|有关|相关|该|此|上述|以上|下列|如下|各级)+[{HAN}]{{0,4}}(?:{NOUNS})\\Z|"
    "\\A(?:引用|执行|采用|适用|参照|相关|有关|遵循|现行|国家|行业|地方|企业|团体|技术|质量|验收)+(?:标准|规范|规程|文件)\\Z"
)


#: A paper that is numbered by itself may bear an office's number instead: then its name is the title (县政府抄告单（…抄〔2023〕56号）).
ENDS_AS_TITLE = re.compile(f"(?:{NOUNS}|{alternation(PAPERS)}){VERSION}?\\Z")
NOUN_OR_FILE = re.compile(f"(?:{NOUNS}|文件)\\Z")
#: What a title cannot reach over, looked for backwards: the last of these is what matters.
SIGN_BEFORE = re.compile(f"[。；;，,：:\n{MASK}、)）](?:(?<![)）])|(?<=[{HAN}].))")


def title_before(text: str, mask: str, end: int, floor: int) -> Bare | None:
    """The bare title that ends at `end`, where a number follows: from the last separator on, without what introduces it."""
    window_begin = max(floor, end - 70)
    window = mask[window_begin:end]
    if not ENDS_AS_TITLE.search(window):
        return None
    backwards = SIGN_BEFORE.finditer(window[::-1])
    start = next((at for sign in backwards if not _inside_quotes(window, at := len(window) - sign.start())), 0)
    segment = window[start:]
    if not segment or MASK in segment:
        return None
    begin = _joined_issuers(mask, window_begin + start + lead_length(segment), end, floor)
    begin = _behind_another(mask, begin, end)
    title = mask[begin:end]
    noun = NOUN_OR_FILE.search(title)
    if len(title) < 4 or (UNNAMED.search(title) and "关于" not in title):
        return None
    if noun and not title.endswith(PAPERS) and ends_with_body(title[: noun.start()]):  # 市编办批复（…号）: who and what, but no title
        return None
    return Bare(begin, end, "numbered")


#: Where one title ends and the next begins: 某省河道条例和某市清淤三年行动方案.
NEXT_TITLE = re.compile(f"(?:{NOUNS}){VERSION}?(?:和|及|与|以及)(?={HEADS}|{PLACE}|20[0-9]{{2}}年(?!远景))")
JOINTS = re.compile("[和及与]")


def _behind_another(mask: str, begin: int, end: int) -> int:
    """Where the last of several joined titles begins; `begin` for one title, whatever a notice is about."""
    if JOINTS.search(mask, begin + 4, end) is None:
        return begin
    about = mask.find("关于", begin, end)
    for found in NEXT_TITLE.finditer(mask, begin + 2, end if about < 0 else about):
        begin = found.end()
    return begin


def _joined_issuers(mask: str, begin: int, end: int, floor: int) -> int:
    """Where a title begins whose issuers 、 divides (市委、市政府关于…): in front of the first of them; `begin` for one issuer or none."""
    about = mask.find("关于", begin, end)
    if about < 0 or not JOINED.search(mask, max(floor, begin - 2), begin):
        return begin
    first = issuer_begin(mask, about)
    return first if floor <= first < begin else begin


JOINED = re.compile(f"、{SPACE}?\\Z")


def lead_length(segment: str) -> int:
    """How much of a segment stands before its title: numbering, and what introduces it."""
    at = 0
    numbering = NUMBERING.match(segment)
    if numbering:
        at = numbering.end()
    lead = LEAD.match(segment, at) if LEAD_SIGN.search(segment) else None
    if lead and not segment[at : lead.end()].startswith("关于"):
        at = lead.end()
    more = LEADING.match(segment, at)
    at = more.end() if more else at
    numbering = NUMBERING.match(segment, at) if at else None  # 根据1.某市停车管理办法
    return numbering.end() if numbering else at


def _inside_quotes(window: str, at: int) -> bool:
    return window.count("“", 0, at) > window.count("”", 0, at)
