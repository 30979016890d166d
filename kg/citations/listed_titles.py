"""Bare titles that neither 关于 nor a number gives away: items of a list, and what 根据 or 按照 introduces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.citations.bare_titles import MASK, NOUNS, STRONG, VERSION, Bare, lead_length
from kg.citations.bodies import ends_with_body
from kg.citations.laws import law_names
from kg.citations.words import HAN, SPACE, alternation, words

#: Roles of fields in which a whole item may be a title.
LISTING_ROLES = frozenset({"legal_basis", "measures", "unlabelled"})

SEPARATOR = re.compile(
    f"[。；;，,：:\n{MASK}\t]|、|(?<![0-9〔\\[（(])[（(][0-9一二三四五六七八九十]{{1,2}}[)）]|(?<![0-9.])[0-9]{{1,2}}[.．)）](?![0-9])|[①-⑳]|等(?=[，。；、{MASK}]|\\Z)|(?<=[{HAN}]){SPACE}+(?=[{HAN}])"
)
HEADS = alternation(words("title_heads"))
NOT_IN_A_PLACE = "委|政府|政协|的|和|及|各|全|该|我|本|在|对|由|与|为|部|局|厅|国家|单位|项目"
PLACE = (
    f"(?:(?!(?:(?!省|市|区|县).){{0,6}}(?:{NOT_IN_A_PLACE}))[{HAN}]{{2,6}}?"
    "(?:(?<!节)省|自治区|(?<![城超股上门夜早楼])市|自治州|(?<![小社园灾景城库林牧山地校厂片辖分])区|(?<![区困])县|盟|旗)|"
    "北京|上海|天津|重庆|长三角|京津冀|粤港澳大湾区)"
)
PERIOD = '[“"]?(?:十[一二三四五]|十[一二三四五]?五)[”"]?五?[”"]?|[“"]?十[二三四五]五[”"]?'
HEADED = re.compile(f"(?:{HEADS}|{PLACE}|关于)")
STRONG_END = re.compile(f"(?:{STRONG}){VERSION}?\\Z")
OURS = re.compile("我[市省区县]")
HAS_PERIOD = re.compile("十[一二三四五]五|20[0-9]{2}[-—–~～－至]+20[0-9]{2}|[0-9一二三四五]年行动")
WHOLE = re.compile(f'[{HAN}“”"（()0-9—+＋·][{HAN}“”"（）()0-9\\-—–~～－＋+·A-Za-z]{{1,58}}?(?:{NOUNS}){VERSION}?\\Z')
#: 规划 ends no title that goes on (…五年规划和二〇三五年远景目标纲要).
NOT_YET = "(?<!规划(?=和(?:20|二[〇○零])..年远景目标纲要))"
TITLE_HEAD = re.compile(
    f'(?P<title>[{HAN}“”"0-9][{HAN}“”"（）()0-9—\\-]{{1,40}}?(?:{NOUNS}){NOT_YET}(?:{VERSION}|(?=(?:的?(?:要求|精神|规定|文件|部署|内容|明确|相关|有关)|等|中|和|及|以及|与|执行|推进|开展|组织|办理|作为|为|提出|确定|重点|项目|第[一二三四五六七八九十百]|{SPACE}|[，。；、,;.:：（(）)”{MASK}\n])|\\Z)))'
)
TRAILING = re.compile(
    "(?:的?(?:相关|有关|具体)?(?:要求|精神|文件精神|文件要求|文件|规定要求|部署)|等(?:要求|文件|规定|制度|法律法规|有关规定|相关规定)?|执行|的规定|实施|立项|设立|中)+\\Z"
)
PINPOINT = re.compile(f"(?<=[{HAN}）)])(?:第[一二三四五六七八九十百0-9]{{1,6}}[条款项].*)\\Z")
GENERIC = re.compile(
    "(?:国家(?:和|及|与|、)|中央(?:和|与)|省(?:委|和|、)|市(?:委|和|、)|有关|相关|其|该|此|各项|具体|上述|现行|上级|本项目|该项目|项目|年度|全年|当年|本年度|合同|协议|各类|国家法律|法律法规|其他|以下|下列|如下|所有|其他|其它|我局|我委|我办|我院|我校|我站|本局|本委|本院|本校|本中心|我中心|本单位|我单位|单位|局|委|中心|部门|处室|科室|内部|公司)"
    f"(?:[{HAN}]{{0,14}})\\Z"
)
GENERIC_END = re.compile(
    "(?:批复意见|审批意见|评审意见|审核意见|指导意见书|工作计划|年度计划|实施计划|采购计划|用款计划|项目计划|投资计划|建设计划|工作要求|技术标准|收费标准|支出标准|预算标准|质量标准|验收标准|服务标准|中长期规划|长期规划|发展规划|工作方案|实施方案|设计方案|技术方案|"
    "项目方案|资金方案|有关规定|相关规定|规章制度|管理制度|财务制度|工作制度|内控制度|政策措施|保障措施|工作措施|服务规范|相关政策|有关政策|法律|办法和规定|请示批复|职责)\\Z"
)
SENTENCE = re.compile(
    "关于|有关|相关|各类|各项|法律法规|方针政策|进行|开展|完成|提高|提升|确保|需要|应当|必须|已经|根据|按照|依据|我局|我单位|本项目|项目组|为了|的是|不得|及时|做到|加强对|严格|制定|制订|编制|拟定|起草|出台|建立|完善|健全|形成|符合|满足|负责|承担|包括|采取|采用|落实|达到|实现|促进|保障(?=[^机]{0,3}工作)|没有|不符合"
)
INTRODUCED = re.compile(
    "(?P<verb>根据|依据|按照|依照|遵照|贯彻落实|贯彻执行|贯彻|落实|执行|符合|遵循|遵守|围绕|对照|对标|坚持以|以(?=新|北京|上海|国家)|结合|响应|列入|纳入)(?:国家|我国|住建部|财政部|新版|新一轮|最新|现行|修订后的|新修订的|和|及)?(?=[^，。；、的])"
)


CITY = "[\u4e00-\u9fff]{2,3}市"
PROVINCE = "[\u4e00-\u9fff]{2,3}(?:省|自治区)"


#: A title's end after which the next begins without a separator, or behind 和.
RUN_ON = re.compile(f"(?P<title>(?:{NOUNS}){VERSION}?)(?P<joint>和|及|与|以及|或)?(?=(?:{HEADS}|上海市|北京市|{PROVINCE}|{CITY}))")


ENDING_NOUN = re.compile(f"(?:{NOUNS})(?:(?![{HAN}])|{HEADS}|{PROVINCE}|{CITY}|和|及|与|等|的|要求|精神|文件|执行|立项|第|实施)")
ITEM_ENDS = (
    *words("instrument_nouns", "strong"), *words("instrument_nouns", "weak"), "）", ")", "要求", "精神", "文件", "执行", "规定", "部署", "等", "实施",
    "立项", "设立", "条", "款", "项", "中",
)  # fmt: skip
ITEM_LAST = "".join(sorted({end[-1] for end in (*ITEM_ENDS, *law_names())}))
#: Signs that no bare title holds; 、 may stand in quotes inside one.
PLAIN_STOPS = f"。；;，,：:\n\t{MASK}"
#: What stands between two of them and may hold a title: it ends like an item, or brackets or spaces may divide it.
PLAIN_RUN = re.compile(
    f"(?<![^{PLAIN_STOPS}])(?:[^{PLAIN_STOPS}]*[(（ .][^{PLAIN_STOPS}]*|[^{PLAIN_STOPS}]*[{ITEM_LAST}][、\u3000\xa0]*)(?=[{PLAIN_STOPS}]|\\Z)"
)
NOUN_LAST = re.compile(f"[{''.join(sorted({noun[-1] for noun in (*words('instrument_nouns', 'strong'), *words('instrument_nouns', 'weak'))}))}]")
MARKED = re.compile(f"[省市区县]|{HEADS}|{STRONG}|十[一二三四]五|20[0-9]{{2}}|年行动|法")


#: A sign of every word that introduces.
LEAD_SIGN = re.compile("[据照贯落执符遵围对坚以结响列纳]")


def scan_listed(text: str, mask: str, taken: Sequence[tuple[int, int]], role: str) -> list[Bare]:
    """Bare titles outside `taken` (sorted, without overlaps). `role` is the field's role; a field that may list titles asks for less."""
    listing = role in LISTING_ROLES
    leads = LEAD_SIGN.search(mask) is not None
    if not (listing or leads):
        return []
    free = _without(mask, taken) if taken else mask
    found: list[Bare] = list(_items(free, role)) if listing else []
    for introduced in _introduced(free) if leads else ():
        if not any(introduced.begin < other.end and other.begin < introduced.end for other in found):
            found.append(introduced)
    return sorted(found, key=lambda bare: bare.begin) if len(found) > 1 else found


