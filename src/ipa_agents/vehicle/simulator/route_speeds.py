"""How fast a car drives on each leg of a route, from what the navigation expects of its parts."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from ipa_agents.vehicle.simulator.geometry import offset

__all__ = ['leg_speeds']

_USUAL = 13.9
"""m/s where nothing is known; 50 km/h."""
_SLOWEST, _FASTEST = 8.3, 38.0
"""m/s; what a navigation expects holds the waiting at junctions, which is not how slowly people drive."""


def leg_speeds(
    latitudes: Sequence[float], longitudes: Sequence[float], parts: Sequence[tuple[float, float, float]]
) -> tuple[float, ...]:
    """m/s for each leg between two points in degrees; `parts` are (m from the start, m long, s) in order."""
    starts = [start for start, _, _ in parts]
    speeds, along = [], 0.0
    for before, after in pairwise(zip(latitudes, longitudes, strict=False)):
        length = math.hypot(*offset(*before, *after))
        index = bisect_right(starts, along + length / 2) - 1
        speeds.append(_speed(*parts[index][1:]) if index >= 0 else _USUAL)
        along += length
    return tuple(speeds)


def _speed(length: float, duration: float) -> float:
    if not length > 0 or not duration > 0:
        return _USUAL
    return min(_FASTEST, max(_SLOWEST, length / duration))
