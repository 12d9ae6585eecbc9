"""How far the car gets in some minutes, as the trace tells it."""

import math
from collections.abc import Iterator
from typing import Any

from ipa_agents.cabin.events import Stage

__all__ = ['Ring', 'reached']

Ring = tuple[tuple[float, float], ...]
"""Points of (latitude, longitude) in degrees around an area."""
_REACH = 'reach'
_MOST_RINGS, _MOST_POINTS = 8, 2000


def reached(stage: Stage) -> tuple[Ring, ...] | None:
    """The rings of a stage that tells an area, those that are none left out; None for any other stage."""
    if stage.stage != _REACH:
        return None
    rings = stage.detail.get('rings')
    listed = rings[:_MOST_RINGS] if isinstance(rings, list | tuple) else ()
    return tuple(ring for ring in (tuple(_points(points)) for points in listed) if len(ring) > 2)


def _points(points: Any) -> Iterator[tuple[float, float]]:
    for point in points[:_MOST_POINTS] if isinstance(points, list | tuple) else ():
        if isinstance(point, list | tuple) and len(point) == 2 and all(map(_is_degrees, point)):
            yield float(point[0]), float(point[1])


def _is_degrees(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and abs(value) <= 180
