"""Which number, article and alias belong to which title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from itertools import pairwise

from kg.citations.bare_titles import Bare, title_before
from kg.citations.bodies import issuer_begin
from kg.citations.drafts import Draft
from kg.citations.numerals import COUNT, YEAR, Number, count_of, squeeze
from kg.citations.papers import NAMES, paper_begin, paper_number
from kg.citations.pinpoints import bind_alias, bind_article, closing_of
from kg.citations.standards import standard_title
from kg.citations.tails import bracketed_draft
from kg.citations.titles import Title
from kg.citations.words import SPACE

GAP = re.compile(
    f"[”\"’']?{SPACE}*(?:(?:[，,：:]|[；;](?=(?:发文)?文?字?号[:：])|[—–－-]{{1,2}}){SPACE}*)?(?:文号[:：]?|发文字号[:：]?|即)?{SPACE}*\\Z"
)
#: 《…实施细则》等五个配套文件（教财〔2012〕2号）: one number for a title and those that are not named.
WITH_OTHERS = (
    "等(?:[0-9一二两三四五六七八九十]{1,3}[个项部份件])?(?:配套|相关|有关|系列)?(?:政策)?(?:文件|办法|制度|规定|通知|意见|方案|细则|规范|标准)"
    f"(?!{SPACE}*[（(［\\[【]{SPACE}*(?:含|见|如|即|包括|例如|详见))"
)
BRACKET_GAP = re.compile(
    f"[”\"’'》]?{SPACE}*(?:一文|文件|文|{WITH_OTHERS}|(?:推荐性|强制性)?(?:国家|行业|地方|团体)标准)?{SPACE}*(?P<open>[（(〔［\\[【])[^（()）》《。；]{{0,60}}\\Z"
)
#: The bracket that gives a short name may stand before the one that holds the number.
NAMED = re.compile(f"{SPACE}?[（(](?:以下|下文)?(?:统|并)?(?:简|下)称[^（()）。]{{2,24}}[)）](?={SPACE}?[（(])")
#: A bracket with several numbers and nothing said of them.
NUMBERS_ONLY = re.compile(f"{SPACE}*[（(](?:分别为|文号[:：]?)?(?:[^、，；;（()）]{{1,24}}号(?:文件?)?(?:[、，；;和及]|(?=[)）])))+[)）]")
#: A law's or a regulation's number is an order.
LAW_END = re.compile("(?:(?<!办)法|条例)》\\Z")
JOINT = re.compile(f"{SPACE}*(?:[、，,]|和|及|与|以及)?{SPACE}*")
WHITE = " \t\r\n\u3000\xa0"
#: Behind a comma a number belongs to the title before it only where the item of a list ends with it (《…》，闽政〔2016〕13号；).
ENDS_ITEM = re.compile(f"{SPACE}*(?:[；;。）)\n]|、{SPACE}*《|\\Z)")
#: Signs between a title and its number that join them whatever follows (《…》——沪府办〔2015〕87号, 《…》，文号…).
JOINS = frozenset("号：:—–－-")
#: A bracket that is open where a number begins.
OPENED = re.compile(f"{SPACE}*(?P<open>[（(［\\[【])[^（()）》《。；]{{0,30}}\\Z")
#: A bracket that holds nothing but a number, in front of a title: it begins an item, else it belongs to what stands before it.
OPENS, CLOSES = frozenset("（(【［["), frozenset("）)】］]")
#: 教体艺〔2020〕5号：《…》
COLONS = frozenset(":：-—–")
ITEM_BEFORE = re.compile("(?:\\A|[，。；;、：:\n]|[0-9][.．、])[ \t\u3000]*\\Z")
#: The edition of a standard between its number and its title: CJJ 37-2012（2016年版）《…》.
EDITION = re.compile(f"{SPACE}*[（(][0-9]{{4}}{SPACE}?年?(?:局部)?(?:版|本|修订版?|修正版?)?[)）]{SPACE}*")
ORDER_COUNT = re.compile(f"{SPACE}?[（(]?(?:(?P<year>{YEAR}){SPACE}?年{SPACE}?)?第?(?P<count>{COUNT})号(?:文件?)?[)）]?")


def bind(text: str, mask: str, titles: Sequence[Title], notices: Sequence[Bare], numbers: Sequence[Number], inside: Sequence[Number]) -> list[Draft]:
    """Drafts of all mentions that rest on a title or a number, in the order of the text. Every number is used at most once.

    A number in front of a title binds only where nothing stands between and no earlier title has taken it.
    """
    drafts = _title_drafts(text, mask, titles, notices)
    free = deque(numbers)
    done: list[Draft] = []
    floor = 0
    for position, draft in enumerate(drafts):
        if draft.begin < floor:
            continue
        ceiling = drafts[position + 1].begin if position + 1 < len(drafts) else len(text)
        loose = _loose(text, mask, free, floor, draft)
        done += loose
        if loose and loose[-1].reach > draft.begin:
            continue
        _finish(text, draft, free, ceiling, inside)
        floor = max(draft.end, draft.reach)
        done.append(draft)
    done += _loose(text, mask, free, floor, None)
    _share(text, done)
    return done


def _share(text: str, done: Sequence[Draft]) -> None:
    """《A》和《B》（one number、another): where a bracket holds as many numbers as titles stand joined before it, they are theirs in this order."""
    for last, draft in enumerate(done):
        first = last - len(draft.others)
        if not draft.others or draft.number is None or first < 0 or not NUMBERS_ONLY.fullmatch(text[draft.core[1] : draft.end] if draft.core else ""):
            continue
        group = done[first : last + 1]
        joined = all(JOINT.fullmatch(text[one.end : other.begin]) for one, other in pairwise(group))
        longer = first > 0 and JOINT.fullmatch(text[done[first - 1].end : group[0].begin]) and done[first - 1].number is None
        if joined and not longer and all(one.bracketed and one.number is None and not LAW_END.search(text[: one.end][-4:]) for one in group[:-1]):
            for one, number in zip(group, (draft.number, *draft.others), strict=True):
                one.number = number


def _title_drafts(text: str, mask: str, titles: Sequence[Title], notices: Sequence[Bare]) -> list[Draft]:
    drafts = []
    for notice in notices:
        drafts.append(Draft(notice.begin, notice.end, "bare_title", notice.rule, (notice.begin, notice.end), (notice.begin, notice.end)))
    at = 0
    for title in titles:
        while at < len(notices) and notices[at].end <= title.begin:
            at += 1
        if at == len(notices) or not notices[at].begin <= title.begin:
            drafts.append(bracketed_draft(text, mask, title))
    return sorted(drafts, key=lambda draft: draft.begin) if notices else drafts


def _loose(text: str, mask: str, free: deque[Number], floor: int, following: Draft | None) -> list[Draft]:
    """Numbers between two titles: bound to the title behind them, to a bare title before them, or mentions by themselves."""
    done: list[Draft] = []
    while free and (following is None or free[0].begin < following.begin):
        number = free.popleft()
        if number.begin < floor:
            continue
        if following is not None and not (free and free[0].begin < following.begin) and _leads(text, number, floor, following, free):
            continue
        draft = _numbered(text, mask, number, floor)
        if draft is not None:
            bind_alias(text, draft)
            floor = max(draft.end, draft.reach)
            done.append(draft)
    return done


def _leads(text: str, number: Number, floor: int, following: Draft, free: Sequence[Number]) -> bool:
    """Whether a number stands right in front of a title and is its number; in a bracket or with a colon between only where none follows it."""
    begin, end = number.begin, number.end
    between = text[end : following.begin]
    if not _fits(text, following, number):
        return False
    if (
        number.kind == "order"
        and following.kind == "bare_title"
        and not re.search("(?:决定|公告|通告|通知)\\Z", text[following.begin : following.end])
    ):
        return False
    joint = between.strip(WHITE)
    if not joint and "\n" in between and free and BRACKET_GAP.match(text[following.end : free[0].begin]):
        return False  # the next line has a number of its own
    if joint in CLOSES or (joint in COLONS and number.kind == "number"):
        enclosed = joint in CLOSES
        own = text[following.end : free[0].begin] if free else "。"
        if BRACKET_GAP.match(own) or not own.strip(WHITE) or enclosed != (text[begin - 1 : begin] in OPENS and begin - 1 >= floor):
            return False
        if enclosed and not ITEM_BEFORE.search(text, max(floor, begin - 8), begin - 1):
            return False
        following.begin, following.number = begin - enclosed, number.value
        return True
    if (
        between.strip(WHITE) == ""
        or (number.kind == "standard" and EDITION.fullmatch(between))
        or (number.kind == "order" and re.fullmatch("公布的?|发布的?|[:：]", between))
    ):
        following.begin, following.number = begin, number.value
        if number.kind == "standard":
            following.kind = "standard"
        return True
    return False


def _numbered(text: str, mask: str, number: Number, floor: int) -> Draft | None:
    """A number without a bracketed title: with the bare title before it, with the standard's title behind it, or alone."""
    begin, end = number.begin, number.end
    opened = OPENED.search(mask, max(floor, begin - 34), begin)
    before = None
    if opened:
        at = opened.start()
        before = title_before(text, mask, at, floor)
        close = closing_of(text, opened["open"], end)
        if before and close:
            end = close
    if before is None and not opened:
        at = begin
        while at > floor and text[at - 1] in " \t\u3000\xa0":
            at -= 1
        before = title_before(text, mask, at, floor)
    if before is not None and text.endswith(NAMES, before.begin, before.end):
        before = before._replace(begin=paper_begin(text, before.begin, before.end))
    if number.kind == "standard":
        if before is not None:
            return Draft(
                before.begin, end, "standard", "standard_after_title", (before.begin, before.end), (before.begin, before.end), number=number.value
            )
        edition = EDITION.match(mask, number.end)
        behind = standard_title(mask, edition.end() if edition else number.end)
        if behind:
            return Draft(begin, behind[1], "standard", "standard_before_title", behind, behind, number=number.value)
        draft = Draft(begin, number.end, "standard", number.rule, number=number.value, firm=number.firm)
        bind_article(text, draft)
        return draft
    if before is not None:
        draft = Draft(before.begin, end, "bare_title", before.rule, (before.begin, before.end), (before.begin, before.end), number=number.value)
        bind_article(text, draft)
        return draft
    if not number.code and number.kind == "number":
        return None
    draft = Draft(begin, number.end, number.kind, number.rule, number=number.value, firm=number.firm)
    if number.rule == "numbered_paper" and "关于" in number.code and text.startswith(number.code, begin):
        # 某市人民政府关于…专题会议纪要（〔2022〕第110期）: its name tells what it is about, as a title does
        draft.kind, draft.title_text = "bare_title", (begin, begin + len(number.code))
        draft.core = draft.title_text
    bind_article(text, draft)
    return draft


