"""Where places are looked for, in widening parts: near first, so that a search ends when nothing better can come."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.geodesy import EARTH_RADIUS, distance
from ipa_agents.travel.places.corridor import Corridor
from ipa_agents.travel.places.query import Along, PlaceQuery
from ipa_agents.travel.places.zorder import Box, Boxes, boxes_around

__all__ = ['Area', 'Ways', 'area_of', 'detour_metres']

_FARTHEST = math.pi * EARTH_RADIUS
_FIRST = 1000.0
_FIRST_BESIDE = 700.0
_GROWTH, _GROWTH_BESIDE = 2.0, 8.0
"""By how much a part is wider than the one before."""
_GROWTH_FAR, _FAR = 8.0, 30_000.0
"""Beyond _FAR m only what is rare is left to be found."""
_WINDING = 1.3
"""How much longer roads are than straight lines (J. Giacomin and D. Levinson, 2015: 1.2 to 1.4 in cities)."""
_SPEED = 11.0
"""m/s on the way to a place beside the route."""
_AHEAD = 0.05
"""How many m of detour a place may cost to be one m nearer along the route."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ways:
    """For some places: `cost` to get there, m of driving, inf outside; beside a route also m along and s of detour."""

    cost: Floats
    ahead: Floats | None = None
    detour: Floats | None = None

    def __getitem__(self, chosen: Any) -> 'Ways':
        """Some of them, by a mask or by indices."""
        ahead, detour = (None if column is None else column[chosen] for column in (self.ahead, self.detour))
        return Ways(self.cost[chosen], ahead, detour)


class Area(Protocol):
    """A part of the earth that can be looked at from its nearest places on."""

    def reaches(self) -> Iterator[float]:
        """How far to look, wider and wider; the last holds all of the area."""
        ...

    def boxes(self, reach: float) -> Boxes:
        """What holds all places of the area within `reach`."""
        ...

    def ways(self, latitudes: Floats, longitudes: Floats, reach: float) -> Ways:
        """What it costs to get to places; to those beyond `reach` it may be taken for inf."""
        ...

    def farthest(self, cost: float) -> float:
        """How far off places can be that it costs so much at most to get to."""
        ...


def area_of(query: PlaceQuery) -> Area:
    """Where a query looks."""
    if query.along is not None:
        return _Beside(query.along)
    if query.box is not None:
        return _View(query.box)
    return _Circle(query.latitude, query.longitude, min(query.radius, _FARTHEST))


def detour_metres(seconds: float) -> float:
    """How many m of driving a detour of so many s is."""
    return seconds * _SPEED


def _widening(first: float, last: float, growth: float = _GROWTH) -> Iterator[float]:
    reach = first
    while reach < last:
        yield reach
        reach *= growth if reach < _FAR else _GROWTH_FAR
    yield last


@dataclass(frozen=True, slots=True)
class _Circle:
    latitude: float
    longitude: float
    radius: float

    def reaches(self) -> Iterator[float]:
        return _widening(_FIRST, self.radius)

    def boxes(self, reach: float) -> Boxes:
        return boxes_around(self.latitude, self.longitude, reach)

    def ways(self, latitudes: Floats, longitudes: Floats, reach: float) -> Ways:
        apart = distance(self.latitude, self.longitude, latitudes, longitudes)
        return Ways(np.where(apart <= self.radius, apart, np.inf))

    def farthest(self, cost: float) -> float:
        return cost


class _View:
    """A box: from its middle on."""

    def __init__(self, box: Box) -> None:
        self._box = box
        width = (box.east - box.west) % 360 if box.west > box.east else box.east - box.west
        self._latitude = (box.south + box.north) / 2
        self._longitude = (box.west + width / 2 + 180) % 360 - 180
        corners = distance(self._latitude, self._longitude, np.array([box.south, box.north]), box.west)
        self._radius = float(corners.max()) if width < 180 else _FARTHEST

    def reaches(self) -> Iterator[float]:
        return _widening(_FIRST, self._radius)

    def boxes(self, reach: float) -> Boxes:
        if reach >= self._radius:
            return self._box.rows()
        return boxes_around(self._latitude, self._longitude, reach)

    def ways(self, latitudes: Floats, longitudes: Floats, reach: float) -> Ways:
        apart = distance(self._latitude, self._longitude, latitudes, longitudes)
        return Ways(np.where(self._box.holds(latitudes, longitudes), apart, np.inf))

    def farthest(self, cost: float) -> float:
        return cost


class _Beside:
    """Along a route: from the road on, as far off as the detour may be long."""

    def __init__(self, along: Along) -> None:
        self._after = along.after
        self._width = along.detour * _SPEED / (2 * _WINDING)
        self._corridor = Corridor(along.line, along.after)

    def reaches(self) -> Iterator[float]:
        return _widening(_FIRST_BESIDE, self._width, _GROWTH_BESIDE)

    def boxes(self, reach: float) -> Boxes:
        return self._corridor.boxes(reach)

    def ways(self, latitudes: Floats, longitudes: Floats, reach: float) -> Ways:
        offsets, along = self._corridor.project(latitudes, longitudes, reach)
        ahead = along - self._after
        # What stands at the very start of the rest of the way has been passed.
        there_and_back = 2 * _WINDING * offsets
        cost = np.where(ahead > 0, there_and_back + _AHEAD * ahead, np.inf)
        return Ways(cost, ahead, there_and_back / _SPEED)

    def farthest(self, cost: float) -> float:
        return cost / (2 * _WINDING)
