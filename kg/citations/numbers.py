"""Document numbers, orders, announcements and standards: found by their fixed middle part, read outwards, normalised.

A document number is 机关代字〔year〕serial号 (GB/T 9704-2012, 7.2.5). Real text writes the year in any bracket, loses a bracket or the 号, and
breaks the number by white space; each pattern below is anchored on the year, on 令, on 公告 or on the letters of a standard, and has bounded
repetitions only, so that the search is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.citations.bodies import body_start, issuer_begin
from kg.citations.codes import is_known, recover_code, refused_code
from kg.citations.words import HAN, SPACE

#: Letters and digits only: brackets inside a code stay as they are written.
ALNUM = str.maketrans({chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if chr(0x21 + i).isalnum()})
HALF = str.maketrans({chr(0xFF01 + i): chr(0x21 + i) for i in range(94)})
DIGIT = "[0-9０-９]"
OPEN, CLOSE = "〔\\[［【﹝〖{(（〈<《", "〕\\]］】﹞〗})）〉>》"
S2 = f"{SPACE}{{0,2}}"
YEAR = f"[12１２]{SPACE}?[09０９]{SPACE}?{DIGIT}{SPACE}?{DIGIT}"

NUMBER = re.compile(
    f"(?:(?P<open>[{OPEN}]){S2})?(?P<year>{YEAR})"
    f"{S2}(?P<nian>年)?{S2}(?P<close>[{CLOSE}])?{S2}(?P<close2>[{CLOSE}])?{S2}(?P<di>第)?{S2}(?P<serial>{DIGIT}(?:{SPACE}?{DIGIT}){{0,5}})"
    f"{S2}(?P<hao>号文件|号文|号)?"
)

YEAR_HINT = re.compile(f"[12１２]{SPACE}?[09０９]{SPACE}?[0-9０-９]")
SQUARE = re.compile(f"[〔［【﹝\\[〖]{SPACE}{{0,2}}[12１２]")
#: The longest way from the bracket of a year to its 号.
BEFORE_HAO = 26
UPPER = re.compile("[A-ZＡ-Ｚ]+")
OPENINGS = frozenset("〔[［【﹝〖{(（〈<《")
WHITE = frozenset(" \t\r\n\u3000\xa0")

CHINESE = "零〇一二三四五六七八九十百"
COUNT = f"{DIGIT}(?:{SPACE}?{DIGIT}){{0,3}}|[{CHINESE}]{{1,7}}"
ORDER_AFTER = re.compile(
    f"令{S2}(?P<open>[{OPEN}])?{S2}(?:(?P<year>{YEAR}){S2}年?{S2}(?P<close>[{CLOSE}])?)?{S2}第?{S2}(?P<count>{COUNT}){S2}号(?P<end>{S2}[{CLOSE}])?"
)
ORDER_BEFORE = re.compile(f"(?:(?P<year>{YEAR}){S2}年{S2})?(?P<di>第{S2})?(?P<count>{COUNT}){S2}号{S2}令")
NOTICE_AFTER = re.compile(
    f"(?P<noun>公告|通告){S2}(?P<open>[{OPEN}])?{S2}(?:(?P<year>{YEAR}){S2}年{S2}|(?P<session>第?[{CHINESE}0-9]{{1,3}}届){S2}(?P<close>[{CLOSE}])?{S2})?"
    f"第{S2}(?P<count>{COUNT}){S2}号(?P<end>{S2}[{CLOSE}])?"
)
NOTICE_BEFORE = re.compile(f"(?P<year>{YEAR}){S2}年?{S2}第{S2}(?P<count>{COUNT}){S2}号{S2}(?P<noun>公告|通告)")

#: Prefixes of national, industry, local and association standards (GB/T 20001, the tables of industry codes): without a slash they must be known.
PLAIN_STANDARDS = (
    "GB|GBJ|GBZ|GSB|CJJ|CJ|JGJ|JG|JC|JTG|JTJ|JTS|JT|SL|SLJ|DL|HJ|HJT|NY|LY|WS|GA|YD|YDJ|AQ|TSG|CECS|QX|NB|DZ|TD|CH|RB|SN|MH|TB|HG|SB|GY|GYJ|WW|WH|TY|MZ|GM|"
    "SF|XF|YY|SY|SH|MT|YB|YS|QB|FZ|LS|LB|LD|JY|JR|GH|GF|BB|CB|HB|HY|HS|DB|DBJ|DGJ|DGTJ|DG|DBJT|ISO|IEC|TCVN|JJF|JJG|PD|TCECS|SZDB|RFJ|JB|JGT|CJT"
)
STANDARD = re.compile(
    "(?<![A-Za-zＡ-Ｚ0-9])(?P<prefix>(?:[A-ZＡ-Ｚ]{1,6}(?:[0-9]{2,6})?(?:[ ]?[/／][ ]?[A-ZＡ-Ｚ]{1,6}){1,2})|(?:"
    + PLAIN_STANDARDS
    + f")(?:(?<=DB)[0-9]{{2,6}})?)(?P<gap>[- ]?{SPACE}{{0,2}})(?P<letter>[A-Z]{{0,2}}(?=[0-9０-９]))"
    f"(?P<digits>{DIGIT}(?:[ .．]?{DIGIT}){{0,6}}(?:[ ]?[-—–－.]{{1,2}}[ ]?{DIGIT}(?:[ ]?{DIGIT}){{0,5}}){{0,4}})"
    "(?P<version>[:：](?:19|20)[0-9]{2})?"
)

NOT_STANDARD = re.compile("COVID|SARS|PM|APP|GDP|WIFI|USB|CPU|GPS|MB|KB|KM")
NOT_HAO = re.compile("[楼线馆门院店路厅库泵井车桥站床坑机房卡台街巷弄室栋幢码召]")
COUNTED = re.compile(f"{S2}(?:[年月日万亿元个人次份%％.．,，倍条米吨台套户家项名辆件张]|[0-9０-９])")
ORDER_ENDS = re.compile("(?:院|部|委|局|府|席|省|市|署|会|行|厅|办|团|区|县|州|处|司法)\\Z")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as found: `text[begin:end]`, its normalised form, and its kind (number, order, standard). `code` is its agency code or issuer.

    `firm` is False where the form alone does not prove a document number: no code, no 号, a lost bracket. `title` bounds the title that runs on
    after a standard's number.
    """

    begin: int
    end: int
    value: str
    kind: str
    code: str
    rule: str
    firm: bool = True
    title: tuple[int, int] | None = None


