"""The rules that are queries: `queries/checks/*.rq`, whose rows are the breaches. The file name ends with the severity.

Each selects ?focus, ?place and ?message (the facts, in no language); its title in English and Chinese says what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import MappingProxyType

from kg.catalogue import Query, read_catalogue
from kg.checks.values import SEVERITIES, Breach
from kg.errors import InvalidData
from kg.resources import data_folder
from kg.store import Store

COLUMNS = ("focus", "place", "message")
COLON = {"en": ": ", "zh": "："}


@cache
def load_rules() -> tuple[Query, ...]:
    """The rules by name; raises InvalidData for a header or a name that breaks the schema."""
    rules = read_catalogue(data_folder("queries") / "checks")
    for rule in rules:
        if tuple(column.name for column in rule.columns) != COLUMNS or rule.parameters:
            raise InvalidData(f"queries/checks/{rule.name}.rq: expected the columns {', '.join(COLUMNS)} and no parameters")
        if severity_of(rule) not in SEVERITIES:
            raise InvalidData(f"queries/checks/{rule.name}.rq: expected a name that ends with -{', -'.join(SEVERITIES)}")
    return rules


def severity_of(rule: Query) -> str:
    """The end of its name."""
    return rule.name.rpartition("-")[2]


def ask_rule(store: Store, rule: Query) -> Iterator[Breach]:
    """The rows of a rule."""
    name, _, severity = rule.name.rpartition("-")
    for focus, place, message in store.query(rule.text).values():
        yield Breach(
            check=name,
            severity=severity,
            messages=MappingProxyType({language: f"{title}{COLON[language]}{message}" for language, title in rule.title.items()}),
            focus=focus or "",
            place=place or "",
        )
