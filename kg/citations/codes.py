"""Agency codes (机关代字) recovered backwards from the year of a document number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.citations.bodies import DATE_SIGN, body_start
from kg.citations.local_codes import (
    BODY_BEFORE,
    GOVERNS,
    LOCAL_CODE,
    PLACE_BEFORE,
    PLACE_END,
    PLACE_LIKE_LEAD,
    PREFECTURE,
    PREPOSED,
    ROADS,
    WHOLE_CODE,
    ZONE,
)
from kg.citations.words import BORDER, HAN, SPACE, agency_codes, alternation, words

#: The longest run that is looked at before a year. A code has 1 to 10 signs; the rest is for what runs into it.
REACH = 24

#: Known codes whose first sign is an abbreviation by chance, and which longer codes may end with.
LOOSE = frozenset({"新出", "中发", "中办", "中委", "国发", "国函"})

#: What a code may be the end of, read backwards from the year: a search forwards would begin anew at every sign.
RUN = re.compile(f"(?:[{HAN}]{{0,4}}[）)][{HAN}]{{1,3}}[（(])?[{HAN}A-Za-z]+(?:(?<=[{HAN}A-Za-z][次届期])[0-9]{{1,3}}第[{HAN}]+)?")
#: Papers that are numbered by themselves: the code is their name, with the meeting or body that it begins with (区政府常务会议纪要〔2021〕3号).
PAPERS = words("numbered_papers")
#: Letter-spaced text: 粤 财 农〔2020〕.
SPACED = re.compile(f"[{HAN}](?:{SPACE}[{HAN}]){{2,9}}\\Z")
#: Offices named inside a code (国卫办规划函): elsewhere these words end what stands before a code.
OFFICES = ("规划", "计划", "标准")
#: And those of offices, unless what is left is a kind of document alone (川就业促进办, 云财评价发).
TASKS = ("促进", "推进", "保障", "评价", "指标", "实施", "资金", "经费", "补助", "任务", "学习", "安排", "使用", "分配")
#: Prepositions of one sign, which no code holds: 资金由天财农, 《…方案》经旌农水. As parts of words (经贸, 自由, 数据) they are none,
#: nor is 经 behind a place's sign (顺经通, 冀经办发).
PREPOSITIONS = (
    "(?<![自理事缘])由(?!贸)|(?<![应针面核比])对(?:于|(?![外口]))|(?<!数)据"
    "|(?:(?<![财外国改农])(?<!\\A.)|(?<=[另已并须需应曾]))经(?![济信贸开管委发办普])(?=..)"
)
WHITE = frozenset(" \t\r\n\u3000\xa0")
#: 按照和县政办〔2022〕8号: behind a preposition 和 joins nothing; it is a place's (和县, 和田, 和政).
NOT_JOINED = "".join(f"(?<!{word})" for word in ("按照", "依照", "遵照", "参照", "根据", "依据", "按", "据"))
#: Nor does it at the beginning of a text, of an item or of a bracket. Behind a mere separator 和 before a known code is a slip of the pen.
ITEM_BEGINS = re.compile(f"(?:\\A|[{BORDER}。：:；;、]|(?<![0-9])[0-9]{{1,2}}[.．、]){SPACE}{{0,3}}\\Z")
ITEM_OF_ZIGONG = re.compile(f"(?:\\A|[{BORDER}。：:；;、，》\n]|(?<![0-9])[0-9]{{1,2}}[.．、]|根据|依据|按照|执行|落实|和|及|与|局){SPACE}{{0,3}}\\Z")
#: 自财社〔2020〕2号印发之日起, 自财社〔2020〕2号以来.
SINCE = re.compile(
    f"[^{BORDER}，。；、]{{0,24}}?(?:起|以来|之后|后[，。]|开始)|[^{BORDER}]{{1,12}}号{SPACE}?(?:文件?)?(?:印发|下发|发布|实施|施行|执行|出台|公布)"
)
BRACKET_BEGINS = re.compile(f"[（(［\\[【]{SPACE}?\\Z")


NOT_CODES = words("not_codes")
#: 用地许可证地字, 资质证书A: a thing whose name runs into its number.
OF_A_THING = re.compile("许可证|使用证|证书|执照|合同|报告|提案|台账")
#: The two ministries whose codes begin with their own short names (工信部联消费, 人社厅发).
OWN_CODE = re.compile("(?:工信|人社)[部厅]")
#: What a code does not begin with but goes on with: 湘卫健委办发 is one code.
GOES_ON = "[办字函规组督]|发(?!改)|人(?!社)|政(?!务|数)"


@dataclass(frozen=True, slots=True)
class _Cuts:
    stops: re.Pattern[str]
    led: re.Pattern[str]
    bodies: re.Pattern[str]
    organs: re.Pattern[str]
    heads: frozenset[str]
    known: frozenset[str]
    ends: re.Pattern[str]
    stop_ends: re.Pattern[str]
    word_ends: frozenset[str]
    places: re.Pattern[str]


@cache
def _cuts() -> _Cuts:
    heads = words("code_heads")
    full, short = alternation(words("organ_stems", "full")), alternation(words("organ_stems", "short"))
    stops = alternation(set(words("before_codes")) - {*OFFICES, *TASKS, "和"})
    return _Cuts(
        stops=re.compile(
            f".*(?:{stops}|{NOT_JOINED}和|(?:{alternation(OFFICES)})(?![函发字]\\Z)|(?:{alternation(TASKS)})(?!(?:监管)?[办发函字]{{1,2}}\\Z))(?=.)",
            re.DOTALL,
        ),
        led=re.compile(f".*(?:{PREPOSITIONS})(?=.)", re.DOTALL),
        bodies=re.compile(f".*(?:{alternation(words('body_ends'))})(?=[{''.join(heads)}]).", re.DOTALL),
        organs=re.compile(
            f".*(?:(?:{full}|{short})(?:局|委员会|委)|(?:{full})[厅部]|(?<=[省区])(?:{short})厅|委农办|委编办)(?!{GOES_ON})(?=.{{2,8}}\\Z)",
            re.DOTALL,
        ),
        heads=frozenset(heads),
        known=frozenset(agency_codes()),
        places=re.compile(alternation(words("long_places"))),
        stop_ends=re.compile(f"(?:{alternation((*words('before_codes'), *words('lead_ins'), *words('before_known_codes')))})\\Z"),
        word_ends=frozenset(words("words_that_end_as_codes_begin")),
        ends=re.compile(f"(?:{alternation(words('body_ends'))})\\Z"),
    )


def is_known(code: str) -> bool:
    """Whether a code is in the data, as it is or as a province's or city's code before a ministry's (沪 + 财预)."""
    known = _cuts().known
    return code in known or (code[:1] in _cuts().heads and len(code) > 2 and code[1:] in known)