def _finish(text: str, draft: Draft, free: deque[Number], ceiling: int, inside: Sequence[Number]) -> None:
    """Number, article and alias of a title; the surface grows to the end of the number or of the bracket that holds it."""
    assert draft.core is not None
    if inside:
        _inner_number(text, draft, inside)
    while free and free[0].end <= draft.end:  # 关于贯彻国发〔2015〕40号文件的通知: of the title, not its own
        free.popleft()
    named = NAMED.match(text, draft.end) if draft.number is None and free else None
    if draft.number is None and free and (free[0].begin < ceiling + 1 or named):
        number = free[0]
        gap = text[named.end() if named else draft.end : number.begin]
        opened = BRACKET_GAP.match(gap) if len(gap) < 80 else None
        if opened:
            close = closing_of(text, opened["open"], number.end)
            draft.number, draft.end = number.value, close or number.end
            free.popleft()
            while free and free[0].end <= draft.end:
                draft.others += (free.popleft().value,)
        elif (
            len(gap) < 12
            and GAP.match(gap)
            and number.code
            and _fits(text, draft, number)
            and not (gap.strip(WHITE) and JOINS.isdisjoint(gap) and not _ends_item(text, draft, number))
        ):
            draft.number, draft.end = number.value, number.end
            free.popleft()
        if draft.number is not None and number.kind == "standard":
            draft.kind = "standard"
    if draft.number is not None and draft.number.startswith("〔") and draft.title_text and text.endswith(NAMES, *draft.title_text):
        draft.number = squeeze(text[slice(*draft.title_text)]) + draft.number
    if draft.number is None and draft.bracketed is not None:
        _order_in_bracket(text, draft)
    bind_article(text, draft)
    bind_alias(text, draft)


