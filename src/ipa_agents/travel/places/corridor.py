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
_STEPS = 16
"""How many steps of the line are looked at together."""
_METRES = math.radians(1) * EARTH_RADIUS
"""m in a degree of latitude."""

Floats = NDArray[np.float64]


class Corridor:
    """A line cut into short pieces, each on a flat piece of the earth."""

    def __init__(self, line: Line, after: float) -> None:
        """The part of the line from `after` m on."""
        self._latitudes, self._longitudes, self._along = line.sampled(after, _STEP)
        starts = np.arange(0, len(self._along) - 1, _STEPS)
        self._pieces = [slice(start, start + _STEPS + 1) for start in starts.tolist()]
        self._edges = np.array(
            [
                (
                    self._latitudes[piece].min(),
                    self._longitudes[piece].min(),
                    self._latitudes[piece].max(),
                    self._longitudes[piece].max(),
                )
                for piece in self._pieces
            ]
        )

    def boxes(self, reach: float) -> Sequence[Box]:
        """What holds everything within `reach` m of the line."""
        south, west, north, east = self._widened(reach).T
        around = east - west >= 360
        wests = np.where(around, -180.0, (west + 180) % 360 - 180)
        easts = np.where(around, 180.0, (east + 180) % 360 - 180)
        edges = np.stack([np.maximum(south, -90), wests, np.minimum(north, 90), easts], axis=1)
        return [Box(*edge) for edge in edges.tolist()]

    def project(self, latitudes: Floats, longitudes: Floats, reach: float) -> tuple[Floats, Floats]:
        """How far each point is from the line, inf beyond `reach` m, and how many m along the line it stands."""
        offsets, along = np.full(len(latitudes), np.inf), np.full(len(latitudes), np.nan)
        for piece, (south, west, north, east) in zip(self._pieces, self._widened(reach), strict=True):
            eastward = (longitudes - west) % 360
            near = np.flatnonzero((latitudes >= south) & (latitudes <= north) & (eastward <= east - west))
            if len(near):
                here, there = self._beside(piece, latitudes[near], west + eastward[near])
                closer = (here <= reach) & (here < offsets[near])
                offsets[near[closer]], along[near[closer]] = here[closer], there[closer]
        return offsets, along

    def _widened(self, reach: float) -> Floats:
        north = reach / _METRES
        farthest = np.minimum(np.abs(self._edges[:, [0, 2]]).max(axis=1) + north, 89.9)
        east = north / np.cos(np.radians(farthest))
        return self._edges + np.stack([np.full_like(east, -north), -east, np.full_like(east, north), east], axis=1)

    def _beside(self, piece: slice, latitudes: Floats, longitudes: Floats) -> tuple[Floats, Floats]:
        scale = _METRES * math.cos(math.radians(float(self._latitudes[piece].mean())))
        line = np.stack([self._longitudes[piece] * scale, self._latitudes[piece] * _METRES], axis=1)
        points = np.stack([longitudes * scale, latitudes * _METRES], axis=1)
        steps = np.diff(line, axis=0)
        towards = points[:, None, :] - line[None, :-1]
        share = np.clip((towards * steps).sum(axis=-1) / np.maximum((steps**2).sum(axis=-1), 1e-9), 0, 1)
        apart = np.hypot(*np.moveaxis(towards - share[..., None] * steps, 2, 0))
        best = np.argmin(apart, axis=1)
        at = np.arange(len(best))
        before = self._along[piece]
        return apart[at, best], before[best] + share[at, best] * np.diff(before)[best]
