"""Orders (国务院令第641号) and announcements (财政部公告2023年第12号): anchored on 令, 公告 and 通告."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.citations.bodies import body_start, issuer_begin
from kg.citations.codes import PREPOSITIONS
from kg.citations.numerals import CHINESE, CLOSE, COUNT, OPEN, S2, YEAR, Number, count_of, squeeze
from kg.citations.words import HAN, alternation, words

ORDER_AFTER = re.compile(
    f"令{S2}(?P<open>[{OPEN}])?{S2}(?:(?P<year>{YEAR}){S2}年?{S2}(?P<close>[{CLOSE}])?)?{S2}(?P<di>第)?{S2}(?P<count>{COUNT}){S2}号(?P<end>{S2}[{CLOSE}])?"
)
ORDER_BEFORE = re.compile(f"(?:(?P<year>{YEAR}){S2}年{S2})?(?P<di>第{S2})?(?P<count>{COUNT}){S2}号{S2}令(?![人行牌])")
#: What a count in front of its 令 leaves of both: a look for it costs less than a look for each.
COUNT_BEFORE = re.compile(f"号{S2}[{HAN}]{{0,16}}?令")
#: 第593号国务院令, 77号市政府令: the count in front of who orders.
ORDER_AROUND = re.compile(
    f"(?<![0-9０-９{CLOSE}第])(?:第{S2})?(?P<count>{COUNT}){S2}号{S2}(?P<issuer>[{HAN}]{{2,16}}?)令(?![人行牌]|{S2}[{OPEN}]?{S2}第?[0-9０-９{CHINESE}])"
)
NOTICE_AFTER = re.compile(
    f"(?P<noun>公告|通告){S2}(?P<open>[{OPEN}])?{S2}(?:(?P<year>{YEAR}){S2}年{S2}|(?P<session>第?[{CHINESE}0-9]{{1,3}}届){S2}(?P<close>[{CLOSE}])?{S2})?"
    f"第{S2}(?P<count>{COUNT}){S2}号(?P<end>{S2}[{CLOSE}])?"
)
NOTICE_BEFORE = re.compile(f"(?:(?P<year>{YEAR}){S2}年?{S2})?第{S2}(?P<count>{COUNT}){S2}号{S2}(?P<noun>公告|通告)(?![栏牌板])")
YEAR_BEFORE = re.compile(f"(?P<year>{YEAR}){S2}年{S2}\\Z")
#: Without its year, 第N号公告 is a number only behind the name of one that issues such announcements.
ANNOUNCES = re.compile("(?:委员会|常委会|人大|政府|总局|部|署|厅|局)\\Z")
#: What an announcement that is named by its title is about, from 关于 to its noun.
ABOUT = re.compile("关于[^。；;\n《》]{2,90}的\\Z")
#: 国家生态环境部令第16号、第23号令: a further order of the same issuer.
FURTHER = re.compile(f"{S2}(?:[、和及与]|以及){S2}")
OPENED = re.compile(f"{S2}[{OPEN}]?{S2}")
#: 国令第659号 is what the State Council's own copies print.
#: 津政令第18号, 深府令: a government by its place's sign.
ORDER_ENDS = re.compile(
    f"(?:\\A国|\\A(?:{alternation((*words('code_heads'), *words('city_signs')))})政|院|部|部门|委|局|府|席|省|市|署|会|行|厅|办|团|区|县|州|处|司法|"
    "[省市州县区河林湖田]长|主任)\\Z"
)
#: Who counts orders through from the first to the last, so that a year before the count (省政府令2018年第363号) is no part of the number.
#: Ministries begin anew each year: 交通运输部令2015年第22号 is another than 2017年第22号.
COUNTS_THROUGH = re.compile("(?:国务院|主席|政府|\\A.政|[省市州县区]|府|[省市州县区]长)\\Z")
PLACES = "".join(sorted(words("code_heads")))
#: The whole name of one that gives orders, with nothing in front of it.
ISSUES = re.compile(
    f"(?:中华人民共和国)?(?:国务院|主席|国家主席|(?:[{HAN}]{{2,8}}?)?[省市区县州]?(?:人民政府|政府)|[{HAN}]{{2,10}}(?:部|总局|总署|委员会|委)|[{PLACES}][府政]|[{HAN}]{{0,8}}[省市区县州]长)"
)
#: 按照3号令: what introduces is no issuer.
LEAD_INS = words("lead_ins")
#: 检验机构按市场监管总局令: what stands in front of an order is more than a name where the name stands behind one of these.
LED = re.compile(f"(?:{alternation(words('before_orders'))}|依(?![法兰安])|[按以由见到](?!法)|{PREPOSITIONS})")


RUN_BACKWARDS = re.compile(f"[{HAN}]*")


@lru_cache(maxsize=65536)
def _led(before: str, run: str) -> int:
    """Where the name of one that gives orders begins in a run behind a word that leads to it; 0 where none does. `before` is what stands before it,
    as far as the words look back."""
    text = before + run
    led = [found.end() for found in LED.finditer(text, len(before)) if ISSUES.fullmatch(text, found.end())]
    return led[-1] - len(before) if led else 0


def _issuer(text: str, end: int) -> int:
    """Where the issuer begins that stands right before an order's 令 or a 公告; several are joined by 、 or a space."""
    begin = issuer_begin(text, end)
    if begin < end:
        return begin + _led(text[max(0, begin - 2) : begin], text[begin:end])
    window = text[max(0, end - 30) : end]
    run = window[len(window) - RUN_BACKWARDS.match(window[::-1]).end() :]  # type: ignore[union-attr]
    if run == "年" and text[end - 2 : end - 1].isdigit():  # 2025年公告第29号
        return end
    return end if run.endswith(LEAD_INS) else end - len(run) + body_start(run)


