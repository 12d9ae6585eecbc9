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
_METRES = math.radians(1) * EARTH_RADIUS
"""m in a degree of latitude."""

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]


class Corridor:
    """A line cut into short steps, each on a flat piece of the earth."""

    def __init__(self, line: Line, after: float) -> None:
        """The part of the line from `after` m on."""
        self._points = np.array(line.sampled(after, _STEP))
        self._scales = _METRES * np.cos(np.radians(self._points[0]))
        last = len(self._scales) - 1
        starts = np.arange(0, last, _BOXED)
        ends = self._points[:2, np.minimum(starts + _BOXED, last)]
        self._lows = np.minimum(np.minimum.reduceat(self._points[:2], starts, axis=1), ends)
        self._highs = np.maximum(np.maximum.reduceat(self._points[:2], starts, axis=1), ends)

    def boxes(self, reach: float) -> Boxes:
        """What holds everything within `reach` m of the line."""
        return on_earth(_edges(self._lows, self._highs, reach))

    def project(self, latitudes: Floats, longitudes: Floats, reach: float) -> tuple[Floats, Floats]:
        """How far each point is from the line, inf beyond `reach` m, and how many m along the line it stands."""
        offsets, along = np.full(len(latitudes), np.inf), np.full(len(latitudes), np.nan)
        pieces = np.arange(0, self._lows.shape[1], _PIECE)
        lows, highs = np.minimum.reduceat(self._lows, pieces, axis=1), np.maximum.reduceat(self._highs, pieces, axis=1)
        for piece, (south, west, north, east) in enumerate(_edges(lows, highs, reach).tolist()):
            eastward = longitudes - west
            eastward -= 360 * np.floor(eastward / 360)  # five times as quick as %
            near = ((latitudes >= south) & (latitudes <= north) & (eastward <= east - west)).nonzero()[0]
            spots = np.array([latitudes.take(near), west + eastward.take(near)])
            points, squares = self._nearest(piece * _STEPS, spots)
            # A step is half its length nearer than its nearer end at most, and a long piece not quite flat.
            close = (squares <= (1.01 * reach + _STEP) ** 2).nonzero()[0]
            near = near.take(close)
            here, there = self._beside(points.take(close), spots.take(close, axis=1))
            closer = (here <= reach) & (here < offsets.take(near))
            offsets[near[closer]], along[near[closer]] = here[closer], there[closer]
        return offsets, along

    def _nearest(self, start: int, spots: Floats) -> tuple[NDArray[np.intp], Singles]:
        """For each place the nearest point of a piece of the line, and how far it is, squared; to about a metre."""
        piece = slice(start, start + _STEPS + 1)
        scales, origin = np.array([[_METRES], [self._scales[piece].mean()]]), self._points[:2, start, None]
        line = ((self._points[:2, piece] - origin) * scales).astype(np.float32)
        places = ((spots - origin) * scales).astype(np.float32)
        # How far they are apart, squared, is less the greater this is: one product of matrices.
        nearness = places.T @ line
        nearness -= (line * line).sum(axis=0) / 2
        points = nearness.argmax(axis=1)
        best = nearness[np.arange(len(points)), points]
        return start + points, (places * places).sum(axis=0) - 2 * best

    def _beside(self, points: NDArray[np.intp], spots: Floats) -> tuple[Floats, Floats]:
        """How far places are from the steps on both sides of a point, the nearer one, and how many m along."""
        ends = np.array([np.maximum(points - 1, 0), np.minimum(points + 1, len(self._scales) - 1)])
        here, there = self._points.take(points, axis=1), self._points.take(ends, axis=1)
        scales, metres = self._scales.take(points), there[2] - here[2]
        north, east = (spots[0] - here[0]) * _METRES, (spots[1] - here[1]) * scales
        step_north, step_east = (there[0] - here[0]) * _METRES, (there[1] - here[1]) * scales
        share = (east * step_east + north * step_north) / np.maximum(step_east**2 + step_north**2, 1e-9)
        share = np.minimum(np.maximum(share, 0), 1)
        apart = np.hypot(east - share * step_east, north - share * step_north)
        along = here[2] + share * metres
        is_second = apart[1] < apart[0]
        return np.where(is_second, *apart[::-1]), np.where(is_second, *along[::-1])


def _edges(lows: Floats, highs: Floats, reach: float) -> Boxes:
    """South, west, north and east of pieces between these latitudes and longitudes, with `reach` m on each side."""
    up = reach / _METRES
    aside = up / np.cos(np.radians(np.minimum(np.maximum(-lows[0], highs[0]) + up, 89.9)))
    margin = np.array([np.full(len(aside), up), aside])
    return np.concatenate((lows - margin, highs + margin)).T
