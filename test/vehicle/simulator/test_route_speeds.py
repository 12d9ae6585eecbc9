import math

import pytest

from ipa_agents.vehicle.simulator.geometry import moved
from ipa_agents.vehicle.simulator.route_speeds import leg_speeds

POINTS = [moved(31.2, 165.4, 0, way) for way in (0, 100, 200, 300)]
LATITUDES, LONGITUDES = zip(*POINTS, strict=True)


def test_each_leg_has_the_speed_of_its_part() -> None:
    speeds = leg_speeds(LATITUDES, LONGITUDES, [(0, 100, 10), (100, 200, 10), (300, 0, 0)])
    assert speeds == pytest.approx((10, 20, 20))


@pytest.mark.parametrize('part', [(0, 0, 0), (0, math.nan, 5), (0, 100, 0), (500, 100, 5)])
def test_where_nothing_is_known_the_usual_speed_holds(part: tuple[float, float, float]) -> None:
    assert leg_speeds(LATITUDES, LONGITUDES, [part]) == pytest.approx((13.9,) * 3)


def test_speeds_stay_drivable() -> None:
    assert leg_speeds(LATITUDES, LONGITUDES, [(0, 300, 1)]) == (38.0,) * 3
    assert leg_speeds(LATITUDES, LONGITUDES, [(0, 300, 3000)]) == (8.3,) * 3
    assert leg_speeds((), (), []) == ()
