"""Norm levels, from number and title (Legislation Law of the PRC, articles 7, 65, 72, 80, 82; GB/T 9704-2012 for the kinds of documents)."""

from __future__ import annotations

import re

from kg.registry.jurisdictions import NATION
from kg.registry.numbers import NumberParts
from kg.registry.titles import TitleForm

PLAN = re.compile("(?:规划|计划|行动方案|纲要|蓝图|白皮书|行动)\\Z")
REPLY = re.compile("(?:批复|复函|答复)\\Z")
LOCAL_REGULATION = re.compile("条例\\Z")
INTERNAL = re.compile(
    "(?:中心|公司|研究院|学校|大学|医院|[局委办院]机关|总队|支队|事务所|管理站).{0,24}(?:制度|办法|规定|细则)\\Z|"
    "(?:内部控制|报销|考勤|财务).{0,6}制度\\Z|(?:内部控制|内控|管理|制度|质量|员工|规程).{0,4}手册\\Z|三定(?:方案|规定)\\Z"
)
TECHNICAL = re.compile("(?:技术|工程|设计|施工|质量|安全|建设|设施|运行|养护|检测|测量|卫生|环境).{0,14}(?:标准|规范|规程|导则)\\Z")
NOT_TECHNICAL = re.compile("支出|收费|补贴|补助|配置|费用|评价|评分|考核|内部控制|管理规范")


def level_of(title: str, form: TitleForm | None, parts: NumberParts | None, jurisdiction: str, issuer: str) -> tuple[str, str]:
    """The norm level and why; ("", "") where neither number nor title tells."""
    plain = re.sub("[（(][^（()）]*[)）]\\Z", "", title)
    if parts and parts.kind == "standard":
        return "standard", "the number is that of a standard"
    if plain in {"中华人民共和国宪法", "宪法"}:
        return "constitution", "title"
    if parts and parts.kind == "order":
        if parts.agency.endswith("令"):
            return _order(parts.issuer)
        if "人民代表大会" in parts.issuer:
            return "local_regulation", "announced by a local people's congress or its standing committee"
        return "normative_document", "an announcement"
    if re.search("(?:(?<!办)法|法典)\\Z", plain) and (plain.startswith("中华人民共和国") or jurisdiction == NATION):
        return "law", "a national title that ends in 法"
    if REPLY.search(plain):
        return "reply", "the title ends as a reply"
    if PLAN.search(form.noun if form and form.noun else plain):
        return "plan", "the title ends as a plan"
    if parts and parts.kind == "number":
        return "normative_document", "a document number of an office, not an order"
    if LOCAL_REGULATION.search(plain):
        if jurisdiction and jurisdiction != NATION:
            return "local_regulation", "a 条例 of a place"
        return ("administrative_regulation", "a national 条例") if jurisdiction == NATION else ("", "")
    if re.search("实施.*法.?办法\\Z", plain) and jurisdiction not in {"", NATION}:
        return "local_regulation", "a place's measures for carrying out a law"
    if INTERNAL.search(plain):
        return "internal_rule", "a rule of a unit for itself"
    if TECHNICAL.search(plain) and not NOT_TECHNICAL.search(plain):
        return "standard", "the title ends as a standard"
    if re.search("(?:通知|意见|决定|通告|公告|函|要点|方案|指南|指引|目录)\\Z", plain):
        return "normative_document", "the kind of document that the title names"
    return "", ""


def _order(issuer: str) -> tuple[str, str]:
    if issuer == "国务院":
        return "administrative_regulation", "an order of the State Council"
    if issuer == "主席":
        return "law", "promulgated by an order of the President"
    if issuer.endswith("人民政府"):
        return "local_government_rule", "an order of a local government"
    return "departmental_rule", "an order of a ministry"
