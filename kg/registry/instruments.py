"""What is known of an instrument, and what follows from its number and title; each derived value with its reason."""

from __future__ import annotations

import csv
import io
import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from types import MappingProxyType

from kg.citations.words import agency_codes
from kg.errors import InvalidData
from kg.registry.jurisdictions import NATION, place_of, province_of, province_of_sign
from kg.registry.levels import level_of
from kg.registry.numbers import NumberParts, normal_number, parse_number
from kg.registry.tables import read_rows
from kg.registry.titles import TitleForm, same_place, stub_key, title_form
from kg.registry.values import LEVELS, Instrument

COLUMNS = (
    "number", "title", "short_names", "issuer", "level", "jurisdiction", "date_document", "valid_from", "valid_until", "replaced_by", "source",
)  # fmt: skip
DATE = re.compile("[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\\Z")


def read_instruments(text: str, *, source: str = "instruments") -> tuple[Instrument, ...]:
    """Instruments from CSV with the columns `COLUMNS` (`kg registry import`). Raises InvalidData with the line of the first fault.

    `short_names` are divided by ；. Dates are ISO (2021-09-01); `level` is one of `LEVELS`; `replaced_by` is a number or a title.
    """
    found: dict[str, Instrument] = {}
    places: dict[str, str] = {}
    for place, values in read_rows(text, columns=COLUMNS, needed=("number", "title"), source=source):
        values["number"], values["replaced_by"] = normal_number(values["number"]), normal_number(values["replaced_by"])
        if not values["number"] and not values["title"]:
            raise InvalidData(f"{place}: an instrument needs a number or a title")
        if values["level"] and values["level"] not in LEVELS:
            raise InvalidData(f"{place}: the level is {values['level']!r}; expected one of {', '.join(LEVELS)}")
        for name in ("date_document", "valid_from", "valid_until"):
            if values[name] and not _is_date(values[name]):
                raise InvalidData(f"{place}: {name} is {values[name]!r}; expected an ISO date such as 2021-09-01")
        if values["valid_from"] and values["valid_until"] and values["valid_until"] < values["valid_from"]:
            raise InvalidData(f"{place}: valid_until {values['valid_until']} lies before valid_from {values['valid_from']}")
        instrument = _imported(values, place)
        if instrument.replaced_by == instrument.key:
            raise InvalidData(f"{place}: an instrument cannot be replaced by itself")
        if instrument.key in found:
            raise InvalidData(f"{place}: the same instrument stands already in {places[instrument.key].removeprefix(f'{source}, ')}")
        found[instrument.key], places[instrument.key] = instrument, place
    return tuple(found.values())


def _is_date(text: str) -> bool:
    if not DATE.match(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def merge_instruments(before: str, added: str, *, sources: tuple[str, str] = ("before", "added")) -> str:
    """Two files of instruments as one CSV, sorted by key; rows of `added` replace those of `before` with the same key. Raises InvalidData."""
    rows: dict[str, dict[str, str]] = {}
    for text, source in zip((before, added), sources, strict=True):
        if not text.strip():
            continue
        instruments = read_instruments(text, source=source)
        for instrument, (_, row) in zip(instruments, read_rows(text, columns=COLUMNS, needed=(), source=source), strict=True):
            rows[instrument.key] = row
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows[key] for key in sorted(rows))
    return target.getvalue()


def _imported(values: Mapping[str, str], place: str) -> Instrument:
    parts = parse_number(values["number"]) if values["number"] else None
    if values["number"] and parts is None:
        raise InvalidData(f"{place}: the number {values['number']!r} is not of the form 机关代字〔year〕serial号, 某某令第N号 or of a standard")
    form = title_form(values["title"]) if values["title"] else None
    jurisdiction = values["jurisdiction"] or str(_derived(values["title"], parts, (), {})["jurisdiction"])
    replaced = parse_number(values["replaced_by"]) if values["replaced_by"] else None
    later = title_form(values["replaced_by"]) if values["replaced_by"] and replaced is None else None
    return Instrument(
        key=parts.key if parts else stub_key(jurisdiction, form.core if form else ""),
        title=values["title"],
        titles=(values["title"],) if values["title"] else (),
        number=values["number"],
        agency=parts.agency if parts else "",
        year=parts.year if parts else None,
        serial=parts.serial if parts else "",
        issuer=values["issuer"],
        level=values["level"],
        kind=form.noun if form else "",
        jurisdiction=jurisdiction,
        date_document=values["date_document"],
        valid_from=values["valid_from"],
        valid_until=values["valid_until"],
        replaced_by=replaced.key if replaced else stub_key(later.place or jurisdiction, later.core) if later else "",
        successor=values["replaced_by"],
        short_names=tuple(filter(None, values["short_names"].split("；"))),
        reasons=MappingProxyType({name: values["source"] or place for name in values if values[name]}),
    )


