"""Years, dates and periods as forms print them."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from kg.forms.money import HALF_WIDTH

DATE = re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?[日月]?")
#: 202001, 20200131
DIGITS = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(\d\d)?")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)年?度?[-—–~～至]+((?:19|20)\d\d)(?!\d)")
WHOLE_YEAR = re.compile(r"((?:19|20)\d\d)年?度?全年度?")
#: 自2024年1月1日起至2024年12月31日止
AROUND_PERIOD = re.compile(r"^[自从由]|(?<=[日月\d])起(?=[至到])|止$")
PERIOD_DIVIDER = re.compile(r"[—–~～至到]+|-{1,2}(?=(?:19|20)\d\d|\d{1,2}月)")


@lru_cache(maxsize=4096)
def parse_date(raw: str) -> tuple[str | None, bool]:
    """(ISO date, possible): (None, True) where no date is printed, (None, False) for a date that no calendar has (2020-02-30)."""
    text = "".join(raw.translate(HALF_WIDTH).split())
    match = DATE.fullmatch(text)
    if match is None:
        return None, not text or not any(c.isdigit() for c in text)
    year, month, day = match.groups()
    if day is None:
        return None, 1 <= int(month) <= 12
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat(), True
    except ValueError:
        return None, False


@lru_cache(maxsize=4096)
def parse_years(raw: str) -> tuple[int | None, int | None]:
    """(year, last year) in a text such as （2020年度） or (2022-2024年度); the last only where more than one is printed."""
    text = "".join(raw.translate(HALF_WIDTH).split())
    span = YEARS.search(text)
    if span:
        first, last = int(span[1]), int(span[2])
        return (first, last) if last > first else (first, None)
    one = YEAR.search(text)
    return (int(one[1]) if one else None), None


def parse_period(raw: str) -> tuple[str | None, str | None, bool]:
    """(start, end, possible) of 2022.1—2022.12, 2017年1月至2017年12月, 2020-01-01至2020-12-31: a month alone means its first day at the
    start and its last day at the end. 2023年全年 is that year from its first day to its last; 3年 or 全年 give no dates."""
    text = "".join(raw.translate(HALF_WIDTH).split()).rstrip("。；;,，")
    if whole := WHOLE_YEAR.fullmatch(text):
        return f"{whole[1]}-01-01", f"{whole[1]}-12-31", True
    parts = [p for p in PERIOD_DIVIDER.split(AROUND_PERIOD.sub("", text)) if p]
    if len(parts) != 2:
        return None, None, True
    start, end = parts
    if re.fullmatch(r"\d{1,2}月(?:\d{1,2}日)?", end) and (year := YEAR.match(start)):
        end = f"{year[1]}年{end}"
    dates = [parse_bound(start, last=False), parse_bound(end, last=True)]
    return dates[0][0], dates[1][0], dates[0][1] and dates[1][1]


def parse_bound(raw: str, *, last: bool) -> tuple[str | None, bool]:
    """(ISO date, possible) of one end of a period: a month alone means its first day, or its `last`."""
    text = "".join(raw.translate(HALF_WIDTH).split())
    match = DATE.fullmatch(text) or DIGITS.fullmatch(text)
    if match and match[3] is None and 1 <= int(match[2]) <= 12:
        year, month = int(match[1]), int(match[2])
        if not last:
            return f"{year}-{month:02}-01", True
        following = datetime.date(year + month // 12, month % 12 + 1, 1)
        return (following - datetime.timedelta(days=1)).isoformat(), True
    if match and match.re is DIGITS:
        text = "-".join(match.groups())
    return parse_date(text)
