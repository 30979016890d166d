"""Targets of indicators, parsed: `≥95%`, `=2.00(个)`, `≤30.00元/月/平米`, `大于90%`, `±3%以内`, `80-90分`, `11月份`, `及时`.

What is no figure with at most one comparator and one unit stays qualitative: `100%达到验收标准` is a percentage of 100 in its figure,
`8月和次年1月` a date, `每月用户有效投诉≤5` an upper bound of 5. The printed text always stays beside the reading.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from kg.filings import Target
from kg.forms.money import HALF_WIDTH

#: Words and signs → comparator. Longer ones first: 不少于 holds 少于.
COMPARATORS = {
    "≥": ">=", ">=": ">=", "≧": ">=", "=>": ">=", "不低于": ">=", "不少于": ">=", "不小于": ">=", "大于等于": ">=", "大于或等于": ">=", "至少": ">=",
    "达到": ">=", "≤": "<=", "<=": "<=", "≦": "<=", "=<": "<=", "不高于": "<=", "不超过": "<=", "不大于": "<=", "不多于": "<=", "小于等于": "<=",
    "小于或等于": "<=", "至多": "<=", "控制在": "<=", ">": ">", "大于": ">", "高于": ">", "超过": ">", "多于": ">", "<": "<",
    "小于": "<", "低于": "<", "少于": "<", "=": "=", "等于": "=", "±": "~", "约": "~",
}  # fmt: skip
SIGNS = "|".join(re.escape(sign) for sign in sorted(COMPARATORS, key=len, reverse=True))
FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
AFTER = {"以上": ">=", "及以上": ">=", "以内": "<=", "以下": "<=", "及以下": "<=", "以内)": "<=", "左右": "~"}
UNIT = r"(?:%|‰|(?:(?!及?以[上下内]|左右)[^\d\s,，。；;、()（）<>=≤≥]){1,8})"

QUANTITY = re.compile(
    rf"(?P<lead>[^\d<>=≤≥±≧≦]{{0,30}}?)(?P<sign>{SIGNS})?(?P<figure>{FIGURE})(?P<percent>%|‰)?"
    rf"(?:[-—~～至](?P<upper>{FIGURE})(?P<percent2>%|‰)?)?"
    rf"(?:\((?P<boxed>[^()]{{1,10}})\)|(?P<unit>{UNIT}))?(?P<after>及?以上|以内|及?以下|左右)?(?P<rest>.{{0,30}})"
)
#: Most targets are words: one without a digit need not be tried from each of its signs.
DIGIT = re.compile(r"\d")
#: Points of the calendar: they make a target a date, whatever else it says.
CALENDAR = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|底|前|初|中旬|上旬|下旬)?(?!/)|[一二三四1-4]季度|第[一二三四]季度|(?<!上)[上下]半年|年底|年内"
    r"|(?:19|20)\d\d年(?:\d{1,2}月)?|\d{1,2}日前|年初|年末|月底"
)
PERCENT_UNITS = frozenset({"%", "百分比", "％"})
DOWN = re.compile(r"投诉|差错|故障|败诉|事故|偏差|违规|成本|发生率|流失|误差|超支|上访")
#: What is done about them is no fewer-is-better: 故障及时修复率, 投诉处置率, 成本节约率.
REMEDY = re.compile(r"修复|抢修|排除|恢复|处置|处理|办结|办理|结案|解决|整改|答复|回复|响应|查处|纠正|下降|降低|减少|节约|防范|预防|管控|化解|及时")


def parse_target(text: str, name: str = "") -> Target:
    """The reading of a target; `name` is the indicator's name, which tells the direction of an equality (fewer complaints are better)."""
    target = _parse(text)
    if target.direction is None and target.lower is not None and DOWN.search(name) and not REMEDY.search(name):
        return replace(target, direction="down")
    return target


@lru_cache(maxsize=32768)
def _parse(text: str) -> Target:
    """The reading of a target by its text alone: texts recur, their pairs with a name do not."""
    plain = "".join(text.translate(HALF_WIDTH).split())
    match = QUANTITY.fullmatch(plain) if DIGIT.search(plain) else None
    if match is None or _is_calendar(plain, match):
        return Target("date" if CALENDAR.search(plain) else "qualitative")
    return _quantity(match)


def _is_calendar(plain: str, match: re.Match[str]) -> bool:
    """`11月份` and `8月和次年1月` are dates; `3个月` and `≤12月` (a duration with a comparator) are not."""
    return not match["sign"] and CALENDAR.search(plain) is not None


def _quantity(match: re.Match[str]) -> Target:
    comparator = COMPARATORS[match["sign"]] if match["sign"] else None
    if match["after"]:
        comparator = "<=" if match["sign"] == "±" else AFTER[match["after"]]
    lower = Decimal(match["figure"].replace(",", ""))
    upper = Decimal(match["upper"].replace(",", "")) if match["upper"] else None
    unit = match["percent"] or match["percent2"] or match["boxed"] or match["unit"]
    percent = unit in PERCENT_UNITS
    if comparator is None and upper is None and match["lead"]:
        # 每月一次3份: words before a bare figure say more than the figure does.
        return Target("qualitative")
    if match["sign"] == "±":
        bounds: tuple[Decimal | None, Decimal | None] = (-lower, lower)
        comparator = "~"
    elif upper is not None:
        bounds = (lower, upper)
    elif comparator in {"<", "<="}:
        bounds = (None, lower)
    elif comparator in {">", ">="}:
        bounds = (lower, None)
    else:
        bounds = (lower, lower)
    direction = "down" if comparator in {"<", "<="} else "up" if comparator in {">", ">="} else None
    return Target("percentage" if percent else "quantity", comparator, *bounds, "%" if percent else unit, direction)