def describe(key: str, *, titles: Iterable[str], parts: NumberParts | None, contexts: Iterable[str], known: Instrument | None) -> Instrument:
    """The instrument of a key: known values first, then what follows from its number and its titles."""
    wordings = tuple(sorted({*titles, *(known.titles if known else ())}))
    title = known.title if known and known.title else best_title(wordings)
    reasons: dict[str, str] = dict(known.reasons) if known else {}
    derived = _derived(title, parts, tuple(sorted(contexts)), reasons)
    if known is None:
        number = parts.number if parts else ""
        return Instrument(key, title, wordings, number, reasons=MappingProxyType(reasons), **derived)  # type: ignore[arg-type]
    values = {f.name: getattr(known, f.name) for f in fields(Instrument)}
    merged = {name: values.get(name) or value for name, value in derived.items()}
    rest = {name: value for name, value in values.items() if name not in merged}
    return Instrument(
        **{
            **rest,
            **merged,
            "key": key,
            "title": title,
            "titles": wordings,
            "number": known.number or (parts.number if parts else ""),
            "reasons": MappingProxyType(reasons),
        }
    )


def _derived(title: str, parts: NumberParts | None, contexts: tuple[str, ...], reasons: dict[str, str]) -> dict[str, object]:
    form = title_form(title, contexts[0] if len(contexts) == 1 else "") if title else None
    code = agency_codes().get(parts.agency) if parts and parts.kind == "number" else None
    issuer = parts.issuer if parts and parts.kind == "order" else ""
    if issuer:
        reasons.setdefault("issuer", f"named in the number ({parts.agency if parts else ''})")
    elif code:
        issuer = re.sub("（[^）]*）|等\\Z", "", code.issuer)
        reasons.setdefault("issuer", f"agency code {code.code} (agency_codes.csv)")
    elif form and form.issuer:
        issuer = form.issuer
        reasons.setdefault("issuer", "named in the title")
    jurisdiction = ""
    if code:
        jurisdiction = code.jurisdiction or NATION
        reasons.setdefault("jurisdiction", f"agency code {code.code}")
    elif parts and parts.kind == "number" and (by_head := _head(parts.agency)):
        jurisdiction = by_head
        reasons.setdefault("jurisdiction", f"the code {parts.agency} begins with the abbreviation of {by_head}")
    elif issuer and place_of(issuer):
        jurisdiction = place_of(issuer)
        reasons.setdefault("jurisdiction", "place of the issuer")
    elif form and form.place:
        jurisdiction = form.place
        reasons.setdefault("jurisdiction", "place named in the title")
    elif parts and parts.kind == "standard" and parts.agency.startswith(("GB", "GBJ", "GBZ")):
        jurisdiction = NATION
        reasons.setdefault("jurisdiction", "a national standard")
    elif parts and parts.kind == "order" and not place_of(parts.issuer):
        jurisdiction = NATION
        reasons.setdefault("jurisdiction", "an order of a body that no place names")
    jurisdiction = province_of(jurisdiction) or jurisdiction
    level, why = level_of(title, form, parts, jurisdiction, issuer)
    if level:
        reasons.setdefault("level", why)
    until = ""
    if form and form.last and level in {"plan", "normative_document", "internal_rule", ""}:
        until = _last_day(form)
        reasons.setdefault("valid_until", "last year named in the title")
    elif level == "plan" and form and (period := re.search("十([一二三四五])五\\Z", form.core)):
        until = f"{2005 + 5 * '一二三四五'.index(period.group(1)) + 5}-12-31"
        reasons.setdefault("valid_until", "end of the five-year period named in the title")
    return {
        "agency": parts.agency if parts else "",
        "year": parts.year if parts else None,
        "serial": parts.serial if parts else "",
        "issuer": issuer,
        "level": level,
        "kind": form.noun if form else "",
        "jurisdiction": jurisdiction,
        "valid_until": until,
    }


def _last_day(form: TitleForm) -> str:
    """The day on which a plan ends whose title names the last year, or the last month."""
    month = int(form.last_month or 12)
    month = month if 1 <= month <= 12 else 12
    return f"{form.last}-{month:02d}-{monthrange(int(form.last), month)[1]}"


def place_of_number(parts: NumberParts | None, context: str) -> str:
    """The jurisdiction whose document a number is, as far as the number is certain of it: of a known code, of an order's issuer, else of the
    province whose abbreviation the code begins with where the filing is of that province too (青政办发 is 青海 or 青岛); "" else."""
    if parts is None or parts.kind == "standard":
        return ""
    if parts.kind == "order":
        return place_of(parts.issuer)
    code = agency_codes().get(parts.agency)
    if code:
        return code.jurisdiction or NATION
    head = _head(parts.agency)
    return head if head and context and same_place(head, context) else ""


def _head(code: str) -> str:
    """The province whose abbreviation a code begins with; "" for one sign codes and central codes that begin so by chance."""
    return "" if len(code) < 2 or code.startswith(("新出", "新广")) else province_of_sign().get(code[0], "")


def best_title(titles: Iterable[str]) -> str:
    """The wording shown: the one that states most, a notice's inner title losing to the notice; ties by code point."""
    return max(sorted(titles), key=lambda title: (len(title_form(title).exact), title), default="")
