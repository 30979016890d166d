"""Money as forms print it: digits of any width, thousands separators, a unit in the label, above the table, in the value, or nowhere."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from kg.filings import SCALES

#: Full-width digits, signs and brackets to their half-width forms; one code point to one, so that offsets hold.
HALF_WIDTH = str.maketrans("０１２３４５６７８９．，％＋－＝＜＞（）：／［］　", "0123456789.,%+-=<>():/[] ")

NUMBER = re.compile(r"[¥￥]?(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)(千元|百万元|万元|亿元|元|万|亿)?(?:整|人民币)?")
#: A figure with its unit in front of remarks: 46.8万元（含设备费）.
LEADING = re.compile(r"[¥￥]?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(千元|百万元|万元|亿元|元)[(,;，；。、].{1,200}")
#: What a form prints where there is no money.
BLANKS = frozenset({"", "无", "/", "-", "—", "——", "--", "不适用", "0元", "空", "\\", "…", "……"})
LOOSE_UNITS = {"万": "万元", "亿": "亿元"}


@lru_cache(maxsize=65536)
def parse_money(raw: str, unit: str | None) -> tuple[Decimal | None, str | None, bool]:
    """(yuan, unit, readable) of a printed amount whose label or table declares `unit` (None: none does).

    A unit in the value wins over the declared one. Without any unit there is no yuan: the figure is kept as printed, never guessed.
    `readable` is False where text stands that is neither a figure nor a known blank.
    """
    text = "".join(raw.translate(HALF_WIDTH).split())
    if text in BLANKS:
        return None, unit, True
    match = NUMBER.fullmatch(text) or LEADING.fullmatch(text)
    if match is None:
        return None, unit, False
    figure, own_unit = match[1], match[2]
    unit = LOOSE_UNITS.get(own_unit, own_unit) or unit
    if unit is None:
        return None, None, True
    return Decimal(figure.replace(",", "")) * SCALES[unit], unit, True


RATE = re.compile(r"(\d+(?:\.\d+)?)(%)?")


def parse_rate(raw: str) -> Decimal | None:
    """An execution rate as a fraction: 98.5% is 0.985; a bare figure above 1 is a percentage too."""
    match = RATE.fullmatch("".join(raw.translate(HALF_WIDTH).split()))
    if match is None:
        return None
    figure = Decimal(match[1])
    return figure / 100 if match[2] or figure > 1 else figure
