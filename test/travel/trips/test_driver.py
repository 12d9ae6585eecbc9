"""A trip in a car that is driven by hand: stop by stop, changed on the way, and looked after."""

import json
import math

import pytest
from driven_car import ISLAND, MALL, PARK, ZOO
from toured import STAY, A, B, C, Tour

from ipa_agents.errors import RejectedCommand, TripError
from ipa_agents.travel.trips.changes import added, postponed, without
from ipa_agents.travel.trips.guide import TripGuide
from ipa_agents.travel.trips.trip import Stop


def test_the_trip_is_driven_stop_by_stop_and_goes_on_when_the_stay_is_over() -> None:
    tour = Tour()
    assert tour.where == ('walk', 'planned')
    assert tour.goal == ''
    tour.driver.set_off(tour.moment)
    assert (tour.where, tour.goal) == (('walk', 'driving'), 'park')
    tour.drive_to(PARK)
    assert tour.where == ('walk', 'staying')
    tour.wait(STAY - 5)
    assert tour.where == ('walk', 'staying')
    tour.wait(10)
    assert (tour.where, tour.goal) == (('mall', 'driving'), 'mall')
    assert tour.said == ['The next stop is mall.']
    tour.drive_to(MALL)
    tour.driver.set_off(tour.moment)
    assert (tour.where, tour.goal) == (('zoo', 'driving'), 'zoo')
    tour.drive_to(ZOO)
    assert tour.where == ('zoo', 'done')
    assert tour.said[-1] == 'That was the last stop of the trip.'


def test_a_stop_is_passed_by() -> None:
    tour = Tour()
    tour.driver.skip(tour.moment)
    assert (tour.where, tour.goal) == (('mall', 'driving'), 'mall')
    tour.driver.skip(tour.moment)
    with pytest.raises(RejectedCommand, match='no stop after'):
        tour.driver.skip(tour.moment)
    assert tour.goal == 'zoo'


def test_the_stop_that_is_driven_to_may_be_left_out() -> None:
    tour = Tour()
    tour.driver.set_off(tour.moment)
    tour.driver.change(lambda trip: without(trip, A), tour.moment)
    assert (tour.where, tour.goal) == (('mall', 'driving'), 'mall')
    tour.driver.skip(tour.moment)
    tour.driver.change(lambda trip: without(trip, C), tour.moment)
    assert tour.where == ('', 'done')
    assert tour.car.navigator.state.status == 'IDLE'


def test_a_trip_of_one_stop_is_over_when_one_is_there_and_cannot_lose_it() -> None:
    tour = Tour((B,))
    tour.driver.set_off(tour.moment)
    with pytest.raises(TripError, match='Nothing would be left'):
        tour.driver.change(lambda trip: without(trip, B), tour.moment)
    assert (tour.where, tour.goal) == (('mall', 'driving'), 'mall')
    tour.drive_to(MALL)
    assert tour.where == ('mall', 'done')
    with pytest.raises(RejectedCommand, match='over'):
        tour.driver.set_off(tour.moment)


def test_what_no_way_leads_to_is_refused_and_nothing_changes() -> None:
    tour = Tour((A, Stop('island', ISLAND, STAY)))
    tour.driver.set_off(tour.moment)
    with pytest.raises(RejectedCommand, match='No way leads to island'):
        tour.driver.skip(tour.moment)
    assert (tour.where, tour.goal) == (('walk', 'driving'), 'park')
    tour.drive_to(PARK)
    tour.wait(2 * STAY)
    assert tour.where == ('island', 'planned')
    assert tour.said == ['I cannot find a way to island from here.']
    tour.wait(1)
    assert len(tour.said) == 1


def test_who_is_led_elsewhere_takes_the_trip_up_again_later() -> None:
    tour = Tour()
    tour.driver.set_off(tour.moment)
    tour.car.navigator.start(ZOO)
    tour.be_at(0, 10)
    assert tour.where == ('walk', 'planned')
    tour.driver.set_off(tour.moment)
    assert (tour.where, tour.goal) == (('walk', 'driving'), 'park')