def _extends_known(run: str) -> bool:
    """Whether a run is a known code, or one of a known organ with its office's signs behind it (沪规划资源 + 调)."""
    if is_known(run):
        return True
    return run[0] in _cuts().heads and any(is_known(run[:length]) and length >= 3 for length in range(len(run) - 1, max(2, len(run) - 4), -1))


@lru_cache(maxsize=65536)
def code_start(run: str) -> int:
    """Where the agency code begins in a run of Chinese signs that stands before a year; `len(run)` when the run ends in no code.

    The longest known code that ends the run wins, unless what stands before it may belong to a code that is not known (沪建城管联).
    """
    cuts = _cuts()
    place = cuts.places.search(run)
    if place and is_known(run[place.end() :]):
        return place.start()
    begin = _unstopped(run)
    zone = ZONE.match(run, begin)
    if zone and is_known(run[zone.end() :]):
        return begin
    named = PLACE_BEFORE.match(run, begin)
    if named and run[named.end()] in named["place"][:-1]:
        return named.end()
    for i in range(len(run) - 1):
        if (i == 0 or (run[i] in cuts.heads and run[i - 1 : i + 1] not in cuts.word_ends)) and _extends_known(run[i:]):
            return i
        if run[i:] in cuts.known and cuts.stop_ends.search(run[:i]):
            return i
    begin = _unstopped(run)
    rest = run[begin:]
    if is_known(rest):
        return begin
    if rest.endswith(PAPERS):
        return begin + body_start(rest)
    if OWN_CODE.match(rest):
        return begin
    organ = cuts.organs.match(rest)
    if organ:
        begin += organ.end()
        rest = rest[organ.end() :]
    if governs := GOVERNS.match(rest):
        return begin + governs.end()
    body = cuts.bodies.match(rest)
    if body and 2 <= len(rest) - body.end() + 1 <= 10:
        return begin + body.end() - 1
    if (preposed := PREPOSED.match(rest)) and not LOCAL_CODE.fullmatch(rest):
        return begin + preposed.end()
    if WHOLE_CODE.fullmatch(rest) or PLACE_LIKE_LEAD.fullmatch(rest):
        return begin
    for length in range(len(rest) - 1, 1, -1):
        known = rest[-length:]
        if not is_known(known):
            continue
        before = rest[:-length]
        if PREFECTURE.fullmatch(before) or (known[0] not in cuts.heads and PLACE_END.search(before)):
            break
        if (known[0] in cuts.heads and known not in LOOSE) or len(before) >= 3 or (len(before) == 2 and cuts.ends.search(before)):
            return begin + len(before)
        break
    named = BODY_BEFORE.match(rest)
    if named and (named["office"] or rest[named.end()] in rest[: named.end()]):
        return begin + named.end()
    if len(rest) > 8:
        for i in range(len(rest) - 8, len(rest) - 1):
            if rest[i] in cuts.heads and rest[i - 1 : i + 1] not in cuts.word_ends:
                return begin + i
    return begin


