import pytest

from ipa_agents.cabin.consumption import KEPT
from ipa_agents.cockpit.curve import HEIGHT, WIDTH, curve


def drawn(points: list[float]) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, _, y in (pair.partition(',') for pair in curve(points)[0].split())]


def test_the_newest_point_is_at_the_right_edge() -> None:
    assert drawn([1.0, 2.0, 3.0])[-1][0] == WIDTH
    assert drawn([1.0] * KEPT)[0][0] == 0.0


def test_what_was_given_back_lies_below_zero() -> None:
    points, zero = drawn([30.0, -30.0]), curve([30.0, -30.0])[1]
    assert points[0][1] < zero < points[1][1]
    assert zero == pytest.approx(HEIGHT / 2)


def test_a_car_that_stands_draws_no_mountains() -> None:
    assert drawn([0.5, 0.3])[0][1] > 0.9 * HEIGHT


def test_nothing_is_drawn_of_nothing() -> None:
    assert curve([]) == ('', HEIGHT)
