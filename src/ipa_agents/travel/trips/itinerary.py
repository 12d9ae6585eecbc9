"""A trip with all its times: made of wishes, or of the stops that there are, and charged on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ipa_agents.travel.charging.charger import Charger
from ipa_agents.travel.charging.nearby import chargers_near
from ipa_agents.travel.charging.plan import Relaxed, WhyNot
from ipa_agents.travel.charging.planner import Traveller
from ipa_agents.travel.charging.usable import usable_chargers
from ipa_agents.travel.occupancy.occupancy import UNKNOWN as NOT_TOLD
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.places.interface import Places
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.matrix import Matrix
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.routing.remembered import Remembered
from ipa_agents.travel.trips.electric import UNKNOWN, Level, charged, told_wait
from ipa_agents.travel.trips.habits import Habits
from ipa_agents.travel.trips.joining import apart, joined
from ipa_agents.travel.trips.making import make_trip
from ipa_agents.travel.trips.searching import PlaceFinder, Wanted
from ipa_agents.travel.trips.timetable import Visit, timetable
from ipa_agents.travel.trips.trip import Stop, Trip
from ipa_agents.travel.trips.weather import Caution, Weather, cautions

__all__ = ['Entry', 'Itinerary', 'Moment', 'TripPlanner']


@dataclass(frozen=True, slots=True)
class Moment:
    """Where the car is at `now`, s since 1970, how it is, and the weather; `is_warming`: its battery, for charging."""

    here: Position
    now: float
    traveller: Traveller
    weather: Weather
    is_warming: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A stop at its time, how full the battery is there, and what the weather says against it."""

    visit: Visit
    level: Level = UNKNOWN
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class Itinerary:
    """A trip with an entry for each of its stops.

    `relaxed` is what cannot be kept to so that the battery lasts; `why_not` says why nothing makes it last.
    """

    trip: Trip
    entries: tuple[Entry, ...]
    relaxed: tuple[Relaxed, ...] = ()
    why_not: WhyNot | None = None

    def entry(self, stop_id: str) -> Entry | None:
        """The entry of a stop; None for a stop that there is not."""
        return next((entry for entry in self.entries if entry.visit.stop.id == stop_id), None)


@dataclass(frozen=True)
class TripPlanner:
    """Plans trips over the places of a map and its ways; raises TripError and InvalidQuery.

    `occupancy` by place_id may be another one each time that a trip is planned.
    """

    places: Places
    matrix: Matrix
    habits: Habits
    occupancy: Mapping[str, Occupancy] | None = None

    def made(self, wanted: Sequence[Wanted], moment: Moment, leaves: float | None, people: int) -> Itinerary:
        """The best trip for these wishes, in their order."""
        finder = self._finder(wanted, moment)
        wishes = [one.wish for one in wanted]
        ways = Remembered(self.matrix)
        trip = make_trip(wishes, finder, moment.here, moment.now, ways, leaves=leaves, people=people)
        return self._timed(replace(trip, stops=tuple(_explained(stop, finder) for stop in trip.stops)), moment, ways)

    def timed(self, trip: Trip, moment: Moment) -> Itinerary:
        """A trip that is still to be driven, at its times, with what is to be charged for it."""
        return self._timed(trip, moment, Remembered(self.matrix))

    def _timed(self, trip: Trip, moment: Moment, ways: Matrix) -> Itinerary:
        points = [moment.here, *(stop.position for stop in trip.stops)]

        def chargers() -> list[Charger]:
            return chargers_near(self.places, points, self.occupancy)

        charge = charged(trip, moment.traveller, moment.here, chargers, ways, self.occupancy)
        visits = timetable(charge.trip, moment.here, moment.now, ways)
        entries = (
            Entry(visited, level, cautions(visited.stop.place, moment.weather, self.habits))
            for visited, level in zip(visits, charge.levels, strict=True)
        )
        return Itinerary(charge.trip, tuple(entries), charge.relaxed, charge.why_not)

    def waits(self, stops: Sequence[Stop], moment: Moment) -> dict[Stop, float]:
        """How many s one would wait to charge at each of these stops, by what operators tell now; 0: not at all."""
        return {stop: told_wait(stop, moment.traveller, self.occupancy) for stop in stops}

    def stop(
        self,
        wanted: Wanted,
        around: Position,
        moment: Moment,
        instead_of: Place | None = None,
        at: float | None = None,
    ) -> Stop:
        """One stop for a wish, around a point; another place than that which it is `instead_of`.

        It is open `at` s since 1970, where that is known and nothing begins there.
        """
        wish = wanted.wish if wanted.wish.begins is not None else replace(wanted.wish, begins=at)
        finder = self._finder(
            [replace(wanted, wish=wish)], moment, frozenset({instead_of.place_id} if instead_of else ())
        )
        trip = make_trip([wish], finder, around, moment.now, self.matrix)
        return replace(_explained(trip.stops[0], finder), begins=wanted.wish.begins)

    def other_charger(self, stop: Stop, moment: Moment) -> Stop | None:
        """The same stop with another charger, where nobody has to wait; None where there is none.

        Where people are elsewhere while the car charges, they can walk from it to there.
        """
        around = Position(stop.place.latitude, stop.place.longitude)
        traveller = moment.traveller
        usable = usable_chargers(chargers_near(self.places, [around], self.occupancy), traveller.car, traveller.terms)
        free = [
            one.charger.place
            for one in usable
            if one.charger.place.place_id != stop.goal.place_id
            and one.charger.occupancy.free != 0
            and not one.charger.occupancy.wait
        ]
        if stop.parks_at is not None:
            return joined(stop, free)
        nearest = min(free, key=lambda place: apart(place, stop.place), default=None)
        return replace(stop, place=nearest, why=(), relaxed=()) if nearest else None

    def free_at(self, stop: Stop) -> int | None:
        """How many outlets are free where the car charges, as told; None: nobody tells."""
        return (self.occupancy or {}).get(stop.goal.place_id, NOT_TOLD).free

    def _finder(self, wanted: Sequence[Wanted], moment: Moment, left_out: frozenset[str] = frozenset()) -> PlaceFinder:
        by_id = {one.wish.id: one for one in wanted}
        return PlaceFinder(self.places, by_id, moment.weather, left_out, self.occupancy or {})

    def least_detour(self, stops: Sequence[Stop], stop: Stop, moment: Moment) -> int:
        """Before which of the stops another one costs least time; their number where that is at the end."""
        points = [moment.here, *(one.position for one in stops)]
        seconds = Remembered(self.matrix).matrix([*points, stop.position], [*points, stop.position]).seconds
        detours = [
            seconds[at, -1] + (seconds[-1, at + 1] - seconds[at, at + 1] if at < len(stops) else 0.0)
            for at in range(len(points))
        ]
        return int(np.argmin(detours))


def _explained(stop: Stop, finder: PlaceFinder) -> Stop:
    why = finder.reasons(stop.id, stop.place.place_id)
    return replace(stop, why=why, relaxed=finder.relaxed.get(stop.id, ()))
