"""An evening of dinner and a film, with a stop to charge, as the navigation tells it."""

from datetime import datetime
from typing import Any

from ipa_agents.language import Words
from ipa_agents.travel.places.found import Reason
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.trips.electric import Level
from ipa_agents.travel.trips.held import HeldTrip
from ipa_agents.travel.trips.itinerary import Entry, Itinerary
from ipa_agents.travel.trips.timetable import Leg, Problem, Visit
from ipa_agents.travel.trips.trip import Stop, Trip

__all__ = ['ADDED', 'EVENING', 'held']

_WOK = Place('n1', 'Golden Wok', '金锅', 'restaurant', 31.2, 165.4)
_REX = Place('n2', 'Rex', '王者影城', 'cinema', 31.21, 165.41)
_PILLAR = Place('n3', 'Pillar', '桩', 'charging_station', 31.22, 165.42)
_DINNER = Stop(
    'dinner', _WOK, 5400.0, why=(Reason('rating', 4.5),), relaxed=(Reason('without_attribute', attribute='wifi'),)
)
_FILM = Stop('film', _REX, 7200.0, parks_at=_PILLAR, walk=120.0)
_CHARGING = Stop('charging', _PILLAR, 1800.0, is_added=True)
_NO_WARNING = Words('', '')


def _entry(stop: Stop, hour: int, level: Level, *problems: Problem, cautions: Any = ()) -> Entry:
    arrival = datetime(2027, 1, 15, hour).timestamp()
    starts = arrival + stop.walk
    return Entry(Visit(stop, Leg(600, 5000), arrival, starts, starts + stop.stay, problems), level, cautions)


EVENING = (
    _entry(_DINNER, 19, Level(0.6, 0.6), Problem('late', 600.0), cautions=('rain',)),
    _entry(_FILM, 21, Level(0.55, 0.9)),
)
ADDED = _entry(_CHARGING, 23, Level(0.15, 0.8))


def held(
    phase: Any = 'planned',
    number: int = 0,
    entries: tuple[Entry, ...] = (*EVENING, ADDED),
    command: str = 'c',
    warning: Words = _NO_WARNING,
) -> HeldTrip:
    """The trip, so far."""
    trip = Trip(tuple(entry.visit.stop for entry in entries), None, 4)
    return HeldTrip(Itinerary(trip, entries), phase, number, command, warning)
