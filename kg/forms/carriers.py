"""Who carries a project out, as narratives tell it below 实施主体: a body's name, or a sentence that names one."""

from __future__ import annotations

import re

#: How the names of bodies end.
LAST = (
    r"(?:局|委员会|委|办公室|办事处|厅|院|中心|处|所|站|总队|支队|大队|队|馆|协会|学会|联合会|基金会|总会|部|社|学校|大学|学院|中学|小学|公司|集团|政府"
    r"|街道|总台|电视台|剧团|园)"
)
#: What may follow a body's name in a sentence.
FOLLOWED = (
    r"(?:本级|机关)?(?=负责|组织|具体|承担|承办|实施|牵头|统筹|作为|会同|联合|和|与|及|以及|、|，|,|。|；|;|（|\(|为|是|等|委托|下属|所属|直属|共同|按|根据|统一|指导|配合"
    r"|协同|开展|执行|进行|完成|申报|$)(?!(?:为|是|负责)?本?(?:项目)?的?(?:主管|监督|监管))"
)
LEAD = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d][）)、.．])?(?:(?:本|该)?(?:项目|专项|资金|工作|工程)的?)?"
    r"(?:(?:组织)?实施主体|责任主体|实施单位|承担单位|牵头单位|主管单位|责任单位|主管部门|组织单位|具体实施|组织实施)?(?:单位)?(?:为|是|系|：|:)?(?:由|[:：])?"
)
BODY = re.compile(rf"(?P<body>[\u4e00-\u9fffA-Za-z（）()“”·\d]{{2,40}}?{LAST}){FOLLOWED}")
#: Two names joined by a word; a name's own 和 stands behind no body's end (规划和自然资源局).
TWO = re.compile(rf"(?P<body>[\u4e00-\u9fff]{{3,40}}?(?:局|委员会|厅|中心|院|大学|总队|办公室))[和与及][\u4e00-\u9fff]{{3,40}}{LAST}")
#: Words that stand for a body and name none; 本溪, 全州, 全南 and 全椒 are places, 市级机关事务管理局 and 乡镇企业局 are bodies.
NOBODY = re.compile(
    r"^(?:我|本(?!溪)|各|该|其|局属|厅属|委属|下属|所属|直属(?!机关)|相关|有关|[区市县省]级(?!机关事务)|全(?![州南椒])|第三方|乡镇(?!企业)|街道$)|单位$"
)
#: A sentence or a list: what it says, or how it is divided.
SENTENCE = re.compile(r"[，。；;,、]|由.{2,}|负责|组织实施|共同|承担|牵头|委托|实施主体|实施单位|责任单位|会同|配合|以及|实施$")
#: Where another body may be named.
AGAIN = re.compile(r"[，。；;,]|由|委托|牵头单位[:：]?")


def carrier_of(text: str) -> str | None:
    """The body that carries out: the text itself where it is a name, the first body that a sentence or a list names, None where a sentence names
    none (我局, 各区) or only who pays and watches."""
    word = "".join(text.split()).rstrip("。；;，,")
    if SENTENCE.search(word) is None:
        two = TWO.fullmatch(word)
        name = two["body"] if two else word
        return name if name and not NOBODY.search(name) else None
    lead = LEAD.match(word)
    rest = word[lead.end() :] if lead else word
    for begin in (0, *(match.end() for match in AGAIN.finditer(rest))):
        match = BODY.match(rest, begin)
        if match and not NOBODY.search(match["body"]) and "由" not in match["body"]:
            return match["body"]
    return None
