"""Titles compared: what two wordings of one instrument have in common, whatever stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.citations.bare_titles import NOUNS, VERSION
from kg.citations.bodies import ends_with_body
from kg.citations.numbers import FIGURES
from kg.citations.words import SPACE
from kg.identifiers import sixteen
from kg.registry.jurisdictions import NATION, place_of, province_of, without_place

PUNCTUATION = re.compile("[^0-9A-Za-z\u3400-\u9fff＋+]")
HALF = str.maketrans({chr(0xFF01 + i): chr(0x21 + i) for i in range(94)})

#: A notice that only sends another instrument out is that instrument (关于印发《X》的通知 and X). 转发 and 批转 pass on a document that has a number
#: of its own, so they are not taken off.
WRAPPED = re.compile(
    "\\A(?P<issuer>.{0,60}?)(?:关于)?(?:重新|联合|修订|修改|修订后|正式)?(?:印发|发布|公布|颁布|下发)(?:新修订的|修订后的|修订的|新的)?(?P<inner>.+?)(?:的(?:通知|公告|通告)|(?:的)?通知)\\Z"
)
ENDS_AS_INSTRUMENT = re.compile(f"(?:{NOUNS}|章程|工作要点|技术体系建设指南)[》〉>”]?(?:{VERSION})?[》〉>”]?\\Z")
ONE_TITLE = re.compile(
    "\\A[《〈<‹“](?P<title>[^《》〈〉<>‹›]+|[^《》]*[〈<][^《》]*[〉>][^《》]*)[》〉>›”](?P<version>[（(][^（()）]{1,12}[)）])?\\Z"
)
VERSION_TAIL = re.compile(
    "[（(](?:试行|暂行|试行稿|修订|修正|修订稿|修订版|修正案|征求意见稿|[0-9]{4}年?(?:版|本|修订|修正|修改|修正本|修订本|修正版|修订版|试行)?|"
    "[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:第[一二三]次)?(?:修订|修正|修改|版|本)|第[一二三四五六七八九十]次修[订正改]|第[一二三四五六七八九十0-9]+版)[)）]\\Z"
)
YEAR_TAIL = re.compile("[（(](?P<year>[0-9]{4})年?(?:版|本|修订|修正|修正版|修订版|试行)?[)）]")
PERIOD = re.compile("第?十(?P<ordinal>[一二三四五])(?:个)?五(?:年(?=规划|计划))?")
#: The month, and the day in it, with which a plan begins or ends (2019年7月-2022年6月, 2023.1-2025.12).
MONTH = "(?:(?:年|[./])(?P<{}>[0-9]{{1,2}})(?:月(?:[0-9]{{1,2}}日)?|[./][0-9]{{1,2}}|(?![0-9])))?"
FIRST, LAST = (f"(?P<{name}>(?:19|20)[0-9]{{2}}){MONTH.format(f'{name}_month')}年?" for name in ("first", "last"))
YEARS = re.compile(f"{FIRST}[-—–~～－至]+{LAST}")
LEADING_YEAR = re.compile("(?:19|20)[0-9]{2}年度?(?=.{4})")
CHINESE_YEAR = re.compile("[一二][〇○零九][〇○零一二三四五六七八九]{2}(?=年)")
LOCAL = re.compile("\\A自治区(?!本?级|直|人民政府|政府|党委)|本市|我市|全市|本省|我省|全省|本区|我区|本自治区|我自治区|本县|我县")
NATIONAL_HEADS = (
    "中华人民共和国|国务院|全国|国家|中共中央|中央|党政机关|党和国家|财政部|教育部|公安部|民政部|司法部|住房和?城乡建设部|人力资源和?社会保障部|"
    "自然资源部|生态环境部|交通运输部|水利部|农业农村部|商务部|文化和旅游部|应急管理部|中国"
)
#: A province's measures for carrying out a law: 实施《水法》办法, 《中华人民共和国水法》实施办法.
CARRIES_OUT = re.compile(
    "\\A(?:(?:实施|贯彻|执行)(?:中华人民共和国)?(?P<law>.{1,30}法)|(?:中华人民共和国)?(?P<other>.{1,30}法)实施)(?P<kind>办法|细则|若干规定|条例)\\Z"
)
#: A plan of the state is cited with and without 国家.
STATES_PLAN = re.compile("国家.{4,}(?:规划|纲要|战略)(?:十[一二三四五]五)?\\Z")
NATIONAL = re.compile(f"\\A(?:{NATIONAL_HEADS})")
#: Words that wordings of one title add and drop. 实施 is none right before the noun: an 实施意见 carries out an 意见 and is another one, as are
#: 实施办法, 实施细则 and 实施方案.
LOOSE = re.compile(
    "管理|工程|工作|有关|相关|关于|实施(?!(?:意见|办法|细则|方案|条例|规定|规则|计划|规划|纲要)(?:[0-9]{8}|十[一二三四五]五)?\\Z)|建设|若干|进一步"
)
NOUN = re.compile(f"(?P<noun>{NOUNS})\\Z")


@dataclass(frozen=True, slots=True)
class TitleForm:
    """A title in the forms that are compared. `core` is what it is about, without issuer, notice, place, version and punctuation; `loose` is
    the core without the words that wordings add and drop (管理, 工程); `place` is the jurisdiction that the wording itself names (中国, 上海市, "");
    `noun` names the form; `first` and `last` are the years of a plan, `last_month` the month it ends with ("" for the whole year); `passed_on` is
    what a notice passes on (转发, 批转), with its issuer; `yearless` is a plan's core without its years ("" without years), `issued` the titles that
    a notice sends out where they are several; `version` is what the brackets behind it say (试行, 2018); `exact` is the wording without white space
    and punctuation."""

    exact: str
    core: str
    loose: str
    place: str
    issuer: str
    noun: str
    first: str = ""
    last: str = ""
    truncated: bool = False
    passed_on: str = ""
    yearless: str = ""
    issued: tuple[str, ...] = ()
    version: str = ""
    last_month: str = ""


@lru_cache(maxsize=65536)
def title_form(title: str, context: str = "") -> TitleForm:
    """The forms of a title that a filing of a jurisdiction writes."""
    plain = CHINESE_YEAR.sub(lambda year: year.group().translate(FIGURES), re.sub(SPACE, "", title).translate(HALF))
    exact = PUNCTUATION.sub("", plain)
    issuer, inner = _unwrapped(plain)
    tails = ""
    while tail := VERSION_TAIL.search(inner):
        inner, tails = inner[: tail.start()], tails + tail.group()
    inner = YEAR_TAIL.sub("", inner) if YEAR_TAIL.search(inner[-8:]) else inner
    years = YEARS.search(inner)
    period = PERIOD.search(inner)
    core = YEARS.sub(lambda m: f"{m['first']}{m['last']}", inner)
    if period:
        core = PERIOD.sub("", core, count=1) + f"十{period['ordinal']}五"
    core = _place_first(PUNCTUATION.sub("", core))
    place = _place(core, issuer, context)
    core = LOCAL.sub("", core)
    core = re.sub("\\A中华人民共和国(?=.{2})", "", core)
    core = without_place(core) if place and not core.startswith("中国") else core
    if place and place != NATION:
        core = CARRIES_OUT.sub(_carried_out, core)
    elif STATES_PLAN.match(core):
        core = core.removeprefix("国家")
    core = re.sub("的", "", core)
    noun = NOUN.search(PUNCTUATION.sub("", re.sub("[（(][^（()）]*[)）]\\Z", "", inner)))
    opened = sum(plain.count(sign) for sign in "《〈<（(") > sum(plain.count(sign) for sign in "》〉>）)")
    return TitleForm(
        exact,
        core or exact,
        LOOSE.sub("", core).replace("养护", "维护") or core,
        place,
        issuer,
        noun["noun"] if noun else "",
        years["first"] if years else "",
        years["last"] if years else "",
        opened and noun is None,
        _passed_on(inner),
        core.replace(f"{years['first']}{years['last']}", "", 1) if years else "",
        tuple(found["title"] for found in BRACKETED.finditer(inner)) if SENDS_SEVERAL.match(inner) else (),
        re.sub("[（()）年版本稿]", "", tails),
        (years["last_month"] or "") if years else "",
    )


def _carried_out(found: re.Match[str]) -> str:
    return f"实施中华人民共和国{found['law'] or found['other']}{found['kind']}"


BRACKETED = re.compile("[《〈<](?P<title>[^《》〈〉<>]{4,80})[》〉>]")
#: 关于印发《A》和《B》的通知: each of them is sent out by it.
SENDS_SEVERAL = re.compile("(?:关于)?(?:重新|联合)?(?:印发|发布|公布|颁布|下发)[《〈<][^》〉>]{4,80}[》〉>](?:等|[、和及与]?[《〈<])")
#: 《A》等3个办法: one of several is named.
AND_OTHERS = re.compile("[》〉]等(?!级|次)")
PASSED_ON = re.compile("(?:转发|批转)(?P<inner>.+?)(?:的)?(?:通知|函)\\Z")


def _passed_on(inner: str) -> str:
    found = PASSED_ON.search(inner)
    return re.sub("的", "", PUNCTUATION.sub("", found["inner"])) if found else ""


def inner_title(title: str) -> str:
    """A title without the notice that sends it out and without its version."""
    return VERSION_TAIL.sub("", _unwrapped(re.sub(SPACE, "", title).translate(HALF))[1])


def _unwrapped(plain: str) -> tuple[str, str]:
    """Issuer and inner title: notices that only send out, and the issuer before 关于, are taken off."""
    issuer, inner = "", plain
    for _ in range(3):
        alone = ONE_TITLE.match(inner)
        if alone:
            inner = alone["title"] + (alone["version"] or "")
        found = WRAPPED.match(inner)
        if found is None or not ENDS_AS_INSTRUMENT.search(found["inner"]) or (found["issuer"] and not ends_with_body(found["issuer"].rstrip("，,"))):
            break
        if found["inner"].count("《") > 1 or found["inner"].count("〈") > 1 or AND_OTHERS.search(found["inner"]):
            break
        issuer, inner = found["issuer"] or issuer, found["inner"]
    alone = ONE_TITLE.match(inner)
    if alone:
        inner = alone["title"] + (alone["version"] or "")
    named = re.match("(?P<issuer>[^《〈]{2,60}?)(?=关于)", inner)
    if named and ends_with_body(re.sub("[、，,]", "", named["issuer"])):
        issuer, inner = named["issuer"], inner[named.end() :]
    inner = (
        re.sub("(?<=.{4})》的(?:通知|公告)\\Z", "", inner).lstrip("《")
        if inner.startswith("《") and re.search("》的(?:通知|公告)\\Z", inner)
        else inner
    )
    return issuer, inner


def _place(core: str, issuer: str, context: str) -> str:
    for name in (core.removeprefix("关于"), issuer):
        place = place_of(name)
        if place:
            return place
        if NATIONAL.match(name):
            return NATION
    return context if LOCAL.search(core) else ""


def _place_first(core: str) -> str:
    """2020年海南省森林防火方案 as 海南省2020年森林防火方案."""
    year = LEADING_YEAR.match(core)
    if year is None or not place_of(rest := core[year.end() :]):
        return core
    named = len(rest) - len(without_place(rest))
    if rest[named:].startswith(("路", "街", "大道")):  # 南京路 is a street of any city
        return core
    return rest[:named] + year.group() + rest[named:]


def same_place(one: str, other: str) -> bool:
    """Whether two jurisdictions are the same, or one is a city of the other."""
    return one == other or (bool(one) and bool(other) and (province_of(one) == other or province_of(other) == one))


@lru_cache(maxsize=65536)
def stub_key(place: str, core: str) -> str:
    """The key of an instrument known by its title only: a hash of its core and of the jurisdiction, so that wordings of it share the key."""
    return f"title/{sixteen(f'{place}/{core}')}"


@lru_cache(maxsize=65536)
def wording_key(title: str) -> str:
    """The key that the wording of a title alone gives; it stays as an alias of whatever the title turns out to denote."""
    return f"title/{sixteen(title_form(title).exact)}"
