"""The houses of the town: rows along its streets, wherever there is room."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.town.businesses import Site
from ipa_agents.travel.town.plan import Plan
from ipa_agents.travel.town.sketch import Floats, lengths_along, resample
from ipa_agents.travel.town.ways import Way

__all__ = ['place_buildings']

_CELL = 3.0
"""m"""
_ROOM = {'motorway': 24.0, 'motorway_link': 14.0, 'trunk': 16.0, 'primary': 13.0, 'secondary': 11.0, 'tertiary': 8.0}
_LEAST_ROOM = 6.0
"""m from the middle of a street that stay free."""
_CORNERS = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]) / 2
_HERE = np.zeros((1, 2), int)
_INSIDE = np.stack(np.meshgrid(np.linspace(-0.5, 0.5, 7), np.linspace(-0.5, 0.5, 4)), axis=-1).reshape(-1, 2)


def place_buildings(
    points: Floats, ways: Sequence[Way], sites: Sequence[Site], plan: Plan, rng: np.random.Generator
) -> Iterator[Floats]:
    """The closed outline of each building; the size of houses is that of the style of their quarter."""
    ground = _Ground(points)
    for way in ways:
        line = resample(points[list(way.nodes)], _CELL)
        ground.take(line, _ROOM.get(way.tags['highway'], _LEAST_ROOM))
    for site in sites:
        if site.area:
            ground.take(site.point + _INSIDE * site.area, _CELL)
    for way in ways:
        houses = plan.layout['styles'].get(way.zone, {}).get('houses')
        if houses and way.quarter and 'bridge' not in way.tags:
            room = _ROOM.get(way.tags['highway'], _LEAST_ROOM)
            for middle, axes in _plots(points[list(way.nodes)], room, houses, rng):
                inside = middle + _INSIDE @ axes
                outline = middle + _CORNERS @ axes
                if ground.is_free(inside) and plan.buildable(outline).all():
                    ground.take(inside)
                    yield outline


def _plots(
    line: Floats, room: float, houses: Mapping[str, Any], rng: np.random.Generator
) -> Iterator[tuple[Floats, Floats]]:
    """Where a house could stand on either side of a street: its middle, and its front and depth as vectors."""
    along = lengths_along(line)
    for side in (-1, 1):
        at = room
        while True:
            front, depth = houses['front'] * rng.uniform(0.6, 1.4), houses['depth'] * rng.uniform(0.8, 1.2)
            if at + front > along[-1]:
                break
            ends = np.stack([np.interp([at, at + front], along, line[:, axis]) for axis in (0, 1)], axis=1)
            ahead = (ends[1] - ends[0]) / max(float(np.hypot(*(ends[1] - ends[0]))), 1e-6)
            aside = side * np.array([-ahead[1], ahead[0]])
            yield ends.mean(axis=0) + aside * (room + depth / 2 + _CELL), np.stack([ahead * front, aside * depth])
            at += front + houses['gap'] * rng.uniform(0.5, 1.5)


class _Ground:
    """What of the ground is taken, in cells."""

    def __init__(self, points: Floats) -> None:
        self._origin = points.min(axis=0) - 200
        across, up = np.ceil((points.max(axis=0) + 200 - self._origin) / _CELL).astype(int)
        self._taken: NDArray[np.bool_] = np.zeros((across, up), bool)

    def take(self, points: Floats, room: float = 0.0) -> None:
        """Take the cells that are within `room` m of the points."""
        reach = int(room / _CELL)
        steps = np.arange(-reach, reach + 1)
        offsets = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2) if reach else _HERE
        offsets = offsets[np.hypot(*offsets.T) * _CELL <= room]
        columns, rows = (self._cells(points)[:, None] + offsets).reshape(-1, 2).T
        self._taken[columns, rows] = True

    def is_free(self, points: Floats) -> bool:
        """Whether none of the points is on a cell that is taken."""
        columns, rows = self._cells(points).T
        return not self._taken[columns, rows].any()

    def _cells(self, points: Floats) -> NDArray[np.intp]:
        cells = ((points - self._origin) / _CELL).astype(np.intp)
        return np.asarray(np.clip(cells, 4, np.array(self._taken.shape) - 5))