def squeeze(text: str) -> str:
    """Without white space, full-width letters, digits and signs as ASCII."""
    if text.isascii() and " " not in text and "\n" not in text and "\t" not in text:
        return text
    return re.sub(SPACE, "", text).translate(HALF)


def count_of(text: str) -> str:
    """A count in Arabic digits: `第四十六` and `４６` are 46. Leading zeros stay: they are written so."""
    text = squeeze(text)
    if not any(sign in CHINESE for sign in text):
        return text
    if "十" not in text and "百" not in text:
        return "".join(str("零一二三四五六七八九".index("零" if sign == "〇" else sign)) for sign in text)
    total = digit = 0
    for sign in text:
        if sign == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif sign == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = "零一二三四五六七八九".index("零" if sign == "〇" else sign)
    return str(total + digit)


def scan_numbers(text: str) -> list[Number]:
    """All numbers of a text in its order, without overlaps; orders and announcements take precedence over document numbers."""
    found: list[Number] = []
    hao = "号" in text
    if hao and "令" in text:
        found += _orders(text)
    if hao and ("公告" in text or "通告" in text):
        found += _announcements(text)
    others = list(_document_numbers(text, hao))
    if "-" in text or "—" in text or "GB" in text or "–" in text or "－" in text:
        others += _standards(text)
    if found:
        others = _outside(others, found)
    found += others
    if len(found) < 2:
        return found
    found.sort(key=lambda n: (n.begin, -n.end))
    kept = found[:1]
    for number in found:
        if number.begin >= kept[-1].end:
            kept.append(number)
    return kept


