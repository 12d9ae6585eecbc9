"""The land beside a route: where places stand along it, and how far off."""

import math
from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.geodesy import EARTH_RADIUS, Line
from ipa_agents.travel.places.zorder import Box

__all__ = ['Corridor']

_STEP = 150.0
"""m; bends that are shorter do not matter for how far a place is from the road."""
_BOXED, _STEPS = 16, 64
"""How many steps of the line have one box, and how many are compared with a place at once."""
_METRES = math.radians(1) * EARTH_RADIUS
"""m in a degree of latitude."""

Floats = NDArray[np.float64]


class Corridor:
    """A line cut into short pieces, each on a flat piece of the earth."""

    def __init__(self, line: Line, after: float) -> None:
        """The part of the line from `after` m on."""
        self._latitudes, self._longitudes, self._along = line.sampled(after, _STEP)
        self._pieces = self._cut(_STEPS)
        self._edges, self._box_edges = self._edges_of(self._pieces), self._edges_of(self._cut(_BOXED))

    def boxes(self, reach: float) -> Sequence[Box]:
        """What holds everything within `reach` m of the line."""
        south, west, north, east = _widened(self._box_edges, reach).T
        around = east - west >= 360
        wests = np.where(around, -180.0, (west + 180) % 360 - 180)
        easts = np.where(around, 180.0, (east + 180) % 360 - 180)
        edges = np.array([np.maximum(south, -90), wests, np.minimum(north, 90), easts]).T
        return [Box(*edge) for edge in edges.tolist()]

    def project(self, latitudes: Floats, longitudes: Floats, reach: float) -> tuple[Floats, Floats]:
        """How far each point is from the line, inf beyond `reach` m, and how many m along the line it stands."""
        offsets, along = np.full(len(latitudes), np.inf), np.full(len(latitudes), np.nan)
        for piece, (south, west, north, east) in zip(self._pieces, _widened(self._edges, reach).tolist(), strict=True):
            eastward = (longitudes - west) % 360
            near = np.flatnonzero((latitudes >= south) & (latitudes <= north) & (eastward <= east - west))
            if len(near):
                here, there = self._beside(piece, latitudes[near], west + eastward[near])
                closer = (here <= reach) & (here < offsets[near])
                offsets[near[closer]], along[near[closer]] = here[closer], there[closer]
        return offsets, along

    def _cut(self, steps: int) -> list[slice]:
        return [slice(start, start + steps + 1) for start in range(0, len(self._along) - 1, steps)]

    def _edges_of(self, pieces: Sequence[slice]) -> Floats:
        """South, west, north and east of each piece."""
        firsts = [piece.start for piece in pieces]
        # reduceat ends a piece before the next one's first point, which belongs to both.
        ends = np.minimum([piece.stop - 1 for piece in pieces], len(self._along) - 1)
        edges = []
        for reduce, degrees in product((np.minimum, np.maximum), (self._latitudes, self._longitudes)):
            edges.append(reduce(reduce.reduceat(degrees, firsts), degrees[ends]))
        return np.array(edges).T

    def _beside(self, piece: slice, latitudes: Floats, longitudes: Floats) -> tuple[Floats, Floats]:
        """How far points are from a piece of the line: from the steps on both sides of its point that is nearest."""
        scale = _METRES * math.cos(math.radians(float(self._latitudes[piece].mean())))
        line_x, line_y = self._longitudes[piece] * scale, self._latitudes[piece] * _METRES
        line = np.array([line_x - line_x[0], line_y - line_y[0]])
        places = np.array([longitudes * scale - line_x[0], latitudes * _METRES - line_y[0], np.ones(len(latitudes))])
        # How far they are apart, squared, is less the greater this is: one product of matrices.
        nearest = np.argmax(places.T @ np.array([*line, -(line * line).sum(axis=0) / 2]), axis=1)
        before, steps = self._along[piece], np.diff(line)
        first = np.array([np.maximum(nearest - 1, 0), np.minimum(nearest, steps.shape[1] - 1)])
        step = steps[:, first]
        towards = places[:2, None] - line[:, first]
        share = (towards * step).sum(axis=0) / np.maximum((steps * steps).sum(axis=0), 1e-9)[first]
        share = np.minimum(np.maximum(share, 0), 1)
        apart = np.hypot(*(towards - share * step))
        rows = np.argmin(apart, axis=0), np.arange(len(nearest))
        along = before[:-1][first] + share * np.diff(before)[first]
        return apart[rows], along[rows]


def _widened(edges: Floats, reach: float) -> Floats:
    """Edges with `reach` m on each side."""
    north = reach / _METRES
    farthest = np.minimum(np.abs(edges[:, [0, 2]]).max(axis=1) + north, 89.9)
    east = north / np.cos(np.radians(farthest))
    margins: Floats = np.array([np.full_like(east, -north), -east, np.full_like(east, north), east]).T
    return edges + margins
