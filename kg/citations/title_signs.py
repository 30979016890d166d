"""Whether a run of signs without 《》 is the title of an instrument by itself: what it begins with, ends with and must not hold."""

from __future__ import annotations

import re

from kg.citations.bare_titles import MASK, NOUNS, STRONG, VERSION
from kg.citations.bodies import ends_with_body
from kg.citations.laws import law_names
from kg.citations.places import HEADS, PLACE
from kg.citations.words import HAN

HEADED = re.compile(f"(?:{HEADS}|{PLACE}|关于)")
STRONG_END = re.compile(f"(?:{STRONG}){VERSION}?\\Z")
#: A unit's own charter needs no name of the unit.
CHARTER = re.compile('[“"]?三定[”"]?(?:方案|规定)')
OURS = re.compile("我[市省区县]")
HAS_PERIOD = re.compile("十[一二三四五]五|20[0-9]{2}[-—–~～－至]+20[0-9]{2}|[0-9一二三四五]年行动")
GENERIC = re.compile(
    "(?:省市|市县|县乡|区镇|国家(?:和|及|与|、)|中央(?:和|与)|省(?:委|和|、)|市(?:委|和|、)|有关|相关|其|该|此|各项|具体|上述|现行|上级|本项目|该项目|项目|年度|全年|当年|本年度|合同|协议|各类|国家法律|法律法规|其他|以下|下列|如下|所有|其他|其它|我局|我委|我办|我院|我校|我站|本局|本委|本院|本校|本中心|我中心|本单位|我单位|单位|局|委|中心|部门|处室|科室|内部|公司)"
    f"(?:[{HAN}]{{0,14}})\\Z"
)
GENERIC_END = re.compile(
    "(?:批复意见|审批意见|评审意见|审核意见|指导意见书|工作计划|年度计划|实施计划|采购计划|用款计划|项目计划|投资计划|建设计划|工作要求|技术标准|收费标准|支出标准|预算标准|质量标准|验收标准|服务标准|中长期规划|长期规划|发展规划|工作方案|实施方案|设计方案|技术方案|"
    "项目方案|资金方案|有关规定|相关规定|规章制度|管理制度|财务制度|工作制度|内控制度|政策措施|保障措施|工作措施|服务规范|相关政策|有关政策|法律|办法和规定|请示批复|职责)\\Z"
)
SENTENCE = re.compile(
    "\\A(?:由|定期|委托|每[年月季日天周])|\\A本[省市区县]实施|启动实施|明确提出|\\A支持(?!.*(?:措施|政策|意见|办法|规定|条例|细则)\\Z)|\\A[省市区县]级.{0,14}标准\\Z|精神[和及与]|(?:政策|方针)[和及与]|自[0-9]{4}年|安排(?:专项)?资金|每[生人]每|关于|有关|相关|各类|各项|法律法规|方针政策|进行|开展|完成|提高|提升(?!(?:[三五]年)?(?:行动|工程|计划|方案))|确保|需要|应当|必须|已经|根据|按照|依据|我局|我单位|本项目|项目组|为了|的是|不得|及时|做到|加强对|严格|制定|制订|签订|签署|编制|拟定|起草|出台|建立|完善|健全|形成|符合|满足|负责|承担|包括|采取|采用|落实|达到|实现|促进(?!条例|法(?!规)|办法|规定)|保障(?=[^机]{0,3}工作(?!规程|规范|条例|办法|规定))|没有|不符合"
)
#: What a province's or a city's own law begins with behind the place (吉林省促进科技成果转化条例); elsewhere these verbs make a sentence. Measures
#: begin with fewer of them.
LOCAL_LAW = re.compile(
    f"{PLACE}(?:(?:促进|保障|推进|提升|提高|实现|完善|建立|健全|加强)(?!了|[^条]*(?:宣传|学习|贯彻)|[^条]*(?:工作条例|的条例))(?=[{HAN}]{{2,30}}条例{VERSION}?\\Z)|"
    f"(?:促进|保障)(?!了)(?=[{HAN}]{{2,30}}(?:规定|办法){VERSION}?\\Z))"
)
#: Nouns that end a sentence as verbs (集体讨论决定, 另行通知): without 关于 or a number they name no document.
VERBAL = (
    "政策",
    "纪要",
    "决定",
    "决议",
    "通知",
    "批复",
    "函",
    "复函",
    "公告",
    "通告",
    "通报",
    "解释",
    "声明",
    "命令",
    "令",
    "讲话",
    "须知",
    "分工",
    "职责",
    "原则",
    "程序",
    "流程",
)


#: A paper of one year, with the place that it is for: 2022年全省义务教育薄弱环节改善工作实施方案, 江苏省2021年普法工作要点.
OF_A_YEAR = re.compile(
    f"(?:20[0-9]{{2}}年度?(?:{HEADS}|{PLACE}|全[国省市区县])|(?:{PLACE}|全[国省市区县])[{HAN}]{{0,12}}20[0-9]{{2}}年度?)(?P<about>[{HAN}“”、]{{4,40}}?)"
    "(?:(?:实施|工作|行动)?方案|行动计划|要点|实施意见|实施细则|(?:管理|实施|考核)?办法)\\Z"
)
#: A sentence, also where verbs that titles hold too (提升, 促进) are left aside.
ANY_SENTENCE = re.compile(
    "关于|有关|相关|进行|应当|必须|根据|按照|依据|我局|我单位|本项目|制定|制订|编制|拟定|起草|出台|形成|符合|负责|承担|包括|采取"
)


