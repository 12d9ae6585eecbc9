"""The land beside a route: where places stand along it, and how far off."""

import math

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.geodesy import EARTH_RADIUS, Line
from ipa_agents.travel.places.zorder import Boxes, on_earth

__all__ = ['Corridor']

_STEP = 150.0
"""m; bends that are shorter do not matter for how far a place is from the road."""
_BOXED, _PIECE = 16, 16
"""How many steps of the line have one box, and how many of these are compared with a place at once."""
_STEPS = _BOXED * _PIECE
_BACK_AND_ON = np.array([[-1.0], [1.0]])
_METRES = math.radians(1) * EARTH_RADIUS
"""m in a degree of latitude."""

Floats = NDArray[np.float64]


class Corridor:
    """A line cut into short steps, each on a flat piece of the earth."""

    def __init__(self, line: Line, after: float) -> None:
        """The part of the line from `after` m on."""
        self._points = np.array(line.sampled(after, _STEP))
        self._scales = _METRES * np.cos(np.radians(self._points[0]))
        last = len(self._scales) - 1
        # Before the first point and after the last one is a step of no length.
        self._steps = np.zeros((3, last + 2))
        self._steps[:, 1:-1] = self._points[:, 1:] - self._points[:, :-1]
        starts = np.arange(0, last, _BOXED)
        ends = self._points[:2].take(np.minimum(starts + _BOXED, last), axis=1)
        self._lows = np.minimum(np.minimum.reduceat(self._points[:2], starts, axis=1), ends)
        self._highs = np.maximum(np.maximum.reduceat(self._points[:2], starts, axis=1), ends)

    def boxes(self, reach: float) -> Boxes:
        """What holds everything within `reach` m of the line."""
        return on_earth(_edges(self._lows, self._highs, reach))

    def project(self, latitudes: Floats, longitudes: Floats, reach: float) -> tuple[Floats, Floats]:
        """How far each point is from the line, inf beyond `reach` m, and how many m along the line it stands."""
        pieces = np.arange(0, self._lows.shape[1], _PIECE)
        if len(pieces) == 1:
            offsets, along = self._beside(0, latitudes, longitudes)
            offsets[offsets > reach] = np.inf
            return offsets, along
        offsets, along = np.full(len(latitudes), np.inf), np.full(len(latitudes), np.nan)
        lows, highs = np.minimum.reduceat(self._lows, pieces, axis=1), np.maximum.reduceat(self._highs, pieces, axis=1)
        for piece, (south, west, north, east) in enumerate(_edges(lows, highs, reach).tolist()):
            eastward = _turned(longitudes - west, 0)
            near = ((latitudes >= south) & (latitudes <= north) & (eastward <= east - west)).nonzero()[0]
            here, there = self._beside(piece * _STEPS, latitudes.take(near), longitudes.take(near))
            closer = ((here <= reach) & (here < offsets.take(near))).nonzero()[0]
            near = near.take(closer)
            offsets[near], along[near] = here.take(closer), there.take(closer)
        return offsets, along

    def _beside(self, start: int, latitudes: Floats, longitudes: Floats) -> tuple[Floats, Floats]:
        """How far places are from a piece of the line, and how many m along it they stand; exact where that is near."""
        origin = self._points[:2, start]
        norths, easts = latitudes - origin[0], _turned(longitudes - origin[1], -180)
        points = start + self._nearest(start, norths, easts)
        here, scales = self._points.take(points, axis=1), self._scales.take(points)
        north, east = (norths - (here[0] - origin[0])) * _METRES, (easts - (here[1] - origin[1])) * scales
        # The step to the point is walked back from there.
        steps = self._steps.take(np.array([points, points + 1]), axis=1) * _BACK_AND_ON
        step_north, step_east = steps[0] * _METRES, steps[1] * scales
        share = (east * step_east + north * step_north) / np.maximum(step_east**2 + step_north**2, 1e-9)
        share = np.minimum(np.maximum(share, 0), 1)
        squares = (east - share * step_east) ** 2 + (north - share * step_north) ** 2
        along = here[2] + share * steps[2]
        return np.sqrt(np.minimum(*squares)), np.where(squares[1] < squares[0], along[1], along[0])

    def _nearest(self, start: int, norths: Floats, easts: Floats) -> NDArray[np.intp]:
        """For each place, in degrees from the start of a piece of the line, which point of that is the nearest."""
        scale = self._scales[start : start + _STEPS + 1].mean() / _METRES
        north, east = self._points[:2, start : start + _STEPS + 1] - self._points[:2, start, None]
        line = np.array([north, east * scale**2, (north**2 + (east * scale) ** 2) / -2], np.float32)
        places = np.ones((3, len(norths)), np.float32)
        places[0], places[1] = norths, easts
        # How far they are apart, squared, is less the greater this is: one product of matrices.
        nearness: NDArray[np.float32] = places.T @ line
        return nearness.argmax(axis=1)


def _turned(degrees: Floats, least: float) -> Floats:
    """Degrees of longitude from `least` on."""
    turns: Floats = np.floor((degrees - least) / 360)  # five times as quick as %
    return degrees - 360 * turns


def _edges(lows: Floats, highs: Floats, reach: float) -> Boxes:
    """South, west, north and east of pieces between these latitudes and longitudes, with `reach` m on each side."""
    up = reach / _METRES
    aside = up / np.cos(np.radians(np.minimum(np.maximum(-lows[0], highs[0]) + up, 89.9)))
    margin = np.array([np.full(len(aside), up), aside])
    return np.concatenate((lows - margin, highs + margin)).T
