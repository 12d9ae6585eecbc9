"""A trip: stops in their order, each with how long people stay there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.plain import place_from, plain
from ipa_agents.travel.routing.position import Position

__all__ = ['Stop', 'Trip', 'trip_from']


@dataclass(frozen=True, slots=True)
class Stop:
    """`id` is what the stop is for ("dinner"), unique in its trip. `stay` in s.

    `begins` is when something begins there (a film, a table that is booked), s since 1970; None: whenever one comes.
    The car stands at `parks_at` (a car park, a charger) where that is not the place itself, and people walk `walk` s.
    """

    id: str
    place: Place
    stay: float
    begins: float | None = None
    parks_at: Place | None = None
    walk: float = 0.0

    @property
    def goal(self) -> Place:
        """Where the car goes."""
        return self.parks_at or self.place

    @property
    def position(self) -> Position:
        """Where the car goes, as a point."""
        return Position(self.goal.latitude, self.goal.longitude)


@dataclass(frozen=True, slots=True)
class Trip:
    """`leaves` is when people want to set off, s since 1970; None: in time for what begins first, or at once."""

    stops: tuple[Stop, ...]
    leaves: float | None = None
    people: int = 1

    def plain(self) -> dict[str, Any]:
        """The trip as JSON, for `trip_from`."""
        stops = [
            {
                'id': stop.id,
                'place': plain(stop.place),
                'stay': stop.stay,
                'begins': stop.begins,
                'parks_at': plain(stop.parks_at) if stop.parks_at else None,
                'walk': stop.walk,
            }
            for stop in self.stops
        ]
        return {'stops': stops, 'leaves': self.leaves, 'people': self.people}


def trip_from(data: Mapping[str, Any]) -> Trip:
    """The trip that `Trip.plain` wrote; raises KeyError, TypeError or ValueError for what is none."""
    stops = tuple(
        Stop(
            str(stop['id']),
            place_from(stop['place']),
            float(stop['stay']),
            stop['begins'],
            place_from(stop['parks_at']) if stop['parks_at'] else None,
            float(stop['walk']),
        )
        for stop in data['stops']
    )
    return Trip(stops, data['leaves'], int(data['people']))
