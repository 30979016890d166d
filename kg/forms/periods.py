"""Periods that a sentence tells: 实施周期为2024年1月至2024年12月, 三年（2023-2025年）, 自2024年3月起，12月底完成."""

from __future__ import annotations

import re

from kg.forms.dates import parse_bound

YEAR = r"(?:19|20)\d\d"
#: A month, and a day in it, behind a year or behind what joins a period's ends.
MONTH = r"(?P<{0}_month>\d{{1,2}})(?:月份?)?(?:(?:(?<=月)|[-/.])(?P<{0}_day>\d{{1,2}})[日号]?)?"
FIRST = rf"(?<!\d)(?P<first>{YEAR})(?:(?:年|[-/.]){MONTH.format('first')}|年?度?)(?:月?初)?"
LAST = rf"(?:(?P<last>{YEAR})(?:(?:年|[-/.]){MONTH.format('last')}|年?度?)|{MONTH.format('same')})(?!\d)"
PERIOD = re.compile(
    rf"{FIRST}(?:(?P<to>(?:起|开始|启动|开工|动工)?[,，]?(?:至|到|[-—–~～]+))|(?:起|开始|启动|开工|动工|开始实施|正式实施)[,，、](?:预计|计划|至|到|于|并)*)"
    rf"{LAST}(?P<until>(?:月?[底末])?前?(?:止|结束|完成|完工|竣工|验收|终止|底|末)?)"
)
#: What is cited has years of its own.
CITED = re.compile(r"《[^》]{0,80}》|[〔\[［【][12]\d{3}[〕\]］】]\d+号?")


#: The months of a further period that prints no year: 2024年1月至3月招标，4月至12月实施.
MONTHS = re.compile(r"(?<![\d年])\d{1,2}月")


def told_period(text: str) -> tuple[str | None, str | None, bool]:
    """(start, end, possible) of the one period that a text without white space tells; of several the first where it covers them all."""
    text = CITED.sub("", text)
    found = [bounds for match in PERIOD.finditer(text) if (bounds := _bounds_of(match)) is not None]
    whole = [(start, end) for start, end, possible in found if start and end and possible]
    if not whole:
        return None, None, not found
    if len(MONTHS.findall(PERIOD.sub("", text))) > 1 or any(start < whole[0][0] or end > whole[0][1] for start, end in whole[1:]):
        return None, None, True
    return *whole[0], True


def _bounds_of(match: re.Match[str]) -> tuple[str | None, str | None, bool] | None:
    first, month, day = match["first"], match["first_month"], match["first_day"]
    last, last_month, last_day = match["last"], match["last_month"], match["last_day"]
    if last is None:  # the end is in the year of the beginning
        written = match.group()
        if month is None or not ("月" in written or "." in written) or (match["to"] is None and not match["until"]):
            return None
        last, last_month, last_day = first, match["same_month"], match["same_day"]
    if month is None and last_month is None and last <= first:
        return None
    start, good = parse_bound("-".join(part for part in (first, month or "1", day or ("" if month else "1")) if part), last=False)
    end, fine = parse_bound("-".join(part for part in (last, last_month or "12", last_day or ("" if last_month else "31")) if part), last=True)
    return (start, end, good and fine) if not (start and end and start > end) else None
