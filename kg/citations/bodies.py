"""Names of public bodies in front of a title or an order: where they begin."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.citations.words import HAN, SPACE, alternation, words

#: One-sign words occur inside names (经济和信息化局, 大数据局, 对外办), so they introduce a name only where nothing stands before them, or right
#: behind an instrument's noun.
LONG = [word for word in (*words("lead_ins"), *words("issuing_verbs"), *words("getting_verbs")) if len(word) > 1]
MANY_BODIES = "等(?:[一二三四五六七八九十0-9]{1,3}个?)?(?:部门|单位|部委|委局)"
ANYWHERE = (
    f"的|了|是|由|为|(?:项目|工程|方案|[已业报并均曾])经(?![济信贸开])|号文件|号文|号|(?!{MANY_BODIES})等|"
    "(?:办法|条例|通知|意见|规定|方案|规划|计划|纪要|法)(?:和|及|与|或|、)"
)
#: The pinpoint of the instrument before, joined to the next or not (《…法》第二十七条和国务院令); of one in figures only its noun is in the run.
PINPOINT = "第[一二三四五六七八九十百零〇两]{1,7}[条款项](?:之[一二三四五六七八九十])?(?:和|及|与|或|以及)?|^[条款项](?:和|及|与|或|以及)"
AT_START = "和(?!平|田|县(?!长)|政)|及|与|或|按|据|见|自(?![治然])|经(?![济信贸开])|原(?![子州平阳种料])|为|在|以|对(?!外)|由|从"
LEAD = re.compile(f".*(?:{alternation(LONG)}|{ANYWHERE}|{PINPOINT})(?=.)|(?:{AT_START})(?=.)", re.DOTALL)
BODY_ENDS = words("body_ends")


@lru_cache(maxsize=65536)
def body_start(run: str) -> int:
    """Where the name begins in a run of Chinese signs that ends with a body's name: after the last word that introduces it."""
    begin = 0
    while found := LEAD.match(run, begin):
        begin = found.end()
    return begin


def ends_with_body(run: str) -> bool:
    """Whether a run ends with the name of a public body."""
    return run.endswith(BODY_ENDS)


#: A name, with the count of those that issue together (财政部等11部门).
LONGEST = 34
RUN = re.compile(f"(?:[{HAN}X×]|(?<=等)[0-9]{{1,2}}(?=个?[部单委])|(?<=等[0-9])[0-9](?=个?[部单委])){{2,{LONGEST}}}\\Z")
#: 2006年1月29日国务院令, 第15期和财政部令: what a date or a count leaves before the name, unlike the first sign of 日照.
DATE_SIGN = re.compile("(?<=[0-9０-９])[年月日期次]|(?<=[0-9０-９][ ])[年月日]")
VERB = re.compile("(?:联合)?(?:印发|转发|批转|发布)\\Z")
VERBS = ("印发", "转发", "批转", "发布")
MANY = re.compile(f"{MANY_BODIES}\\Z")
#: The same run read backwards, as far as it holds no count: the search for a run forwards begins anew at every sign of its window.
BACKWARDS = re.compile(f"[{HAN}X×]*")
BETWEEN = re.compile(f"(?:{SPACE}{{1,2}}|、)原?\\Z")
#: What may stand between two names that issue together, or between an issuer and the body whose document it passes on.
GAP_ENDS = frozenset(" \t\r\n\u3000\xa0、原") | {verb[-1] for verb in VERBS}


def issuer_begin(text: str, position: int) -> int:
    """Where the issuer's name begins that stands right before `position` (关于, 令, 印发《); `position` when none does.

    Names are joined by 、 or a space (财政部 教育部关于), and a body may pass on another's document (办公厅转发建设部等部门关于).
    """
    begin = behind_joint(text, _name_begin(text, position))
    if begin == position:
        return position
    while begin and text[begin - 1] in GAP_ENDS:
        verb = VERB.search(text[max(0, begin - 4) : begin])
        if verb:
            passed_on = _name_begin(text, begin - len(verb.group()))
            if passed_on == begin - len(verb.group()):
                return begin
            begin = passed_on
            continue
        gap = BETWEEN.search(text[max(0, begin - 3) : begin])
        if gap is None:
            return begin
        other = _name_begin(text, begin - len(gap.group()))
        if other == begin - len(gap.group()):
            return begin
        begin = other
    return begin


def behind_joint(text: str, begin: int) -> int:
    """Behind a 和 that joins a name to the instrument before it (《…》和县人民政府; 和县 is a county too)."""
    return begin + 1 if text.startswith("和", begin) and begin and text[begin - 1] in "》）)〉号条款项" else begin


def _run_before(text: str, end: int) -> str:
    """The signs before `end` that names are made of; "" for none."""
    window = text[max(0, end - LONGEST) : end]
    length = BACKWARDS.match(window[::-1]).end()  # type: ignore[union-attr]
    if length < len(window) and window[-length - 1] in "0123456789":
        run = RUN.search(window)
        return run.group() if run else ""
    return window[len(window) - length :] if length > 1 else ""


def _name_begin(text: str, end: int) -> int:
    """Where one name (or 印发 with the name before it) begins that ends at `end`."""
    found = _run_before(text, end)
    if not found:
        return end
    dated = DATE_SIGN.match(text, end - len(found)) if found[0] in "年月日期次" else None
    if dated:
        found = found[1:]
    verb = VERB.search(found) if found.endswith(VERBS) else None
    body = found[: verb.start()] if verb else found
    start = body_start(body) if body else 0
    name = body[start:]
    if len(name) < 2 or not (ends_with_body(name) or MANY.search(name)):
        return end
    return end - len(found) + start
