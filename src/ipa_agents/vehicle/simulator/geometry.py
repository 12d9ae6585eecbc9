"""Positions on the earth, in degrees, and ways over it, in m; flat enough for the size of a town."""

import math
from collections.abc import Sequence
from itertools import pairwise

__all__ = ['EARTH_RADIUS', 'heading_between', 'moved', 'next_point', 'offset', 'turned']

EARTH_RADIUS = 6_371_008.8
"""m; mean radius (IUGG)."""


def offset(latitude: float, longitude: float, latitude_to: float, longitude_to: float) -> tuple[float, float]:
    """m east and m north from one point to another."""
    east = math.radians(longitude_to - longitude) * math.cos(math.radians(latitude)) * EARTH_RADIUS
    return east, math.radians(latitude_to - latitude) * EARTH_RADIUS


def moved(latitude: float, longitude: float, heading: float, way: float) -> tuple[float, float]:
    """The point `way` m further in direction `heading` (degrees clockwise from north)."""
    angle = math.radians(heading)
    north = math.degrees(way * math.cos(angle) / EARTH_RADIUS)
    east = math.degrees(way * math.sin(angle) / (EARTH_RADIUS * math.cos(math.radians(latitude))))
    return latitude + north, longitude + east


def heading_between(latitude: float, longitude: float, latitude_to: float, longitude_to: float) -> float:
    """Degrees clockwise from north, 0..360."""
    east, north = offset(latitude, longitude, latitude_to, longitude_to)
    return math.degrees(math.atan2(east, north)) % 360


def turned(heading: float, heading_to: float) -> float:
    """Degrees from one heading to another, -180..180; positive to the left."""
    return (heading - heading_to + 180) % 360 - 180


def next_point(
    latitude: float, longitude: float, latitudes: Sequence[float], longitudes: Sequence[float], within: float
) -> int:
    """Index of the point to head for: the end of the leg that is nearest, among those in the first `within` m."""
    points = [offset(latitude, longitude, *point) for point in zip(latitudes, longitudes, strict=True)]
    best, nearest, way = 1, math.inf, 0.0
    for index, (start, end) in enumerate(pairwise(points), 1):
        distance = _distance_to_leg(start, end)
        if distance < nearest:
            best, nearest = index, distance
        way += math.dist(start, end)
        if way > within:
            break
    return best


def _distance_to_leg(start: tuple[float, float], end: tuple[float, float]) -> float:
    """m from the origin to a leg."""
    along = (end[0] - start[0], end[1] - start[1])
    square = along[0] ** 2 + along[1] ** 2
    share = min(1.0, max(0.0, -(start[0] * along[0] + start[1] * along[1]) / square)) if square else 0.0
    return math.hypot(start[0] + share * along[0], start[1] + share * along[1])
