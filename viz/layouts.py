"""A deterministic layout that shows the structure: nested discs.

Departments are discs, packed beside the departments they share instruments with, below one supervisor in one larger disc. A department's
projects fill its disc like the seeds of a sunflower, those that cite something on the side where it lies. Instruments stand at the
barycentre of who cites them, moved to the nearest free place outside the discs; so do indicators and issuers. No randomness, no iteration
to a fixed point: the same graph has the same picture on every run and every machine, and time grows about linearly with the edges.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import networkx as nx

from viz.discs import Disc, Point, cell_at, middle, nearest_free_cell, pack

#: Kinds of nodes that fill a department's disc.
MEMBERS = frozenset({"project", "project_year"})
#: The golden angle: seeds of a sunflower never stand in rows.
GOLDEN = math.pi * (3 - math.sqrt(5))
#: Most nodes of a graph → distance between neighbours, in pixels at scale 1: a small picture has room for every label.
SPACINGS = ((80, 118.0), (400, 78.0))
SPACING = 52.0
#: Screens are wider than high, and labels wider still.
STRETCH = 1.4
#: Satellites of a disc of at most so many spacings stand all around it, those of a larger one on the side where they belong.
NEAR = 6.0
#: Where a department without projects in the picture has its name, in spacings from its middle.
NAME = (-0.8, 0.0, 0.8)


def layout(graph: nx.DiGraph[str]) -> dict[str, Point]:
    """The position of every node, in pixels at scale 1, around the origin; y grows downward as on a screen.

    Reads of a node `kind`, of an edge `relation` and `weight`. A pure function: the order in which nodes and edges were added does not matter.
    `viz.corpora` places the network of a whole corpus by the same steps without holding it in memory.
    """
    spacing = spacing_of(len(graph))
    groups = _members(graph)
    homes = {member: group for group, members in groups.items() for member in members} | {group: group for group in groups}
    satellites = sorted(node for node in graph if node not in homes)
    anchors = {satellite: _anchors(graph, satellite, homes) for satellite in satellites}
    within = {satellite: by_home(pulls, homes) for satellite, pulls in anchors.items()}
    parents = {one: other for one, other, data in graph.edges(data=True) if data["relation"] == "part_of" and other in groups}
    discs = pack_departments({group: len(members) for group, members in groups.items()}, within.values(), parents, spacing)
    placed = {group: disc.centre for group, disc in discs.items()}
    hubs = {satellite: barycentre(weights, placed) for satellite, weights in within.items()}
    for group, members in groups.items():
        ties = {m: [hub for o in sorted({*graph.successors(m), *graph.predecessors(m)}) if (hub := hubs.get(o)) is not None] for m in members}
        placed |= seat_members(ties, discs[group], spacing)
    ground = Ground(discs, spacing)
    for satellite in sorted(satellites, key=lambda s: (not within[s], -sum(anchors[s].values()), s)):
        target = barycentre({anchor: weight for anchor, weight in anchors[satellite].items() if anchor in placed}, placed)
        placed[satellite] = ground.settle(target, within[satellite])
    return {node: shown(placed[node]) for node in sorted(placed)}


def spacing_of(nodes: int) -> float:
    """The distance between neighbours in a picture of so many nodes."""
    return next((distance for most, distance in SPACINGS if nodes <= most), SPACING)


def shown(point: Point) -> Point:
    """A place as it is told: stretched to the screen, to a hundredth of a pixel."""
    return round(point[0] * STRETCH, 2), round(point[1], 2)


def _members(graph: nx.DiGraph[str]) -> dict[str, list[str]]:
    """Department → the projects it carries out, both in the order of their names. A project that no department carries out is a satellite."""
    groups: dict[str, list[str]] = {node: [] for node in sorted(graph) if graph.nodes[node]["kind"] == "department"}
    for node in sorted(graph):
        if graph.nodes[node]["kind"] in MEMBERS:
            owner = min((source for source in graph.predecessors(node) if source in groups), default=None)
            if owner is not None:
                groups[owner].append(node)
    return groups


def _anchors(graph: nx.DiGraph[str], node: str, homes: Mapping[str, str]) -> dict[str, float]:
    """What pulls a satellite: its neighbours in discs with the weight of the edge; where it has none, all its neighbours."""
    weights: dict[str, float] = defaultdict(float)
    for source, target, weight in [*graph.in_edges(node, data="weight", default=1), *graph.out_edges(node, data="weight", default=1)]:
        weights[source if target == node else target] += float(weight)
    weights.pop(node, None)
    homed = {other: weight for other, weight in sorted(weights.items()) if other in homes}
    return homed or dict(sorted(weights.items()))


def by_home(pulls: Mapping[str, float], homes: Mapping[str, str]) -> dict[str, float]:
    """What pulls a satellite, department by department, in the order of their names."""
    weights: dict[str, float] = defaultdict(float)
    for anchor, weight in pulls.items():
        if anchor in homes:
            weights[homes[anchor]] += weight
    return dict(sorted(weights.items()))


def pack_departments(groups: Mapping[str, int], satellites: Iterable[Collection[str]], parents: Mapping[str, str], spacing: float) -> dict[str, Disc]:
    """The disc of each department: `radius` holds its projects, `reach` also leaves room around for the satellites it pulls.

    `groups` counts the projects of each department, in the order of their names; `satellites` are the departments that pull each satellite.
    """
    room: dict[str, float] = defaultdict(float)
    links: dict[tuple[str, str], float] = defaultdict(float)
    for pulls in satellites:
        near = sorted(pulls)
        for group in near:
            room[group] += 1 / len(near)
        for n, one in enumerate(near[:12]):  # what hundreds of departments cite says nothing of two of them
            for other in near[n + 1 : 12]:
                links[one, other] += 1 / len(near)
    clusters: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        clusters[_top(group, parents)].append(group)
    discs = {}
    for group, members in groups.items():
        radius = spacing * (0.62 * math.sqrt(members + 1) if members else 0.35)
        reach = math.sqrt((radius + spacing * 0.5) ** 2 + 1.25 * room[group] * spacing**2 / math.pi)
        discs[group] = Disc(radius, reach)
    tops = {group: top for top, inside in clusters.items() for group in inside}
    within: dict[str, dict[tuple[str, str], float]] = {top: {} for top in clusters}
    between: dict[tuple[str, str], float] = defaultdict(float)
    for (one, other), weight in sorted(links.items()):
        if tops[one] == tops[other]:
            within[tops[one]][one, other] = weight
        else:
            between[min(tops[one], tops[other]), max(tops[one], tops[other])] += weight
    packed = {top: pack({group: discs[group].reach for group in members}, within[top]) for top, members in sorted(clusters.items())}
    radii = {top: max(math.hypot(*centre) + discs[g].reach for g, centre in inside.items()) + spacing * 0.25 for top, inside in packed.items()}
    outer = pack(radii, between)
    for top, inside in packed.items():
        for group, (x, y) in inside.items():
            discs[group] = Disc(discs[group].radius, discs[group].reach, (outer[top][0] + x, outer[top][1] + y))
    return discs


def _top(group: str, parents: Mapping[str, str]) -> str:
    """The supervisor above all supervisors of a department; a circle of supervisors ends where it closes."""
    seen = {group}
    while group in parents and parents[group] not in seen:
        group = parents[group]
        seen.add(group)
    return group if group not in parents else min(seen)


def seat_members(ties: Mapping[str, Sequence[Point]], disc: Disc, spacing: float) -> dict[str, Point]:
    """Projects in their disc: those without ties inside, the others outside, on the side of what they cite.

    `ties` are, project by project in the order of their names, the places of what it cites as seen from the departments.
    """
    x0, y0 = disc.centre
    placed: dict[str, Point] = {}
    free, tied = [], []
    for member, pulls in ties.items():
        dx, dy = sum(x - x0 for x, _ in pulls), sum(y - y0 for _, y in pulls)
        if math.hypot(dx, dy) < 1e-6:
            free.append(member)
        else:
            tied.append((math.atan2(dy, dx), member))
    # The first seed faces what the projects cite: it is the only one of a department with one project.
    turn = math.atan2(sum(math.sin(a) for a, _ in tied), sum(math.cos(a) for a, _ in tied)) - GOLDEN if tied else 0.0
    slots = [_seed(n + 1, spacing, turn) for n in range(len(ties))]
    for member, (x, y) in zip(free, slots, strict=False):
        placed[member] = (x0 + x, y0 + y)
    outside = sorted(slots[len(free) :], key=lambda slot: math.atan2(slot[1], slot[0]))
    for (_, member), (x, y) in zip(sorted(tied), outside, strict=True):
        placed[member] = (x0 + x, y0 + y)
    return placed


def _seed(number: int, spacing: float, turn: float) -> Point:
    """The place of a seed in a sunflower; number 0 is its centre, where the department itself stands."""
    radius = spacing * 0.58 * math.sqrt(number + (0.9 if number < 8 else 0))
    return radius * math.cos(number * GOLDEN + turn), radius * math.sin(number * GOLDEN + turn)


class Ground:
    """The places outside the discs that are still free. Satellites are settled one by one: the heaviest first, what has no disc last."""

    def __init__(self, discs: Mapping[str, Disc], spacing: float) -> None:
        self.discs, self.spacing = discs, spacing
        self.covered = {cell: group for group, disc in discs.items() for cell in disc.cells(spacing)}
        self.taken = dict.fromkeys(self.covered, True)
        for disc in discs.values():  # room for the department's own name, below it
            x, y = disc.centre
            self.taken |= {cell_at((x + aside * spacing, y + disc.radius + spacing * 0.45), spacing): True for aside in NAME if disc.radius < spacing}
        self.starts: dict[tuple[int, int], int] = {}

    def settle(self, target: Point | None, groups: Collection[str]) -> Point:
        """The nearest free cell to the barycentre of what pulls a satellite, which is taken then; `groups` are the departments that pull it."""
        target = target or (0.0, 0.0)
        inside = next(iter(groups)) if len(groups) == 1 else self.covered.get(cell_at(target, self.spacing))
        if inside is not None and self.discs[inside].radius > NEAR * self.spacing:
            target = self.discs[inside].edge_towards(target, self.spacing * 0.6)
        free = nearest_free_cell(target, self.taken, self.starts, self.spacing)
        self.taken[free] = True
        return middle(free, self.spacing)


def barycentre(weights: Mapping[str, float], placed: Mapping[str, Point]) -> Point | None:
    """The weighted middle of placed nodes; None where there is none."""
    total = sum(weights.values())
    if not total:
        return None
    return sum(placed[n][0] * w for n, w in weights.items()) / total, sum(placed[n][1] * w for n, w in weights.items()) / total
