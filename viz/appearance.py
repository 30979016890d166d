"""How a node or an edge looks, as pure functions of its data. Shape and colour both tell the kind (`kinds.json`)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.resources import package_data
from viz.labels import wrap

LANGUAGES = ("zh", "en")
#: Largest half-height of a node and largest width of an edge, in pixels.
LARGEST, WIDEST = 26.0, 6.0


@dataclass(frozen=True, slots=True)
class NodeLook:
    """A node's shape (a name that vis-network 9 and 10 know), fill, outline, half its height in pixels, and the lines of its label."""

    shape: str
    colour: str
    line: str
    size: float
    title: tuple[str, ...]
    number: str


@dataclass(frozen=True, slots=True)
class EdgeLook:
    """An edge's colour, width in pixels, and whether it is dashed (a mention is, a basis is not)."""

    colour: str
    width: float
    dashes: bool


@cache
def kinds() -> dict[str, Any]:
    """The table of kinds: `nodes`, `edges`, `names`."""
    table: dict[str, Any] = json.loads(package_data("viz", "kinds.json"))
    return table


def text(name: str, lang: str = "zh", **values: object) -> str:
    """A text of the picture in a language."""
    template: str = kinds()["names"][name][lang]
    return template.format(**values)


def kind_name(kind: str, lang: str = "zh") -> str:
    """What a kind of node is called."""
    name: str = kinds()["nodes"][kind][lang]
    return name


def edge_key(data: Mapping[str, Any]) -> str:
    """The key of an edge in the table: its role where it cites, else its relation."""
    return str(data.get("role") or data["relation"])


def node(data: Mapping[str, Any]) -> NodeLook:
    """The look of a node from its `kind`, `weight`, `title` and `number`."""
    look = kinds()["nodes"][data["kind"]]
    size = min(look["size"] + 1.8 * math.log2(1 + float(data.get("weight", 0))), LARGEST)
    number = str(data.get("number", ""))
    return NodeLook(
        look["shape"], look["colour"], look["line"], round(size, 1), wrap(str(data.get("title") or number)), number if data.get("title") else ""
    )


def edge(data: Mapping[str, Any]) -> EdgeLook:
    """The look of an edge from its `relation`, `role` and `weight`."""
    look = kinds()["edges"][edge_key(data)]
    return EdgeLook(look["colour"], round(min(1 + math.log2(max(float(data.get("weight", 1)), 1)), WIDEST), 1), look["dashes"])


def importance(data: Mapping[str, Any], *, focused: bool = False) -> tuple[float, ...]:
    """What is labelled first: the focus, departments, then by weight."""
    return (float(focused), float(data["kind"] == "department"), float(data.get("weight", 0)))


def tooltip(data: Mapping[str, Any], lang: str = "zh") -> str:
    """What is told of a node when it is pointed at: lines of plain text."""
    lines = [str(data.get("title") or data.get("number") or text("untitled", lang)), kind_name(data["kind"], lang)]
    lines += [str(data["number"])] if data.get("number") and data.get("title") else []
    lines += [f"{text('years', lang)}: {data['years']}"] if data.get("years") else []
    lines += [f"{text('yuan', lang)}: {told}"] if (told := sum_of(data, lang)) else []
    lines += [text("more", lang, n=data["more"])] if data.get("more") else []
    return "\n".join(lines)


def edge_tooltip(data: Mapping[str, Any], lang: str = "zh") -> str:
    """What is told of an edge when it is pointed at."""
    lines = [str(kinds()["edges"][edge_key(data)][lang]), f"{text('weight', lang)}: {data['weight']}"]
    lines += [f"{text('years', lang)}: {data['years']}"] if data.get("years") else []
    lines += [f"{text('yuan', lang)}: {told}"] if (told := sum_of(data, lang)) else []
    return "\n".join(lines)


def sum_of(data: Mapping[str, Any], lang: str = "zh") -> str:
    """The money of a node or an edge, and how many project years state none; nothing where there is nothing to add."""
    without = int(data.get("without_amount") or 0)
    if not data.get("yuan"):
        return text("not_stated", lang, n=without) if without else ""
    return money(data["yuan"]) + (text("besides_not_stated", lang, n=without) if without else "")


def money(yuan: str) -> str:
    """Decimal text with thousands separators, without empty cents."""
    whole, _, cents = str(yuan).partition(".")
    return f"{int(whole):,}" + (f".{cents}" if cents.strip("0") else "")
