import math

import pytest

from ipa_agents.vehicle.pursuit import Pursuit, pursued
from ipa_agents.vehicle.simulator.geometry import moved, offset
from ipa_agents.vehicle.simulator.track import Track, TrackLimits

LIMITS = TrackLimits(lateral=2.2, braking=1.6, slowest=2.8)
SHARPEST = 0.17
PLACE = 31.2, 165.4


def way(*legs: tuple[float, float], speed: float = 14.0) -> Track:
    """From PLACE so many m in so many directions."""
    points = [PLACE]
    for heading, length in legs:
        points.append(moved(*points[-1], heading, length))
    return Track(LIMITS, *zip(*points, strict=True), [speed] * len(legs))


@pytest.mark.parametrize(
    ('ahead', 'left', 'curvature'),
    [(10, 0, 0), (10, 1, 2 / 101), (10, -1, -2 / 101), (3, 3, SHARPEST), (-5, 0.1, SHARPEST), (-5, -0.1, -SHARPEST)],
)
def test_the_arc_through_a_point(ahead: float, left: float, curvature: float) -> None:
    assert pursued(ahead, left, SHARPEST) == pytest.approx(curvature)


def test_the_arc_comes_to_the_point() -> None:
    ahead, left = 12.0, 4.0
    radius = 1 / pursued(ahead, left, 1.0)
    assert math.hypot(ahead, left - radius) == pytest.approx(radius), 'it lies on the circle that begins straight ahead'


def test_on_a_straight_way_it_goes_straight_as_fast_as_it_may() -> None:
    aim = Pursuit(way((0, 500)), LIMITS, SHARPEST).aim(*PLACE, 0.0, 14.0)
    assert (aim.speed, aim.curvature) == (pytest.approx(14.0), pytest.approx(0.0, abs=1e-6))


@pytest.mark.parametrize(('side', 'sign'), [(90, 1), (-90, -1)])
def test_beside_the_way_it_turns_towards_it(side: float, sign: int) -> None:
    place = moved(*PLACE, side, 2.0)
    assert math.copysign(1, Pursuit(way((0, 500)), LIMITS, SHARPEST).aim(*place, 0.0, 10.0).curvature) == sign


def test_who_stands_the_wrong_way_turns_sharply_and_slowly() -> None:
    aim = Pursuit(way((180, 500)), LIMITS, SHARPEST).aim(*PLACE, 1.0, 0.0)
    assert abs(aim.curvature) == SHARPEST
    assert aim.speed < 4


def test_far_from_the_way_and_at_its_end_it_stands() -> None:
    pursuit = Pursuit(way((0, 100)), LIMITS, SHARPEST)
    assert pursuit.aim(*moved(*PLACE, 90, 200.0), 0.0, 10.0).speed == 0
    end = moved(*PLACE, 0, 99.8)
    for along in range(0, 100, 10):
        pursuit.aim(*moved(*PLACE, 0, along), 0.0, 10.0)
    assert pursuit.aim(*end, 0.0, 1.0).speed == 0


def test_a_way_that_crosses_itself_is_followed_in_its_order() -> None:
    pursuit = Pursuit(way((0, 200), (90, 100), (180, 100), (270, 200)), LIMITS, SHARPEST)
    for along in range(0, 100, 5):
        pursuit.aim(*moved(*PLACE, 0, along), 0.0, 10.0)
    crossing = moved(*PLACE, 0, 100)
    aim = pursuit.aim(*crossing, 0.0, 10.0)
    assert abs(aim.curvature) < 0.01, 'straight on, not into what comes 300 m later'
    assert offset(*PLACE, *crossing)[1] == pytest.approx(100)
