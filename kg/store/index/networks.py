"""Neighbourhoods: what an entity is joined to, counted before anything is loaded."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice
from typing import Any

from kg.store.index.opening import Index
from kg.store.index.projects import marks
from kg.store.index.schema import hex_of

#: relation → kinds at its ends, from outward.
RELATIONS = {
    "files": "department → project",
    "basis": "project → instrument",
    "mention": "project → instrument",
    "supervises": "department → department",
    "issued": "issuer → instrument",
}
#: A neighbourhood is counted up to so many nodes, a path is sought among so many.
COUNTED, SOUGHT = 20_000, 100_000
#: Values bound in one statement.
BOUND = 500

NODE = (
    "json_object('id', printf('%016x', e.id), 'iri', e.iri, 'type', e.kind, 'label', e.label, 'number', i.number, "
    "'degree', e.degree, 'project_years', e.project_years, 'yuan', e.yuan)"
)


@dataclass(slots=True)
class Network:
    """`nodes` and `edges` are JSON arrays of objects, ready to be sent; `total` counts the nodes there are, `exact` says whether all were counted."""

    nodes: bytes = b"[]"
    edges: bytes = b"[]"
    shown: int = 0
    total: int = 0
    exact: bool = True
    relations: list[dict[str, Any]] = field(default_factory=list)


def counts(index: Index, key: int) -> list[dict[str, Any]]:
    """How many neighbours an entity has by each relation."""
    rows = index.rows("SELECT relation, outward, count FROM degrees WHERE node = ? ORDER BY relation, outward DESC", (key,))
    return [{"relation": relation, "outward": bool(outward), "count": count} for relation, outward, count in rows]


def neighbourhood(
    index: Index, focus: Sequence[int], *, depth: int = 1, limit: int = 200, kinds: Collection[str] | None = None,
    relations: Collection[str] = tuple(RELATIONS),
) -> Network:  # fmt: skip
    """The entities within some steps of the focus, the nearest and heaviest first, at most `limit` of them, with the edges by which they are
    reached and those among the shown ones that were passed on the way. `kinds` narrows what is shown, not the focus."""
    shown = dict.fromkeys(focus, 0)
    seen = set(focus)
    edges: dict[tuple[int, str, int], int] = {}
    frontier = list(dict.fromkeys(focus))
    exact = True
    for step in range(1, depth + 1):
        following: list[int] = []
        for node in frontier:
            # The first step of one focus knows its count beforehand: no more is read than shown.
            few = limit + 1 if depth == 1 and len(focus) == 1 and kinds is None else COUNTED
            for relation, outward, weight, other in _neighbours(index, node, relations, few):
                if other not in seen:
                    if len(seen) >= COUNTED:
                        exact = False
                        continue
                    seen.add(other)
                    following.append(other)
                    if len(shown) < limit and (kinds is None or _kind(index, other) in kinds):
                        shown[other] = step
                if other in shown and node in shown:
                    edges[(node, relation, other) if outward else (other, relation, node)] = weight
        frontier = following
    total = len(seen)
    if depth == 1 and len(focus) == 1 and kinds is None:
        total = 1 + _degree(index, focus[0], relations)
    elif kinds is not None:
        total = sum(1 for key in seen if key in focus or _kind(index, key) in kinds)
    return Network(_nodes(index, shown), _edges(edges), len(shown), total, exact, counts(index, focus[0]) if len(focus) == 1 else [])


def _neighbours(index: Index, node: int, relations: Collection[str], limit: int) -> list[tuple[str, int, int, int]]:
    """At most `limit` neighbours, the heaviest first. Each relation is read in its own order, because sorting all of a hub's would read them all."""
    parts = [
        index.rows(
            "SELECT relation, outward, weight, other FROM neighbours WHERE node = ? AND relation = ? AND outward = ? "
            "ORDER BY weight DESC, other LIMIT ?",
            (node, relation, outward, limit),
        )
        for relation, outward in list(index.rows("SELECT relation, outward FROM degrees WHERE node = ?", (node,)))
        if relation in relations
    ]
    return list(islice(merge(*parts, key=lambda row: (-row[2], row[3])), limit))


def _degree(index: Index, node: int, relations: Collection[str]) -> int:
    """The number of neighbours: no two relations join one pair of nodes, since their ends are of different kinds, and basis excludes mention."""
    rows = index.rows("SELECT relation, count FROM degrees WHERE node = ?", (node,))
    return sum(count for relation, count in rows if relation in relations)


def _kind(index: Index, key: int) -> str:
    found = index.entity(key)
    return found[0] if found else ""


def _nodes(index: Index, shown: dict[int, int]) -> bytes:
    keys = list(shown)
    parts = []
    for start in range(0, len(keys), BOUND):
        some = keys[start : start + BOUND]
        row = index.row(
            f"SELECT CAST(group_concat({NODE}, ',') AS BLOB) FROM entities AS e LEFT JOIN instruments AS i ON i.id = e.id "
            f"WHERE e.id IN ({marks(some)})",
            some,
        )
        assert row is not None, "an aggregate has a row"
        parts.append(row[0] or b"")
    return b"[" + b",".join(part for part in parts if part) + b"]"


def _edges(edges: dict[tuple[int, str, int], int]) -> bytes:
    rows = (
        f'{{"source":"{hex_of(source)}","target":"{hex_of(target)}","relation":"{relation}","weight":{weight}}}'
        for (source, relation, target), weight in edges.items()
    )
    return f"[{','.join(rows)}]".encode()


def shortest_path(index: Index, one: int, other: int, *, relations: Collection[str] = ("files", "basis", "mention")) -> Network:
    """A shortest chain of relations between two entities, sought from both ends; without nodes where there is none, `exact` false where the
    search gave up."""
    if one == other:
        return Network(_nodes(index, {one: 0}), b"[]", 1, 1)
    sides: list[dict[int, tuple[int, str, bool, int] | None]] = [{one: None}, {other: None}]
    frontiers = [[one], [other]]
    while frontiers[0] and frontiers[1]:
        if len(sides[0]) + len(sides[1]) > SOUGHT:
            return Network(exact=False)
        side = 0 if len(frontiers[0]) <= len(frontiers[1]) else 1
        following = []
        for node in frontiers[side]:
            for relation, outward, weight, neighbour in _neighbours(index, node, relations, SOUGHT):
                if neighbour in sides[side]:
                    continue
                sides[side][neighbour] = (node, relation, bool(outward), weight)
                following.append(neighbour)
                if neighbour in sides[1 - side]:
                    return _path(index, sides, neighbour)
        frontiers[side] = following
    return Network()


def _path(index: Index, sides: list[dict[int, tuple[int, str, bool, int] | None]], middle: int) -> Network:
    edges: dict[tuple[int, str, int], int] = {}
    nodes = {middle: 0}
    for side in sides:
        node = middle
        while (came := side[node]) is not None:
            before, relation, outward, weight = came
            edges[(before, relation, node) if outward else (node, relation, before)] = weight
            nodes[before] = 0
            node = before
    return Network(_nodes(index, nodes), _edges(edges), len(nodes), len(nodes))
