"""Running text that is a filing though no title of the data heads it: an account of money or of what it achieved, under headings of its own.

Nothing that is read may be lost because no rule knows its title. The limit: what lays rules down, gives orders, explains a policy, reports as
news or lists contents is none, whatever it says of money; and lines that are the labels and values of a form are read as that form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.forms.grids import Row
from kg.forms.headers import find_header
from kg.forms.headings import NUMBERED, SENTENCE_END, is_first_heading, is_heading, is_prose
from kg.forms.labels import find_label, split_inline
from kg.forms.layouts import PROJECT_NARRATIVE, REPORT, UNKNOWN, Layout, layouts
from kg.forms.levels import find_level, find_level2
from kg.forms.words import normalise

#: What a title speaks of that heads an account of money, and how such a title ends.
MONEY_WORDS = r"预算|决算|绩效|资金|经费|支出|收支|专项|补助|补贴"
SUBJECT = re.compile(f"{MONEY_WORDS}|项目")
KIND = re.compile(
    r"(?:说明|报告|总结|汇报|情况|公开|文本|自评|自查|简介|概况|概述|介绍|小结|材料|分析|[预决]算)(?:书|稿|表)?(?:[(（][^()（）]{1,16}[)）]|\d{4}年度?)*$"
)
#: Titles of what lays down, orders, explains, invites or sells, and of news.
OTHER_KIND = re.compile(
    r"(?:办法|规定|细则|条例|通知|意见|方案|计划|规划|公告|通告|通报|批复|函|决定|决议|制度|指南|指引|须知|目录|清单|标准|纲要|预案|要点|合同|协议|章程|规程|规范"
    r"|措施|公示|公约|法|令|讲话|发布会|问答|解读)(?:[(（][^()（）]{1,16}[)）])*$"
    r"|解读|起草|问答|记者|征求意见|招标|投标|磋商|询价|比选|谈判|中标|采购公告|可行性|可研|环境影响|建议书|填[报写表]|申报说明|采购需求|采购文件|招聘|召开|举行|举办|操作说明|使用说明|讲话|座谈|新闻|工作动态|[《〈]"
)
#: Those of them that are orders and rules whatever follows.
ORDER = re.compile(r"(?:办法|规定|细则|条例|通知|意见|公告|通告|通报|批复|决定)(?:[(（][^()（）]{1,16}[)）])*$|解读|起草")
#: Sentences of rules, orders and news.
RULES = re.compile(
    r"^\s*第[一二三四五六七八九十百]{1,4}条[\s\u3000]|印发给你们|请.{0,12}(?:遵照|贯彻|组织|抓好).{0,4}(?:执行|落实|实施)"
    r"|本(?:办法|规定|细则|方案|通知|意见|制度|条例|规则)[^。；]{0,16}自.{1,16}起(?:施行|实施|执行)|^\s*特此(?:通知|通告|公告)|本报讯|[(（](?:通讯员|记者)|记者.{0,8}(?:获悉|从|了解到)"
)
#: A sum that is told.
SUM = re.compile(r"\d\s*(?:元|万元|亿元)")
#: To whom a circular is sent.
SENT_TO = re.compile(r"\s*(?:[市区县州旗省]直)?各[^。；]{2,60}[:：]\s*$")
#: Subjects of headings under which projects and departments account for money; the first alternative speaks of the money itself.
HEADED = re.compile(
    r"(?P<money>资金|预算|决算|绩效|收支|收入|支出|经费)|(?:立项|政策|设立|项目|编制)依据|项目(?:概况|概述|背景|内容|基本|单位|实施|简介|由来)|(?:实施|责任)主体"
    r"|(?:部门|单位|机构)(?:概况|职责|职能|基本|设置|主要)|机构设置|主要(?:职责|职能)|政府采购|国有资产"
)

#: The number of an item.
ITEM = re.compile(r"\s*(?:\d|[(（]\d|[①-⑳])")
#: No title is longer, nor are there more lines in one; so many headings tell what a text without such a title is about.
LONGEST_TITLE = 60
TITLE_LINES = 4
ENOUGH_HEADINGS = 2
#: So many labels, headers and levels on lines of their own make a form of cells on lines of their own.
ENOUGH_MARKS = 4


def narrative_of(rows: Sequence[Row]) -> Layout | None:
    """As which kind of narrative rows without a known title are read; None where they are no running text about money."""
    lines = [row for row in rows if not row.in_table and row.line.rule is None]
    first = next((at for at, row in enumerate(lines) if is_heading(text_of(row))), None)
    above = lines[: len(lines) if first is None else first]
    title = title_of(above)
    body = lines[len(above) :]
    headings = [text_of(row) for row in body if is_heading(text_of(row))]
    told = [row for row in lines if is_prose(row)]
    applied = APPLIES.search(title) is not None
    if not told or (headings and not is_first_heading(headings[0])) or lists_cells(body, paper=applied) or is_other_kind(title, lines):
        return None
    paper = applied and names_project(lines) and not any(row.in_table for row in rows)
    named = bool(title) and SUBJECT.search(title) is not None and (paper or KIND.search(title) is not None)
    speaking = [found for heading in headings if (found := HEADED.search(heading)) is not None]
    if named:
        known = bool(headings) and any(is_prose(row) for row in body)
        if not known and not (re.search(MONEY_WORDS, title) and any(SUM.search(text_of(row)) for row in told)):
            return None
    elif len(speaking) < ENOUGH_HEADINGS or not any(found["money"] for found in speaking) or not any(is_prose(row) for row in body):
        return None
    return _layout(PROJECT_NARRATIVE if tells_of_project(title, headings) else REPORT)


def text_of(row: Row) -> str:
    """The text of a line."""
    return row.line.cells[0].text


def title_of(above: Sequence[Row]) -> str:
    """The lines with which a text begins, as far as they are no sentences and give no values; "" where the first is one."""
    parts: list[str] = []
    for row in above[:TITLE_LINES]:
        text = text_of(row).strip()
        if len(text) > LONGEST_TITLE or SENTENCE_END.search(text) or is_prose(row) or text.endswith(("：", ":")) or split_inline(text) is not None:
            break
        parts.append(normalise(text))
        if ORDER.search(parts[-1]) or (KIND.search(parts[-1]) and SUBJECT.search("".join(parts))):
            break
    return "".join(parts)


def is_plain_title(text: str) -> bool:
    """Whether a line is the title of a text about money that no layout knows."""
    word = normalise(text)
    return (
        len(word) <= LONGEST_TITLE
        and KIND.search(word) is not None
        and SUBJECT.search(word) is not None
        and not OTHER_KIND.search(word)
        and NUMBERED.match(text) is None
    )


def is_other_kind(title: str, lines: Sequence[Row]) -> bool:
    """Whether a text lays down, orders, explains or reports as news."""
    if names_project(lines):
        title = PAPER.sub("", title)
    return OTHER_KIND.search(title) is not None or any(RULES.search(text_of(row)) or SENT_TO.fullmatch(text_of(row)) for row in lines)


#: Papers that a project is applied for with: read where they name it.
PAPER = re.compile(r"可行性(?:研究)?|可研|(?:项目)?建议书")
APPLIES = re.compile(f"{PAPER.pattern}|申[报请]书")


def names_project(lines: Sequence[Row]) -> bool:
    """Whether a line gives a project's name behind its label."""
    found = (split_inline(text_of(row)) for row in lines)
    return any(inline is not None and inline[0].role == "project" for inline in found)


