"""Bare titles that neither 关于 nor a number gives away: items of a list, beside what a word introduces."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.citations.bare_titles import MASK, NOUNS, STRONG, VERSION, Bare, lead_length
from kg.citations.introduced_titles import LEAD_SIGN, OTHER_LAWS, PROVED_SIGN, QUOTED_SIGN, scan_introduced, scan_proved, scan_quoted
from kg.citations.joined_titles import JOINED_SIGN, scan_joined
from kg.citations.laws import law_names
from kg.citations.places import HEADS, PLACE, PLACEHOLDER
from kg.citations.title_signs import (
    CHARTER,
    GENERIC,
    GENERIC_END,
    HAS_PERIOD,
    HEADED,
    OURS,
    STRONG_END,
    UNNAMED,
    VERBAL,
    is_sentence,
    of_a_year,
    of_one_year,
)
from kg.citations.words import HAN, SPACE, alternation, words

#: What joins an item to the citation behind it.
JOINTS = ("和", "及", "与")
#: Roles of fields in which a whole item may be a title.
LISTING_ROLES = frozenset({"legal_basis", "measures", "unlabelled"})

NOUN_LAST_SIGNS = "".join(sorted({noun[-1] for noun in (*words("instrument_nouns", "strong"), *words("instrument_nouns", "weak"))}))
#: 以及 behind a title divides it from the next; elsewhere it introduces (`LEAD`), or joins parts of a sentence (…实施某计划以及…).
JOINING = "(?:(?<=法)|(?<=条例|办法|细则|规定|规程|规范|意见|通知|纲要|规划|方案)|(?<=[）)]))以及"
SEPARATOR = re.compile(
    f"[。；;，,：:\n{MASK}\t]|(?<![0-9.第])[0-9]{{1,2}}、(?=[{HAN}《])|、|(?<![0-9〔\\[（(])[（(][0-9一二三四五六七八九十]{{1,2}}[)）]|(?<![0-9.])[0-9]{{1,2}}[.．)）](?![0-9])|[①-⑳]|等(?=[，。；、{MASK}]|\\Z)|{JOINING}|(?<=[{HAN}]){SPACE}+(?=[{HAN}])"
)
WHOLE = re.compile(f'(?:{PLACEHOLDER}|[{HAN}“”"（()0-9—+＋·])[{HAN}“”"（）()0-9\\-—–~～－＋+·A-Za-z]{{1,58}}?(?:{NOUNS}){VERSION}?\\Z')
TRAILING = re.compile(
    "(?:的?(?:相关|有关|具体)?(?:要求|精神|文件精神|文件要求|文件|规定要求|部署)|等(?:要求|文件|规定|制度|法律法规|有关规定|相关规定)?|执行|的规定|实施|立项|设立|中|以及|[和及与]){1,6}+\\Z"
)
PINPOINT = re.compile(f"(?<=[{HAN}）)])(?:第[一二三四五六七八九十百0-9]{{1,6}}[条款项].*)\\Z")
CITY = "[\u4e00-\u9fff]{2,3}市"
PROVINCE = "[\u4e00-\u9fff]{2,3}(?:省|自治区)"


#: A title's end after which the next begins without a separator, or behind 和.
RUN_ON = re.compile(
    f"(?P<title>(?:{NOUNS}){VERSION}?)(?:(?P<spirit>(?:文件)?(?:精神|要求)(?:以及|[和及与]))|(?P<joint>和|及|与|以及|或)?(?=(?:{HEADS}|上海市|北京市|{PROVINCE}|{CITY})|(?(joint)(?:20[0-9]{{2}}年(?!远景)|{PLACE})|(?!))))"
)


LAW_JOINED = re.compile(f"(?P<title>{alternation(law_names())})(?P<joint>以及|[和及与])(?![{HAN}]{{0,8}}(?:解释|细则|条例)\\Z)")
ENDING_NOUN = re.compile(f"(?:{NOUNS})(?:(?![{HAN}])|{HEADS}|{PROVINCE}|{CITY}|和|及|与|等|的|要求|精神|文件|执行|立项|第|实施)")
ITEM_ENDS = (
    *words("instrument_nouns", "strong"), *words("instrument_nouns", "weak"), "）", ")", "要求", "精神", "文件", "执行", "规定", "部署", "等", "实施",
    "立项", "设立", "条", "款", "项", "中", *JOINTS,
)  # fmt: skip
ITEM_LAST = "".join(sorted({end[-1] for end in (*ITEM_ENDS, *law_names())}))
#: Signs that no bare title holds; 、 may stand in quotes inside one.
PLAIN_STOPS = f"。；;，,：:\n\t{MASK}"
#: What stands between two of them and may hold a title: it ends like an item, or brackets or spaces may divide it.
PLAIN_RUN = re.compile(
    f"(?<![^{PLAIN_STOPS}])(?:[^{PLAIN_STOPS}]*[(（ .．][^{PLAIN_STOPS}]*|[^{PLAIN_STOPS}]*[{ITEM_LAST}][、\u3000\xa0]*(?:[0-9]{{1,2}}、)?)"
    f"(?=[{PLAIN_STOPS}]|\\Z)"
)
NOUN_LAST = re.compile(f"[{NOUN_LAST_SIGNS}]")
#: Alternatives that begin with a letter each are looked for many times as fast as a set among them.
MARKED = re.compile(f"省|市|区|县|{HEADS}|{STRONG}|十[一二三四]五|20[0-9]{{2}}|年行动|法")
MARK = re.compile(f"{MARKED.pattern}|{alternation(OTHER_LAWS)}")
#: The last sign of whatever title `_may_hold_title` knows.
TITLE_LAST = re.compile(
    f"[{''.join(sorted({name[-1] for name in (*words('instrument_nouns', 'strong'), *words('instrument_nouns', 'weak'), *law_names())}))}]"
)
PLAIN_STOP = re.compile(f"[{PLAIN_STOPS}]")


def scan_listed(text: str, mask: str, taken: Sequence[tuple[int, int]], role: str) -> list[Bare]:
    """Bare titles outside `taken` (sorted, without overlaps). `role` is the field's role; a field that may list titles asks for less."""
    listing = role in LISTING_ROLES
    leads = LEAD_SIGN.search(mask) is not None
    quotes = QUOTED_SIGN.search(mask) is not None
    proved = PROVED_SIGN.search(mask) is not None
    free = _without(mask, taken) if taken else mask
    joined = JOINED_SIGN.search(free) is not None
    if not (listing or leads or quotes or proved or joined):
        return []
    found: list[Bare] = list(scan_quoted(free, listing=listing)) if quotes else []
    if found:
        free = _without(free, [(bare.begin - 1, bare.end + 1) for bare in found])
    if listing:
        found += _items(free, role)
    others = [*(scan_introduced(free) if leads else ()), *(scan_proved(text, free) if proved else ()), *(scan_joined(free) if joined else ())]
    found.sort(key=_begin_of)
    for bare in others:
        at = bisect_left(found, bare.begin, key=_begin_of)
        if not ((at and found[at - 1].end > bare.begin) or (at < len(found) and found[at].begin < bare.end)):
            found.insert(at, bare)
    return found