def _outside(numbers: list[Number], taken: list[Number]) -> list[Number]:
    """The numbers that overlap none of `taken`; both are gone through once."""
    bounds = sorted((number.begin, number.end) for number in taken)
    kept, at = [], 0
    for number in sorted(numbers, key=lambda n: n.begin):
        while at < len(bounds) and bounds[at][1] <= number.begin:
            at += 1
        if at == len(bounds) or bounds[at][0] >= number.end:
            kept.append(number)
    return kept


def _document_numbers(text: str, hao: bool) -> Iterator[Number]:
    """Numbers are looked for around each 号 behind a digit, and behind the square brackets that years stand in where the 号 is lost."""
    windows = []
    if hao:
        position = text.find("号")
        while position >= 0:
            before = text[position - 1] if position else ""
            if before.isdigit() or before in WHITE:
                windows.append((position - BEFORE_HAO, position + 4))
            position = text.find("号", position + 1)
    if "〔" in text or "[" in text or "【" in text or "［" in text or "﹝" in text or "〖" in text:
        windows += [(found.start(), found.end() + BEFORE_HAO) for found in SQUARE.finditer(text)]
        windows.sort()
    floor = reach = 0
    for low, high in windows:
        position = max(low, reach, 0)
        while hint := YEAR_HINT.search(text, position, high):
            begin = hint.start()
            for _ in range(2):
                if begin > reach and text[begin - 1] in WHITE:
                    begin -= 1
            begin = begin - 1 if begin > reach and text[begin - 1] in OPENINGS else hint.start()
            found = NUMBER.match(text, begin)
            position = hint.start() + 1 if found is None else found.end()
            number = _document_number(text, found, floor) if found else None
            if number is not None:
                floor = number.end
                yield number
            reach = max(reach, position)


def _document_number(text: str, found: re.Match[str], floor: int) -> Number | None:
    opened, closed, hao, serial = found["open"], found["close"], found["hao"], squeeze(found["serial"])
    year = squeeze(found["year"])
    if not "1949" <= year <= "2099" or (found["nian"] and not (opened or closed) and not found["di"] and not hao):
        return None
    begin = found.start()
    end = found.end() if hao else found.end("serial")
    code_end = begin
    while code_end > floor and code_end > begin - 3 and text[code_end - 1] in " \t\r\n\u3000\xa0":
        code_end -= 1
    code_begin = recover_code(text, code_end, floor)
    code = text[code_begin:code_end]
    if not code.isalpha() or not WHITE.isdisjoint(code):
        code = re.sub(SPACE, "", code).translate(ALNUM)
    whole = bool(opened and closed)
    if len(serial) > 5 or (found["close2"] and not closed) or refused_code(code):
        return None
    if not hao:
        # Without 号 only a known code, or brackets of the kind that numbers use, tell a number from a year and a quantity.
        if re.search(SPACE, found["serial"]) or COUNTED.match(text, end) or len(serial) > 4:
            return None
        if not (whole and (is_known(code) or (code and opened in "〔［【﹝["))):
            return None
    elif text[end - 1] == "号" and NOT_HAO.match(text, end):
        return None
    if not opened and not (code and _sure(code)):
        return None
    if opened and not closed and not code:
        return None
    if not code and not (hao and whole):
        return None
    return Number(
        code_begin if code else begin,
        end,
        f"{code}〔{year}〕{serial}号",
        "number",
        code,
        "document_number" if whole else "bracket_lost",
        bool(code and hao and whole),
    )


