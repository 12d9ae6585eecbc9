"""The stops of a trip as they are shown: when, why there, how full the battery is, and which is next."""

import math
from dataclasses import dataclass
from typing import Literal

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.travel_words import clock_time, place_name
from ipa_agents.assistant.trip_words import purpose, remarks, why_there
from ipa_agents.travel.trips.held import HeldTrip
from ipa_agents.travel.trips.itinerary import Entry

__all__ = ['TripStop', 'trip_stops']

State = Literal['past', 'here', 'next', 'later']


@dataclass(frozen=True, slots=True)
class TripStop:
    """`number` from 1; `arrives` and `leaves` are times of the day; the place in degrees WGS 84.

    `charge` in % on arrival, below 0 where the battery does not last; None: not known. `remarks` tell what was given
    up, and what does not go as wished.
    """

    number: int
    state: State
    name: str
    purpose: str
    arrives: str
    leaves: str
    why: tuple[str, ...]
    remarks: tuple[str, ...]
    charge: int | None
    is_added: bool
    latitude: float
    longitude: float


def trip_stops(held: HeldTrip, listener: Listener) -> tuple[TripStop, ...]:
    """All stops in their order; none where there is no trip, or it is over."""
    if held.phase in (None, 'done'):
        return ()
    return tuple(_stop(number, entry, held, listener) for number, entry in enumerate(held.itinerary.entries))


def _stop(number: int, entry: Entry, held: HeldTrip, listener: Listener) -> TripStop:
    visited, stop, arriving = entry.visit, entry.visit.stop, entry.level.arriving
    state = _state(number, held)
    return TripStop(
        number=number + 1,
        state=state,
        name=place_name(listener, stop.place),
        purpose=purpose(listener, stop),
        arrives=clock_time(visited.arrival),
        leaves=clock_time(visited.leaves),
        why=tuple(why_there(listener, entry)),
        remarks=() if state == 'past' else tuple(remarks(listener, entry)),
        charge=None if math.isnan(arriving) else round(100 * arriving),
        is_added=stop.is_added,
        latitude=stop.place.latitude,
        longitude=stop.place.longitude,
    )


def _state(number: int, held: HeldTrip) -> State:
    coming = held.number + (held.phase == 'staying')
    if number == coming:
        return 'next'
    return 'later' if number > coming else 'here' if number == held.number else 'past'
