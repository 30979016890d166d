"""Whose instrument a title is: what every place has of its own, and whether two wordings may be of one place."""

from __future__ import annotations

import re

from kg.citations.bodies import ends_with_body
from kg.registry.jurisdictions import NATION
from kg.registry.titles import same_place

#: Titles that every place, or every unit, has of its own. What repeats is never read a second way (`*+`): 乡镇 is 乡 and 镇 too.
OF_ITS_PLACE = re.compile(
    "\\A(?:本?单位|机关|局|委|厅|院|中心|学校|公司)?(?:内部控制|内控|报销|考勤|财务|采购|合同|资产|固定资产|公务用车|差旅|档案|印章|值班)"
    "(?:管理|报销)*(?:制度|规定|办法|手册)\\Z|三定(?:方案|规定)\\Z|\\A(?:[0-9]{4}年?)?政府工作报告\\Z|"
    "\\A(?:[0-9]{4}年?)?(?:城市|县城|城乡|城镇|乡镇|镇|乡|市域|县域|土地利用|国土空间|市|县|区)*+总体规划(?:纲要)?[0-9]*年?\\Z|"
    "\\A(?:国土空间|城市|城镇|控制性|修建性|村庄)*+(?:详细规划|建设规划)[0-9]*年?\\Z|\\A村庄规划\\Z|"
    "\\A城市(?:绿地系统|排水|防涝|防洪|雨水|污水|综合交通|道路|消防|环卫设施|环境卫生|停车场|停车|燃气|供水|供热|照明)++(?:综合|专项|工程|体系|设施)*+规划[0-9]*年?\\Z|"
    "\\A(?:突发|公共|卫生|环境|事件|自然灾害|防汛|抗旱|防台风|森林|草原|防火|防灭火|火灾|地质灾害|地震|气象灾害|安全生产|事故|重污染天气|低温|雨雪|冰冻)*+"
    "(?:总体|专项|救助|处置)*+应急(?:救援|响应|救助)?预案\\Z"
)
#: Rules that many a unit has of its own, beside the longer titles that end with the same words.
OF_MANY = re.compile(
    "(?:内部|单位|机关)?(?:专项|资金|差旅费?|会议费|培训费|公务接待|接待|政府采购|预算|绩效|项目|工程|经费|审计|考核|人事|会议|培训|工资|票据|收支|支出|采购|招标|招投标|支付|保密|公文|信息公开|安全生产|质量|监督|车辆|资料){1,3}"
    "(?:绩效|预算|业务)?(?:管理|考核|监督|使用|工作|控制)*(?:暂行|实施)?(?:办法|规定|制度|细则|规程|手册)"
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
