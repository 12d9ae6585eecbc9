import numpy as np
import pytest
from maps import SQUARE, find, town
from small_map import small_router, spot

from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.matrix import along
from ipa_agents.travel.routing.position import Position

HERE = Position(*SQUARE)


def at(place: Place) -> Position:
    return Position(place.latitude, place.longitude)


def test_it_says_what_the_routes_say() -> None:
    goals = [find('Northgate Mall'), find('Opera House')]
    costs = town().router.matrix([HERE], [at(goal) for goal in goals])
    for column, goal in enumerate(goals):
        route = town().router.plan(HERE, goal)[0]
        assert costs.seconds[0, column] == pytest.approx(route.duration, rel=0.05)
        assert costs.metres[0, column] == pytest.approx(route.distance, rel=0.05)


def test_many_to_many_row_by_row() -> None:
    starts, goals = [spot(100, 0), spot(1900, 0)], [spot(300, 0), spot(1700, 0), spot(3000, 0)]
    costs = small_router().matrix(starts, goals)
    assert costs.seconds.shape == costs.metres.shape == (2, 3)
    assert costs.metres[0, 0] == pytest.approx(200, abs=5)
    assert costs.metres[1, 2] == pytest.approx(1100, abs=5)


def test_along_a_way_only_what_follows_is_asked() -> None:
    way = [spot(100, 0), spot(300, 0), spot(1700, 0)]
    costs, all_of_them = along(small_router(), way), small_router().matrix(way, way)
    for one, whole in ((costs.seconds, all_of_them.seconds), (costs.metres, all_of_them.metres)):
        assert np.diagonal(one, 1) == pytest.approx(np.diagonal(whole, 1), rel=0.02)
        assert np.isfinite(one).sum() == 2


def test_where_no_way_leads_it_is_infinite_and_the_others_are_told() -> None:
    costs = small_router().matrix([spot(100, 0)], [spot(300, 0), spot(500, 5000), spot(0, 90_000)])
    assert np.isfinite(costs.seconds[0, 0])
    assert np.isinf(costs.seconds[0, 1:]).all()
    assert np.isinf(costs.metres[0, 1:]).all()


def test_more_than_one_question_can_hold() -> None:
    goals = [spot(100 + 10 * number, 0) for number in range(60)]
    costs = small_router().matrix([spot(100, 0)], goals)
    assert costs.metres[0, 59] == pytest.approx(640, rel=0.3)
    assert (np.diff(costs.metres[0, :40]) > 0).all()


def test_nobody_and_nowhere() -> None:
    assert small_router().matrix([], [spot(0, 0)]).seconds.shape == (0, 1)


def test_on_foot_it_takes_longer() -> None:
    pair = [spot(100, 0)], [spot(400, 0)]
    walked, driven = small_router().matrix(*pair, on_foot=True), small_router().matrix(*pair)
    assert walked.seconds[0, 0] > 3 * driven.seconds[0, 0]
    assert walked.metres[0, 0] == pytest.approx(300, abs=10)
