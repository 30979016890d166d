"""What the mentions of a corpus say together: which titles, numbers, places and wordings stand beside one another, whatever their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from kg.registry.instruments import describe, place_of_number
from kg.registry.jurisdictions import NATION, province_of
from kg.registry.known import KnownInstruments
from kg.registry.numbers import BODY_ALONE, NumberParts, is_unnamed, parse_number, undated
from kg.registry.places import OF_ITS_PLACE, may_be_one, passes_on
from kg.registry.titles import NATIONAL, TitleForm, same_place, stub_key, title_form
from kg.registry.values import Instrument, Mention

#: A title: its place and its core.
Node = tuple[str, str]
#: How many last signs of a core find the notices that pass it on.
SUFFIX = 8


def parts_of(mention: Mention) -> NumberParts | None:
    """The number of a mention taken apart; None where it has none. 省政府令第179号 beside the title of a province's measures is that province's,
    whatever the place of the filing."""
    if not mention.number:
        return None
    alone = parse_number(mention.number)
    if alone is not None and alone.kind == "order" and mention.title and BODY_ALONE.fullmatch(alone.issuer):
        return None  # 部令第11号 is the order of as many ministries as gave eleven: the title tells more
    if alone is None or alone.kind != "order" or not is_unnamed(alone.issuer):
        return parse_number(mention.number, mention.context)
    place = title_form(mention.title, mention.context).place if mention.title else ""
    of_title = parse_number(mention.number, place)
    return of_title if of_title and not is_unnamed(of_title.issuer) else parse_number(mention.number, mention.context)


@dataclass
class Corpus:
    """The state of one resolution: nodes are (place, core) of titles; numbers are keys."""

    known: KnownInstruments
    nodes: dict[Node, set[str]] = field(default_factory=lambda: defaultdict(set))
    numbers: dict[Node, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_core: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_loose: dict[str, set[Node]] = field(default_factory=lambda: defaultdict(set))
    cores_by_number: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    passed_on: dict[str, set[tuple[str, Node]]] = field(default_factory=lambda: defaultdict(set))
    #: Cores without a plan's years → the nodes with them; inner titles of a notice → the notice's nodes; undated standards → the dated ones' keys.
    yearless: dict[str, set[Node]] = field(default_factory=lambda: defaultdict(set))
    issued: dict[str, set[tuple[str, Node]]] = field(default_factory=lambda: defaultdict(set))
    editions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: Orders that a law or regulation is cited with and that are not its own number (they revised it) → the keys of those laws.
    law_numbers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    parts: dict[str, NumberParts] = field(default_factory=dict)
    #: Numbers → the versions (试行, "") of the titles that stand beside them; → the places of the filings that cite them.
    versions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    cited_from: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: Numbers → the only province whose filings cite them, kept once it is asked for (`_home`).
    homes: dict[str, str] = field(default_factory=dict)

    def read(self, mentions: Iterable[Mention]) -> None:
        """Takes in the distinct mentions, in any order."""
        ordered = list(mentions)
        for mention in ordered:
            form = title_form(mention.title, mention.context) if mention.title else None
            place = form.place or place_of_number(parts_of(mention), mention.context) if form else ""
            if form and place:
                self.by_core[form.core].add(place)
        for mention in ordered:
            parts = parts_of(mention)
            if parts:
                self.parts.setdefault(parts.key, parts)
                self.cited_from[parts.key].add(mention.context)
                if parts.kind == "standard" and parts.year:
                    self.editions[undated(parts)].add(parts.key)
            if not mention.title:
                continue
            form = title_form(mention.title, mention.context)
            law = self.known.by_title(form, mention.context)
            if law and parts and parts.kind == "order" and not self.known.by_number(parts.key):
                self.law_numbers[parts.key].add(law.key)
                continue
            node = self.node(form, mention.context, parts)
            self.nodes[node].add(mention.title)
            self.by_loose[form.loose].add(node)
            if form.yearless:
                self.yearless[form.yearless].add(node)
            for issued in form.issued:
                inner = title_form(issued, mention.context)
                self.issued[inner.core].add((inner.place or node[0], node))
            if form.passed_on:
                self.passed_on[form.passed_on[-SUFFIX:]].add((form.passed_on, node))
            if parts:
                self.numbers[node].add(parts.key)
                self.cores_by_number[parts.key].setdefault(form.core, mention.title)
                self.versions[parts.key].add(form.version)

    def node(self, form: TitleForm, context: str, parts: NumberParts | None = None) -> Node:
        """The node of a title: a title that names no place is of the place that its number tells, else the national instrument of that name,
        else the one of the filing's place."""
        if form.place:
            return form.place, form.core
        if self.known.by_title(form, context):
            return NATION, form.core
        place = place_of_number(parts, context) or (context if OF_ITS_PLACE.search(form.exact) else "")
        if place:
            return place, form.core
        places = self.by_core.get(form.core, set())
        if NATION in places:
            return NATION, form.core
        here = sorted(place for place in places if same_place(place, context))
        return (here[0], form.core) if here else ("", form.core)

    def near(self, form: TitleForm, context: str) -> set[Node]:
        """Where a title without a place may belong besides its own node: to the nation, to the filing's place, to any place where the filing's is
        not known."""
        if form.place or OF_ITS_PLACE.search(form.exact):
            return set()
        return {(place, form.core) for place in self.by_core.get(form.core, ()) if place == NATION or not context or same_place(place, context)}

    def of_version(self, numbers: set[str], form: TitleForm) -> set[str]:
        """Of the numbers of a title those that stand beside it in the version that the wording names (试行); all else."""
        return {number for number in numbers if form.version in self.versions[number]} or numbers if form.version else numbers

    def elsewhere(self, number: str, form: TitleForm, context: str) -> bool:
        """Whether a title that names no place stands beside a number that tells no place either and that filings of one other province alone cite:
        every place has its 会议费管理办法."""
        if form.place or not context:
            return False
        if number not in self.homes:
            self.homes[number] = self._home(number)
        return self.homes[number] not in ("", province_of(context))

    def _home(self, number: str) -> str:
        """The only province whose filings cite a number that tells no place; "" for any other number."""
        parts, froms = self.parts[number], self.cited_from[number]
        provinces = {province_of(place) for place in froms}
        if parts.kind != "number" or len(provinces) > 1 or any(place_of_number(parts, place) for place in froms):
            return ""
        return min(provinces)

    def contradicted(self) -> dict[Node, set[str]]:
        """Titles with those of their numbers that cannot all be right: not those of different versions (the rules on trial and the later ones), nor,
        of a title that names no place, those that filings of different provinces give."""
        return {node: against for node, numbers in self.numbers.items() if len(numbers) > 1 and (against := self._against(numbers, node[0]))}

    def _against(self, numbers: set[str], place: str) -> set[str]:
        """Of the numbers of one title those that another of them contradicts; a filing of no known place may be of any."""
        holders: dict[tuple[str, str], set[str]] = defaultdict(set)
        froms = {number: {"" if place else province_of(one) for one in self.cited_from[number]} for number in numbers}
        for number in numbers:
            for version in self.versions[number]:
                holders[version, "any"].add(number)
                for province in froms[number]:
                    holders[version, province].add(number)
        return {
            number
            for number in numbers
            for version in self.versions[number]
            for province in froms[number]
            if len(holders[version, province or "any"]) > 1 or holders[version, ""] - {number}
        }

    def with_uncited(self, cited: Mapping[str, Instrument], listed: Iterable[str], *, gone: Collection[str] = ()) -> dict[str, Instrument]:
        """The instruments with those listed, and with what took the place of any, so that links of the graph lead to what it describes; sorted.
        Keys that are `gone` lead elsewhere."""
        found = dict(cited)
        names = dict.fromkeys(sorted(listed), "") | {i.replaced_by: i.successor for i in found.values() if i.replaced_by}
        while names:
            key, name = names.popitem()
            if key not in found and key not in gone:
                parts, known = parse_number(name), self.known.by_key(key)
                found[key] = describe(key, titles=() if parts else filter(None, [name]), parts=parts, contexts=(), known=known)
                names |= {found[key].replaced_by: found[key].successor} if found[key].replaced_by else {}
        return dict(sorted(found.items()))

    def passing_on(self, form: TitleForm, node: Node, context: str) -> set[Node]:
        """The notices that pass a title on: of its own place, of the filing's or of the nation; what the nation's bodies issued is no
        place's notice."""
        return {
            notice
            for inner, notice in self.passed_on.get(form.core[-SUFFIX:], ())
            if passes_on(inner, form.core) and may_be_one(notice[0], node[0], context) and (notice[0] in {"", NATION} or not NATIONAL.match(inner))
        }

    def similar(self, form: TitleForm, node: Node, context: str) -> set[Node]:
        """The nodes whose wording differs only by words that are added and dropped, of the same place, or of the filing's where this one names none:
        those with a number, else the one that names its place, else the smallest of all. A title of no place may be any place's, so none that names
        its place joins it."""
        if len(form.loose) < 7 or not form.noun:
            return set()
        alike = {
            other
            for other in self.by_loose[form.loose]
            if other == node
            or (
                (other[0] == node[0] or (other[0] and may_be_one(other[0], node[0], context)))
                and not any(self.elsewhere(number, form, context) for number in self.numbers.get(other, ()))
            )
        }
        numbered = {other for other in alike if self.numbers.get(other)}
        if numbered:
            return numbered if sum(len(self.numbers[n]) for n in numbered) == 1 else set()
        placed = {other for other in alike if other[0]}
        return {min(placed or alike)} if len(alike) > 1 and len({place for place, _ in placed}) <= 1 else set()

    def key_of(self, node: Node) -> str:
        """The key of the instrument of a title: its number's, where it has exactly one."""
        numbers = self.numbers.get(node, set())
        return min(numbers) if len(numbers) == 1 else stub_key(*node)
