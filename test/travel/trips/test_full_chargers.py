"""A charger of the trip that fills up on the way: another one is weighed, and people are told."""

from dataclasses import replace

import pytest
from driven_car import MALL, place
from toured import STAY, A, B, C, Tour

from ipa_agents.language import Words
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.trips.changes import charged_beside, parked
from ipa_agents.travel.trips.habits import load_habits
from ipa_agents.travel.trips.trip import Stop, Trip

FULL = Occupancy(0, 1800.0)


def charger(name: str, east: float, north: float) -> Place:
    plugs = ('socket:type2_combo=4', 'socket:type2_combo:output=150 kW', 'access=yes')
    return replace(place(name, east, north), kind='charging_station', attributes=plugs)


NEAR, OTHER = charger('near', 1000, 0), charger('other', 1200, 0)


def low(*stops: Stop) -> Tour:
    """On the way to the first stop with a battery that does not last for all."""
    tour = Tour(stops or (B, C), charge=0.14, chargers=(NEAR, OTHER))
    tour.driver.set_off(tour.moment)
    return tour


def charges_at(tour: Tour) -> list[str]:
    assert tour.driver.guide
    return [stop.goal.name for stop in tour.driver.guide.trip.stops if stop.goal.kind == 'charging_station']


def test_the_trip_charges_elsewhere_and_the_car_is_led_there() -> None:
    tour = low()
    assert (tour.goal, charges_at(tour)) == ('near', ['near'])
    tour.told['n-near'] = FULL
    tour.be_at(10, 0)
    assert (tour.goal, charges_at(tour)) == ('other', ['other'])
    assert tour.where == ('charging', 'driving')
    assert tour.heard == [
        Words('Nothing is free at near now: you would wait 30 minutes.', 'near地现在没有空位，要等30分钟。'),
        Words('The trip charges at other now.', '现在改到other地充电。'),
    ]
    tour.be_at(20, 0)
    assert len(tour.heard) == 2


def test_where_no_other_is_better_it_stays_and_the_wait_is_told_once_and_again_when_it_gets_longer() -> None:
    tour = low()
    tour.told |= {'n-near': FULL, 'n-other': FULL}
    tour.be_at(10, 0)
    assert charges_at(tour) == ['near']
    assert tour.said == ['Nothing is free at near now: you would wait 30 minutes.']
    tour.told['n-near'] = Occupancy(0, 2000.0)
    tour.be_at(20, 0)
    assert len(tour.said) == 1
    tour.told |= {'n-near': Occupancy(0, 2400.0), 'n-other': Occupancy(0, 2400.0)}
    tour.be_at(30, 0)
    assert tour.said[1:] == ['Nothing is free at near now: you would wait 40 minutes.']
    tour.told['n-near'] = Occupancy(2)
    tour.be_at(40, 0)
    tour.told['n-near'] = FULL
    tour.be_at(50, 0)
    assert len(tour.said) == 3


def test_a_charger_that_people_wished_for_is_theirs_to_change() -> None:
    charging = Stop('charging', NEAR, 1800.0)
    tour = low(charging, C)
    tour.told |= {'n-near': FULL, 'n-other': Occupancy(3)}
    tour.be_at(10, 0)
    assert (tour.goal, charges_at(tour)[0]) == ('near', 'near')
    assert tour.heard[0].en == 'Nothing is free at near now: you would wait 30 minutes.'
    assert tour.heard[-1] == Words(
        'other, 250 metres from near, has 3 free: say "another charging station" for it.',
        'other地离near地250米，还有3个空位：想去那里充电，可以说“换一个充电站”。',
    )
    other = tour.driver.planner.other_charger(charging, tour.moment)
    assert other
    assert other.goal == OTHER


BESIDE = Stop('film', replace(MALL, name='cinema', name_zh='影院', kind='cinema'), 7200.0)
"""People are there while the car charges a short walk away."""


