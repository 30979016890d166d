"""Which candidates are citations. A rejected one keeps its reason."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kg.citations.bare_titles import NOUNS, VERSION
from kg.citations.drafts import Draft
from kg.citations.numerals import squeeze
from kg.citations.values import Explanation, Mention, Rejection
from kg.citations.words import SPACE, alternation, words

NOUN_OF_POINTER = (
    "办法",
    "规定",
    "条例",
    "通知",
    "意见",
    "方案",
    "规划",
    "决定",
    "细则",
    "文件",
    "标准",
    "制度",
    "批复",
    "通告",
    "公告",
    "纲要",
    "法律",
    "法规",
)
#: References back to what was cited (该办法, 上述通知). 本办法 is left out: in a filing it means the filing's own rules.
BACK_REFERENCE = re.compile(
    f"(?:该|上述|前述|此)(?:项|份|两个|两项|三个|些)?(?:(?P<noun>{alternation(NOUN_OF_POINTER)})(?!化|性|范|价|限|编)|文(?=[，。；、：）]|要求|规定|明确|精神|第|执行))"
)
#: A short name by number (87号文) needs no signs around it.
SHORT_NUMBER = re.compile("[0-9]{1,4}号(?:文|令)件?")
WORKS = re.compile(f"(?:{alternation(words('other_works'))})(?:{VERSION})?\\Z")
KEPT_WORKS = re.compile(f"(?:{alternation(words('works_that_are_instruments'))})\\Z")
BRACKETED = words("instrument_nouns", "bracketed")
INSTRUMENT = re.compile(f"(?:{NOUNS}|{alternation(BRACKETED)})(?:{VERSION})?(?:的通知)?\\Z")
WRITING = re.compile(f"(?:{alternation(words('writing_verbs'))})(?P<done>了)?(?:的|本|一套|好|完成)?\\Z")
FINISHING = re.compile(f"(?:{alternation(words('finishing_verbs'))})\\Z")
FINISHED = re.compile("(?:[，。；、,;）)\\n]|\\Z|初稿|送审|[0-9]+[份套本册])")
#: The last signs of what `WRITING` and `FOUNDING` find: anything else before a title cannot be a verb.
VERB_ENDS = frozenset(word[-1] for group in ("writing_verbs", "founding_verbs", "finishing_verbs") for word in words(group)) | frozenset(
    "了的本套好成"
)
#: A bracket at a title's end that says neither that it is a draft nor what version it is (a code, a place).
BRACKET_END = re.compile("[（(][^稿案]{2,30}[)）]\\Z")
NAMED = words("named_instruments")
NOUN_ENDS = words("instrument_nouns", "strong") + words("instrument_nouns", "weak") + BRACKETED
FOUNDING = re.compile(f"(?:{alternation(words('future_marks'))})[^，。；、《》]{{0,8}}?(?:{alternation(words('founding_verbs'))})(?:的)?\\Z")
#: A title whose instrument is in force on trial: 完善《…办法（试行）》 betters what stands.
TRIED = re.compile("[（(](?:试行|暂行)[)）]》?[)）]?\\Z")
QUOTES = "“\"‘'"
DONE = re.compile("(?:已|已经|先后|相继|曾|前期|据)[^，。；《》]{0,10}\\Z")
PRODUCT = re.compile(f"(?:的|等)?(?:{alternation(words('product_marks'))})")
PRODUCT_STARTS = frozenset(word[0] for word in words("product_marks")) | frozenset("的等")
#: A handbook that is in force by its version, where it is said to be followed: 按照《…手册（2020年版）》.
HANDBOOK = re.compile(f"(?:手册|指引|指导书){VERSION}\\Z")
FOLLOWED = re.compile("(?:按照?|根据|依据?|依照|遵照|参照|对照|严格落实|贯彻落实|严格执行|贯彻执行|执行|符合|遵循|遵守)\\Z")
LEAD_IN = re.compile(f"(?:{alternation(words('lead_ins'))})[^，。；：:《》]{{0,30}}\\Z")
TRAILER = re.compile(f"(?:[^《》。；，]{{0,6}})?(?:{alternation(('要求', '精神', '规定', '文件', '明确', '指出', '提出', '中的', '部署'))})")
JOINT = re.compile(f"{SPACE}*(?:[、，,；;]|和|及|与|以及|或)?{SPACE}*\\Z")


def judge(text: str, mask: str, drafts: Sequence[Draft], role: str, aliases: dict[str, int], before: int, shift: int = 0) -> Explanation:
    """Accepts or rejects each draft, and makes mentions of the accepted. Back references are added where something was cited before them.

    `aliases` are the short names given earlier in the text, and receive those given here; `before` counts the mentions of earlier paragraphs, and
    offsets are told from `shift` before the text.
    """
    reasons = _reasons(text, drafts, role)
    mentions: list[Mention] = []
    rules: list[str] = []
    rejections: list[Rejection] = []
    given: dict[str, int] = {}
    reach = 0
    for draft, reason in zip(drafts, reasons, strict=True):
        if draft.begin < reach:  # the short name itself, in the bracket that gives it
            continue
        surface = text[draft.begin : draft.end]
        if reason:
            rejections.append(Rejection(surface, draft.begin + shift, draft.end + shift, reason, draft.rule))
            continue
        kind, title, antecedent = draft.kind, _title(text, draft), None
        if aliases and kind == "title" and draft.number is None and title in aliases:
            kind, antecedent = "alias", aliases[title]
        mention = Mention(surface, draft.begin + shift, draft.end + shift, kind, title, draft.number, draft.article, antecedent)
        if draft.alias:
            aliases.setdefault(draft.alias, before + len(mentions))
            given.setdefault(draft.alias, (draft.reach or draft.end) + shift)
        reach = draft.reach
        mentions.append(mention)
        rules.append(draft.rule)
    found = _quoted_aliases(mask, mentions, given, aliases, shift) if given else []
    if found or ((before or mentions) and ("该" in mask or "上述" in mask or "前述" in mask or "此" in mask)):
        mentions, rules = _with_back_references(mask, mentions, rules, aliases, before, shift, found)
    return Explanation(tuple(mentions), tuple(rules), tuple(rejections))


def _quoted_aliases(mask: str, mentions: list[Mention], given: dict[str, int], aliases: dict[str, int], shift: int) -> list[tuple[Mention, str]]:
    """Short names in “ ”, and those by number (87号文) without, behind where this paragraph gives them (`given`)."""
    names = alternation(given)
    numbered = [name for name in given if SHORT_NUMBER.fullmatch(name)]
    bare = f"|(?<![0-9〕\\])）】])(?P<bare>{alternation(numbered)})" if numbered else ""
    begins = [mention.begin for mention in mentions]
    found: list[tuple[Mention, str]] = []
    for use in re.finditer(f'[“"「](?P<quoted>{names})[”"」]{bare}', mask):
        group = use.lastgroup or "quoted"
        name, begin, end = use[group], use.start(group) + shift, use.end(group) + shift
        after = bisect_right(begins, begin)
        free = (after == 0 or mentions[after - 1].end <= begin) and (after == len(mentions) or end <= begins[after])
        if begin >= given[name] and free:
            found.append((Mention(use[group], begin, end, "alias", name, antecedent=aliases[name]), "alias"))
    return found


def _with_back_references(
    mask: str,
    mentions: list[Mention],
    rules: list[str],
    aliases: dict[str, int],
    before: int,
    shift: int,
    named: Sequence[tuple[Mention, str]],
) -> tuple[list[Mention], list[str]]:
    """该办法, 上述通知: each points at the last mention before it whose title ends with its noun, else at the last mention. `named`
    are uses of short names, put in their places too."""
    found = list(named)
    at = 0
    alike: dict[str, int] = {}
    for pointer in BACK_REFERENCE.finditer(mask):
        begin, end = pointer.start() + shift, pointer.end() + shift
        while at < len(mentions) and mentions[at].end <= begin:
            for noun in NOUN_OF_POINTER:
                if (mentions[at].title or "").endswith(noun):
                    alike[noun] = at
            at += 1
        if (at < len(mentions) and mentions[at].begin < end) or not (at or before):
            continue
        antecedent = before + alike.get(pointer["noun"] or "", at - 1)
        found.append((Mention(pointer.group(), begin, end, "back_reference", antecedent=antecedent), "back_reference"))
    if not found:
        return mentions, rules
    order = sorted([*zip(mentions, rules, strict=True), *found], key=lambda pair: pair[0].begin)
    position = {pair[0].begin: i for i, pair in enumerate(order)}
    place = {before + old: before + position[mention.begin] for old, mention in enumerate(mentions)}
    for name, index in aliases.items():
        aliases[name] = place.get(index, index)
    moved = [
        (mention if mention.antecedent is None else mention._replace(antecedent=place.get(mention.antecedent, mention.antecedent)), rule)
        for mention, rule in order
    ]
    return [mention for mention, _ in moved], [rule for _, rule in moved]


def _title(text: str, draft: Draft) -> str | None:
    if draft.core is None:
        return None
    if draft.title_text is not None:
        title = text[draft.title_text[0] : draft.title_text[1]]
    else:  # a version bracket behind 》
        assert draft.bracketed is not None
        title = text[draft.bracketed.inner_begin : draft.bracketed.inner_end] + text[draft.bracketed.end : draft.core[1]].strip()
    return title.replace("\n", "").strip()


def _reasons(text: str, drafts: Sequence[Draft], role: str) -> list[str]:
    """Why each draft is no citation, "" where it is one. Titles joined by 、 or 和 share the verb before them and the word behind them."""
    reasons = [""] * len(drafts)
    group: list[int] = []
    for i, draft in enumerate(drafts):
        if draft.bracketed is None or draft.kind == "bare_title":
            group = []
            if draft.number is None and draft.core is not None:
                reasons[i] = _work_to_come(text, draft, draft) or _nobody(text, draft) or _provision(text, draft, drafts[i - 1] if i else None)
            continue
        if group and not JOINT.match(text[drafts[group[-1]].end : draft.begin]):
            group = []
        group.append(i)
        first, last = drafts[group[0]], draft
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        if (
            following is not None
            and following.bracketed is not None
            and following.kind != "bare_title"
            and JOINT.match(text[draft.end : following.begin])
        ):
            continue
        proved = any(drafts[j].number is not None for j in group) or TRIED.search(text, last.begin, last.end) is not None
        shared = _work_to_come(text, first, last, proved=proved)
        for j in group:
            member = drafts[j]
            if member.number is None:
                reasons[j] = shared or _other_work(text, member, first, role)
        group = []
    return reasons


NOBODY = re.compile("(?:各级|上级|有关|相关|[、及和与/][省市区县州]|部门|[省市区县]级)\\Z")


def _nobody(text: str, draft: Draft) -> str:
    """省、市、区关于防控的通知 names no document of anybody."""
    return "no_single_document" if draft.rule == "notice" and NOBODY.search(text[max(0, draft.begin - 4) : draft.begin]) else ""


LETTERS = ("通知", "批复", "函", "通报", "公告", "通告", "请示", "报告", "公报")


def _provision(text: str, draft: Draft, before: Draft | None) -> str:
    """《…方案》关于评估的规定 speaks of a provision of what stands before it, unless it names a document that is sent out (通知)."""
    if draft.rule != "notice" or before is None or not text.startswith("关于", draft.begin):
        return ""
    if squeeze(text[before.end : draft.begin]) != (before.article or ""):  # 《…法》第四十二条关于清洁取暖的规定
        return ""
    return "" if text[draft.begin : draft.end].rstrip("）)").endswith(LETTERS) else "provision_of_another"


def asks_more(text: str, begin: int) -> bool:
    """Whether what stands before a title may say that it is still to be written: a verb of writing, finishing or founding."""
    if begin and text[begin - 1] not in VERB_ENDS and text[begin - 1] not in QUOTES:
        return False
    before = text[max(0, begin - 24) : begin].rstrip(QUOTES)
    return before[-1:] in VERB_ENDS and bool(WRITING.search(before) or FINISHING.search(before) or FOUNDING.search(before))


def _work_to_come(text: str, first: Draft, last: Draft, *, proved: bool = False) -> str:
    """Why titles that share the verb before them are still to be written, "" where they are not; `proved` says that one of them bears a number or
    is in force on trial, so that what is 完善 stands already."""
    if text[last.end : last.end + 1] in PRODUCT_STARTS and PRODUCT.match(text, last.end):
        return "work_to_be_written"
    before = text[max(0, first.begin - 24) : first.begin].rstrip(QUOTES)
    if before[-1:] not in VERB_ENDS:
        return ""
    writing = WRITING.search(before)
    if writing and not writing["done"] and not DONE.search(before[: writing.start()]) and not TRAILER.match(text, last.end):
        return "own_product"
    if FINISHING.search(before) and FINISHED.match(text, last.end) and not (proved and before.endswith("完善")):
        return "own_product"
    if FOUNDING.search(before) and not before.endswith("了"):
        return "work_to_be_written"
    return ""


#: 《玉米科学》2022,30(4):15-21: year, volume and issue of a journal.
JOURNAL = re.compile(f"{SPACE}?(?:19|20)[0-9]{{2}}{SPACE}?[,，年]{SPACE}?(?:[0-9]{{1,3}}{SPACE}?[（(]|第?[0-9]{{1,2}}期)")
#: What a works' supervisor and its builder write for the works, by names that rules have too.
WORKS_PAPERS = re.compile("(?:监理|施工|工程)(?:规划|大纲|实施细则|细则|(?:组织|专项)?(?:施工)?方案)")


def _other_work(text: str, draft: Draft, first: Draft, role: str) -> str:
    title = (_title(text, draft) or "").rstrip("〉>›")  # 《…办公厅印发〈…的意见〉》
    if JOURNAL.match(text, draft.end) or WORKS_PAPERS.fullmatch(title):
        return "other_work"
    if title.endswith(NOUN_ENDS):
        return ""
    basis = role in {"legal_basis", "necessity"}
    before = text[max(0, first.begin - 40) : first.begin]
    if INSTRUMENT.search(BRACKET_END.sub("", title)) or INSTRUMENT.search(title) or title.endswith(NAMED):
        return ""
    if HANDBOOK.search(title) and FOLLOWED.search(before):
        return ""
    if WORKS.search(title) and not KEPT_WORKS.search(title):
        return "" if title.startswith("关于") and (basis or LEAD_IN.search(before)) else "other_work"
    if role == "legal_basis" or LEAD_IN.search(before) or TRAILER.match(text, draft.end):
        return ""
    return "" if draft.bracketed is not None and not draft.bracketed.closed and len(title) >= 8 else "no_instrument_noun"
