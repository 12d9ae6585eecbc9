from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from flat_earth import START, FlatEarth, place

from ipa_agents.errors import TripError
from ipa_agents.language import Words
from ipa_agents.travel.charging.consumption import Conditions, load_consumption
from ipa_agents.travel.charging.electric_car import Battery, load_electric_car, load_terms
from ipa_agents.travel.charging.planner import Traveller
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.places.found import Found, Reason, Results
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.trips.habits import load_habits
from ipa_agents.travel.trips.itinerary import Moment, TripPlanner
from ipa_agents.travel.trips.making import Wish
from ipa_agents.travel.trips.searching import Wanted
from ipa_agents.travel.trips.trip import Stop, Trip
from ipa_agents.travel.trips.weather import Weather

NOON = datetime(2026, 11, 20, 12).timestamp()
CAR = Traveller(load_electric_car(), load_consumption(), Battery(2e8, 2.592e8, 20.0), Conditions(20, 20), load_terms())
DRY, WET = (Moment(START, NOON, CAR, Weather(is_raining, 12.0)) for is_raining in (False, True))
DINNER = Wish('dinner', Words('dinner', '晚饭'), 5400.0)
NEAR = place('Near', 'restaurant', 1_000.0)
LIKED = replace(place('Liked', 'restaurant', 3_000.0), cuisine='noodle;sichuan')
WITH_PARKING = place('Garage', 'restaurant', 2_000.0, 'parking=yes')


class Shelf:
    """A store that always finds all that it has of a kind."""

    def __init__(self, *places: Place) -> None:
        self.places = places

    def search(self, query: Any) -> Results:
        places = (one for one in self.places if one.kind == query.kind)
        return Results(tuple(Found(one, 0.0, (Reason('distance', 1.0),)) for one in places))


def planner(*places: Place) -> TripPlanner:
    return TripPlanner(Shelf(*places), FlatEarth(), load_habits())  # type: ignore[arg-type]


def chosen(places: TripPlanner, moment: Moment, **wanted: Any) -> Stop:
    (stop,) = places.made([Wanted(DINNER, kind='restaurant', **wanted)], moment, None, 1).trip.stops
    return stop


def test_what_people_like_is_worth_a_detour_and_told() -> None:
    assert chosen(planner(NEAR, LIKED), DRY).place == NEAR
    stop = chosen(planner(NEAR, LIKED), DRY, likes=('sichuan',))
    assert stop.place == LIKED
    assert [reason.code for reason in stop.why] == ['distance', 'liked']


def test_when_it_rains_people_rather_park_at_the_door() -> None:
    assert chosen(planner(NEAR, WITH_PARKING), DRY).place == NEAR
    stop = chosen(planner(NEAR, WITH_PARKING), WET)
    assert stop.place == WITH_PARKING
    assert [reason.code for reason in stop.why] == ['distance', 'dry']


def test_a_place_that_is_known_is_not_searched() -> None:
    home = place('Home', '', 500.0)
    assert chosen(planner(), DRY, place=home).place == home


def test_another_place_is_another_one() -> None:
    wanted = Wanted(DINNER, kind='restaurant')
    assert planner(NEAR, LIKED).stop(wanted, START, DRY, instead_of=NEAR).place == LIKED
    with pytest.raises(TripError, match='nothing for dinner'):
        planner(NEAR).stop(wanted, START, DRY, instead_of=NEAR)


def test_another_place_is_open_when_people_come() -> None:
    early = replace(LIKED, attributes=('opening_hours=Mo-Su 10:00-14:00',))
    late = replace(WITH_PARKING, attributes=('opening_hours=Mo-Su 10:00-23:00',))
    wanted = Wanted(DINNER, kind='restaurant')
    evening = datetime(2026, 11, 20, 19).timestamp()
    stop = planner(early, late).stop(wanted, Position(early.latitude, early.longitude), DRY, at=evening)
    assert (stop.place, stop.begins) == (late, None)


def test_another_charger_is_one_where_something_is_free() -> None:
    full, free, other = (place(name, 'charging_station', at) for name, at in (('F', 100.0), ('N', 2_000.0), ('O', 0.0)))
    wanted = Wanted(Wish('charging', Words('charging', '充电'), 1800.0), kind='charging_station')
    told = {'F': Occupancy(0), 'N': Occupancy(3)}
    stop = replace(planner(full, free, other), occupancy=told).stop(wanted, START, DRY, instead_of=other)
    assert stop.place == free
    assert [(reason.code, reason.number) for reason in stop.why] == [('distance', 1.0), ('free_outlets', 3)]


@pytest.mark.parametrize(('north', 'before'), [(2_000.0, 0), (4_500.0, 0), (7_000.0, 1), (20_000.0, 2)])
def test_a_stop_is_put_where_it_costs_least(north: float, before: int) -> None:
    stops = [Stop(name, place(name, 'cafe', at), 60.0) for name, at in (('a', 5_000.0), ('b', 10_000.0))]
    assert planner().least_detour(stops, Stop('c', place('c', 'cafe', north), 60.0), DRY) == before


def test_the_first_stop_goes_anywhere() -> None:
    assert planner().least_detour([], Stop('c', NEAR, 60.0), DRY) == 0


def test_being_outdoors_in_the_rain_is_cautioned() -> None:
    trip = Trip((Stop('walk', place('Green', 'park', 900.0), 60.0), Stop('dinner', NEAR, 60.0)))
    walk, dinner = planner().timed(trip, WET).entries
    assert (walk.cautions, dinner.cautions) == (('rain',), ())


def test_the_car_is_charged_where_something_is_free() -> None:
    fast = ('socket:type2_combo=4', 'socket:type2_combo:output=150 kW', 'access=yes')
    pillars = [place(name, 'charging_station', at, *fast) for name, at in (('A', 110_000.0), ('B', 110_500.0))]
    stops = (Stop(name, place(name, 'cafe', at), 60.0) for name, at in (('far', 100_000.0), ('further', 200_000.0)))
    trip, weak = Trip(tuple(stops)), replace(DRY, traveller=replace(CAR, battery=Battery(8e7, 2.592e8, 20.0)))
    for free, full in ('AB', 'BA'):
        told = {free: Occupancy(2), full: Occupancy(0, 3600.0)}
        charged = replace(planner(*pillars), occupancy=told).timed(trip, weak).trip
        assert [stop.place.name for stop in charged.stops if stop.is_added] == [free]
