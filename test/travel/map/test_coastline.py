import numpy as np
import pytest

from ipa_agents.travel.map.coastline import Sea, sea_of

BOX = (0, 0, 100, 100)


def sea(*coast: list[tuple[int, int]]) -> Sea:
    return sea_of([np.array(piece) for piece in coast], BOX)


def areas(rings: tuple[np.ndarray, ...]) -> list[float]:
    return [abs(float((ring[:-1, 0] * ring[1:, 1] - ring[1:, 0] * ring[:-1, 1]).sum())) / 2 for ring in rings]


def test_water_is_on_the_right_of_the_coast() -> None:
    # y goes south: a coast that runs east has the sea in the south.
    assert areas(sea([(-10, 40), (110, 40)]).water) == [6000]
    assert areas(sea([(110, 40), (-10, 40)]).water) == [4000]
    assert areas(sea([(30, -5), (30, 105)]).water) == [3000]


def test_pieces_make_one_coast_and_ends_inside_reach_the_nearest_edge() -> None:
    assert areas(sea([(50, 40), (98, 40)], [(1, 40), (50, 40)]).water) == [6000]


def test_two_coasts_are_a_strait() -> None:
    assert areas(sea([(-10, 40), (110, 40)], [(110, 70), (-10, 70)]).water) == [3000]


def test_two_bays_are_two_seas() -> None:
    assert sorted(areas(sea([(110, 20), (-10, 20)], [(-10, 70), (110, 70)]).water)) == [2000, 3000]


def test_islands_lie_in_the_sea() -> None:
    island = [(40, 40), (40, 60), (60, 60), (60, 40), (40, 40)]
    alone = sea(island)
    assert (areas(alone.water), areas(alone.islands)) == ([10_000], [400])
    lagoon = sea(island[::-1])
    assert (areas(lagoon.water), lagoon.islands) == ([400], ())


def test_without_a_coast_there_is_no_sea() -> None:
    assert (sea().water, sea().islands) == ((), ())
    assert areas(sea([(-20, -20), (-10, -20)]).water) == []


@pytest.mark.parametrize('corner', [[(-5, 50), (50, 50), (50, 105)], [(50, -5), (50, 50), (105, 50)]])
def test_a_coast_around_a_corner(corner: list[tuple[int, int]]) -> None:
    assert areas(sea(corner).water) in ([2500.0], [7500.0])
    assert sum(areas(sea(corner).water) + areas(sea(corner[::-1]).water)) == 10_000
