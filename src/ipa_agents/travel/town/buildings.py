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
            for side in (-1, 1):
                middles, axes = _plots(points[list(way.nodes)], side, room, houses, rng)
                outlines = middles[:, None] + _CORNERS @ axes
                fits = plan.buildable(outlines.reshape(-1, 2)).reshape(-1, len(_CORNERS)).all(axis=1)
                cells = ground.cells(middles[:, None] + _INSIDE @ axes)
                yield from (outlines[plot] for plot in np.flatnonzero(fits) if ground.take_if_free(cells[plot]))


def _plots(
    line: Floats, side: int, room: float, houses: Mapping[str, Any], rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Where houses could stand on one side of a street: their middles, and their fronts and depths as vectors."""
    along = lengths_along(line)
    most = int(along[-1] / (0.6 * houses['front'])) + 1
    fronts, depths = houses['front'] * rng.uniform(0.6, 1.4, most), houses['depth'] * rng.uniform(0.8, 1.2, most)
    steps = fronts + houses['gap'] * rng.uniform(0.5, 1.5, most)
    begins = room + np.cumsum(steps) - steps
    fit = begins + fronts <= along[-1]
    begins, fronts, depths = begins[fit], fronts[fit], depths[fit]
    starts, ends = (
        np.stack([np.interp(at, along, line[:, axis]) for axis in (0, 1)], axis=1) for at in (begins, begins + fronts)
    )
    ahead = (ends - starts) / np.maximum(np.hypot(*(ends - starts).T), 1e-6)[:, None]
    aside = side * np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)
    middles = (starts + ends) / 2 + aside * (room + depths / 2 + _CELL)[:, None]
    return middles, np.stack([ahead * fronts[:, None], aside * depths[:, None]], axis=1)


class _Ground:
    """What of the ground is taken, in cells."""

    def __init__(self, points: Floats) -> None:
        self._origin = points.min(axis=0) - 200
        across, up = np.ceil((points.max(axis=0) + 200 - self._origin) / _CELL).astype(int)
        self._taken: NDArray[np.bool_] = np.zeros((across, up), bool)

    def cells(self, points: Floats) -> NDArray[np.intp]:
        """The cells on which points are, column and row."""
        cells = ((points - self._origin) / _CELL).astype(np.intp)
        return np.asarray(np.clip(cells, 4, np.array(self._taken.shape) - 5))

    def take(self, points: Floats, room: float) -> None:
        """Take the cells that are within `room` m of the points."""
        reach = int(room / _CELL)
        steps = np.arange(-reach, reach + 1)
        offsets = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
        offsets = offsets[np.hypot(*offsets.T) * _CELL <= room]
        columns, rows = (self.cells(points)[:, None] + offsets).reshape(-1, 2).T
        self._taken[columns, rows] = True

    def take_if_free(self, cells: NDArray[np.intp]) -> bool:
        """Take these cells, unless one of them is taken already."""
        columns, rows = cells.T
        if self._taken[columns, rows].any():
            return False
        self._taken[columns, rows] = True
        return True
