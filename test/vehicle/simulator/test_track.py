from itertools import pairwise

import pytest

from ipa_agents.vehicle.simulator.geometry import moved, offset
from ipa_agents.vehicle.simulator.track import Track, TrackLimits

LIMITS = TrackLimits(lateral=2.0, braking=1.5, slowest=2.5)
START = (31.2, 121.4)
CORNER = moved(*START, 0, 400)
END = moved(*CORNER, 90, 300)


def track(*points: tuple[float, float], speed: float = 15) -> Track:
    latitudes, longitudes = zip(*points, strict=True)
    return Track(LIMITS, latitudes, longitudes, [speed] * (len(points) - 1))


def test_length_and_ends() -> None:
    way = track(START, CORNER, END)
    assert way.length == pytest.approx(700, rel=1e-6)
    assert offset(*START, way.spot(0).latitude, way.spot(0).longitude) == pytest.approx((0, 0), abs=1e-3)
    assert offset(*END, way.spot(999).latitude, way.spot(999).longitude) == pytest.approx((0, 0), abs=0.05)


def test_a_bend_to_the_right_turns_evenly_and_slowly() -> None:
    way = track(START, CORNER, END)
    assert way.spot(200).heading == pytest.approx(0, abs=0.1)
    assert way.spot(400).heading == pytest.approx(45, abs=0.5)
    assert way.spot(500).heading == pytest.approx(90, abs=0.1)
    bend = way.spot(400)
    assert bend.curvature < 0
    assert way.speed(399.5) ** 2 * abs(bend.curvature) <= LIMITS.lateral + 1e-9
    assert way.speed(200) == 15


def test_no_speed_asks_for_harder_braking_than_is_comfortable() -> None:
    way = track(START, CORNER, END, speed=25)
    speeds = [way.speed(meter / 2) for meter in range(1399)]
    falls = [(before**2 - after**2) / 2 / 0.5 for before, after in pairwise(speeds)]
    assert max(falls) <= LIMITS.braking + 1e-6
    assert way.speed(way.length) == 0


def test_a_leg_keeps_its_own_limit() -> None:
    latitudes, longitudes = zip(START, CORNER, moved(*CORNER, 0, 500), strict=True)
    way = Track(LIMITS, latitudes, longitudes, [20, 8])
    assert way.speed(100) == 20
    assert way.speed(600) == 8
    assert way.speed(399.9) < 8.5


def test_points_on_top_of_each_other_are_one_and_a_way_may_have_no_length() -> None:
    assert track(START, START, CORNER, CORNER).length == pytest.approx(400, rel=1e-6)
    nowhere = track(START, START)
    assert nowhere.length == 0
    assert nowhere.speed(0) == 0
    assert nowhere.spot(0).latitude == START[0]


def test_as_many_speeds_as_legs() -> None:
    with pytest.raises(ValueError, match='one speed between each two'):
        Track(LIMITS, [31.2, 31.3], [121.4, 121.4], [10, 10])
