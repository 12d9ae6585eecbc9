"""A trip that is driven, stop by stop: each is a route of its own, since waypoints are no stops for other stacks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from ipa_agents.travel.geodesy import distance
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.trips.trip import Stop, Trip, trip_from

__all__ = ['Phase', 'TripGuide']

Phase = Literal['planned', 'driving', 'staying', 'done']

_SAME = 150.0
"""m within which an arrival is one at the stop."""


@dataclass(frozen=True, slots=True)
class TripGuide:
    """`number` is the stop that is driven to or stayed at, from 0; `since` s since 1970 people stay there."""

    trip: Trip
    number: int = 0
    phase: Phase = 'planned'
    since: float | None = None

    @property
    def stop(self) -> Stop | None:
        """The stop that is driven to or stayed at; None when there is none left."""
        return self.trip.stops[self.number] if self.number < len(self.trip.stops) else None

    @property
    def next_stop(self) -> Stop | None:
        """Where it goes from here."""
        number = self.number + (self.phase == 'staying')
        return self.trip.stops[number] if self.phase != 'done' and number < len(self.trip.stops) else None

    @property
    def rest(self) -> Trip:
        """What is still to be driven to."""
        number = len(self.trip.stops) if self.phase == 'done' else self.number + (self.phase == 'staying')
        return Trip(self.trip.stops[number:], None, self.trip.people)

    def setting_off(self) -> 'TripGuide':
        """The car is guided to the next stop."""
        goal = self.next_stop
        if goal is None:
            return TripGuide(self.trip, len(self.trip.stops), 'done')
        return TripGuide(self.trip, self.trip.stops.index(goal), 'driving')

    def arrived(self, place: Place, now: float) -> 'TripGuide':
        """The guidance ended at `place`; an arrival somewhere else changes nothing."""
        goal = self.stop.goal if self.stop else None
        if self.phase != 'driving' or goal is None:
            return self
        if distance(goal.latitude, goal.longitude, place.latitude, place.longitude) > _SAME:
            return self
        is_last = self.number == len(self.trip.stops) - 1
        return TripGuide(self.trip, self.number, 'done' if is_last else 'staying', now)

    def changed(self, trip: Trip) -> 'TripGuide':
        """The same place in a trip that was changed: what is behind stays so, and all that is not is still to come."""
        left = {stop.id: stop for stop in trip.stops}
        is_there = self.phase == 'staying' and self.stop is not None and self.stop.id in left
        ahead = {stop.id for stop in self.rest.stops}
        behind = tuple(left[stop.id] for stop in self.trip.stops if stop.id in left and stop.id not in ahead)
        gone = {stop.id for stop in behind}
        rest = tuple(stop for stop in trip.stops if stop.id not in gone)
        ordered = replace(trip, stops=(*behind, *rest))
        if is_there:
            return replace(self, trip=ordered, number=len(behind) - 1)
        if not rest:
            return TripGuide(ordered, len(behind), 'done')
        return TripGuide(ordered, len(behind), 'driving' if self.phase == 'driving' else 'planned')

    def plain(self) -> dict[str, Any]:
        """The state as JSON, for `read`."""
        return {'trip': self.trip.plain(), 'number': self.number, 'phase': self.phase, 'since': self.since}

    @staticmethod
    def read(data: Mapping[str, Any]) -> 'TripGuide':
        """What `plain` wrote; raises KeyError, TypeError or ValueError for what is none."""
        trip, number, phase = trip_from(data['trip']), int(data['number']), data['phase']
        since = None if data['since'] is None else float(data['since'])
        if phase not in ('planned', 'driving', 'staying', 'done') or not 0 <= number <= len(trip.stops):
            raise ValueError(f'no stop {number} of a trip that is {phase!r}')
        return TripGuide(trip, number, phase, since)
