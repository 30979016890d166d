"""From text to mentions: candidates are found, bound to one another, judged."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.citations.bare_titles import MASK, masked, scan_notices
from kg.citations.binding import bind, bind_article
from kg.citations.drafts import Draft
from kg.citations.judgement import judge
from kg.citations.listed_titles import scan_listed
from kg.citations.numbers import scan_numbers
from kg.citations.titles import scan_other_brackets, scan_titles
from kg.citations.values import Explanation, Mention
from kg.citations.words import words

#: A text without any of these holds no candidate.
ANCHOR = re.compile("[《〈<‹「令〔﹝【［\\[]|号|关于|[12１２][09０９][0-9０-９]{2}|条例|规划|办法|规定|制度|方案|标准|通知|白皮书|[A-Z]{2}")

#: A text without any of these nouns holds no bare title in a list.
LISTABLE = re.compile(f"[{''.join(sorted({noun[-1] for noun in (*words('instrument_nouns', 'strong'), *words('instrument_nouns', 'weak'))}))}]")


def find_citations(text: str) -> tuple[Mention, ...]:
    """The mentions of instruments in a text, in its order; offsets count code points. A text that holds none costs one scan."""
    return mentions_of(text, "")


def explain(text: str, *, role: str = "") -> Explanation:
    """All candidates of a text: the accepted with the rule that found them, the rejected with the reason."""
    titles = list(scan_titles(text)) if "《" in text else []
    mask = masked(text, titles)
    if any(sign in mask for sign in "<〈‹「＜『"):
        titles = sorted([*titles, *scan_other_brackets(mask)], key=lambda title: title.begin)
        mask = masked(text, titles)
    numbers = scan_numbers(text)
    inside = [n for n in numbers if MASK in mask[n.begin : n.end]]
    numbers = [n for n in numbers if MASK not in mask[n.begin : n.end]]
    notices = list(scan_notices(text, mask)) if "关于" in mask else []
    drafts = bind(text, mask, titles, notices, numbers, inside)
    if LISTABLE.search(mask):
        drafts = _with_listed(text, mask, drafts, role)
    return judge(text, mask, drafts, role)


def _with_listed(text: str, mask: str, drafts: list[Draft], role: str) -> list[Draft]:
    listed = []
    for bare in scan_listed(text, mask, [(draft.begin, draft.end) for draft in drafts], role):
        draft = Draft(bare.begin, bare.end, "bare_title", bare.rule, (bare.begin, bare.end), (bare.begin, bare.end))
        bind_article(text, draft)
        listed.append(draft)
    return sorted([*drafts, *listed], key=lambda draft: draft.begin)


@lru_cache(maxsize=8192)
def mentions_of(text: str, role: str) -> tuple[Mention, ...]:
    """The mentions of a field's text; `role` is the field's role ("" when unknown), which decides how much a bare title must bring with it."""
    return explain(text, role=role).mentions if ANCHOR.search(text) else ()
