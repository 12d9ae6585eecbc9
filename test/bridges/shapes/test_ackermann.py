import math
from itertools import pairwise

import pytest

from ipa_agents.bridges.shapes.ackermann import AckermannCar, Gear
from ipa_agents.vehicle.simulator.geometry import offset

PLACE = 31.2, 165.4


def driven(car: AckermannCar, speed: float, yaw_rate: float, seconds: float, dt: float = 0.01) -> AckermannCar:
    for _ in range(round(seconds / dt)):
        car = car.step(speed, yaw_rate, dt)
    return car


def test_straight_on_it_goes_as_far_as_it_is_fast() -> None:
    car = driven(AckermannCar(*PLACE, 0.0, speed=10.0), 10.0, 0.0, 5.0)
    assert offset(*PLACE, car.latitude, car.longitude) == (pytest.approx(0), pytest.approx(50))
    assert (car.heading, car.acceleration) == (0, 0)


def test_it_speeds_up_and_slows_down_no_faster_than_its_plugin_lets_it() -> None:
    cars = [AckermannCar(*PLACE, 0.0)]
    for speed in [20.0] * 100 + [0.0] * 300:
        cars.append(cars[-1].step(speed, 0.0, 0.01))
    assert max(abs(after.speed - before.speed) for before, after in pairwise(cars)) == pytest.approx(0.08)
    assert cars[-1].speed == 0


@pytest.mark.parametrize(('yaw_rate', 'side'), [(0.5, -1), (-0.5, 1)])
def test_it_turns_in_the_circle_that_it_is_told(yaw_rate: float, side: int) -> None:
    turning = driven(AckermannCar(*PLACE, 0.0, speed=5.0), 5.0, yaw_rate, 2.0)
    assert turning.yaw_rate == pytest.approx(yaw_rate, rel=0.01)
    quarter = driven(turning, 5.0, yaw_rate, math.pi / 2 / abs(yaw_rate))
    assert (quarter.heading - turning.heading) % 360 == pytest.approx(side * 90 % 360, abs=1)
    across = math.hypot(*offset(turning.latitude, turning.longitude, quarter.latitude, quarter.longitude))
    assert across == pytest.approx(math.sqrt(2) * 5.0 / abs(yaw_rate), rel=0.02)


def test_it_turns_no_sharper_than_its_wheels_do() -> None:
    car = driven(AckermannCar(*PLACE, 0.0, speed=3.0), 3.0, 10.0, 3.0)
    gear = Gear()
    assert car.speed / car.yaw_rate == pytest.approx(gear.wheel_base / math.tan(gear.steering_limit), rel=0.01)


def test_who_stands_turns_nowhere() -> None:
    car = driven(AckermannCar(*PLACE, 77.0), 0.0, 1.0, 1.0)
    assert (car.latitude, car.longitude, car.heading, car.yaw_rate) == (*PLACE, 77.0, 0.0)
