"""The instruments that mentions may resolve to by title, short name or number: those that are bundled, and those that a store's owner imported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from types import MappingProxyType

from kg.citations.laws import laws
from kg.registry.instruments import read_instruments
from kg.registry.jurisdictions import NATION, province_of
from kg.registry.numbers import parse_number
from kg.registry.titles import TitleForm, stub_key, title_form
from kg.registry.values import Instrument
from kg.resources import package_data

DATED = re.compile("-(?:19|20)[0-9]{2}\\Z")


@dataclass(frozen=True)
class KnownInstruments:
    """Instruments that mentions may resolve to, by title, short name and number. Of two with one title (财政部令第18号 and 第87号), the title is
    that of the one that no other has replaced."""

    _by_name: Mapping[tuple[str, str], Instrument]
    _by_key: Mapping[str, Instrument]
    #: The cores of all names: most titles have none of them.
    _cores: frozenset[str]

    @classmethod
    def of(cls, known: Iterable[Instrument]) -> KnownInstruments:
        names: dict[tuple[str, str], Instrument] = {}
        ordered = sorted(known, key=lambda i: i.key)
        for instrument in sorted(ordered, key=lambda i: bool(i.valid_until or i.replaced_by)):
            for title in (instrument.title, *instrument.titles, *instrument.short_names):
                form = title_form(title) if title else None
                if form:
                    names.setdefault((form.place or instrument.jurisdiction, form.core), instrument)
        return cls(names, {instrument.key: instrument for instrument in ordered}, frozenset(core for _, core in names))

    def by_title(self, form: TitleForm | None, context: str) -> Instrument | None:
        """The known instrument of a title: of the place that it names, else of the nation, else of the filing's place, else
        one of which no place is known."""
        if form is None or form.truncated or form.core not in self._cores:
            return None
        for place in (form.place,) if form.place else (NATION, context, province_of(context), ""):
            found = self._by_name.get((place, form.core))
            if found:
                return found
        return None

    def by_key(self, key: str) -> Instrument | None:
        """The known instrument with a key."""
        return self._by_key.get(key)

    def by_number(self, key: str) -> Instrument | None:
        """The known instrument whose number has a key."""
        return self._by_key.get(key)

    def editions(self, key: str, met: Iterable[str]) -> set[str]:
        """The keys of a standard's editions, of those met in a corpus and those known, without those that another has replaced."""
        found = {*met, *(other for other in self._by_key if other.startswith(f"{key}-") and DATED.search(other))}
        return {other for other in found if other not in self._by_key or not self._by_key[other].replaced_by}


@cache
def bundled() -> KnownInstruments:
    """What `bundled_instruments` lists, ready to be asked."""
    return KnownInstruments.of(bundled_instruments())


@cache
def bundled_instruments() -> tuple[Instrument, ...]:
    """The laws and regulations of `laws.csv` and the instruments of `instruments.csv`, which add dates to some of them."""
    national = {law.key: law for law in (_law(law.title, law.level, law.short_names, law.number) for law in laws())}
    dated = read_instruments(package_data("kg.registry.data", "instruments.csv"), source="instruments.csv")
    rest = tuple(_completed(instrument, national.pop(instrument.key)) if instrument.key in national else instrument for instrument in dated)
    return (*national.values(), *rest)


def known_with(imported: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """The bundled instruments and imported ones. An imported one takes the place of the bundled one with its number or title, and inherits
    what it does not say itself."""
    given = {instrument.key: instrument for instrument in imported}
    if not given:
        return bundled_instruments()
    titles = {_name(instrument): instrument.key for instrument in given.values() if instrument.title}
    kept = []
    for before in bundled_instruments():
        key = before.key if before.key in given else titles.get(_name(before), "")
        if key:
            given[key] = _completed(given[key], before)
        else:
            kept.append(before)
    return (*kept, *given.values())


def _name(instrument: Instrument) -> tuple[str, str]:
    form = title_form(instrument.title)
    return form.place or instrument.jurisdiction, form.core


def _completed(given: Instrument, before: Instrument) -> Instrument:
    missing = {f.name: getattr(before, f.name) for f in fields(Instrument) if f.name not in {"key", "reasons"} and not getattr(given, f.name)}
    return replace(given, **missing, reasons=MappingProxyType({**before.reasons, **given.reasons}))


def _law(title: str, level: str, short_names: tuple[str, ...], number: str) -> Instrument:
    parts = parse_number(number) if number else None
    form = title_form(title)
    issuer = "国务院" if level == "administrative_regulation" else "全国人民代表大会"
    reasons = MappingProxyType(
        {"level": "laws.csv", "issuer": "laws.csv: laws are passed by the National People's Congress or its Standing Committee"}
    )
    return Instrument(
        key=parts.key if parts else stub_key(NATION, form.core),
        title=title,
        titles=(title,),
        number=number,
        agency=parts.agency if parts else "",
        serial=parts.serial if parts else "",
        year=parts.year if parts else None,
        issuer=issuer if level == "administrative_regulation" else "",
        level=level,
        kind=form.noun,
        jurisdiction=NATION,
        short_names=short_names,
        reasons=reasons,
    )
