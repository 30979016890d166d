"""Plane geometry of the layout: packing discs close to those they belong with, and finding free places on a grid."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Cell: TypeAlias = tuple[int, int]

#: Directions in which a free place for a disc is looked for.
RAYS = 24
#: Never quite touching.
GAP = 1e-6


@dataclass(frozen=True, slots=True)
class Disc:
    """A department's disc: `radius` holds what is inside, `reach` the room around it that no other disc enters."""

    radius: float
    reach: float
    centre: Point = (0.0, 0.0)

    def cells(self, spacing: float) -> Iterator[Cell]:
        """The grid cells that the inside covers."""
        (x0, y0), radius = self.centre, self.radius + spacing * 0.3
        for j in range(math.ceil((y0 - radius) / spacing), math.floor((y0 + radius) / spacing) + 1):
            half = math.sqrt(max(radius**2 - (j * spacing - y0) ** 2, 0))
            shift = (j % 2) / 2
            for i in range(math.ceil((x0 - half) / spacing - shift), math.floor((x0 + half) / spacing - shift) + 1):
                yield i, j

    def edge_towards(self, point: Point, beyond: float) -> Point:
        """The point outside the disc, `beyond` its edge, in the direction of a point; below the disc for its own centre."""
        dx, dy = point[0] - self.centre[0], point[1] - self.centre[1]
        length = math.hypot(dx, dy)
        if length < GAP:
            dx, dy, length = 0.0, 1.0, 1.0
        scale = (self.radius + beyond) / length
        return self.centre[0] + dx * scale, self.centre[1] + dy * scale


def pack(radii: Mapping[str, float], links: Mapping[tuple[str, str], float]) -> dict[str, Point]:
    """Centres of discs that do not overlap, each near those it is linked with, the whole around the origin.

    Discs are placed one by one, next the one with the strongest links to those placed: at the barycentre of these, or, along rays from there,
    at the nearest place where it fits. `links` are by pair of names, in either order.
    """
    near: dict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), weight in sorted(links.items()):
        if one in radii and other in radii:
            near[one][other] = near[other][one] = weight
    ties = {name: sum(near[name].values()) for name in radii}
    plane = Plane(2 * max(radii.values(), default=1.0))
    pulled: dict[str, float] = {}
    first = sorted(radii, key=lambda name: (-ties[name], -radii[name], name))
    queue: list[tuple[float, int, str]] = [(0.0, rank, name) for rank, name in enumerate(first)]
    ranks = {name: rank for rank, name in enumerate(first)}
    while queue:
        pull, _, name = heapq.heappop(queue)
        if name in plane.centres or -pull != pulled.get(name, 0.0):
            continue
        placed = {other: weight for other, weight in near[name].items() if other in plane.centres}
        total = sum(placed.values())
        target = (0.0, 0.0)
        if total:
            target = (
                sum(plane.centres[other][0] * weight for other, weight in placed.items()) / total,
                sum(plane.centres[other][1] * weight for other, weight in placed.items()) / total,
            )
        plane.place(name, radii[name], target)
        for other, weight in near[name].items():
            if other not in plane.centres:
                pulled[other] = pulled.get(other, 0.0) + weight
                heapq.heappush(queue, (-pulled[other], ranks[other], other))
    return plane.centred()


class Plane:
    """Discs on a plane, found by a grid whose cells are as wide as the largest disc."""

    def __init__(self, cell: float) -> None:
        self.cell = max(cell, GAP)
        self.centres: dict[str, Point] = {}
        self.radii: dict[str, float] = {}
        self._cells: dict[Cell, list[str]] = defaultdict(list)

    def place(self, name: str, radius: float, target: Point) -> None:
        """Puts a disc where it fits, as near to the target as the rays from there find."""
        centre = min(self._stops(radius, target), key=lambda stop: stop[0])[1]
        self.centres[name], self.radii[name] = centre, radius
        self._cells[self._cell_of(centre)].append(name)

    def _stops(self, radius: float, target: Point) -> Iterator[tuple[float, Point]]:
        """The first free place on each ray, with its cost: the distance from the target, and a little that from the origin."""
        for ray in range(RAYS):
            angle = 2 * math.pi * ray / RAYS
            dx, dy = math.cos(angle), math.sin(angle)
            distance = 0.0
            while True:
                centre = (target[0] + dx * distance, target[1] + dy * distance)
                beyond = self._way_out(centre, radius, dx, dy)
                if beyond is None:
                    break
                distance += beyond + GAP * 10
            yield distance + 0.3 * math.hypot(*centre), centre
            if distance == 0:
                return

    def _way_out(self, centre: Point, radius: float, dx: float, dy: float) -> float | None:
        """How far to go in a direction to leave a disc that is in the way; None where the place is free."""
        i, j = self._cell_of(centre)
        for cell in ((i + a, j + b) for a in (0, -1, 1) for b in (0, -1, 1)):
            for name in self._cells.get(cell, ()):
                x, y = self.centres[name][0] - centre[0], self.centres[name][1] - centre[1]
                apart = self.radii[name] + radius
                if x * x + y * y < apart * apart - GAP:
                    along = x * dx + y * dy
                    return along + math.sqrt(max(along * along + apart * apart - x * x - y * y, 0.0))
        return None

    def _cell_of(self, point: Point) -> Cell:
        return math.floor(point[0] / self.cell), math.floor(point[1] / self.cell)

    def centred(self) -> dict[str, Point]:
        """The centres, moved so that the discs balance (by area) at the origin."""
        total = sum(radius**2 for radius in self.radii.values()) or 1.0
        x0 = sum(self.centres[name][0] * radius**2 for name, radius in self.radii.items()) / total
        y0 = sum(self.centres[name][1] * radius**2 for name, radius in self.radii.items()) / total
        return {name: (x - x0, y - y0) for name, (x, y) in self.centres.items()}


def middle(cell: Cell, spacing: float) -> Point:
    """The middle of a cell. Every other row is shifted by half a cell, so that labels below their nodes do not stand in columns."""
    return (cell[0] + (cell[1] % 2) / 2) * spacing, cell[1] * spacing


def cell_at(point: Point, spacing: float) -> Cell:
    """The cell that a point lies in."""
    row = round(point[1] / spacing)
    return round(point[0] / spacing - (row % 2) / 2), row


def nearest_free_cell(target: Point, taken: Mapping[Cell, bool], starts: dict[Cell, int], spacing: float) -> Cell:
    """The free cell nearest to a point, looked for in growing squares around its cell.

    `starts` remembers how far around each cell everything is taken, so that many nodes with one target do not search the same cells again.
    """
    cell = cell_at(target, spacing)
    ring = starts.get(cell, 0)
    while True:
        free = [place for place in square(cell, ring) if place not in taken]
        if free:
            starts[cell] = ring
            return min(free, key=lambda place: (math.dist(middle(place, spacing), target), place))
        ring += 1


def square(cell: Cell, ring: int) -> Iterator[Cell]:
    """The cells at a distance of `ring` cells around one."""
    i, j = cell
    if ring == 0:
        yield cell
        return
    for step in range(-ring, ring + 1):
        yield i + step, j - ring
        yield i + step, j + ring
    for step in range(-ring + 1, ring):
        yield i - ring, j + step
        yield i + ring, j + step
