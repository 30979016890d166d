"""From a filing's citations to what resolution needs to know of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice, pairwise

from kg.citations import Mention as TextMention
from kg.citations.citing import reading_role
from kg.citations.extraction import mentions_of
from kg.citations.short_names import BY_SERIAL, NOBODYS, by_serial, given_names
from kg.citations.words import alternation, words
from kg.filings import Citation, Filing
from kg.registry.jurisdictions import context_of
from kg.registry.known import bundled
from kg.registry.places import OF_ITS_PLACE, OF_MANY
from kg.registry.registries import regulation_name
from kg.registry.resolution import resolve
from kg.registry.titles import VERSION_TAIL, inner_title, title_form
from kg.registry.values import Mention

#: What stands between the number of a notice and the title of what it sends out.
SENDING_OUT = re.compile('(?:文件|文)?[“"（(]|(?:文件|文)?(?:所|正式|联合)?(?:印发|下发|发布|公布|颁布|明确|批准)的?')
#: A list of more candidates helps nobody.
MOST = 20
#: A title that says of no instrument which it is: nothing but its noun and what goes before any (办法, 管理办法, 三年行动计划, 总体规划).
NO_NAME = re.compile(
    f"(?:本|该)?(?:管理|实施|暂行|指导|若干|工作|行动|总体|专项|发展|资金管理|[一二三四五六七八九十]年行动)?"
    f"(?:{alternation((*words('instrument_nouns', 'strong'), *words('instrument_nouns', 'weak')))})"
)


def registry_mentions(filing: Filing, *, context: str | None = None) -> tuple[Mention, ...]:
    """One mention per citation of the filing, in their order. An alias (后文《决定》) stands for the mention that introduced it. `context` is
    the filing's jurisdiction where the caller knows it already."""
    if context is None:
        context = context_of(filing)
    names = _Names(filing)
    found = []
    for citation in filing.citations:
        meant = names.meant_by(citation)
        among = names.several(citation) if meant is citation else ()
        found.append(Mention(meant.title or "", meant.number or "", context, among))
    return tuple(found)


#: Nouns of instruments that are cited by a shorter title; the short names of laws are known (`laws.csv`).
SHORTENED = re.compile("(?:办法|规定|细则|意见|方案|规划|通知|条例|标准|规范|规程|计划|纲要|规则)\\Z")
#: No shorter name tells what it is about.
ENOUGH = 4


@lru_cache(maxsize=65536)
def may_be_short(title: str) -> bool:
    """Whether a title may be the end of a longer one: it names no place and no rule that any unit has, and no known instrument is called so."""
    if len(title) < ENOUGH or not SHORTENED.search(title) or OF_MANY.fullmatch(title) or OF_ITS_PLACE.search(title):
        return False
    form = title_form(title)
    return not form.place and not form.issuer and bundled().by_title(form, "") is None


