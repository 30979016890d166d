"""Targets whose sign and unit stand in columns of their own: `≥ | 95 | %` is ≥95%, `= | 逐步提升 |` is 逐步提升."""

from __future__ import annotations

import re

from kg.forms.cleaning import clean, join
from kg.forms.drafts import Text
from kg.forms.grids import GridCell
from kg.forms.indicators import TableRow

COMPARISON = re.compile(r"[≥≤><=≧≦＞＜＝]{1,2}")
#: What stands in a unit's cell where there is none.
NO_UNIT = frozenset({"无", "/", "-", "—"})
#: Words of a scale, which a target may lie above or below (≥良好); of other words a form's program prints the sign all the same.
GRADE = re.compile(r"[优良中差好]|优秀|优良|良好|较好|合格|基本合格|达标|一般|满意|基本满意|[一二三四五甲乙丙]级|[A-D]级?")


#: What a figure is compared with: numbers in letters, and what was or should be (≤上年水平).
COMPARED = re.compile(
    r"(?:[零一二三四五六七八九十百千万亿两半]+|(?:上一?年|去年|同期|往年|历年|预算|概算|计划|标准|平均|基准|基期|规定|行业|国家|全国|全省|全市).*)[\u4e00-\u9fff]?"
)


def remarks_of(row: TableRow) -> list[GridCell]:
    """The cells of a row that are neither its name, its target nor part of its report: remarks, and a sign or unit that no target took."""
    unused = [cell for kind, cell in row.extra.items() if kind in {"sign", "unit"} and (row.target is None or not _is_taken(row, kind))]
    return [*row.remarks, *unused]


def _is_taken(row: TableRow, kind: str) -> bool:
    assert row.target is not None
    word = "".join(row.extra[kind].text.split())
    if kind == "sign":
        return COMPARISON.fullmatch(word) is not None or "".join(whole_target(row)[0].split()).startswith(word)
    return "".join(whole_target(row)[0].split()).endswith(word)


def whole_target(row: TableRow) -> Text:
    """A target with its sign and its unit; a sign in front of words that nothing is compared with says nothing of them."""
    assert row.target is not None
    text = clean(row.target.text, row.target.begin)
    sign, unit = row.extra.get("sign"), row.extra.get("unit")
    if sign is not None and COMPARISON.fullmatch("".join(sign.text.split())) and _is_compared(text[0], "".join(sign.text.split())):
        text = join(clean(sign.text, sign.begin), text, "")
    if unit is not None and text[0][-1:].isdigit() and "".join(unit.text.split()) not in NO_UNIT:
        text = join(text, clean(unit.text, unit.begin), "")
    return text


def _is_compared(text: str, sign: str) -> bool:
    if COMPARISON.match(text):
        return False
    word = "".join(text.split())
    return any(char.isdigit() for char in text) or (sign not in {"=", "＝"} and (GRADE.fullmatch(word) or COMPARED.fullmatch(word)) is not None)
