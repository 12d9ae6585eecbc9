"""Where a route leads, stop by stop, as poses on a driving stack's map."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import ipa_agents.msg as msg
from ipa_agents.bridges.map_frame import map_pose
from ipa_agents.errors import InvalidValue
from ipa_agents.travel.geodesy import Line
from ipa_agents.travel.open_drive.geo_reference import GeoReference

__all__ = ['Goal', 'goals_of']

_ROOM = 100.0
"""m along the route around a stop in which the place is looked for: a route may pass it twice."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A place to stop at, in degrees, and the pose there: x and y in m, yaw in rad.

    Two goals are the same when the place is: another way there gives another pose, and no other goal.
    """

    latitude: float
    longitude: float
    x: float = field(compare=False)
    y: float = field(compare=False)
    yaw: float = field(compare=False)


def goals_of(route: msg.Route, frame: GeoReference) -> tuple[Goal, ...]:
    """The stops and the destination, each on the road nearest to it and along the way there; raises InvalidValue."""
    places = [*route.stops, route.destination]
    numbers = [*route.latitudes, *route.longitudes]
    numbers += [number for place in places for number in (place.latitude, place.longitude)]
    try:
        if not all(map(math.isfinite, numbers)):
            raise ValueError('it has a coordinate that is no number')
        line = Line(route.latitudes, route.longitudes)
    except ValueError as error:
        raise InvalidValue('route', route.route_id, str(error)) from error
    # A stop that was passed is no stop any more, but the manoeuvre there is still told of.
    ends = [maneuver.distance for maneuver in route.maneuvers if maneuver.kind == 'DESTINATION'][-len(places) :]
    return tuple(_goal(place, line, end, frame) for place, end in zip(places, _padded(ends, places, line), strict=True))


def _padded(ends: Sequence[float], places: Sequence[msg.Place], line: Line) -> list[float]:
    return list(ends) if len(ends) == len(places) else [line.length] * len(places)


def _goal(place: msg.Place, line: Line, end: float, frame: GeoReference) -> Goal:
    spot = line.project(place.latitude, place.longitude, end - _ROOM, end + _ROOM)
    latitudes, longitudes, _ = line.sampled(spot.along, math.inf)
    pose = map_pose(frame, float(latitudes[0]), float(longitudes[0]), spot.heading)
    return Goal(place.latitude, place.longitude, *pose)