#: What is given by an order, and what is no standard's title.
ORDERED = re.compile("(?:法|条例|规定|细则|规则|决定|准则|章程|标准|[目名]录|公告|通告|令|制度|规程|解释)[）)》〉”]*(?:（[^（）]{1,14}）)?[》〉]?\\Z")
NO_STANDARD = re.compile("(?:(?<![方办])法|条例|意见|通知|规划|计划|决定|批复|纲要)[》〉”]*\\Z")


def _fits(text: str, draft: Draft, number: Number) -> bool:
    """Whether a number beside a title, in no bracket behind it, may be its own by its kind: 《…规划》 is no order, 《…条例》 no standard, and minutes
    give their number to minutes."""
    if number.rule == "numbered_paper":
        return text.endswith(NAMES, draft.begin, draft.end - (text[draft.end - 1] in "》〉"))
    title = text[max(draft.begin, draft.end - 24) : draft.end]
    if number.kind == "standard":
        return NO_STANDARD.search(title) is None
    return number.kind != "order" or number.rule == "announcement" or ORDERED.search(title) is not None or not draft.bracketed


def _ends_item(text: str, draft: Draft, number: Number) -> bool:
    """Whether an item of a list ends with a number: where 、 stands before the title and behind the number, a comma between binds them closer."""
    listed = text[number.end : number.end + 1] == "、" and text[: draft.begin].endswith("、")
    return listed or ENDS_ITEM.match(text, number.end) is not None


