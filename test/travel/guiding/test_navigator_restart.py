"""What the navigator takes up again after its process died."""

import json

import pytest
from driven_car import ISLAND, MALL, PARK, ZOO, DrivenCar, at


def test_a_snapshot_is_planned_again_from_where_the_car_is(car: DrivenCar) -> None:
    car.navigator.start(MALL, 'shortest')
    car.navigator.add_stop(PARK)
    car.navigator.mute()
    other = DrivenCar()
    other.navigator.restore(json.loads(json.dumps(car.navigator.snapshot())))
    assert other.navigator.snapshot() == car.navigator.snapshot()  # a second restart before the car is seen
    other.be_at(100, 0)
    route = other.navigator.state.route
    assert route
    assert (route.destination, route.stops, route.preference) == (MALL, (PARK,), 'shortest')
    assert other.roads.asked[-1][0].longitude == pytest.approx(at(100, 0)[1])
    assert other.navigator.state.is_muted
    assert other.navigator.snapshot() == car.navigator.snapshot()


def test_after_a_restart_nothing_is_announced_that_was_before(car: DrivenCar) -> None:
    car.navigator.start(MALL)
    other = DrivenCar()
    other.navigator.restore(car.navigator.snapshot())
    other.be_at(10, 0)
    assert 'Start.' not in other.said


def test_where_no_way_leads_after_a_restart_is_said(car: DrivenCar) -> None:
    car.navigator.start(MALL)
    snapshot = car.navigator.snapshot()
    snapshot['errand']['destination'] |= {'place_id': ISLAND.place_id} | {
        name: getattr(ISLAND, name) for name in ('name', 'name_zh', 'latitude', 'longitude')
    }
    other = DrivenCar()
    other.navigator.restore(snapshot)
    other.be_at(10, 0)
    assert other.navigator.state.status == 'IDLE'
    assert other.said == ['I cannot find a way to island from here.']


def test_a_wish_after_the_restart_comes_before_what_was_interrupted(car: DrivenCar) -> None:
    car.navigator.start(MALL)
    snapshot = car.navigator.snapshot()
    car.navigator.cancel()
    assert car.navigator.snapshot()['errand'] is None
    car.navigator.start(ZOO)
    car.navigator.restore(snapshot)
    car.be_at(10, 0)
    assert car.navigator.state.route
    assert car.navigator.state.route.destination == ZOO


@pytest.mark.parametrize('wrong', [{'errand': {}}, {'errand': {'destination': {'name': 'x'}, 'stops': []}}, {}])
def test_what_is_no_snapshot_is_refused(car: DrivenCar, wrong: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        car.navigator.restore(wrong)
    car.be_at(10, 0)
    assert car.navigator.state.status == 'IDLE'