class _Names:
    """What the short names of a filing stand for."""

    def __init__(self, filing: Filing) -> None:
        self.filing = filing
        self.sent_out = dict(_sent_out(filing))

    @cached_property
    def given(self) -> dict[str, Citation]:
        return given_names(self.filing.fields, self.filing.citations)

    @cached_property
    def serials(self) -> dict[str, Citation]:
        return by_serial(self.filing.citations)

    @cached_property
    def orders(self) -> dict[str, Citation]:
        return by_serial(self.filing.citations, orders=True)

    @cached_property
    def titled(self) -> list[tuple[Citation, tuple[str, str]]]:
        """The citations with a title, and the forms of it whose end a short name may be."""
        return [(citation, _forms(citation.title)) for citation in self.filing.citations if citation.title]

    def meant_by(self, citation: Citation) -> Citation | TextMention:
        """What a citation stands for: itself, or what its short name was given to or can only mean."""
        if citation.kind == "alias":
            field = self.filing.fields[citation.field_index]
            found = mentions_of(field.text, reading_role(field))
            for mention in found:
                if mention.begin == citation.begin and mention.antecedent is not None:
                    return _meant(mention, found)
        if citation in self.sent_out:
            return self.sent_out[citation]
        if citation.number and not citation.title and (order := NOBODYS.fullmatch(citation.number)):
            return self.orders.get(order["serial"], citation)
        if citation.number is not None or not citation.title:
            return citation
        named = self.given.get(citation.title)
        if named is not None:
            return named if named.field_index != citation.field_index else citation
        if citation.kind == "alias" and (serial := BY_SERIAL.search(citation.title)):
            return self.serials.get(serial["serial"], citation)
        return self._whole(citation) if NO_NAME.fullmatch(citation.title) or may_be_short(citation.title) else citation

    def _whole(self, citation: Citation) -> Citation:
        """What 《办法》 or 《救助管理办法》 means that nothing was called so: the one instrument of the filing whose title ends so, cited in another
        field or earlier in this; itself where there is none or there are several (`several`)."""
        ending = self._ending(citation)
        cores = {title_form(other.title or "").core for other in ending}
        return max(ending, key=lambda other: (other.number is not None, -other.field_index, -other.begin)) if len(cores) == 1 else citation

    def several(self, citation: Citation) -> tuple[tuple[str, str], ...]:
        """Title and number of each of several that 《办法》 may mean, sorted; the first `MOST` of the filing where they are more."""
        if citation.number is not None or not citation.title or not NO_NAME.fullmatch(citation.title):
            return ()
        named = dict.fromkeys((other.title or "", other.number or "") for other in self._ending(citation) if not NO_NAME.fullmatch(other.title or ""))
        return tuple(sorted(islice(named, MOST))) if len(named) > 1 else ()

    def _ending(self, citation: Citation) -> list[Citation]:
        """The filing's citations whose title ends as this one is called, in other fields or earlier in this."""
        short = citation.title or ""
        return [
            other
            for other, (title, inner) in self.titled
            if (title.endswith(short) or inner.endswith(short))
            and len(other.title or "") > len(short)
            and (other.field_index != citation.field_index or other.end <= citation.begin)
        ]


@lru_cache(maxsize=65536)
def _forms(title: str) -> tuple[str, str]:
    """A title without its version, and that of what it sends out."""
    return VERSION_TAIL.sub("", title).rstrip("》〉"), inner_title(title)


def _sent_out(filing: Filing) -> Iterator[tuple[Citation, Citation]]:
    """Titles without a number that the number in front of them sends out (按沪府办〔2015〕87号印发的《…意见》), each with that number."""
    for before, citation in pairwise(filing.citations):
        if before.number and not before.title and citation.title and not citation.number and before.field_index == citation.field_index:
            between = filing.fields[citation.field_index].text[before.end : citation.begin]
            if SENDING_OUT.fullmatch(between):
                yield citation, citation._replace(number=before.number)


def with_regulations(mentions: Sequence[TextMention]) -> tuple[TextMention, ...]:
    """The mentions of one text with `regulation`; an alias and a back reference have that of what they point at."""
    keys = _keys(mentions)
    registry = resolve(key for key in keys if key.title or key.number)
    names = {instrument.key: regulation_name(instrument) for instrument in registry.instruments()}
    return tuple(
        mention._replace(regulation=names.get(registry.resolution(key).key) if key.title or key.number else None)
        for mention, key in zip(mentions, keys, strict=True)
    )


def denoted(mentions: Sequence[TextMention]) -> tuple[str, ...]:
    """The key of the instrument that each mention of one text denotes for certain: one with a number, or a known one; "" for the others."""
    keys = _keys(mentions)
    registry = resolve(key for key in keys if key.title or key.number)
    found = (registry.resolution(key) if key.title or key.number else None for key in keys)
    return tuple(resolution.key if resolution and resolution.status == "resolved" else "" for resolution in found)


def _keys(mentions: Sequence[TextMention]) -> list[Mention]:
    """What resolution is told of the mentions of one text."""
    return [Mention(meant.title or "", meant.number or "") for meant in (_meant(mention, mentions) for mention in mentions)]


def _meant(mention: TextMention, mentions: Sequence[TextMention]) -> TextMention:
    """What a mention points at in the end: 该条例 behind 《条例》 is what 《条例》 was given to."""
    for _ in mentions:
        if mention.antecedent is None:
            break
        mention = mentions[mention.antecedent]
    return mention
