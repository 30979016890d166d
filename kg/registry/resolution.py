"""Resolution: mentions become instruments, whatever their order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.identifiers import sixteen
from kg.registry.values import Contradiction, Instrument, Mention, Resolution

PUNCTUATION = re.compile("[^0-9A-Za-z\u4e00-\u9fff]")
NUMBER = re.compile("(?P<code>.*)〔(?P<year>[0-9]{4})〕(?P<serial>[0-9]+)号\\Z")
ORDER = re.compile("(?P<issuer>.*?)(?P<noun>令|公告|通告)(?:(?P<year>[0-9]{4})年|〔(?P<session>[^〕]+)〕)?第(?P<serial>[0-9]+)号\\Z")


def number_key(number: str) -> str:
    """The key of a normalised number: `沪府办〔2015〕87号` is `沪府办/2015/87`, `GB/T 22239-2008` is `std/GB/T/22239-2008`."""
    found = NUMBER.match(number)
    if found and found["code"]:
        return f"{found['code']}/{found['year']}/{found['serial'].lstrip('0') or '0'}"
    order = ORDER.match(number)
    if order:
        middle = order["year"] or order["session"]
        return "/".join(part for part in (order["issuer"] + order["noun"], middle, order["serial"].lstrip("0")) if part)
    if re.match("[A-Z]", number):
        return "std/" + number.replace(" ", "/")
    return ""


def title_key(title: str) -> str:
    """The key of an instrument known by its title only: a hash of the title without white space, quotes and brackets."""
    return f"title/{sixteen(PUNCTUATION.sub('', title))}"


@dataclass(frozen=True)
class Registry:
    """What the mentions of a corpus denote."""

    _resolutions: Mapping[Mention, Resolution]
    _instruments: tuple[Instrument, ...]
    _aliases: Mapping[str, str]
    _findings: tuple[Contradiction, ...] = ()

    def resolution(self, mention: Mention) -> Resolution:
        """What a mention denotes. Raises KeyError for one that was not handed to `resolve`."""
        return self._resolutions[mention]

    def instruments(self) -> tuple[Instrument, ...]:
        """All instruments that some mention denotes, sorted by key."""
        return self._instruments

    def instrument(self, key: str) -> Instrument:
        """The instrument with a key. Raises KeyError."""
        return next(i for i in self._instruments if i.key == key)

    def aliases(self) -> Mapping[str, str]:
        """Old key → key, for keys that name an instrument which now has another one."""
        return self._aliases

    def findings(self) -> tuple[Contradiction, ...]:
        """Contradictions between mentions, sorted."""
        return self._findings


def resolve(mentions: Iterable[Mention], *, known: Iterable[Instrument] = (), decisions: Iterable[object] = ()) -> Registry:
    """Resolves the distinct mentions of a corpus. The result does not depend on their order."""
    distinct = sorted(set(mentions))
    numbers: dict[str, set[str]] = defaultdict(set)
    for mention in distinct:
        if mention.title and number_key(mention.number):
            numbers[title_key(mention.title)].add(number_key(mention.number))
    resolutions, aliases = {}, {}
    titles: dict[str, set[str]] = defaultdict(set)
    written: dict[str, str] = {}
    for mention in distinct:
        key = number_key(mention.number)
        if not key:
            own = title_key(mention.title)
            bound = numbers.get(own, set())
            key = min(bound) if len(bound) == 1 else own
            if key != own:
                aliases[own] = key
        elif mention.title:
            aliases[title_key(mention.title)] = key
        resolutions[mention] = Resolution("stub" if key.startswith("title/") else "resolved", key, 1.0)
        if mention.title:
            titles[key].add(mention.title)
        if mention.number:
            written.setdefault(key, mention.number)
        titles.setdefault(key, set())
    instruments = tuple(_instrument(key, titles[key], written.get(key, "")) for key in sorted(titles))
    return Registry(resolutions, instruments, dict(sorted(aliases.items())))


def _instrument(key: str, titles: set[str], number: str) -> Instrument:
    ordered = tuple(sorted(titles))
    return Instrument(key=key, title=max(ordered, key=lambda t: (len(t), t), default=""), titles=ordered, number=number)


def regulation_name(instrument: Instrument) -> str:
    """The name of an instrument in `regulation` of the JSON: its number, else its title."""
    return instrument.number or instrument.title
