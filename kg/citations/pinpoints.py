"""What stands right behind a mention and belongs to it: the pinpoint (第二十七条第二款) and the short name (以下简称《决定》)."""

from __future__ import annotations

import re

from kg.citations.drafts import Draft
from kg.citations.words import BORDER, SPACE

#: 第二十七, and in standards and opinions 第5.1.3, 第（十二）.
ORDINAL = "第(?:[一二三四五六七八九十百千零〇0-9０-９]{1,7}(?:[.．][0-9]{1,2}){0,3}|[（(][一二三四五六七八九十]{1,3}[)）])"
#: 第四十二、四十三条
MORE = "第?[一二三四五六七八九十百千零〇0-9０-９]{1,7}"
#: 第一款、第二款; 第一、二款
CLAUSES = f"{ORDINAL}(?:[、和及与至]{MORE}){{0,4}}款(?:[、和及与至]{ORDINAL}款){{0,4}}"
ITEM = f"(?:{ORDINAL}|第?[（(][一二三四五六七八九十0-9]{{1,3}}[)）])"
BELOW = f"(?:{SPACE}?{CLAUSES})?(?:{SPACE}?{ITEM}(?:[、和及与至]{ITEM}){{0,6}}项(?:[、和及与至]{ITEM}项){{0,4}})?"
ARTICLE_ONE = f"{ORDINAL}(?:[、和及与至]{MORE}){{0,4}}条(?:之[一二三四五六七八九十])?{BELOW}"
#: 第五十七条、五十八条
AND_ARTICLE = f"[、和及与至](?:{ARTICLE_ONE}|[一二三四五六七八九十百零〇]{{1,7}}条{BELOW})"
PART = f"(?:{ORDINAL}章)?(?:{ORDINAL}节)?"
ARTICLE = re.compile(
    f"{SPACE}*(?:中的?|之|的|规定的)?{SPACE}*[:：]?(?P<article>{PART}{ARTICLE_ONE}(?:{AND_ARTICLE})*)|"
    f"{SPACE}?[（(](?P<enclosed>{ARTICLE_ONE}(?:{AND_ARTICLE})*)[)）]|"
    f"(?P<bare>(?<=》)(?:[一二三四五六七八九十百零〇]{{1,7}}|[0-9]{{1,3}})条{BELOW})(?=的?规定|[{BORDER}，。；、）)]|\\Z)"
)
#: 以下简称, 下称, 简称: a bare 称 names something only behind 下.
CALLED = "(?:以下|下文|下)?(?:[统并]?简称|(?<=下)称)为?[:：]?"
NAMING = re.compile("简称|下称")
SPACES = re.compile(SPACE)
NAME_OPENS = re.compile(f'(?:简称|下称)为?[:：]?{SPACE}?[“"]?\\Z')
#: Without signs around it, a short name is what stands between 以下简称, or a bracket and 简称, and the closing bracket.
ALIAS = re.compile(
    f'{CALLED}{SPACE}?[“"]?[《“"「‘](?P<alias>[^《》“”"「」‘’。\\n]{{2,30}})[》”"」’]|'
    f"(?:(?=以下)|(?<=[（(，,])){CALLED}(?P<plain>[^，。；）)《》“”]{{2,20}})(?=[）)])"
)
#: How far behind a mention the words may stand that give its short name.
BEHIND = 20
BEHIND_COMMA = re.compile(f"{SPACE}?[，,]{SPACE}?(?:{ALIAS.pattern})")
ARTICLE_STARTS = frozenset("（(第中之的规:： \t\n\u3000\xa0一二三四五六七八九十百0123456789")
CLOSERS = {"（": "）)", "(": ")）", "〔": "〕]", "［": "］]", "[": "]］", "【": "】]"}
ROUND = "（("
ANY_CLOSER = frozenset("）)〕]］】")
NEXT_BRACKET = re.compile("[（）()〔〕\\[\\]［］【】《]")
#: （…国务院令第649号公布 根据2019年3月2日《…决定》修订）: the bracket that tells how an instrument was issued and amended names what amended it.
HISTORY = re.compile(
    f"{SPACE}?(?:公布|发布|颁布|通过)[，,；;]?[^（()）。；《》]{{0,40}}(?:《[^《》]{{4,60}}》[^（()）。；《》]{{0,16}}){{1,3}}(?:修订|修正|修改)[^（()）。；《》]{{0,10}}[)）]"
)
COMMA_STARTS = frozenset("，, \t\n\u3000\xa0")


def closing_of(text: str, opening: str, end: int) -> int | None:
    """Behind the bracket that closes `opening`, from `end` on; None where it is lost. Right behind a number, a bracket of another kind closes too
    (（湘政办发〔2017〕1号〕)."""
    if text[end : end + 1] in ANY_CLOSER and text[end] not in CLOSERS[opening]:
        following = NEXT_BRACKET.search(text, end + 1, end + 60)
        if following is None or following.group() not in CLOSERS[opening]:
            return end + 1
    if opening in ROUND and (history := HISTORY.match(text, end)):
        return history.end()
    depth = 1
    for at in range(end, min(len(text), end + 90)):
        sign = text[at]
        if sign in CLOSERS[opening]:
            depth -= 1
            if depth == 0:
                return at + 1
        elif sign == opening or (opening in ROUND and sign in ROUND):
            depth += 1
        elif (
            (sign == "。" and text[at + 1 : at + 2] not in CLOSERS[opening])
            or (sign == "\n" and at > end + 2)
            or (sign == "《" and not NAME_OPENS.search(text[max(0, at - 6) : at]))
        ):
            return None
    return None


def bind_article(text: str, draft: Draft) -> None:
    """The pinpoint right behind a mention, or behind the bracket that gives its short name."""
    article = article_at(text, max(draft.end, draft.reach))
    if article:
        draft.article = article


def article_at(text: str, end: int) -> str | None:
    """The pinpoint that stands at `end`, without white space; None for none."""
    if text[end : end + 1] not in ARTICLE_STARTS:
        return None
    found = ARTICLE.match(text, end)
    return SPACES.sub("", found["article"] or found["enclosed"] or found["bare"]) if found else None


def bind_alias(text: str, draft: Draft) -> None:
    """A short name given inside the bracket that holds the number, in a bracket of its own right behind, or behind a comma."""
    window = text[draft.core[1] : draft.end] if draft.core else ""
    if text[draft.end : draft.end + 1] in ("（", "(") and NAMING.search(text, draft.end, draft.end + 60):
        close = closing_of(text, text[draft.end], draft.end + 1)
        if close and NAMING.search(text, draft.end, close):
            window += text[draft.end : close]
            draft.reach = close
    found = ALIAS.search(window) if NAMING.search(window) else None
    if found is None and text[draft.end : draft.end + 1] in COMMA_STARTS and (found := BEHIND_COMMA.match(text, draft.end)):
        draft.reach = found.end()
    if found:
        draft.alias = found["alias"] or found["plain"]
        if draft.article is None and draft.reach > draft.end:
            bind_article(text, draft)


def short_name(text: str, begin: int, end: int) -> str | None:
    """The short name that is given to the mention `text[begin:end]`, inside its bracket or right behind it."""
    if not NAMING.search(text, begin, end + BEHIND):
        return None
    draft = Draft(begin, end, "", "", (begin, begin))
    bind_alias(text, draft)
    return draft.alias
