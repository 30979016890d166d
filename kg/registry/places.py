"""Whose instrument a title is: what every place has of its own, and whether two wordings may be of one place."""

from __future__ import annotations

import re

from kg.citations.bodies import ends_with_body
from kg.registry.jurisdictions import NATION
from kg.registry.titles import same_place

#: Titles that every place, or every unit, has of its own.
OF_ITS_PLACE = re.compile(
    "\\A(?:本?单位|机关|局|委|厅|院|中心|学校|公司)?(?:内部控制|内控|报销|考勤|财务|采购|合同|资产|固定资产|公务用车|差旅|档案|印章|值班)"
    "(?:管理|报销)*(?:制度|规定|办法|手册)\\Z|三定(?:方案|规定)\\Z|\\A政府工作报告\\Z"
)


def passes_on(inner: str, core: str) -> bool:
    """Whether what a notice passes on (国家发展改革委某方案) is a body's document with this core."""
    return inner == core or (inner.endswith(core) and ends_with_body(inner[: -len(core)].removesuffix("关于")))


def may_be_one(place: str, own: str, context: str) -> bool:
    """Whether an instrument of a place may be meant by a title of its own place `own` ("" for one that names none), in a filing of `context`:
    another province's never is."""
    if not place or place == own:
        return True
    return not own and (place == NATION or not context or same_place(place, context))
