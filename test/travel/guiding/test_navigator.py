from dataclasses import replace

import pytest
from driven_car import ISLAND, MALL, PARK, ZOO, DrivenCar, Roads, at, place

from ipa_agents.errors import NoRoute, RejectedCommand
from ipa_agents.travel.guiding.control import Wanted, control
from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.guiding.navigator import MOST_STOPS, Navigator
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.survey import Stretch

NOWHERE = Place('', '', '', '', 0.0, 0.0)


def test_the_way_is_driven_to_its_end(car: DrivenCar) -> None:
    car.navigator.start(MALL)
    state = car.navigator.state
    assert state.status == 'GUIDING'
    assert state.progress.distance_remaining == pytest.approx(3500, rel=0.01)
    car.drive(0, 0, 1000, 0)
    state = car.navigator.state
    assert state.progress.distance_remaining == pytest.approx(2500, rel=0.01)
    assert state.progress.time_remaining == pytest.approx(250, rel=0.01)
    assert state.eta == pytest.approx(car.now + 250, abs=3)
    assert state.progress.maneuver == 1
    assert state.progress.maneuver_distance == pytest.approx(1000, rel=0.01)
    car.drive(1000, 0, 2000, 0)
    car.drive(2000, 0, 2000, 1500)
    assert car.navigator.state.status == 'ARRIVED'
    assert car.said[-1] == 'You have arrived at mall.'


def test_each_announcement_comes_once_and_in_time(car: DrivenCar) -> None:
    car.navigator.start(MALL)
    car.drive(0, 0, 2000, 0)
    car.drive(2000, 0, 2000, 1500)
    assert car.said == [
        'Start.',
        'In 600 metres, left.',
        'In 200 metres, left.',
        'Left.',
        'In 600 metres, you reach mall.',
        'In 200 metres, you reach mall.',
        'You have arrived at mall.',
    ]


def test_a_toll_is_told_once_before_it_begins(car: DrivenCar) -> None:
    car.roads.tolls = (Stretch(1500, 1800),)
    car.navigator.start(MALL)
    car.drive(0, 0, 600, 0)
    assert not [said for said in car.said if 'toll' in said]
    car.drive(600, 0, 1900, 0)
    assert [said for said in car.said if 'toll' in said] == ['In 800 metres, the road costs a toll.']


def test_a_car_that_stands_close_by_has_arrived(car: DrivenCar) -> None:
    car.navigator.start(PARK)
    car.be_at(840, 0, speed=5.0)
    assert car.navigator.state.status == 'GUIDING'
    car.be_at(840, 0, speed=0.0)
    assert car.navigator.state.status == 'ARRIVED'


def test_after_arrival_cancel_clears_and_start_goes_on(car: DrivenCar) -> None:
    for then in (lambda: car.navigator.cancel(), lambda: car.navigator.start(ZOO)):
        car.navigator.start(PARK)
        car.drive(0, 0, 900, 0)
        assert car.navigator.state.status == 'ARRIVED'
        with pytest.raises(RejectedCommand):
            car.navigator.add_stop(ZOO)
        then()
        car.be_at(0, 0)
    assert car.navigator.state.status == 'GUIDING'
    assert car.navigator.state.route is not None
    assert car.navigator.state.route.destination == ZOO


def test_leaving_the_route_finds_a_new_one_after_a_moment(car: DrivenCar) -> None:
    car.navigator.start(MALL)
    car.drive(0, 0, 500, 0)
    before = len(car.roads.asked)
    car.be_at(500, -100)
    assert len(car.roads.asked) == before
    car.drive(500, -110, 500, -180)
    assert len(car.roads.asked) == before + 1
    start, goal, _ = car.roads.asked[-1]
    assert start.latitude == pytest.approx(at(500, -150)[0], abs=2e-4)
    assert goal == MALL
    assert 'There is a new route.' in car.said


def test_driving_the_wrong_way_is_leaving_the_route(car: DrivenCar) -> None:
    car.navigator.start(MALL)
    for east in range(500, 450, -10):
        car.be_at(east, 0, heading=270.0)
    assert len(car.roads.asked) == 2


def test_an_unsteady_heading_at_a_standstill_is_not(car: DrivenCar) -> None:
    car.navigator.start(MALL)
    for heading in (270.0, 180.0, float('nan')) * 5:
        car.be_at(500, 0, heading=heading, speed=0.0)
    assert len(car.roads.asked) == 1


def test_without_a_new_route_that_is_said_once_and_guidance_stays(car: DrivenCar) -> None:
    car.navigator.start(MALL)
    car.roads.plan = lambda *_: (_ for _ in ()).throw(NoRoute('none'))  # type: ignore[method-assign]
    for _ in range(20):
        car.be_at(500, -500)
    assert [said for said in car.said if 'cannot find' in said] == ['I cannot find a way to mall from here.']
    assert car.navigator.state.status == 'GUIDING'


def test_stops_are_added_where_they_cost_least_announced_and_passed(car: DrivenCar) -> None:
    car.navigator.start(MALL)
    car.navigator.add_stop(PARK)
    car.navigator.add_stop(place('kiosk', 400, 0))
    route = car.navigator.state.route
    assert route is not None
    assert [stop.name for stop in route.stops] == ['kiosk', 'park']
    assert route.destination == MALL
    car.drive(0, 0, 500, 0)
    assert 'You have reached your stop, kiosk.' in car.said
    assert car.navigator.state.route is not None
    assert [stop.name for stop in car.navigator.state.route.stops] == ['park']
    car.navigator.remove_stop(PARK)
    assert car.navigator.state.route.stops == ()


