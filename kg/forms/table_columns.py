"""What the columns of an indicator table's header mean for the rows below it. Few headers differ: each is worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from kg.forms.combined_cells import holds_both
from kg.forms.headers import is_parallel
from kg.forms.row_levels import EXTRA, LEVELS, REMARKS, Key


class TableColumns(NamedTuple):
    """`wanted` is how many values a row has, a name and a target. `combined` says that cells may hold a name and its target in one.
    `levels_behind` are the columns of levels behind that of names: their cells are read first. `by_columns` says that columns alone tell the
    values of a row apart: `kinds`, each but remarks once, and `places`, where they stand. `second` is where a second group of columns begins
    (中期 | 年度 side by side)."""

    has_name: bool
    wanted: int
    combined: bool
    levels_behind: tuple[int, ...]
    by_columns: bool
    kinds: tuple[str, ...]
    places: tuple[int, ...]
    second: int | None


@lru_cache(maxsize=1024)
def table_columns(key: Key) -> TableColumns:
    """What columns mean that stand in this order with these kinds."""
    columns = dict(key)
    values: list[tuple[str, int]] = []
    for column, kind in key:
        meaning = "name" if kind == "content" else kind
        if kind not in LEVELS and (kind in REMARKS or meaning not in {known for known, _ in values}):
            values.append((meaning, column))
    has_name = "name" in columns.values()
    return TableColumns(
        has_name,
        2 if has_name else 1,
        holds_both(columns),
        levels_behind(columns),
        any(kind in EXTRA for kind in columns.values()) or is_unusual(columns),
        tuple(kind for kind, _ in values),
        tuple(column for _, column in values),
        second_group(columns),
    )


def levels_behind(columns: Mapping[int, str]) -> tuple[int, ...]:
    """The columns of levels, level 1 first, where they stand behind that of names; else none."""
    name = next((column for column, kind in columns.items() if kind in {"name", "content"}), None)
    levels = sorted((kind, column) for column, kind in columns.items() if kind in LEVELS)
    return tuple(column for _, column in levels) if name is not None and levels and all(column > name for _, column in levels) else ()


def is_unusual(columns: Mapping[int, str]) -> bool:
    """Whether names and targets stand in another order than forms print them, so that columns alone tell them apart."""
    name = next((column for column, kind in columns.items() if kind == "name"), None)
    target = next((column for column, kind in columns.items() if kind == "target"), None)
    return name is not None and target is not None and target < name


def second_group(columns: Mapping[int, str]) -> int | None:
    """The column where a second group of the same columns begins (二级指标 | 三级指标 | 指标值 twice), None where there is one group."""
    if not is_parallel(tuple(columns.values())):
        return None
    for lead in ("level2", "name"):
        places = [column for column, kind in columns.items() if kind == lead]
        if len(places) == 2:
            return places[1]
    return None
