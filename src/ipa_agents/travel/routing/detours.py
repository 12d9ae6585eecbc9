"""What places beside a route cost by road: there, and back to the route where that is quickest."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import Along
from ipa_agents.travel.routing.matrix import Matrix
from ipa_agents.travel.routing.position import Position

__all__ = ['RoadDetours']

_POINTS = 6
"""Where the route may be left and joined again; between two of them, leaving it is as quick from the first."""
_MARGIN = 1500.0
"""m of the route before the first and beyond the last place that count, too."""
_STEP = 50.0
"""m between the points by which the route is followed."""
Times = NDArray[np.float64]


class RoadDetours:
    """Answers travel.places.interface.Detours out of one matrix."""

    def __init__(self, roads: Matrix) -> None:
        self._roads = roads

    def __call__(self, along: Along, places: Sequence[Place]) -> list[float | None]:
        """How many s each of `places` costs; None where no way leads there and on."""
        if not places:
            return []
        beside = [along.line.project(place.latitude, place.longitude, along.after).along for place in places]
        begins = max(along.after, min(beside) - _MARGIN)
        ends = min(along.line.length, max(beside) + _MARGIN)
        points = _points(along, begins, max(begins, ends))
        goals = [Position(place.latitude, place.longitude) for place in places]
        there = self._roads.matrix(points, [*goals, *points]).seconds
        back = self._roads.matrix(goals, points).seconds
        costs = [_detour(there[:, number], back[number], there[:, len(goals) :]) for number in range(len(goals))]
        return [float(cost) if np.isfinite(cost) else None for cost in costs]


def _points(along: Along, begins: float, ends: float) -> list[Position]:
    """Points of the route between two m of it, each with the direction in which it is driven."""
    latitudes, longitudes, metres = along.line.sampled(begins, _STEP)
    wanted = np.linspace(begins, ends, _POINTS)
    points = zip(np.interp(wanted, metres, latitudes), np.interp(wanted, metres, longitudes), wanted, strict=True)
    return [
        Position(float(latitude), float(longitude), along.line.project(latitude, longitude, at - 1, at + 1).heading)
        for latitude, longitude, at in points
    ]


def _detour(there: Times, back: Times, straight: Times) -> float:
    """The least that any two points, one not before the other, make of a place."""
    later = np.triu_indices(len(there))
    there_and_back, on = (there[:, None] + back[None, :])[later], straight[later]
    ways = there_and_back[np.isfinite(on)] - on[np.isfinite(on)]
    return max(0.0, float(ways.min(initial=np.inf)))
