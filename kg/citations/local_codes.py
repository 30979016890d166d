"""What codes of places are made of, and what runs into them: 天麦财农发, 恩施州财农发, 岳阳市岳财发, 县人民政府长财农指."""

from __future__ import annotations

import re

from kg.citations.words import HAN, alternation, words

#: Places' signs, organs' abbreviations, kinds of document.
SIGNS = alternation((*words("city_signs"), *words("code_heads")))
ORGANS, KINDS = (alternation(words("code_parts", part)) for part in ("organs", "kinds"))
#: What a place is not that a code begins with: the end of an organ's name, or a word between.
NOT_PLACE = "局厅部委办会院处所站厂校司署号文等的和与及或按据见以为是在由经从对将"
#: 大理州发改投资, 阿拉善盟财预: codes that begin with the whole name of a prefecture.
PREFECTURE = re.compile(f"[{HAN}]{{2,4}}[州盟]")
#: A place's full name in front of a ministry's code makes it the place's own (长丰县财农), as no ministry's document stands there.
PLACE_END = re.compile("(?<![本全各我该])[省市区县旗]\\Z")
#: 岳阳市岳财发, 茂名市茂财绩函: the code begins with a sign of its place's name.
PLACE_BEFORE = re.compile(f"(?P<place>[^{NOT_PLACE}]{{2,7}}[省市县区州旗盟])(?=.{{2,7}}\\Z)")
#: What a county's sign behind a city's is not: counts and periods.
NOT_SECOND = "年月日项级是期次类批度本"
#: A city's sign or a province's, and a county's behind it: 天麦, 黔威.
CITY_AND_COUNTY = f"(?!{alternation(words('city_signs', 'not_places'))})(?:{SIGNS})[^{NOT_PLACE}{NOT_SECOND}]"
#: 天退役军人发, 恩施州财农发: a place of whatever name, organs' abbreviations and the kind of document.
WHOLE_CODE = re.compile(
    f"(?:[^{NOT_PLACE}]|{CITY_AND_COUNTY}|"
    "(?![由对从将经在为])[^局厅部委办会院的和与及或号]{1,6}(?<![本全各我该小社园景片辖分])[市州盟县区旗])"
    f"(?:{ORGANS}){{1,4}}"
    f"(?:{KINDS})"
)
#: One-sign words in front of a code that nobody lists: 凭茂财绩函, 从旌农水. With some of them a place's code begins too (凭祥, 从江, 依兰, 自贡),
#: but no place's sign stands behind them there.
PREPOSED = re.compile(
    f"(?!{alternation(words('places_like_leads'))})(?:"
    f"(?:{alternation(words('one_sign_leads'))})(?=(?:(?!{alternation(words('city_signs', 'not_places'))})(?:{SIGNS})|[^{NOT_PLACE}{NOT_SECOND}])"
    f"(?:(?:{ORGANS}){{2,4}}|(?:{ORGANS}){{1,4}}(?:{KINDS}))\\Z)|原(?=(?:{SIGNS})(?:{ORGANS}|{KINDS}){{1,4}}\\Z)|"
    f"(?:{alternation(words('one_sign_leads'))})(?=(?:{alternation(words('code_heads'))})(?:{ORGANS}).))"
)
#: 于都财农发, 如东财农: the whole name of such a place, then organs.
PLACE_LIKE_LEAD = re.compile(f"(?:{alternation(words('places_like_leads'))})(?:{ORGANS}){{1,4}}(?:{KINDS})?")
#: 县人民政府长财农指, 省委临财农: a government or a committee, then the code of an office of a place.
GOVERNS = re.compile(
    f".{{0,8}}?(?:人民政府|政府|[省市州盟区县旗]委|[省市州盟区县旗]府办|委办|办公室|办公厅|[残妇文侨]联|科协|管委会|编办|法院|高院|检察院|工会|医院|学校|学院|大学|中心|公司|集团)(?=(?:{SIGNS}|(?!{ORGANS})[^{NOT_PLACE}{NOT_SECOND}])"
    f"(?:(?:{ORGANS}){{2,4}}|(?:{ORGANS}){{1,4}}(?:{KINDS}))\\Z)"
)
#: 凭财农发, 自府办发: the sign of a place, then organs alone.
LOCAL_CODE = re.compile(f".(?:{ORGANS}){{1,4}}(?:{KINDS})?")
#: A body's name run into the code: 县委县发, 永定区人民政府永政办发 (the code takes a sign of the name).
BODY_BEFORE = re.compile(
    "(?P<office>(?:省|市|州|区|县)(?:委|政府|人大|政协)(?![办发字函规宣组编]))?(?(office)|.{2,12}(?:人民政府|政府|委员会|管委会|办公室|办公厅|局|厅|委(?!员?会)))(?=.{2,7}\\Z)"
)
#: 宜高新发改投资, 成经开财: a zone of a city, in front of a ministry's code.
ZONE = re.compile(f"[{HAN}]{{0,4}}?(?:{alternation(words('zones'))})")
#: 粤交路, 皖交公路: the office for roads of a transport department, and no road.
ROADS = re.compile(f"(?:{SIGNS}).{{0,2}}交公?路")
