"""Streets that were only drawn become a network: they meet at nodes where they cross or end at one another."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ipa_agents.travel.town.sketch import Floats, Level, Street, crossings, thinned

__all__ = ['Network', 'Path', 'join']

_CELL = 100.0
"""m; the size of the cells in which neighbours are looked for, and the longest segment."""
_REACH = 25.0
"""m within which the end of a street is joined to another one."""
_SAME = 3.0
"""m within which two points are one node."""
_MEETS: dict[Level, frozenset[Level]] = {
    'ground': frozenset({'ground'}),
    'motorway': frozenset({'ground'}),
    'link': frozenset({'ground', 'motorway'}),
}


@dataclass(frozen=True, eq=False)
class Path:
    """The nodes of a street, in the direction in which it was drawn."""

    street: Street
    nodes: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Network:
    """Where the nodes are, in m, and the paths over them."""

    points: Floats
    paths: tuple[Path, ...]


def join(streets: Sequence[Street]) -> Network:
    """Join streets: those on the ground where they cross, all where one ends at another that it may meet."""
    order: tuple[Level, ...] = ('ground', 'motorway', 'link')
    drawn = [
        replace(street, points=thinned(street.points, 1.0, _CELL * 0.6))
        for level in order
        for street in streets
        if street.level == level
    ]
    segments = _Segments(drawn)
    stops: dict[int, list[_Stop]] = defaultdict(list)
    for index, street in enumerate(drawn):
        for end in (0, len(street.points) - 1):
            target = segments.nearest(index, street.points[end], _MEETS[street.level])
            if target is not None:
                other, position, spot = target
                levels = frozenset({street.level, drawn[other].level})
                stops[index].append(_Stop(float(end), spot, levels))
                stops[other].append(_Stop(position, spot, levels))
    for index, position, spot in segments.crossed():
        stops[index].append(_Stop(position, spot, frozenset({'ground'})))
    return _number(drawn, stops)


@dataclass(frozen=True, eq=False)
class _Stop:
    """A point of a street: where on it (segment and share), and whose levels may meet there."""

    position: float
    point: Floats
    levels: frozenset[Level]


class _Segments:
    """All segments of all streets, and which lie in which cell."""

    def __init__(self, streets: Sequence[Street]) -> None:
        counts = [len(street.points) - 1 for street in streets]
        self.levels = [street.level for street in streets]
        self.street = np.repeat(np.arange(len(streets)), counts)
        self.index = np.concatenate([np.arange(count) for count in counts])
        self.start = np.vstack([street.points[:-1] for street in streets])
        self.end = np.vstack([street.points[1:] for street in streets])
        self.cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        low = np.floor((np.minimum(self.start, self.end) - _REACH) / _CELL).astype(int)
        high = np.floor((np.maximum(self.start, self.end) + _REACH) / _CELL).astype(int)
        for number, ((west, south), (east, north)) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
            for column in range(west, east + 1):
                for row in range(south, north + 1):
                    self.cells[column, row].append(number)

    def nearest(self, street: int, point: Floats, levels: frozenset[Level]) -> tuple[int, float, Floats] | None:
        """The nearest spot of another street: which, where on it (segment and share), and the point."""
        column, row = np.floor(point / _CELL).astype(int).tolist()
        near = [
            number
            for number in self.cells[column, row]
            if self.street[number] != street and self.levels[self.street[number]] in levels
        ]
        if not near:
            return None
        step = self.end[near] - self.start[near]
        share = np.clip(((point - self.start[near]) * step).sum(axis=1) / np.maximum((step**2).sum(axis=1), 1e-9), 0, 1)
        spots = self.start[near] + share[:, None] * step
        off = np.hypot(*(spots - point).T)
        best = int(np.argmin(off))
        if off[best] > _REACH:
            return None
        return int(self.street[near[best]]), float(self.index[near[best]] + share[best]), spots[best]

    def crossed(self) -> Iterator[tuple[int, float, Floats]]:
        """For every crossing of two streets on the ground, both: which, where on it, and the point."""
        ground = {number for number in range(len(self.street)) if self.levels[self.street[number]] == 'ground'}
        pairs = {
            (one, two)
            for members in self.cells.values()
            for position, one in enumerate(members)
            for two in members[position + 1 :]
            if self.street[one] != self.street[two] and one in ground and two in ground
        }
        one, two = np.array(sorted(pairs), int).reshape(-1, 2).T
        share, meet = crossings(self.start[one], self.end[one], self.start[two], self.end[two])
        back, _ = crossings(self.start[two], self.end[two], self.start[one], self.end[one])
        for hit in np.flatnonzero(meet):
            spot = self.start[one[hit]] + share[hit] * (self.end[one[hit]] - self.start[one[hit]])
            yield int(self.street[one[hit]]), float(self.index[one[hit]] + share[hit]), spot
            yield int(self.street[two[hit]]), float(self.index[two[hit]] + back[hit]), spot


def _number(streets: Sequence[Street], stops: dict[int, list[_Stop]]) -> Network:
    nodes = _Nodes()
    for index in range(len(streets)):
        for stop in stops[index]:
            nodes.at(stop)
    paths = []
    for index, street in enumerate(streets):
        drawn = [_Stop(position, point, frozenset({street.level})) for position, point in enumerate(street.points)]
        numbers: list[int] = []
        for stop in sorted([*drawn, *stops[index]], key=lambda stop: stop.position):
            _walk(numbers, nodes.at(stop))
        if len(numbers) > 1:
            paths.append(Path(street, tuple(numbers)))
    return Network(np.array(nodes.points), tuple(paths))


def _walk(numbers: list[int], number: int) -> None:
    """Go on to a node; a step out and straight back, which joining an end leaves behind, is undone."""
    if len(numbers) > 1 and numbers[-2] == number:
        numbers.pop()
    elif not numbers or numbers[-1] != number:
        numbers.append(number)


class _Nodes:
    """Points become numbers; points within _SAME m of each other that may meet become one."""

    def __init__(self) -> None:
        self.points: list[Floats] = []
        self._levels: list[frozenset[Level]] = []
        self._cells: dict[tuple[int, int], list[int]] = defaultdict(list)

    def at(self, stop: _Stop) -> int:
        column, row = np.floor(stop.point / _SAME).astype(int).tolist()
        for cell in [(column + east, row + north) for east in (0, -1, 1) for north in (0, -1, 1)]:
            for number in self._cells.get(cell, ()):
                off = self.points[number] - stop.point
                if self._levels[number] & stop.levels and math.hypot(off[0], off[1]) <= _SAME:
                    self._levels[number] |= stop.levels
                    return number
        self.points.append(stop.point)
        self._levels.append(stop.levels)
        self._cells[column, row].append(len(self.points) - 1)
        return len(self.points) - 1