def beside(*names: str) -> Tour:
    chargers = tuple(charger(name, 2000 + 100 * number, 1500) for number, name in enumerate(names, 1))
    tour = Tour((replace(BESIDE, parks_at=chargers[0], walk=100.0), C), chargers=chargers)
    tour.driver.set_off(tour.moment)
    return tour


def test_where_the_car_charges_while_people_are_elsewhere_another_one_is_offered_with_numbers() -> None:
    tour = beside('near', 'far', 'full')
    tour.told |= {'n-near': FULL, 'n-far': Occupancy(2), 'n-full': FULL}
    tour.be_at(10, 0)
    assert tour.goal == 'near'
    assert tour.said == [
        'Nothing is free at near now: you would wait 30 minutes.',
        'far, 250 metres from cinema, has 2 free: say "another charging station" for it.',
    ]
    tour.be_at(20, 0)
    assert len(tour.said) == 2
    film = tour.driver.guide.trip.stops[0] if tour.driver.guide else None
    assert film
    other = tour.driver.planner.other_charger(film, tour.moment)
    tour.driver.change(lambda trip: parked(trip, film, other), tour.moment)
    assert tour.goal == 'far'


@pytest.mark.parametrize('occupancy', [FULL, Occupancy(None, 900.0)])
def test_nothing_is_offered_where_one_would_wait_as_well(occupancy: Occupancy) -> None:
    tour = beside('near', 'far')
    tour.told |= {'n-near': FULL, 'n-far': occupancy}
    tour.be_at(10, 0)
    assert tour.said == ['Nothing is free at near now: you would wait 30 minutes.']


def test_one_of_which_nobody_tells_is_offered_as_that() -> None:
    tour = beside('near', 'far')
    tour.told['n-near'] = FULL
    tour.be_at(10, 0)
    assert tour.said[-1].startswith('far is 250 metres from cinema, but nobody tells how full it is')


def test_who_means_the_charger_means_the_stop_beside_which_the_car_charges() -> None:
    stops = beside('near').driver.guide.trip.stops  # type: ignore[union-attr]
    for text in ('charging station', '充电'):
        assert charged_beside(Trip(stops), text, load_habits(), load_kinds()) == stops[0]
    assert charged_beside(Trip(stops), 'cinema', load_habits(), load_kinds()) is None
    own = Stop('charging', NEAR, 1800.0)
    assert charged_beside(Trip((*stops, own)), 'charging station', load_habits(), load_kinds()) is None
    assert parked(Trip(stops), stops[0], None).stops[0].goal == BESIDE.place


def test_who_is_led_elsewhere_is_not_led_back_by_a_full_charger() -> None:
    tour = low()
    tour.car.navigator.start(A.place)
    tour.told['n-near'] = FULL
    tour.be_at(10, 0)
    tour.be_at(20, 0)
    assert (tour.goal, tour.where[1]) == ('park', 'planned')
    assert charges_at(tour) == ['other']


@pytest.mark.parametrize('occupancy', [Occupancy(3), Occupancy(0, 60.0), Occupancy()])
def test_nothing_is_said_of_a_charger_where_nobody_waits_long(occupancy: Occupancy) -> None:
    tour = low()
    tour.told['n-near'] = occupancy
    tour.be_at(10, 0)
    assert (tour.said, charges_at(tour)) == ([], ['near'])


def test_it_is_heeded_while_people_stay_somewhere() -> None:
    tour = Tour((A, Stop('drive', place('far', 90_000, 0), STAY)), charge=0.2, chargers=(NEAR, OTHER))
    tour.driver.set_off(tour.moment)
    tour.drive_to(A.place)
    assert (tour.where, charges_at(tour)) == (('walk', 'staying'), ['near'])
    tour.told['n-near'] = FULL
    tour.wait(STAY / 2)
    assert (tour.where, charges_at(tour)) == (('walk', 'staying'), ['other'])
    assert tour.said[-1] == 'The trip charges at other now.'