def _sure(code: str) -> bool:
    return is_known(code) or (
        2 <= len(code) <= 7
        and code[0] in "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔贵滇云藏陕甘青宁新穗深杭"
        and code[-1] in "发办字函政财规委府联预行教建综社农"
    )


def _issuer(text: str, end: int) -> int:
    """Where the issuer begins that stands right before an order's 令 or a 公告; several are joined by 、 or a space."""
    begin = issuer_begin(text, end)
    if begin < end:
        return begin
    found = re.search(f"[{HAN}]{{1,30}}\\Z", text[max(0, end - 30) : end])
    return end - len(found.group()) + body_start(found.group()) if found else end


def _orders(text: str) -> Iterator[Number]:
    floor = 0
    for found in sorted([*ORDER_AFTER.finditer(text), *ORDER_BEFORE.finditer(text)], key=lambda m: m.start()):
        if found.start() < floor:
            continue
        after = found.re is ORDER_AFTER
        groups = found.groupdict()
        begin = max(floor, _issuer(text, _skip_back(text, found.start())))
        issuer = squeeze(text[begin : found.start()])
        if issuer and not ORDER_ENDS.search(issuer):
            continue
        end = found.end()
        if after and groups["end"] and not (groups["open"] and not groups["close"]):
            end = found.start("end")
        number, year = count_of(groups["count"]), groups["year"]
        if after and groups["open"] and groups["close"] and year:
            value = f"{issuer}令〔{squeeze(year)}〕{number}号"
        else:
            value = f"{issuer}令{squeeze(year) + '年' if year else ''}第{number}号"
        begin = begin if issuer else found.start()
        if text.startswith("文", end):
            end += 1
        floor = end
        yield Number(begin, end, value, "order", f"{issuer}令", "order", bool(issuer))


def _announcements(text: str) -> Iterator[Number]:
    floor = 0
    for found in sorted([*NOTICE_AFTER.finditer(text), *NOTICE_BEFORE.finditer(text)], key=lambda m: m.start()):
        if found.start() < floor:
            continue
        groups = found.groupdict()
        begin = max(floor, _issuer(text, _skip_back(text, found.start())))
        issuer = squeeze(text[begin : found.start()])
        if not issuer:
            begin = found.start()
        end = found.end()
        if groups.get("end") and (not groups.get("open") or groups.get("close")):
            end = found.start("end")
        middle = f"{squeeze(groups['year'])}年" if groups["year"] else f"〔{squeeze(groups['session'])}〕" if groups.get("session") else ""
        floor = end
        yield Number(
            begin,
            end,
            f"{issuer}{groups['noun']}{middle}第{count_of(groups['count'])}号",
            "order",
            f"{issuer}{groups['noun']}",
            "announcement",
            bool(issuer),
        )


def _skip_back(text: str, end: int) -> int:
    while end > 0 and text[end - 1] in " \t\u3000\xa0":
        end -= 1
    return end


def _standards(text: str) -> Iterator[Number]:
    reach = 0
    for letters in UPPER.finditer(text):
        found = STANDARD.match(text, letters.start()) if letters.start() >= reach else None
        if found is None:
            continue
        reach = found.end()
        prefix = re.sub("[ ]", "", found["prefix"].translate(HALF))
        if NOT_STANDARD.match(prefix):
            continue
        digits = re.sub("[ ]", "", found["digits"].translate(HALF))
        digits = re.sub("[-—–]+", "-", digits)
        dated = bool(re.search("-(?:(?:19|20)[0-9]{2}|[5-9][0-9])\\Z", digits)) or bool(found["version"])
        if not dated and not (prefix.startswith(("GB", "CJJ", "JGJ", "JTG")) and len(digits) >= 3):
            continue
        value = f"{prefix} {found['letter']}{digits}{(found['version'] or '').translate(HALF)}"
        yield Number(found.start(), found.end(), value, "standard", prefix, "standard", dated)
