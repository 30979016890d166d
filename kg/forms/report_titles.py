"""Titles of performance reports in prose (部门整体支出绩效评价报告, 绩效自评报告, 项目绩效评价报告): which lines are, and what they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.forms.grids import Row
from kg.forms.headings import FIRST, NUMBERED, is_heading, is_prose
from kg.forms.labels import find_label
from kg.forms.layouts import REPORT, titles_of
from kg.forms.words import NUMBERING, normalise

#: The words of a title that name the kind of report, and what it is about beside a project. 资金 is the title's behind 项目 and 财政, else the
#: last word of a fund's name (水利发展资金绩效自评报告).
KIND = re.compile(
    r"(?:(?:财政)?(?:项目(?:预算)?(?:支出|资金)?|专项(?:预算)?(?:支出)?|预算(?:支出)?|支出)|财政(?:资金)?)?(?:的|事前|事中|事后)?绩效(?:目标)?"
    r"(?:自评价?|自我评价|评价|评估|考评|考核|单位|部门|运行监控|监控|跟踪|执行|完成|实现|管理|再评价|自查)*"
    r"(?:工作|开展|情况|结果|综合|自评|评价|考核|评估|分析|总结)*(?:的?(?:报告|总结|汇报|说明).*|情况)$"
)
#: The same of texts that tell how money is meant to be used, or was, without the word 绩效.
PLAIN_KIND = re.compile(
    r"(?:重点|主要|项目|立项|设立|预算|支出|使用|安排|分配|下达|收支|管理|编制|公开|申报|执行|实施|信息|工作|绩效|自评|自查|基本|[及和与、])*(?:情况)?的?"
    r"(?:说明|报告|总结|汇报|公开|情况|文本|概况|概述|简介|介绍)"
    r"(?:[(（][^()（）]{1,16}[)）])?$"
)
#: In front of these words stands the body whose whole a report tells of.
WHOLE = re.compile(
    r"(?:部门|单位|本级|机关)?(?:[(（](?:部门|单位|本级)[)）])?(?:预算)?整体.*$"
    r"|(?:[(（](?:部门|单位|本级)[)）])?(?:部门|单位|本级)(?:综合|年初|收支)?[预决]算.*$"
)
YEAR = re.compile(r"(?:20|19)\d\d(?:[-—~至](?:20|19)\d\d)?年?度?")
#: What may stand in front of a title on its line.
LEAD = re.compile(r"^(?:附?[件表]\d{0,2}[:：.、]|附[件表]\d{0,2}$|附[件表](?:\d{1,2}(?!\d))?|关于|\d{1,2}[、.．])+")
#: Between who reports and what about.
ABOUT = re.compile(r"(?<=[局委厅院会府心校处办])关于")
#: How the name of a public body ends.
BODY_END = re.compile(r"(?:[局委厅院处所站队馆会部社校学乡镇区县市办园场团台]|委员会|办公室|办事处|中心|公司|政府|街道|支队)$")
#: A body in front of a project's name, where no year divides them: only what cannot be a part of the name.
BODY_IN_FRONT = re.compile(r"^([\u4e00-\u9fff（）()]{2,24}?(?:人民政府|委员会|街道办事处|(?<!当)局|(?<![大客餐展])厅))(?=.{4})")


#: A department's account of all its money.
ACCOUNT = re.compile(r"(?:部门|单位|本级)(?:综合|年初|收支)?[预决]算(?!绩效|项目)")


class Named(NamedTuple):
    """What a title names; `whole` says that the report tells of a department's whole."""

    department: str | None
    project: str | None
    whole: bool


def read_names(title: str) -> Named:
    """The body and the project that a title names, with brackets as printed. `title` may hold the lines above it."""
    named = _names_of(title)
    if named.project is None or "（" not in title:
        return named
    return named._replace(project=named.project.replace("(", "（").replace(")", "）"))


def _names_of(title: str) -> Named:
    word = ABOUT.sub("", LEAD.sub("", normalise(title)))
    head = KIND.sub("", word)
    if head == word:
        head = PLAIN_KIND.sub("", word)
    base = word if ACCOUNT.search(word) and "整体" not in head else head
    whole = WHOLE.search(base)
    if whole is not None or "整体" in word:
        body = YEAR.sub("", base[: whole.start()] if whole else base)
        return Named(body if is_body(body) else None, None, True)
    before, name = split_head(head)
    if before is None and is_body(bare := OF_ITS_OWN.sub("", name)):
        name = bare
    if before is None and is_body(name) and not PLACE.search(name):
        before = name
    name = OWN_WORD.sub("", name)
    named = len(name) >= SHORTEST and OF_A_PLACE.sub("", name) not in GENERAL and not is_body(name) and not name.endswith("财政")
    named = named and ALL_MONEY.fullmatch(name) is None and OF_NO_PROJECT.fullmatch(name) is None
    return Named(before if before and not PLACE.search(before) else None, name if named else None, False)


