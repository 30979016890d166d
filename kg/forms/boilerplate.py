"""What is no content: furniture of tables and sites, page numbers, rulings. The data is `boilerplate.yaml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.forms.additions import added_rows
from kg.forms.words import read_data

#: The first letters of every text that a rule for cells among others claims.
FURNITURE = frozenset("-—–_=|+:.。…⋯<[（(续 \t\n")


def is_furniture(text: str) -> bool:
    """Whether a cell among others is no content: a ruling, an ellipsis, an empty tag."""
    return text[:1] in FURNITURE and _is_furniture(text)


@lru_cache(maxsize=16384)
def _is_furniture(text: str) -> bool:
    word = "".join(text.split())
    return len(word) <= 80 and any(pattern.fullmatch(word) for pattern in _furniture())


@cache
def _furniture() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in read_data("boilerplate.yaml") if row.get("in_tables"))


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["rule"], re.compile(row["pattern"])) for row in (*added_rows("boilerplate.yaml"), *read_data("boilerplate.yaml")))


#: What every text that a rule claims holds; a test compares it with the examples.
TRIGGER = re.compile(
    r"[-—–_=|+:.。…⋯\d(（\[<]|单位|续表|汇总|一览|公开|表[一二三四五六七八九十]|附[表件]"
    r"|扫一扫|分享|打印|关闭|相关|版权|ICP|预览|阅读|文档|文本内容|留言|责任编辑|浏览|来源|作者|发布|首页|索引|信息|访问|点击|时间|大\s*中|字[号体]|网站|主办|(?:注|说明)\d?[:：]|返回|纠错|收藏|位置|承办|维护|备案|标识码|公网安备|©|[上下]一[篇条]|√"
)


def find_boilerplate(text: str) -> str | None:
    """The name of the rule that says that a cell or line is no content, or None."""
    return _find_boilerplate(text) if len(text) <= 160 and (TRIGGER.search(text) or _has_own_rules()) else None


@cache
def _has_own_rules() -> bool:
    return bool(added_rows("boilerplate.yaml"))


@lru_cache(maxsize=16384)
def _find_boilerplate(text: str) -> str | None:
    word = "".join(text.split())
    return next((name for name, pattern in _rules() if pattern.fullmatch(word)), None) if len(word) <= LONGEST_RULE else None


#: The feet of sites are long: who runs them, addresses, numbers of their registration.
LONGEST_RULE = 160


#: A year line begins with its bracket or its century.
YEAR_STARTS = frozenset("(（12")


def may_be_year_line(text: str) -> bool:
    """Whether a cell may be what the rule `year_line` claims; a user's own rules may claim any."""
    return text.lstrip()[:1] in YEAR_STARTS or _has_own_rules()
