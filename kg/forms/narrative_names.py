"""The project that a narrative's title or heading names: `一、“农村改厕”项目及绩效目标情况`, `古树名木养护项目经费情况说明`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.forms.layouts import PROJECT_NARRATIVE, Layout
from kg.forms.report_titles import GENERAL, read_names, split_head
from kg.forms.words import normalise

#: What stands behind the project's name in a title. `<name>项目经费情况说明`: the word 项目 is the title's.
TITLE_END = re.compile(r"(?:项目)?(?:经费|支出|资金|预算)?情况说明$")
NUMBER = re.compile(
    r"^(?:第?[一二三四五六七八九十\d]{1,3}[、.．:：]|[（(][一二三四五六七八九十\d]{1,3}[）)]|项目[一二三四五六七八九十\d]{1,3}[:：、]|[一二三四五六七八九十]是)[、.．:：]?"
)
QUOTES = "“”\"'‘’《》〈〉「」『』【】 　"
#: A name in quotation marks, with what a title may put behind it.
QUOTED = re.compile(
    r"[“\"'‘《〈「『【](?P<name>[^“”\"‘’《》「」『』【】]{2,60}|[^《》]{2,60})[”\"'’》〉」』】](?:专项|经费|工程|财政|支出|资金|的)*(?:项目)?[:：。]?"
)
#: A name in brackets behind a title that says nothing else: 项目及绩效目标情况（校舍维修改造）.
BEHIND = re.compile(r"[(（](?P<name>[^()（）]{4,40})[)）]$")
NO_NAME = re.compile(r"^(?:20\d\d年?度?|续.?|.{0,10}级|.{0,6}项目|一般公共预算|.{0,4}模板|.{0,6}公开)$")
#: Words of titles that name no project of their own.
OF_ALL = re.compile(r"^(?:本?(?:部门|单位|级)|重点|主要|所有|各|部分|财政|预算|专项|专项资金|项目支出|特定目标类|其他运转类|年度|具体|有关|相关)+$")
#: How the name of a body ends that no project's name ends like.
SURE_BODY = re.compile(r"(?:局|委员会|[^大客餐展]厅|办公室|办事处|政府|检察院|法院|大学|学院|总队|支队|协会|联合会|党校)$")


#: The kind of paper that a project is applied for with.
APPLICATION = re.compile(
    r"(?:项目)?(?:(?:资金|经费)?(?:申报|申请|建议|立项)(?:书|报告|文本|材料)|可行性(?:研究)?报告|可研报告)(?:[(（][^()（）]{1,12}[)）])?$"
)
#: A value behind its name (填写日期：2023年9月) names no project, but a number does (项目一：).
VALUE = re.compile(r"[^:：]{2,12}[:：].")


class TitleNames(NamedTuple):
    """What the title of a narrative names."""

    department: str | None
    project: str | None


def names_of_title(title: str, layouts: Sequence[Layout]) -> TitleNames:
    """The body and the project in the printed title (or heading) of a narrative; `layouts` are those whose title it prints."""
    word = NUMBER.sub("", normalise(title))
    if any(layout.form == "shanghai-narrative" for layout in layouts):
        name = TITLE_END.sub("", word).strip(QUOTES)
        return TitleNames(None, re.sub(r"^20\d\d年度?", "", name) or name or None)
    word = APPLICATION.sub("", word.removeprefix("关于"))
    if not any(_end_of_title(layout, word) for layout in layouts):
        named = read_names(word)
        body = named.department if named.department and SURE_BODY.search(named.department) else None
        return TitleNames(body, named.project if named.project and not OF_ALL.match(named.project) else None)
    behind = BEHIND.search(word)
    starts = [match.start() for layout in layouts if (match := _end_of_title(layout, word))]
    head = word[: min(starts, default=len(word))]
    department, name = split_head(head)
    quoted = QUOTED.fullmatch(name)
    if quoted:
        name = quoted["name"]
    elif department is None and head.endswith(name) and SURE_BODY.search(name):
        department, name = name, ""
    if not name and behind is not None and not NO_NAME.match(behind["name"]):
        name = behind["name"].strip(QUOTES)
    return TitleNames(department, name if len(name) > 1 and name not in GENERAL and not OF_ALL.match(name) else None)


def is_application(line: str) -> bool:
    """Whether a line is the title of a paper that a project is applied for with (某项目申报书)."""
    word = normalise(line)
    return len(word) <= LONGEST_TITLE and APPLICATION.search(word) is not None and not VALUE.match(word)


#: No such title is longer.
LONGEST_TITLE = 60


def _end_of_title(layout: Layout, word: str) -> re.Match[str] | None:
    """The words of a title that say what kind it is; None for a layout whose title holds the name too."""
    match = layout.title.search(word) if layout.narrative == PROJECT_NARRATIVE else None
    return match if match and not layout.title.pattern.startswith(".{") else None


def name_of_line(line: str) -> str | None:
    """The project that a line in front of a narrative's first section names (`1.“农村改厕”项目`); None for a sentence."""
    bare = APPLICATION.sub("", NUMBER.sub("", "".join(line.split())))
    quoted = QUOTED.fullmatch(bare)
    if quoted is not None:
        return quoted["name"]
    if VALUE.match(bare):
        return None
    whole = bare.strip(QUOTES)
    return bare.rstrip(":：。").strip(QUOTES) if 2 <= len(whole) <= 60 and not any(mark in whole for mark in "。；，") else None