#: What stands between a body and the kind of its report (某局部门预算绩效管理工作总结).
OF_ITS_OWN = re.compile(r"(?:部门|单位|本级|机关)(?:预算)?$")
#: Behind a bracket the word is the title's: 某补助资金（省对下转移支付）项目绩效自评报告.
OWN_WORD = re.compile(r"(?<=[)）])项目$")
#: A place in front of a name.
OF_A_PLACE = re.compile(r"^.{1,8}?[省市州县区旗](?=.)")
#: The account of all money of a place or a body is no project: 某县决算, 收支决算, 某市某区本级财政预算.
ALL_MONEY = re.compile(r"(?:.{1,40}[省市州县区旗乡镇])?(?:财政|收支|收入支出|本级)*总?[预决]算")
#: Words that say what a paper is and name no project: 2024年重点项目文本公开, 重点项目预算的绩效目标等预算绩效情况.
OF_NO_PROJECT = re.compile(
    r"(?:重点|一级|二级|主要|部门|单位|本级|项目|文本|材料|表|预算|决算|绩效|目标|支出|财政|专项|资金|信息|公开|情况|概况|基本|说明|编制|的|等|及|和|与|[（()）])+"
)
#: A place alone is no body.
PLACE = re.compile(r"[省市州县区旗乡镇]$")


def split_head(head: str) -> tuple[str | None, str]:
    """(body, name of the project, perhaps empty) of what stands in front of the words of a title that name its kind: the body before its year."""
    parts = YEAR.split(head, maxsplit=1)
    before, after = (parts[0], parts[-1]) if len(parts) == 2 else ("", head)
    if not is_body(before):
        before, after = "", before + after
        match = BODY_IN_FRONT.match(after)
        if match is not None:
            before, after = match[1], after[match.end() :]
    name = after.strip("的、-—")
    # “一减三提”行动 keeps its marks: they stand around a part of the name.
    inner = QUOTED.fullmatch(name)
    return before or None, inner[1] if inner else name


QUOTED = re.compile(r"[“\"]?([^“”\"]*)[”\"]?")

#: No project has a shorter name, and what stands in titles of reports on several.
SHORTEST = 3
GENERAL = frozenset(
    [
        "三公经费",
        "“三公”经费",
        "三公”经费",
        "部门",
        "单位",
        "部门预算",
        "财政",
        "财政支出",
        "财政资金",
        "财政专项资金",
        "财政预算资金",
        "预算资金",
        "重点项目",
        "专项资金",
        "预算项目",
        "部门项目",
        "部门预算项目",
        "年度",
    ]
)


def is_body(name: str) -> bool:
    """Whether a name is one of a public body."""
    bare = re.sub(r"[(（][^()（）]{1,12}[)）]$", "", name)
    return (
        SHORTEST <= len(bare) <= 40
        and BODY_END.search(bare) is not None
        and bare not in GENERAL
        and not bare.startswith(("部门", "单位", "财政支出"))
    )


def is_report_title(row: Row) -> bool:
    """Whether a row reads like the title of a report."""
    return bool(row.line.titles) and all(layout.narrative == REPORT for layout in row.line.titles) and not SENTENCE.search(row.line.cells[0].text)


def is_part(row: Row) -> bool:
    """Whether a row that reads like a title has a heading's number in front (第二部分 部门决算说明): in a text that has begun it is one."""
    return NUMBERED.match(row.line.cells[0].text) is not None


#: Words of a sentence that speaks of a report.
SENTENCE = re.compile(r"召开|举行|举办|听取|提交|形成|撰写|出具|报送|编[制写]|上报|如下|印发|公布|根据|按照|要求|详见|^[见第]")


def heads_report(rows: Sequence[Row], at: int) -> bool:
    """Whether running text with headings from the first on follows a title of a report, and no form of labels and cells."""
    alone = 0
    headed = False
    for row in rows[at + 1 : at + 1 + NEAR]:
        text = row.line.cells[0].text
        if row.line.titles and not is_part(row) and normalise(text) != normalise(rows[at].line.cells[0].text):
            return False
        if row.in_table:
            alone += len(row.line.labels)
        elif is_heading(text):
            if not headed and not FIRST.match(text) and not PART.match(text):
                return False
            headed = True
        elif is_prose(row):
            return headed or FIRST.match(text) is not None or is_first(rows, at)
        elif find_label(text) is not None and not NUMBERING.match(normalise(text[:12])):
            alone += 1
        if alone >= ENOUGH_LABELS:
            return False
    return False


def is_first(rows: Sequence[Row], at: int) -> bool:
    """Whether no other title stands above a row."""
    return not any(row.line.titles for row in rows[:at])


#: 第二部分: what stands below a cover and its contents may be printed from there on.
PART = re.compile(r"\s*第[一二三四五六七八九十]{1,3}部分")
#: So far below its title the text of a report begins, behind its cover and its contents; so many labels make a form before that.
NEAR = 80
ENOUGH_LABELS = 4


def first_line(rows: Sequence[Row], at: int) -> int:
    """The row where the title that ends at `at` begins: above it may stand its first lines, where nothing else does."""
    start = at
    while start > 0 and at - start < 3 and _goes_with_title(rows[start - 1]):
        start -= 1
    return start if start == 0 else at


def _goes_with_title(row: Row) -> bool:
    text = row.line.cells[0].text
    return not row.in_table and not row.line.titles and not row.line.labels and len(text.strip()) <= 40 and not is_heading(text)


def is_same_title(one: Row, other: Row) -> bool:
    """Whether two rows print one title: on the cover and above the text, or at the head of each page."""
    return normalise(one.line.cells[0].text) == normalise(other.line.cells[0].text) and bool(titles_of(one.line.cells[0].text))
