"""Places with which titles begin, as patterns."""

from __future__ import annotations

from kg.citations.words import HAN, alternation, words

HEADS = alternation(words("title_heads"))
NOT_IN_A_PLACE = "委|政府|政协|的|和|及|各|全|该|我|本|在|对|由|与|为|部|局|厅|国家|单位|项目"
#: XX市, ××县: a place that a specimen form leaves open.
PLACEHOLDER = "[XＸ×xｘ＊*○]{1,4}(?:省|市|区|县|旗)"
PLACE = (
    f"(?:(?!(?:(?!省|市|区|县).){{0,6}}(?:{NOT_IN_A_PLACE}))[{HAN}]{{2,6}}?"
    "(?:(?<!节)省|自治区|(?<![城超股上门夜早楼])市(?!民(?![政族营办宗间用生])|场(?![馆所地]))|自治州|(?<![小社园灾景城库林牧山地校厂片辖分])区|(?<![区困])县|盟|旗|(?<!神)州)|"
    "(?:北京|上海|天津|重庆)(?![^，。、]{0,4}(?:大学|学院|医院|集团|公司))|长三角|京津冀|粤港澳大湾区|长江经济带|长江流域|黄河流域|成渝地区|"
    f"{PLACEHOLDER})"
)