def _unstopped(run: str) -> int:
    """Where what may be a code begins in a run: behind the last word that no code holds."""
    cuts = _cuts()
    stop = cuts.stops.match(run)
    begin = stop.end() if stop else 0
    led = cuts.led.match(run[begin:])
    return begin + led.end() if led else begin


def recover_code(text: str, end: int, floor: int = 0) -> int:
    """Where the agency code begins that ends at `end` (white space before the year already taken off), not before `floor`.

    White space inside the code is bridged when the parts make a known code only together, or when the part beside the year is a single sign.
    """
    start = max(floor, end - REACH)
    window = text[start:end]
    run = _run_before(window)
    if not run:
        return end
    if DATE_SIGN.match(text, end - len(run)):  # 2021年茂财绩函〔2021〕12号
        run = run[2:] if run.startswith("年度") else run[1:]
    if not run:
        return end
    if len(run) == 1 and (spaced := SPACED.search(window)):
        return start + spaced.start() + 2 * code_start(spaced.group()[::2])
    first = end - len(run)
    begin = first + code_start(run)
    if begin > start and text[begin - 1] == "自" and _of_zigong(text, begin, end):
        return begin - 1
    if begin == first + 1 and run[0] == "和" and _place_begins(text, first, run[1:]):
        return first
    if first < begin < end and first > floor and is_known(text[begin:end]) and _fills_bracket(text, first, begin, end):
        return first
    if first == start or window[first - start - 1] not in WHITE:
        return begin
    before = window[: first - start].rstrip()
    left = _run_before(before)
    if not left:
        return begin
    joined = left + run
    cut = code_start(joined)
    if cut >= len(left):
        return begin
    whole = joined[cut:]
    alone = begin == first and not is_known(run) and (is_known(whole) or (len(run) == 1 and joined[cut] in _cuts().heads))
    # 长财 预〔2014〕: nothing but the code between a bracket and the year.
    far = start + len(before) - len(left)
    enclosed = cut == 0 and len(whole) <= 8 and far > 0 and text[far - 1] in "（(》［[【" and not _cuts().ends.search(left)
    return far + cut if alone or enclosed or whole in _cuts().known else begin


def _of_zigong(text: str, begin: int, end: int) -> bool:
    """Whether the 自 in front of a ministry's code is Zigong's sign (自财社): it begins an item, and nothing is said of what lasts since then."""
    return (
        text[begin - 1 : begin] == "自"
        and (BRACKET_BEGINS.search(text, max(0, begin - 4), begin - 1) or ITEM_OF_ZIGONG.search(text, max(0, begin - 7), begin - 1)) is not None
        and SINCE.match(text, end) is None
    )


def _place_begins(text: str, begin: int, rest: str) -> bool:
    """Whether the 和 at `begin` is the first sign of a place's code, of which `rest` is the rest: nothing stands before it that it could join."""
    before = text[max(0, begin - 6) : begin]
    return bool(BRACKET_BEGINS.search(before)) or (not is_known(rest) and rest[0] not in _cuts().heads and bool(ITEM_BEGINS.search(before)))


def _run_before(window: str) -> str:
    """The run of signs with which a window ends; "" for none."""
    found = RUN.match(window[::-1])
    return found.group()[::-1] if found else ""


def _fills_bracket(text: str, first: int, begin: int, end: int) -> bool:
    """Whether a bracket opens right before a run of up to eight signs that ends in a known code, and neither a body nor a word that introduces
    stands before that: the run is one code (（西安理工发〔2023〕2号） is no 工发)."""
    cuts = _cuts()
    if not text[first - 1 : first] or text[first - 1] not in "（([【［" or end - first > 8 or text[begin] in cuts.heads:
        return False
    before = text[first:begin]
    return len(before) > 2 and cuts.ends.search(before) is None and cuts.stop_ends.search(before) is None and _unstopped(before + "□") == 0


def refused_code(code: str) -> bool:
    """Whether what stands before a bracketed year is the name of another kind of number (合同编号, 许可证)."""
    return (code.endswith(NOT_CODES) or OF_A_THING.search(code) is not None) and not is_known(code) and ROADS.fullmatch(code) is None