def _without(mask: str, taken: Sequence[tuple[int, int]]) -> str:
    parts, at = [], 0
    for begin, end in taken:
        parts += [mask[at:begin], MASK * (end - begin)]
        at = end
    return "".join((*parts, mask[at:]))


def _items(free: str, role: str) -> Iterator[Bare]:
    """Items between plain separators; only one that may hold a title is divided further."""
    if role != "legal_basis" and not MARKED.search(free) and not any(law in free for law in OTHER_LAWS):
        return
    for run in PLAIN_RUN.finditer(free):
        if not _may_hold_title(run.group(), role):
            continue
        begin, last = run.span()
        found: list[Bare] = []
        pending: list[Bare] = []
        followed = free[last : last + 1] == MASK
        for separator in [*SEPARATOR.finditer(free, begin, last), None]:
            end = separator.start() if separator else last
            if separator is not None and end - begin < 80 and free.count("“", begin, end) > free.count("”", begin, end):
                continue
            if end - begin >= 2 and not (separator is None and followed):
                _item(free, begin, end, role, found, pending)
            begin = separator.end() if separator else end
        yield from sorted([*found, *pending], key=lambda bare: bare.begin) if found else ()


def _may_hold_title(run: str, role: str) -> bool:
    """A quick look that leaves out most prose: a title's last noun must stand in it, and outside the legal basis something that makes it one."""
    if len(run) < 16 and (run.strip() in law_names() or run.strip()[2:] in law_names()):
        return True
    plain = run.rstrip("、")
    if not (plain.endswith(ITEM_ENDS) or "(" in run or "（" in run or " " in run or "." in run):
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
    return not (GENERIC.match(piece) or SENTENCE.search(piece) or GENERIC_END.search(piece))


