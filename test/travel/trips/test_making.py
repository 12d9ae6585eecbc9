import itertools
from collections.abc import Sequence
from datetime import datetime

import pytest
from flat_earth import START, FlatEarth, place
from hypothesis import given, settings
from hypothesis import strategies as st

from ipa_agents.errors import TripError
from ipa_agents.language import Words
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.trips.making import Candidate, Wish, _cost, make_trip
from ipa_agents.travel.trips.timetable import timetable
from ipa_agents.travel.trips.trip import Stop, Trip

NOON = datetime(2026, 11, 20, 12).timestamp()
EAT = Wish('dinner', Words('dinner', '晚饭'), 5400.0)
FILM = Wish('film', Words('film', '电影'), 7200.0)
CHARGE = Wish('charging', Words('charging', '充电'), 1800.0, is_charging=True)


class Found:
    def __init__(self, **places: Sequence[Candidate]) -> None:
        self.places = places
        self.asked: list[tuple[str, Position]] = []

    def __call__(self, wish: Wish, around: Position) -> Sequence[Candidate]:
        self.asked.append((wish.id, around))
        return self.places[wish.id]


def names(trip: Trip) -> list[str]:
    return [stop.place.name for stop in trip.stops]


def test_places_are_chosen_for_the_whole_and_not_one_by_one() -> None:
    near = Candidate(place('Near', 'restaurant', -3_000.0))
    on_the_way = Candidate(place('On the way', 'restaurant', 5_000.0))
    cinema = Candidate(place('Rex', 'cinema', 10_000.0))
    trip = make_trip([EAT, FILM], Found(dinner=[near, on_the_way], film=[cinema]), START, NOON, FlatEarth())
    assert names(trip) == ['On the way', 'Rex']
    assert [stop.stay for stop in trip.stops] == [5400.0, 7200.0]


def test_a_better_place_is_worth_a_detour_up_to_a_point() -> None:
    plain = Candidate(place('Plain', 'restaurant', 1_000.0, rating=3.0))
    good = Candidate(place('Good', 'restaurant', 4_000.0, rating=4.9))
    far = Candidate(place('Far', 'restaurant', 40_000.0, rating=5.0))
    assert names(make_trip([EAT], Found(dinner=[plain, good, far]), START, NOON, FlatEarth())) == ['Good']


def test_what_is_closed_then_is_not_chosen_where_there_is_another() -> None:
    shut = Candidate(place('Shut', 'restaurant', 100.0, 'opening_hours=Mo-Su 18:00-23:00'))
    far = Candidate(place('Open', 'restaurant', 20_000.0, 'opening_hours=Mo-Su 10:00-23:00'))
    assert names(make_trip([EAT], Found(dinner=[shut, far]), START, NOON, FlatEarth())) == ['Open']
    assert names(make_trip([EAT], Found(dinner=[shut]), START, NOON, FlatEarth())) == ['Shut']


def test_what_no_way_leads_to_is_not_chosen_where_there_is_another() -> None:
    island = Candidate(place('Island', 'restaurant', 20_000.0, rating=5.0))
    ashore = Candidate(place('Ashore', 'restaurant', 14_000.0, rating=2.0))
    roads = FlatEarth(shore=15_000.0)
    assert names(make_trip([EAT], Found(dinner=[island, ashore]), START, NOON, roads)) == ['Ashore']
    trip = make_trip([EAT], Found(dinner=[island]), START, NOON, roads)
    (visit,) = timetable(trip, START, NOON, roads)
    assert [problem.code for problem in visit.problems] == ['unreachable']


def test_the_search_for_the_next_place_is_around_the_one_before() -> None:
    found = Found(dinner=[Candidate(place('A', 'restaurant', 9_000.0))], film=[Candidate(place('B', 'cinema', 0.0))])
    make_trip([EAT, FILM], found, START, NOON, FlatEarth())
    assert found.asked[0] == ('dinner', START)
    assert found.asked[1][1].latitude == pytest.approx(9_000 / 111_195)


def test_the_car_charges_while_people_eat_where_a_charger_is_near() -> None:
    eat = [Candidate(place('Wok', 'restaurant', 5_000.0))]
    charge = [Candidate(place('Pillar', 'charging_station', 5_200.0))]
    trip = make_trip([EAT, CHARGE], Found(dinner=eat, charging=charge), START, NOON, FlatEarth())
    (stop,) = trip.stops
    assert stop.place.name == 'Wok'
    assert stop.parks_at == charge[0].place
    assert stop.walk == pytest.approx(200 * 1.3 / 1.3, rel=0.01)


def test_the_ways_of_what_cannot_be_better_are_not_asked() -> None:
    eat = [Candidate(place(f'Wok {at}', 'restaurant', 1_000.0 * at)) for at in range(3)]
    charge = [Candidate(place('Pillar', 'charging_station', 1_100.0))]
    roads = FlatEarth()
    trip = make_trip([CHARGE, EAT], Found(dinner=eat, charging=charge), START, NOON, roads)
    assert names(trip) == ['Wok 1']
    assert roads.asked == [(1, 1)]


@pytest.mark.parametrize(('north', 'stay'), [(7_000.0, 5400.0), (5_200.0, 600.0)])
def test_the_car_charges_by_itself_where_it_is_too_far_or_too_short(north: float, stay: float) -> None:
    eat = [Candidate(place('Wok', 'restaurant', 5_000.0))]
    charge = [Candidate(place('Pillar', 'charging_station', north))]
    wishes = [Wish('dinner', EAT.name, stay), CHARGE]
    trip = make_trip(wishes, Found(dinner=eat, charging=charge), START, NOON, FlatEarth())
    assert names(trip) == ['Wok', 'Pillar']


def test_a_wish_that_finds_nothing_is_named_in_both_languages() -> None:
    with pytest.raises(TripError, match='nothing for film') as error:
        make_trip([EAT, FILM], Found(dinner=[Candidate(place('A', 'cafe', 1.0))], film=[]), START, NOON, FlatEarth())
    assert '电影' in error.value.reason_zh
    with pytest.raises(TripError, match='Nothing was wished'):
        make_trip([], Found(), START, NOON, FlatEarth())


spots = st.lists(st.integers(-20_000, 20_000), min_size=1, max_size=3)


@settings(max_examples=40, deadline=None)
@given(st.lists(spots, min_size=1, max_size=3))
def test_no_other_choice_of_places_is_better(layers: list[list[int]]) -> None:
    kinds = [f'w{number}' for number in range(len(layers))]
    wishes = [Wish(kind, Words(kind, kind), 600.0) for kind in kinds]
    found = {
        kind: [Candidate(place(f'{kind}-{n}', 'cafe', float(north), rating=3 + n)) for n, north in enumerate(layer)]
        for kind, layer in zip(kinds, layers, strict=True)
    }
    matrix = FlatEarth()
    trip = make_trip(wishes, Found(**found), START, NOON, matrix)

    def cost(stops: Sequence[Stop]) -> float:
        return sum(_cost(visit) for visit in timetable(Trip(tuple(stops), leaves=NOON), START, NOON, matrix))

    all_of_them = itertools.product(*found.values())
    best = min(
        cost([Stop(w.id, c.place, w.stay) for w, c in zip(wishes, chosen, strict=True)]) for chosen in all_of_them
    )
    assert cost(trip.stops) == pytest.approx(best)
