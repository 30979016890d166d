"""From text to mentions: candidates are found, bound to one another, judged."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from kg.citations.bare_titles import MASK, Bare, masked, scan_notices
from kg.citations.binding import bind, bind_article
from kg.citations.drafts import Draft
from kg.citations.judgement import judge
from kg.citations.listed_titles import scan_listed
from kg.citations.numbers import scan_numbers
from kg.citations.titles import scan_other_brackets, scan_titles
from kg.citations.values import Explanation, Mention
from kg.citations.words import words

NOUN_ENDS = "".join(sorted({noun[-1] for noun in (*words("instrument_nouns", "strong"), *words("instrument_nouns", "weak"))}))
#: Signs of which a title in brackets, a number or a notice has at least one: brackets, 号, 关于, the letters of a standard.
HARD = re.compile("[《〈<‹「＜『号〔﹝【［\\[〖A-ZＡ-Ｚ]|关于")
OTHER_BRACKET = re.compile("[<〈‹「＜『]")
#: A text without any of these signs holds no bare title in a list or behind 根据.
LISTABLE = re.compile(f"[{NOUN_ENDS}]")
NOTHING = Explanation((), (), ())


def find_citations(text: str) -> tuple[Mention, ...]:
    """The mentions of instruments in a text, in its order; offsets count code points. A text that holds none costs one scan."""
    return mentions_of(text, "")


def explain(text: str, *, role: str = "") -> Explanation:
    """All candidates of a text: the accepted with the rule that found them, the rejected with the reason."""
    mask = text
    drafts: list[Draft] = []
    if HARD.search(text):
        mask, drafts = _bound(text)
    if LISTABLE.search(mask):
        listed = scan_listed(text, mask, [(draft.begin, draft.end) for draft in drafts], role)
        if listed:
            drafts = sorted([*drafts, *map(_listed_draft(text), listed)], key=lambda draft: draft.begin)
    return judge(text, mask, drafts, role) if drafts else NOTHING


def _bound(text: str) -> tuple[str, list[Draft]]:
    """What rests on a bracketed title, a number or a notice, and the text with bracketed titles replaced."""
    titles = list(scan_titles(text)) if "《" in text else []
    mask = masked(text, titles)
    if OTHER_BRACKET.search(mask):
        titles = sorted([*titles, *scan_other_brackets(mask)], key=lambda title: title.begin)
        mask = masked(text, titles)
    numbers = scan_numbers(text)
    inside = []
    if titles and numbers:
        inside = [n for n in numbers if MASK in mask[n.begin : n.end]]
        numbers = [n for n in numbers if MASK not in mask[n.begin : n.end]]
    notices = list(scan_notices(text, mask)) if "关于" in mask else []
    if not (titles or numbers or notices):
        return mask, []
    return mask, bind(text, mask, titles, notices, numbers, inside)


def _listed_draft(text: str) -> Callable[[Bare], Draft]:
    def draft_of(bare: Bare) -> Draft:
        draft = Draft(bare.begin, bare.end, "bare_title", bare.rule, (bare.begin, bare.end), (bare.begin, bare.end))
        bind_article(text, draft)
        return draft

    return draft_of


@lru_cache(maxsize=8192)
def mentions_of(text: str, role: str) -> tuple[Mention, ...]:
    """The mentions of a field's text; `role` is the field's role ("" when unknown), which decides how much a bare title must bring with it."""
    return explain(text, role=role).mentions
