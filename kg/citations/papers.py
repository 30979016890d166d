"""Papers numbered by themselves, without an agency code: minutes and transfer slips (区政府常务会议纪要〔2020〕第15期, 会议纪要（2021年第12期）)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.citations.bare_titles import NUMBER_FOLLOWS, Bare
from kg.citations.bodies import DATE_SIGN, behind_joint, body_start
from kg.citations.numerals import CHINESE, CLOSE, COUNT, DIGIT, OPEN, S2, YEAR, Number, count_of, squeeze
from kg.citations.words import HAN, alternation, words

NAMES = words("numbered_papers")
ANY_NAME = re.compile(alternation(NAMES))
#: Behind the paper's name: its year and count in one bracket or two, or its count alone; 期 or 号.
COUNTED = re.compile(
    # …会议纪要（〔2022〕第110期）: the whole in a bracket of its own
    f"{S2}(?P<outer>[（(]{S2}(?=[〔\\[［【﹝〖]))?(?P<open>[{OPEN}])?{S2}(?:(?P<year>{YEAR}){S2}年?{S2}(?P<close>[{CLOSE}])?{S2})?"
    f"(?P<di>第)?{S2}(?P<count>{COUNT}){S2}(?P<unit>期|号|次)(?(outer){S2}[）)])|"
    # 会议纪要〔2021〕15, 会议纪要2021-15: the unit left out
    f"{S2}[{OPEN}]?{S2}(?P<bare_year>{YEAR}){S2}(?:年?[{CLOSE}]|[-—–－]){S2}第?(?P<bare_count>{DIGIT}{{1,3}})(?=[，。；;、,）)\\s]|\\Z)"
)
CLOSED = frozenset("〕]］】﹞〗})）〉>》」』")
#: Before it: the body, the year and the count of the meeting (区政府2020年第15次常务会议纪要).
NAME = re.compile(f"[{HAN}]{{0,28}}(?:(?:19|20)[0-9]{{2}}年度?)?(?:[{HAN}]{{0,10}}第[{CHINESE}0-9]{{1,4}}[届次期号]){{0,2}}[{HAN}]{{0,14}}\\Z")

#: What minutes are about, up to their kind.
ABOUT = re.compile(f"关于[{HAN}]{{2,}}?的(?:专题|专项|协调|工作|现场|调度|办公){{0,2}}(?:会议?)?\\Z")
#: 详见 …, 明确按 …: what refers to a paper is no part of its name.
SEEN = re.compile(".*(?:(?<!意)见|按|依|报送|形成|整理)")


def scan_papers(text: str) -> Iterator[Number]:
    """The numbered papers of a text, from left to right; the number is written as a document's (`区政府常务会议纪要〔2020〕15期`)."""
    floor = 0
    for name in ANY_NAME.finditer(text):
        begin = _name_begin(text, name.start(), floor)
        paper = text[begin : name.end()]
        found = paper_number(text, paper, name.end())
        if found is not None:
            number, floor = found
            yield Number(begin, floor, number, "number", squeeze(paper), "numbered_paper")


def _name_begin(text: str, at: int, floor: int) -> int:
    before = NAME.search(text[max(floor, at - 48) : at])
    run = before.group() if before else ""
    about = ABOUT.search(run)
    if about:  # 县人民政府关于研究教育工作的会议纪要
        run = run[_body_start(run[: about.start()]) if about.start() else 0 :]
    else:
        run = SEEN.sub("", run[_body_start(run) :])
    begin = behind_joint(text, at - len(run))
    return begin + 1 if DATE_SIGN.match(text, begin) else begin  # 7月19日县政府第38次常务会议纪要


def _body_start(run: str) -> int:
    """Where the body's name begins. Behind 暨 a verb is part of it: 区委农村工作暨实施乡村振兴战略领导小组."""
    start = body_start(run)
    both = JOINED_TASK.search(run[:start])
    return body_start(run[: both.start()]) if both else start


JOINED_TASK = re.compile(f"暨[{HAN}]{{2,4}}\\Z")

#: 经区政府…会议纪要, 2021年6月3日县政府…会议纪要: the day, and what leads to a paper, are no part of its title.
DAY = re.compile("(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日")


def paper_begin(text: str, begin: int, end: int) -> int:
    """Where the name of a paper begins that a title without 《》 is, which begins at `begin` at the earliest."""
    day = DAY.match(text, begin, end)
    at = day.end() if day else begin
    about = text.find("关于", at, end)  # behind it 的 is of the title: 县政府关于供热工作的专题会议纪要
    return at + body_start(text[at : end if about < 0 else about])


#: Minutes of a public body's meeting that are named by the meeting's count alone (县人民政府2022年第9次常务会议纪要).
MINUTES = re.compile("会议纪要")
MEETING = re.compile(
    f"(?:[{HAN}]{{0,24}}(?:政府|[省市区县州盟旗]府|[省市区县州盟旗工党]委|党组|人大|政协|常委会|(?:领导|协调|工作|专项)小组|专项组|工作组|工作专班|联席会议|指挥部|"
    "(?<!业主)委员会|管委会|[局厅]))"
    f"{S2}(?:(?:19|20)[0-9]{{2}}年度?)?(?:第[{CHINESE}0-9]{{1,4}}届[{HAN}]{{0,8}})?第[{CHINESE}0-9]{{1,4}}[次期][{HAN}]{{0,14}}会议纪要|"
    f"(?:19|20)[0-9]{{2}}年度?第[{CHINESE}0-9]{{1,4}}[次期](?:[省市区县州旗镇乡]长|[{HAN}]{{0,12}}(?:政府|[省市区县州盟旗工党]委|党组|常委会))[{HAN}]{{0,14}}会议纪要"
)


def scan_minutes(mask: str) -> Iterator[Bare]:
    """The minutes of a text that bear no number of their own nor another in a bracket behind them, from left to right."""
    floor = 0
    for name in MINUTES.finditer(mask):
        begin, end = _name_begin(mask, name.start(), floor), name.end()
        if MEETING.fullmatch(mask, begin, end) and not NUMBER_FOLLOWS.match(mask, end) and paper_number(mask, mask[begin:end], end) is None:
            floor = end
            yield Bare(begin, end, "minutes")


def paper_number(text: str, name: str, end: int) -> tuple[str, int] | None:
    """The number of a paper whose name, or the bracket around it, ends at `end`, and where the number ends; None where none follows."""
    found = COUNTED.match(text, end)
    if found is not None and found["bare_year"]:
        return f"{squeeze(name)}〔{squeeze(found['bare_year'])}〕{squeeze(found['bare_count'])}号", found.end()
    if found is None or not (found["di"] or found["year"]):
        return None
    end = found.end()
    if found["open"] and not found["close"]:
        if text[end : end + 1] not in CLOSED:
            return None
        end += 1
    year = f"〔{squeeze(found['year'])}〕" if found["year"] else "第"
    return f"{squeeze(name)}{year}{count_of(found['count'])}{found['unit']}", end
