import numpy as np
from flat_earth import START, FlatEarth

from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.routing.remembered import Remembered

HERE, THERE, BEYOND = START, Position(0.1, 10.0), Position(0.2, 10.0)


def test_what_was_asked_is_not_asked_again_and_tells_the_same() -> None:
    plain, asked = FlatEarth(shore=15_000.0), FlatEarth(shore=15_000.0)
    ways = Remembered(asked)
    for starts, goals in (([HERE], [THERE]), ([HERE, THERE], [THERE, BEYOND]), ([HERE, THERE], [BEYOND, THERE])):
        costs, right = ways.matrix(starts, goals), plain.matrix(starts, goals)
        assert np.array_equal(costs.seconds, right.seconds)
        assert np.array_equal(costs.metres, right.metres)
    assert asked.asked == [(1, 1), (2, 2)]


def test_on_foot_is_another_way() -> None:
    ways = Remembered(FlatEarth())
    assert ways.matrix([HERE], [THERE], on_foot=True).seconds > ways.matrix([HERE], [THERE]).seconds


def test_nothing_is_asked_for_nothing() -> None:
    asked = FlatEarth()
    assert Remembered(asked).matrix([], [HERE]).seconds.shape == (0, 1)
    assert asked.asked == []
