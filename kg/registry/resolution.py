"""Resolution: mentions become instruments, whatever their order.

Works on the distinct mentions of a corpus. A mention with a number is the instrument of that number. A title is the instrument of the one number
that stands beside it somewhere in the corpus, or a known instrument, or an instrument of its own (a stub), keyed by the core of its wording.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.registry.contradictions import contradictions
from kg.registry.corpora import SUFFIX, Corpus, parts_of
from kg.registry.decisions import Decision, Decisions, merged
from kg.registry.instruments import describe
from kg.registry.known import KnownInstruments, bundled
from kg.registry.numbers import NumberParts, is_unnamed, parse_number
from kg.registry.places import OF_MANY, may_be_one
from kg.registry.registries import Registry
from kg.registry.titles import TitleForm, stub_key, title_form, wording_key
from kg.registry.values import Candidate, Instrument, Mention, Resolution

#: How sure each way of finding an instrument is; documented in docs/citations.md.
CONFIDENCE = {
    "decided": 1.0,
    "number": 1.0,
    "known_title": 0.98,
    "title_with_one_number": 0.95,
    "title_of_one_version": 0.8,
    "similar_title": 0.8,
    "passed_on": 0.8,
    "years_left_out": 0.8,
    "issued_with_others": 0.8,
    "undated_standard": 0.8,
    "truncated_title": 0.75,
    "title": 0.9,
    "several_numbers": 0.5,
    "several_editions": 0.5,
    "several_in_filing": 0.5,
    "several_laws": 0.5,
    "number_of_another_place": 0.5,
    "issuer_not_named": 0.5,
}

#: Keys of instruments, as `kg review` shows them (title/0b576f08dc073605, 国务院令/641, 沪府办/2015/87).
KEY = re.compile("title/[0-9a-f]{16}|std/\\S+|[^/\\s]+(?:/[^/\\s]+)?/[0-9]+(?:-[0-9]+)?")


def resolve(
    mentions: Iterable[Mention],
    *,
    known: Iterable[Instrument] | None = None,
    decisions: Iterable[Decision] = (),
    listed: Iterable[str] = (),
) -> Registry:
    """Resolves the distinct mentions of a corpus; the result does not depend on their order. `known` are instruments to resolve to (None: those
    that are bundled), `decisions` human verdicts, which prevail, `listed` the keys of those of `known` that the registry tells of though no mention
    denotes them. Memory is that of the distinct mentions."""
    distinct = sorted({mention for mention in mentions if mention.title or mention.number})
    corpus = Corpus(bundled() if known is None else KnownInstruments.of(known))
    corpus.read(distinct)
    return _Resolver(corpus, Decisions.of(decisions)).registry(distinct, listed)


class _Resolver:
    """Decides, mention by mention, by what the corpus and human verdicts say."""

    def __init__(self, corpus: Corpus, decisions: Decisions) -> None:
        self.corpus = corpus
        self.decisions = decisions
        self.mergers: dict[str, tuple[str, Decision]] = {}
        self.cases: dict[str, dict[str, Decision]] = {}
        self.met: set[Decision] = set()
        for verdict in decisions.mergers:
            one, other = (self.target(name, verdict.context) for name in (verdict.title or verdict.number, verdict.target))
            self.mergers[one] = (other, verdict)

    def registry(self, mentions: list[Mention], listed: Iterable[str]) -> Registry:
        resolutions = {mention: self.resolution(mention) for mention in mentions}
        titles: dict[str, set[str]] = defaultdict(set)
        contexts: dict[str, set[str]] = defaultdict(set)
        numbers: dict[str, set[str]] = defaultdict(set)
        names: dict[str, set[str]] = defaultdict(set)
        for mention, resolution in resolutions.items():
            if not resolution.key:
                continue
            if mention.title:
                titles[resolution.key].add(mention.title)
            contexts[resolution.key].add(mention.context)
            parts = parts_of(mention)
            if parts:
                numbers[resolution.key].add(parts.key)
            if mention.title:
                form = title_form(mention.title, mention.context)
                placeless = () if form.place else (stub_key("", form.core),)
                for key in (wording_key(mention.title), stub_key(*self.corpus.node(form, mention.context, parts)), *placeless):
                    names[key].add(resolution.key)
        instruments = {
            key: describe(
                key,
                titles=titles[key],
                parts=self.corpus.parts.get(key),
                contexts=contexts[key],
                known=self.corpus.known.by_key(key),
            )
            for key in sorted(contexts)
        }
        aliases = {old: min(keys) for old, keys in sorted(names.items()) if len(keys) == 1 and old not in instruments and min(keys) != old}
        holders: dict[str, set[str]] = defaultdict(set)
        for key, others in numbers.items():
            for other in others:
                holders[other].add(key)
        aliases |= {other: min(keys) for other, keys in sorted(holders.items()) if len(keys) == 1 and other not in instruments}
        corpus = self.corpus
        gone = aliases.keys() | self.mergers.keys()
        return Registry(
            resolutions,
            corpus.with_uncited(instruments, listed, gone=gone),
            dict(sorted(aliases.items())),
            contradictions(corpus.cores_by_number, corpus.contradicted(), corpus.nodes, {key: parts.number for key, parts in corpus.parts.items()}),
            tuple(verdict for verdict in self.decisions.all() if verdict not in self.met),
        )

    def resolution(self, mention: Mention) -> Resolution:
        verdict = self.decisions.of_mention(mention)
        if verdict is not None:
            self.met.add(verdict)
            key = self.target(verdict.target, mention.context) if verdict.verdict == "is" else ""
            self.meet_mergers(key)
            return Resolution("resolved", merged(self.mergers, key)[0], CONFIDENCE["decided"], (), "decided", True, verdict.words)
        found = self.undecided(mention)
        if found.status != "resolved" and (verdict := self.open_case(mention.context).get(found.key)):
            return self.resolution(Mention(verdict.title, "", mention.context))
        key, last = merged(self.mergers, found.key)
        if last is None:
            return found
        self.meet_mergers(found.key)
        return Resolution("resolved", key, CONFIDENCE["decided"], found.candidates, "decided", True, last.words)

    def meet_mergers(self, key: str) -> None:
        """Notes the verdicts that lead from a key to the one that it is merged into."""
        while (way := self.mergers.get(key)) and way[1] not in self.met:
            key, verdict = way
            self.met.add(verdict)

    def open_case(self, context: str) -> Mapping[str, Decision]:
        """Key of what is open in filings of a place → the verdict on one of its wordings, which holds for the others too."""
        if context not in self.cases:
            verdicts = [verdict for verdict in self.decisions.on_titles if verdict.context in ("", context)]
            opened = [(self.undecided(Mention(verdict.title, "", context)), verdict) for verdict in verdicts]
            self.cases[context] = {found.key: verdict for found, verdict in opened if found.status != "resolved"}
        return self.cases[context]

    def target(self, verdict: str, context: str) -> str:
        """The key that a decision names by key, number or title."""
        parts = parse_number(verdict, context)
        if parts:
            self.corpus.parts.setdefault(parts.key, parts)
            return self.undecided(Mention("", verdict, context)).key
        if KEY.fullmatch(verdict):
            return verdict
        return self.undecided(Mention(verdict, "", context)).key

    def undecided(self, mention: Mention) -> Resolution:
        if mention.among and (meant := {self.resolution(Mention(*other, mention.context)).key for other in mention.among} - {""}):
            return self.one_of(meant, stub_key(*self.corpus.node(title_form(mention.title, mention.context), mention.context)), "several_in_filing")
        parts = parts_of(mention)
        form = title_form(mention.title, mention.context) if mention.title else None
        law = self.corpus.known.by_title(form, mention.context) if form else None
        known = self.corpus.known.by_number(parts.key) if parts else None
        if parts and parts.kind == "standard" and not (known or parts.year):
            editions = self.corpus.known.editions(parts.key, self.corpus.editions[parts.key])
            if editions:
                return self.one_of(editions, parts.key, "undated_standard")
        if parts and (known or not (law and parts.kind == "order")):
            return self.by_number(parts, known, mention.title)
        if law:
            return Resolution("resolved", law.key, CONFIDENCE["known_title"], (), "known_title")
        if form is None:
            return Resolution("stub", f"number/{mention.number}", 0.3, (), "number_without_code")
        return self.by_title(form, mention)

    def by_number(self, parts: NumberParts, known: Instrument | None, title: str) -> Resolution:
        """An order alone that revised a known regulation is that; one that revised several, or whose number starts anew with each term (主席令第9号),
        is none of them in particular. One whose issuer nobody names (市政府令第77号 in a filing of no known place) is known by its wording only."""
        laws = self.corpus.law_numbers.get(parts.key, set()) if not (known or title) else set()
        if len(claims := laws | ({parts.key} if laws and parts.key in self.corpus.cores_by_number else set())) > 1:
            return self.one_of(claims, parts.key, "several_laws")
        if is_unnamed(parts.issuer):
            return Resolution("stub", parts.key, CONFIDENCE["issuer_not_named"], (), "issuer_not_named")
        key = known.key if known else min(laws, default=parts.key)
        return Resolution("resolved", key, CONFIDENCE["number"], (), "number")

    def by_title(self, form: TitleForm, mention: Mention) -> Resolution:
        corpus = self.corpus
        node = corpus.node(form, mention.context)
        cited = {number for near in (node, *corpus.near(form, mention.context)) for number in corpus.numbers.get(near, ())}
        of_version = corpus.of_version(cited, form)
        numbers = {self.edition(number) for number in of_version}
        here = {number for number in numbers if not corpus.elsewhere(number, form, mention.context)}
        if len(here) == 1:
            reason = "title_with_one_number" if of_version == cited else "title_of_one_version"
            return Resolution("resolved", min(here), CONFIDENCE[reason], (), reason)
        if numbers:
            reason = "several_numbers" if here else "number_of_another_place"
            candidates = tuple(Candidate(key, round(1 / max(len(numbers), 2), 4)) for key in sorted(here or numbers))
            return Resolution("ambiguous", stub_key(*node), CONFIDENCE[reason], candidates, reason)
        if form.truncated:
            longer = sorted(
                other
                for other in corpus.nodes
                if other != node and other[1].startswith(form.core) and len(form.core) >= 8 and may_be_one(other[0], node[0], mention.context)
            )
            if len(longer) == 1:
                return Resolution("resolved", corpus.key_of(longer[0]), CONFIDENCE["truncated_title"], (), "truncated_title")
        with_years = {corpus.key_of(other) for other in corpus.yearless.get(form.core, ()) if may_be_one(other[0], node[0], mention.context)}
        if with_years:
            return self.one_of(with_years, stub_key(*node), "years_left_out")
        notices = {corpus.key_of(other) for place, other in corpus.issued.get(form.core, ()) if may_be_one(place, node[0], mention.context)}
        if len(notices) == 1:
            return self.one_of(notices, stub_key(*node), "issued_with_others")
        passed = corpus.passing_on(form, node, mention.context)
        if len(passed) == 1 and len(form.core) >= SUFFIX:
            return Resolution("resolved", corpus.key_of(min(passed)), CONFIDENCE["passed_on"], (), "passed_on")
        similar = corpus.similar(form, node, mention.context)
        if len(similar) == 1:
            key = corpus.key_of(min(similar))
            return Resolution("resolved" if not key.startswith("title/") else "stub", key, CONFIDENCE["similar_title"], (), "similar_title")
        place = node[0] or (mention.context if OF_MANY.fullmatch(form.exact) else "")
        return Resolution("stub", stub_key(place, node[1]), CONFIDENCE["title"], (), "title")

    def edition(self, key: str) -> str:
        """The key of a standard's only edition where the standard is numbered without a year, else the key itself."""
        parts = self.corpus.parts[key]
        if parts.kind != "standard" or parts.year or self.corpus.known.by_number(key):
            return key
        editions = self.corpus.known.editions(key, self.corpus.editions.get(key, ()))
        return min(editions) if len(editions) == 1 else key

    def one_of(self, keys: set[str], own: str, reason: str) -> Resolution:
        """The one of some keys; where they are several, none is chosen and the mention keeps its own key."""
        if len(keys) == 1:
            key = min(keys)
            return Resolution("stub" if key.startswith("title/") else "resolved", key, CONFIDENCE[reason], (), reason)
        candidates = tuple(Candidate(key, round(1 / len(keys), 4)) for key in sorted(keys))
        several = reason if reason in CONFIDENCE and reason.startswith("several") else "several_editions"
        return Resolution("ambiguous", own, CONFIDENCE[several], candidates, several)
