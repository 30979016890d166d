"""From text to mentions: candidates are found, bound to one another, judged."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from kg.citations.bare_titles import MASK, Bare, masked, scan_notices
from kg.citations.binding import bind
from kg.citations.drafts import Draft
from kg.citations.introduced_titles import LEAD
from kg.citations.judgement import BACK_REFERENCE, judge
from kg.citations.listed_titles import LISTING_ROLES, scan_listed
from kg.citations.named import with_named
from kg.citations.numbers import scan_numbers
from kg.citations.pinpoints import bind_alias, bind_article
from kg.citations.plain import plain_citations
from kg.citations.signs import HARD_SIGN, NOUN_END
from kg.citations.titles import scan_other_brackets, scan_titles, scan_unopened
from kg.citations.values import Explanation, Mention, Rejection
from kg.citations.words import HAN
from kg.citations.wraps import Joined, joined

OTHER_BRACKET = re.compile("[<〈‹「＜『]")
#: Signs of other typefaces and scripts for brackets, one for one, and how they are read.
USUAL = str.maketrans("﹙﹚⦅⦆❨❩⟮⟯⸨⸩｟｠❲❳〘〙〚〛⟦⟧﹤﹥❮❯⟨⟩", "（）（）（）（）（）（）〔〕〔〕〔〕〔〕〈〉〈〉〈〉")
RARE = re.compile(f"[{''.join(map(chr, USUAL))}≪«⟪]")
#: Signs of other uses too (much less, quotes): read as 《》 around words.
GUILLEMETS = re.compile(f"[≪«⟪](?P<title>[{HAN}“（(][^≪≫«»⟪⟫。，；=\n]{{2,120}})[≫»⟫]")
BLANK_LINE = re.compile("\n[ \t\u3000]*\n")
NOTHING = Explanation((), (), ())


@lru_cache(maxsize=32768)
def find_citations(text: str) -> tuple[Mention, ...]:
    """The mentions of instruments in a text, in its order; offsets count code points. A text that holds none costs one scan."""
    return explain(text).mentions


def explain(text: str, *, role: str = "", plain: bool = True) -> Explanation:
    """All candidates of a text: the accepted with the rule that found them, the rejected with the reason.

    Paragraphs divided by a blank line are read each by itself; only aliases reach across. `plain` is False where the caller knows already that a
    text of one paragraph leaves questions (`plain.py`).
    """
    listing = role in LISTING_ROLES
    if not HARD_SIGN.search(text) and not (NOUN_END.search(text) if listing else LEAD.search(text) or BACK_REFERENCE.search(text)):
        return NOTHING
    if RARE.search(text) and (usual := GUILLEMETS.sub("《\\g<title>》", text.translate(USUAL))) != text:
        return _as_written(explain(usual, role=role), text)
    aliases: dict[str, int] = {}
    if "\n" not in text or not BLANK_LINE.search(text):
        return _explain(text, role, aliases, 0, plain=plain)
    mentions: list[Mention] = []
    rules: list[str] = []
    rejections: list[Rejection] = []
    end = 0
    signs = _Signs(text, (HARD_SIGN, NOUN_END) if listing else (HARD_SIGN, LEAD, BACK_REFERENCE))
    while (sign := signs.first(end)) is not None:
        begin = _paragraph_begin(text, sign, end)
        blank = BLANK_LINE.search(text, sign)
        end = blank.start() if blank else len(text)
        found = _explain(text[begin:end], role, aliases, len(mentions), begin)
        mentions += found.mentions
        rules += found.rules
        rejections += found.rejections
    return Explanation(tuple(mentions), tuple(rules), tuple(rejections))


def _as_written(found: Explanation, text: str) -> Explanation:
    """What was found in a text whose rare brackets are read as usual ones, told with the signs that the text has."""
    mentions = []
    for mention in found.mentions:
        surface, title = text[mention.begin : mention.end], mention.title
        if title is not None and (at := mention.surface.find(title)) >= 0:
            title = surface[at : at + len(title)]
        mentions.append(mention._replace(surface=surface, title=title))
    rejections = tuple(rejection._replace(surface=text[rejection.begin : rejection.end]) for rejection in found.rejections)
    return Explanation(tuple(mentions), found.rules, rejections)


class _Signs:
    """The signs of candidates in a text, asked from left to right: each pattern goes through the text once."""

    def __init__(self, text: str, patterns: tuple[re.Pattern[str], ...]) -> None:
        self._text = text
        self._next = dict.fromkeys(patterns, -1)

    def first(self, at: int) -> int | None:
        """Where the first sign stands from `at` on."""
        for pattern, begin in self._next.items():
            if begin < at:
                found = pattern.search(self._text, at)
                self._next[pattern] = found.start() if found else len(self._text)
        begin = min(self._next.values())
        return begin if begin < len(self._text) else None


def _paragraph_begin(text: str, at: int, floor: int) -> int:
    """Where the paragraph begins that holds `at`: behind the last blank line, not before `floor`."""
    line = text.rfind("\n", floor, at)
    while line >= 0:
        before = text.rfind("\n", floor, line)
        if before >= 0 and not text[before + 1 : line].strip(" \t\u3000"):
            return line + 1
        line = before
    return floor


def _explain(text: str, role: str, aliases: dict[str, int], before: int, shift: int = 0, *, plain: bool = True) -> Explanation:
    """One paragraph; `aliases` are the short names given so far (index of the mention that gave each), `before` the mentions so far, `shift`
    where the paragraph begins."""
    whole = joined(text) if "\n" in text else None
    if whole is None:
        return (_paragraph if plain else whole_way)(text, role, aliases, before, shift)
    return _in_original(_paragraph(whole.text, role, aliases, before, 0), whole, text, shift)


def _in_original(found: Explanation, whole: Joined, text: str, shift: int) -> Explanation:
    """What was found in a text without its soft line breaks, told of the original."""

    def bounds(candidate: Mention | Rejection) -> tuple[int, int]:
        return whole.begin(candidate.begin), whole.end(candidate.end)

    mentions, rejections = [], []
    for mention in found.mentions:
        begin, end = bounds(mention)
        mentions.append(mention._replace(surface=text[begin:end], begin=begin + shift, end=end + shift))
    for rejection in found.rejections:
        begin, end = bounds(rejection)
        rejections.append(rejection._replace(surface=text[begin:end], begin=begin + shift, end=end + shift))
    return Explanation(tuple(mentions), found.rules, tuple(rejections))


def _paragraph(text: str, role: str, aliases: dict[str, int], before: int, shift: int) -> Explanation:
    if not before and ("《" in text or "号" in text) and (plain := plain_citations(text, role, shift)) is not None:
        return plain
    return whole_way(text, role, aliases, before, shift)


def whole_way(text: str, role: str, aliases: dict[str, int], before: int, shift: int) -> Explanation:
    """A paragraph without soft line breaks, whatever stands in it."""
    mask = text
    drafts: list[Draft] = []
    if HARD_SIGN.search(text):
        mask, drafts = _bound(text)
    if NOUN_END.search(mask):
        listed = scan_listed(text, mask, [(draft.begin, draft.end) for draft in drafts], role)
        if listed:
            drafts = sorted([*drafts, *map(_listed_draft(text), listed)], key=lambda draft: draft.begin)
    return judge(text, mask, drafts, role, aliases, before, shift) if drafts or (before and BACK_REFERENCE.search(text)) else NOTHING


def _bound(text: str) -> tuple[str, list[Draft]]:
    """What rests on a bracketed title, a number or a notice, and the text with bracketed titles replaced."""
    titles = list(scan_titles(text)) if "《" in text else []
    mask = masked(text, titles)
    if OTHER_BRACKET.search(mask):
        titles = sorted([*titles, *scan_other_brackets(mask)], key=lambda title: title.begin)
        mask = masked(text, titles)
    if "》" in mask:
        titles = sorted([*titles, *scan_unopened(mask)], key=lambda title: title.begin)
        mask = masked(text, titles)
    numbers = scan_numbers(text)
    inside = []
    if titles and numbers:
        inside = [n for n in numbers if MASK in mask[n.begin : n.end]]
        numbers = [n for n in numbers if MASK not in mask[n.begin : n.end]]
    notices = list(scan_notices(text, mask)) if "关于" in mask else []
    if "文件" in mask or "会议纪要" in mask:
        notices = with_named(mask, notices)
    if not (titles or numbers or notices):
        return mask, []
    return mask, bind(text, mask, titles, notices, numbers, inside)


def _listed_draft(text: str) -> Callable[[Bare], Draft]:
    def draft_of(bare: Bare) -> Draft:
        draft = Draft(bare.begin, bare.end, "bare_title", bare.rule, (bare.begin, bare.end), (bare.begin, bare.end))
        bind_article(text, draft)
        bind_alias(text, draft)
        return draft

    return draft_of


@lru_cache(maxsize=32768)
def mentions_of(text: str, role: str) -> tuple[Mention, ...]:
    """The mentions of a field's text that leaves questions (`citing.py`); `role` is the field's role ("" when unknown), which decides how much a
    bare title must bring with it."""
    return explain(text, role=role, plain=False).mentions
