"""Numbers and dates as a sheet shows them: number formats of Excel (ECMA-376 part 1, 18.8.30 and 18.8.31), as a Chinese Excel reads them.

What a format does not fix (General, fractions, colours and conditions) is shown with the digits that the file holds, so that nothing is
rounded away that the sheet would show.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

GENERAL = "General"

#: Formats that files name by number only. 14 and 22 follow the language of the system, 27 to 36 and 50 to 58 are those of Chinese systems.
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0", 6: "¥#,##0", 7: "¥#,##0.00", 8: "¥#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "¥#,##0", 43: "#,##0.00", 44: "¥#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = "一二三四五六日"

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]|(?P<ampm>AM/PM|A/P|上午/下午)'
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,4}|[eE](?![+-]))|(?P<general>General|G/通用格式)|(?P<exponent>[eE][+-])|(?P<digit>[0#?])|(?P<other>.)",
    re.DOTALL,
)
ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)
CONDITION = re.compile(r"([<>=]{1,2})(-?\d+(?:\.\d+)?)")
CURRENCY = re.compile(r"\$([^-\]]*)")

#: Digits enough for the largest number of a sheet (308 places) and the longest format (255 signs).
PRECISE = Context(prec=800)

Token = tuple[str, str]


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[tuple[Token, ...], ...]:
    """The sections of a format (positive; negative; zero; text), each as (kind, text) tokens."""
    found: list[list[Token]] = [[]]
    for match in TOKEN.finditer(code):
        kind, text = match.lastgroup or "other", match.group()
        if kind == "other" and text == ";":
            found.append([])
            continue
        if kind in {"quoted", "escaped"}:
            found[-1].append(("literal", match[kind]))
        elif kind == "bracket":
            found[-1] += bracketed(match["bracket"])
        elif kind == "general":
            found[-1].append(("general", ""))
        elif kind not in {"space", "fill"}:
            found[-1].append((kind, text))
    return tuple(tuple(section) for section in found)


def bracketed(inner: str) -> list[Token]:
    """What stands in square brackets: a currency, an elapsed time, a condition; colours and languages show nothing."""
    currency = CURRENCY.match(inner)
    if currency:
        return [("literal", currency[1])] if currency[1] else []
    if ELAPSED.fullmatch(inner):
        return [("elapsed", inner)]
    condition = CONDITION.fullmatch(inner)
    return [("condition", inner)] if condition else []


def show(value: float, code: str, *, from_1904: bool = False) -> str:
    """A number as its cell shows it under a format; dates count days from the end of 1899 (from_1904: from 1904)."""
    if not math.isfinite(value):
        return str(value)
    parts = sections(code)
    if len(parts) == 1 and parts[0] and parts[0][0][0] == "general" and len(parts[0]) == 1:
        return general(value)
    section, signed = choose(parts, value)
    if not any(kind != "condition" for kind, _ in section):
        return ""
    kinds = {kind for kind, _ in section}
    if kinds & {"date", "elapsed"}:
        shown = show_date(value, section, from_1904=from_1904)
        return general(value) if shown is None else shown
    if "general" in kinds or any(text == "@" for _, text in section):
        figure = general(abs(value) if signed else value)
        return "".join(figure if kind == "general" or text == "@" else text for kind, text in section if kind != "condition")
    if "digit" not in kinds:
        return "".join(text for kind, text in section if kind in {"literal", "other"})
    return show_number(value, section, signed=signed)


def choose(parts: tuple[tuple[Token, ...], ...], value: float) -> tuple[tuple[Token, ...], bool]:
    """(the section that shows a value, whether that section shows the sign itself)."""
    conditions = [next((CONDITION.fullmatch(text) for kind, text in section if kind == "condition"), None) for section in parts]
    if any(conditions):
        for section, condition in zip(parts, conditions, strict=True):
            if condition is None or holds(value, condition[1], float(condition[2])):
                return section, False
        return parts[-1], False
    if value < 0 and len(parts) > 1:
        return parts[1], True
    if value == 0 and len(parts) > 2:
        return parts[2], False
    return parts[0], False


def holds(value: float, sign: str, bound: float) -> bool:
    """Whether a condition of a section holds."""
    order = (value > bound) - (value < bound)
    return order in {"<": (-1,), ">": (1,), "<=": (-1, 0), ">=": (0, 1), "=": (0,), "<>": (-1, 1)}.get(sign, ())


def general(value: float) -> str:
    """A number without a format: all digits that it has, up to 15, and no exponent where digits will do."""
    if not math.isfinite(value):
        return str(value)
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text and -10 < Decimal(text).adjusted() < 21 else text


def show_number(value: float, section: tuple[Token, ...], *, signed: bool) -> str:
    """A number under a section with digits: its places, thousands, percent and scale."""
    digits = [at for at, (kind, _) in enumerate(section) if kind == "digit"]
    first, last = digits[0], digits[-1]
    if any(kind == "exponent" for kind, _ in section) or any(text == "/" for kind, text in section[first:last] if kind == "other"):
        return general(value)
    number = Decimal(repr(abs(value)))
    number = PRECISE.multiply(number, Decimal(100) ** min(sum(text == "%" for _, text in section), 9))
    point = next((at for at in range(first, last + 1) if section[at] == ("other", ".")), None)
    if point is None and first and section[first - 1] == ("other", "."):
        point = first - 1
    # Commas right behind the last digit scale by a thousand each; any other comma among the digits groups them.
    scale = 0
    while last + 1 + scale < len(section) and section[last + 1 + scale] == ("other", ","):
        scale += 1
    number = PRECISE.scaleb(number, -3 * scale)
    whole_end = last if point is None else point
    grouped = any(section[at] == ("other", ",") for at in range(first, whole_end))
    places = 0 if point is None else sum(1 for at in digits if at > point)
    required = 0 if point is None else max((n for n, at in enumerate((at for at in digits if at > point), 1) if section[at][1] == "0"), default=0)
    whole_zeros = sum(1 for at in digits if (point is None or at < point) and section[at][1] == "0")
    number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=PRECISE)
    whole, _, fraction = f"{number:f}".partition(".")
    whole = whole.lstrip("0").rjust(whole_zeros, "0")
    if grouped:
        whole = group(whole)
    fraction = fraction[:required] + fraction[required:].rstrip("0")
    # Literals between the digits (000-0000) are rare in money; those formats fall back to the plain digits.
    shown = whole + ("." + fraction if fraction else "")
    before = literals(section[: first if point is None or point > first else point])
    after = literals(section[last + 1 + scale :])
    minus = "-" if value < 0 and not signed and number != 0 else ""
    return f"{minus}{before}{shown}{after}".strip()


def literals(tokens: Sequence[Token]) -> str:
    """What tokens beside the digits show."""
    return "".join(text for kind, text in tokens if kind in {"literal", "other"} and text != ",")


def group(whole: str) -> str:
    """Digits in groups of three."""
    head = len(whole) % 3
    return ",".join(part for part in (whole[:head], *(whole[at : at + 3] for at in range(head, len(whole), 3))) if part)


def show_date(value: float, section: tuple[Token, ...], *, from_1904: bool) -> str | None:
    """A day count as a date or time; None for one that no calendar has."""
    moment = moment_of(value, from_1904=from_1904)
    if moment is None:
        return None
    half_day = any(kind == "ampm" for kind, _ in section)
    seconds = round(value * 86400)
    shown: list[str] = []
    for at, (kind, text) in enumerate(section):
        if kind == "date":
            shown.append(date_part(moment, text.lower(), half_day=half_day, minutes=means_minutes(section, at)))
        elif kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[text[0].lower()]
            shown.append(str(seconds // unit).rjust(len(text), "0"))
        elif kind == "ampm":
            noon = moment.hour >= 12
            shown.append({"AM/PM": ("AM", "PM"), "A/P": ("A", "P")}.get(text, ("上午", "下午"))[noon])
        elif kind in {"literal", "other"} and text != "@":
            shown.append(text)
    return "".join(shown).strip()


def means_minutes(section: tuple[Token, ...], at: int) -> bool:
    """Whether an m means minutes: right after hours or right before seconds."""
    if section[at][1][0] not in "mM" or len(section[at][1]) > 2:
        return False
    times = [(n, text[0].lower()) for n, (kind, text) in enumerate(section) if kind in {"date", "elapsed"}]
    order = next(n for n, (where, _) in enumerate(times) if where == at)
    before = times[order - 1][1] if order else ""
    after = times[order + 1][1] if order + 1 < len(times) else ""
    return before == "h" or after == "s"


def date_part(moment: datetime.datetime, text: str, *, half_day: bool, minutes: bool) -> str:
    """One part of a date."""
    letter, count = text[0], len(text)
    if letter == "y" or letter == "e":
        return f"{moment.year % 100:02}" if letter == "y" and count <= 2 else str(moment.year)
    if letter == "a":
        return ("星期" if count == 4 else "") + WEEKDAYS[moment.weekday()]
    if letter == "m" and not minutes:
        return MONTHS[moment.month - 1] if count >= 3 else str(moment.month).rjust(count, "0")
    if letter == "d" and count >= 3:
        return "星期" + WEEKDAYS[moment.weekday()]
    hour = (moment.hour - 1) % 12 + 1 if half_day else moment.hour
    number = {"m": moment.minute, "d": moment.day, "h": hour, "s": moment.second}[letter]
    return str(number).rjust(min(count, 2), "0")


def moment_of(value: float, *, from_1904: bool) -> datetime.datetime | None:
    """The date and time of a day count; None outside the calendar of sheets. Day 60 is 1900-02-29, which never was: days before it count
    from one day later."""
    if not 0 <= value < 2_958_466:
        return None
    days, part = divmod(value, 1)
    if from_1904:
        start = datetime.datetime(1904, 1, 1)  # noqa: DTZ001 - sheets know no time zones
    else:
        start = datetime.datetime(1899, 12, 31 if value < 60 else 30)  # noqa: DTZ001
    return start + datetime.timedelta(days=days, seconds=round(part * 86400))
