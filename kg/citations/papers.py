"""Papers numbered by themselves, without an agency code: minutes and transfer slips (区政府常务会议纪要〔2020〕第15期, 会议纪要（2021年第12期）)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.citations.bodies import DATE_SIGN, behind_joint, body_start
from kg.citations.numerals import CHINESE, CLOSE, COUNT, OPEN, S2, YEAR, Number, count_of, squeeze
from kg.citations.words import HAN, alternation, words

NAMES = words("numbered_papers")
ANY_NAME = re.compile(alternation(NAMES))
#: Behind the paper's name: its year and count in one bracket or two, or its count alone; 期 or 号.
COUNTED = re.compile(
    f"{S2}(?P<open>[{OPEN}])?{S2}(?:(?P<year>{YEAR}){S2}年?{S2}(?P<close>[{CLOSE}])?{S2})?(?P<di>第)?{S2}(?P<count>{COUNT}){S2}(?P<unit>期|号|次)"
)
CLOSED = frozenset("〕]］】﹞〗})）〉>》」』")
#: Before it: the body, the year and the count of the meeting (区政府2020年第15次常务会议纪要).
NAME = re.compile(f"[{HAN}]{{0,20}}(?:(?:19|20)[0-9]{{2}}年度?)?(?:[{HAN}]{{0,10}}第[{CHINESE}0-9]{{1,4}}[届次]){{0,2}}[{HAN}]{{0,14}}\\Z")

#: 详见 …, 明确按 …: what refers to a paper is no part of its name.
SEEN = re.compile(".*(?:(?<!意)见|按|依)")


def scan_papers(text: str) -> Iterator[Number]:
    """The numbered papers of a text, from left to right; the number is written as a document's (`区政府常务会议纪要〔2020〕15期`)."""
    floor = 0
    for name in ANY_NAME.finditer(text):
        before = NAME.search(text[max(floor, name.start() - 40) : name.start()])
        run = before.group() if before else ""
        run = SEEN.sub("", run[body_start(run) :])
        begin = behind_joint(text, name.start() - len(run))
        if DATE_SIGN.match(text, begin):  # 7月19日县政府第38次常务会议纪要
            begin += 1
        paper = text[begin : name.end()]
        found = paper_number(text, paper, name.end())
        if found is not None:
            number, floor = found
            yield Number(begin, floor, number, "number", squeeze(paper), "numbered_paper")


def paper_number(text: str, name: str, end: int) -> tuple[str, int] | None:
    """The number of a paper whose name, or the bracket around it, ends at `end`, and where the number ends; None where none follows."""
    found = COUNTED.match(text, end)
    if found is None or not (found["di"] or found["year"]):
        return None
    end = found.end()
    if found["open"] and not found["close"]:
        if text[end : end + 1] not in CLOSED:
            return None
        end += 1
    year = f"〔{squeeze(found['year'])}〕" if found["year"] else "第"
    return f"{squeeze(name)}{year}{count_of(found['count'])}{found['unit']}", end
