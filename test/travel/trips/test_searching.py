from datetime import datetime

import pytest
from maps import town as load_town

from ipa_agents.language import Words
from ipa_agents.travel.map.folder import Map
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.trips.making import Wish, make_trip
from ipa_agents.travel.trips.searching import PlaceFinder, Wanted
from ipa_agents.travel.trips.timetable import timetable

EVENING = datetime(2026, 11, 20, 18, 30).timestamp()
DINNER = Wish('dinner', Words('dinner', '晚饭'), 5400.0)
FILM = Wish('film', Words('film', '电影'), 7200.0)
CHARGE = Wish('charging', Words('charging', '充电'), 1800.0, is_charging=True)


@pytest.fixture(scope='module')
def town() -> Map:
    return load_town()


@pytest.fixture(scope='module')
def here(town: Map) -> Position:
    place = town.places.place(town.places.store.place(len(town.places) // 2).place_id)
    return Position(place.latitude, place.longitude)


def test_an_evening_is_planned_in_the_town(town: Map, here: Position) -> None:
    wanted = {
        'dinner': Wanted(DINNER, kind='restaurant', cuisine='sichuan', min_rating=3.0),
        'film': Wanted(FILM, kind='cinema'),
        'charging': Wanted(CHARGE, kind='charging_station'),
    }
    finder = PlaceFinder(town.places, wanted)
    trip = make_trip([DINNER, FILM, CHARGE], finder, here, EVENING, town.router, people=4)
    dinner = trip.stops[0]
    assert dinner.place.kind == 'restaurant'
    assert 'sichuan' in dinner.place.cuisine or finder.relaxed['dinner']
    assert {stop.id for stop in trip.stops} | {'charging'} == {'dinner', 'film', 'charging'}
    assert len(trip.stops) == 3 or any(stop.parks_at for stop in trip.stops)
    assert finder.reasons('dinner', dinner.place.place_id)
    visits = timetable(trip, here, EVENING, town.router)
    assert not any(problem.code == 'unreachable' for visit in visits for problem in visit.problems)


def test_what_was_given_up_is_known_and_the_place_costs_more(town: Map, here: Position) -> None:
    wanted = Wanted(DINNER, kind='cinema', attributes=('swimming_pool', 'halal'), min_rating=5.0)
    finder = PlaceFinder(town.places, {'dinner': wanted})
    candidates = finder(DINNER, here)
    assert candidates
    assert finder.relaxed['dinner'] or all(candidate.malus >= 480.0 for candidate in candidates)
    plain = PlaceFinder(town.places, {'dinner': Wanted(DINNER, kind='cinema')})
    assert min(candidate.malus for candidate in candidates) > min(c.malus for c in plain(DINNER, here))


def test_why_a_place_was_chosen_is_not_made_up(town: Map, here: Position) -> None:
    assert PlaceFinder(town.places, {}).reasons('dinner', 'nowhere') == ()