def scan_orders(text: str) -> Iterator[Number]:
    """The orders of a text, from left to right, with the issuer as written (`国务院令第641号`)."""
    floor, last = 0, ""
    orders = list(ORDER_AFTER.finditer(text))
    if COUNT_BEFORE.search(text):
        around = [found for found in ORDER_AROUND.finditer(text) if ISSUES.fullmatch(found["issuer"])]
        orders = sorted([*orders, *ORDER_BEFORE.finditer(text), *around], key=lambda m: (m.start(), -m.end()))
    for found in orders:
        if found.start() < floor:
            continue
        if found.re is ORDER_AROUND:
            floor = found.end()
            value = f"{found['issuer']}令第{count_of(found['count'])}号"
            last = found["issuer"]
            yield Number(found.start(), floor, value, "order", f"{last}令", "order")
            continue
        after = found.re is ORDER_AFTER
        opened, closed, closing = found.group("open", "close", "end") if after else (None, None, None)
        year, di, count = found.group("year", "di", "count")
        begin = max(floor, _issuer(text, _skip_back(text, found.start())))
        issuer = squeeze(text[begin : found.start()])
        if issuer and last and FURTHER.fullmatch(text, floor, found.start()):
            issuer, begin = "", found.start()
        if issuer and not ORDER_ENDS.search(issuer):
            continue
        stated = bool(issuer)
        if not stated and last and FURTHER.fullmatch(text, floor, found.start()):
            issuer = last
        last = issuer
        end = found.end()
        if closing and not (opened and not closed):
            end = found.start("end")
        number = count_of(count)
        if opened and closed and year:
            value = f"{issuer}令〔{squeeze(year)}〕{di or ''}{number}号"
        else:
            counted = year and not COUNTS_THROUGH.search(issuer)
            value = f"{issuer}令{squeeze(year) + '年' if counted else ''}第{number}号"
        begin = begin if stated else found.start()
        if text.startswith("文", end):
            end += 1
        floor = end
        yield Number(begin, end, value, "order", f"{issuer}令", "order", bool(issuer))


def scan_announcements(text: str) -> Iterator[Number]:
    """The announcements and public notices of a text, from left to right (`财政部公告2023年第12号`)."""
    floor = 0
    for found in sorted([*NOTICE_AFTER.finditer(text), *NOTICE_BEFORE.finditer(text)], key=lambda m: m.start()):
        if found.start() < floor:
            continue
        groups = found.groupdict()
        about = ABOUT.search(text, max(floor, found.start() - 100), found.start()) if text.startswith("的", found.start() - 1) else None
        if about and found.re is NOTICE_AFTER:  # 财政部关于…的公告（2022年第13号）: the count of its issuer's announcements
            issuer = squeeze(text[issuer_begin(text, about.start()) : about.start()])
            begin = OPENED.match(text, found.end("noun")).end()  # type: ignore[union-attr]
        else:
            begin = max(floor, _issuer(text, _skip_back(text, found.start())))
            issuer = squeeze(text[begin : found.start()])
            begin = begin if issuer else found.start()
            if found.re is NOTICE_BEFORE and not groups["year"] and not ANNOUNCES.search(issuer):
                continue
        end = found.end()
        if groups.get("end") and (not groups.get("open") or groups.get("close")):
            end = found.start("end")
        year = groups["year"] or _year_before(text, begin)
        middle = f"{squeeze(year)}年" if year else f"〔{squeeze(groups['session'])}〕" if groups.get("session") else ""
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


def _year_before(text: str, begin: int) -> str:
    """2020年财政部公告第12号: announcements are counted by the year, so the year in front of the issuer is the number's; "" where none stands."""
    found = YEAR_BEFORE.search(text, max(0, begin - 10), begin)
    return found["year"] if found else ""


def _skip_back(text: str, end: int) -> int:
    while end > 0 and text[end - 1] in " \t\u3000\xa0":
        end -= 1
    return end
