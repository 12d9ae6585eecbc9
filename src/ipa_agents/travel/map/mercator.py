"""The flat world of web maps: spherical Mercator in whole units, y southwards (EPSG:3857, scaled)."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ['ZOOM', 'Box', 'Ints', 'degrees_of', 'to_degrees', 'to_world']

ZOOM = 22
"""One unit is a pixel of the world at this zoom, in which it is 256 * 2**ZOOM wide: 4 cm at the equator."""
_SIZE = 256 << ZOOM
_NORTHERNMOST = 85.0511287798066

Ints = NDArray[np.int32]
Box = tuple[int, int, int, int]
"""West, north, east and south, in units."""


def to_world(latitudes: Any, longitudes: Any) -> Ints:
    """Points (x, y) in units for degrees; what is nearer to a pole than the map goes is put on its edge."""
    phi = np.radians(np.clip(np.asarray(latitudes, float), -_NORTHERNMOST, _NORTHERNMOST))
    x = (np.asarray(longitudes, float) + 180) / 360
    y = (1 - np.arcsinh(np.tan(phi)) / math.pi) / 2
    return np.asarray(np.clip(np.rint(np.stack([x, y], axis=-1) * _SIZE), 0, _SIZE - 1).astype(np.int32))


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude of a point in units."""
    latitudes, longitudes = degrees_of(np.array([[x, y]]))
    return float(latitudes[0]), float(longitudes[0])


def degrees_of(points: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Latitudes and longitudes of rows of points in units."""
    x, y = points.T / _SIZE
    return np.degrees(np.arctan(np.sinh(math.pi * (1 - 2 * y)))), x * 360 - 180
