"""How far a car is along a route."""

import math
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate

from ipa_agents.travel.geodesy import Line, Projection, turn
from ipa_agents.travel.guiding.errand import Errand
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.route import Maneuver, Route, Via
from ipa_agents.travel.routing.survey import NOT_SURVEYED, Survey

__all__ = ['Journey', 'Progress']

_OFF = 45.0
"""m from the route at which the car is not on it: the widest road and the usual error of a position together."""
_BACKWARD = 120.0
"""degrees between the car's heading and the route's at which it drives the other way."""
_SLIP = 60.0
"""m that a position may fall back."""
_AHEAD = 400.0
"""m ahead in which the car is looked for first, so that a route that crosses itself is not cut short."""


@dataclass(frozen=True, slots=True)
class Progress:
    """m along the route, m and s that remain, the index of the next manoeuvre and m to it."""

    along: float
    distance_remaining: float
    time_remaining: float
    maneuver: int
    maneuver_distance: float


class Journey:
    """A route that is driven; it knows where on it the car is, and what the traffic there is like.

    `survey` is what is known of the way now; the route was planned by what was known first.
    """

    def __init__(self, route: Route, survey: Survey = NOT_SURVEYED) -> None:
        self.route = route
        self.survey = self._planned = survey
        self.line = Line(route.latitudes, route.longitudes)
        self._starts = [maneuver.distance for maneuver in route.maneuvers]
        self._times = [0.0, *accumulate(maneuver.duration for maneuver in route.maneuvers)]
        goals = [maneuver.distance for maneuver in route.maneuvers if maneuver.kind == 'DESTINATION']
        self._stops_at = goals[: len(route.stops)]
        ends = [0.0, *goals]
        self._vias = [
            (self.line.project(*_point(via), ends[via.leg], ends[via.leg + 1]).along, via) for via in route.vias
        ]
        self.along = 0.0

    @property
    def progress(self) -> Progress:
        """Where the car was last seen on the route."""
        current = max(0, bisect_right(self._starts, self.along) - 1)
        following = min(current + 1, len(self._starts) - 1)
        maneuver = self.route.maneuvers[current]
        share = (self.along - maneuver.distance) / maneuver.length if maneuver.length > 0 else 1.0
        elapsed = self._times[current] + min(1.0, share) * maneuver.duration
        return Progress(
            along=self.along,
            distance_remaining=max(0.0, self.line.length - self.along),
            time_remaining=max(0.0, self._times[-1] - elapsed + self.delay - self._planned.delay(self.along)),
            maneuver=following,
            maneuver_distance=max(0.0, self._starts[following] - self.along),
        )

    @property
    def delay(self) -> float:
        """s that the traffic ahead costs."""
        return self.survey.delay(self.along)

    @property
    def errand(self) -> Errand:
        """What is left of what the route was made for."""
        route = self.route
        vias = tuple(via for at, via in self._vias if at > self.along)
        return Errand(route.destination, route.stops, route.preference, vias, route.avoid)

    def maneuver(self, index: int) -> Maneuver | None:
        """A manoeuvre by its index; None after the last."""
        return self.route.maneuvers[index] if index < len(self.route.maneuvers) else None

    def move(self, latitude: float, longitude: float, heading: float | None) -> bool:
        """Follow the car to a position; False, and nothing else, when that is not on the route."""
        near = self.line.project(latitude, longitude, self.along - _SLIP, self.along + _AHEAD)
        if not _is_on(near, heading):
            near = self.line.project(latitude, longitude, self.along)
            if not _is_on(near, heading):
                return False
        self.along = max(self.along - _SLIP, near.along)
        return True

    def passed_stop(self, room: float) -> Place | None:
        """A stop that was reached, to within `room` m, since the last call; the route then has it no more."""
        if not self._stops_at or self.along < self._stops_at[0] - room:
            return None
        self._stops_at.pop(0)
        stop, *others = self.route.stops
        self._vias = [(at, replace(via, leg=via.leg - 1)) for at, via in self._vias if via.leg > 0]
        self.route = replace(self.route, stops=tuple(others))
        return stop


def _point(via: Via) -> tuple[float, float]:
    return via.position.latitude, via.position.longitude


def _is_on(projection: Projection, heading: float | None) -> bool:
    if projection.offset > _OFF:
        return False
    return heading is None or not math.isfinite(heading) or abs(turn(heading, projection.heading)) < _BACKWARD
