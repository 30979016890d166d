"""Titles that go on behind their 》: 《…》的通知, 《…》实施条例, 某省实施《…法》办法, 《…》（试行）."""

from __future__ import annotations

import re

from kg.citations.bare_titles import NOTICE_NOUNS, VERSION
from kg.citations.bodies import body_start, issuer_begin
from kg.citations.drafts import Draft
from kg.citations.titles import Title
from kg.citations.words import HAN, SPACE, alternation, words

LETTERS = alternation(words("letter_nouns"))
VERSION_TAIL = re.compile(VERSION)
#: A letter's noun that is none of a verb (…有关问题答复如下).
ENDS_THERE = f"(?={SPACE}?[（(〔\\[【，。；;、,）)\n和及与以等]|的?(?:要求|精神|规定|内容|部署)|执行|{SPACE}*\\Z)"
#: 《…》实施中有关问题的解释, 《…》若干问题的规定（number）; and of several passed on together: 《…》等五个办法的通知.
IN_PRACTICE = (
    "(?:(?:贯彻)?(?:实施|执行|落实|施行|适用)(?:过程|工作)?中?的?(?:若干|有关|相关|具体)?|若干|有关|相关|具体)(?:具体|政策|应用)?(?:问题|事项|条款)(?:处理)?的?"
    f"(?:补充|实施|指导)?(?:(?:解释|批复|答复|复函|通知){ENDS_THERE}|(?:{LETTERS}|规定|说明|办法)(?={SPACE}?[（(〔\\[【])){VERSION}?(?!书|单|会)|"
    f"等(?:[0-9一二两三四五六七八九十]{{1,3}}[个项部份件])?(?:配套|相关|有关)?(?:文件|制度|办法|规定|政策|方案|细则|标准|规范|意见)的(?:{LETTERS})(?={SPACE}?[（(〔\\[【])"
)
TAIL = re.compile(
    f"(?:{SPACE}?[（(](?:试行|暂行)[）)])?(?:的|等?有关(?:问题|事项|工作)的|若干问题的)(?:补充|紧急|实施|指导|若干)?(?:{LETTERS}){VERSION}?"
    f"(?!书|单|会|{SPACE}?(?:编制|起草))|{IN_PRACTICE}|(?:实施条例|实施细则|实施办法|实施意见|实施方案|补充规定|补充通知|修正案|司法解释){VERSION}?"
)
CARRIED_OUT = re.compile(
    f"(?:实施)?(?:办法|细则|若干规定|规定|若干意见|条例|暂行办法|补充规定|的若干规定|的若干意见){VERSION}?(?![{HAN}]*(?:编制|起草))"
)
NOUN_TAIL = re.compile(f"(?:{NOTICE_NOUNS})(?={SPACE}?[（(〔\\[【])")
#: 关于印发《…》通知 needs no bracket behind it.
PASSED_ON = re.compile("关于(?:联合)?(?:印发|转发|批转|发布|公布|下发|修订|修改)\\Z")
SENT_OUT = re.compile(f"(?:{LETTERS})(?=[，。；;、,）)\n和及]|的?(?:要求|精神|规定)|\\Z)")
#: Most brackets behind 》 hold a number: they are told from （试行） and （2018-2020） by their first sign.
BRACKETS = frozenset("（([【〔")
VERSION_START = re.compile(f"{SPACE}*[试暂修第一二三四五六七八九十0-9]")
#: What a tail behind 》 can begin with: a bracket, 的, 有关, 若干, or a notice's noun.
TAIL_STARTS = frozenset(" \t\r\n\u3000\xa0（([【〔的等有若实补修司办细规条暂贯执落施适相具") | frozenset(noun[0] for noun in words("notice_nouns"))
#: A count behind a year in brackets makes it a number: 《…》（2004）第20号, 《…》（1986）京编行字第94号.
COUNT_BEHIND = re.compile(f"{SPACE}{{0,3}}(?:[{HAN}]{{1,8}}字)?{SPACE}{{0,3}}第?{SPACE}{{0,2}}[0-9０-９]{{1,5}}{SPACE}{{0,3}}号")
FORE_VERB = re.compile("(?:联合)?(?:印发|转发|批转|发布|公布|下发|加强|做好|贯彻|落实|实施|执行|调整|修改|重新印发)\\Z")


def bracketed_draft(text: str, mask: str, title: Title) -> Draft:
    """The draft of a title in brackets, with what behind 》 still belongs to it (的通知, （试行）)."""
    following = text[title.end : title.end + 1]
    if following not in TAIL_STARTS or (following in BRACKETS and not VERSION_START.match(text, title.end + 1)):
        return Draft(title.begin, title.end, "title", "title", (title.begin, title.end), (title.inner_begin, title.inner_end), bracketed=title)
    carried = _carried_out(text, mask, title)
    if carried is not None:
        return carried
    tail = TAIL.match(text, title.end) if title.closed else None
    noun = None if tail or not title.closed else NOUN_TAIL.match(text, title.end)
    if not tail and noun is None and title.closed and PASSED_ON.search(mask[max(0, title.begin - 8) : title.begin]):
        noun = SENT_OUT.match(text, title.end)
    if tail or noun:
        begin = _tail_begin(text, mask, title)
        end = (tail or noun).end()  # type: ignore[union-attr]
        return Draft(begin, end, "bare_title", "notice_of_title", (begin, end), (begin, end), bracketed=title)
    version = VERSION_TAIL.match(text, title.end)
    if version is None or COUNT_BEHIND.match(text, version.end()):
        return Draft(title.begin, title.end, "title", "title", (title.begin, title.end), (title.inner_begin, title.inner_end), bracketed=title)
    return Draft(title.begin, version.end(), "title", "title", (title.begin, version.end()), None, bracketed=title)


def _carried_out(text: str, mask: str, title: Title) -> Draft | None:
    """A local instrument named after the law that it carries out: 贵州省实施《…法》办法, 本市执行《…》若干规定."""
    tail = CARRIED_OUT.match(text, title.end)
    if tail is None:
        return None
    run = re.search(f"[{HAN}]{{0,14}}(?:实施|(?:省|市|自治区|[区县州])(?:贯彻)?执行)\\Z", mask[max(0, title.begin - 16) : title.begin])
    if run is None:
        return None
    start = body_start(run.group())
    begin = title.begin - len(run.group()) + start
    return Draft(begin, tail.end(), "bare_title", "carries_out", (begin, tail.end()), (begin, tail.end()), bracketed=title)


def _tail_begin(text: str, mask: str, title: Title) -> int:
    """Where a title begins that goes on behind its 》: at the verb in front of 《 and the issuer in front of that."""
    verb = FORE_VERB.search(mask[max(0, title.begin - 6) : title.begin])
    if verb is None:
        return issuer_begin(mask, title.begin)
    at = title.begin - len(verb.group())
    if mask.startswith("关于", at - 2):  # 县水利局关于印发《…》通知
        return issuer_begin(mask, at - 2)
    if at and mask[at - 1] in '“"《「':
        return at
    begin = issuer_begin(mask, at)
    if begin == at and verb.group() in ("贯彻", "落实", "实施", "执行", "做好", "加强"):
        return title.begin
    return begin
