import math

import pytest
from led_route import led_route as route

from ipa_agents.bridges.goals import Goal, goals_of
from ipa_agents.bridges.map_frame import map_frame
from ipa_agents.errors import InvalidValue

FRAME = map_frame('LocalCartesian', '60.0,24.0')


def test_a_goal_lies_on_the_road_and_looks_along_it() -> None:
    (goal,) = goals_of(route(), FRAME)
    assert (goal.latitude, goal.longitude) == (60.0021, 24.002)
    assert (goal.x, goal.y) == pytest.approx((111.6, 222.8), abs=1)
    assert goal.yaw == pytest.approx(0, abs=0.01)


def test_stops_come_before_the_destination() -> None:
    stop, _ = goals_of(route((60.001, 24.0003)), FRAME)
    assert (stop.x, stop.y) == pytest.approx((0, 111.4), abs=1)
    assert stop.yaw == pytest.approx(math.pi / 2, abs=0.01)


def test_a_stop_that_was_passed_is_no_goal_any_more() -> None:
    assert len(goals_of(route(passed=2), FRAME)) == 1


def test_another_way_to_the_same_place_is_the_same_goal() -> None:
    assert Goal(60.0, 24.0, 1.0, 2.0, 0.5) == Goal(60.0, 24.0, 1.1, 2.0, -2.6)
    assert Goal(60.0, 24.0, 1.0, 2.0, 0.5) != Goal(60.0, 24.1, 1.0, 2.0, 0.5)


@pytest.mark.parametrize('latitudes', [(), (60.0,), (60.0, 60.1), (60.0, math.nan, 60.1, 60.2)])
def test_what_is_no_line_is_refused(latitudes: tuple[float, ...]) -> None:
    with pytest.raises(InvalidValue, match='route'):
        goals_of(route(latitudes=latitudes), FRAME)