def test_the_only_stop_needs_no_name_to_be_removed(car: DrivenCar) -> None:
    car.navigator.start(MALL)
    car.navigator.add_stop(PARK)
    car.navigator.remove_stop(Place('', '', '', '', 0.0, 0.0))
    assert car.navigator.state.route is not None
    assert car.navigator.state.route.stops == ()
    with pytest.raises(RejectedCommand, match='not a stop'):
        car.navigator.remove_stop(Place('', '', '', '', 0.0, 0.0))


def test_the_destination_can_be_replaced_and_stops_stay(car: DrivenCar) -> None:
    car.navigator.start(MALL, 'no_tolls')
    car.navigator.add_stop(PARK)
    car.navigator.replace_destination(ZOO)
    route = car.navigator.state.route
    assert route is not None
    assert (route.destination, route.stops, route.preference) == (ZOO, (PARK,), 'no_tolls')


def test_an_alternative_can_be_taken_until_the_car_has_passed_it_by(car: DrivenCar) -> None:
    car.navigator.start(MALL)
    driven, (other,) = car.navigator.state.route, car.navigator.state.alternatives
    car.navigator.choose_alternative(0)
    assert car.navigator.state.route == driven
    car.navigator.choose_alternative(1)
    assert car.navigator.state.route == other
    assert car.navigator.state.alternatives == (driven,)
    car.drive(0, 0, 0, 300)
    assert car.navigator.state.alternatives == ()
    with pytest.raises(RejectedCommand, match='no such'):
        car.navigator.choose_alternative(1)


def test_muted_guidance_says_nothing(car: DrivenCar) -> None:
    car.navigator.mute()
    car.navigator.start(MALL)
    car.drive(0, 0, 1900, 0)
    assert car.said == []
    car.navigator.unmute()
    car.drive(1900, 0, 2000, 0)
    assert car.said == ['Left.']


def test_a_position_that_is_none_is_not_followed(car: DrivenCar) -> None:
    car.navigator.start(MALL)
    before = car.navigator.state.progress
    assert car.navigator.see_position(float('nan'), 165.4, 0.0, 5.0, car.now) == ()
    assert car.navigator.see_position(31.2, 1e9, 0.0, 5.0, car.now) == ()
    assert car.navigator.state.progress == before


NOWHERE = replace(MALL, latitude=float('nan'))


@pytest.mark.parametrize(
    ('is_guiding', 'action', 'goal', 'preference', 'number'),
    [
        (False, 'CANCEL', MALL, '', 0),
        (False, 'ADD_STOP', MALL, '', 0),
        (False, 'REMOVE_STOP', MALL, '', 0),
        (False, 'REPLACE_DESTINATION', MALL, '', 0),
        (False, 'CHOOSE_ALTERNATIVE', MALL, '', 0),
        (False, 'START', NOWHERE, '', 0),
        (False, 'START', ISLAND, '', 0),
        (False, 'START', MALL, 'scenic', 0),
        (False, 'START', replace(MALL, name='x' * 100_000), '', 0),
        (True, 'ADD_STOP', ISLAND, '', 0),
        (True, 'REPLACE_DESTINATION', ISLAND, '', 0),
        (True, 'REMOVE_STOP', PARK, '', 0),
        (True, 'CHOOSE_ALTERNATIVE', MALL, '', 2),
        (True, 'CHOOSE_ALTERNATIVE', MALL, '', -1),
        (True, 'EXPLODE', MALL, '', 0),
        (False, 'VIA', MALL, '', 0),
    ],
)
def test_what_cannot_be_done_is_refused_in_both_languages_and_changes_nothing(
    car: DrivenCar, is_guiding: bool, action: str, goal: Place, preference: str, number: int
) -> None:
    if is_guiding:
        car.navigator.start(MALL)
    before = car.navigator.state
    with pytest.raises(RejectedCommand) as caught:
        control(car.navigator, action, Wanted(goal, preference, number))
    assert 0 < len(caught.value.reason) < 200
    assert 0 < len(caught.value.reason_zh) < 200
    assert car.navigator.state == before


def test_a_stop_is_added_once_and_not_without_end(car: DrivenCar) -> None:
    car.navigator.start(MALL)
    for number in range(MOST_STOPS):
        car.navigator.add_stop(place(f's{number}', 100 * number + 100, 0))
    with pytest.raises(RejectedCommand, match='already'):
        car.navigator.add_stop(place('s3', 400, 0))
    with pytest.raises(RejectedCommand, match='at most'):
        car.navigator.add_stop(ZOO)


def test_nothing_is_planned_before_the_car_is_seen() -> None:
    with pytest.raises(RejectedCommand, match='where the car is'):
        Navigator(Roads(), load_guidance()).start(MALL)


def test_the_route_is_led_past_a_place_without_a_stop_there(car: DrivenCar) -> None:
    car.navigator.start(MALL)
    control(car.navigator, 'VIA', Wanted(NOWHERE, vias=(ZOO,)))
    errand = car.navigator.journey.errand if car.navigator.journey else None
    assert errand is not None
    assert [(via.position.latitude, via.leg) for via in errand.vias] == [(ZOO.latitude, 0)]
    assert (errand.destination, errand.stops) == (MALL, ())
    control(car.navigator, 'VIA', Wanted(NOWHERE, vias=(PARK,)))
    errand = car.navigator.journey.errand
    assert [via.position.latitude for via in errand.vias] == [PARK.latitude]
    with pytest.raises(RejectedCommand, match='at most'):
        control(car.navigator, 'VIA', Wanted(NOWHERE, vias=(ZOO,) * 6))
