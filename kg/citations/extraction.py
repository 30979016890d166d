"""From text to mentions: candidates are found, bound to one another, judged."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from kg.citations.bare_titles import MASK, Bare, masked, scan_notices
from kg.citations.binding import bind, bind_article
from kg.citations.drafts import Draft
from kg.citations.judgement import BACK_REFERENCE, judge
from kg.citations.listed_titles import scan_listed
from kg.citations.numbers import scan_numbers
from kg.citations.titles import scan_other_brackets, scan_titles
from kg.citations.values import Explanation, Mention, Rejection
from kg.citations.words import words

NOUN_ENDS = "".join(sorted({noun[-1] for noun in (*words("instrument_nouns", "strong"), *words("instrument_nouns", "weak"))}))
#: Signs of which a title in brackets, a number or a notice has at least one: brackets, 号, 关于, the letters of a standard.
HARD = re.compile("[《〈<‹「＜『号〔﹝【［\\[〖A-ZＡ-Ｚ]|关于")
#: Any sign of a candidate: a text without one is left after a single look.
ANY = re.compile(f"[《〈<‹「＜『号〔﹝【［\\[〖关A-ZＡ-Ｚ{NOUN_ENDS}]")
OTHER_BRACKET = re.compile("[<〈‹「＜『]")
#: A text without any of these signs holds no bare title in a list or behind 根据.
LISTABLE = re.compile(f"[{NOUN_ENDS}]")
BLANK_LINE = re.compile("\n[ \t\u3000]*\n")
NOTHING = Explanation((), (), ())


def find_citations(text: str) -> tuple[Mention, ...]:
    """The mentions of instruments in a text, in its order; offsets count code points. A text that holds none costs one scan."""
    return mentions_of(text, "")


def explain(text: str, *, role: str = "") -> Explanation:
    """All candidates of a text: the accepted with the rule that found them, the rejected with the reason.

    Paragraphs divided by a blank line are read each by itself; only aliases reach across.
    """
    if not ANY.search(text):
        return NOTHING
    aliases: dict[str, int] = {}
    if "\n" not in text or not BLANK_LINE.search(text):
        return _explain(text, role, aliases, 0)
    mentions: list[Mention] = []
    rules: list[str] = []
    rejections: list[Rejection] = []
    begin = 0
    for blank in [*BLANK_LINE.finditer(text), None]:
        end = blank.start() if blank else len(text)
        found = _explain(text[begin:end], role, aliases, len(mentions))
        mentions += (replace(m, begin=m.begin + begin, end=m.end + begin) for m in found.mentions)
        rules += found.rules
        rejections += (replace(r, begin=r.begin + begin, end=r.end + begin) for r in found.rejections)
        begin = blank.end() if blank else end
    return Explanation(tuple(mentions), tuple(rules), tuple(rejections))


def _explain(text: str, role: str, aliases: dict[str, int], before: int) -> Explanation:
    """One paragraph; `aliases` are the short names given so far (index of the mention that gave each), `before` the mentions so far."""
    mask = text
    drafts: list[Draft] = []
    if HARD.search(text):
        mask, drafts = _bound(text)
    if LISTABLE.search(mask):
        listed = scan_listed(text, mask, [(draft.begin, draft.end) for draft in drafts], role)
        if listed:
            drafts = sorted([*drafts, *map(_listed_draft(text), listed)], key=lambda draft: draft.begin)
    return judge(text, mask, drafts, role, aliases, before) if drafts or (before and BACK_REFERENCE.search(text)) else NOTHING


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


@lru_cache(maxsize=32768)
def mentions_of(text: str, role: str) -> tuple[Mention, ...]:
    """The mentions of a field's text; `role` is the field's role ("" when unknown), which decides how much a bare title must bring with it."""
    return explain(text, role=role).mentions