def _begin_of(bare: Bare) -> int:
    return bare.begin


def lists_titles(text: str, free: str, role: str) -> bool:
    """Whether bare titles stand in a text (`free`: without what is cited otherwise) that no word introduces."""
    if QUOTED_SIGN.search(free) and any(scan_quoted(free, listing=role in LISTING_ROLES)):
        return True
    return lists_items(free, role) or (PROVED_SIGN.search(free) is not None and any(scan_proved(text, free)))


def lists_items(free: str, role: str) -> bool:
    """Whether a whole item of a text is a title, where items may be."""
    return role in LISTING_ROLES and any(_items(free, role))


def _without(mask: str, taken: Sequence[tuple[int, int]]) -> str:
    parts, at = [], 0
    for begin, end in taken:
        parts += [mask[at:begin], MASK * (end - begin)]
        at = end
    return "".join((*parts, mask[at:]))


def _runs(free: str, role: str) -> Iterator[re.Match[str]]:
    """What stands between plain separators and may hold a title: outside the legal basis only where a mark stands."""
    if role == "legal_basis":
        if TITLE_LAST.search(free):
            yield from PLAIN_RUN.finditer(free)
        return
    reach = 0
    while mark := MARK.search(free, reach):
        begin = max(free.rfind(stop, reach, mark.start()) for stop in PLAIN_STOPS) + 1
        run = PLAIN_RUN.match(free, max(begin, reach))
        if run is not None:
            yield run
        stop = PLAIN_STOP.search(free, mark.end())
        reach = stop.start() if stop else len(free)


def _items(free: str, role: str) -> Iterator[Bare]:
    """Items between plain separators; only one that may hold a title is divided further."""
    for run in _runs(free, role):
        if not _may_hold_title(run.group(), role):
            continue
        begin, last = run.span()
        found: list[Bare] = []
        pending: list[Bare] = []
        followed = free[last : last + 1] == MASK and not free.endswith(JOINTS, begin, last)
        for separator in [*SEPARATOR.finditer(free, begin, last), None]:
            end = separator.start() if separator else last
            if separator is not None and end - begin < 80 and free.count("“", begin, end) > free.count("”", begin, end):
                continue
            if end - begin >= 2 and not (separator is None and followed):
                _item(free, begin, end, role, found, pending)
            begin = separator.end() if separator else end
        yield from sorted([*found, *pending], key=lambda bare: bare.begin) if found else ()