def test_a_new_stop_before_the_next_one_is_driven_to_first() -> None:
    tour = Tour((B, C))
    tour.driver.set_off(tour.moment)
    tour.driver.change(lambda trip: added(trip, A, 0), tour.moment)
    assert [stop.id for stop in tour.driver.guide.trip.stops] == ['walk', 'mall', 'zoo']  # type: ignore[union-attr]
    assert (tour.where, tour.goal) == (('walk', 'driving'), 'park')


@pytest.mark.parametrize('jump', [3600.0, -3600.0])
def test_a_clock_that_is_set_makes_no_stay_longer_or_shorter(jump: float) -> None:
    tour = Tour()
    tour.driver.set_off(tour.moment)
    tour.drive_to(PARK)
    tour.wait(STAY / 2)
    tour.set_clock(jump)
    assert tour.where == ('walk', 'staying')
    tour.wait(STAY / 2 - 5)
    assert tour.where == ('walk', 'staying')
    tour.wait(10)
    assert tour.where == ('mall', 'driving')


def test_who_will_be_late_is_told_once_and_again_when_it_gets_worse() -> None:
    tour = Tour((A, Stop('film', MALL, STAY, begins=1000.0 + 400.0)))
    tour.driver.set_off(tour.moment)
    tour.be_at(10, 0)
    assert tour.said == []
    for _ in range(12):
        tour.wait(31)
        tour.be_at(10, 0)
    late = [said for said in tour.said if 'late at mall' in said]
    assert 1 <= len(late) <= 2
    assert late[0].startswith('You will be ')


def test_a_trip_outlives_the_process() -> None:
    tour = Tour()
    tour.driver.set_off(tour.moment)
    tour.drive_to(PARK)
    assert tour.driver.guide
    kept = json.loads(json.dumps(tour.driver.guide.plain()))
    again = Tour(())
    again.car.now = tour.car.now
    again.driver.hold(TripGuide.read(kept))
    again.be_at(900, 0)
    assert again.where == ('walk', 'staying')
    assert again.driver.itinerary
    assert [entry.visit.stop.id for entry in again.driver.itinerary.entries] == ['walk', 'mall', 'zoo']
    again.wait(STAY + 5)
    assert (again.where, again.goal) == (('mall', 'driving'), 'mall')


def test_times_follow_the_trip_when_it_waits() -> None:
    tour = Tour()
    assert tour.driver.itinerary
    before = tour.driver.itinerary.entries[0].visit.arrival
    tour.wait(600)
    assert tour.driver.itinerary.entries[0].visit.arrival == pytest.approx(before + 600, abs=125)


def test_a_change_of_times_is_seen_in_what_follows() -> None:
    tour = Tour()
    tour.driver.change(lambda trip: postponed(trip, A, tour.car.now + 3600), tour.moment)
    assert tour.driver.itinerary
    entries = tour.driver.itinerary.entries
    assert entries[0].visit.starts == pytest.approx(tour.car.now + 3600)
    assert entries[1].visit.arrival > tour.car.now + 3600


def test_without_a_trip_there_is_nothing_to_change_and_nothing_to_say() -> None:
    tour = Tour(())
    for command in (tour.driver.set_off, tour.driver.skip):
        with pytest.raises(RejectedCommand, match='no trip'):
            command(tour.moment)
    with pytest.raises(RejectedCommand, match='no trip'):
        tour.driver.end()
    assert tour.said == []


def test_the_end_of_the_trip_ends_its_guidance() -> None:
    tour = Tour()
    tour.driver.set_off(tour.moment)
    tour.driver.end()
    assert tour.driver.guide is None
    assert tour.car.navigator.state.status == 'IDLE'


def test_the_battery_is_told_at_every_stop_and_unknown_where_nobody_tells_it() -> None:
    tour = Tour()
    assert tour.driver.itinerary
    levels = [entry.level.arriving for entry in tour.driver.itinerary.entries]
    assert levels == sorted(levels, reverse=True)
    assert 0.7 < levels[-1] < 0.8
    unknown = Tour(charge=math.nan)
    assert unknown.driver.itinerary
    assert unknown.driver.itinerary.why_not == 'state_unknown'
    assert all(math.isnan(entry.level.arriving) for entry in unknown.driver.itinerary.entries)
