"""A trip: stops in their order, each with how long people stay there."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from ipa_agents.travel.places.found import Reason, ReasonCode
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.plain import place_from, plain
from ipa_agents.travel.routing.position import Position

__all__ = ['Stop', 'Trip', 'trip_from']


@dataclass(frozen=True, slots=True)
class Stop:
    """`id` is what the stop is for ("dinner"), unique in its trip. `stay` in s.

    `begins` is when something begins there (a film, a table that is booked), s since 1970; None: whenever one comes.
    The car stands at `parks_at` (a car park, a charger) where that is not the place itself, and people walk `walk` s.
    `why` this place was chosen, and what was `relaxed` of the wish. Nobody wished for one that `is_added` to charge.
    """

    id: str
    place: Place
    stay: float
    begins: float | None = None
    parks_at: Place | None = None
    walk: float = 0.0
    why: tuple[Reason, ...] = ()
    relaxed: tuple[Reason, ...] = ()
    is_added: bool = False

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
        return {'stops': [_plain(stop) for stop in self.stops], 'leaves': self.leaves, 'people': self.people}


def trip_from(data: Mapping[str, Any]) -> Trip:
    """The trip that `Trip.plain` wrote; raises KeyError, TypeError or ValueError for what is none."""
    return Trip(tuple(_stop(stop) for stop in data['stops']), _time(data['leaves']), int(data['people']))


def _plain(stop: Stop) -> dict[str, Any]:
    return {
        'id': stop.id,
        'place': plain(stop.place),
        'stay': stop.stay,
        'begins': stop.begins,
        'parks_at': plain(stop.parks_at) if stop.parks_at else None,
        'walk': stop.walk,
        'why': [_reason(reason) for reason in stop.why],
        'relaxed': [_reason(reason) for reason in stop.relaxed],
        'is_added': stop.is_added,
    }


def _stop(data: Mapping[str, Any]) -> Stop:
    return Stop(
        id=str(data['id']),
        place=place_from(data['place']),
        stay=float(data['stay']),
        begins=_time(data['begins']),
        parks_at=place_from(data['parks_at']) if data['parks_at'] else None,
        walk=float(data['walk']),
        why=tuple(_reason_from(*reason) for reason in data['why']),
        relaxed=tuple(_reason_from(*reason) for reason in data['relaxed']),
        is_added=data['is_added'] is True,
    )


def _time(value: Any) -> float | None:
    return None if value is None else float(value)


def _reason(reason: Reason) -> list[Any]:
    """JSON has no NaN."""
    return [reason.code, None if math.isnan(reason.number) else reason.number, reason.attribute]


def _reason_from(code: Any, number: Any, attribute: Any) -> Reason:
    if code not in get_args(ReasonCode):
        raise ValueError(f'no reason: {code!r}')
    return Reason(code, math.nan if number is None else float(number), str(attribute))
