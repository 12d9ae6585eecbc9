"""A charger of the trip that fills up on the way: another one is weighed, and people are told."""

from dataclasses import replace

import pytest
from driven_car import place
from toured import STAY, A, B, C, Tour

from ipa_agents.language import Words
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.trips.trip import Stop

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
    tour = low(Stop('charging', NEAR, 1800.0), C)
    tour.told['n-near'] = FULL
    tour.be_at(10, 0)
    assert (tour.goal, charges_at(tour)[0]) == ('near', 'near')
    assert tour.heard[0].en == 'Nothing is free at near now: you would wait 30 minutes.'
    assert tour.heard[-1] == Words(
        'To charge elsewhere, say "another charging station".', '想换地方充电，可以说“换一个充电站”。'
    )


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
