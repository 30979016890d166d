"""Standards: GB/T 22239-2008, DG/TJ 08-2115-2012, DB31/T 329.5-2015."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.citations.numerals import ALNUM, DIGIT, HALF, Number
from kg.citations.words import HAN, SPACE

UPPER = re.compile("[A-ZＡ-Ｚ]+")
#: Prefixes of national, industry, local and association standards (GB/T 20001, the tables of industry codes): without a slash they must be known.
KNOWN_CODES = (
    "GB|GBJ|GBZ|GSB|CJJ|CJ|JGJ|JG|JC|JTG|JTJ|JTS|JT|SL|SLJ|DL|HJ|HJT|NY|LY|WS|GA|YD|YDJ|AQ|TSG|CECS|QX|NB|DZ|TD|CH|RB|SN|MH|TB|HG|SB|GY|GYJ|WW|WH|TY|MZ|GM|"
    "SF|XF|GJB|GJBZ|BMB|YY|SY|SH|SHA|MT|YB|YS|QB|FZ|LS|LB|LD|JY|JR|GH|GF|BB|CB|HB|HY|HS|DB|DBJ|DGJ|DGTJ|DG|DBJT|ISO|IEC|TCVN|JJF|JJG|PD|TCECS|SZDB|RFJ|JB|JGT|CJT"
)
#: Longest first, so that DBJ is not read as DB.
PLAIN_STANDARDS = "|".join(sorted(KNOWN_CODES.split("|"), key=len, reverse=True))
#: A year that a line's end cuts (GB/T 30428.2-20⏎13).
CUT_YEAR = "(?:1\\n9[0-9]{2}|2\\n0[0-9]{2}|(?:19|20)\\n[0-9]{2}|(?:19|20)[0-9]\\n[0-9])(?![0-9])"
#: The year of a standard before a day (GB 50500-2013 2013年7月1日).
BEFORE_A_DAY = "(?:19|20)[0-9]{2}(?=[ ](?:19|20)[0-9]{2}年)"
STANDARD = re.compile(
    "(?<![A-Za-zＡ-Ｚ0-9])(?P<prefix>(?:[A-ZＡ-Ｚ]{1,6}(?:[ ]?[0-9]{2,6}(?:[(（]J[)）])?)?(?:[ ]?[/／][ ]?[A-ZＡ-Ｚ]{1,6}){1,2})|(?:"
    + PLAIN_STANDARDS
    + f"|G B)(?:(?<=DB)(?:[0-9]{{2,6}}|[ ][0-9]{{2}}(?=[ ]?[/／]))(?:[(（]J[)）])?)?(?:(?<!TSG)[ ]?T(?=[ ]?{DIGIT}))?)"
    # DB33/973-2021: a place's binding standard has a slash and no T.
    f"(?P<gap>(?:(?<=DB[0-9]{{2}})|(?<=DB[0-9]{{4}})|(?<=DB [0-9]{{2}}))[ ]?[/／][ ]?(?=[0-9])|[- ]?{SPACE}{{0,2}})"
    "(?P<letter>[A-Z]{0,2}(?=[0-9０-９]))"
    f"(?P<digits>{DIGIT}(?:[ .．]?{DIGIT}){{0,6}}"
    f"(?:[/／]{DIGIT}{{1,2}}(?=[ ]?[-—–－])|[A-ZＡ-Ｚ](?=[ ]?[-—–－][ ]?{DIGIT}))?"
    f"(?:[ ]?[-—–－.]{{1,2}}(?:[ ]?|\n(?=(?:19|20)[0-9]{{2}}(?![0-9])))(?:{CUT_YEAR}|{BEFORE_A_DAY}|{DIGIT}(?:[ ]?{DIGIT}){{0,5}})){{0,4}})"
    "(?P<version>[:：](?:19|20)[0-9]{2})?"
)

SLASHES = frozenset("/／")
PLAIN_PREFIX = f"(?:{PLAIN_STANDARDS})(?:[ ]?[/／][ ]?[A-ZＡ-Ｚ]{{1,6}})?"
#: An industry's or a place's recommended standard: told by its letters alone, also where its year is left out (HJ/T 2.2).
RECOMMENDED = re.compile(f"(?:{PLAIN_STANDARDS}|DB[0-9]{{2,6}})/T")
DATED = re.compile("-(?:(?:19|20)[0-9]{2}|[5-9][0-9])\\Z")
#: Standards of construction, by the ministry's sign in Chinese (建标152-2017); 建标〔2012〕137号 is a document's number.
CONSTRUCTION = re.compile(f"建标{SPACE}?(?P<digits>[1-9][0-9]{{1,2}})[ ]?[-—–－]{{1,2}}[ ]?(?P<year>(?:19|20)[0-9]{{2}})(?![0-9])")
#: The last of several parts behind the first (GB/T 20647.1~20647.9-2006, GB 5085.1-2007～GB 5085.7-2007): one number for all.
PARTS = f"{DIGIT}{{1,6}}(?:[.．]{DIGIT}{{1,3}})*(?:[ ]?[-—–－][ ]?(?:19|20)[0-9]{{2}}(?![0-9]))?"
RANGE = re.compile(f"[ ]?[~～〜至][ ]?(?:{PLAIN_PREFIX})?[ ]?(?P<last>{PARTS})(?![0-9０-９]|年)")
#: A further standard of the same code (GB/T 22239-2019、25070-2019); a span of years is none.
FURTHER = re.compile(f"[ ]?[、和及与][ ]?(?P<digits>{DIGIT}{{3,6}}(?:[.．]{DIGIT}{{1,3}})*[ ]?[-—–－][ ]?(?:19|20)[0-9]{{2}})(?![0-9]|学?年)")
#: The international standard that a national one adopts, printed behind it (GB/T 19001-2016/ISO 9001:2015): part of the same designation.
ADOPTED = re.compile(f"[ ]?[/／][ ]?(?:ISO|IEC)(?:[/／][A-Z]{{2,4}})?[ ]?{DIGIT}{{3,6}}(?:-{DIGIT}{{1,3}})*(?:[:：-](?:19|20)[0-9]{{2}})?")
#: A code that nobody lists counts right behind the title of a standard (《水资源监测要素》SZY 201-2016), in a bracket or not.
UNLISTED = re.compile(
    f"(?P<prefix>[A-Z]{{2,5}})(?P<gap>[- ]?)(?P<letter>)"
    f"(?P<digits>{DIGIT}{{1,5}}(?:[.．]{DIGIT}{{1,2}})?[ ]?[-—–－]{{1,2}}[ ]?{DIGIT}{{2,4}})(?P<version>)(?!{DIGIT})"
)
TITLE_OF_STANDARD = re.compile(f"(?:标准|规范|规程|导则|通则|准则|要求|方法|要素|规则|指南|定额|条件|指标|技术|总则|分类)》{SPACE}?[（(]?{SPACE}?\\Z")
#: DB31 T1066-2017, GB T 22239-2019: the slash of a recommended standard is lost.
SLASH_LOST = re.compile(f"(?P<code>DB[0-9]{{2,6}}|(?!DBJ|ISO|IEC)(?:{PLAIN_STANDARDS}))T")
#: SL500-2019款: a thing's model.
MODEL = re.compile("[ ]?(?:款|型(?!式)|系列|机)")
#: GB-2021: a model or a name, whose digits are a year.
YEAR_ALONE = re.compile("(?:19|20)[0-9]{2}")
#: A year's four digits and more, and what stands behind an item's number.
ITEM = re.compile("-(?:19[5-9]|20[0-4])[0-9](?P<item>[1-9][0-9]?)\\Z")
ITEM_GOES_ON = re.compile(f"[、.．)）][ ]?[《{HAN}]")
NOT_STANDARD = re.compile("COVID|SARS|PM|APP|GDP|WIFI|USB|CPU|GPS|MB|KB|KM")


def scan_standards(text: str) -> Iterator[Number]:
    """The standards of a text, with one space behind the code (`GB/T 22239-2008`): those whose code is in letters from left to right, then those
    of construction."""
    yield from _in_letters(text)
    if "建标" in text:
        for found in CONSTRUCTION.finditer(text):
            yield Number(found.start(), found.end(), f"建标 {found['digits']}-{found['year']}", "standard", "建标", "standard")


def _in_letters(text: str) -> Iterator[Number]:
    reach = 0
    for letters in UPPER.finditer(text):
        found = STANDARD.match(text, letters.start()) if letters.start() >= reach else None
        if found is None and letters.start() >= reach and TITLE_OF_STANDARD.search(text, max(0, letters.start() - 8), letters.start()):
            found = UNLISTED.match(text, letters.start())
        if found is None:
            continue
        reach = found.end()
        prefix = re.sub("[ ]", "", found["prefix"].translate(ALNUM)).replace("／", "/")
        if slash := SLASH_LOST.fullmatch(prefix):
            prefix = f"{slash['code']}/T"
        if (
            NOT_STANDARD.match(prefix)
            or MODEL.match(text, reach)
            or (YEAR_ALONE.fullmatch(found["digits"]) and "/" not in prefix and not found["version"])
        ):
            continue
        digits = _digits(found["digits"])
        if (item := ITEM.search(digits)) and ITEM_GOES_ON.match(text, reach):  # a lost line break let the next item's number run into the year
            digits, reach = digits[: item.start("item")], len(text[: reach - len(item["item"])].rstrip())
        if last := RANGE.match(text, reach):
            digits, reach = f"{digits}~{_digits(last['last'])}", last.end()
        dated = bool(DATED.search(digits)) or bool(found["version"])
        if not dated and not ((prefix.startswith(("GB", "CJJ", "JGJ", "JTG")) or RECOMMENDED.fullmatch(prefix)) and len(digits) >= 3):
            continue
        space = " " if SLASHES.isdisjoint(found["gap"]) else "/"
        value = f"{prefix}{space}{found['letter']}{digits}{(found['version'] or '').translate(HALF)}"
        if adopted := ADOPTED.match(text, reach):
            reach = adopted.end()
        yield Number(found.start(), reach, value, "standard", prefix, "standard", dated)
        while further := FURTHER.match(text, reach):
            reach = further.end()
            yield Number(further.start("digits"), reach, f"{prefix} {_digits(further['digits'])}", "standard", prefix, "further_standard")


def _digits(written: str) -> str:
    """The serial and year of a standard, with ASCII digits and one hyphen between."""
    return re.sub("[-—–]+", "-", re.sub("[ \n]", "", written.translate(HALF)))


STANDARD_TITLE = re.compile(
    f"{SPACE}{{0,2}}(?P<title>[{HAN}][^，。；;,、：:（(《\n0-9]{{2,50}}?(?:要求|规范|规程|标准|导则|指南|通则|准则|方法|总则|细则|规则|条件|体系|分类|术语|限值|技术)(?:第[一二三四五六七八九十0-9]部分)?)(?=[，。；;,、：:（(\n)）]|{SPACE}*\\Z|等|和|及|的|执行|进行|编制|验收|施工|设计|实施|开展|检测|检验|监测|组织|评定|作业|(?<=规范|标准|规程)(?:要求|规定))"
)


#: What of a standard is meant or who keeps it, not what it is called: 一级保洁标准, Ⅱ类限值, 相关要求, 中的方法.
NO_TITLE = re.compile(
    "的|等|标准|规定|要求|和|及|与|或|以(?!太)|由|按(?![摩钮])|经(?![济营纬])|并(?![网联])|每|为|在(?![用线役建])|对(?![讲接称虾苯])|须|应(?!急)|需|中的?|进行|开展|建立|委托|编制|制定|采用|选用|配备|督促|协议|"
    "定期(?!检验)|组织(?!机构|治理)|执行|规范|限值|相关|有关|对应|所|现行|最新|强制|推荐|国家|行业|地方|团体|企业|条款|附录|"
    "第?[一二两三四五六七八九十]{1,2}[项个部册章节条表]|[一二三四五六七八九十甲乙丙丁特优高中低ⅠⅡⅢⅣⅤ]+[级类等]|.{0,12}[一二三四五ⅠⅡⅢⅣⅤ]+(?:类|星?级)(?:水质|排放|绿色建筑)?(?:标准|限值|要求)\\Z|"
    "(?:验收|合格|质量|技术|检测|检验|排放|达标|服务|评价|评定|评分|考核|设计|施工|保洁|养护)*(?:标准|限值|要求|规范|规程|技术|方法|条件)\\Z"
)


#: A part of a standard: 数字化城市管理信息系统 第1部分：单元网格.
PART_TITLE = re.compile(
    f"{SPACE}{{0,2}}(?P<title>[{HAN}]{{4,40}}{SPACE}?第[0-9一二三四五六七八九十]{{1,2}}部分{SPACE}?[：:]{SPACE}?[{HAN}]{{2,30}})(?=[，。；、,;（(\n)）]|{SPACE}*\\Z)"
)


def standard_title(mask: str, end: int) -> tuple[int, int] | None:
    """Bounds of the title that stands behind a standard's code without 《》; None where none does."""
    found = PART_TITLE.match(mask, end) or STANDARD_TITLE.match(mask, end)
    if found is None or NO_TITLE.match(found["title"]):
        return None
    return found.start("title"), found.end("title")
