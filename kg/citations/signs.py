"""What a text must hold that may cite: signs that one scan finds, before anything is read."""

from __future__ import annotations

import re

from kg.citations.judgement import BACK_REFERENCE
from kg.citations.numerals import CHINESE
from kg.citations.pinpoints import NAMING
from kg.citations.words import HAN, words

NOUN_ENDS = "".join(sorted({noun[-1] for noun in (*words("instrument_nouns", "strong"), *words("instrument_nouns", "weak"))}))
#: What opens a title in brackets, a number, a notice, a standard or a paper's count. 《 and the like need no more; a bare < is mostly a
#: comparison (<5个), and （二期） is a stage, no count of minutes. The pattern begins with a set of signs, for which the search runs through a text
#: many times as fast as for alternatives.
OPENS = "《〔﹝【［\\[〖号"
#: Brackets of other typefaces, read as the usual ones.
RARE_OPENS = "﹙⦅❨⟮⸨｟❲〘〚⟦﹤❮⟨"
HARD_SIGN = re.compile(
    f"[{OPENS}{RARE_OPENS}关期纪条A-ZＡ-Ｚ〈<‹「＜『≪«⟪—–－-](?:(?<=[{OPENS}{RARE_OPENS}])|(?<=关)于|(?<=会议纪)要|(?<=[法例定则]第.条)|(?<=[法例定则]第..条)|(?<=[法例定则]第...条)|(?<=[0-9０-９{CHINESE}]期)(?<![（(].期)|(?<=[A-ZＡ-Ｚ])[A-ZＡ-Ｚ]{{0,5}}[-\\s]{{0,3}}[0-9０-９/／]|"
    f'(?<=[〈<‹「＜『≪«⟪])(?=[<〈]?[{HAN}“”"（(])|'
    "(?<=[—–－-])(?:(?<=建标[0-9]{2}.)|(?<=建标[0-9]{3}.)|(?<=建标[ ][0-9]{2}.)|(?<=建标[ ][0-9]{3}.)|"
    "(?<=[划要略案][（(][12][0-9]{3}.)|(?<=[划要略案][（(][12][0-9]{3}年.)))"
)
#: Where whole items may be titles, any noun's end is a sign; elsewhere a bare title must be introduced (`introduced_titles.LEAD`).
NOUN_END = re.compile(f"[{NOUN_ENDS}]")
#: What speaks of a citation elsewhere in its text: a short name given to it, a pointer back.
SPEAKS_BACK = re.compile(f"{NAMING.pattern}|{BACK_REFERENCE.pattern}")