def lays_down(rows: Sequence[Row]) -> bool:
    """Whether rows are the text of rules or of an order, whose headings have words of labels (四、绩效目标) and no form stands in it."""
    if not any(is_prose(row) for row in rows):
        return False
    lines = [row for row in rows if not row.in_table and row.line.rule is None]
    first = next((at for at, row in enumerate(lines) if is_heading(text_of(row)) or RULES.search(text_of(row))), None)
    if first is None or any(row.line.columns or (row.line.labels and not NUMBERED.match(text_of(row))) for row in rows):
        return False
    return ORDER.search(title_of(lines[:first])) is not None or any(RULES.search(text_of(row)) or SENT_TO.fullmatch(text_of(row)) for row in lines)


def lists_cells(lines: Sequence[Row], *, paper: bool = False) -> bool:
    """Whether lines are the cells of a form: its labels, headers and levels stand on lines of their own, or its labels with their values, which
    papers that a project is applied for with print below their headings too."""
    marks = 0
    for row in lines:
        text = text_of(row)
        if len(text) > LONGEST_TITLE or NUMBERED.match(text):
            continue
        inline = split_inline(text)
        if inline is not None:
            marks += inline[0].kind != "text" and not paper
        elif not ITEM.match(text):
            first = text.split(maxsplit=1)[0]
            marks += bool(find_label(text) or find_header(first) or find_level(first, None) or find_level2(first, None))
        if marks >= ENOUGH_MARKS:
            return True
    return False


def tells_of_project(title: str, headings: Sequence[str]) -> bool:
    """Whether the headings are labels of a project's text (立项依据, 绩效目标), and the title tells of no evaluation of it."""
    if APPLIES.search(title):
        return True
    labels = [label for heading in headings if (label := find_label(heading)) is not None and label.kind in {"text", "name", "period"}]
    return len(labels) >= ENOUGH_HEADINGS and not re.search("评价|自评|评估|报告|总结|部门|决算", title)


def project_narrative() -> Layout:
    """The layout of a project's narrative that no title heads."""
    return _layout(PROJECT_NARRATIVE)


@cache
def _layout(kind: str) -> Layout:
    """The layout of the data for texts of a kind that have no form of their own."""
    return next(layout for layout in layouts() if layout.narrative == kind and layout.form == UNKNOWN)
