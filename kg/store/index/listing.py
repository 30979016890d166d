"""A page of instruments or departments: one total order each, or by relevance where words are searched."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from kg.errors import InvalidData
from kg.store.index.opening import Index
from kg.store.index.pages import FOUND, Conditions, Page, check_cursor, direction, hits, matching, offset_of
from kg.store.index.schema import hex_of, key_from

RELEVANCE = "relevance"


def read_page(
    index: Index, where: Conditions, *, kind: str, text: str | None, columns: str, tables: str, table: str, short: str, sorts: Mapping[str, str],
    shape: Callable[[tuple[Any, ...]], dict[str, Any]], sort: str | None, default: str, limit: int, cursor: str | None,
) -> Page:  # fmt: skip
    """The rows of `tables` that meet the conditions and the words, shaped; `short` is the alias of `table`, whose columns the orders are."""
    cursor = check_cursor(cursor)
    sort = sort or (RELEVANCE if text else default)
    if sort == RELEVANCE:
        if not text:
            raise InvalidData("sort is 'relevance'; it needs q")
        return _by_relevance(index, where, kind, text, columns, tables, table, short, shape, limit, offset_of(cursor))
    for expression in matching(kind, text) if text else ():
        where.add(f"{short}.id IN {FOUND}", expression)
    name, turned = direction(sort, [*sorts, RELEVANCE] if text else list(sorts))
    rank, sign = f"{short}.{sorts[name]}", "<" if turned else ">"
    total = _count(index, table, short, where)
    if cursor is not None:
        after = None if cursor.startswith("o") else index.row(f"SELECT {sorts[name]} FROM {table} WHERE id = ?", (key_from(cursor),))
        if after is None:
            raise InvalidData(f"the cursor {cursor!r} names an item that this store does not hold: start again without it")
        where.add(f"{rank} {sign} ?", after[0])
    order = "DESC" if turned else "ASC"
    rows = list(index.rows(f"SELECT {columns} FROM {tables}{where.sql()} ORDER BY {rank} {order} LIMIT ?", (*where.values, limit + 1)))
    following = hex_of(rows[limit - 1][0]) if len(rows) > limit else None
    return Page(encode([shape(row) for row in rows[:limit]]), total, following)


def _by_relevance(
    index: Index, where: Conditions, kind: str, text: str, columns: str, tables: str, table: str, short: str,
    shape: Callable[[tuple[Any, ...]], dict[str, Any]], limit: int, offset: int,
) -> Page:  # fmt: skip
    items: list[dict[str, Any]] = []
    seen = offset
    while len(items) < limit:
        found, known = hits(index.connection, kind, text, limit=limit, offset=seen)
        for hit in found:
            seen += 1
            row = index.row(f"SELECT {columns} FROM {tables}{where.sql(f'{short}.id = ?')}", (*where.values, hit.key))
            if row is not None:
                items.append({"match": {"field": hit.field, "text": hit.wording}} | shape(row))
                if len(items) == limit:
                    break
        if seen >= known or not found:
            break
    if where.pieces:
        for expression in matching(kind, text):
            where.add(f"{short}.id IN {FOUND}", expression)
        known = _count(index, table, short, where)
    more = len(items) == limit and (offset > 0 or len(items) < known)
    return Page(encode(items), known, f"o{seen}" if more else None)


def _count(index: Index, table: str, short: str, where: Conditions) -> int:
    row = index.row(f"SELECT count(*) FROM {table} AS {short}{where.sql()}", where.values)
    assert row is not None, "an aggregate has a row"
    return int(row[0])


def encode(items: list[dict[str, Any]]) -> bytes:
    """Items as a JSON array."""
    return json.dumps(items, ensure_ascii=False, separators=(",", ":")).encode()
