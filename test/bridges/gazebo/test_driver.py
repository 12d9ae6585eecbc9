"""A driver at the wheel of a car that steers, against the simulated car on the same way."""

import math
from collections.abc import Sequence

import pytest

from ipa_agents.bridges.gazebo.driver import Driver
from ipa_agents.bridges.shapes.ackermann import AckermannCar
from ipa_agents.errors import RejectedCommand
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.simulator import Car, load_car
from ipa_agents.vehicle.simulator.geometry import moved, offset

PERIOD = 0.1
PARAMETERS = load_car()
PLACE = PARAMETERS.start.latitude, PARAMETERS.start.longitude
LEGS = ((0, 150), (90, 120), (60, 200), (330, 90), (345, 300))
POINTS = [PLACE]
for direction, length in LEGS:
    POINTS.append(moved(*POINTS[-1], direction, length))
LATITUDES, LONGITUDES = zip(*POINTS, strict=True)
SPEEDS = [13.9] * len(LEGS)


class World:
    """A car that steers, and who drives it."""

    def __init__(self, heading: float = 0.0, speed: float = 0.0) -> None:
        self.car = AckermannCar(*PLACE, heading, speed)
        self.driver = Driver(PARAMETERS)
        self.time = 0.0

    def go(self, seconds: float) -> None:
        for _ in range(round(seconds / PERIOD)):
            place = self.car.latitude, self.car.longitude
            aim = self.driver.drive(place, self.car.heading, self.car.speed, PERIOD)
            for _ in range(10):
                self.car = self.car.step(aim.speed, aim.speed * aim.curvature, PERIOD / 10)
            self.time += PERIOD


def away(place: tuple[float, float], points: Sequence[tuple[float, float]]) -> float:
    """m to the nearest of points."""
    return min(math.hypot(*offset(*place, *point)) for point in points)


def simulated() -> tuple[Car, list[tuple[float, float]], float]:
    """The simulated car at the end of the way, where it was, and when it was there."""
    car, places, time = Car(PARAMETERS, load_catalogue()), [PLACE], 0.0
    car.follow(LATITUDES, LONGITUDES, SPEEDS)
    while (car.state.motion.speed or time < 5) and time < 600:
        car.step(PERIOD)
        time += PERIOD
        places.append((car.state.motion.latitude, car.state.motion.longitude))
    return car, places, time


def test_it_keeps_to_the_way_of_the_simulated_car_and_to_its_time() -> None:
    car, places, took = simulated()
    world, aside = World(), []
    world.driver.follow(PLACE, LATITUDES, LONGITUDES, SPEEDS)
    while (world.car.speed > 0.01 or world.time < 5) and world.time < 2 * took:
        world.go(PERIOD)
        aside.append(away((world.car.latitude, world.car.longitude), places))
    motion = car.state.motion
    assert math.hypot(*offset(world.car.latitude, world.car.longitude, motion.latitude, motion.longitude)) < 3
    assert max(aside) < 3.0, 'm, in the sharpest bend'
    assert world.time == pytest.approx(took, rel=0.15)


def test_it_turns_round_where_it_stands_the_wrong_way() -> None:
    world = World(heading=175.0)
    world.driver.follow(PLACE, LATITUDES, LONGITUDES, SPEEDS)
    world.go(45)
    assert away((world.car.latitude, world.car.longitude), simulated()[1]) < 2
    assert world.car.speed > 5


def test_without_a_way_it_stops_as_softly_as_people_like_and_is_still() -> None:
    world = World(speed=10.0)
    world.driver.follow(PLACE, LATITUDES, LONGITUDES, SPEEDS)
    world.go(5)
    before = world.car.speed
    world.driver.leave()
    world.go(PERIOD)
    assert before - world.car.speed <= PARAMETERS.motion.hardest_braking * PERIOD + 1e-6
    world.go(10)
    assert world.car.speed == 0


def test_a_speed_that_is_wanted_is_kept_with_a_way_and_without() -> None:
    world = World()
    world.driver.hold(30 / 3.6)
    world.go(10)
    assert world.car.speed == pytest.approx(30 / 3.6, abs=0.1)
    assert world.car.heading == pytest.approx(0.0, abs=1e-6)
    world.driver.hold(0.0)
    world.go(10)
    assert world.car.speed == 0


def test_a_way_that_is_none_is_refused_and_the_old_one_holds() -> None:
    world = World()
    world.driver.follow(PLACE, LATITUDES, LONGITUDES, SPEEDS)
    for latitudes, speeds in (([31.2], []), (LATITUDES, [1.0]), ([math.nan] * len(LATITUDES), SPEEDS)):
        with pytest.raises(RejectedCommand):
            world.driver.follow(PLACE, latitudes, LONGITUDES[: len(latitudes)], speeds)
    world.go(5)
    assert world.car.speed > 5
