"""When a trip is where: arrivals, stays and departures, and what does not go as wished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np

from ipa_agents.travel.places.opening_hours import OpeningHours, parse_opening_hours
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.matrix import Matrix, along
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.trips.trip import Stop, Trip

__all__ = ['Leg', 'Problem', 'Visit', 'timetable', 'visit']

_EARLY = 300.0
"""s that people want to be there before something begins."""
_PATIENCE = 2700.0
"""s that people wait for a place to open."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`closed`: opens only so long after; `closes`: so long before the stay is over; `late`: so long after it begins.

    `unreachable`: no way leads there. `seconds` is 0 where it is not known.
    """

    code: Literal['closed', 'closes', 'late', 'unreachable']
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Leg:
    """The way to a stop: s and m; inf where there is none."""

    seconds: float
    metres: float


@dataclass(frozen=True, slots=True)
class Visit:
    """A stop at its time, in s since 1970: the car is left at `arrival`, the stay is from `starts` to `ends`."""

    stop: Stop
    leg: Leg
    arrival: float
    starts: float
    ends: float
    problems: tuple[Problem, ...] = ()

    @property
    def leaves(self) -> float:
        """When the car drives on."""
        return self.ends + self.stop.walk


def timetable(trip: Trip, start: Position, now: float, matrix: Matrix) -> tuple[Visit, ...]:
    """Every stop of the trip at its time, from where the car is."""
    legs = _legs(trip.stops, start, matrix)
    visits: list[Visit] = []
    at = departure(trip, legs, now)
    for stop, leg in zip(trip.stops, legs, strict=True):
        visits.append(visit(stop, leg, at))
        at = visits[-1].leaves
    return tuple(visits)


def _legs(stops: Sequence[Stop], start: Position, matrix: Matrix) -> list[Leg]:
    """The way to each stop from the one before."""
    costs = along(matrix, [start, *(stop.position for stop in stops)])
    seconds, metres = (np.diagonal(each, 1).tolist() for each in (costs.seconds, costs.metres))
    return [Leg(*leg) for leg in zip(seconds, metres, strict=True)]


def departure(trip: Trip, legs: Sequence[Leg], now: float) -> float:
    """When to set off: as wished, or in time for what begins at the first stop, never in the past."""
    if trip.leaves is not None or not trip.stops:
        return max(now, trip.leaves or now)
    first = trip.stops[0]
    if first.begins is None or legs[0].seconds == float('inf'):
        return now
    return max(now, first.begins - first.walk - legs[0].seconds - _EARLY)


def visit(stop: Stop, leg: Leg, leaves: float) -> Visit:
    """The stop for who drives there at `leaves`; where no way leads, as if there were one of no length."""
    is_reachable = leg.seconds != float('inf')
    arrival = leaves + (leg.seconds if is_reachable else 0.0)
    there = arrival + stop.walk
    problems = [] if is_reachable else [Problem('unreachable')]
    starts = there
    if stop.begins is not None:
        starts = max(there, stop.begins)
        if there > stop.begins:
            problems.append(Problem('late', there - stop.begins))
    hours = _hours(stop.place)
    if hours is not None:
        opens = hours.opens_after(datetime.fromtimestamp(starts))
        waits = None if opens is None else opens.timestamp() - starts
        if waits is None or waits > _PATIENCE:
            problems.append(Problem('closed', waits or 0.0))
        else:
            starts += max(0.0, waits)
            closes = hours.closes_after(datetime.fromtimestamp(starts))
            if closes is not None and closes.timestamp() < starts + stop.stay:
                problems.append(Problem('closes', starts + stop.stay - closes.timestamp()))
    return Visit(stop, leg, arrival, starts, starts + stop.stay, tuple(problems))


def _hours(place: Place) -> OpeningHours | None:
    return parse_opening_hours(place.attribute('opening_hours') or '')