def of_a_year(title: str) -> bool:
    """Whether a title is that of a paper of one year and of a place."""
    found = OF_A_YEAR.match(title)
    return found is not None and not ANY_SENTENCE.search(title) and not GENERIC.match(found["about"])


#: 省实施办法, 市级暂行规定: whose and what kind, but not about what.
UNNAMED = re.compile(f"(?:.*[和及与或])?(?:[省市县区州盟旗]|自治区|国家|中央|地方|各[省市县区地])*(?:级|直)?(?:{STRONG}){VERSION}?")


def is_sentence(title: str) -> bool:
    """Whether words stand in a title that make a sentence; the verb with which a local law begins is none of them."""
    law = LOCAL_LAW.match(title) if SENTENCE.search(title) else None
    return SENTENCE.search(title, law.end() if law else 0) is not None


def stands(title: str) -> bool:
    """Whether a title that something introduces names one instrument."""
    if title in law_names() or CHARTER.fullmatch(title) or of_a_year(title):
        return True
    if title.endswith(VERBAL):
        return False
    return not (GENERIC.match(title) or is_sentence(title) or MASK in title) and _distinct(title)


def _distinct(title: str) -> bool:
    """Whether a bare title names one instrument by itself, without a list or a number around it."""
    headed = bool(HEADED.match(title))
    if OURS.match(title) and not HAS_PERIOD.search(title):
        return False
    if GENERIC_END.search(title):
        return bool(HAS_PERIOD.search(title)) and len(title) >= 9
    if headed and ends_with_body(title):
        return False
    if STRONG_END.search(title):
        return len(title) >= 7 or headed
    if re.search("十[一二三四五]五|20[0-9]{2}[-—–~～－至]+20[0-9]{2}", title):
        return len(title) >= 8
    return headed and len(title) >= 9


#: A paper of one year, named by what it is for: 2023年国家药品抽检计划.
OF_ONE_YEAR = re.compile(
    f"(?P<place>{PLACE}[{HAN}]{{0,12}})?20[0-9]{{2}}年(?!版)度?(?P<about>[{HAN}“”、]{{3,40}}?)(?:计划|方案|要点|意见|规划|细则|办法|目录|清单|指南|规程|标准|政府工作报告){VERSION}?\\Z"
)
#: Papers that a unit writes for itself each year.
OF_OURS = re.compile("(?:资金|经费|预算|项目|绩效|培训|采购|工作|任务|考核|本年|重点|投资|建设|实施|分配|使用)+\\Z")
#: What a unit buys and spends.
OURS_ALONE = re.compile("采购|购置|购买|维保|维护服务|维修|新增|专项资金|绩效管理|绩效评价|低保|补贴标准")
#: Kinds of paper that what they are about makes one (2023年黑土地保护性耕作实施方案).
PLANS = frozenset({"实施方案", "工作方案", "实施计划", "工作计划", "技术方案"})
#: 全省残联系统“十三五”规划: said of a plan that bears another name.
OF_ALL = re.compile("全[省市区县州]")
#: 某市财政局规定的标准: what somebody asks for, not what it is called.
ASKED_FOR = re.compile(f"的(?:{NOUNS}){VERSION}?\\Z|现行|统一的|[批核]准的|[签拟制]定的|下达的|规定的|拟(?![定建议态])")


#: 邢台市水污染防治工作方案: the place makes it one, unless a body or a time of the year stands before what kind of paper it is.
OF_A_PLACE = re.compile(f"{PLACE}(?P<about>[{HAN}“”]{{4,}}?)(?:{GENERIC_END.pattern})")
OF_A_BODY = re.compile("(?:年度|季度|月度|全年|[局厅委院校站])")


def stands_beside(title: str) -> bool:
    """Whether a title joined to a citation names one instrument: one that stands by itself, or a paper of one year."""
    if ASKED_FOR.search(title) or (OF_ALL.match(title) and not of_a_year(title)):
        return False
    if stands(title):
        return True
    if is_sentence(title) or title.endswith(VERBAL) or MASK in title:
        return False
    placed = OF_A_PLACE.match(title)
    return of_one_year(title) or (placed is not None and not OF_A_BODY.search(placed["about"]))


def of_one_year(title: str) -> bool:
    """Whether a title is that of a paper of one year, with its place or with what only it is about."""
    dated = OF_ONE_YEAR.match(title)
    if dated is None or GENERIC.match(dated["about"]) or is_sentence(title) or MASK in title:
        return False
    if dated["place"] is not None:
        return True
    end = GENERIC_END.search(title)
    matter = title[dated.start("about") : end.start() if end else dated.end("about")]
    if OURS_ALONE.search(matter) or title.endswith(("标准", "清单")):
        return False
    return not OF_OURS.fullmatch(matter) and (end is None or (len(matter) >= 5 and end.group() in PLANS))
