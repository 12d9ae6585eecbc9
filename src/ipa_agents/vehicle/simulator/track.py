"""The way that the car follows: where it is after so many metres, and how fast it may be there."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ipa_agents.errors import RejectedCommand
from ipa_agents.vehicle.simulator.geometry import heading_between, moved, next_point, offset, turned

__all__ = ['JOINING', 'Spot', 'Track', 'TrackLimits', 'joined']

JOINING = 500.0
"""m from the beginning of a way within which a car may join it."""
_CORNER = 12.0
"""m before and after a bend in which a car turns."""
_SHORTEST = 0.5
"""m; points that are closer together are one, and a car this close to the end has arrived."""


@dataclass(frozen=True, slots=True)
class TrackLimits:
    """`lateral` and `braking` in m/s2 are what people like; no bend is slower than `slowest` m/s."""

    lateral: float
    braking: float
    slowest: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the way: degrees, direction in degrees clockwise from north, and curvature in 1/m, left positive."""

    latitude: float
    longitude: float
    heading: float
    curvature: float


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: float
    limit: float
    curvature: float
    heading: float


class Track:
    """A line through points in degrees; `speeds` in m/s hold on the legs between them, and it ends at a stand."""

    def __init__(
        self, limits: TrackLimits, latitudes: Sequence[float], longitudes: Sequence[float], speeds: Sequence[float]
    ) -> None:
        if not len(latitudes) == len(longitudes) == len(speeds) + 1:
            raise ValueError('a track needs as many latitudes as longitudes, and one speed between each two')
        self._limits = limits
        points, legs = [(latitudes[0], longitudes[0])], []
        for latitude, longitude, speed in zip(latitudes[1:], longitudes[1:], speeds, strict=True):
            length = math.hypot(*offset(*points[-1], latitude, longitude))
            if length >= _SHORTEST:
                legs.append((length, heading_between(*points[-1], latitude, longitude), speed))
                points.append((latitude, longitude))
        if not legs:
            # The car is already there.
            points, legs = [points[0], points[0]], [(0.0, 0.0, limits.slowest)]
        self._points = points
        self._starts = [0.0]
        for length, _, _ in legs:
            self._starts.append(self._starts[-1] + length)
        self._headings = [heading for _, heading, _ in legs]
        self._stretches = _stretches(limits, legs)
        self._ends = [stretch.start for stretch in self._stretches[1:]] + [self.length]
        self._speeds_at_end = self._backwards()

    @property
    def length(self) -> float:
        """m from end to end."""
        return self._starts[-1]

    def spot(self, along: float) -> Spot:
        """The point `along` m from the start, or the nearest end."""
        along = min(max(along, 0.0), self.length)
        leg = min(bisect_right(self._starts, along) - 1, len(self._headings) - 1)
        stretch = self._stretches[self._index(along)]
        latitude, longitude = moved(*self._points[leg], self._headings[leg], along - self._starts[leg])
        heading = stretch.heading - math.degrees(stretch.curvature) * (along - stretch.start)
        return Spot(latitude, longitude, heading % 360, stretch.curvature)

    def speed(self, along: float) -> float:
        """m/s at which a car may be there: the limit, or what still lets it slow down in comfort for what comes."""
        along += _SHORTEST
        if along >= self.length:
            return 0.0
        index = self._index(along)
        slowing = math.sqrt(self._speeds_at_end[index] ** 2 + 2 * self._limits.braking * (self._ends[index] - along))
        return min(self._stretches[index].limit, slowing)

    def _index(self, along: float) -> int:
        return min(bisect_right(self._ends, along), len(self._ends) - 1)

    def _backwards(self) -> list[float]:
        """The speed at the end of each stretch, from the last to the first."""
        speeds = [0.0]
        for index in range(len(self._stretches) - 1, 0, -1):
            stretch = self._stretches[index]
            way = self._ends[index] - stretch.start
            reachable = math.sqrt(speeds[-1] ** 2 + 2 * self._limits.braking * way)
            speeds.append(min(reachable, stretch.limit, self._stretches[index - 1].limit))
        return speeds[::-1]


def joined(
    limits: TrackLimits,
    place: tuple[float, float],
    latitudes: Sequence[float],
    longitudes: Sequence[float],
    speeds: Sequence[float],
    within: float = JOINING,
) -> Track:
    """From `place` on along points in degrees, joined in its first `within` m; `speeds` in m/s, one between each two.

    Raises RejectedCommand for a way that is none.
    """
    numbers = (*latitudes, *longitudes, *speeds)
    if not len(latitudes) == len(longitudes) == len(speeds) + 1 or not all(map(math.isfinite, numbers)):
        raise RejectedCommand('the way has points or speeds that are none', '路线的点或速度无效')
    if not speeds or min(speeds) <= 0:
        raise RejectedCommand('the way has no length or no speed', '路线没有长度或速度')
    start = next_point(*place, latitudes, longitudes, within)
    return Track(limits, (place[0], *latitudes[start:]), (place[1], *longitudes[start:]), speeds[start - 1 :])


def _stretches(limits: TrackLimits, legs: Sequence[tuple[float, float, float]]) -> list[_Stretch]:
    """Straight parts, and around each bend an arc that turns evenly from one heading to the next."""
    corners = [min(_CORNER, before[0] / 2, after[0] / 2) for before, after in pairwise(legs)] + [0.0]
    stretches, start, entered = [], 0.0, 0.0
    for index, (length, heading, limit) in enumerate(legs):
        corner = corners[index]
        stretches.append(_Stretch(start + entered, limit, 0.0, heading))
        if corner > 0:
            angle = turned(heading, legs[index + 1][1])
            curvature = math.radians(angle) / (2 * corner)
            bend = math.sqrt(limits.lateral / abs(curvature)) if curvature else math.inf
            slow = min(limit, legs[index + 1][2], max(limits.slowest, bend))
            stretches.append(_Stretch(start + length - corner, slow, curvature, heading))
        start, entered = start + length, corner
    ends = [stretch.start for stretch in stretches[1:]] + [math.inf]
    return [stretch for stretch, end in zip(stretches, ends, strict=True) if end > stretch.start]
