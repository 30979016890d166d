"""Views to HTML: the templates, the words, and what templates may call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Protocol

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from kg.errors import InvalidData
from kg.service.pages.codes import code_name
from kg.service.pages.filters import UNSTATED, range_of
from kg.service.pages.notes import place_of
from kg.service.pages.visits import LANGUAGES, UNITS, View, Visit
from kg.store import Store

#: An IRI → the address of its page, or None.
Link = Callable[[str], str | None]


class Pictures(Protocol):
    """Networks and signs; they come from `viz`, which this package does not import (the application does)."""

    @property
    def browser(self) -> str | None: ...

    @property
    def editor(self) -> str | None: ...

    def sign(self, kind: str) -> str: ...

    def network(self, store: Store, focus: str | tuple[str, ...] | None, *, depth: int = 1, limit: int = 60) -> Any: ...

    def figure(self, graph: Any, *, lang: str, link: Link, height: int = 640) -> str: ...

    def edges(self, graph: Any, *, lang: str) -> list[dict[str, Any]]: ...

    def label(self, graph: Any) -> str | None: ...

    def data(self, graph: Any, *, lang: str, link: Link, degrees: Mapping[str, int], keys: Mapping[str, str]) -> bytes: ...

    def file(self, graph: Any, format_: str, *, lang: str) -> bytes: ...


#: Pixels of a bar chart: the room of a bar, of its label, the length of the longest, the room of its figure.
BAR, LABEL, LONGEST, FIGURE = 24, 48, 240, 110
#: Nodes of the network on an entity's page.
EGO = 60


class Site:
    """The pages' templates, bound to the words and the pictures."""

    def __init__(self, templates: Path, pictures: Pictures) -> None:
        self.words = read_words(templates / "messages.yaml")
        self.pictures = pictures
        self.environment = Environment(
            loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )

    def render(self, visit: Visit, view: View) -> str:
        """A view as HTML in the visit's language."""
        lang = visit.lang
        other = LANGUAGES[1 - LANGUAGES.index(lang)]
        names: dict[str, Any] = {
            "visit": visit,
            "lang": lang,
            "t": lambda key, **values: self.word(key, lang, **values),
            "beside": lambda key: self.word(key, other),
            "money": lambda yuan, unit=None: money(yuan, unit or visit.unit),
            "code": lambda prefix, key: code_name(prefix, key, lang),
            "bars": lambda rows: Markup(bars(rows, visit.unit, self.word("not_stated", lang))),
            "network": lambda iri: Markup(self.ego(visit, iri)),
            "links_of": lambda iri: self.pictures.edges(self.pictures.network(visit.store, iri, depth=1, limit=EGO), lang=lang),
            "sign": lambda kind: Markup(self.pictures.sign(kind)),
            "units": list(UNITS),
            "place": lambda iri: place_of(visit, iri),
            "words": self.words,
            "range_of_money": lambda text: self.range_of_money(text, lang),
        }
        return self.environment.get_template(view.template).render(names | dict(view.context))

    def ego(self, visit: Visit, iri: str) -> str:
        """The network around an entity."""
        graph = self.pictures.network(visit.store, iri, depth=1, limit=EGO)
        return self.pictures.figure(graph, lang=visit.lang, link=visit.entity, height=520)

    def words_of(self, prefix: str, lang: str) -> dict[str, str]:
        """The words of a script: `net_` the network browser's, `editor_` the editor's."""
        return {key.removeprefix(prefix): pair[lang] for key, pair in self.words.items() if key.startswith(prefix)}

    def said(self, lang: str) -> list[tuple[str, str]]:
        """What the editor says in English, with what it is called in another language; nothing for English."""
        return [(pair["en"], pair[lang]) for key, pair in self.words.items() if key.startswith("said_")] if lang != "en" else []

    def range_of_money(self, text: str, lang: str) -> str:
        """A range of yuan (`100000-1000000`) in words."""
        if text == UNSTATED:
            return self.word("no_amount", lang)
        ends = dict(zip(("least", "most"), (None if end is None else rounded(end, lang) for end in range_of(text)), strict=True))
        missing = next((name for name, end in ends.items() if end is None), None)
        key = {None: "range_between", "least": "range_below", "most": "range_above"}[missing]
        return self.word(key, lang, **{name: end for name, end in ends.items() if end is not None})

    def word(self, key: str, lang: str, **values: object) -> str:
        """A text of the pages; raises KeyError for one that the catalogue does not hold."""
        return self.words[key][lang].format(**values) if values else self.words[key][lang]


def read_words(path: Path | Traversable) -> Mapping[str, Mapping[str, str]]:
    """The message catalogue: key → language → text. Raises InvalidData for an entry that is not a pair of texts."""
    words = {}
    for key, pair in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        if not (isinstance(pair, list) and len(pair) == len(LANGUAGES) and all(isinstance(text, str) and text for text in pair)):
            raise InvalidData(f"{path.name}: {key} is {pair!r}; expected [Chinese, English]")
        words[key] = dict(zip(LANGUAGES, pair, strict=True))
    return words


def money(yuan: str | None, unit: str) -> str:
    """An amount of yuan in a unit, with thousands separators and no empty decimals; a dash for none."""
    if yuan is None or yuan == "":
        return "–"
    scale, decimals = UNITS[unit]
    value = Decimal(yuan) / scale
    places = decimals or (0 if value == value.to_integral() else 2)
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text and decimals else text


def rounded(yuan: Decimal, lang: str) -> str:
    """An amount as people say it: 10万元, 1亿元, 100,000 yuan."""
    if lang == "en":
        return f"{yuan:,} yuan"
    scale, unit = (100_000_000, "亿元") if yuan >= 100_000_000 else (10_000, "万元") if yuan >= 10_000 else (1, "元")
    return f"{(yuan / scale).normalize():f}{unit}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A sum of money in a chart: what it is of, yuan (None where nothing that was added states an amount), how many were added, how many of them
    state none."""

    label: str
    yuan: str | None
    count: int
    without_amount: int = 0


def bars(rows: Sequence[Bar], unit: str, not_stated: str) -> str:
    """Amounts as horizontal bars, one a row: SVG, with the figures as text, and a text for a sum of nothing."""
    largest = max((Decimal(row.yuan) for row in rows if row.yuan is not None), default=Decimal(0)) or Decimal(1)
    width, height = LABEL + LONGEST + FIGURE, BAR * len(rows) + 4
    parts = [f'<svg class="bars" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="presentation">']
    for n, row in enumerate(rows):
        label, yuan = row.label, row.yuan
        y = n * BAR + 4
        parts.append(f'<text x="{LABEL - 10}" y="{y + 14}" text-anchor="end">{int(label) if label.isdecimal() else ""}</text>')
        if yuan is None:
            parts.append(f'<text class="none" x="{LABEL}" y="{y + 14}">{escape(not_stated)}</text>')
            continue
        length = max(float(Decimal(yuan) / largest) * LONGEST, 1.0)
        parts.append(f'<rect class="bar" x="{LABEL}" y="{y + 1}" width="{length:.1f}" height="{BAR - 8}"/>')
        parts.append(f'<text x="{LABEL + length + 8:.1f}" y="{y + 14}">{money(yuan, unit)}</text>')
    return "".join([*parts, "</svg>"])
