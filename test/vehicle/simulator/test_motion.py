from dataclasses import replace

import pytest

from ipa_agents.vehicle.simulator.geometry import moved, offset
from ipa_agents.vehicle.simulator.motion import DRIVE, PARK, Motion, MotionParameters, step_motion
from ipa_agents.vehicle.simulator.track import Track, TrackLimits

PARAMETERS = MotionParameters(2.5, 2.0, 7.0, 50, 0.8, 2.9, 14.5)
HERE = (31.2, 121.4)
PARKED = Motion(*HERE, 0.0, way=1000.0)


def driven(motion: Motion, track: Track | None, seconds: float) -> list[Motion]:
    motions = [motion]
    for _ in range(round(seconds * 10)):
        motions.append(step_motion(PARAMETERS, motions[-1], track, 0.1))
    return motions


def straight(length: float, speed: float = 14) -> Track:
    end = moved(*HERE, 0, length)
    return Track(TrackLimits(2.0, 1.6, 2.8), [HERE[0], end[0]], [HERE[1], end[1]], [speed])


def test_without_a_way_the_car_stands_parked() -> None:
    assert driven(PARKED, None, 20)[-1] == replace(PARKED, standing=pytest.approx(20))


def test_a_way_is_driven_within_its_limit_and_ends_in_park_at_its_end() -> None:
    way = straight(500)
    motions = driven(PARKED, way, 60)
    end = motions[-1]
    assert max(motion.speed for motion in motions) == pytest.approx(14, abs=0.1)
    assert min(motion.acceleration for motion in motions if motion.speed > 0.5) > -1.9
    assert max(motion.acceleration for motion in motions) <= 2.5 + 1e-9
    assert motions[50].gear == DRIVE
    assert (end.speed, end.gear) == (0, PARK)
    assert offset(*HERE, end.latitude, end.longitude)[1] == pytest.approx(500, abs=1)
    assert end.way - PARKED.way == pytest.approx(500, abs=1)


def test_a_held_speed_is_kept_also_without_a_way() -> None:
    end = driven(replace(PARKED, pilot='HELD', held=20.0), None, 60)[-1]
    assert end.speed == pytest.approx(20, abs=0.01)
    assert offset(*HERE, end.latitude, end.longitude)[1] == pytest.approx(end.way - 1000, rel=1e-4)


def test_a_held_bend_is_a_circle_that_yaws_to_the_left() -> None:
    motions = driven(replace(PARKED, pilot='HELD', held=10.0, bend=0.01, speed=10.0), None, 62.83)
    assert motions[100].yaw_rate == pytest.approx(0.1)
    assert motions[100].lateral == pytest.approx(1.0)
    assert motions[100].heading > 180
    assert offset(*HERE, motions[-1].latitude, motions[-1].longitude) == pytest.approx((0, 0), abs=2)


def test_a_way_that_ends_early_brakes_gently_and_parks() -> None:
    motions = driven(replace(PARKED, speed=14.0, gear=DRIVE), None, 12)
    assert min(motion.acceleration for motion in motions) == pytest.approx(-2.0)
    assert (motions[-1].speed, motions[-1].gear) == (0, PARK)


def test_a_held_gear_stays_at_a_standstill() -> None:
    assert driven(replace(PARKED, pilot='HELD', gear=DRIVE), None, 10)[-1].gear == DRIVE
