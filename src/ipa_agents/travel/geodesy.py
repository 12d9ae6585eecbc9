"""Distances, directions and lines on the earth, for the size of a region."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ['EARTH_RADIUS', 'Frame', 'Line', 'Projection', 'bearing', 'distance', 'turn']

EARTH_RADIUS = 6_371_008.8
"""m; mean radius (IUGG)."""

_COARSE = 150.0
"""m"""

Floats = NDArray[np.float64]


def distance(latitude: Any, longitude: Any, latitudes: Any, longitudes: Any) -> Any:
    """m between points, one or many on either side (haversine); degrees in, a float or an array out."""
    phi, phis = np.radians(latitude), np.radians(latitudes)
    half = (
        np.sin((phis - phi) / 2) ** 2
        + np.cos(phi) * np.cos(phis) * np.sin((np.radians(longitudes) - np.radians(longitude)) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * np.arcsin(np.sqrt(half))


def bearing(latitude: float, longitude: float, latitude_to: float, longitude_to: float) -> float:
    """Initial direction from one point to another, degrees clockwise from north, 0..360."""
    phi, phi_to = math.radians(latitude), math.radians(latitude_to)
    across = math.radians(longitude_to - longitude)
    east = math.sin(across) * math.cos(phi_to)
    north = math.cos(phi) * math.sin(phi_to) - math.sin(phi) * math.cos(phi_to) * math.cos(across)
    return math.degrees(math.atan2(east, north)) % 360


def turn(heading: float, heading_to: float) -> float:
    """Degrees from one heading to another, -180..180, positive to the right."""
    return (heading_to - heading + 180) % 360 - 180


@dataclass(frozen=True, slots=True)
class Frame:
    """A flat frame in m, east and north of an origin in degrees; good to 0.1 % within some 50 km."""

    latitude: float
    longitude: float

    def to_metres(self, latitudes: Any, longitudes: Any) -> Floats:
        """Array of (east, north) for degrees."""
        scale = math.radians(1) * EARTH_RADIUS
        east = (np.asarray(longitudes, float) - self.longitude) * scale * math.cos(math.radians(self.latitude))
        return np.stack([east, (np.asarray(latitudes, float) - self.latitude) * scale], axis=-1)

    def to_degrees(self, points: Any) -> tuple[Floats, Floats]:
        """Latitudes and longitudes of (east, north) points."""
        scale = math.radians(1) * EARTH_RADIUS
        points = np.asarray(points, float)
        longitudes = self.longitude + points[..., 0] / (scale * math.cos(math.radians(self.latitude)))
        return self.latitude + points[..., 1] / scale, longitudes


@dataclass(frozen=True, slots=True)
class Projection:
    """Where a point stands by a line: m `along` it from its start, m `offset` from it, the line's `heading` there."""

    along: float
    offset: float
    heading: float


class Line:
    """A line over the ground through at least two points in degrees, measured in m."""

    def __init__(self, latitudes: Sequence[float], longitudes: Sequence[float]) -> None:
        if len(latitudes) < 2 or len(latitudes) != len(longitudes):
            raise ValueError('a line needs two points or more, and as many latitudes as longitudes')
        self._latitudes, self._longitudes = np.asarray(latitudes, float), np.asarray(longitudes, float)
        steps = distance(self._latitudes[:-1], self._longitudes[:-1], self._latitudes[1:], self._longitudes[1:])
        self._before = np.concatenate([[0.0], np.cumsum(steps)])
        self._unrolled = self._longitudes
        if np.abs(np.diff(self._longitudes)).max() > 180:  # not drawn around the earth
            self._unrolled = np.unwrap(self._longitudes, period=360)

    @property
    def length(self) -> float:
        """m from end to end."""
        return float(self._before[-1])

    def along(self, index: int) -> float:
        """m from the start to the point number `index`."""
        return float(self._before[index])

    def project(self, latitude: float, longitude: float, after: float = 0.0, before: float = math.inf) -> Projection:
        """The nearest spot of the part between `after` and `before` m."""
        first = min(max(0, int(np.searchsorted(self._before, after, side='right')) - 1), len(self._before) - 2)
        last = min(max(first + 1, int(np.searchsorted(self._before, before))), len(self._before) - 1)
        frame = Frame(latitude, longitude)
        points = frame.to_metres(self._latitudes[first : last + 1], self._longitudes[first : last + 1])
        steps = np.diff(points, axis=0)
        share = _share(-points[:-1], steps)
        offsets = np.hypot(*(points[:-1] + share[:, None] * steps).T)
        best = int(np.argmin(offsets))
        start, end = self._before[first + best], self._before[first + best + 1]
        return Projection(
            along=float(start + share[best] * (end - start)),
            offset=float(offsets[best]),
            heading=math.degrees(math.atan2(*steps[best])) % 360,
        )

    def beside(self, latitudes: Floats, longitudes: Floats, within: float) -> tuple[NDArray[np.intp], Floats]:
        """Which of many points are `within` m of the line, and how many m along it; for a line up to some 100 km.

        To about the error of leaving out points that are less than _COARSE m apart.
        """
        last = len(self._before) - 1
        some = np.searchsorted(self._before, np.arange(0, self.length, _COARSE))
        points = np.unique([0, *some, last])
        frame = Frame(float(self._latitudes[points[0]]), float(self._longitudes[points[0]]))
        line = frame.to_metres(self._latitudes[points], self._longitudes[points])
        places = frame.to_metres(latitudes, longitudes)
        steps = np.diff(line, axis=0)
        # Only what is near the middle of a step is looked at closely.
        reach = within + np.hypot(*steps.T).max() / 2
        middles = line[:-1] + steps / 2
        away = (places[:, :1] - middles[:, 0]) ** 2 + (places[:, 1:] - middles[:, 1]) ** 2
        numbers = np.flatnonzero(away.min(axis=1) <= reach**2)
        towards = places[numbers, None, :] - line[None, :-1]
        share = _share(towards, steps)
        offsets = np.hypot(*np.moveaxis(towards - share[..., None] * steps, 2, 0))
        best = np.argmin(offsets, axis=1)
        rows = np.arange(len(best))
        starts, ends = self._before[points[best]], self._before[points[best + 1]]
        along = starts + share[rows, best] * (ends - starts)
        close = offsets[rows, best] <= within
        return numbers[close], along[close]

    def sampled(self, after: float, most: float) -> tuple[Floats, Floats, Floats]:
        """Latitudes, longitudes and m along of points at most `most` m apart, from `after` m to the end."""
        after = min(max(after, 0.0), self.length)
        count = max(2, math.ceil((self.length - after) / most) + 1)
        along = after + np.arange(count, dtype=np.float64) * ((self.length - after) / (count - 1))
        along[-1] = self.length
        return np.interp(along, self._before, self._latitudes), np.interp(along, self._before, self._unrolled), along


def _share(towards: Floats, steps: Floats) -> Floats:
    """How far along each step the foot of a perpendicular is, 0..1; `towards` from the start of the step."""
    return np.clip((towards * steps).sum(axis=-1) / np.maximum((steps**2).sum(axis=-1), 1e-9), 0, 1)
