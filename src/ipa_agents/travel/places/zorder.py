"""Z-order: one number for a position, such that a box of the earth is a few runs of numbers.

The bits of latitude and longitude by turns (G. M. Morton, 1966): places that are near have numbers that are near.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ipa_agents.travel.geodesy import EARTH_RADIUS

__all__ = ['UNITS', 'Box', 'Boxes', 'Codes', 'boxes_around', 'codes', 'covering', 'on_earth', 'units']

UNITS = 10_000_000
"""Steps in a degree: positions are kept to 1e-7 degrees, about 1 cm."""

_CELLS = 2
"""log2 of how many cells the longest side of a box is covered with, at least: more are closer and take longer."""
_ONE = np.uint64(1)
_STEPS = np.arange(2**_CELLS + 1, dtype=np.uint64)
_SPREAD = np.array([sum((byte >> bit & 1) << 2 * bit for bit in range(8)) for byte in range(256)], np.uint64)
"""The bits of each byte at the even places of two."""
_BYTES = np.array([1 << 16 * byte for byte in range(4)], np.uint64)

_EDGES = np.array([90, 180, 90, 180])

Codes = NDArray[np.uint64]
Boxes = NDArray[np.float64]
"""Rows of south, west, north and east in degrees; where a search looks, none crosses 180 degrees."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the earth in degrees; `west` > `east` crosses 180 degrees."""

    south: float
    west: float
    north: float
    east: float

    def rows(self) -> Boxes:
        """The same without crossing 180 degrees."""
        if self.west <= self.east:
            return np.array([(self.south, self.west, self.north, self.east)])
        return np.array([(self.south, self.west, self.north, 180.0), (self.south, -180.0, self.north, self.east)])

    def holds(self, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which of many points lie in it; those on its edge do."""
        east, west = longitudes <= self.east, longitudes >= self.west
        across = east & west if self.west <= self.east else east | west
        return across & (latitudes >= self.south) & (latitudes <= self.north)


def boxes_around(latitude: float, longitude: float, reach: float) -> Boxes:
    """What holds everything within `reach` m of a point: one box, two across 180 degrees, a cap at a pole."""
    angle = reach / EARTH_RADIUS
    north = math.degrees(angle) + 1e-6
    if abs(latitude) + north >= 90:
        east = 360.0
    else:
        # The meridians that touch the circle: sin(east) = sin(angle) / cos(latitude).
        east = math.degrees(math.asin(min(1.0, math.sin(angle) / math.cos(math.radians(latitude))))) + 1e-6
    return on_earth(np.array([(latitude - north, longitude - east, latitude + north, longitude + east)]))


def on_earth(boxes: Boxes) -> Boxes:
    """What of boxes lies on the earth: without what is beyond a pole, and what is beyond 180 degrees from -180 on."""
    if (np.abs(boxes) <= _EDGES).all():
        return boxes
    south, west, north, east = boxes.T
    is_around = east - west >= 360
    turns = np.where(is_around, west + 180, np.floor((west + 180) / 360) * 360)
    west, east = west - turns, np.where(is_around, 180, east - turns)
    whole = np.array([np.maximum(south, -90), west, np.minimum(north, 90), np.minimum(east, 180)]).T
    is_across = east > 180
    rest = whole[is_across]
    rest[:, 1], rest[:, 3] = -180, east[is_across] - 360
    return np.concatenate((whole, rest))


def units(degrees: ArrayLike) -> NDArray[np.int32]:
    """Degrees in steps of 1e-7."""
    return np.rint(np.multiply(degrees, UNITS)).astype(np.int32)


def codes(latitudes: NDArray[np.int32], longitudes: NDArray[np.int32]) -> Codes:
    """The number of each position, which is in steps of 1e-7 degrees."""
    return (_spread(_shifted(latitudes)) << _ONE) | _spread(_shifted(longitudes))


def covering(boxes: Boxes) -> Codes:
    """Runs of codes (first, last) that hold all positions of the boxes, ascending; they hold others, too."""
    corners = (np.rint(boxes * UNITS) + 2**31).astype(np.uint64)
    level = np.uint64(max(0, int((corners[:, 2:] - corners[:, :2]).max()).bit_length() - _CELLS))
    corners >>= level
    # Rows and columns of cells; a box of fewer has its last one several times.
    cells = _spread(np.minimum(corners[:, :2, None] + _STEPS, corners[:, 2:, None]))
    found = ((cells[:, 0, :, None] << _ONE) | cells[:, 1, None, :]).ravel()
    found.sort()
    apart = np.ones(len(found) + 1, bool)
    apart[1:-1] = found[1:] - found[:-1] > _ONE
    first, last = found[apart[:-1]], found[apart[1:]]
    shift = level + level
    runs = np.array([first, last + _ONE]) << shift
    # Where the last cell is the last of all, the sum wraps to 0 and the difference to the last code.
    runs[1] -= _ONE
    return runs.T


def _shifted(steps: NDArray[np.int32]) -> Codes:
    return (steps.astype(np.int64) + 2**31).astype(np.uint64)


def _spread(numbers: Codes) -> Codes:
    """32 bits of each number at the even places of 64."""
    spread: Codes = np.einsum('...i,i->...', _SPREAD.take(numbers.astype('<u4')[..., None].view(np.uint8)), _BYTES)
    return spread