def _order_in_bracket(text: str, draft: Draft) -> None:
    """《某省人民政府令》（第321号）, 《市政府会议纪要》（2021年第12期）: the title is the order's or the paper's name, the bracket its count."""
    name = text[draft.title_text[0] : draft.title_text[1]] if draft.title_text else ""
    if name.endswith(NAMES) and (paper := paper_number(text, name, draft.end)):
        draft.number, draft.end = paper
    if name.endswith(("令", "公告", "通告")) and (found := ORDER_COUNT.match(text, draft.end)):
        if "关于" in name:  # 《财政部关于…的公告》（2022年第13号）
            before = text[issuer_begin(text, draft.begin) : draft.begin] if name.startswith("关于") else name[: name.index("关于")]
            name = before + name[-2:]
        year = f"{squeeze(found['year'])}年" if found["year"] else ""
        draft.number, draft.end = f"{squeeze(name)}{year}第{count_of(found['count'])}号", found.end()


def _inner_number(text: str, draft: Draft, inside: Sequence[Number]) -> None:
    """A number written inside the 《》, at the end or the beginning of the title, is the number and no part of the title."""
    title = draft.bracketed
    if title is None or draft.kind != "title" or draft.title_text is None:
        return
    first = bisect_left(inside, title.inner_begin, key=lambda number: number.begin)
    for number in inside[first : first + 1]:
        if title.inner_begin <= number.begin and number.end <= title.inner_end:
            head, tail = text[title.inner_begin : number.begin], text[number.end : title.inner_end]
            if not head.strip() and not tail.strip():
                draft.number = number.value
            elif not head.strip() and len(tail) > 4:
                begin = number.end + (len(tail) - len(tail.lstrip()))
                draft.number, draft.title_text = number.value, (begin, title.inner_end)
            elif tail.strip() in {"", "）", ")", "]", "】", "］"} and len(head) > 4:
                end = title.inner_begin + len(head.rstrip().rstrip("（([【［").rstrip())
                draft.number, draft.title_text = number.value, (title.inner_begin, end)
            return
