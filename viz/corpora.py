"""The pictures of a whole corpus, placed from the tables of its index without holding the network in memory.

The steps are those of `viz.layouts.layout`, and so are the places. Departments and instruments are held; projects pass through, department by
department. What pulls an instrument is added up as the projects that cite it are placed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path

from kg.store.index import key_of
from viz.discs import Disc, Point
from viz.layouts import Ground, barycentre, pack_departments, seat_members, shown, spacing_of

Placed = Iterator[tuple[str, Point]]

DEPARTMENTS = """
SELECT e.iri, (SELECT count(*) FROM neighbours AS f WHERE f.node = e.id AND f.relation = 'files' AND f.outward)
FROM entities AS e WHERE e.id IN (SELECT id FROM departments UNION SELECT parent FROM departments) ORDER BY e.iri
"""
PARENTS = "SELECT e.iri, p.iri FROM departments AS d JOIN entities AS e ON e.id = d.id JOIN entities AS p ON p.id = d.parent ORDER BY e.iri"
#: Instrument, department, project years; instrument after instrument in the order of their names.
USES = """
SELECT i.iri, d.iri, u.project_years FROM uses AS u JOIN entities AS i ON i.id = u.instrument JOIN entities AS d ON d.id = u.department
ORDER BY i.iri, d.iri
"""
#: What a department's projects cite: project, instrument (null: none), project years.
MEMBERS = """
SELECT w.iri, i.iri, c.weight FROM entities AS d JOIN neighbours AS f ON f.node = d.id AND f.relation = 'files' AND f.outward
JOIN entities AS w ON w.id = f.other LEFT JOIN neighbours AS c ON c.node = w.id AND c.outward AND c.relation IN ('basis', 'mention')
LEFT JOIN entities AS i ON i.id = c.other WHERE d.iri = ? AND d.id = ? ORDER BY w.iri, i.iri
"""
#: What no department is responsible for: project, instrument, project years.
STRAYS = """
SELECT w.iri, i.iri, c.weight FROM (SELECT DISTINCT whole FROM years WHERE department IS NULL) AS y JOIN entities AS w ON w.id = y.whole
JOIN neighbours AS c ON c.node = w.id AND c.outward AND c.relation IN ('basis', 'mention') JOIN entities AS i ON i.id = c.other ORDER BY w.iri, i.iri
"""


class Corpus:
    """The network that an index holds, asked for in the order in which it is placed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._rows = connection
        self.groups: dict[str, int] = dict(connection.execute(DEPARTMENTS))
        self.parents: dict[str, str] = dict(connection.execute(PARENTS))
        self.strays: dict[str, dict[str, float]] = {}
        for project, instrument, weight in connection.execute(STRAYS):
            self.strays.setdefault(project, {})[instrument] = weight

    def instruments(self) -> Iterator[tuple[str, dict[str, float]]]:
        """Instruments with the departments whose projects cite them, and how many project years of each do."""
        for instrument, rows in groupby(self._rows.execute(USES), key=lambda row: row[0]):
            yield instrument, {department: weight for _, department, weight in rows}

    def members(self, department: str) -> dict[str, dict[str, float]]:
        """A department's projects, and the instruments that each cites."""
        members: dict[str, dict[str, float]] = {}
        for project, instrument, weight in self._rows.execute(MEMBERS, (department, key_of(department))):
            cited = members.setdefault(project, {})
            if instrument is not None:
                cited[instrument] = weight
        return members


def overview_places(index: Path) -> Placed:
    """Departments and instruments, as `layout(overview(store))` places them."""
    with closing(sqlite3.connect(index)) as connection:
        corpus = Corpus(connection)
        pulls = Pulls(corpus)
        spacing = spacing_of(len(corpus.groups) + len(pulls.weights))
        discs = _discs(corpus, dict.fromkeys(corpus.groups, 0), spacing)
        centres = {group: disc.centre for group, disc in discs.items()}
        hubs = {instrument: barycentre(weights, centres) for instrument, weights in corpus.instruments()}
        ground = Ground(discs, spacing)
        yield from _told(centres.items())
        yield from _told((instrument, ground.settle(hubs[instrument], pulls.homes[instrument])) for instrument in pulls.order())


def whole_places(index: Path) -> Placed:
    """Projects too, as `layout(whole(store))` places them."""
    with closing(sqlite3.connect(index)) as connection:
        corpus = Corpus(connection)
        pulls = Pulls(corpus)
        alone = {i for cited in corpus.strays.values() for i in cited if i not in pulls.weights}
        spacing = spacing_of(len(corpus.groups) + sum(corpus.groups.values()) + len(pulls.weights) + len(corpus.strays) + len(alone))
        discs = _discs(corpus, corpus.groups, spacing)
        centres = {group: disc.centre for group, disc in discs.items()}
        hubs = {instrument: barycentre(weights, centres) for instrument, weights in corpus.instruments()}
        yield from _told(centres.items())
        sums = {instrument: [0.0, 0.0] for instrument in pulls.weights}
        for group in corpus.groups:
            members = corpus.members(group)
            seats = seat_members({m: [hub for i in cited if (hub := hubs.get(i)) is not None] for m, cited in members.items()}, discs[group], spacing)
            for member, cited in members.items():
                x, y = seats[member]
                for instrument, weight in cited.items():
                    both = sums[instrument]
                    both[0] += x * weight
                    both[1] += y * weight
            yield from _told(seats.items())
        ground = Ground(discs, spacing)
        placed: dict[str, Point] = {}
        for instrument in pulls.order():
            (x, y), weight = sums.pop(instrument), pulls.weights[instrument]
            placed[instrument] = ground.settle((x / weight, y / weight), pulls.homes[instrument])
            yield instrument, shown(placed[instrument])
        yield from _told(_strays(corpus, alone, placed, ground))


class Pulls:
    """What pulls each instrument: `weights` are its project years over all departments, `homes` the department where it is but one."""

    def __init__(self, corpus: Corpus) -> None:
        self.weights: dict[str, float] = {}
        self.homes: dict[str, tuple[str, ...]] = {}
        for instrument, departments in corpus.instruments():
            self.weights[instrument] = sum(departments.values())
            self.homes[instrument] = tuple(departments) if len(departments) == 1 else ()

    def order(self) -> list[str]:
        """The instruments, the heaviest first."""
        return sorted(self.weights, key=lambda i: (-self.weights[i], i))


def _discs(corpus: Corpus, groups: dict[str, int], spacing: float) -> dict[str, Disc]:
    return pack_departments(groups, (departments for _, departments in corpus.instruments()), corpus.parents, spacing)


def _strays(corpus: Corpus, alone: set[str], placed: dict[str, Point], ground: Ground) -> Iterator[tuple[str, Point]]:
    """Projects that no department carries out, and instruments that only these cite: last, beside what they are tied to."""
    ties = dict(corpus.strays) | {instrument: {} for instrument in alone}
    for project, cited in corpus.strays.items():
        for instrument in alone & cited.keys():
            ties[instrument][project] = cited[instrument]
    for node in sorted(ties, key=lambda n: (-sum(ties[n].values()), n)):
        pulls = {other: weight for other, weight in sorted(ties[node].items()) if other in placed}
        placed[node] = ground.settle(barycentre(pulls, placed), ())
        yield node, placed[node]


def _told(places: Iterable[tuple[str, Point]]) -> Placed:
    return ((node, shown(point)) for node, point in places)
