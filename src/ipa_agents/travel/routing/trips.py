"""What Valhalla answers becomes routes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ipa_agents.language import Words
from ipa_agents.travel.geodesy import Line
from ipa_agents.travel.guiding.guidance import Guidance
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.maneuvers import read_maneuvers
from ipa_agents.travel.routing.polyline import decode
from ipa_agents.travel.routing.route import Maneuver

__all__ = ['Trip', 'read_trip']

Leg = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Trip:
    """What of a route its legs tell; `Route` has the same fields."""

    distance: float
    duration: float
    has_tolls: bool
    maneuvers: tuple[Maneuver, ...]
    latitudes: tuple[float, ...]
    longitudes: tuple[float, ...]


def read_trip(legs: Sequence[Leg], goals: Sequence[Place], streets: Mapping[str, Words], guidance: Guidance) -> Trip:
    """Legs in Valhalla's terms, each to one of `goals`, the last of which is the destination."""
    shape: list[tuple[float, float]] = []
    begins = []
    for leg in legs:
        points = decode(leg['shape'])
        shape = shape or points[:1]
        begins.append(len(shape) - 1)
        shape += points[1:]
    if len(shape) < 2:
        shape *= 2
    longitudes, latitudes = zip(*shape, strict=True)
    line = Line(latitudes, longitudes)
    maneuvers: list[Maneuver] = []
    for number, (leg, begin, goal) in enumerate(zip(legs, begins, goals, strict=True)):
        at = [line.along(begin + item['begin_shape_index']) for item in leg['maneuvers']]
        items = list(zip(leg['maneuvers'], at, strict=True))
        maneuvers += read_maneuvers(items, streets, guidance, goal, number == len(goals) - 1)
    return Trip(
        distance=round(line.length, 1),
        duration=round(sum(leg['summary']['time'] for leg in legs), 1),
        has_tolls=any(leg['summary'].get('has_toll') for leg in legs),
        maneuvers=tuple(maneuvers),
        latitudes=latitudes,
        longitudes=longitudes,
    )
