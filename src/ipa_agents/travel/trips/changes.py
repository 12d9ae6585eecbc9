"""Changes of a trip that people ask for: each gives a new trip, or raises TripError and leaves the old one."""

from collections.abc import Sequence
from dataclasses import replace

from ipa_agents.errors import TripError
from ipa_agents.travel.charging.charger import CHARGING
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.trips.habits import Habits
from ipa_agents.travel.trips.trip import Stop, Trip

__all__ = [
    'MOST_STOPS',
    'added',
    'charged_beside',
    'meant',
    'moved',
    'parked',
    'postponed',
    'put_in',
    'replaced',
    'staying',
    'without',
]

MOST_STOPS = 8
_LATEST = 1e10
"""s since 1970; in the year 2286."""


def meant(trip: Trip, text: str, habits: Habits, kinds: Kinds) -> Stop:
    """The one stop that `text` means: what it is for, its kind, its name or a part of it, or its number."""
    wanted = text.strip().casefold()
    if wanted.isdecimal() and 0 < int(wanted) <= len(trip.stops):
        return trip.stops[int(wanted) - 1]
    role, kind = habits.role(wanted), kinds.named(wanted)
    alike = kinds.expand(kind.id) if kind else ()
    for is_meant in (
        lambda stop: stop.id == wanted or (role is not None and stop.id == role.id),
        lambda stop: stop.place.kind in alike or (role is not None and stop.place.kind in kinds.expand(role.kind)),
        lambda stop: wanted in (stop.place.name.casefold(), stop.place.name_zh.casefold()),
        lambda stop: wanted in stop.place.name.casefold() or wanted in stop.place.name_zh,
    ):
        found = [stop for stop in trip.stops if wanted and is_meant(stop)]
        if len(found) == 1:
            return found[0]
    raise TripError(f'I do not know which stop "{text}" is.', f'我不知道“{text}”是哪一站。')


def charged_beside(trip: Trip, text: str, habits: Habits, kinds: Kinds) -> Stop | None:
    """The one stop beside which the car charges, where `text` means a charger and no stop is one itself."""
    role, kind = habits.role(text.strip().casefold()), kinds.named(text)
    is_meant = CHARGING in (role and role.kind, kind and kind.id)
    beside = [stop for stop in trip.stops if stop.goal.kind == CHARGING]
    return beside[0] if is_meant and len(beside) == 1 and beside[0].parks_at is not None else None


def without(trip: Trip, stop: Stop) -> Trip:
    """Leave a stop out."""
    if len(trip.stops) == 1:
        raise TripError('Nothing would be left of the trip.', '这样行程里就什么都不剩了。')
    return replace(trip, stops=tuple(other for other in trip.stops if other.id != stop.id))


def added(trip: Trip, stop: Stop, at: int | None = None) -> Trip:
    """Put a stop before the one with number `at` from 0, or at the end; its id gets a number where it is taken."""
    if len(trip.stops) >= MOST_STOPS:
        raise TripError(f'A trip has {MOST_STOPS} stops at most.', f'一次行程最多{MOST_STOPS}站。')
    place = len(trip.stops) if at is None else at
    new = replace(stop, id=_free_id(stop.id, trip.stops))
    return replace(trip, stops=(*trip.stops[:place], new, *trip.stops[place:]))


def moved(trip: Trip, stop: Stop, other: Stop, is_after: bool) -> Trip:
    """Put `stop` right before or after `other`."""
    if stop.id == other.id:
        raise TripError('That is one and the same stop.', '这是同一站。')
    rest = [one for one in trip.stops if one.id != stop.id]
    place = [one.id for one in rest].index(other.id) + is_after
    return replace(trip, stops=(*rest[:place], stop, *rest[place:]))


def postponed(trip: Trip, stop: Stop, begins: float) -> Trip:
    """Have a stop begin at another time, later or earlier, in s since 1970."""
    if not 0.0 < begins < _LATEST:
        raise TripError('That is no time for a stop.', '这个时间不行。')
    return _with(trip, replace(stop, begins=begins))


def staying(trip: Trip, stop: Stop, stay: float) -> Trip:
    """Stay so many s at a stop."""
    if not 60.0 <= stay <= 86_400.0:
        raise TripError('A stay is a minute to a day long.', '停留时间要在一分钟到一天之间。')
    return _with(trip, replace(stop, stay=stay))


def parked(trip: Trip, stop: Stop, other: Stop | None) -> Trip:
    """Leave the car where `other` has it, or at the stop itself."""
    return _with(trip, replace(stop, parks_at=other.parks_at if other else None, walk=other.walk if other else 0.0))


def replaced(trip: Trip, stop: Stop, other: Stop) -> Trip:
    """Go to the place of another stop for the same thing, at the same time."""
    return _with(trip, replace(other, id=stop.id, stay=stop.stay, begins=stop.begins))


def _with(trip: Trip, changed: Stop) -> Trip:
    return replace(trip, stops=tuple(changed if stop.id == changed.id else stop for stop in trip.stops))


def put_in(stops: Sequence[Stop], stop: Stop, taken: Sequence[Stop]) -> list[Stop]:
    """One more stop at the end, with an id that neither these nor the `taken` have."""
    return [*stops, replace(stop, id=_free_id(stop.id, (*stops, *taken)))]


def _free_id(wanted: str, stops: Sequence[Stop]) -> str:
    taken = {stop.id for stop in stops}
    number = 2
    free = wanted
    while free in taken:
        free, number = f'{wanted}_{number}', number + 1
    return free
