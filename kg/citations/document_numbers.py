"""Document numbers: 机关代字〔year〕serial号 (GB/T 9704-2012, 7.2.5).

Real text writes the year in any bracket, loses a bracket or the 号, and breaks the number by white space. Numbers are looked for around each 号
behind a digit and behind the brackets of years, and the agency code is recovered backwards; all repetitions are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.citations.bodies import issuer_begin
from kg.citations.codes import is_known, recover_code, refused_code
from kg.citations.numerals import ALNUM, CHINESE, CLOSE, DIGIT, OPEN, S2, WHITE, YEAR, Number, count_of, squeeze
from kg.citations.words import HAN, SPACE, alternation, words

#: From the year on; what opens before it is looked for by hand, so that the search runs from digit to digit.
NUMBER = re.compile(
    f"(?P<year>{YEAR}){S2}(?P<nian>年)?{S2}(?P<close>[{CLOSE}])?{S2}(?P<close2>[{CLOSE}])?{S2}(?P<di>第|(?<=[0-9０-９])[-—–－](?={DIGIT}{{1,4}}号))?"
    f"{S2}(?P<enclosed>[（(]{S2}(?={DIGIT}{{1,5}}{S2}[)）]{S2}号))?(?P<serial>{DIGIT}(?:{SPACE}?{DIGIT}){{0,5}}|(?(close)[{CHINESE}]{{1,5}}(?=号)|(?!)))(?(enclosed){S2}[)）])"
    f"(?:(?P<to>[-—–－~～至])(?P<last>{DIGIT}{{1,4}})(?={S2}号))?{S2}(?P<hao>号文件|号文|号)?"
)
#: Brackets that hold a number's year also where its 号 is lost.
SQUARE = frozenset("〔［【﹝[〖")
OPENINGS = frozenset("〔[［【﹝〖{(（〈<《「『")
#: Closing brackets that prove their opening one, where that is lost (邵建村2021〕15号); 】 and ] close other things too.
UNMISTAKEN = frozenset("〕﹞")
SEPARATED = re.compile("[〕﹞，；;、。\n]")
NOT_HAO = re.compile("卷|转办件?|信访件|许可证|证书|执照|地块|宗地|机组|标段|车位|合同|[楼线馆门院店路厅库泵井车桥站床坑机房卡台街巷弄室栋幢码召]")
#: How an agency's code ends: by the kind of document, or by the matter.
LAST_SIGNS = frozenset("发办字函财政规委府联预行教建综社农指通复批环资绩债采扶林水交卫民文科商审税企金经监投")
#: What stands behind a number that fills its bracket, and behind one that ends its clause.
ENCLOSED = re.compile(f"{S2}[）)，,；;]")
ENDS = re.compile(f"{S2}(?:[）)，。；;、》\n]|文件?|等|精神|要求|规定|\\Z)")
COUNTED_BY_NAME = words("counted_by_name")
LONGEST_OFFICE = 40
#: A further serial of the same agency and year (财农〔2020〕12号、15号), or of the same agency in another year (、〔2021〕3号).
FURTHER = re.compile(
    f"{S2}(?:[、和及与]|以及|(?P<comma>[，,])){S2}(?P<own>(?:[{OPEN}]{S2}(?P<year>{YEAR}){S2}[{CLOSE}]{S2})?第?{S2}(?P<serial>{DIGIT}{{1,5}}){S2}"
    f"(?:(?P<hao>号文件|号文|号)|(?=(?:[、和及与]第?{DIGIT}{{1,5}}){{1,8}}号)))"
)
FURTHER_STARTS = WHITE | frozenset("、和及与以，,")
#: What names another kind of number in front of its code (合同编号GSXF〔2023〕16号). 编号 alone may introduce a document's (编号：沪府办〔2020〕3号),
#: whose code is in Chinese.
OTHER_NUMBER = re.compile(
    f"(?:(?P<kept>(?:{alternation(words('numbered_things'))})(?:的|登记|备案)?(?:编号|编码|号码|代码|号))|编号){SPACE}?(?:[:：为]{SPACE}?)?\\Z"
)
OTHER_ENDS = WHITE | frozenset("号码:：为")
COUNTED = re.compile(f"{S2}(?:[期年月日万亿元个人次份%％.．,，倍条米吨台套户家项名辆件张]|[0-9０-９])")
#: A comma that divides clauses and no figures.
CLAUSE = re.compile(f"{S2}[,，](?!{DIGIT})")


def scan_document_numbers(text: str) -> Iterator[Number]:
    """Numbers are looked for from each year that a serial follows, with or without their 号."""
    floor = 0
    for found in NUMBER.finditer(text):
        if found.start() < floor:
            continue
        number = _document_number(text, found, floor)
        if number is not None:
            floor = number.end
            yield number
            if text[floor : floor + 1] in FURTHER_STARTS:
                for further in _further(text, number):
                    floor = further.end
                    yield further


#: （1986）京编行字第94号: the year in front of the code, as offices wrote before 2000. Courts and licences are numbered so too, to this day.
YEAR_FIRST = re.compile(
    f"[{OPEN}]{S2}(?P<year>(?:[1１][9９])?[5-9５-９]{DIGIT}){S2}[{CLOSE}]{S2}(?P<code>[{HAN}]{{1,8}}(?<!准)字){S2}第?{S2}(?P<serial>{DIGIT}{{1,5}}){S2}(?:号文件|号文|号)"
)
CERTIFIED = re.compile(f"(?:证|许可|书|编号|登记|合同|案件?|卷宗|地块|宗地){SPACE}?\\Z")
CASES = re.compile("[民刑行执知商赔仲破检诉经海].{0,3}[初终再申执监裁]字\\Z|证.?字\\Z|房地.{0,2}字\\Z|(?:执|破|仲案|检诉|公诉)字\\Z")


def scan_years_first(text: str) -> Iterator[Number]:
    """Document numbers whose year stands in front of their code."""
    for found in YEAR_FIRST.finditer(text):
        code = found["code"]
        certified = CERTIFIED.search(text, max(0, found.start() - 4), found.start())
        if CASES.search(code) is None and certified is None and not refused_code(code) and NOT_HAO.match(text, found.end()) is None:
            year = squeeze(found["year"])  # （81）卫防字26号
            value = f"{code}〔{'19' * (len(year) == 2)}{year}〕{squeeze(found['serial'])}号"
            yield Number(found.start(), found.end(), value, "number", code, "year_first", firm=False)


def _opening(text: str, begin: int, floor: int) -> tuple[int, str]:
    """Where the bracket stands that opens before a year, and which; (`begin`, "") where none does."""
    at = begin
    while at > floor and begin - at < 2 and text[at - 1] in WHITE:
        at -= 1
    return (at - 1, text[at - 1]) if at > floor and text[at - 1] in OPENINGS else (begin, "")


def _document_number(text: str, found: re.Match[str], floor: int) -> Number | None:
    year, nian, closed, close2, di, serial, last, hao = found.group("year", "nian", "close", "close2", "di", "serial", "last", "hao")
    begin, opened = _opening(text, found.start(), floor)
    if not hao and not opened and closed not in UNMISTAKEN:
        return None
    year, spaced, serial = squeeze(year), serial, count_of(serial)
    part = _part(serial, last, found["to"]) if last else ""
    if not "1949" <= year <= "2099" or (nian and not (opened or closed) and not di and not hao):
        return None
    end = found.end() if hao else found.end("serial")
    code_end = begin
    while code_end > floor and code_end > begin - 3 and text[code_end - 1] in WHITE:
        code_end -= 1
    code_begin = recover_code(text, code_end, floor)
    if text.endswith(COUNTED_BY_NAME, code_begin, code_end):
        code_begin = _office_begin(text, code_begin, code_end, floor)
    code = text[code_begin:code_end]
    if not code.isalpha():
        code = re.sub(SPACE, "", code).translate(ALNUM)
    whole = bool(opened and closed)
    if di and di != "第" and (opened or not _sure(code)):  # 湘政发2011-8号, but 2011-8号 of no office
        return None
    if len(serial) > 5 or not serial.strip("0") or (close2 and not closed) or refused_code(code):
        return None
    bracketed = not hao and not whole and (opened or closed) in (*SQUARE, *UNMISTAKEN) and _is_bracketed(text, code, code_begin, end)
    if not hao:
        # Without 号 only a known code, or brackets of the kind that numbers use, tell a number from a year and a quantity.
        behind_title = text[code_begin - 1 : code_begin] == "》" and 3 <= len(code) <= 8 and code[-1] in LAST_SIGNS
        counted = COUNTED.match(text, end) and not ((bracketed or behind_title or is_known(code)) and CLAUSE.match(text, end))
        if not WHITE.isdisjoint(spaced) or counted or len(serial) > 4:
            return None
        if not bracketed and not (whole and (is_known(code) or behind_title or (code and opened in SQUARE))):
            return None
    elif text[end - 1] == "号" and NOT_HAO.match(text, end):
        return None
    if not opened and not bracketed and not (code and (_sure(code) or (closed and closed in UNMISTAKEN and _lost(text, code, code_begin)))):
        return None
    if code_begin and text[code_begin - 1] in OTHER_ENDS and _is_other(text, code, code_begin, floor):
        return None
    if serial != squeeze(spaced) and not (code and whole):
        return None
    if opened and not closed and (not code or (nian and not _sure(code))):  # 说明（2022年第1号样品）
        return None
    if not code and not (hao and whole):
        return None
    return Number(
        code_begin if code else begin,
        end,
        f"{code}〔{year}〕{serial}{part}号",
        "number",
        code,
        "document_number" if whole else "bracket_lost",
        bool(code and hao and whole),
    )


def _office_begin(text: str, begin: int, end: int, floor: int) -> int:
    """Where the name of the office begins by which a kind of document is counted (农业农村部通告, 财政部 税务总局公告); `begin` for none."""
    kind = next(noun for noun in COUNTED_BY_NAME if text.endswith(noun, begin, end))
    office = issuer_begin(text, end - len(kind))
    return office if max(floor, end - LONGEST_OFFICE) <= office < begin else begin


def _part(serial: str, last: str, to: str) -> str:
    """What makes 〔2021〕3-1号 the first part of 3号, "" for the last of several documents (3-5号, 3至5号), of which the first is told."""
    last = squeeze(last)
    return f"-{last}" if to not in "~～至" and int(last) <= int(serial) else ""


def _is_other(text: str, code: str, begin: int, floor: int) -> bool:
    """Whether what stands before a code says that its number is none of a document."""
    other = OTHER_NUMBER.search(text, max(floor, begin - 14), begin)
    return other is not None and bool(other["kept"] or code.isascii())


def _is_bracketed(text: str, code: str, begin: int, end: int) -> bool:
    """Whether a number that lost a bracket and its 号 (渝财建〔2024246) fills a bracket of its own, or its code is known and it ends a clause."""
    alone = len(code) >= 3 and code[-1] in LAST_SIGNS and text[max(0, begin - 1) : begin] in tuple("（(") and ENCLOSED.match(text, end)
    return bool(alone or (is_known(code) and ENDS.match(text, end)))


def _lost(text: str, code: str, begin: int) -> bool:
    """Whether an opening bracket may be lost behind a code: none stands open before it, and the code is as long as codes are."""
    return 3 <= len(code) <= 8 and OPENINGS.isdisjoint(SEPARATED.split(text[max(0, begin - 12) : begin])[-1])


def _further(text: str, first: Number) -> Iterator[Number]:
    """The serials that follow a number without its code."""
    if not first.code or first.rule != "document_number":
        return
    value, end = first.value, first.end
    while found := FURTHER.match(text, end):
        if text.startswith("号", found.end() - 1) and NOT_HAO.match(text, found.end()):
            return
        if found["comma"] and not (found["year"] or found["hao"] in ("号文", "号文件")):
            return
        year = squeeze(found["year"]) if found["year"] else value[value.index("〔") + 1 :][:4]
        value, end = f"{first.code}〔{year}〕{squeeze(found['serial'])}号", found.end()
        yield Number(found.start("own"), end, value, "number", first.code, "further_serial")


def _sure(code: str) -> bool:
    return is_known(code) or (
        2 <= len(code) <= 7
        and code[0] in "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔贵滇云藏陕甘青宁新穗深杭"
        and code[-1] in "发办字函政财规委府联预行教建综社农"
    )
