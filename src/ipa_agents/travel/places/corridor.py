"""The land beside a route: where places stand along it, and how far off."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.geodesy import EARTH_RADIUS, Line
from ipa_agents.travel.places.zorder import Box

__all__ = ['Corridor']

_STEP = 150.0
"""m; bends that are shorter do not matter for how far a place is from the road."""
_BOXED, _STEPS = 16, 256
"""How many steps of the line have one box, and how many are compared with a place at once."""
_METRES = math.radians(1) * EARTH_RADIUS
"""m in a degree of latitude."""

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]


class Corridor:
    """A line cut into short steps, each on a flat piece of the earth."""

    def __init__(self, line: Line, after: float) -> None:
        """The part of the line from `after` m on."""
        self._latitudes, self._longitudes, self._along = line.sampled(after, _STEP)
        self._scales = _METRES * np.cos(np.radians(self._latitudes))
        self._last = len(self._along) - 1

    def boxes(self, reach: float) -> Sequence[Box]:
        """What holds everything within `reach` m of the line."""
        south, west, north, east = self._edges(_BOXED, reach)
        around = east - west >= 360
        wests = np.where(around, -180.0, (west + 180) % 360 - 180)
        easts = np.where(around, 180.0, (east + 180) % 360 - 180)
        edges = np.array([np.maximum(south, -90), wests, np.minimum(north, 90), easts]).T
        return [Box(*edge) for edge in edges.tolist()]

    def project(self, latitudes: Floats, longitudes: Floats, reach: float) -> tuple[Floats, Floats]:
        """How far each point is from the line, inf beyond `reach` m, and how many m along the line it stands."""
        offsets, along = np.full(len(latitudes), np.inf), np.full(len(latitudes), np.nan)
        for piece, (south, west, north, east) in enumerate(self._edges(_STEPS, reach).T.tolist()):
            eastward = longitudes - west
            eastward -= 360 * np.floor(eastward / 360)  # five times as quick as %
            near = ((latitudes >= south) & (latitudes <= north) & (eastward <= east - west)).nonzero()[0]
            spots = latitudes[near], west + eastward[near]
            steps, squares = self._nearest(piece * _STEPS, *spots)
            # A step is half its length nearer than its nearer end at most, and a long piece not quite flat.
            close = np.flatnonzero(squares <= (1.01 * reach + _STEP) ** 2)
            near = near[close]
            here, there = self._beside(steps[close], *(degrees[close] for degrees in spots))
            closer = (here <= reach) & (here < offsets[near])
            offsets[near[closer]], along[near[closer]] = here[closer], there[closer]
        return offsets, along

    def _edges(self, steps: int, reach: float) -> Floats:
        """South, west, north and east of pieces of so many steps, with `reach` m on each side."""
        points = np.minimum(np.arange(0, self._last, steps)[:, None] + np.arange(steps + 1), self._last)
        latitudes, longitudes = self._latitudes[points], self._longitudes[points]
        south, north = latitudes.min(axis=1), latitudes.max(axis=1)
        up = reach / _METRES
        aside = up / np.cos(np.radians(np.minimum(np.maximum(-south, north) + up, 89.9)))
        return np.array([south - up, longitudes.min(axis=1) - aside, north + up, longitudes.max(axis=1) + aside])

    def _nearest(self, start: int, latitudes: Floats, longitudes: Floats) -> tuple[NDArray[np.intp], Singles]:
        """For each place the nearest point of a piece of the line, and how far it is, squared; to about a metre."""
        piece = slice(start, start + _STEPS + 1)
        scale = self._scales[piece].mean()
        x, y = self._longitudes[start] * scale, self._latitudes[start] * _METRES
        line = np.array([self._longitudes[piece] * scale - x, self._latitudes[piece] * _METRES - y], np.float32)
        places = np.array([longitudes * scale - x, latitudes * _METRES - y, np.ones_like(latitudes)], np.float32)
        # How far they are apart, squared, is less the greater this is: one product of matrices.
        nearness = places.T @ np.array([*line, (line * line).sum(axis=0) / -2])
        points = np.argmax(nearness, axis=1)
        best = nearness[np.arange(len(points)), points]
        return start + points, places[0] ** 2 + places[1] ** 2 - 2 * best

    def _beside(self, points: NDArray[np.intp], latitudes: Floats, longitudes: Floats) -> tuple[Floats, Floats]:
        """How far places are from the steps on both sides of a point, the nearer one, and how many m along."""
        first = np.array([np.maximum(points - 1, 0), np.minimum(points, self._last - 1)])
        ends, scale = first + 1, self._scales[points]
        from_x, from_y = (self._longitudes[first] - longitudes) * scale, (self._latitudes[first] - latitudes) * _METRES
        step_x = (self._longitudes[ends] - longitudes) * scale - from_x
        step_y = (self._latitudes[ends] - latitudes) * _METRES - from_y
        share = -(from_x * step_x + from_y * step_y) / np.maximum(step_x * step_x + step_y * step_y, 1e-9)
        share = np.minimum(np.maximum(share, 0), 1)
        apart = np.hypot(from_x + share * step_x, from_y + share * step_y)
        along = self._along[first]
        along += share * (self._along[ends] - along)
        is_second = apart[1] < apart[0]
        return np.where(is_second, *apart[::-1]), np.where(is_second, *along[::-1])
