"""Texts that cite plainly, read in one step: every title closed and followed by a separator or by its number, nothing else to decide.

Most fields are such texts. What is found here is what the whole way (binding, judgement) would find; a text that leaves any question
is handed back to it. `tests/citations/test_plain.py` compares the two.
"""

from __future__ import annotations

import re

from kg.citations.bare_titles import MASK
from kg.citations.codes import code_start, refused_code
from kg.citations.judgement import BACK_REFERENCE, INSTRUMENT, NOUN_ENDS, WORKS_PAPERS, asks_more
from kg.citations.listed_titles import scan_listed
from kg.citations.pinpoints import NAMING
from kg.citations.values import Explanation, Mention
from kg.citations.words import HAN

NUMBER = f"[{HAN}]{{2,9}}[〔\\[【（(](?:19[5-9]|20[0-9])[0-9][〕\\]】）)][1-9][0-9]{{0,4}}号"
PLAIN = re.compile(
    f'《(?P<title>[^《》〈〉<>‹›＜＞。\\n〔\\[【号A-Z"]{{4,120}})》(?:(?P<open>[（(])?(?P<number>{NUMBER})(?(open)[）)]))?'
    "(?=[；。，、;]|的?(?:要求|精神)|\\Z)"
)
YEAR = re.compile("[〔\\[【（(]")


def plain_citations(text: str, role: str, shift: int, hard: re.Pattern[str]) -> Explanation | None:
    """The citations of a paragraph; None where anything else than plain citations may stand in it. `hard` finds the signs of candidates, `shift`
    is added to the offsets."""
    mentions: list[Mention] = []
    parts, at = [], 0
    for found in PLAIN.finditer(text):
        title, _, number = found.groups()
        begin, end = found.span()
        if hard.search(text, at, begin):
            return None
        if (
            not (title.endswith(NOUN_ENDS) or INSTRUMENT.search(title))
            or WORKS_PAPERS.fullmatch(title)
            or title[0] in " \u3000"
            or asks_more(text, begin)
        ):
            return None
        value = None
        if number:
            year = YEAR.search(number).start()  # type: ignore[union-attr]
            code = number[:year]
            if code_start(code) or refused_code(code):
                return None
            value = f"{code}〔{number[year + 1 : year + 5]}〕{number[year + 6 :]}"
        mentions.append(Mention(text[begin:end], begin + shift, end + shift, "title", title, value))
        parts += [text[at:begin], MASK * (end - begin)]
        at = end
    if not mentions or NAMING.search(text):
        return None
    rest = "".join((*parts, text[at:]))
    if hard.search(rest) or BACK_REFERENCE.search(rest) or scan_listed(text, rest, (), role):
        return None
    return Explanation(tuple(mentions), ("title",) * len(mentions), ())