def _split(body: str) -> list[str]:
    """Titles that run on without a separator are divided where one ends and a place or a body begins the next."""
    if len(body) < 12:
        return [body]
    pieces, at = [], 0
    for found in RUN_ON.finditer(body):
        if found.end("title") - at >= 6:
            pieces.append(body[at : found.end("title")])
            if found["joint"]:
                pieces.append(found["joint"])
            at = found.end()
    return [*pieces, body[at:]]


#: Nouns that end a sentence as verbs (集体讨论决定, 另行通知): without 关于 or a number they name no document.
VERBAL = (
    "政策",
    "纪要",
    "决定",
    "决议",
    "通知",
    "批复",
    "函",
    "复函",
    "公告",
    "通告",
    "通报",
    "解释",
    "声明",
    "命令",
    "令",
    "讲话",
    "须知",
    "分工",
    "职责",
    "原则",
    "程序",
    "流程",
)


def _is_item(piece: str, role: str, *, introduced: bool) -> bool:
    if piece in law_names():
        return True
    if not 4 <= len(piece) <= 64 or MASK in piece or piece.endswith(VERBAL) or not WHOLE.match(piece):
        return False
    if role == "legal_basis" and _of_a_year(piece):
        return True
    if GENERIC.match(piece) or SENTENCE.search(piece) or len(piece) < 5:
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


STOPS = f"。；，、：:;,\n{MASK}"
#: What a title without a place or a body at its beginning must hold, to be one by itself: a quick look before the title is read.
WORTH_READING = re.compile(f"{STRONG}|十[一二三四五]五|20[0-9]{{2}}|法")
WORTH_SIGNS = "".join(sorted({noun[0] for noun in words("instrument_nouns", "strong")} | set("十2法")))
#: One of these stands in whatever `HEADED` finds, and within its first signs.
HEAD_SIGN = re.compile(f"[省市区县盟旗京海津庆角冀澳于{''.join(sorted({word[0] for word in words('title_heads')}))}]")
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


def _introduced(free: str) -> Iterator[Bare]:
    for lead in LEAD.finditer(free):
        found = TITLE_HEAD.match(free, lead.end("verb"))
        if found is None or not (found["title"] in law_names() or NATIONAL_PLAN.fullmatch(found["title"])):
            found = TITLE_HEAD.match(free, lead.end())
        if found and lead["verb"] in ENTERED and not PLANNED.search(found["title"]):
            continue
        while found is not None and _stands(found["title"]):
            yield Bare(found.start("title"), found.end("title"), "introduced")
            joint = JOINT.match(free, found.end("title"))
            found = TITLE_HEAD.match(free, joint.end()) if joint else None


#: A paper of one year, with the place that it is for: 2022年全省义务教育薄弱环节改善工作实施方案, 江苏省2021年普法工作要点.
OF_A_YEAR = re.compile(
    f"(?:20[0-9]{{2}}年度?(?:{HEADS}|{PLACE}|全[国省市区县])|(?:{PLACE}|全[国省市区县])[{HAN}]{{0,12}}20[0-9]{{2}}年度?)(?P<about>[{HAN}“”、]{{4,40}}?)"
    "(?:(?:实施|工作|行动)?方案|行动计划|要点|实施意见|实施细则|(?:管理|实施|考核)?办法)\\Z"
)
#: A sentence, also where verbs that titles hold too (提升, 促进) are left aside.
ANY_SENTENCE = re.compile(
    "关于|有关|相关|进行|应当|必须|根据|按照|依据|我局|我单位|本项目|制定|制订|编制|拟定|起草|出台|形成|符合|负责|承担|包括|采取"
)


def _of_a_year(title: str) -> bool:
    found = OF_A_YEAR.match(title)
    return found is not None and not ANY_SENTENCE.search(title) and not GENERIC.match(found["about"])


def _stands(title: str) -> bool:
    if title in law_names() or _of_a_year(title):
        return True
    if title.endswith(VERBAL):
        return False
    return not (GENERIC.match(title) or SENTENCE.search(title) or MASK in title) and _distinct(title)


def _distinct(title: str) -> bool:
    """Whether a bare title names one instrument by itself, without a list or a number around it."""
    headed = bool(HEADED.match(title))
    if OURS.match(title) and not HAS_PERIOD.search(title):
        return False
    if GENERIC_END.search(title):
        return bool(HAS_PERIOD.search(title)) and len(title) >= 9
    if headed and ends_with_body(title):
        return False
    if STRONG_END.search(title):
        return len(title) >= 7 or headed
    if re.search("十[一二三四五]五|20[0-9]{2}[-—–~～－至]+20[0-9]{2}", title):
        return len(title) >= 8
    return headed and len(title) >= 9
