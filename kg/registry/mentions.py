"""From a filing's citations to what resolution needs to know of them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.citations import Mention as TextMention
from kg.citations.citing import reading_role
from kg.citations.extraction import mentions_of
from kg.citations.pinpoints import short_name
from kg.filings import Citation, Filing
from kg.registry.jurisdictions import context_of
from kg.registry.resolution import regulation_name, resolve
from kg.registry.values import Mention


def registry_mentions(filing: Filing, *, context: str | None = None) -> tuple[Mention, ...]:
    """One mention per citation of the filing, in their order. An alias (后文《决定》) stands for the mention that introduced it. `context` is
    the filing's jurisdiction where the caller knows it already."""
    if context is None:
        context = context_of(filing)
    given = _short_names(filing)
    return tuple(_mention(filing, citation, context, given) for citation in filing.citations)


def _short_names(filing: Filing) -> dict[str, Citation]:
    """The short names that the filing gives (以下简称《决定》), and what each is given to first: they hold in all its fields."""
    given: dict[str, Citation] = {}
    for citation in filing.citations:
        if name := short_name(filing.fields[citation.field_index].text, citation.begin, citation.end):
            given.setdefault(name, citation)
    return given


def _mention(filing: Filing, citation: Citation, context: str, given: dict[str, Citation]) -> Mention:
    if citation.kind == "alias":
        field = filing.fields[citation.field_index]
        found = mentions_of(field.text, reading_role(field))
        for mention in found:
            if mention.begin == citation.begin and mention.antecedent is not None:
                antecedent = found[mention.antecedent]
                return Mention(antecedent.title or "", antecedent.number or "", context)
    named = given.get(citation.title or "") if citation.number is None else None
    if named is not None and named.field_index != citation.field_index:
        citation = named
    return Mention(citation.title or "", citation.number or "", context)


def with_regulations(mentions: Sequence[TextMention]) -> tuple[TextMention, ...]:
    """The mentions of one text with `regulation`; an alias and a back reference have that of what they point at."""
    meant = [mention if mention.antecedent is None else mentions[mention.antecedent] for mention in mentions]
    keys = [Mention(mention.title or "", mention.number or "") for mention in meant]
    registry = resolve(key for key in keys if key.title or key.number)
    names = {instrument.key: regulation_name(instrument) for instrument in registry.instruments()}
    return tuple(
        mention._replace(regulation=names.get(registry.resolution(key).key) if key.title or key.number else None)
        for mention, key in zip(mentions, keys, strict=True)
    )