#: The count of the item behind (…条例、3、《…》).
NEXT_ITEM = re.compile("(?<![0-9])[0-9]{1,2}、\\Z")


def _may_hold_title(run: str, role: str) -> bool:
    """A quick look that leaves out most prose: a title's last noun must stand in it, and outside the legal basis something that makes it one."""
    if len(run) < 16 and (run.strip() in law_names() or run.strip()[2:] in law_names()):
        return True
    plain = NEXT_ITEM.sub("", run).rstrip("、")
    if not (plain.endswith(ITEM_ENDS) or "(" in run or "（" in run or " " in run or "." in run or "．" in run):
        return False
    if not NOUN_LAST.search(run):
        return False
    return bool(ENDING_NOUN.search(run)) and (role == "legal_basis" or bool(MARKED.search(run)))


def _item(free: str, begin: int, end: int, role: str, found: list[Bare], pending: list[Bare]) -> None:
    """The titles of one item: usually one, several where they stand without any separator. What is a title only beside others goes to `pending`."""
    segment = free[begin:end].rstrip()
    start = lead_length(segment)
    body = segment[start:]
    body = body[: pinpoint.start()] if (pinpoint := PINPOINT.search(body)) else body
    body = body[: len(body) - len(tail.group())] if (tail := TRAILING.search(body)) else body
    at = begin + start
    if (opened := max(body.rfind("（"), body.rfind("("))) > max(body.rfind("）"), body.rfind(")")):  # 相关法规（某省湿地条例、…）
        at, body = at + opened + 1, body[opened + 1 :]
    elif body.endswith(("）", ")")) and body.count("（") + body.count("(") < body.count("）") + body.count(")"):
        body = body[:-1]
    for piece in _split(body):
        if _is_item(piece, role, introduced=start > 0):
            found.append(Bare(at, at + len(piece), "listed"))
        elif role == "legal_basis" and len(piece) >= 8 and _beside_others(piece):
            pending.append(Bare(at, at + len(piece), "listed"))
        at += len(piece)


def _beside_others(piece: str) -> bool:
    """Whether an item with a weak noun and no place (特困人员认定办法) may be a title where its neighbours in the list are."""
    if len(piece) > 64 or MASK in piece or piece.endswith(VERBAL) or not WHOLE.match(piece):
        return False
    return not (GENERIC.match(piece) or is_sentence(piece) or GENERIC_END.search(piece))


def _split(body: str) -> list[str]:
    """Titles that run on without a separator are divided where one ends and a place or a body begins the next."""
    if len(body) < 12:
        return [body]
    pieces, at = [], 0
    if law := LAW_JOINED.match(body):  # 消防法和学校安全管理制度
        pieces, at = [law["title"], law["joint"]], law.end()
    for found in RUN_ON.finditer(body):
        if found.end("title") - at >= 6:
            pieces.append(body[at : found.end("title")])
            if joint := found["spirit"] or found["joint"]:
                pieces.append(joint)
            at = found.end()
    return [*pieces, body[at:]]


def _is_item(piece: str, role: str, *, introduced: bool) -> bool:
    if piece in law_names() or CHARTER.fullmatch(piece):
        return True
    if not 4 <= len(piece) <= 64 or MASK in piece or piece.endswith(VERBAL) or not WHOLE.match(piece):
        return False
    if role == "legal_basis" and (of_a_year(piece) or of_one_year(piece)):
        return True
    if GENERIC.match(piece) or UNNAMED.fullmatch(piece) or is_sentence(piece) or len(piece) < 5:
        return False
    headed = bool(HEADED.match(piece)) and not HEADED.fullmatch(piece)
    strong = STRONG_END.search(piece) is not None
    if GENERIC_END.search(piece) and not HAS_PERIOD.search(piece):
        return headed and len(piece) >= (11 if piece.endswith("实施方案") else 14) and role == "legal_basis"
    if OURS.match(piece) and not HAS_PERIOD.search(piece):
        return False
    if headed or strong or HAS_PERIOD.search(piece):
        return strong or not piece.startswith("国家") or len(piece) >= 10 or bool(HAS_PERIOD.search(piece))
    return role == "legal_basis" and len(piece) >= 10 and not introduced
