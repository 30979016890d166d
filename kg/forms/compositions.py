"""Words that forms put together from the same parts (项目 + 申报 + 单位 + 名称). The data is `compositions.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as SafeLoader  # ten times as fast, where the wheel holds it
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

from kg.resources import package_data


def words_of(row: Mapping[str, Any]) -> frozenset[str]:
    """The words that a row's parts make, one of each list, those of `except` left out."""
    made = {"".join(parts) for parts in product(*row["parts"])}
    return frozenset(made) - frozenset(row.get("except", ())) - {""}


@cache
def rows() -> tuple[Mapping[str, Any], ...]:
    """The rows of the data."""
    return tuple(yaml.load(package_data("kg.forms", "compositions.yaml"), Loader=SafeLoader))


def composed(kind: str) -> Iterator[tuple[Mapping[str, Any], frozenset[str]]]:
    """(row, its words) of the rows of a kind (`role` or `column`); a test keeps two rows from making one word with two meanings."""
    return ((row, words_of(row)) for row in rows() if kind in row)
