"""The rules that are queries: `queries/checks/*.rq`, whose rows are the breaches. The file name ends with the severity.

Each selects ?focus, ?place and the facts in English (?message) and Chinese (?message_zh); its title in both languages says what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.catalogue import Query
from kg.catalogue.headers import read_query
from kg.checks.values import SEVERITIES, Breach
from kg.errors import InvalidData
from kg.resources import data_folder
from kg.store import Store

SUFFIX = ".rq"
COLUMNS = ("focus", "place", "message", "message_zh")
COLON = {"en": ": ", "zh": "："}


@cache
def load_rules() -> tuple[Query, ...]:
    """The rules by name (`checks/…-violation`); raises InvalidData for a header or a name that breaks the schema."""
    files = sorted((file for file in (data_folder("queries") / "checks").iterdir() if file.name.endswith(SUFFIX)), key=lambda file: file.name)
    rules = tuple(read_query(f"checks/{file.name.removesuffix(SUFFIX)}", file.read_text(encoding="utf-8")) for file in files)
    for rule in rules:
        if tuple(column.name for column in rule.columns) != COLUMNS or rule.parameters:
            raise InvalidData(f"queries/{rule.name}.rq: expected the columns {', '.join(COLUMNS)} and no parameters")
        if severity_of(rule) not in SEVERITIES:
            raise InvalidData(f"queries/{rule.name}.rq: expected a name that ends with -{', -'.join(SEVERITIES)}")
    return rules


def severity_of(rule: Query) -> str:
    """The end of its name."""
    return rule.name.rpartition("-")[2]


def check_of(rule: Query) -> str:
    """What a breach of it is called: its name without folder and severity."""
    return rule.name.removeprefix("checks/").rpartition("-")[0]


def ask_rule(store: Store, rule: Query) -> Iterator[Breach]:
    """The rows of a rule."""
    for focus, place, *messages in store.query(rule.text).values():
        yield Breach(
            check=check_of(rule),
            severity=severity_of(rule),
            messages={language: f"{rule.title[language]}{COLON[language]}{message}" for language, message in zip(COLON, messages, strict=True)},
            focus=focus or "",
            place=place or "",
        )
